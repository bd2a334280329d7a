// SPDX-License-Identifier: EUPL-1.2

/// Reads every table and every index once in its own order, and compares each index with its table.
///
/// Answers come through indexes: a row that one leaves out is not there for whoever asks. Where all
/// rows come in ascending order and none comes twice, each is also found by its key; the pages of
/// tables that have another order than their key are checked by SQLite.
struct IndexVerification {
    let schema: KnownSchema
    /// Into how many runs a table under the ledger is cut, for the workers.
    let runs: Int

    func run(_ connections: ReadingConnections, _ report: inout VerificationReport) throws {
        let (tables, scans) = try connections.first { snapshot in
            let tables = try StoredTable.all(of: schema, snapshot)
            return (tables, try self.scans(of: tables, snapshot))
        }
        var generator = SystemRandomNumberGenerator()
        let key = Fingerprint.Key(using: &generator)
        let work =
            scans.map(Piece.scan) + tables.filter { $0.primaryIndex == nil }.map { .pages($0.name) }
        let results = try connections.map(work) { piece, snapshot in
            switch piece {
            case .scan(let scan): Outcome.run(try scan.run(key, snapshot))
            case .pages(let table):
                Outcome.pages(of: table, areSound: try Self.arePagesSound(of: table, snapshot))
            }
        }
        var trees: [Int: [TreeRun]] = [:]
        for (place, result) in results.enumerated() {
            switch result {
            case .run(let run): trees[scans[place].tree, default: []].append(run)
            case .pages(let table, let areSound):
                if !areSound { report.found(.structure, "the pages of \(table) are in no order") }
            }
        }
        judge(tables, trees.sorted { $0.key < $1.key }.map { Tree(runs: $0.value) }, &report)
    }

    private enum Piece: Sendable {
        case scan(TreeScan)
        case pages(String)
    }

    private enum Outcome: Sendable {
        case run(TreeRun)
        case pages(of: String, areSound: Bool)
    }

    /// A table or an index whose runs were put together.
    private struct Tree {
        var count = 0
        var fingerprints: [Fingerprint]
        var isInOrder = true
        var isUnique = true

        init(runs: [TreeRun]) {
            fingerprints = runs[0].fingerprints
            for (place, run) in runs.enumerated() {
                count += run.count
                isInOrder = isInOrder && run.isInOrder
                isUnique = isUnique && run.isUnique
                guard place > 0 else { continue }
                // The rows behind a run are those of the next, or of one after it.
                let next = runs[place...].lazy.compactMap(\.first).first
                if runs[place - 1].next != next { isInOrder = false }
                for number in fingerprints.indices {
                    fingerprints[number].add(run.fingerprints[number])
                }
            }
        }
    }

    private func judge(
        _ tables: [StoredTable],
        _ trees: [Tree],
        _ report: inout VerificationReport
    ) {
        var place = 0
        for table in tables {
            let whole = trees[place]
            if !whole.isInOrder {
                report.found(.structure, "the rows of \(table.name) are in no order")
            }
            for (number, index) in table.indexes.enumerated() {
                let tree = trees[place + 1 + number]
                if !tree.isInOrder {
                    report.found(.index, "the index \(index.name) is in no order")
                } else if tree.fingerprints[0] != whole.fingerprints[number] {
                    report.found(
                        .index,
                        "the index \(index.name) has \(tree.count) rows, and they are not those of "
                            + "the \(whole.count) of \(table.name)"
                    )
                } else if !tree.isUnique {
                    report.found(.index, "the index \(index.name) has twice what is there once")
                }
            }
            report.indexes += table.indexes.count
            place += 1 + table.indexes.count
        }
    }

    /// One for every four megabytes, as far as there are workers to gain by it.
    static func runs(fileBytes: Int) -> Int { min(64, max(1, fileBytes >> 22)) }

    // MARK: Runs

    private func scans(of tables: [StoredTable], _ snapshot: Snapshot) throws -> [TreeScan] {
        var scans: [TreeScan] = []
        var tree = 0
        func add(
            _ source: String,
            _ columns: [String],
            keyCount: Int,
            uniqueCount: Int,
            _ fingerprints: [[Int32]],
            isCut: Bool
        ) throws {
            var cuts: [TreeBound?] = [nil]
            if isCut, runs > 1 { cuts += try bounds(of: source, columns[0], snapshot) }
            for place in cuts.indices {
                scans.append(
                    TreeScan(
                        tree: tree,
                        source: source,
                        columns: columns,
                        keyCount: keyCount,
                        uniqueCount: uniqueCount,
                        fingerprints: fingerprints,
                        start: cuts[place],
                        end: place + 1 < cuts.count ? cuts[place + 1] : nil
                    )
                )
            }
            tree += 1
        }
        for table in tables {
            // Others may be written to without an entry: one connection reads them as they were at
            // one moment, and no two need be at the same.
            let isCut = KnownSchema.covered.contains(table.name)
            var columns = table.key
            let fingerprints = table.indexes.map { index in
                index.columns.map { column -> Int32 in
                    let place = columns.firstIndex(of: column)
                    if place == nil { columns.append(column) }
                    return Int32(place ?? columns.count - 1)
                }
            }
            try add(
                table.primaryIndex.map { "\(table.name) INDEXED BY \($0)" }
                    ?? "\(table.name) NOT INDEXED",
                columns,
                keyCount: table.key.count,
                uniqueCount: table.key.count,
                fingerprints,
                isCut: isCut
            )
            for index in table.indexes {
                try add(
                    "\(table.name) INDEXED BY \(index.name)",
                    index.columns,
                    keyCount: index.columns.count,
                    uniqueCount: index.isUnique ? index.keyCount : index.columns.count,
                    [index.columns.indices.map(Int32.init)],
                    isCut: isCut
                )
            }
        }
        return scans
    }

    /// Cuts between the least and the greatest value of the column that comes first.
    private func bounds(
        of source: String,
        _ column: String,
        _ snapshot: Snapshot
    ) throws -> [TreeBound] {
        func end(_ order: String) throws -> Int64? {
            let rows = try snapshot.cursor(
                "SELECT \"\(column)\" FROM \(source) ORDER BY \"\(column)\" \(order) LIMIT 1"
            )
            guard try rows.step() else { return nil }
            switch rows[0].form {
            case .integer: return rows[0].integer
            case .null: return Int64.min
            case .blob: return order == "ASC" ? 0 : -1
            default: return nil
            }
        }
        guard let first = try end("ASC"), let last = try end("DESC") else { return [] }
        if last == -1 {
            return (1..<min(runs, 256)).map { .blob([UInt8($0 * 256 / min(runs, 256))]) }
        }
        let least = max(first, 0)
        guard last > least else { return [] }
        let width = UInt64(last - least) / UInt64(runs) + 1
        return (1..<runs).compactMap { place in
            let bound = UInt64(least) + width * UInt64(place)
            return bound <= UInt64(last) ? .integer(Int64(bound)) : nil
        }
    }

    /// SQLite's own check of the pages of a table and its indexes, of their order, and of what the
    /// schema says of the columns.
    private static func arePagesSound(of table: String, _ snapshot: Snapshot) throws -> Bool {
        let rows = try snapshot.cursor("PRAGMA quick_check(\(table))")
        guard try rows.step(), rows[0].bytes.elementsEqual("ok".utf8) else { return false }
        return try !rows.step()
    }
}
