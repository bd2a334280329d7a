// SPDX-License-Identifier: EUPL-1.2

import Custody
import Linkage
import Vault

/// Who is in the population already, by keyed digest of the sourceId and by citizen number: 56 bytes a
/// person and two tables.
struct KnownPeople: Sendable {
    private struct Entry {
        var source: DigestPair
        var content: DigestPair
        var number: Int64
        var traits: SourceTraits
    }

    /// A row of a file, as far as it tells who it is about.
    struct Row: Sendable {
        var sourceID: SourceID
        var source: DigestPair
        var content: DigestPair
        var traits: SourceTraits
    }

    enum Meeting {
        case new(Int64)
        case changed(Int64)
        case same
        case refused(PopulationIntake.Refusal)
    }

    private var entries: [Entry] = []
    private var bySource: [UInt32]
    private var byCitizenNumber: [UInt32]
    /// Slots of the second table that are taken, also by numbers that somebody had before.
    private var takenSlots = 0
    /// Numbers that several people had when they were made known.
    private var shared: Set<UInt32> = []
    /// Those who were met in this file.
    private var met: [Bool] = []
    /// The same, of those whom nothing was kept of.
    private var metInVain: Set<DigestPair> = []
    private var lengths = DigitLengths()
    private let expected: ExpectedPeople

    init(expecting count: Int, expected: ExpectedPeople = ExpectedPeople()) {
        self.expected = expected
        entries.reserveCapacity(count)
        var size = 1024
        while size < count * 2 { size *= 2 }
        bySource = [UInt32](repeating: 0, count: size)
        byCitizenNumber = [UInt32](repeating: 0, count: size)
    }

    var count: Int { entries.count }

    mutating func insert(
        _ source: DigestPair,
        content: DigestPair,
        number: PersonNumber,
        traits: SourceTraits,
        digits: DigitLengths = DigitLengths()
    ) {
        if (entries.count + 1) * 2 > bySource.count { grow() }
        entries.append(
            Entry(source: source, content: content, number: Int64(number.value), traits: traits)
        )
        met.append(false)
        lengths.formUnion(digits)
        bySource[slot(of: source)] = UInt32(entries.count)
        take(traits.citizenNumber, for: entries.count - 1)
    }

    /// Finds the person of a row, or makes them known: under the number of `lost`, when it is somebody
    /// whose rows are lost, else under a new one.
    mutating func meet(
        _ row: Row,
        digest: ([UInt8]) -> DigestPair,
        lost: () -> PersonNumber?,
        new: () -> PersonNumber
    ) -> Meeting {
        if let index = index(of: row.source) {
            if met[index] { return .refused(.again) }
            met[index] = true
            if entries[index].content == row.content { return .same }
            if let contradiction = contradiction(of: row, to: index) {
                return .refused(.contradiction(contradiction))
            }
            entries[index].content = row.content
            let before = entries[index].traits.citizenNumber
            entries[index].traits = row.traits
            if row.traits.citizenNumber != before { take(row.traits.citizenNumber, for: index) }
            return .changed(entries[index].number)
        }
        guard metInVain.isEmpty || !metInVain.contains(row.source) else { return .refused(.again) }
        if let contradiction = contradiction(ofNew: row, digest: digest) {
            metInVain.insert(row.source)
            return .refused(.contradiction(contradiction))
        }
        let lost = lost()
        let number =
            lost ?? expected.numbers[row.source].map { PersonNumber(UInt64(bitPattern: $0)) }
            ?? new()
        insert(
            row.source,
            content: row.content,
            number: number,
            traits: row.traits,
            digits: DigitLengths(row.sourceID.text.utf8)
        )
        met[entries.count - 1] = true
        return lost == nil ? .new(Int64(number.value)) : .changed(Int64(number.value))
    }

    /// Who is known and was not met in this file.
    var notMet: Int {
        let nobody = DigestPair(high: 0, low: 0)
        return entries.indices.count { !met[$0] && entries[$0].content != nobody }
    }

    /// The number of whoever has a sourceId.
    func number(of source: DigestPair) -> PersonNumber? {
        index(of: source).map { PersonNumber(UInt64(bitPattern: entries[$0].number)) }
    }

    /// Somebody of the file who was met before it was interrupted.
    mutating func meetAgain(_ source: DigestPair) {
        if let index = index(of: source) { met[index] = true } else { metInVain.insert(source) }
    }

    /// What a row says against whom is known, before anything of its file is kept; nil when nothing of it
    /// can be compared.
    func comparison(of row: Row, digest: ([UInt8]) -> DigestPair) -> SourceIDContradiction?? {
        if let index = index(of: row.source) { return .some(contradiction(of: row, to: index)) }
        let contradiction = contradiction(ofNew: row, digest: digest)
        return row.traits.citizenNumber != 0 || contradiction != nil ? .some(contradiction) : nil
    }

    /// Citizen numbers that several people still have, from before such rows were refused.
    var sharedNumbers: Int {
        shared.count { number in
            Set(holders(of: number).map { expected.group(of: entries[$0].number) }).count > 1
        }
    }

    // MARK: Contradictions

    private func contradiction(of row: Row, to index: Int) -> SourceIDContradiction? {
        let known = entries[index].traits
        let number = row.traits.citizenNumber
        if number != 0, number != known.citizenNumber,
            isHeld(number, butBy: index, group: expected.group(of: entries[index].number))
        {
            return .citizenNumberHeld
        }
        return row.traits.contradict(known) ? .somebodyElse : nil
    }

    private func contradiction(
        ofNew row: Row,
        digest: ([UInt8]) -> DigestPair
    ) -> SourceIDContradiction? {
        let number = row.traits.citizenNumber
        let group = expected.numbers[row.source].map(expected.group)
        if number != 0, isHeld(number, butBy: nil, group: group) { return .citizenNumberHeld }
        for form in lengths.forms(of: row.sourceID.text.utf8) {
            if let index = index(of: digest(form)), row.traits.fit(entries[index].traits),
                group != expected.group(of: entries[index].number)
            {
                return .differsByZeros
            }
        }
        return nil
    }

    // MARK: The tables

    private func index(of source: DigestPair) -> Int? {
        let found = bySource[slot(of: source)]
        return found == 0 ? nil : Int(found) - 1
    }

    /// Where a source stands, or would stand.
    private func slot(of source: DigestPair) -> Int {
        let mask = bySource.count - 1
        var place = Int(truncatingIfNeeded: source.low) & mask
        while bySource[place] != 0, entries[Int(bySource[place]) - 1].source != source {
            place = (place + 1) & mask
        }
        return place
    }

    private func firstSlot(of number: UInt32) -> Int {
        Int(truncatingIfNeeded: (UInt64(number) &* 0x9E37_79B9_7F4A_7C15) >> 24)
            & (byCitizenNumber.count - 1)
    }

    /// Has somebody the number, but for the one themselves and whoever is the same person?
    private func isHeld(_ number: UInt32, butBy own: Int?, group: Int64?) -> Bool {
        var place = firstSlot(of: number)
        while byCitizenNumber[place] != 0 {
            let index = Int(byCitizenNumber[place]) - 1
            // A number that somebody had before stands here too.
            if index != own, entries[index].traits.citizenNumber == number,
                group != expected.group(of: entries[index].number)
            {
                return true
            }
            place = (place + 1) & (byCitizenNumber.count - 1)
        }
        return false
    }

    private func holders(of number: UInt32) -> Set<Int> {
        var holders: Set<Int> = []
        var place = firstSlot(of: number)
        while byCitizenNumber[place] != 0 {
            let index = Int(byCitizenNumber[place]) - 1
            if entries[index].traits.citizenNumber == number { holders.insert(index) }
            place = (place + 1) & (byCitizenNumber.count - 1)
        }
        return holders
    }

    private mutating func take(_ number: UInt32, for index: Int) {
        guard number != 0 else { return }
        if (takenSlots + 1) * 2 > byCitizenNumber.count { growNumbers() }
        var place = firstSlot(of: number)
        while byCitizenNumber[place] != 0 {
            let other = Int(byCitizenNumber[place]) - 1
            if other == index, entries[index].traits.citizenNumber == number { return }
            if entries[other].traits.citizenNumber == number { shared.insert(number) }
            place = (place + 1) & (byCitizenNumber.count - 1)
        }
        byCitizenNumber[place] = UInt32(index + 1)
        takenSlots += 1
    }

    private mutating func grow() {
        bySource = [UInt32](repeating: 0, count: bySource.count * 2)
        for (index, entry) in entries.enumerated() {
            bySource[slot(of: entry.source)] = UInt32(index + 1)
        }
    }

    /// The numbers that people have now, in a table twice as large.
    private mutating func growNumbers() {
        byCitizenNumber = [UInt32](repeating: 0, count: byCitizenNumber.count * 2)
        takenSlots = 0
        for (index, entry) in entries.enumerated() where entry.traits.citizenNumber != 0 {
            var place = firstSlot(of: entry.traits.citizenNumber)
            while byCitizenNumber[place] != 0 { place = (place + 1) & (byCitizenNumber.count - 1) }
            byCitizenNumber[place] = UInt32(index + 1)
            takenSlots += 1
        }
    }
}

/// How many digits the sourceIds have that are nothing but digits: with them a number is known again
/// that has lost the zeros at its beginning, without trying every number of zeros for every row.
struct DigitLengths: Sendable, Equatable {
    /// A bit for each length, of those that begin with a zero and of the others.
    private var withZero: UInt32 = 0
    private var without: UInt32 = 0

    init() {}

    init(_ source: some Collection<UInt8>) {
        guard source.count < 32, source.allSatisfy({ 0x30...0x39 ~= $0 }), let first = source.first
        else { return }
        if first == 0x30 { withZero = 1 << source.count } else { without = 1 << source.count }
    }

    mutating func formUnion(_ other: DigitLengths) {
        withZero |= other.withZero
        without |= other.without
    }

    /// The same number with more or fewer zeros at its beginning, in the lengths that there are.
    func forms(of source: some Collection<UInt8>) -> [[UInt8]] {
        guard withZero | without != 0 else { return [] }
        let own = DigitLengths(source)
        guard own != DigitLengths() else { return [] }
        let digits = source.drop { $0 == 0x30 }
        var forms: [[UInt8]] = []
        for length in max(digits.count, 1)..<32 where length != source.count {
            let lengths = length == digits.count ? without : withZero
            guard lengths >> length & 1 == 1 else { continue }
            forms.append([UInt8](repeating: 0x30, count: length - digits.count) + digits)
        }
        return forms
    }
}
