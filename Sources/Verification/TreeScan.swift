// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// One run of a table or an index in its own order, from a bound to the next.
struct TreeScan: Sendable {
    /// The table or index, in the order of all that are scanned.
    let tree: Int
    /// What stands behind FROM: the tree that is read and no other.
    let source: String
    /// The first ones are the key that orders it.
    let columns: [String]
    let keyCount: Int
    /// So many of the first columns stand together once only.
    let uniqueCount: Int
    /// For each fingerprint the places of its columns.
    let fingerprints: [[Int32]]
    let start: TreeBound?
    let end: TreeBound?

    func run(_ key: Fingerprint.Key, _ snapshot: Snapshot) throws -> TreeRun {
        let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let select = "SELECT \(names) FROM \(source)"
        let rows =
            switch start {
            case nil: try snapshot.cursor(select)
            case .integer(let least):
                try snapshot.cursor("\(select) WHERE \"\(columns[0])\" >= ?", [least])
            case .blob(let least):
                try Cursor(snapshot, "\(select) WHERE \"\(columns[0])\" >= ?", blob: least)
            }
        var run = TreeRun(fingerprints: fingerprints.map { _ in Fingerprint() })
        var last = TreeKey(columns: keyCount)
        var isFirst = true
        while try rows.step() {
            if let end, end.isReached(by: rows[0]) {
                run.next = TreeKey(rows, columns: keyCount)
                break
            }
            if isFirst {
                isFirst = false
                run.first = TreeKey(rows, columns: keyCount)
            } else {
                let place = last.place(ofSuccessor: rows)
                // From the first row out of order on, pages may come again without end.
                guard let place else {
                    run.isInOrder = false
                    break
                }
                if place >= uniqueCount { run.isUnique = false }
            }
            last.set(rows)
            run.count += 1
            for (number, places) in fingerprints.enumerated() {
                var row = Fingerprint.Row(key)
                for place in places { row.add(rows[place]) }
                run.fingerprints[number].add(row, key)
            }
        }
        return run
    }
}

/// Where a run begins: at the first row whose first column is not less.
enum TreeBound: Sendable {
    case integer(Int64)
    case blob([UInt8])

    /// By SQLite's order of values: NULL, numbers, texts, blobs.
    func isReached(by value: Cursor.Value) -> Bool {
        switch (self, value.form) {
        case (_, .null): false
        case (.integer(let bound), .integer): value.integer >= bound
        // No column of ours holds one; it comes out as a row out of order.
        case (.integer, .real): false
        case (.integer, .text), (.integer, .blob): true
        case (.blob, .integer), (.blob, .real), (.blob, .text): false
        case (.blob(let bound), .blob): !value.bytes.lexicographicallyPrecedes(bound)
        }
    }
}

/// What was found in a run.
struct TreeRun: Sendable {
    var count = 0
    var fingerprints: [Fingerprint]
    var isInOrder = true
    var isUnique = true
    /// The key of the first row, and of the first behind the run.
    var first: TreeKey?
    var next: TreeKey?
}

/// The key of a row, kept over and over in the same memory.
struct TreeKey: Sendable, Equatable {
    private struct Column: Sendable, Equatable {
        var form = Cursor.Value.Form.null
        var number: Int64 = 0
        var bytes: [UInt8] = []

        /// Less than 0, 0 or more, as the bytes here come before others, are the same or come after.
        @inline(__always)
        func order(_ others: UnsafeRawBufferPointer) -> Int {
            let common = min(bytes.count, others.count)
            let order = bytes.withUnsafeBytes { bytes -> Int32 in
                guard let one = bytes.baseAddress, let other = others.baseAddress else { return 0 }
                return memcmp(one, other, common)
            }
            if order != 0 { return Int(order) }
            return bytes.count - others.count
        }

        @inline(__always)
        mutating func set(_ others: UnsafeRawBufferPointer) {
            if bytes.count != others.count {
                bytes.removeAll(keepingCapacity: true)
                bytes.append(contentsOf: others)
            } else {
                bytes.withUnsafeMutableBytes { $0.copyMemory(from: others) }
            }
        }
    }

    private var columns: [Column]

    init(columns count: Int) { columns = Array(repeating: Column(), count: count) }

    init(_ row: Cursor, columns count: Int) {
        self.init(columns: count)
        set(row)
    }

    @inline(__always)
    mutating func set(_ row: Cursor) {
        for place in columns.indices {
            let value = row[Int32(place)]
            columns[place].form = value.form
            switch value.form {
            case .integer: columns[place].number = value.integer
            case .text, .blob: columns[place].set(value.bytes)
            case .null, .real: break
            }
        }
    }

    /// The column in which a row that comes after this one differs first; nil when it does not come
    /// after it.
    @inline(__always)
    func place(ofSuccessor row: Cursor) -> Int? {
        for place in columns.indices {
            let new = row[Int32(place)]
            let form = columns[place].form
            guard new.form != .real, form != .real else { return nil }
            if new.form != form { return new.form.rawValue > form.rawValue ? place : nil }
            switch form {
            case .integer:
                let old = columns[place].number
                if new.integer != old { return new.integer > old ? place : nil }
            case .text, .blob:
                let order = columns[place].order(new.bytes)
                if order != 0 { return order < 0 ? place : nil }
            case .null, .real: break
            }
        }
        return nil
    }
}
