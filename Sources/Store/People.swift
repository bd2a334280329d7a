// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
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
        progress: ImportProgress?,
        act: Act
    ) throws -> PopulationOutcome {
        if batch.people.isEmpty {
            // Everybody is there as they are: nothing for the ledger.
            if let progress { try database.write { try Self.note(progress, $0) } }
            var outcome = PopulationOutcome()
            outcome.same = batch.same
            return outcome
        }
        return try commit(act, alone: true) { _, db, entries in
            var outcome = PopulationOutcome()
            outcome.same = batch.same
            outcome.changed = batch.people.count(where: \.isChange)
            outcome.new = batch.people.count - outcome.changed
            // In the order of the tables, which is that of the numbers: each page is written once.
            let people = batch.people.sorted { $0.number < $1.number }
            if outcome.changed > 0 { try Self.remove(people.filter(\.isChange), db) }
            var coverage = IntakeCoverage(entry: try entries.next(db))
            try batch.bytes.withUnsafeBytes { bytes in
                try Self.insert(people, bytes, db)
                for table in PersonIndexTable.allCases {
                    try Self.index(
                        batch.index.filter { $0.table == table },
                        table,
                        bytes,
                        db,
                        &coverage
                    )
                }
            }
            if let progress { try Self.note(progress, db) }
            try entries.record(db, coverage, source: "population")
            return outcome
        }
    }

    private static func remove(_ people: [SealedPeople.Entry], _ db: Connection) throws {
        for table in ["person", "person_dossier", "person_mail"] {
            let delete = try db.prepareAnew(
                "DELETE FROM \(table) WHERE number = $1"
            )
            for person in people {
                delete.bind(1, Int64(person.number.value))
                try delete.run()
            }
        }
    }

    private static func insert(
        _ people: [SealedPeople.Entry],
        _ bytes: UnsafeRawBufferPointer,
        _ db: Connection
    ) throws {
        func part(_ range: Range<Int>) -> UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(rebasing: bytes[range])
        }
        let person = try db.prepareAnew(
            "INSERT INTO person (number, epoch, content, log_key) VALUES ($1, $2, $3, $4)"
        )
        person.bind(2, Store.epoch)
        for item in people {
            person.bind(1, Int64(item.number.value))
            person.bind(3, item.content)
            person.bind(4, blob: part(item.key(2)))
            try person.run()
        }
        // A table at a time, so that the pages of one are together in the cache.
        for (table, key, half) in [
            ("person_dossier", 0, \SealedPeople.Entry.dossier), ("person_mail", 1, \.mail),
        ] {
            let insert = try db.prepareAnew(
                "INSERT INTO \(table) (number, wrapped_key, sealed) VALUES ($1, $2, $3)"
            )
            for item in people {
                insert.bind(1, Int64(item.number.value))
                insert.bind(2, blob: part(item.key(key)))
                insert.bind(3, blob: part(item[keyPath: half]))
                try insert.run()
            }
        }
    }

    /// Index rows of an earlier state of the person stay: they point to the number, and the
    /// plaintext decides.
    private static func index(
        _ rows: [SealedPeople.IndexRow],
        _ table: PersonIndexTable,
        _ bytes: UnsafeRawBufferPointer,
        _ db: Connection,
        _ coverage: inout IntakeCoverage
    ) throws {
        let insert = try db.prepareAnew(
            "INSERT INTO \(table.name) (bucket, id, pointer, entry) VALUES ($1, $2, $3, $4)"
        )
        insert.bind(4, coverage.entry)
        let sorted = rows.sorted {
            $0.bucket != $1.bucket ? $0.bucket < $1.bucket : $0.id < $1.id
        }
        for row in sorted {
            let pointer = bytes[row.pointer..<row.pointer + SealedPeople.IndexRow.pointerSize]
            insert.bind(1, Int(row.bucket))
            insert.bind(2, row.id)
            insert.bind(3, blob: UnsafeRawBufferPointer(rebasing: pointer))
            try insert.run()
            coverage.addRow(
                toIndex: table.intakeTable,
                bucket: Int64(row.bucket),
                id: row.id,
                pointer: UnsafeRawBufferPointer(rebasing: pointer)
            )
        }
    }

    /// The people in a bucket of an index: some fifteen at a million; the plaintext decides.
    func candidates(_ table: PersonIndexTable, _ text: [UInt8]) throws -> [PersonNumber] {
        let bucket = Int(table.digest(keys).bucket(of: text))
        return try database.read { db in
            let rows = try db.prepareAnew(
                "SELECT pointer FROM \(table.name) WHERE bucket = $1"
            )
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

    /// The table as the facts of the ledger name it.
    var intakeTable: IntakeTable {
        switch self {
        case .source: .bySource
        case .citizenNumber: .byCitizenNumber
        case .birth: .byBirthAndName
        case .address: .byAddress
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
