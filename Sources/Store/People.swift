// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Foundation
import GRDB
public import Vault

/// What an import of the population did.
public struct PopulationOutcome: Sendable, Equatable {
    public var new = 0
    public var changed = 0
    public var same = 0

    public init() {}
}

extension Store {
    /// Takes in people of the population: new ones get a random number and three keys of their
    /// own, known ones (by `sourceId`) are renewed when something changed.
    ///
    /// `known` maps sourceIds to numbers; it is filled by `knownPeople` and kept up here, so that
    /// a long import looks everyone up in memory.
    public func record(
        people: [Person],
        known: inout [SourceID: PersonNumber],
        progress: ImportProgress?,
        act: Act
    ) throws -> PopulationOutcome {
        var added = known
        let outcome = try database.write { db in
            var outcome = PopulationOutcome()
            for person in people {
                let number = added[person.sourceID] ?? PersonNumber(UInt64(random.nextNumber()))
                let isNew = added[person.sourceID] == nil
                switch try write(person, number, isNew: isNew, db) {
                case .new: outcome.new += 1
                case .changed: outcome.changed += 1
                case .same: outcome.same += 1
                }
                added[person.sourceID] = number
            }
            if let progress { try Self.note(progress, db) }
            return outcome
        }
        known = added
        return outcome
    }

    private enum Written { case new, changed, same }

    private func write(
        _ person: Person,
        _ number: PersonNumber,
        isNew: Bool,
        _ db: Database
    ) throws -> Written {
        let dossier = Identity.dossier(of: person)
        let mail = Identity.mail(of: person)
        let content = Data(contentDigest.short(of: dossier + [0x1E] + mail))
        let id = Int64(number.value)
        if !isNew {
            let before = try Data.fetchOne(
                db,
                literal: "SELECT content FROM person WHERE number = \(id)"
            )
            if before == content { return .same }
            try db.execute(literal: "DELETE FROM person WHERE number = \(id)")
        }
        let (open, wrapped) = try keys.makeKeys(person: number.value, epoch: Self.epoch)
        guard let dossierKey = open[.dossier], let mailKey = open[.mail] else {
            throw StoreError.integrity("a person has three keys")
        }
        let arguments: StatementArguments = [
            id, Self.epoch, content, Data(wrapped.dossier), Data(wrapped.mail), Data(wrapped.log),
            Data(
                try Seal.seal(
                    dossier,
                    with: dossierKey,
                    context: Self.context(number, "dossier")
                )
            ),
            Data(try Seal.seal(mail, with: mailKey, context: Self.context(number, "mail"))),
        ]
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO person
                    (number, epoch, content, dossier_key, mail_key, log_key, dossier, mail)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        try insert.execute(arguments: arguments)
        try index(person, number, db)
        return isNew ? .new : .changed
    }

    /// Index rows of an earlier state of the person stay: they point to the number, and the
    /// plaintext decides.
    private func index(_ person: Person, _ number: PersonNumber, _ db: Database) throws {
        let name = person.initials.isEmpty ? person.givenNames : person.initials
        let entries: [(PersonIndexTable, String?)] = [
            (.source, person.sourceID.text),
            (.citizenNumber, person.citizenNumber?.digits),
            (
                .birthAndName,
                Identity.birthAndName(
                    birthDate: person.birthDate,
                    initials: name,
                    surname: person.surname
                )
            ),
            (
                .address,
                Identity.address(postcode: person.postcode, houseNumber: person.houseNumber)
            ),
        ]
        for case (let table, let text?) in entries {
            let insert = try db.cachedStatement(
                sql: "INSERT INTO \(table.rawValue) (bucket, id, pointer) VALUES (?, ?, ?)"
            )
            let pointer = Array(withUnsafeBytes(of: number.value.bigEndian, Array.init))
            try insert.execute(arguments: [
                Int(bucket(table, text)), random.nextNumber(),
                Data(
                    try Seal.seal(
                        pointer,
                        with: keys[.indexPointers],
                        context: Array("index|\(table.rawValue)".utf8)
                    )
                ),
            ])
        }
    }

    /// The people in a bucket of an index: some fifteen at a million; the plaintext decides.
    func candidates(_ table: PersonIndexTable, _ text: String) throws -> [PersonNumber] {
        let bucket = Int(bucket(table, text))
        let pointers = try database.read { db in
            try Data.fetchAll(
                db,
                sql: "SELECT pointer FROM \(table.rawValue) WHERE bucket = ?",
                arguments: [bucket]
            )
        }
        let numbers = try pointers.map { pointer in
            let bytes = try Seal.open(
                [UInt8](pointer),
                with: keys[.indexPointers],
                context: Array("index|\(table.rawValue)".utf8)
            )
            return PersonNumber(bytes.reduce(0) { $0 << 8 | UInt64($1) })
        }
        return Array(Set(numbers)).sorted()
    }

    private func bucket(_ table: PersonIndexTable, _ text: String) -> UInt16 {
        KeyedDigest(key: keys[.indexBuckets], domain: "\(table.rawValue)/v1").bucket(of: text)
    }

    /// The epoch of the key that wraps the keys of people.
    static let epoch = 1

    static func context(_ person: PersonNumber, _ column: String) -> [UInt8] {
        Array("person|\(column)|\(person.value)|1".utf8)
    }

    /// Keyed digests of contents: equal contents are recognised, nothing is told about them.
    public var contentDigest: KeyedDigest {
        KeyedDigest(key: keys[.contentDigests], domain: "content/1")
    }
}

/// The truncated keyed indexes; not more of them, for several together would identify.
enum PersonIndexTable: String {
    case source = "person_by_source"
    case citizenNumber = "person_by_citizen_number"
    case birthAndName = "person_by_birth_and_name"
    case address = "person_by_address"
}
