// SPDX-License-Identifier: EUPL-1.2

import Custody
import Dispatch
import Foundation
import GRDB
import Store
import Synchronization
import Testing
import Verification

/// The log of who saw whom, with others writing to it, a crash in it, and a forger at it.
@Suite struct AccessLogTests {
    private let test: TestStore
    private let anna: PersonNumber
    private let log: URL

    init() throws {
        test = try TestStore()
        anna = try test.add(.named("VB-1", "Voorbeeldstra"))[0]
        log = test.folder.appendingPathComponent("access.log")
        // An entry that records the lines so far.
        try test.record(.order("order", of: anna, CategorySet([.name])))
    }

    private func lines() throws -> [String] {
        try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    private func reader() throws -> Store {
        try Store(at: test.folder, root: test.root, mode: .reading)
    }

    @Test func `whoever writes at the same time, no line is lost and the chain is whole`() throws {
        let before = try lines().count
        let (folder, root, anna, reason) = try (test.folder, test.root, anna, test.reason())
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 6) { _ in
            do {
                let store = try Store(at: folder, root: root, mode: .reading)
                for _ in 0..<25 { _ = try store.open(anna, for: reason) }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock(\.self).isEmpty)
        let after = try lines()
        #expect(after.count == before + 150)
        for (place, line) in after.enumerated() {
            #expect(line.hasPrefix("{\"eventId\":\(place + 1),"))
        }
        #expect(try LedgerVerifier(folder: test.folder).verify().accessLines == after.count)
        #expect(throws: Never.self) { try reader() }
    }

    @Test func `an entry records the lines of others too`() throws {
        _ = try reader().open(anna, for: test.reason())
        try test.record(.order("another", of: anna, CategorySet([.name])))
        let database = try DatabaseQueue(
            path: test.folder.appendingPathComponent("spoor.sqlite").path
        )
        let body = try database.read {
            try Data.fetchOne(
                $0,
                sql: "SELECT body FROM ledger_entry ORDER BY seq DESC LIMIT 1"
            )
        }
        let recorded = try #require(body)[110..<118].reduce(0) { $0 << 8 | Int($1) }
        #expect(recorded == (try lines().count))
    }

    @Test(arguments: [1, 100, 200_000])
    func `a line that a crash cut short is set apart word for word, and the whole ones stay`(
        length: Int
    ) throws {
        let whole = try Data(contentsOf: log)
        let torn = Data("{\"eventId\":".utf8.prefix(length)) + Data(count: max(0, length - 11))
        try (whole + torn).write(to: log)
        _ = try reader()
        #expect(try Data(contentsOf: log) == whole)
        let apart = try Data(contentsOf: log.appendingPathExtension("torn"))
        #expect(apart == torn + Data("\n".utf8))
        _ = try reader().open(anna, for: test.reason())
        _ = try test.store.open(anna, for: test.reason())
        let findings = try LedgerVerifier(folder: test.folder).verify().findings
        #expect(!findings.contains { $0.kind == .accessLog })
    }

    @Test func `a last line of which a loss of power left out a part is set apart too`() throws {
        let whole = try Data(contentsOf: log)
        _ = try test.store.open(anna, for: test.reason())
        var torn = try Data(contentsOf: log)
        let missing = whole.count + 20..<whole.count + 90
        torn.replaceSubrange(missing, with: Data(count: missing.count))
        try torn.write(to: log)
        _ = try reader()
        #expect(try Data(contentsOf: log) == whole)
        let apart = try Data(contentsOf: log.appendingPathExtension("torn"))
        #expect(apart == torn.dropFirst(whole.count))
    }

    @Test func `a first line that was cut short is set apart too`() throws {
        let store = try TestStore()
        let file = store.folder.appendingPathComponent("access.log")
        try Data("{\"eve".utf8).write(to: file)
        _ = try Store(at: store.folder, root: store.root, mode: .reading)
        #expect(try Data(contentsOf: file).isEmpty)
        #expect(
            try Data(contentsOf: file.appendingPathExtension("torn")) == Data("{\"eve\n".utf8)
        )
    }

    @Test func `a line of any length can be followed by others`() throws {
        let long = String(repeating: "9", count: 100_000)
        let person = try test.add(.named(long, "Langenummer"))[0]
        _ = try test.store.open(person, for: test.reason())
        #expect(try #require(try lines().last).utf8.count > 1 << 16)
        _ = try reader().open(anna, for: test.reason())
        #expect(throws: Never.self) { try reader() }
    }

    @Test(arguments: [(500, true), (501, false)])
    func `a reason is a sentence, not a document`(length: Int, isTaken: Bool) throws {
        let before = try lines().count
        func reason() throws -> AccessReason {
            try AccessReason(
                user: "officer",
                purpose: "test",
                caseReference: "case",
                reason: String(repeating: "é", count: length),
                at: 0
            )
        }
        if isTaken {
            _ = try test.store.open(anna, for: reason())
        } else {
            #expect(throws: AccessReason.Refusal.tooLong(.reason)) { try reason() }
        }
        #expect(try lines().count == before + (isTaken ? 1 : 0))
    }

    @Test func `lines behind the last entry open when they are as they were written`() throws {
        for _ in 0..<3 { _ = try test.store.open(anna, for: test.reason()) }
        #expect(throws: Never.self) { try reader() }
    }

    @Test(arguments: Forgery.allCases)
    func `a forged line behind the last entry is refused when a store is opened`(
        forgery: Forgery
    ) throws {
        let recorded = try lines()
        for _ in 0..<3 { _ = try test.store.open(anna, for: test.reason()) }
        var forged = try lines()
        let fault: AccessLogFault
        let last = UInt64(recorded.count)
        switch forgery {
        case .changed:
            forged[recorded.count] = forged[recorded.count].replacing("officer", with: "another")
            fault = .foreignLine(last + 1)
        case .takenOut:
            forged.remove(at: recorded.count)
            fault = .foreignLine(last + 1)
        case .swapped:
            forged.swapAt(recorded.count, recorded.count + 1)
            fault = .foreignLine(last + 1)
        case .added:
            forged.append(forged[recorded.count])
            fault = .foreignLine(last + 4)
        case .fewerThanTheEntrySaw:
            forged = Array(recorded.dropLast())
            fault = .cutOff(lines: last - 1, recorded: last)
        case .anotherThanTheEntrySaw:
            forged = Array(recorded.dropLast()) + [forged[recorded.count]]
            fault = .anotherLine(last)
        case .all:
            forged = []
            fault = .cutOff(lines: 0, recorded: last)
        }
        try Data(forged.map { $0 + "\n" }.joined().utf8).write(to: log)
        #expect(throws: IdentitiesError.accessLog(fault)) { try reader() }
    }

    enum Forgery: CaseIterable {
        case changed, takenOut, swapped, added, fewerThanTheEntrySaw, anotherThanTheEntrySaw, all
    }

    @Test func `a store that is open refuses to go on behind lines that are not its own`() throws {
        let whole = try Data(contentsOf: log)
        let next = UInt64(try lines().count + 1)
        for (other, fault) in [
            (whole + Data("{}\n".utf8), .foreignLine(next)), (Data(), .becameShorter),
        ] as [(Data, AccessLogFault)] {
            let refusal = IdentitiesError.accessLog(fault)
            try other.write(to: log)
            #expect(throws: refusal) { try test.store.open(anna, for: test.reason()) }
            #expect(throws: refusal) {
                try test.record(.order("another", of: anna, CategorySet([.name])))
            }
            #expect(try Data(contentsOf: log) == other)
        }
        try whole.write(to: log)
        #expect(throws: Never.self) { try test.store.open(anna, for: test.reason()) }
    }

    @Test func `a line with a right chain and without the key is refused`() throws {
        let other = try TestStore()
        let stranger = try other.add(.named("VB-1", "Voorbeeldstra"))[0]
        _ = try other.store.open(stranger, for: other.reason())
        let foreign = try Data(
            contentsOf: other.folder.appendingPathComponent("access.log")
        )
        let fresh = try TestStore()
        try foreign.write(to: fresh.folder.appendingPathComponent("access.log"))
        #expect(throws: IdentitiesError.accessLog(.foreignLine(1))) {
            try Store(at: fresh.folder, root: fresh.root, mode: .reading)
        }
    }

    @Test func `an opening without its line is no opening`() throws {
        let test = try TestStore()
        let anna = try test.add(.named("VB-1", "Een"))[0]
        let incident = try test.openIncident()
        func lines() throws -> Int {
            try Data(contentsOf: test.folder.appendingPathComponent("access.log"))
                .split(separator: 0x0A).count
        }
        let acts: [(String, () throws -> Void)] = [
            ("open", { _ = try test.store.open(anna, for: test.reason()) }),
            ("find", { _ = try test.number("VB-1") }),
            (
                "canonical",
                {
                    _ = try test.store.canonical(
                        test.store.computeRegister(of: incident),
                        for: test.reason()
                    )
                }
            ),
        ]
        for (name, act) in acts {
            let before = try lines()
            try act()
            #expect(try lines() == before + 1, "\(name)")
        }
    }
}
