// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import GRDB
import Ledger
import Testing
import Verification

@testable import Store

/// The files under `ledger/`: after each act they are what the last checkpoint was signed over.
struct PublishingTests {
    private let test: TestStore

    init() throws { test = try TestStore() }

    private var ledger: URL { test.folder.appendingPathComponent("ledger") }

    private func act() throws {
        try test.store.set(role: .disputed, of: .lab, from: 1, act: test.act())
    }

    private func names(in path: String) -> [String] {
        let folder = ledger.appendingPathComponent(path).path
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    private func published() throws -> String {
        try String(contentsOf: ledger.appendingPathComponent("checkpoint"), encoding: .utf8)
    }

    @Test func `an act is published when it is recorded`() throws {
        for _ in 0..<3 {
            try act()
            #expect(try published() == test.store.checkpoint())
        }
        #expect(try test.isIntact())
    }

    @Test func `of partial tiles the last two stay, and none once the tile is full`() throws {
        while try test.store.entryCount < 255 { try act() }
        #expect(names(in: "tile/0/000.p") == ["254", "255"])
        #expect(names(in: "tile/entries/000.p") == ["254", "255"])
        try act()
        #expect(names(in: "tile/0").contains("000"))
        #expect(names(in: "tile/0/000.p") == ["255"], "somebody may be reading it")
        try act()
        #expect(names(in: "tile/0") == ["000", "001.p"])
        #expect(names(in: "tile/entries") == ["000", "001.p"])
        #expect(names(in: "tile/1/000.p") == ["1"])
        try act()
        #expect(names(in: "tile/0/001.p") == ["1", "2"])
        #expect(try test.isIntact())
    }

    @Test func `files that a crash left behind are brought up to date, by as much as is missing`()
        throws
    {
        for _ in 0..<20 { try act() }
        let before = try published()
        let kept = test.folder.appendingPathComponent("kept")
        try FileManager.default.copyItem(at: ledger, to: kept)
        for _ in 0..<270 { try act() }
        let last = try published()
        test.close()
        try FileManager.default.removeItem(at: ledger)
        try FileManager.default.moveItem(at: kept, to: ledger)
        #expect(try published() == before)
        try test.open()
        #expect(try published() == last)
        #expect(try test.isIntact())
        try act()
        #expect(try test.isIntact())
    }

    @Test(arguments: ["tile/0/000.p/21", "tile/entries/000.p/21", "tile", "checkpoint", ""])
    func `files that went missing behind the checkpoint are made again`(name: String) throws {
        for _ in 0..<20 { try act() }
        test.close()
        try FileManager.default.removeItem(
            at: name.isEmpty ? ledger : ledger.appendingPathComponent(name)
        )
        try test.open()
        try act()
        #expect(try published() == test.store.checkpoint())
        #expect(try names(in: "tile/0/000.p").contains("\(test.store.entryCount)"))
        #expect(try test.isIntact())
    }

    @Test func `a tile that somebody altered is not built upon`() throws {
        for _ in 0..<20 { try act() }
        let file = ledger.appendingPathComponent("tile/0/000.p/21")
        var bytes = try Data(contentsOf: file)
        bytes[40] ^= 1
        test.close()
        try bytes.write(to: file)
        try test.open()
        try act()
        #expect(try test.isIntact())
    }

    @Test func `an entry that was altered since it was published is not published again`() throws {
        for _ in 0..<20 { try act() }
        let size = UInt64(try test.store.entryCount)
        try test.alter {
            try $0.execute(
                sql: "UPDATE ledger_entry SET body = CAST(substr(body, 1, 149) || x'07' AS BLOB)"
                    + " WHERE seq = 3"
            )
        }
        try test.open()
        let before = try published()
        try act()
        #expect(throws: StoreError.integrity(.publishedOfAnother(entries: size))) {
            try test.store.publishTiles()
        }
        #expect(try published() == before)
    }

    @Test func `a folder that cannot be written fails no act, and is told when it is asked for`()
        throws
    {
        for _ in 0..<3 { try act() }
        let before = try test.store.entryCount
        try FileManager.default.removeItem(at: ledger)
        try Data().write(to: ledger)
        try act()
        #expect(try test.store.entryCount == before + 1)
        #expect(throws: (any Error).self) { try test.store.publishTiles() }
        try FileManager.default.removeItem(at: ledger)
        try test.store.publishTiles()
        #expect(try test.isIntact())
    }
}
