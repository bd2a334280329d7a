// SPDX-License-Identifier: EUPL-1.2

import Custody
import GRDB
import Testing

@testable import Store

/// Clocks that jump, and what had been recorded by a moment.
struct ClockTests {
    private let test: TestStore
    private let day: Int64 = 86_400_000

    init() throws { test = try TestStore() }

    /// Records one act at a time; returns how many entries there are then.
    @discardableResult
    private func act(at time: Int64) throws -> Int {
        try test.store.set(
            role: .disputed,
            of: .lab,
            from: 1,
            act: Act(by: "officer", at: time)
        )
        return try test.store.entryCount
    }

    private var jumps: [ClockFact] {
        get throws { try test.store.clockJumps().map(\.body) }
    }

    @Test func `a clock that goes forward is not mentioned`() throws {
        let start = test.clock
        for step in [1, 1000, day, 30 * day, 399 * day] { try act(at: start + step) }
        // Asked for before, written after: it took longer.
        try act(at: start + 399 * day - 59_000)
        #expect(try jumps.isEmpty)
    }

    @Test func `a clock that jumps is recorded in the act that comes after, with both times`()
        throws
    {
        let start = test.clock
        let cases: [(at: Int64, isJump: Bool)] = [
            (start + 1, false),
            (start + 1 - 61_000, true),
            (start + 10, false),
            // To 2016.
            (1_460_000_000_000, true),
            (start + 20, true),
            // To 2076.
            (3_350_000_000_000, true),
            (start + 30, true),
            // Before 1970, and the next ones are right.
            (-5, true),
            (start + 40, true),
            (start + 50, false),
        ]
        for (at, isJump) in cases {
            let before = try (test.store.entryCount, jumps.count)
            let entries = try act(at: at)
            #expect(entries - before.0 == (isJump ? 2 : 1), "at \(at)")
            #expect(try jumps.count - before.1 == (isJump ? 1 : 0), "at \(at)")
        }
        #expect(try jumps[0].previous == start + 1)
        #expect(try jumps[0].at == start + 1 - 61_000)
        #expect(try jumps[5].at == -5)
        #expect(try test.isIntact())
    }

    @Test func `the first act of a ledger before 2020 is told of too`() throws {
        #expect(ClockFact(previous: nil, latest: nil, at: 1_577_836_799_999) != nil)
        #expect(ClockFact(previous: nil, latest: nil, at: 1_577_836_800_000) == nil)
    }

    /// All entries before the first one that is later, counted the long way.
    private func expected(_ moment: Int64, _ times: [Int64]) -> Int {
        times.firstIndex { max(0, $0) > moment } ?? times.count
    }

    @Test func `as of a moment is what had been recorded until then, whatever the clock did`()
        throws
    {
        var dice = SeededDice(state: 20_251_130)
        // What the store is, and its first party.
        var times = [test.clock, test.clock]
        var now = test.clock
        for number in 0..<160 {
            switch number {
            case 40: now -= 90 * day
            case 80: now += 500 * day
            case 120: now -= 500 * day
            default: now += Int64.random(in: 0...3_600_000, using: &dice)
            }
            // Some are a little late.
            let at = number.isMultiple(of: 7) ? now - 40_000 : now
            let entries = try act(at: at)
            while times.count < entries { times.append(at) }
        }
        let earliest = times.min() ?? 0
        let latest = times.max() ?? 0
        var moments: [Int64] = [.min, -1, 0, earliest - 1, latest, latest + 1, .max]
        moments += times.flatMap { [$0 - 1, $0, $0 + 1] }
        moments += (0..<300).map { _ in
            Int64.random(in: earliest - day...latest + day, using: &dice)
        }
        for moment in moments {
            let found = try test.store.entries(recordedBy: moment)
            #expect(found == expected(moment, times), "as of \(moment)")
        }
    }

    @Test func `steps back of a ledger of the program before are cut rightly too`() throws {
        let start = test.clock
        var times = [Int64](repeating: start, count: try test.store.entryCount)
        for at in [start + 10, start + 20, start + 100 * day, start + 30, start + 40] {
            let entries = try act(at: at)
            while times.count < entries { times.append(at) }
        }
        // As the migration finds it: whatever stands there, nobody recorded the jumps.
        try test.alter { db in
            try db.execute(
                sql: """
                    UPDATE ledger_frontier
                    SET steady_from = size, steady_latest = \(start + 100 * day)
                    """
            )
        }
        try test.open()
        for at in [start + 101 * day, start + 102 * day] {
            let entries = try act(at: at)
            while times.count < entries { times.append(at) }
        }
        for moment in times.flatMap({ [$0 - 1, $0, $0 + 1] }) {
            let found = try test.store.entries(recordedBy: moment)
            #expect(found == expected(moment, times), "as of \(moment)")
        }
    }
}
