// SPDX-License-Identifier: EUPL-1.2

internal import Custody

/// When people were written to before about the incident.
///
/// A few lists of dates serve everybody: four bytes for a person, and no search when the place of the
/// person among them is known.
struct EarlierDates: Sendable {
    /// Every list that occurs; the first is empty.
    private var lists: [[PartialDate]] = [[]]
    /// For each place in the register, which of them.
    private var chosen: [UInt32]

    /// For so many people, each at a place.
    init(people: Int) {
        chosen = Array(repeating: 0, count: people)
    }

    /// Adds the date of one letter to each of these people; waves come in the order of their dates. Two
    /// letters of one day have one date.
    mutating func add(_ date: PartialDate, at places: some Sequence<Int>) {
        var longer: [UInt32: UInt32] = [:]
        for place in places {
            let list = chosen[place]
            if let known = longer[list] {
                chosen[place] = known
            } else if lists[Int(list)].last != date {
                let new = UInt32(lists.count)
                lists.append(lists[Int(list)] + [date])
                longer[list] = new
                chosen[place] = new
            }
        }
    }

    /// The dates of the letters to the person at a place in the register.
    subscript(place: Int) -> [PartialDate] { lists[Int(chosen[place])] }
}
