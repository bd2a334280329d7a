// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Letters
import Store
import Testing

/// Somebody asks in a call for a copy of their data (GDPR Art. 15).
@Suite struct AccessRequestTests {
    private let test: CaseStore
    private let lead: Set<OfficerRole> = [.privacyOfficer]

    init() throws { test = try CaseStore() }

    /// A call that ends so, about somebody who was found and called back, or about nobody.
    private func call(
        _ surname: String?,
        _ outcome: ContactOutcome,
        note: String = "",
        isProven: Bool = true
    ) throws {
        let store = test.store
        let agent = try ActingOfficer("Agent One", now: test.officer.now)
        let call = try OpenCall(.telephone, officer: agent).run(in: store).number
        if let surname {
            _ = try FindCaller(
                call,
                by: .attributes([.surname: surname, .birthDate: "1970-02-03"]),
                officer: agent
            ).run(in: store)
            if isProven { _ = try ProveByCallBack(call, officer: agent).run(in: store) }
        }
        _ = try EndCall(call, outcome: outcome, note: note, officer: agent).run(in: store)
    }

    private func gather(_ number: Int) throws -> HeldOfPerson {
        try GatherAccessCopy(number, for: lead, officer: test.officer).run(in: test.reader())
    }

    private func check(_ number: Int, _ roles: Set<OfficerRole>? = nil) throws {
        try CheckIdentity(
            number,
            how: .registeredPost,
            for: roles ?? lead,
            officer: test.officer
        ).run(in: test.store)
    }

    private func record(_ number: Int, _ roles: Set<OfficerRole>? = nil) throws {
        try RecordAccessCopy(
            number,
            .dutch,
            sha256: String(repeating: "0", count: 64),
            notes: [],
            for: roles ?? lead,
            officer: test.officer
        ).run(in: test.store)
    }

    @Test func `a request is answered within a month, the last day of a shorter one`() throws {
        for (asked, due) in [
            ("2025-01-31 10:00", "2025-02-28"), ("2025-09-30 23:30", "2025-10-30"),
            ("2025-12-15 00:00", "2026-01-15"), ("2024-01-30 10:00", "2024-02-29"),
        ] {
            let test = try CaseStore(now: WrittenMoment(asked).latest)
            let agent = try test.officer
            let call = try OpenCall(.telephone, officer: agent).run(in: test.store).number
            _ = try EndCall(call, outcome: .accessRequest, officer: agent).run(in: test.store)
            let matter = try #require(
                try ListMatters(for: lead).run(in: test.store).matters.first
            )
            #expect(matter.dueAt?.milliseconds == (try Day(written: due)).end, "\(asked)")
        }
    }

    @Test func `a copy is there only for a privacy officer, of a request, after a check`() throws {
        try call("Eenhoorn", .accessRequest)
        try call("Tweelink", .complaint)
        try call(nil, .accessRequest)
        #expect(throws: CaseworkError.identityNotChecked(1)) { try gather(1) }
        #expect(throws: CaseworkError.identityNotChecked(1)) { try record(1) }
        for roles in [Set<OfficerRole>([.agent]), [.teamLead], [.dataManager, .board], []] {
            #expect(throws: CaseworkError.noMatter(1)) { try check(1, roles) }
            #expect(throws: CaseworkError.noMatter(1)) { try record(1, roles) }
            #expect(throws: CaseworkError.noMatter(1)) {
                try ShowAccessRequest(1, for: roles).run(in: test.store)
            }
        }
        // A complaint is no request, and of a call in which nobody was found nothing can be gathered.
        #expect(throws: CaseworkError.noMatter(2)) { try check(2, [.privacyOfficer, .teamLead]) }
        #expect(throws: CaseworkError.nobodyFound(3)) { try check(3) }
        #expect(throws: CaseworkError.noMatter(9)) { try gather(9) }
        let before = try ShowAccessRequest(1, for: lead).run(in: test.reader())
        #expect(before.isOfSomebody && before.identity == nil && before.copies.isEmpty)
        try check(1)
        #expect(try gather(1).rows.map(\.person.surname) == ["Eenhoorn"])
        #expect(throws: CaseworkError.accessNotAnswered(1)) {
            try EndMatter(1, isDone: true, for: lead, officer: test.officer).run(in: test.store)
        }
        try record(1)
        let after = try ShowAccessRequest(1, for: lead).run(in: test.reader())
        #expect(after.identity?.how == .registeredPost && after.copies.count == 1)
        _ = try EndMatter(1, isDone: true, for: lead, officer: test.officer).run(in: test.store)
        #expect(throws: CaseworkError.noMatter(1)) { try gather(1) }
        #expect(throws: CaseworkError.noMatter(1)) { try record(1) }
    }

    @Test func `what is gathered is of one person, under all their numbers`() throws {
        try test.open()
        try test.list("list-1", of: ["VB-1", "VB-2"])
        try test.freeze("list-1")
        _ = try test.plan("first", .everyone)
        try test.printAll(
            "first",
            heldLate: [LateHold(person: test.number("VB-1"), reason: .deceased)]
        )
        _ = try JoinPeople(
            .named("VB-3"),
            to: .named("VB-1"),
            because: test.reason,
            officer: test.officer
        ).run(in: test.store)
        try call("Eenhoorn", .answered, note: "Van haar", isProven: true)
        try call("Eenhoorn", .generalAnswer, note: "Van wie?", isProven: false)
        try call("Tweelink", .answered, note: "Van hem")
        try call("Eenhoorn", .accessRequest)
        let looks = try test.looks().count
        try check(1)
        let held = try gather(1)
        #expect(held.rows.map(\.person.sourceID.text) == ["VB-1", "VB-3"])
        #expect(held.disclosed.map(\.categories.count) == [2, 2])
        #expect(held.incidents.count == 1 && held.incidents[0].reports.count == 1)
        let letters = held.letters.sorted { ($0.code ?? "") < ($1.code ?? "") }
        #expect(letters.map(\.held) == [.deceased, nil])
        #expect(letters[0].code == nil && letters[1].code != nil)
        #expect(held.calls.map { $0.notes.map(\.text) } == [["Van haar"], [nil], []])
        #expect(held.searches.count == 3 && held.matters.count == 1)
        let bert = try test.number("VB-2")
        let named = try test.looks().dropFirst(looks).filter { $0.contains("access-request") }
        #expect(named.count >= 2 && !named.contains { $0.contains(bert.reference) })
        #expect("\(held)" == "held")
    }
}
