// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// Compares the published files (C2SP tlog-tiles) with the tree recomputed from the entries.
struct TilesVerification {
    let files: StoreFiles
    let tree: Tree

    /// Hashes or entries in a file that is full.
    private static let width = 256
    /// More than a full bundle of entries, or a checkpoint with the signatures of many witnesses.
    private static let longest = 1 << 20

    func run(_ snapshot: Snapshot, _ report: inout VerificationReport) throws {
        let size = try published(snapshot, &report)
        hashes(of: size, &report)
        try entries(snapshot, size, &report)
    }

    /// Up to which entry files were published. An earlier checkpoint of the database, to the byte,
    /// is none that differs: a command that was killed leaves its files behind, and the next one that
    /// writes brings them up to date. The files of that earlier size are compared like any.
    private func published(_ snapshot: Snapshot, _ report: inout VerificationReport) throws -> Int {
        let file = content(of: "checkpoint")
        let notes = try snapshot.cursor("SELECT size, note FROM checkpoint ORDER BY size DESC")
        guard try notes.step() else {
            if file != nil { report.found(.checkpoint, "the file ledger/checkpoint differs") }
            return tree.size
        }
        if file == Data(notes[1].bytes) { return tree.size }
        while let file, try notes.step() {
            let size = Int(notes[0].integer)
            guard file == Data(notes[1].bytes), size > 0, size < tree.size else { continue }
            report.unproven.append(
                "The published files of the last \(tree.size - size) entries: ledger/checkpoint is "
                    + "behind, as after a command that was killed. The next command that writes "
                    + "publishes them."
            )
            return size
        }
        report.found(.checkpoint, "the file ledger/checkpoint differs")
        return tree.size
    }

    private func hashes(of size: Int, _ report: inout VerificationReport) {
        for (level, tile) in stride(from: 0, to: tree.levels.count, by: 8).enumerated() {
            let hashes = tree.levels[tile].prefix(size >> tile)
            for start in stride(from: 0, to: hashes.count, by: Self.width) {
                let part = hashes[start..<min(start + Self.width, hashes.count)]
                part.withUnsafeBytes { compare("\(level)", start, part.count, $0, &report) }
            }
        }
    }

    /// Bundles of entries, each with its length in two bytes.
    private func entries(
        _ snapshot: Snapshot,
        _ size: Int,
        _ report: inout VerificationReport
    ) throws {
        let bodies = try snapshot.cursor("SELECT body FROM ledger_entry ORDER BY seq")
        var bundle: [UInt8] = []
        var count = 0
        func close() {
            let start = (count - 1) / Self.width * Self.width
            bundle.withUnsafeBytes { compare("entries", start, count - start, $0, &report) }
            bundle.removeAll(keepingCapacity: true)
        }
        while count < size, try bodies.step() {
            let body = bodies[0].bytes
            bundle.append(UInt8(truncatingIfNeeded: body.count >> 8))
            bundle.append(UInt8(truncatingIfNeeded: body.count))
            bundle.append(contentsOf: body)
            count += 1
            if count.isMultiple(of: Self.width) { close() }
        }
        if !bundle.isEmpty { close() }
    }

    private func compare(
        _ series: String,
        _ start: Int,
        _ count: Int,
        _ bytes: UnsafeRawBufferPointer,
        _ report: inout VerificationReport
    ) {
        report.tiles += 1
        let name = "tile/\(series)/" + Self.path(start / Self.width, width: count)
        guard let stored = content(of: name) else {
            report.found(.tile, "\(name) is missing")
            return
        }
        if !stored.elementsEqual(bytes) { report.found(.tile, "\(name) differs") }
    }

    private func content(of name: String) -> Data? {
        files.content(of: "ledger/" + name, atMost: Self.longest)
    }

    /// `x001/x234/067` and, for a tile that is not full, `.p/width`.
    private static func path(_ number: Int, width: Int) -> String {
        var groups = [String(format: "%03d", number % 1000)]
        var rest = number / 1000
        while rest > 0 {
            groups.insert(String(format: "x%03d", rest % 1000), at: 0)
            rest /= 1000
        }
        return groups.joined(separator: "/") + (width == Self.width ? "" : ".p/\(width)")
    }
}
