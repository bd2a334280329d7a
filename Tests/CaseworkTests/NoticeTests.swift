// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Letters
import Store
import Testing

@Suite struct NoticeTests {
    private func draft(_ cases: CaseStore) throws -> DraftNotice.Answer {
        try DraftNotice(incident: "case", now: cases.now).run(in: cases.reader())
    }

    private func answer(_ cases: CaseStore, _ question: NoticeQuestion, _ text: String?) throws {
        _ = try AnswerNotice(
            incident: "case",
            question: question,
            text: text,
            officer: cases.officer
        ).run(in: cases.store)
    }

    private func send(
        _ cases: CaseStore,
        _ nature: SendNotice.Nature,
        reference: String = "AP-2025-17"
    ) throws -> DraftNotice.Answer {
        let now = Instant(milliseconds: cases.now).local.text
        return try SendNotice(
            incident: "case",
            nature: nature,
            sentAt: WrittenMoment(now),
            reference: reference,
            officer: cases.officer
        ).run(in: cases.store)
    }

    @Test
    func `what the register knows is filled in, with where it comes from, and the rest is missing`()
        throws
    {
        let cases = try CaseStore()
        try cases.open("case", .init(.processorToldController, happenedAt: cases.now - 60_000))
        try cases.list("list-1", of: ["VB-1"], unresolved: 2)
        try cases.freeze("list-1")
        let draft = try draft(cases)
        #expect(draft.item(.fewestPeople)?.text == "1" && draft.item(.mostPeople)?.text == "3")
        #expect(draft.item(.mostPeople)?.source?.hasPrefix("register versie 2") == true)
        #expect(draft.item(.records)?.text == "3")
        #expect(draft.item(.specialData)?.text == "uitslag")
        #expect(draft.item(.ordinaryData)?.text == "naam; adres; telefoonnummer")
        #expect(draft.item(.organisation)?.text == "Voorbeeld")
        #expect(draft.item(.told)?.text.hasPrefix("2025-08-06 14:39") == true)
        #expect(draft.item(.aware)?.state == .missing && draft.item(.severity)?.state == .missing)
        #expect(draft.items.map(\.question) == NoticeKind.dataBreach.questions)
        #expect(draft.count(.recorded) == 0)
    }

    @Test func `a figure that was confirmed and moved since is asked for again, with what it was`()
        throws
    {
        let cases = try CaseStore()
        try cases.open()
        try answer(cases, .fewestPeople, nil)
        #expect(try draft(cases).item(.fewestPeople)?.state == .recorded)
        try cases.list("list-1", of: ["VB-1"])
        try cases.freeze("list-1")
        let moved = try #require(try draft(cases).item(.fewestPeople))
        #expect(moved.state == .derived && moved.text == "1" && moved.before == "0")
        // What somebody typed stands, whatever the register says.
        try answer(cases, .fewestPeople, "ten minste 5")
        #expect(try draft(cases).item(.fewestPeople)?.text == "ten minste 5")
        #expect(try draft(cases).item(.fewestPeople)?.state == .recorded)
    }

    @Test
    func
        `sending it is one act with its moment, keeps every answer, and the next shows what changed`()
        throws
    {
        let cases = try CaseStore()
        try cases.open(
            "case",
            .init(.processorToldController, happenedAt: cases.now - 60_000),
            .init(.controllerAware, happenedAt: cases.now - 60_000, note: "decided by the team")
        )
        try answer(cases, .nature, "gekopieerd")
        let sent = try send(cases, .first)
        #expect(sent.sent.count == 1 && sent.sent[0].answers["nature"] == "gekopieerd")
        #expect(sent.changed.map(\.question) == [.kind])
        let duties = try JudgeDuties(incident: "case", now: cases.now).run(in: cases.store)
        let duty = duties.standings[0].duties.first { $0.duty == "gdpr-33-1" }
        #expect(duty?.state == .met)
        try cases.list("list-1", of: ["VB-1"])
        try cases.freeze("list-1")
        let changed = try Set(draft(cases).changed.map(\.question))
        #expect(changed.isSuperset(of: [.fewestPeople, .ordinaryData, .records]))
        #expect(!changed.contains(.nature))
        #expect(
            try send(cases, .supplement, reference: "AP-2025-17/2").sent.map(\.nature) == [
                "first", "supplement",
            ]
        )
    }

    @Test
    func `no supplement before a first one, no proof that is none, and no number of a person`()
        throws
    {
        let cases = try CaseStore()
        try cases.open()
        #expect(throws: CaseworkError.nothingNotified) { try send(cases, .supplement) }
        #expect(throws: CaseworkError.noProofOfSending) {
            try send(cases, .first, reference: " . ")
        }
        #expect(throws: CaseworkError.citizenNumberTyped) {
            try answer(cases, .summary, "het gaat om 111222333")
        }
        #expect(throws: CaseworkError.answerTooLong(atMost: 4000)) {
            try answer(cases, .summary, String(repeating: "x", count: 4001))
        }
        #expect(throws: CaseworkError.nothingSoCalled("severity")) {
            try answer(cases, .severity, nil)
        }
        try answer(cases, .contact, "Noor Terpstra, 020 123 45 67, op 6-8-2025")
        #expect(try draft(cases).sent.isEmpty)
    }

    @Test func `both layouts ask the same questions, each once, and each question is in a form`() {
        let asked = NoticeKind.dataBreach.layouts.map { NoticeForm($0).questions }
        #expect(asked.count == 2 && Set(asked[0]) == Set(asked[1]))
        let all = NoticeForm.Layout.allCases.map { NoticeForm($0).questions }
        #expect(all.allSatisfy { Set($0).count == $0.count && !$0.isEmpty })
        #expect(Set(all.joined()) == Set(NoticeQuestion.allCases))
        let numbers = asked[0].compactMap(\.number)
        #expect(numbers.count == asked[0].count && Set(numbers).count == numbers.count)
        #expect(Set(NoticeForm.Layout.allCases.map(\.notice)) == Set(NoticeKind.allCases))
    }
}
