// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
public import Vault

/// A person opened in bulk: decoded only as far as is asked for.
public struct OpenedPerson: Sendable, Masked {
    public let number: PersonNumber
    /// Keyed digest of everything about the person, to see whether it changed.
    public let content: DigestPair
    let dossier: [UInt8]
    let mail: [UInt8]?

    /// Without the mail half the person is known but cannot be written to.
    public var person: Person {
        get throws {
            guard let person = Identity.person(dossier: dossier, mail: mail) else {
                throw StoreError.integrity("the dossier of a person does not read")
            }
            return person
        }
    }

    /// The number in the population, as UTF-8.
    public var sourceID: ArraySlice<UInt8> { Identity.sourceID(dossier: dossier) }
}

extension OpenedPerson {
    /// Hands out what linkage may compare, without a `String` for each; throws when the dossier does
    /// not read.
    public func withIdentifiers<Result>(_ body: (IdentifierTexts) throws -> Result) throws -> Result
    {
        let result = try dossier.withUnsafeBufferPointer { bytes in
            try Identity.identifiers(in: bytes).map(body)
        }
        guard let result else {
            throw StoreError.integrity("the dossier of a person does not read")
        }
        return result
    }
}

/// The right to open people whose line stands in the access log.
public struct LoggedOpening: Sendable {
    /// In ascending order.
    public let people: [PersonNumber]
    let opener: PeopleOpener
    let isDense: Bool

    /// Opens those of a range of `people` that exist, in ascending order.
    public func open<Result: Sendable>(
        _ range: Range<Int>,
        _ each: (OpenedPerson) throws -> Result
    ) throws -> [Result] {
        try opener.open(people[range], isDense: isDense, each)
    }
}

/// Opens a run of people over a connection of its own: what each hand of the crew does.
struct PeopleOpener: Sendable {
    let database: StoreFile
    let keys: KeyRing
    let withMail: Bool

    /// The people of `numbers` (ascending) that exist; `isDense` when most people between the first
    /// and the last are asked for, which are then read in one go.
    func open<Result: Sendable>(
        _ numbers: ArraySlice<PersonNumber>,
        isDense: Bool,
        _ each: (OpenedPerson) throws -> Result
    ) throws -> [Result] {
        guard let first = numbers.first, let last = numbers.last else { return [] }
        return try database.read { db in
            let people = try select("epoch, content", from: "person", db, isDense)
            let dossiers = try select("wrapped_key, sealed", from: "person_dossier", db, isDense)
            let mails = try select("wrapped_key, sealed", from: "person_mail", db, isDense)
            if isDense {
                for statement in [people, dossiers, mails] {
                    statement.bind(1, Int64(first.value))
                    statement.bind(2, Int64(last.value))
                }
            }
            defer { for statement in [people, dossiers, mails] { statement.reset() } }
            var results: [Result] = []
            results.reserveCapacity(numbers.count)
            for number in numbers {
                guard try find(number, people, isDense) else { continue }
                let epoch = people.int(1)
                let content = people.blob(2)
                guard content.count == 16, try find(number, dossiers, isDense) else {
                    throw StoreError.integrity("a person without a dossier")
                }
                let dossier = try open(.dossier, number, epoch, dossiers)
                var mail: [UInt8]?
                if withMail {
                    guard try find(number, mails, isDense) else {
                        throw StoreError.integrity("a person without an address")
                    }
                    mail = try open(.mail, number, epoch, mails)
                }
                results.append(
                    try each(
                        OpenedPerson(
                            number: number,
                            content: DigestPair(content),
                            dossier: dossier,
                            mail: mail
                        )
                    )
                )
                if !isDense { for statement in [people, dossiers, mails] { statement.reset() } }
            }
            return results
        }
    }

    private func select(_ columns: String, from table: String, _ db: Connection, _ isDense: Bool)
        throws -> Statement
    {
        try db.prepareAnew(
            "SELECT number, \(columns) FROM \(table) WHERE number "
                + (isDense ? "BETWEEN $1 AND $2 ORDER BY number" : "= $1")
        )
    }

    /// Goes to the row of the person; false when there is none.
    private func find(_ number: PersonNumber, _ rows: Statement, _ isDense: Bool) throws -> Bool {
        let wanted = Int64(number.value)
        guard isDense else {
            rows.bind(1, wanted)
            return try rows.step()
        }
        while try rows.step() {
            let found = rows.integer(0)
            if found == wanted { return true }
            // A row that somebody removed: what follows belongs to others.
            if found > wanted { throw StoreError.integrity("the people changed while read") }
        }
        return false
    }

    private func open(
        _ purpose: KeyPurpose,
        _ number: PersonNumber,
        _ epoch: Int,
        _ row: Statement
    ) throws -> [UInt8] {
        try keys.open(
            row.blob(2),
            purpose,
            of: number.value,
            epoch: epoch,
            wrapped: row.blob(1)
        )
    }
}

extension DigestPair {
    /// Sixteen bytes as they stand in a row.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.init(
            high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
    }
}
