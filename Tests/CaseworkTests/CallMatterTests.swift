// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Store
import Testing

@testable import Casework

@Suite struct CallMatterTests {
    private func agent(_ seconds: Int64, _ test: CaseStore) throws -> ActingOfficer {
        try ActingOfficer("Agent One", now: test.now + 100_000 + seconds * 1000)
    }

    private func end(
        _ outcome: ContactOutcome,
        note: String = "",
        callBackAt: String? = nil,
        at seconds: Int64 = 1,
        _ test: CaseStore
    ) throws {
        let call = try OpenCall(.telephone, officer: agent(seconds, test)).run(in: test.store)
        _ = try EndCall(
            call.number,
            outcome: outcome,
            themes: [.letter],
            note: note,
            callBackAt: callBackAt.map { try WrittenMoment($0) },
            officer: agent(seconds + 1, test)
        ).run(in: test.store)
    }

    @Test func `what follows from a call waits for its role, what was promised first`() throws {
        let test = try CaseStore()
        try end(.address, note: "Verhuisd", test)
        try end(.callBack, note: "0612345678", callBackAt: "8-8-2025 10.00", at: 5, test)
        try end(.callBack, note: "0612345679", callBackAt: "7-8-2025 10.00", at: 9, test)
        try end(.answered, at: 12, test)
        func waiting(_ roles: OfficerRole...) throws -> [Int] {
            try ListMatters(for: Set(roles)).run(in: test.store).matters.map(\.number)
        }
        #expect(try waiting(.dataManager) == [1])
        #expect(try waiting(.agent) == [3, 2])
        #expect(try waiting(.teamLead) == [3, 2, 1])
        #expect(try waiting(.board, .auditor).isEmpty)

        let number = try ShowMatter(3, for: [.agent], officer: agent(20, test)).run(in: test.store)
        #expect(number.text == "0612345679")
        #expect(number.person == nil)
        for (matter, roles) in [
            (1, [OfficerRole.agent]), (2, [.dataManager]), (9, [.teamLead]), (0, [.teamLead]),
        ] {
            let looks = try test.looks().count
            #expect(throws: CaseworkError.noMatter(matter)) {
                try ShowMatter(matter, for: Set(roles), officer: agent(21, test)).run(
                    in: test.store
                )
            }
            #expect(throws: CaseworkError.noMatter(matter)) {
                try EndMatter(matter, isDone: true, for: Set(roles), officer: agent(21, test))
                    .run(in: test.store)
            }
            #expect(try test.looks().count == looks)
        }
        let done = try EndMatter(3, isDone: true, for: [.agent], officer: agent(22, test))
            .run(in: test.store)
        #expect(done.isDone && done.endedAt != nil)
        #expect(throws: CaseworkError.noMatter(3)) {
            try EndMatter(3, isDone: false, for: [.agent], officer: agent(23, test))
                .run(in: test.store)
        }
        #expect(try waiting(.teamLead) == [2, 1])
    }

    @Test func `words are struck out of a note for ever, and that they were is recorded`() throws {
        let test = try CaseStore()
        try end(.complaint, note: "Haar wachtwoord is kikkerdril, zegt zij", test)
        let lead: Set<OfficerRole> = [.teamLead]
        #expect(throws: CaseworkError.nothingToStrikeOut) {
            try StrikeOut("paddestoel", from: 1, for: lead, officer: agent(9, test))
                .run(in: test.store)
        }
        let old = try #require(try test.store.callText(1)?.text.body)
        let struck = try StrikeOut("kikkerdril", from: 1, for: lead, officer: agent(10, test))
            .run(in: test.store)
        #expect(struck.text == 2)
        let shown = try ShowMatter(1, for: lead, officer: agent(11, test)).run(in: test.reader())
        #expect(shown.text == "Haar wachtwoord is ▇▇▇, zegt zij")
        let new = try #require(try test.store.callText(2)?.text.body)
        #expect(new.struck == 1 && new.replaces == 1 && new.by == "Agent One")
        let access = try agent(12, test).access("call", "call 1", StatedReason("a test"))
        #expect(try test.store.open(old, for: access) == nil)
        #expect(throws: CaseworkError.nothingToStrikeOut) {
            try StrikeOut("kikkerdril", from: 1, for: lead, officer: agent(13, test))
                .run(in: test.store)
        }
    }

    @Test func `notes end with their term, but for those of what is still to be done`() throws {
        let test = try CaseStore()
        try end(.answered, note: "Rustig gesprek", test)
        try end(.complaint, note: "Boos", at: 4, test)
        let day: Int64 = 86_400
        func erase(_ days: Int, after seconds: Int64) throws -> Int {
            try EraseCallTexts(keepDays: days, because: test.reason, officer: agent(seconds, test))
                .run(in: test.store)
        }
        for days in [0, -1, 3661] {
            #expect(throws: CaseworkError.keepDaysRefused(days)) { try erase(days, after: day) }
        }
        #expect(try erase(30, after: 30 * day) == 0)
        #expect(try erase(30, after: 31 * day) == 1)
        #expect(try erase(30, after: 31 * day + 1) == 0)
        let access = try agent(32 * day, test).access("call", "call 1", StatedReason("a test"))
        let texts = try (1...2).map { try #require(try test.store.callText($0)?.text.body) }
        #expect(try texts.map { try test.store.open($0, for: access) } == [nil, "Boos"])
        _ = try EndMatter(1, isDone: true, for: [.teamLead], officer: agent(32 * day + 1, test))
            .run(in: test.store)
        #expect(try erase(30, after: 32 * day + 2) == 1)
        #expect(try test.store.open(texts[1], for: access) == nil)
    }

    @Test func `the team is counted without names, the same after a restart`() throws {
        let test = try CaseStore()
        try end(.complaint, note: "Boos", test)
        try end(.callBack, note: "0612345678", callBackAt: "7-8-2025 10.00", at: 4, test)
        let open = try OpenCall(.telephone, officer: agent(8, test)).run(in: test.store).number
        _ = try FindCaller(open, by: .letterCode("0000"), officer: agent(9, test)).run(
            in: test.store
        )
        _ = try OpenCall(.mail, queued: "Vraag", officer: agent(10, test)).run(in: test.store)
        for store in [test.store, try test.reader()] {
            let counts = try CountCalls(days: 3, now: test.now + 200_000).run(in: store)
            #expect(counts.days.count == 3)
            #expect(counts.days[0].opened == ["telephone": 3, "mail": 1])
            #expect(counts.days[0].outcomes == ["complaint": 1, "callBack": 1])
            #expect(counts.days[0].themes == ["letter": 2])
            #expect(counts.days[0].searches == 1 && counts.days[0].misses == 1)
            #expect(counts.days[1].opened.isEmpty)
            #expect(counts.open == 1 && counts.queued == 1)
            #expect(counts.waiting == ["complaint": 1, "callBack": 1])
            #expect(counts.callBacks == 1 && counts.lateCallBacks == 0)
            let text = String(decoding: try JSONEncoder().encode(counts), as: UTF8.self)
            #expect(!text.contains("Agent") && !text.contains("0612345678"))
            let late = try CountCalls(days: 1, now: test.now + 86_400_000).run(in: store)
            #expect(late.lateCallBacks == 1)
        }
    }
}
