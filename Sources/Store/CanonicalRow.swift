// SPDX-License-Identifier: EUPL-1.2

import Crypto

/// The kinds of ledger entries, which say in which table the rows of an entry stand.
enum EntryKind: UInt8, CaseIterable {
    case facts = 1
    case disclosures = 2
    case unresolvedDisclosures = 3
    case assertions = 4
    case letters = 5
    case resolutions = 6
    case personVersions = 7
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
    mutating func add(digest: [UInt8]) { bytes.append(contentsOf: digest) }

    static func fact(kind: String, body: String) -> CanonicalRow {
        var row = CanonicalRow("f")
        row.add(kind)
        row.add(body)
        return row
    }

    static func disclosure(
        person: Int64,
        flow: Int,
        categories: Int64,
        disclosedOn: Int,
        keepUntil: Int?
    ) -> CanonicalRow {
        var row = CanonicalRow("d")
        row.add(person)
        row.add(UInt32(flow))
        row.add(categories)
        row.add(Int32(disclosedOn))
        row.add(keepUntil.map(Int32.init) ?? Int32.min)
        return row
    }

    static func unresolved(
        reason: Int,
        flow: Int,
        categories: Int64,
        disclosedOn: Int,
        claims: [UInt8]
    ) -> CanonicalRow {
        var row = CanonicalRow("u")
        row.add(UInt16(reason))
        row.add(UInt32(flow))
        row.add(categories)
        row.add(Int32(disclosedOn))
        row.add(hashOf: claims)
        return row
    }

    static func resolution(settledEntry: Int, settledRow: Int, person: Int64) -> CanonicalRow {
        var row = CanonicalRow("r")
        row.add(UInt64(settledEntry))
        row.add(UInt32(settledRow))
        row.add(person)
        return row
    }

    static func assertion(
        statement: Int,
        line: Int,
        person: Int64?,
        certainty: Int,
        categories: Int64,
        basis: Int,
        happenedAt: Int64,
        record: [UInt8]?
    ) -> CanonicalRow {
        var row = CanonicalRow("a")
        row.add(UInt32(statement))
        row.add(UInt32(line))
        row.add(person ?? -1)
        row.add(UInt8(certainty))
        row.add(categories)
        row.add(UInt32(basis))
        row.add(happenedAt)
        row.add(hashOf: record)
        return row
    }

    static func letter(
        wave: Int,
        person: Int64,
        group: Int,
        whyAgain: Int,
        held: Int,
        batch: Int,
        code: [UInt8]
    ) -> CanonicalRow {
        var row = CanonicalRow("l")
        row.add(UInt32(wave))
        row.add(person)
        row.add(UInt8(group))
        row.add(UInt8(whyAgain))
        row.add(UInt8(held))
        row.add(UInt32(batch))
        row.add(hashOf: code)
        return row
    }
}
