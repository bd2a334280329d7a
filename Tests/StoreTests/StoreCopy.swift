// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import GRDB
import Incidents
import Store
import Testing

@testable import Verification

/// A copy of a store with everything in one file, which a test changes; it goes when the test ends.
final class StoreCopy {
    let folder: URL

    var file: URL { folder.appendingPathComponent("spoor.sqlite") }

    init(of source: URL) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-copy-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: source, to: folder)
        try alter("PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA journal_mode = DELETE")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Runs statements as somebody with the file in their hands can, the schema's own rows included.
    func alter(_ statements: String...) throws { try alter(statements) }

    func alter(_ statements: [String]) throws {
        let database = try DatabaseQueue(path: file.path)
        try database.writeWithoutTransaction { db in
            try db.loosen()
            try db.execute(sql: "PRAGMA writable_schema = ON")
            for statement in statements { try db.execute(sql: statement) }
        }
        try database.close()
    }

    func read<Value: DatabaseValueConvertible>(_ sql: String) throws -> Value? {
        let database = try DatabaseQueue(path: file.path)
        defer { try? database.close() }
        return try database.read { try Value.fetchOne($0, sql: sql) }
    }

    /// The kinds of what is found.
    func kinds(treeRuns: Int? = nil) throws -> Set<Finding.Kind> {
        Set(try report(treeRuns: treeRuns).findings.map(\.kind))
    }

    func report(against: [String] = [], treeRuns: Int? = nil) throws -> VerificationReport {
        var verifier = try LedgerVerifier(folder: folder, against: against)
        verifier.treeRuns = treeRuns
        return try verifier.verify()
    }
}

/// A store with some of everything, made once for all tests that only copy it.
enum SampleStore {
    static let folder = Result { try make() }

    private static func make() throws -> URL {
        let test = try TestStore()
        let people = try test.add(
            .named("VB-1", "Een"),
            .named("VB-2", "Twee"),
            .named("VB-3", "Drie")
        )
        for number in 0..<8 {
            try test.record(
                all: (0..<40).map {
                    .order("\(number) \($0)", of: people[$0 % 3], CategorySet([.name]))
                }
            )
        }
        let incident = try test.openIncident()
        try test.recordUnresolved(settledAs: people[2])
        _ = try test.list(
            "list-1",
            incident,
            (2..<40).map {
                ListedRecord(
                    line: $0,
                    person: $0 == 5 ? nil : people[$0 % 3],
                    categories: CategorySet([.name]),
                    basis: 2,
                    record: $0 == 5 ? [9] : nil
                )
            }
        )
        let frozen = try test.freeze("one", incident)
        _ = try test.store.record(
            wave: "first",
            of: incident,
            version: frozen,
            who: "everyone",
            decision: "test",
            letters: people.map {
                PlannedLetter(person: $0, group: .notExcluded, whyAgain: nil, held: nil, batch: 1)
            },
            heldByReason: [:],
            act: test.act()
        )
        try test.store.publishTiles()
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-sample-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: test.folder, to: folder)
        return folder
    }
}
