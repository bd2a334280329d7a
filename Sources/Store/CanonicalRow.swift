// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Vault

/// The kinds of ledger entries, which say in which table the rows of an entry stand.
enum EntryKind: UInt8, CaseIterable {
    case facts = 1
    case disclosures = 2
    case unresolvedDisclosures = 3
    case assertions = 4
    case letters = 5
    case resolutions = 6
    case personVersions = 7
    case erasures = 8
    // Format 2: rows of the tables of 2 to 5 that seal what would tell who they are about.
    case sealedDisclosures = 9
    case sealedUnresolvedDisclosures = 10
    case sealedAssertions = 11
    case sealedLetters = 12

    /// Do rows of the table `disclosure` stand under it?
    var isOfDisclosures: Bool { self == .disclosures || self == .sealedDisclosures }
}

/// The bytes of a row to which the ledger is committed: a tag and the columns, big-endian.
///
/// `docs/formats.md` gives the same layout for whoever verifies the ledger with other means.
struct CanonicalRow {
    private(set) var bytes: [UInt8]

    init(_ tag: Character) {
        bytes = []
        bytes.reserveCapacity(48)
        bytes.append(tag.asciiValue ?? 0)
    }

    mutating func add(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// A number in so many bits, exactly: one that needs more is an error and never another number.
    mutating func add<Width: FixedWidthInteger>(_ value: Int, as width: Width.Type) throws {
        guard let exact = Width(exactly: value) else {
            throw StoreError.refused(.tooLarge(.numberOfRow))
        }
        add(exact)
    }

    /// A text: u32 length and UTF-8.
    mutating func add(_ text: String) {
        add(UInt32(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// A blob of any length, by its SHA-256; an absent one by 32 zeros.
    mutating func add(hashOf blob: [UInt8]?) {
        guard let blob else {
            bytes.append(contentsOf: [UInt8](repeating: 0, count: 32))
            return
        }
        bytes.append(contentsOf: SHA256.hash(data: blob))
    }

    /// A digest as it stands.
    mutating func add(digest: ShortHash) { digest.withBytes { bytes.append(contentsOf: $0) } }

    static func fact(kind: String, body: String) -> CanonicalRow {
        var row = CanonicalRow("f")
        row.add(kind)
        row.add(body)
        return row
    }

    /// `days`: ``SealedDays``. In the clear stands only whether a period was agreed.
    static func disclosure(
        person: Int64,
        flow: Int,
        categories: Int64,
        hasTerm: Bool,
        days: Int64
    ) throws -> CanonicalRow {
        var row = CanonicalRow("D")
        row.add(person)
        try row.add(flow, as: UInt32.self)
        row.add(categories)
        row.add(Int32(0))
        row.add(hasTerm ? 0 : Int32.min)
        row.add(days)
        return row
    }

    static func unresolved(
        reason: Int,
        flow: Int,
        categories: Int64,
        claims: [UInt8],
        days: Int64
    ) throws -> CanonicalRow {
        var row = CanonicalRow("U")
        try row.add(reason, as: UInt16.self)
        try row.add(flow, as: UInt32.self)
        row.add(categories)
        row.add(Int32(0))
        row.add(hashOf: claims)
        row.add(days)
        return row
    }

    static func resolution(
        settledEntry: Int,
        settledRow: Int,
        person: Int64
    ) throws -> CanonicalRow {
        var row = CanonicalRow("r")
        try row.add(settledEntry, as: UInt64.self)
        try row.add(settledRow, as: UInt32.self)
        row.add(person)
        return row
    }

    /// `place`: a sealed ``RecordPlace``. The line and the basis in the clear are 0.
    static func assertion(
        statement: Int,
        person: Int64?,
        certainty: UInt8,
        categories: Int64,
        happenedAt: Int64,
        record: [UInt8]?,
        place: [UInt8]
    ) throws -> CanonicalRow {
        var row = CanonicalRow("A")
        try row.add(statement, as: UInt32.self)
        row.add(UInt32(0))
        row.add(person ?? -1)
        row.add(certainty)
        row.add(categories)
        row.add(UInt32(0))
        row.add(happenedAt)
        row.add(hashOf: record)
        row.add(hashOf: place)
        return row
    }

    /// `lane`: sealed by ``LetterLaneSeal``. The reason for holding it in the clear is 0.
    static func letter(
        wave: Int,
        person: Int64,
        group: UInt8,
        whyAgain: Int,
        batch: Int,
        code: [UInt8],
        lane: [UInt8]
    ) throws -> CanonicalRow {
        var row = CanonicalRow("L")
        try row.add(wave, as: UInt32.self)
        row.add(person)
        row.add(group)
        try row.add(whyAgain, as: UInt8.self)
        row.add(UInt8(0))
        try row.add(batch, as: UInt32.self)
        row.add(hashOf: code)
        row.add(hashOf: lane)
        return row
    }

    /// A row of `kind` that was erased, and its commitment.
    static func erasure(
        of kind: EntryKind,
        entry: Int,
        row erased: Int,
        commitment: [UInt8]
    ) throws -> CanonicalRow {
        var row = CanonicalRow("e")
        row.add(kind.rawValue)
        try row.add(entry, as: UInt64.self)
        try row.add(erased, as: UInt32.self)
        row.bytes += commitment
        return row
    }
}
