// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import GRDB
import Store
import Testing
import Vault

/// Making a store, also after a making that was cut off.
struct StoreMakingTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("spoor-making-\(UUID().uuidString)")

    private func make() throws {
        let root = try #require(RootKey(bytes: (0..<32).map { UInt8($0) }))
        try Store.create(at: folder, root: root, synthetic: true, organisation: "Voorbeeld")
        _ = try Store(at: folder, root: root, mode: .writing)
    }

    @Test func `a making that was cut off begins again`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appendingPathComponent("spoor.sqlite").path
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        try make()
    }

    @Test func `a making that was cut off before the settings begins again`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try make()
        let database = try DatabaseQueue(path: folder.appendingPathComponent("spoor.sqlite").path)
        try database.write { try $0.execute(sql: "DELETE FROM setting") }
        try database.close()
        try FileManager.default.removeItem(at: folder.appendingPathComponent("access.log"))
        try make()
    }

    @Test func `a store that was made is never made again`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try make()
        #expect(throws: StoreError.storeExists(path: folder.path)) { try make() }
        let accessLog = folder.appendingPathComponent("access.log")
        try FileManager.default.removeItem(at: accessLog)
        #expect(throws: StoreError.storeExists(path: folder.path)) { try make() }
    }

    @Test func `a folder that holds something else is left alone`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let other = folder.appendingPathComponent("notes.txt")
        try Data("keep".utf8).write(to: other)
        #expect(throws: StoreError.storeExists(path: folder.path)) { try make() }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["notes.txt"])
    }

    /// The files of the store by name, with the rights of others than its owner.
    private func rightsOfOthers() throws -> [String: Int] {
        let files = FileManager.default
        var rights: [String: Int] = [:]
        for name in try files.subpathsOfDirectory(atPath: folder.path) {
            let path = folder.appendingPathComponent(name).path
            let mode = try files.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            rights[name] = try #require(mode) & 0o077
        }
        return rights
    }

    @Test func `nobody but the owner has a right to anything in it`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try make()
        let root = try #require(RootKey(bytes: (0..<32).map { UInt8($0) }))
        let store = try Store(at: folder, root: root, mode: .writing)
        try store.add(
            party: Party(id: .lab, name: "Lab Vlietzicht"),
            role: .processor,
            from: 0,
            act: Act(by: "officer", at: 0)
        )
        try store.publishTiles()
        let rights = try rightsOfOthers()
        for name in ["spoor.sqlite", "spoor.sqlite-wal", "access.log", "ledger/checkpoint"] {
            #expect(rights[name] != nil, "\(name) is there")
        }
        #expect(rights.filter { $0.value != 0 }.isEmpty)
        let own = try FileManager.default.attributesOfItem(atPath: folder.path)
        #expect(own[.posixPermissions] as? Int == 0o700)
    }

    @Test func `closing takes the WAL into the database, also after people were opened`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try make()
        let root = try #require(RootKey(bytes: (0..<32).map { UInt8($0) }))
        let wal = folder.appendingPathComponent("spoor.sqlite-wal").path
        func write() throws {
            let store = try Store(at: folder, root: root, mode: .writing)
            try store.add(
                party: Party(id: .lab, name: "Lab Vlietzicht"),
                role: .processor,
                from: 0,
                act: Act(by: "officer", at: 0)
            )
            let reason = try AccessReason.test()
            try store.open(nil, for: reason, withMail: true) { _ in
            } collect: { _ in
            }
            #expect(FileManager.default.fileExists(atPath: wal))
        }
        try write()
        #expect(!FileManager.default.fileExists(atPath: wal))
        #expect(try Store(at: folder, root: root, mode: .reading).parties.count == 1)
    }

    @Test func `a reader leaves the WAL that a killed writer left as it is`() throws {
        let test = try TestStore()
        defer { try? FileManager.default.removeItem(at: folder) }
        // As it stands while somebody writes: nobody closed it.
        try FileManager.default.copyItem(at: test.folder, to: folder)
        let wal = folder.appendingPathComponent("spoor.sqlite-wal")
        let before = try Data(contentsOf: wal)
        try #require(!before.isEmpty)
        func read() throws {
            let store = try Store(at: folder, root: test.root, mode: .reading)
            #expect(try store.parties.count == 1)
            try store.open(nil, for: test.reason(), withMail: true) { _ in
            } collect: { _ in
            }
        }
        try read()
        #expect(try Data(contentsOf: wal) == before)
    }
}
