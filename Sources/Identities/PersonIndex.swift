// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Custody
import Database
import Vault
import Workers

/// The four indexes in the database: sealed pointers in buckets that some fifteen people share, so
/// that an index tells of nobody whether they are in it; the plaintext decides.
///
/// A bucket is the first bits of a keyed digest of sixteen bits; how many bits, the size of the
/// population says. A pointer holds the person and all sixteen bits: `u64 ‖ u16`.
struct PersonIndex: Sendable {
    private let keys: KeyRing

    init(_ keys: KeyRing) { self.keys = keys }

    /// So many people share a bucket at least.
    static let peopleInBucket = 15
    private static let setting = "index_bits"
    static let pointerSize = 8 + 2 + 28

    /// The bits of a bucket for a population of that size: 0 for a few people, 16 at most.
    static func bits(for people: Int) -> Int {
        let buckets = people / peopleInBucket
        return buckets < 2 ? 0 : min(16, Int.bitWidth - 1 - buckets.leadingZeroBitCount)
    }

    /// How many bits the buckets of this store have; throws when they are not those of its rows.
    func bits(_ db: Connection) throws -> Int {
        let text = try db.first("SELECT value FROM setting WHERE name = $1", Self.setting) {
            $0.text(0)
        }
        let bits = text.flatMap(Int.init) ?? 0
        let last = try db.integer("SELECT MAX(bucket) FROM person_by_source") ?? 0
        // With other bits nobody would be found, and that would read as an answer.
        guard (0...16).contains(bits), last >= 0, last >> bits == 0,
            bits < 5 || last >> (bits - 1) == 1
        else { throw IdentitiesError.index(.source) }
        return bits
    }

    /// The people who share all sixteen bits with a text: some fifteen at a million.
    func candidates(_ table: PersonIndexTable, _ text: [UInt8], _ db: Connection) throws
        -> Set<PersonNumber>
    {
        let whole = table.digest(keys).bucket(of: text)
        let bits = try bits(db)
        var people: Set<PersonNumber> = []
        try forEachPointer(in: table, bucket: Int(whole) >> (16 - bits), bits, db) {
            person,
            found in
            if found == whole { people.insert(person) }
        }
        return people
    }

    /// Opens the pointers of one bucket, or of the whole table.
    func forEachPointer(
        in table: PersonIndexTable,
        bucket: Int?,
        _ bits: Int,
        _ db: Connection,
        _ body: (PersonNumber, UInt16) throws -> Void
    ) throws {
        let rows = try db.prepareAnew(
            "SELECT bucket, id, pointer FROM \(table.name)"
                + (bucket == nil ? "" : " WHERE bucket = $1")
        )
        if let bucket { rows.bind(1, bucket) }
        defer { rows.reset() }
        while try rows.step() {
            let pointer = table.withContext(bucket: rows.int(0), id: rows.integer(1)) {
                try? Seal.openBrief(rows.blob(2), with: keys[.indexPointers], context: $0)
            }
            guard let pointer, pointer.count == 10 else { throw IdentitiesError.index(table) }
            let person = pointer[..<8].reduce(0) { $0 << 8 | UInt64($1) }
            let whole = UInt16(pointer[8]) << 8 | UInt16(pointer[9])
            guard Int(whole) >> (16 - bits) == rows.int(0) else {
                throw IdentitiesError.index(table)
            }
            try body(PersonNumber(person), whole)
        }
    }

    /// Adds rows to the tables. When the population has grown fourfold since the buckets were made, all
    /// of them are made again.
    ///
    /// Rows of an earlier state of a person stay: they point to the number, and the plaintext decides.
    func write(
        _ rows: [SealedPeople.IndexRow],
        population: Int,
        entry: Int,
        _ db: Connection
    ) throws -> [PersonIndexRows] {
        var bits = try bits(db)
        let wanted = Self.bits(for: population)
        let isAnew = wanted >= bits + 2
        var written: [PersonIndexRows] = []
        for table in PersonIndexTable.allCases {
            var rows = rows.filter { $0.table == table }
            if isAnew {
                try forEachPointer(in: table, bucket: nil, bits, db) { person, bucket in
                    rows.append(
                        SealedPeople.IndexRow(person: person, bucket: bucket, table: table)
                    )
                }
                try db.run("DELETE FROM \(table.name)")
            }
            written.append(
                try insert(
                    rows,
                    into: table,
                    bits: isAnew ? wanted : bits,
                    entry: entry,
                    isAnew: isAnew,
                    db
                )
            )
        }
        if isAnew {
            bits = wanted
            try db.run(
                """
                INSERT INTO setting (name, value) VALUES ($1, $2)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """,
                Self.setting,
                String(bits)
            )
        }
        return written
    }

    private func insert(
        _ rows: [SealedPeople.IndexRow],
        into table: PersonIndexTable,
        bits: Int,
        entry: Int,
        isAnew: Bool,
        _ db: Connection
    ) throws -> PersonIndexRows {
        let insert = try db.prepareAnew(
            "INSERT INTO \(table.name) (bucket, id, pointer, entry) VALUES ($1, $2, $3, $4)"
        )
        insert.bind(4, entry)
        var random = RandomBytes()
        var places = rows.map {
            (bucket: Int($0.bucket) >> (16 - bits), id: random.nextNumber(), row: $0)
        }
        places.sort { $0.bucket != $1.bucket ? $0.bucket < $1.bucket : $0.id < $1.id }
        let sorted = places
        let key = keys[.indexPointers]
        var hash = SHA256()
        for start in stride(from: 0, to: sorted.count, by: Self.rowsAtOnce) {
            let part = start..<min(start + Self.rowsAtOnce, sorted.count)
            let shares = try WorkerPool.shares(of: part.count, atLeast: 512) { share in
                var random = RandomBytes()
                var pointers: [UInt8] = []
                pointers.reserveCapacity(share.count * Self.pointerSize)
                for item in sorted[part][(start + share.lowerBound)..<(start + share.upperBound)] {
                    withUnsafeBytes(
                        of: (item.row.person.value.bigEndian, item.row.bucket.bigEndian)
                    ) { pointer in
                        table.withContext(bucket: item.bucket, id: item.id) { context in
                            Seal.appendBriefly(
                                UnsafeRawBufferPointer(rebasing: pointer[..<10]),
                                with: key,
                                context: context,
                                random: &random,
                                to: &pointers
                            )
                        }
                    }
                }
                return pointers
            }
            var place = start
            for share in shares {
                var hashed: [UInt8] = []
                hashed.reserveCapacity(share.count / Self.pointerSize * (16 + Self.pointerSize))
                try share.withUnsafeBytes { bytes in
                    for offset in stride(from: 0, to: bytes.count, by: Self.pointerSize) {
                        let pointer = bytes.part(offset..<offset + Self.pointerSize)
                        insert.bind(1, sorted[place].bucket)
                        insert.bind(2, sorted[place].id)
                        insert.bind(3, blob: pointer)
                        try insert.run()
                        withUnsafeBytes(
                            of: (
                                Int64(sorted[place].bucket).bigEndian, sorted[place].id.bigEndian
                            )
                        ) { hashed.append(contentsOf: $0) }
                        hashed.append(contentsOf: pointer)
                        place += 1
                    }
                }
                hashed.withUnsafeBytes { hash.update(bufferPointer: $0) }
            }
        }
        return PersonIndexRows(
            table: table,
            count: sorted.count,
            hash: Array(hash.finalize()),
            isAnew: isAnew
        )
    }

    private static let rowsAtOnce = 32_768
}

/// The rows of an index that one entry stands for.
public struct PersonIndexRows: Sendable, Equatable {
    public var table: PersonIndexTable
    public var count: Int
    /// SHA-256 over bucket i64 ‖ id i64 ‖ pointer of the rows in the order (bucket, id).
    public var hash: [UInt8]
    /// Were the rows of all earlier entries taken out, for buckets of another size?
    public var isAnew: Bool
}
