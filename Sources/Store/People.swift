// SPDX-License-Identifier: EUPL-1.2

public import Custody
import GRDB
public import Vault

/// What an import of the population did.
public struct PopulationOutcome: Sendable, Equatable {
    public var new = 0
    public var changed = 0
    public var same = 0

    public init() {}

    public static func += (left: inout PopulationOutcome, right: PopulationOutcome) {
        left.new += right.new
        left.changed += right.changed
        left.same += right.same
    }
}

extension Store {
    /// Opens everyone under one line, to know who in a file of the population is new.
    public func populationIntake(for reason: AccessReason) throws -> PopulationIntake {
        let count = try peopleCount()
        var known = KnownPeople(expecting: count)
        if count > 0 {
            let digest = KnownPeople.digest(keys)
            try open(nil, for: reason, withMail: false) {
                (source: digest.pair(of: Array($0.sourceID)), content: $0.content, $0.number)
            } collect: { people in
                for (source, content, number) in people {
                    known.insert(source, content: content, number: number)
                }
            }
        }
        return PopulationIntake(keys: keys, content: contentDigest, known: known)
    }

    /// Records people that were made ready: new ones under a random number and three keys of their
    /// own, changed ones under new keys.
    public func record(
        people batch: SealedPeople,
        progress: ImportProgress?
    ) throws -> PopulationOutcome {
        try database.write { db in
            var outcome = PopulationOutcome()
            outcome.same = batch.same
            outcome.changed = batch.people.count(where: \.isChange)
            outcome.new = batch.people.count - outcome.changed
            if outcome.changed > 0 { try Self.remove(batch.people.filter(\.isChange), db) }
            // In the order of the tables, which is that of the numbers: each page is written once.
            let order = batch.people.indices.sorted {
                batch.people[$0].number < batch.people[$1].number
            }
            try Self.insert(batch.people, order, db)
            for table in PersonIndexTable.allCases { try Self.index(batch.people, table, db) }
            if let progress { try Self.note(progress, db) }
            return outcome
        }
    }

    private static func remove(_ people: [SealedPerson], _ db: Database) throws {
        for table in ["person", "person_dossier", "person_mail"] {
            let delete = try BulkStatement(db, "DELETE FROM \(table) WHERE number = ?")
            for person in people {
                delete.bind(1, Int64(person.number.value))
                try delete.run()
            }
        }
    }

    private static func insert(_ people: [SealedPerson], _ order: [Int], _ db: Database) throws {
        let person = try BulkStatement(
            db,
            "INSERT INTO person (number, epoch, content, log_key) VALUES (?, ?, ?, ?)"
        )
        let dossier = try BulkStatement(
            db,
            "INSERT INTO person_dossier (number, wrapped_key, sealed) VALUES (?, ?, ?)"
        )
        let mail = try BulkStatement(
            db,
            "INSERT INTO person_mail (number, wrapped_key, sealed) VALUES (?, ?, ?)"
        )
        person.bind(2, Store.epoch)
        for place in order {
            let item = people[place]
            let number = Int64(item.number.value)
            try item.bytes.withUnsafeBytes { bytes in
                person.bind(1, number)
                person.bind(3, item.content)
                person.bind(4, blob: UnsafeRawBufferPointer(rebasing: bytes[item.key(2)]))
                try person.run()
                dossier.bind(1, number)
                dossier.bind(2, blob: UnsafeRawBufferPointer(rebasing: bytes[item.key(0)]))
                dossier.bind(3, blob: UnsafeRawBufferPointer(rebasing: bytes[item.dossier]))
                try dossier.run()
                mail.bind(1, number)
                mail.bind(2, blob: UnsafeRawBufferPointer(rebasing: bytes[item.key(1)]))
                mail.bind(3, blob: UnsafeRawBufferPointer(rebasing: bytes[item.mail]))
                try mail.run()
            }
        }
    }

    /// Index rows of an earlier state of the person stay: they point to the number, and the
    /// plaintext decides.
    private static func index(
        _ people: [SealedPerson],
        _ table: PersonIndexTable,
        _ db: Database
    ) throws {
        var rows: [(bucket: UInt16, id: Int64, person: UInt32, place: UInt8)] = []
        rows.reserveCapacity(people.count)
        for (index, person) in people.enumerated() {
            for (place, row) in person.index.enumerated() where row.table == table {
                rows.append((row.bucket, row.id, UInt32(index), UInt8(place)))
            }
        }
        rows.sort { $0.bucket != $1.bucket ? $0.bucket < $1.bucket : $0.id < $1.id }
        let insert = try BulkStatement(
            db,
            "INSERT INTO \(table.name) (bucket, id, pointer) VALUES (?, ?, ?)"
        )
        for row in rows {
            let person = people[Int(row.person)]
            insert.bind(1, Int(row.bucket))
            insert.bind(2, row.id)
            person.bytes.withUnsafeBytes {
                let pointer = $0[person.pointer(Int(row.place))]
                insert.bind(3, blob: UnsafeRawBufferPointer(rebasing: pointer))
            }
            try insert.run()
        }
    }

    /// The people in a bucket of an index: some fifteen at a million; the plaintext decides.
    func candidates(_ table: PersonIndexTable, _ text: [UInt8]) throws -> [PersonNumber] {
        let bucket = Int(table.digest(keys).bucket(of: text))
        return try database.read { db in
            let rows = try BulkStatement(db, "SELECT pointer FROM \(table.name) WHERE bucket = ?")
            rows.bind(1, bucket)
            defer { rows.reset() }
            var numbers: Set<PersonNumber> = []
            while try rows.step() {
                let bytes = try Seal.openBrief(
                    rows.blob(0),
                    with: keys[.indexPointers],
                    context: table.context
                )
                numbers.insert(PersonNumber(bytes.reduce(0) { $0 << 8 | UInt64($1) }))
            }
            return numbers.sorted()
        }
    }

    /// The epoch of the key that wraps the keys of people.
    static let epoch = 1

    /// Keyed digests of contents: equal contents are recognised, nothing is told about them.
    public var contentDigest: KeyedDigest {
        KeyedDigest(key: keys[.contentDigests], domain: "content/1")
    }

    /// The same for contents that went to a party: to another party they went too.
    public func contentDigest(party: Party.ID) -> KeyedDigest {
        KeyedDigest(key: keys[.contentDigests], domain: "content/1/\(party.rawValue)")
    }
}

/// The truncated keyed indexes; not more of them, for several together would identify.
enum PersonIndexTable: Int, CaseIterable {
    case source
    case citizenNumber
    case birth
    case address

    var name: String {
        switch self {
        case .source: "person_by_source"
        case .citizenNumber: "person_by_citizen_number"
        case .birth: "person_by_birth_and_name"
        case .address: "person_by_address"
        }
    }

    /// What a pointer of the table is bound to.
    var context: [UInt8] { Array("index|\(name)".utf8) }

    func digest(_ keys: KeyRing) -> KeyedDigest {
        KeyedDigest(key: keys[.indexBuckets], domain: "\(name)/v1")
    }

    /// The texts under which a person is found.
    static func entries(of person: Person) -> [(PersonIndexTable, [UInt8])] {
        let texts: [(PersonIndexTable, String?)] = [
            (.source, person.sourceID.text),
            (.citizenNumber, person.citizenNumber?.digits),
            (.birth, Identity.birth(person.birthDate)),
            (
                .address,
                Identity.address(postcode: person.postcode, houseNumber: person.houseNumber)
            ),
        ]
        return texts.compactMap { table, text in text.map { (table, Array($0.utf8)) } }
    }
}
