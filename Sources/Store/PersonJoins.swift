// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
import Foundation
import Identities
import Vault

/// Two numbers of the population that are one person, as an officer said (samenvoeging).
public struct PersonJoinFact: Fact {
    public static let kind = "person-join"
    /// Joins count from 1.
    public var number: Int
    /// Number of the person under whom it goes on: name, address and letters are theirs.
    public var kept: Int64
    /// Number of the person who is the same one.
    public var other: Int64
    /// The sourceId of `kept` came in the place of that of `other`.
    public var replaced: Bool
    /// Keyed digest, hexadecimal, of a sourceId that nobody had yet, and whose it is going to be: the
    /// number in `kept` or in `other`. Both nil when both people were known.
    public var expectedSource: String?
    public var expected: Int64?
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case number = "number"
        case kept = "kept"
        case other = "other"
        case replaced = "replaced"
        case expectedSource = "expectedSource"
        case expected = "expected"
        case by = "by"
        case because = "because"
    }
}

/// A join that no longer counts: the two are two people (splitsing). It stays where it is.
public struct PersonJoinUndoFact: Fact {
    public static let kind = "person-join-undo"
    public var number: Int
    public var by: String
    public var because: String

    enum CodingKeys: String, CodingKey {
        case number = "number"
        case by = "by"
        case because = "because"
    }
}

extension PersonJoinFact {
    public var keys: [FactKey] { [.number(number)] }
}

extension PersonJoinFact {
    public var keptPerson: PersonNumber { PersonNumber(kept) }
    public var otherPerson: PersonNumber { PersonNumber(other) }
}

extension PersonJoinUndoFact {
    public var keys: [FactKey] { [.number(number)] }
}

/// Who counts as one person, at a point of the ledger.
public struct JoinedPeople: Sendable, Hashable {
    /// From each number that goes on under another to that one.
    public private(set) var kept: [PersonNumber: PersonNumber] = [:]
    private var others: [PersonNumber: [PersonNumber]] = [:]

    public init() {}

    /// In the order in which they were recorded: whoever goes on under a number by then goes on with it.
    init(_ joins: [PersonJoinFact]) {
        var next: [PersonNumber: PersonNumber] = [:]
        func end(of person: PersonNumber) -> PersonNumber {
            var end = person
            while let further = next[end] { end = further }
            return end
        }
        for join in joins {
            let (other, kept) = (end(of: join.otherPerson), end(of: join.keptPerson))
            if other != kept { next[other] = kept }
        }
        for start in next.keys {
            kept[start] = end(of: start)
            others[end(of: start), default: []].append(start)
        }
        for end in others.keys { others[end]?.sort() }
    }

    public var isEmpty: Bool { kept.isEmpty }

    /// Under which number a person goes on; their own when nobody joined them.
    public func one(_ person: PersonNumber) -> PersonNumber {
        kept.isEmpty ? person : kept[person] ?? person
    }

    /// All numbers of the person: first that under which they go on.
    public func all(_ person: PersonNumber) -> [PersonNumber] {
        let end = one(person)
        return [end] + (others[end] ?? [])
    }

    /// Each person who has several numbers.
    public var groups: [[PersonNumber]] { others.keys.sorted().map(all) }

    /// All numbers of people who are not joined as in the other: who was joined, or parted, in between.
    public func difference(from other: JoinedPeople) -> Set<PersonNumber> {
        guard self != other else { return [] }
        var found: Set<PersonNumber> = []
        for person in Set(kept.keys).union(other.kept.keys) where one(person) != other.one(person) {
            found.formUnion([person, one(person), other.one(person)])
        }
        return found
    }
}

/// Why a join does not count now.
public enum MissingPerson: Sendable, Equatable {
    /// Not in the population: has not come yet, or came with a population that was taken back.
    case notThere(PersonNumber)
    /// An officer took them out.
    case withdrawn(PersonNumber)
}

/// Which two numbers are to be one person.
public enum JoinedSide: Sendable {
    case known(PersonNumber)
    /// Nobody has this sourceId yet: its row was set aside, and comes again. Somebody who was taken out and
    /// had it comes back under their number.
    case expected(SourceID, before: PersonNumber? = nil)
}

extension PersonNumber {
    fileprivate init(_ column: Int64) { self.init(UInt64(bitPattern: column)) }
}

extension Store {
    /// The joins that were not taken back, in the order of their numbers.
    public func personJoins(asOfEntries limit: Int? = nil) throws -> [Recorded<PersonJoinFact>] {
        let limit = limit ?? .max
        let undone = Set(
            try facts.all(PersonJoinUndoFact.self).filter { $0.entry < limit }.map(\.body.number)
        )
        return try facts.all(PersonJoinFact.self).filter {
            $0.entry < limit && !undone.contains($0.body.number)
        }
    }

    /// All of them, those that were taken back too.
    public func everyPersonJoin() throws -> [Recorded<PersonJoinFact>] {
        try facts.all(PersonJoinFact.self)
    }

    /// The joins that were taken back, each with why.
    public func personPartings() throws -> [Recorded<PersonJoinUndoFact>] {
        try facts.all(PersonJoinUndoFact.self)
    }

    /// Who counts as one person when there are so many entries; nil is now. A join counts as long as
    /// both people do: before the second one has come, and after one was withdrawn, it says nothing.
    public func joinedPeople(asOfEntries limit: Int? = nil) throws -> JoinedPeople {
        JoinedPeople(
            try joinsThatCount(asOfEntries: limit).filter { $0.missing == nil }.map(\.join)
        )
    }

    /// The joins that were not taken back, each with whoever of the two is not there, and why.
    func joinsThatCount(asOfEntries limit: Int? = nil) throws -> [(
        join: PersonJoinFact, missing: MissingPerson?
    )] {
        let joins = try personJoins(asOfEntries: limit).map(\.body)
        guard !joins.isEmpty else { return [] }
        let undone = try undone(before: limit ?? .max)
        let gone = try withdrawnOneByOne()
        return try view.read { db in
            let versions = try db.prepareAnew("SELECT entry FROM person_version WHERE person = $1")
            func counts(_ person: Int64) throws -> Bool {
                versions.bind(1, person)
                defer { versions.reset() }
                while try versions.step() {
                    let entry = versions.int(0)
                    if entry < limit ?? .max, !undone.contains(entry) { return true }
                }
                return false
            }
            return try joins.map { join in
                for (column, person) in [
                    (join.kept, join.keptPerson), (join.other, join.otherPerson),
                ] {
                    if gone.contains(person) { return (join, .withdrawn(person)) }
                    if try !counts(column) { return (join, .notThere(person)) }
                }
                return (join, nil)
            }
        }
    }

    /// The joins that do not count now though nobody took them back, by their numbers, each with why.
    public func waitingJoins() throws -> [Int: MissingPerson] {
        try joinsThatCount().reduce(into: [:]) { waiting, item in
            if let missing = item.missing { waiting[item.join.number] = missing }
        }
    }

    /// Who is to be taken in under which number, though somebody else has their citizen number.
    func expectedPeople() throws -> ExpectedPeople {
        var expected = ExpectedPeople()
        for join in try personJoins().map(\.body) {
            expected.join(join.other, to: join.kept)
            guard let text = join.expectedSource, let source = DigestPair(hexadecimal: text),
                let number = join.expected
            else { continue }
            expected.numbers[source] = number
        }
        return expected
    }

    /// Records that two numbers are one person, who goes on under the first: from the entry of it on
    /// what is known of either is one person's, in every figure, register and letter.
    ///
    /// Refused while a wave with a letter to one of them is neither printed nor cancelled: two letters
    /// would go out, or none.
    public func join(
        _ other: JoinedSide,
        to kept: JoinedSide,
        replaced: Bool,
        because: String,
        act: Act
    ) throws -> PersonJoinFact {
        try commit(act, alone: true) { store, db, entries in
            let joins = try store.personJoins().map(\.body)
            // One that does not count yet may never: who is joined now is joined by itself.
            let known = try store.joinedPeople()
            var expected: (number: PersonNumber, source: DigestPair)?
            // One of the two must be known.
            var isExpected = false
            func number(_ side: JoinedSide) throws -> PersonNumber {
                switch side {
                case .known(let person): return known.one(person)
                case .expected(let sourceID, let before):
                    let source = identities.sourceDigest(of: sourceID)
                    let text = source.hexadecimal
                    let awaited = joins.first { $0.expectedSource == text }?.expected
                    guard expected == nil, !isExpected else {
                        throw StoreError.refused(.expectedTwice)
                    }
                    isExpected = true
                    if let awaited { return PersonNumber(awaited) }
                    let number =
                        try before
                        ?? identities.newNumber(
                            above: joins.flatMap { [$0.kept, $0.other] }
                        )
                    expected = (number, source)
                    return number
                }
            }
            let (kept, other) = (try number(kept), try number(other))
            let all = JoinedPeople(joins)
            guard kept != other, all.one(kept) != all.one(other) else {
                throw StoreError.refused(.onePersonAlready)
            }
            for person in [kept, other] { try store.refuseOpenWave(for: person, db) }
            let fact = PersonJoinFact(
                number: try store.facts.count(PersonJoinFact.self) + 1,
                kept: Int64(bitPattern: kept.value),
                other: Int64(bitPattern: other.value),
                replaced: replaced,
                expectedSource: expected?.source.hexadecimal,
                expected: expected.map { Int64(bitPattern: $0.number.value) },
                by: act.by,
                because: because
            )
            try entries.record(db, [fact])
            return fact
        }
    }

    /// Takes a join back: the two are two people again, each with what was known of their own number.
    public func part(join number: Int, because: String, act: Act) throws -> PersonJoinFact {
        try commit(act, alone: true) { store, db, entries in
            guard let fact = try store.facts.all(PersonJoinFact.self, .number(number)).first?.body
            else { throw StoreError.notFound(.personJoin(number)) }
            guard try store.facts.all(PersonJoinUndoFact.self, .number(number)).isEmpty else {
                throw StoreError.alreadyThere(.parting(of: number))
            }
            let joined = JoinedPeople(try store.personJoins().map(\.body))
            for person in joined.all(PersonNumber(fact.kept)) {
                try store.refuseOpenWave(for: person, db)
            }
            try entries.record(
                db,
                [PersonJoinUndoFact(number: number, by: act.by, because: because)]
            )
            // What one of the two had by a sample number of both is nobody's now.
            try store.letGo(store.standingUnderShared(db), act, db, &entries) { _ in nil }
            return fact
        }
    }

    /// Nobody is taken out of the population who is one person with another number, or to whom a letter of
    /// a planned wave is still to be printed.
    func refuseJoinedOrWritten(_ people: Set<PersonNumber>, _ db: Connection) throws {
        let joins = try personJoins().map(\.body)
        guard
            !joins.contains(where: {
                people.contains($0.keptPerson) || people.contains($0.otherPerson)
            })
        else { throw StoreError.refused(.personJoined) }
        let hasOpenWave = try facts.all(WaveFact.self).contains { try !isEnded($0.body) }
        guard hasOpenWave else { return }
        for person in people { try refuseOpenWave(for: person, db) }
    }

    /// A wave that is planned says whom it is for: nobody of it may become somebody else before it is
    /// printed.
    private func refuseOpenWave(for person: PersonNumber, _ db: Connection) throws {
        for wave in try facts.all(WaveFact.self).map(\.body) where try !isEnded(wave) {
            let isThere = try db.integer(
                "SELECT 1 FROM letter WHERE wave = $1 AND person = $2 LIMIT 1",
                wave.number,
                Int64(bitPattern: person.value)
            )
            guard isThere == nil else { throw StoreError.refused(.waveNotEnded(name: wave.name)) }
        }
    }
}

extension DigestPair {
    fileprivate var hexadecimal: String { Hexadecimal.text(bytes) }

    fileprivate init?(hexadecimal text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 32,
            let high = UInt64(text.prefix(16), radix: 16),
            let low = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        self.init(high: high, low: low)
    }
}
