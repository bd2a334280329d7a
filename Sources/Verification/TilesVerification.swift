// SPDX-License-Identifier: EUPL-1.2

import Foundation
import GRDB

/// Compares the published files (C2SP tlog-tiles) with the tree recomputed from the entries.
struct TilesVerification {
    let folder: URL
    let tree: Tree

    /// Hashes or entries in a file that is full.
    private static let width = 256

    func run(_ db: Database, _ report: inout VerificationReport) throws {
        let last = try Cursor(db, "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1")
        let note = try last.step() ? Data(last[0].bytes) : nil
        if content(of: "checkpoint") != note {
            report.found(.checkpoint, "the file ledger/checkpoint differs")
        }
        hashes(&report)
        try entries(db, &report)
    }

    private func hashes(_ report: inout VerificationReport) {
        for (level, tile) in stride(from: 0, to: tree.levels.count, by: 8).enumerated() {
            let hashes = tree.levels[tile]
            for start in stride(from: 0, to: hashes.count, by: Self.width) {
                let part = hashes[start..<min(start + Self.width, hashes.count)]
                part.withUnsafeBytes { compare("\(level)", start, part.count, $0, &report) }
            }
        }
    }

    /// Bundles of entries, each with its length in two bytes.
    private func entries(_ db: Database, _ report: inout VerificationReport) throws {
        let bodies = try Cursor(db, "SELECT body FROM ledger_entry ORDER BY seq")
        var bundle: [UInt8] = []
        var count = 0
        func close() {
            let start = (count - 1) / Self.width * Self.width
            bundle.withUnsafeBytes { compare("entries", start, count - start, $0, &report) }
            bundle.removeAll(keepingCapacity: true)
        }
        while try bodies.step() {
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
        try? Data(contentsOf: folder.appendingPathComponent("ledger").appendingPathComponent(name))
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
