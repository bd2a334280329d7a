// SPDX-License-Identifier: EUPL-1.2

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
}
