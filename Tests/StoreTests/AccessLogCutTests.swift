// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Store
import Testing

@testable import Verification

/// Every entry of the ledger says how many lines the access log had and how they end: what is cut off
/// its end is missed by the next entry.
@Suite struct AccessLogCutTests {
    private let folder: URL
    /// The log before the second half of the looks.
    private let older: Data
    /// How many lines the last entry saw.
    private let seen: Int

    init() throws {
        let test = try TestStore()
        try test.add(.named("VB-1", "Een"))
        for _ in 0..<4 { _ = try test.number("VB-1") }
        try test.record(
            .order("1", of: test.number("VB-1"), CategorySet([.name]))
        )
        older = try Data(contentsOf: test.folder.appendingPathComponent("access.log"))
        for _ in 0..<4 { _ = try test.number("VB-1") }
        try test.record(.order("2", of: test.number("VB-1"), CategorySet([.name])))
        try test.store.publishTiles()
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-log-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: test.folder, to: folder)
        seen = try Self.lines(folder).count
    }

    private static func lines(_ folder: URL) throws -> [String] {
        try String(contentsOf: folder.appendingPathComponent("access.log"), encoding: .utf8)
            .split(separator: "\n").map { "\($0)\n" }
    }

    /// What is found when these lines are all there is of the log.
    private func kinds(_ content: Data?) throws -> Set<Finding.Kind> {
        let copy = try StoreCopy(of: folder)
        let log = copy.folder.appendingPathComponent("access.log")
        if let content {
            try content.write(to: log)
        } else {
            try FileManager.default.removeItem(at: log)
        }
        return try copy.kinds()
    }

    private func text(_ lines: some Sequence<String>) -> Data { Data(lines.joined().utf8) }

    @Test func `the last lines that an entry saw cannot be cut off, however few`() throws {
        let lines = try Self.lines(folder)
        try #require(lines.count == seen && seen > 6)
        #expect(try kinds(text(lines)).isEmpty)
        for count in 1...lines.count {
            #expect(try kinds(text(lines.dropLast(count))) == [.accessLog], "\(count) lines")
        }
        #expect(try kinds(nil) == [.accessLog])
    }

    @Test func `an older copy of the log is found`() throws {
        #expect(try kinds(older) == [.accessLog])
    }

    @Test func `lines that were put in the place of others are found`() throws {
        let lines = try Self.lines(folder)
        #expect(try kinds(text(lines.dropLast() + [lines[0]])) == [.accessLog])
        #expect(try kinds(text(lines.dropFirst())) == [.accessLog])
        #expect(try kinds(text([lines[1], lines[0]] + lines.dropFirst(2))) == [.accessLog])
    }

    @Test func `lines behind the last entry are said not to be proven`() throws {
        let report = try LedgerVerifier(folder: folder).verify()
        #expect(report.isIntact)
        #expect(
            report.unproven.contains {
                $0.contains("missing after line \(seen), the last that the ledger holds")
            }
        )
    }
}
