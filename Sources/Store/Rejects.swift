// SPDX-License-Identifier: EUPL-1.2

import Database
import Foundation
import Vault

/// Something set aside with its reason; its content is sealed here.
public struct Rejected: Sendable {
    public var source: String
    public var line: Int
    /// A sentence without values.
    public var reason: String
    public var content: [UInt8]

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
        var count = 0
        for (digest, item) in digested.sorted(by: { $0.0 < $1.0 }) {
            let content = try identities.sealReject(item.content, digest: digest.bytes)
            insert.bind(1, digest)
            insert.bind(2, item.source)
            insert.bind(3, item.line)
            insert.bind(4, item.reason)
            insert.bind(5, blob: content)
            guard try insert.run() == 1 else { continue }
            count += 1
            coverage.addRow(to: .rejects) { row in
                row.add(digest)
                row.add(item.source)
                row.add(item.line)
                row.add(item.reason)
                row.add(blob: content)
            }
        }
        return count
    }

    /// What was set aside, opened: for the one file that gives it back for correction.
    public func rejects(
        for reason: AccessReason,
        _ body: (Rejected) throws -> Void
    ) throws {
        let count = try database.read {
            try $0.integer("SELECT COUNT(*) FROM reject") ?? 0
        }
        try note("rejects", count, reason)
        try database.read { db in
            try db.forEach(
                "SELECT source, line, reason, content, digest FROM reject ORDER BY source, line"
            ) { row in
                let content = try identities.openReject(row.bytes(3), digest: row.bytes(4))
                try body(
                    Rejected(
                        source: row.text(0),
                        line: row.int(1),
                        reason: row.text(2),
                        content: content
                    )
                )
            }
        }
    }

    /// How many were set aside, by reason; and unclassified fields, by path.
    public func importRemainders() throws -> (rejects: [String: Int], unclassified: [String: Int]) {
        try database.read { db in
            func tally(_ sql: String) throws -> [String: Int] {
                try Dictionary(
                    db.all(sql) { ($0.text(0), $0.int(1)) },
                    uniquingKeysWith: { first, _ in first }
                )
            }
            return (
                try tally("SELECT reason, COUNT(*) FROM reject GROUP BY reason"),
                try tally("SELECT path, messages FROM unclassified_field")
            )
        }
    }
}
