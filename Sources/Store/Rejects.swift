// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
import Foundation
import Identities
import Vault

/// Something set aside with its reason; its content is sealed here.
public struct Rejected: Sendable {
    public var source: String
    public var line: Int
    /// A sentence without values.
    public var reason: String
    public var content: [UInt8]
    /// What it is called, once it is recorded: `R-0123456789abcdef…`.
    public var reference = ""

    public init(source: String, line: Int, reason: String, content: [UInt8]) {
        self.source = source
        self.line = line
        self.reason = reason
        self.content = content
    }
}

extension Store {
    /// Records what was set aside from a file that holds no disclosures (the population, a list).
    public func record(rejected: [Rejected], act: Act) throws -> Int {
        guard !rejected.isEmpty else { return 0 }
        return try commit(act) { _, db, entries in
            var coverage = IntakeCoverage(entry: try entries.next(db))
            let count = try setAside(rejected, db, &coverage)
            try entries.record(db, coverage, source: "rejects")
            return count
        }
    }

    /// In the order of their digests, in which they are hashed.
    func setAside(
        _ rejected: [Rejected],
        _ db: Connection,
        _ coverage: inout IntakeCoverage
    ) throws -> Int {
        guard !rejected.isEmpty else { return 0 }
        let insert = try db.prepareAnew(
            """
            INSERT INTO reject (digest, source, line, reason, content, entry)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
            """
        )
        insert.bind(6, coverage.entry)
        let digest = contentDigest
        let digested = rejected.map { item in
            (digest.pair(of: item.content + Array("|\(item.source)|\(item.line)".utf8)), item)
        }
        let select = try db.prepareAnew("SELECT entry FROM reject WHERE digest = $1")
        let undone = try undone()
        var count = 0
        for (first, item) in digested.sorted(by: { $0.0 < $1.0 }) {
            var pair = first
            // What was taken back keeps its place.
            while !undone.isEmpty {
                select.bind(1, pair)
                defer { select.reset() }
                guard try select.step(), undone.contains(select.optional(0)) else { break }
                pair = pair.next
            }
            let source = SealedSource.tag(of: item.source, digest)
            let content = try identities.sealReject(
                SealedSource.joined(item.source, item.content),
                digest: pair.bytes
            )
            insert.bind(1, pair)
            insert.bind(2, source)
            insert.bind(3, item.line)
            insert.bind(4, item.reason)
            insert.bind(5, blob: content)
            guard try insert.run() == 1 else { continue }
            count += 1
            coverage.addRow(to: .rejects) { row in
                row.add(pair)
                row.add(source)
                row.add(item.line)
                row.add(item.reason)
                row.add(blob: content)
            }
        }
        return count
    }

    /// What was set aside, file by file in the order of their lines, opened: for the one file that gives it back for correction.
    public func rejects(
        for reason: AccessReason,
        _ body: (Rejected) throws -> Void
    ) throws {
        let (undone, settled) = (try undone(), try settledRejects())
        let count = try importRemainders().rejects.values.reduce(0, +)
        try note("rejects", count, reason)
        try database.read { db in
            try db.forEach(
                """
                SELECT source, line, reason, content, digest, entry FROM reject
                ORDER BY source, line
                """
            ) { row in
                guard !undone.contains(row.optional(5)),
                    settled.isEmpty || !settled.contains(Hexadecimal.text(row.bytes(4)))
                else { return }
                try body(try rejected(row))
            }
        }
    }

    /// Settles what was set aside: nothing is to be done about it any more. `references` as ``rejects`` gives
    /// them, or their beginnings; nil for all that are open.
    public func settle(rejects references: [String]?, because: String, act: Act) throws -> Int {
        let (undone, settled) = (try undone(), try settledRejects())
        var open: [String] = []
        try database.read { db in
            try db.forEach("SELECT digest, entry FROM reject ORDER BY digest") { row in
                let digest = Hexadecimal.text(row.bytes(0))
                if !undone.contains(row.optional(1)), !settled.contains(digest) {
                    open.append(digest)
                }
            }
        }
        let chosen = try references.map { references in
            try references.map { reference in
                let given = reference.hasPrefix("R-") ? String(reference.dropFirst(2)) : reference
                let found = open.filter { $0.hasPrefix(given.lowercased()) }
                guard given.count >= 8, found.count == 1 else {
                    throw StoreError.notFound(.reject(reference))
                }
                return found[0]
            }
        }
        let rejects = chosen ?? open
        guard !rejects.isEmpty else { return 0 }
        try commit(act) { _, db, entries in
            try entries.record(
                db,
                [RejectSettlementFact(rejects: rejects, by: act.by, because: because)]
            )
        }
        return rejects.count
    }

    func settledRejects(before limit: Int = .max) throws -> Set<String> {
        let facts = try facts.all(RejectSettlementFact.self).filter { $0.entry < limit }
        return Set(facts.flatMap(\.body.rejects))
    }

    /// How many were set aside and are open, by reason; how many are settled; and unclassified fields, by
    /// path.
    public func importRemainders() throws -> (
        rejects: [String: Int], settled: Int, unclassified: [String: Int]
    ) {
        let counted = try lasting(RemaindersQuestion(point: intakePoint()))
        return (counted.rejects, counted.settled, counted.unclassified)
    }
}

/// Counts what was set aside, and fields that no table knows, as they stand at a point of the ledger.
struct RemaindersQuestion: IntakeQuestion {
    var point: IntakePoint

    struct Answer: Sendable {
        var rejects: [String: Int]
        var settled: Int
        var unclassified: [String: Int]
    }

    func answer(in store: Store) throws -> Answer {
        let (undone, settled) = (try store.undone(), try store.settledRejects())
        return try store.view.read { db in
            var rejects: [String: Int] = [:]
            var settledCount = 0
            try db.forEach("SELECT reason, entry, COUNT(*) FROM reject GROUP BY reason, entry") {
                guard !undone.contains($0.optional(1)) else { return }
                rejects[$0.text(0), default: 0] += $0.int(2)
            }
            if !settled.isEmpty {
                try db.forEach("SELECT digest, reason, entry FROM reject") { row in
                    guard settled.contains(Hexadecimal.text(row.bytes(0))),
                        !undone.contains(row.optional(2))
                    else { return }
                    settledCount += 1
                    rejects[row.text(1), default: 0] -= 1
                }
                rejects = rejects.filter { $0.value > 0 }
            }
            let unclassified = try db.all("SELECT path, messages FROM unclassified_field") {
                ($0.text(0), $0.int(1))
            }
            return Answer(
                rejects: rejects,
                settled: settledCount,
                unclassified: Dictionary(unclassified, uniquingKeysWith: { first, _ in first })
            )
        }
    }
}

/// The name of a file beside what was set aside from it: sealed with the content, for names of files
/// hold names of people. In the clear stands a keyed digest, equal for equal names.
enum SealedSource {
    private static let mark = "sealed:"

    static func tag(of source: String, _ digest: ContentDigest) -> String {
        mark + Hexadecimal.text(digest.short(of: "source|" + source))
    }

    /// The length of the name in four bytes, the name, the content.
    static func joined(_ source: String, _ content: [UInt8]) -> [UInt8] {
        let name = Array(source.utf8)
        return (0..<4).map { UInt8(truncatingIfNeeded: name.count >> (24 - 8 * $0)) } + name
            + content
    }

    /// Rows of before this was sealed have the name in their column.
    static func parted(
        _ opened: [UInt8],
        source: String
    ) throws -> (source: String, content: [UInt8]) {
        guard isTag(source) else { return (source, opened) }
        let length = opened.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard opened.count >= 4 + length else {
            throw StoreError.integrity(.unreadable(.reject))
        }
        return (
            String(decoding: opened[4..<(4 + length)], as: UTF8.self),
            Array(opened[(4 + length)...])
        )
    }

    static func isTag(_ source: String) -> Bool {
        source.hasPrefix(mark) && source.utf8.count == mark.utf8.count + 32
    }
}
