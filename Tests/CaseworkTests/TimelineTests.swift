// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Letters
import Store
import Testing

/// What was done around an incident, from the ledger, and what became of its letters day by day.
@Suite struct TimelineTests {
    private let test: CaseStore
    private let store: Store

    init() throws {
        test = try CaseStore()
        store = test.store
        try test.open()
    }

    private func handOver(_ name: String) throws {
        let wave = try store.wave(name, of: store.incident("case"))
        let now = try test.officer.now
        _ = try store.recordHandover(
            of: wave,
            from: now,
            to: now,
            carrier: "printer",
            act: Act(by: "carrier desk", at: now + 1, counterparty: "lab")
        )
    }

    @Test func `letters wait, are printed, and are handed over: each counts once`() throws {
        func days() throws -> ShowLetterDays.Answer {
            try ShowLetterDays(incident: "case").run(in: store)
        }
        #expect(try days().letters == 0)
        _ = try test.plan("first", .everyone)
        #expect(try days() == ShowLetterDays.Answer(days: [], waiting: 3))
        try test.printAll("first")
        let printed = try days()
        #expect(printed.printed == 3 && printed.waiting == 0 && printed.handedOver == 0)
        try handOver("first")
        let gone = try days()
        #expect(gone.handedOver == 3 && gone.printed == 0 && gone.letters == 3)
        #expect(throws: CaseworkError.noIncident("other")) {
            try ShowLetterDays(incident: "other").run(in: store)
        }
    }

    @Test func `letters of a cancelled wave that were not printed wait no longer`() throws {
        _ = try test.plan("first", .everyone)
        try store.cancel(
            store.wave("first", of: store.incident("case")),
            because: "a mistake in the text",
            act: Act(by: "officer", at: test.officer.now, counterparty: "lab")
        )
        #expect(try ShowLetterDays(incident: "case").run(in: store).letters == 0)
        let lines = try ShowTimeline(incident: "case").run(in: store)
        #expect(
            lines.last?.done == .waveCancelled(name: "first", because: "a mistake in the text")
        )
    }

    @Test func `each line says when, who and which entry, in the order of time`() throws {
        try test.list("list-1", of: ["VB-1"])
        try test.freeze("list-1")
        _ = try test.plan("first", .everyone)
        try test.printAll("first")
        try handOver("first")
        let lines = try ShowTimeline(incident: "case").run(in: store)
        #expect(lines.map(\.at) == lines.map(\.at).sorted())
        #expect(lines.allSatisfy { !$0.by.isEmpty && $0.entry > 0 })
        #expect(
            lines.map(\.done).suffix(3) == [
                .versionFrozen(version: 2, name: "list-1", people: 3),
                .wavePlanned(name: "first", people: 3),
                .handedOver(wave: "first", files: 1, letters: 3, to: "printer"),
            ]
        )
        #expect(lines.last?.by == "carrier desk")
        #expect(throws: CaseworkError.noIncident("other")) {
            try ShowTimeline(incident: "other").run(in: store)
        }
    }
}
