// SPDX-License-Identifier: EUPL-1.2

/// People for whom something goes wrong that goes wrong for nobody else. Nobody is of two kinds, has kin
/// in the exercise, or is held for another reason.
struct PlantedPeople {
    /// A result names the other in full, under the sample number of the owner: it is nobody's. The other
    /// was never disclosed.
    private(set) var samplesAgain: [(owner: Int, other: Int)] = []
    /// In a field of an order stands a line end and behind it a PID of somebody never disclosed: it is text.
    private(set) var lineFeeds: [(person: Int, inText: Int)] = []
    /// Their birth date in the registry does not read.
    private(set) var badFields: [Int] = []
    /// Their only initial is D, and a list names them in one column and without a number.
    private(set) var initials: [Int] = []
    /// Died on a day that nobody knows.
    private(set) var unknownDeaths: [Int] = []
    /// Both are `Patient/1` of a Bundle, each of another base; the finding is the second's.
    private(set) var twoBases: [(first: Int, second: Int)] = []
    /// Their Patient and their finding stand in two files, by type.
    private(set) var byType: [Int] = []

    init() {}

    /// As many of each kind as the size asks for, or as there are.
    init(_ people: [ExercisePerson], related: Set<Int>, programme: Int, seed: UInt64) {
        let count = max(4, programme / 4_000)
        var random = SplitMix64(seed: seed, stream: 10)
        var free = people.indices.filter {
            people[$0].addressStatus == .known && people[$0].hasFullBirthDate
                && people[$0].deceasedOn == 0 && people[$0].secrecy == 0 && !related.contains($0)
        }
        random.shuffle(&free)
        func take(_ number: Int, from groups: Set<ExerciseGroup>) -> [Int] {
            var taken: [Int] = []
            var left: [Int] = []
            for index in free {
                if taken.count < number, groups.contains(people[index].group) {
                    taken.append(index)
                } else {
                    left.append(index)
                }
            }
            free = left
            return taken
        }
        let ordered: Set<ExerciseGroup> = [.first, .second, .notExcluded]
        initials = take(count, from: [.second])
        samplesAgain = zip(take(count, from: ordered), take(count, from: [.none]))
            .map { (owner: $0, other: $1) }
        lineFeeds = zip(take(count, from: ordered), take(count, from: [.none]))
            .map { (person: $0, inText: $1) }
        badFields = take(count, from: ordered)
        unknownDeaths = take(count, from: ordered)
        twoBases = zip(take(count, from: ordered), take(count, from: ordered))
            .map { (first: $0, second: $1) }
        byType = take(count, from: ordered)
    }

    /// How many there are, for `truth.json`.
    var figures: [String: Int] {
        [
            "person.badField": badFields.count, "person.unknownDeath": unknownDeaths.count,
            "person.initialD": initials.count,
        ]
    }
}
