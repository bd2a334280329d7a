// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import GRDB
import Ledger
import Testing
import Vault

@testable import Store

/// A ledger of a million entries of which all but the last 64 cannot be read: whoever opens it, adds
/// to it, publishes it or asks when something was recorded would stumble over them.
@Suite(.serialized) struct LongLedgerTests {
    private static let size = 1_000_000
    private let test: TestStore
    private let lastAt: Int64

    init() throws {
        test = try TestStore()
        let lastAt = test.clock + 1000
        self.lastAt = lastAt
        let signer = test.store.signer
        let bodies = try (Self.size - Self.size % 256..<Self.size).map { try Self.body($0, lastAt) }
        var dice = SeededDice(state: 7)
        func tile(_ level: Int, _ index: UInt64, _ width: Int) throws -> Tile {
            try Tile(
                level: level,
                index: index,
                hashes: (0..<width).map { _ in
                    let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &dice) }
                    return try #require(MerkleHash(bytes))
                }
            )
        }
        let tiles = [
            try Tile(
                level: 0,
                index: UInt64(Self.size / 256),
                hashes: bodies.map { MerkleTree.leafHash(of: $0) }
            ),
            try tile(1, UInt64(Self.size >> 16), Self.size >> 8 & 255),
            try tile(2, 0, Self.size >> 16),
        ]
        let peaks = tiles.reversed().flatMap { tile in
            var tree = MerkleFrontier()
            tree.append(contentsOf: tile.hashes)
            return tree.peaks
        }
        let tree = try #require(MerkleFrontier(size: UInt64(Self.size), peaks: peaks))
        let note = String(
            decoding: try Checkpoint(
                origin: test.store.origin,
                size: tree.size,
                root: tree.root
            ).signed(by: [signer]).bytes,
            as: UTF8.self
        )
        let ledger = test.folder.appendingPathComponent("ledger")
        for tile in tiles {
            try PublishedFile.write(
                tile.bytes,
                to: ledger.appendingPathComponent(tile.address.path)
            )
        }
        try PublishedFile.write(Array(note.utf8), to: ledger.appendingPathComponent("checkpoint"))
        try test.alter { db in
            try db.execute(
                sql: """
                    WITH RECURSIVE number (value) AS (
                        SELECT 2 UNION ALL SELECT value + 1 FROM number
                        WHERE value < \(Self.size - bodies.count - 1))
                    INSERT INTO ledger_entry (seq, body) SELECT value, x'' FROM number
                    """
            )
            for (place, body) in bodies.enumerated() {
                try db.execute(
                    sql: "INSERT INTO ledger_entry (seq, body) VALUES (?, ?)",
                    arguments: [Self.size - bodies.count + place, Data(body)]
                )
            }
            try db.execute(
                sql: "INSERT INTO checkpoint (size, note) VALUES (?, ?)",
                arguments: [Self.size, note]
            )
            try db.execute(
                sql: """
                    UPDATE ledger_frontier SET size = ?, peaks = ?, last_at = ?, run_latest = ?,
                        steady_from = ?, steady_latest = ?
                    """,
                arguments: [
                    Self.size, Data(peaks.flatMap(\.bytes)), lastAt, lastAt,
                    Self.size - bodies.count, lastAt - 1,
                ]
            )
        }
    }

    private static func body(_ sequence: Int, _ at: Int64) throws -> [UInt8] {
        let nothing = try #require(OpaqueReference([UInt8](repeating: 0, count: 16)))
        let head = try #require(MerkleHash([UInt8](repeating: 0, count: 32)))
        return LedgerEntry(
            type: EntryType(rawValue: EntryKind.facts.rawValue),
            sequence: UInt64(sequence),
            utcMilliseconds: UInt64(at),
            actorReference: nothing,
            counterparty: nothing,
            placeInAct: 0,
            rows: 0,
            manifestRoot: head,
            payloadIdentifier: nothing,
            accessLogCount: 0,
            accessLogHead: head
        ).bytes
    }

    @Test func `opening, adding, publishing and cutting read none of the entries before`() throws {
        let clock = ContinuousClock()
        let reading = try clock.measure { try test.open(.reading) }
        let writing = try clock.measure { try test.open(.writing) }
        #expect(try test.store.entryCount == Self.size)
        test.clock = lastAt
        var adding: [Duration] = []
        for _ in 0..<8 {
            adding.append(
                try clock.measure {
                    try test.store.set(role: .disputed, of: .lab, from: 1, act: test.act())
                }
            )
        }
        let last = try test.store.checkpoint()
        let published = try String(
            contentsOf: test.folder.appendingPathComponent("ledger/checkpoint"),
            encoding: .utf8
        )
        #expect(published == last)
        #expect(last.contains("\n\(Self.size + 8)\n"))
        var cuts: [Int] = []
        let cutting = try clock.measure {
            cuts = try [lastAt, lastAt + 1000, .max].map { try test.store.entries(recordedBy: $0) }
        }
        #expect(cuts == [Self.size, Self.size + 1, Self.size + 8])
        try test.open(.reading)
        #expect(try test.store.role(of: .lab, on: 1) == .disputed)
        let sorted = adding.sorted()
        print(
            """
            A ledger of \(Self.size) entries
              open for reading\t\(reading)
              open for writing\t\(writing)
              add and publish, median\t\(sorted[sorted.count / 2])
              three cuts by time\t\(cutting)
            """
        )
    }

    @Test func `who does need an entry that cannot be read is told`() throws {
        try test.open()
        #expect(throws: StoreError.integrity(.entryUnreadable(1000))) {
            try test.store.recordedAt(entry: 1000)
        }
        #expect(throws: StoreError.integrity(.entryUnreadable(2))) {
            try test.store.entries(recordedBy: lastAt - 5)
        }
    }
}
