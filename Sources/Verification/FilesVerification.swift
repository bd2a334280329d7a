// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Foundation
import GRDB

/// Compares the published files (C2SP tlog-tiles) with the tree recomputed from the entries.
struct TilesVerification {
    let folder: URL
    let tree: Tree

    func run(_ db: Database, _ report: inout VerificationReport) {
        let ledger = folder.appendingPathComponent("ledger")
        let published = try? String(
            contentsOf: ledger.appendingPathComponent("checkpoint"),
            encoding: .utf8
        )
        let last = try? String.fetchOne(
            db,
            sql: "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1"
        )
        if published != last { report.found(.checkpoint, "the file ledger/checkpoint differs") }
        var expected: Set<String> = []
        var level = 0
        while level * 8 < tree.levels.count, !tree.levels[level * 8].isEmpty {
            let hashes = tree.levels[level * 8]
            for start in stride(from: 0, to: hashes.count, by: 256) {
                let part = hashes[start..<min(start + 256, hashes.count)]
                let name = "tile/\(level)/" + Self.path(start / 256, width: part.count)
                expected.insert(name)
                compare(name, Data(part.joined()), &report)
            }
            level += 1
        }
        let bodies =
            (try? Data.fetchAll(db, sql: "SELECT body FROM ledger_entry ORDER BY seq")) ?? []
        for start in stride(from: 0, to: bodies.count, by: 256) {
            let part = bodies[start..<min(start + 256, bodies.count)]
            var bundle = Data()
            for body in part {
                bundle.append(UInt8(body.count >> 8))
                bundle.append(UInt8(body.count & 0xFF))
                bundle.append(body)
            }
            let name = "tile/entries/" + Self.path(start / 256, width: part.count)
            expected.insert(name)
            compare(name, bundle, &report)
        }
        report.tiles = expected.count
    }

    private func compare(_ name: String, _ bytes: Data, _ report: inout VerificationReport) {
        let file = folder.appendingPathComponent("ledger").appendingPathComponent(name)
        guard let stored = try? Data(contentsOf: file) else {
            report.found(.tile, "\(name) is missing")
            return
        }
        if stored != bytes { report.found(.tile, "\(name) differs") }
    }

    /// `x001/x234/067` and, for a tile that is not full, `.p/width`.
    private static func path(_ number: Int, width: Int) -> String {
        var groups = [String(format: "%03d", number % 1000)]
        var rest = number / 1000
        while rest > 0 {
            groups.insert(String(format: "x%03d", rest % 1000), at: 0)
            rest /= 1000
        }
        return groups.joined(separator: "/") + (width == 256 ? "" : ".p/\(width)")
    }
}

/// Follows the chain of the access log and compares it with what the entries say of it.
struct AccessLogVerification {
    let folder: URL
    let entries: [EntryReader]

    func run(_ report: inout VerificationReport) throws {
        let file = folder.appendingPathComponent("access.log")
        let bytes = (try? Data(contentsOf: file)) ?? Data()
        var heads = [[UInt8](repeating: 0, count: 32)]
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        if let last = lines.last, !last.isEmpty {
            report.found(.accessLog, "the last line is cut short")
        }
        let marker = Data(",\"chain\":\"".utf8)
        for (index, line) in lines.dropLast().enumerated() {
            guard let place = line.range(of: marker, options: .backwards) else {
                report.found(.accessLog, "line \(index + 1) has no chain")
                return
            }
            var hash = SHA256()
            hash.update(data: heads[index])
            hash.update(data: line[line.startIndex..<place.lowerBound])
            let chain = Array(hash.finalize())
            let written = chain.map { String(format: "%02x", $0) }.joined()
            let tail = String(decoding: line[place.upperBound...], as: UTF8.self)
            guard tail == written + "\"}" else {
                report.found(.accessLog, "line \(index + 1) was changed")
                return
            }
            heads.append(chain)
        }
        report.accessLines = heads.count - 1
        for entry in entries {
            guard entry.accessCount < heads.count else {
                report.found(
                    .accessLog,
                    "entry \(entry.sequence) saw \(entry.accessCount) lines, there are \(heads.count - 1)"
                )
                return
            }
            if heads[entry.accessCount] != entry.accessHead {
                report.found(
                    .accessLog,
                    "line \(entry.accessCount) is not the one entry \(entry.sequence) saw"
                )
                return
            }
        }
        report.unproven.append(
            "The lines of the access log after the last ledger entry: only their chain was checked."
        )
    }
}

/// Compares the pages of frozen registers with the hash in their fact.
struct RegisterVerification {
    let db: Database

    private struct RegisterBody: Decodable {
        var incident: Int
        var version: Int
        var name: String
        var pages: String
    }

    func run(_ report: inout VerificationReport) throws {
        let bodies = try String.fetchAll(
            db,
            sql: "SELECT body FROM fact WHERE kind = 'register' ORDER BY entry"
        )
        var pagesOfFacts = 0
        for body in bodies {
            guard
                let fact = try? JSONDecoder().decode(RegisterBody.self, from: Data(body.utf8))
            else {
                report.found(.register, "a register fact does not read")
                continue
            }
            var hash = SHA256()
            let pages = try Row.fetchCursor(
                db,
                sql: """
                    SELECT first_person, body FROM register_page
                    WHERE incident = ? AND version = ? ORDER BY first_person
                    """,
                arguments: [fact.incident, fact.version]
            )
            while let page = try pages.next() {
                let first = UInt64(bitPattern: page[0] as Int64)
                let bytes = page[1] as Data
                if !bytes.starts(with: withUnsafeBytes(of: first.bigEndian) { Data($0) }) {
                    report.found(.register, "a page of register \(fact.name) is misplaced")
                }
                hash.update(data: bytes)
                pagesOfFacts += 1
            }
            if hash.finalize().map({ String(format: "%02x", $0) }).joined() != fact.pages {
                report.found(.register, "the people of register \(fact.name) were changed")
            }
        }
        let pages = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM register_page") ?? 0
        if pages != pagesOfFacts {
            report.found(.register, "there are pages of a register that was never frozen")
        }
    }
}
