// SPDX-License-Identifier: EUPL-1.2

/// Reads every table and every index once in its own order, and compares each index with its table.
///
/// Answers come through indexes: a row that one leaves out is not there for whoever asks. Where all
/// rows come in ascending order and none comes twice, each is also found by its key; the pages of
/// tables that have another order than their key are checked by SQLite.
struct IndexVerification: Sendable {
    let tables: [StoredTable]
    /// Into how many runs a table under the ledger is cut, for the workers.
    let runs: Int
    let key: Fingerprint.Key
    /// By table what its indexes must have, where the rows were read for their commitments too.
    let known: [String: [Fingerprint]]

    enum Piece: Sendable {
        case scan(TreeScan)
        case pages(String)
    }

    enum Outcome: Sendable {
        case run(tree: Int, TreeRun)
        case pages(of: String, areSound: Bool)
    }

    /// What must be read: every table but those of which others know that they are in order, and every
    /// index.
    struct Scans: Sendable {
        fileprivate(set) var scans: [TreeScan] = []
        /// The trees of a table and of its indexes; nil for a table that is not read here.
        fileprivate var trees: [(table: Int?, indexes: [Int])] = []
    }

    func pieces(_ scans: Scans) -> [Piece] {
        scans.scans.map(Piece.scan)
            + tables.filter { $0.primaryIndex == nil }.map { .pages($0.name) }
    }

    func run(_ piece: Piece, _ snapshot: Snapshot) throws -> Outcome {
        switch piece {
        case .scan(let scan): .run(tree: scan.tree, try scan.run(key, snapshot))
        case .pages(let table):
            .pages(of: table, areSound: try Self.arePagesSound(of: table, snapshot))
        }
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
                fingerprints = Fingerprint.sums(fingerprints, run.fingerprints)
            }
        }
    }

    /// Judges what was found, in the order of the pieces.
    func judge(_ outcomes: [Outcome], of scans: Scans, _ report: inout VerificationReport) {
        var runs: [Int: [TreeRun]] = [:]
        for outcome in outcomes {
            switch outcome {
            case .run(let tree, let run): runs[tree, default: []].append(run)
            case .pages(let table, let areSound):
                if !areSound { report.found(.structure, "the pages of \(table) are in no order") }
            }
        }
        for (table, places) in zip(tables, scans.trees) {
            let whole = places.table.flatMap { runs[$0] }.map(Tree.init)
            if whole?.isInOrder == false {
                report.found(.structure, "the rows of \(table.name) are in no order")
            }
            for (number, index) in table.indexes.enumerated() {
                guard let read = runs[places.indexes[number]] else { continue }
                let tree = Tree(runs: read)
                let wanted = whole?.fingerprints[number] ?? known[table.name]?[number]
                if !tree.isInOrder {
                    report.found(.index, "the index \(index.name) is in no order")
                } else if tree.fingerprints[0] != wanted {
                    report.found(
                        .index,
                        "the index \(index.name) has \(tree.count) rows, and they are not those of "
                            + "the \(wanted?.count ?? 0) of \(table.name)"
                    )
                } else if !tree.isUnique {
                    report.found(.index, "the index \(index.name) has twice what is there once")
                }
            }
            report.indexes += table.indexes.count
        }
        compareLetterCodes(runs, scans, &report)
    }

    /// The codes by which letters are looked up, and the letters themselves.
    private func compareLetterCodes(
        _ runs: [Int: [TreeRun]],
        _ scans: Scans,
        _ report: inout VerificationReport
    ) {
        guard let place = tables.firstIndex(where: { $0.name == Self.codes.table }),
            let codes = scans.trees[place].table.flatMap({ runs[$0] }).map(Tree.init),
            let letters = tables.firstIndex(where: { $0.name == Self.codes.of })
        else { return }
        let wanted =
            known[Self.codes.of]?.last
            ?? scans.trees[letters].table.flatMap { runs[$0] }.map(Tree.init)?.fingerprints.last
        if codes.fingerprints.last != wanted {
            report.found(
                .letterCode,
                "there are \(codes.count) codes of letters, and they are not those of the "
                    + "\(wanted?.count ?? 0) letters"
            )
        }
    }

    /// A table that is filled as an index is, with what it must have.
    static let codes = (table: "letter_code", of: "letter", columns: ["code", "person", "wave"])

    /// What a table is compared by: its indexes, and for letters their codes behind them.
    static func columns(of table: StoredTable) -> [[String]] {
        table.indexes.map(\.columns)
            + ([codes.table, codes.of].contains(table.name) ? [codes.columns] : [])
    }

    /// One for every four megabytes, as far as there are workers to gain by it.
    static func runs(fileBytes: Int) -> Int { min(64, max(1, fileBytes >> 22)) }

    // MARK: Runs

    /// The scans that are needed: tables that are `read` by others are left out, but not their indexes.
    func scans(leavingOut read: Set<String>, _ snapshot: Snapshot) throws -> Scans {
        var scans = Scans()
        var tree = 0
        func add(
            _ source: String,
            _ columns: [String],
            keyCount: Int,
            uniqueCount: Int,
            _ fingerprints: [[Int32]],
            isCut: Bool
        ) throws -> Int {
            var cuts: [TreeBound?] = [nil]
            if isCut, runs > 1 { cuts += try bounds(of: source, columns[0], snapshot) }
            for place in cuts.indices {
                scans.scans.append(
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
            return tree - 1
        }
        for table in tables {
            // Others may be written to without an entry: one connection reads them as they were at
            // one moment, and no two need be at the same.
            let isCut = KnownSchema.covered.contains(table.name)
            let isRead = known[table.name] != nil || read.contains(table.name)
            var whole: Int?
            if !isRead || known[table.name] == nil && !table.indexes.isEmpty {
                var columns = table.key
                let fingerprints = Self.columns(of: table).map { read in
                    read.map { column -> Int32 in
                        let place = columns.firstIndex(of: column)
                        if place == nil { columns.append(column) }
                        return Int32(place ?? columns.count - 1)
                    }
                }
                whole = try add(
                    table.primaryIndex.map { "\(table.name) INDEXED BY \($0)" }
                        ?? "\(table.name) NOT INDEXED",
                    columns,
                    keyCount: table.key.count,
                    uniqueCount: table.key.count,
                    fingerprints,
                    isCut: isCut
                )
            }
            var indexes: [Int] = []
            for index in table.indexes {
                indexes.append(
                    try add(
                        "\(table.name) INDEXED BY \(index.name)",
                        index.columns,
                        keyCount: index.columns.count,
                        uniqueCount: index.isUnique ? index.keyCount : index.columns.count,
                        [index.columns.indices.map(Int32.init)],
                        isCut: isCut
                    )
                )
            }
            scans.trees.append((whole, indexes))
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
