// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
import Foundation
import GRDB
import Incidents
import Testing
import Vault
import Verification

@testable import Store

/// A store of format 1 becomes one of format 2 by whoever opens it for writing, wherever an earlier try
/// was cut off, and by nobody else.
struct UpgradeTests {
    private let old: OldStore
    private let reason: AccessReason

    init() throws {
        old = try OldStore()
        reason = try AccessReason(
            user: "officer",
            purpose: "test",
            caseReference: "format-1",
            reason: "does it say the same",
            at: 1_760_000_000_000
        )
    }

    /// What stands in the folder, but for what SQLite needs while it has a file open.
    private func contents(_ folder: URL) throws -> [String: Data] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .filter { !$0.hasSuffix("-shm") && !$0.hasSuffix("-wal") }
            .reduce(into: [:]) { files, name in
                let file = folder.appendingPathComponent(name)
                guard !file.hasDirectoryPath else { return }
                files[name] = try? Data(contentsOf: file)
            }
    }

    private func open(
        _ folder: URL,
        _ mode: Store.Mode,
        _ upgrading: (Int, Int) -> Void = { _, _ in }
    ) throws -> Store {
        try Store(
            at: folder,
            root: old.root,
            mode: mode,
            sealingAtOnce: 9,
            upgrading: upgrading
        )
    }

    private func versions(_ folder: URL) throws -> (people: Int, versions: Int, ofEach: Int) {
        let database = try DatabaseQueue(
            path: folder.appendingPathComponent("spoor.sqlite").path
        )
        defer { try? database.close() }
        return try database.read { db in
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
            return (
                try count("SELECT COUNT(*) FROM person"),
                try count("SELECT COUNT(*) FROM person_version"),
                try count("SELECT COUNT(DISTINCT person) FROM person_version")
            )
        }
    }

    /// What a cut left cannot be read; opened for writing it is as if there had been no cut.
    private func expectToGoOn(_ folder: URL, _ cut: String) throws {
        let before = try contents(folder)
        #expect(throws: StoreError.needsUpgrade, "\(cut)") { try open(folder, .reading) }
        #expect(try contents(folder) == before, "\(cut)")
        do { _ = try open(folder, .writing) }
        let store = try open(folder, .reading)
        try OldStore.expectTheSameRegisters(store, for: reason)
        #expect(
            try store.open(
                store.load(
                    try store.registerVersion(
                        number: 1,
                        of: store.incident("lab-2025")
                    )
                ).people[0],
                for: reason
            ).surname.isEmpty == false
        )
        let after = try LedgerVerifier(folder: folder, against: [OldStore.checkpoint()]).verify()
        #expect(after.findings == [], "\(cut)")
        #expect(after.continuesOlderCheckpoint, "\(cut)")
        let counts = try versions(folder)
        #expect(counts.people == counts.ofEach && counts.versions == counts.ofEach, "\(cut)")
        #expect(counts.people > 50)
    }

    @Test func `who only reads is refused, and not a byte is written`() throws {
        let before = try contents(old.folder)
        for _ in 0..<2 {
            #expect(throws: StoreError.needsUpgrade) { try old.open(.reading) }
        }
        #expect(try contents(old.folder) == before)
        try expectToGoOn(old.folder, "nothing was cut off")
    }

    @Test func `another key upgrades nothing`() throws {
        let other = try #require(RootKey(bytes: [UInt8](repeating: 9, count: 32)))
        let before = try contents(old.folder)
        for mode in [Store.Mode.reading, .writing] {
            #expect(
                throws: StoreError.wrongKey(
                    expected: old.root.fingerprint,
                    given: other.fingerprint
                )
            ) {
                try Store(at: old.folder, root: other, mode: mode)
            }
        }
        var after = try contents(old.folder)
        after["writer.lock"] = before["writer.lock"]
        #expect(after == before)
    }

    private struct CutOff: Error {}

    /// 0 to 3 of the three migrations are applied, the next one was begun.
    @Test(arguments: 0...3)
    func `cut off between migrations or within one, it goes on`(applied: Int) throws {
        let file = try StoreFile(
            path: old.folder.appendingPathComponent("spoor.sqlite").path,
            writes: true
        )
        let migrations = Array(Schema.migrations.prefix(2 + applied))
        try file.migrate(migrations)
        if applied < 3 {
            let next = Migration(Schema.migrations[2 + applied].name) { db in
                try db.execute("ALTER TABLE disclosure ADD COLUMN more INTEGER")
                try db.execute("DROP TABLE person_by_source")
                throw CutOff()
            }
            #expect(throws: CutOff.self) { try file.migrate(migrations + [next]) }
        }
        file.close()
        try expectToGoOn(old.folder, "\(applied) migrations")
    }

    /// The folder as it is whenever some people are done, as a loss of power would leave it.
    @Test func `cut off between people, it goes on and seals nobody twice`() throws {
        var copies: [URL] = []
        defer { for copy in copies { try? FileManager.default.removeItem(at: copy) } }
        do {
            _ = try open(old.folder, .writing) { done, total in
                let copy = FileManager.default.temporaryDirectory
                    .appendingPathComponent("spoor-cut-\(UUID().uuidString)")
                try? FileManager.default.copyItem(at: old.folder, to: copy)
                copies.append(copy)
                #expect(done <= total)
            }
        }
        #expect(copies.count >= 6)
        for (number, copy) in copies.enumerated() {
            try expectToGoOn(copy, "after \(number + 1) acts")
        }
    }
}
