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
        try database.write { try setAside(rejected, $0) }
    }

    func setAside(_ rejected: [Rejected], _ db: Connection) throws -> Int {
        guard !rejected.isEmpty else { return 0 }
        let insert = try db.prepareAnew(
            """
            INSERT INTO reject (digest, source, line, reason, content)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
            """
        )
        let digest = contentDigest
        var count = 0
        for item in rejected {
            let content = item.content + Array("|\(item.source)|\(item.line)".utf8)
            let row = digest.pair(of: content)
            insert.bind(1, row)
            insert.bind(2, item.source)
            insert.bind(3, item.line)
            insert.bind(4, item.reason)
            insert.bind(
                5,
                blob: try identities.sealReject(item.content, digest: row.bytes)
            )
            count += try insert.run()
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
                let content = try StoreError.translating {
                    try identities.openReject(row.bytes(3), digest: row.bytes(4))
                }
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
