// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Linkage
import Vault
import Workers

/// Makes people ready to be recorded: who is new, who changed, and everything sealed.
///
/// Works without the connection that writes, on every core, so that the next people can be sealed while the
/// last ones are written.
public struct PopulationIntake: Sendable {
    private let sealing: PersonSealing
    private let reason: AccessReason
    private var known: KnownPeople
    private var lost: LostByIndex
    private var numbers: PersonNumbers
    /// Who has former names or addresses: a file of the population says nothing of these.
    private let former: Set<PersonNumber>
    /// Whom an officer put right in fields on which it depends whether a letter may go.
    private let corrected: [PersonNumber: Set<PersonField>]
    /// Who somebody was before, opened under the line for everyone; nil of lost people.
    private let before: @Sendable (PersonNumber) throws -> Person?

    init(
        sealing: PersonSealing,
        reason: AccessReason,
        known: KnownPeople,
        lost: LostByIndex,
        numbers: PersonNumbers,
        former: Set<PersonNumber>,
        corrected: [PersonNumber: Set<PersonField>],
        before: @escaping @Sendable (PersonNumber) throws -> Person?
    ) {
        self.sealing = sealing
        self.reason = reason
        self.known = known
        self.lost = lost
        self.numbers = numbers
        self.former = former
        self.corrected = corrected
        self.before = before
    }

    /// People in a transaction: some 100 MB of sealed bytes. Each transaction writes nearly all pages of
    /// the indexes again: few large ones write less.
    public static let batchSize = 131_072

    /// Why a row makes nobody new and changes nobody.
    public enum Refusal: Sendable, Hashable {
        /// Its sourceId stands in the file a second time.
        case again
        case contradiction(SourceIDContradiction)
    }

    /// Is there anybody whom a file could contradict?
    public var knowsAnybody: Bool { known.count > 0 }

    /// Citizen numbers that several people have, from before such rows were refused.
    public var sharedNumbers: Int { known.sharedNumbers }

    /// Who is known and stood in no row that was read so far.
    public var notMet: Int { known.notMet }

    /// Compares people of a file with whom is known; nothing is kept.
    public func compare(_ people: [Person]) throws -> SourceIDComparison {
        try WorkerPool.shares(of: people.count, atLeast: 64) { [sealing, known] range in
            var comparison = SourceIDComparison()
            for person in people[range] {
                let row = KnownPeople.Row(
                    sourceID: person.sourceID,
                    source: sealing.sourceDigest(Array(person.sourceID.text.utf8)),
                    content: DigestPair(high: 0, low: 0),
                    traits: SourceTraits(person)
                )
                guard let found = known.comparison(of: row, digest: sealing.sourceDigest) else {
                    continue
                }
                comparison.compared += 1
                if found != nil { comparison.contradicting += 1 }
            }
            return comparison
        }.reduce(SourceIDComparison(), +)
    }

    /// These stand in the part of the file that was read before it was interrupted.
    public mutating func meetAgain(_ people: [Person]) throws {
        let sources = try WorkerPool.shares(of: people.count, atLeast: 64) { [sealing] range in
            people[range].map { sealing.sourceDigest(Array($0.sourceID.text.utf8)) }
        }.flatMap(\.self)
        for source in sources { known.meetAgain(source) }
    }

    private func number(_ sourceID: SourceID) -> PersonNumber? {
        known.number(of: sealing.sourceDigest(Array(sourceID.text.utf8)))
    }

    /// Whoever has a sourceId, as they are now; nil when nobody has. They were opened under the line for
    /// everyone.
    public func person(_ sourceID: SourceID) throws -> Person? {
        try number(sourceID).flatMap { try before($0) }
    }

    /// Seals those who are new or changed and adds them to `sealed`; returns the places of rows that are
    /// refused, with the reason. Where a field of somebody who is known did not read, the value of before
    /// stays, with the mark.
    ///
    /// `byOfficer`: what an officer says of these people stands, whatever did not read before. What a file
    /// says of them later never makes them less dead or less hidden than the officer did.
    ///
    /// `settingFormer`: the former names and addresses of these people are theirs from now on; else those of
    /// before stay.
    public mutating func seal(
        _ people: [Person],
        settingFormer: Bool = false,
        byOfficer: Bool = false,
        into sealed: inout SealedPeople
    ) throws -> [(place: Int, why: Refusal)] {
        let people = try people.map { person in
            guard !person.marks.isEmpty || !former.isEmpty || !corrected.isEmpty,
                let number = number(person.sourceID),
                !person.marks.isEmpty || former.contains(number) || corrected[number] != nil,
                let before = try before(number)
            else { return person }
            var kept = byOfficer ? person : person.keepingGoodValues(of: before)
            if !byOfficer, let fields = corrected[number] {
                kept = kept.keepingCaution(of: before, in: fields)
            }
            if !settingFormer { kept.former = before.former }
            return kept
        }
        var refused: [(place: Int, why: Refusal)] = []
        let halves = try WorkerPool.shares(of: people.count, atLeast: 64) {
            [sealing] range in
            people[range].map { sealing.halves(of: $0) }
        }.flatMap(\.self)
        var random = RandomBytes()
        if sealed.people.isEmpty { numbers.beginTransaction() }
        var work: [(place: Int, number: Int64, isChange: Bool)] = []
        for (place, half) in halves.enumerated() {
            let meeting = known.meet(
                KnownPeople.Row(
                    sourceID: people[place].sourceID,
                    source: half.source,
                    content: half.content,
                    traits: half.traits
                ),
                digest: sealing.sourceDigest,
                lost: { [lost, sealing] in lost.number(of: people[place], sealing) },
                new: { numbers.next(&random) }
            )
            switch meeting {
            case .refused(let why): refused.append((place, why))
            case .same: sealed.same += 1
            case .new(let number): work.append((place, number, false))
            case .changed(let number): work.append((place, number, true))
            }
        }
        let ready = work
        let shares = try WorkerPool.shares(of: ready.count, atLeast: 64) { [sealing] range in
            var random = RandomBytes()
            var part = SealedPeople()
            part.reserve(range.count)
            for item in ready[range] {
                sealing.seal(
                    people[item.place],
                    halves[item.place],
                    PersonNumber(UInt64(item.number)),
                    isChange: item.isChange,
                    &random,
                    into: &part
                )
            }
            return part
        }
        for share in shares { sealed.append(share) }
        sealed.population = known.count
        sealed.reason = reason
        return refused
    }
}
