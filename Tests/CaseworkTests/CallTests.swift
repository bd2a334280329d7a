// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Letters
import Store
import Testing

@testable import Casework

@Suite struct CallTests {
    /// An agent, at a time of the test's own.
    private func agent(_ name: String = "Agent One", after seconds: Int64 = 0, in test: CaseStore)
        throws
        -> ActingOfficer
    {
        try ActingOfficer(name, now: test.now + 100_000 + seconds * 1000)
    }

    private static let address: [PersonAttribute: String] = [
        .postcode: "1234 AB", .houseNumber: "12",
    ]
    private static let nowhere: [PersonAttribute: String] = [
        .postcode: "9999 ZZ", .houseNumber: "1",
    ]

    private func call(_ test: CaseStore, _ name: String = "Agent One") throws -> Int {
        try OpenCall(.telephone, officer: agent(name, in: test)).run(in: test.store).number
    }

    private func find(
        _ call: Int,
        _ given: [PersonAttribute: String],
        after seconds: Int64 = 1,
        _ test: CaseStore
    ) throws -> FindCaller.Answer {
        try FindCaller(call, by: .attributes(given), officer: agent(after: seconds, in: test))
            .run(in: test.store)
    }

    @Test func `a caller is found by two attributes, which prove nothing`() throws {
        let test = try CaseStore()
        let call = try call(test)
        for given: [PersonAttribute: String] in [
            [:], [.surname: "Eenhoorn"], [.sourceID: "VB-1"],
            [.sourceID: "VB-1", .surname: "Eenhoorn"],
        ] {
            #expect(throws: CaseworkError.tooFewAttributes(atLeast: 2)) {
                try find(call, given, test)
            }
        }
        let given = Self.address.merging([.surname: "Eenhoorn"]) { $1 }
        guard case .searched(let standing) = try find(call, given, test) else {
            Issue.record("not searched")
            return
        }
        #expect(standing.caller == .found)
        #expect(standing.proof == CallerProof.none)
        #expect(throws: CaseworkError.callerUnknown(call)) {
            try AnswerCaller(call, officer: agent(after: 2, in: test)).run(in: test.store)
        }
    }

    @Test func `of several who fit one is chosen without a name, and of too many none`() throws {
        let test = try CaseStore()
        let call = try call(test)
        guard case .searched(let standing) = try find(call, Self.address, test) else {
            Issue.record("not searched")
            return
        }
        #expect(standing.caller == .several)
        let choices = try ShowChoices(call, officer: agent(after: 2, in: test)).run(in: test.store)
        #expect(choices.map(\.choice) == [1, 2, 3, 4])
        #expect(choices.allSatisfy { $0.birthYear == 1970 && $0.place == "Nergenshuizen" })
        let shown = String(decoding: try JSONEncoder().encode(choices), as: UTF8.self)
        #expect(!shown.contains("Eenhoorn") && !shown.contains("VB-") && !shown.contains("P-"))
        for choice in [0, 5] {
            #expect(throws: CaseworkError.noSuchChoice(choice)) {
                try ChooseCaller(call, choice: choice, officer: agent(after: 3, in: test))
                    .run(in: test.store)
            }
        }
        let chosen = try ChooseCaller(call, choice: 2, officer: agent(after: 3, in: test))
            .run(in: test.store)
        #expect(chosen.caller == .found)
        #expect(
            try ShowChoices(call, officer: agent(after: 4, in: test)).run(in: test.store).isEmpty
        )

        try test.add([CaseStore.person("VB-5", "Vijf"), CaseStore.person("VB-6", "Zes")])
        let other = try self.call(test)
        guard case .searched(let many) = try find(other, Self.address, after: 9, test) else {
            Issue.record("not searched")
            return
        }
        #expect(many.lastFits == 6)
        #expect(many.caller == .unknown)
        #expect(many.misses == 1)
    }

    @Test func `who is excluded after a letter hears what the laboratory had, and no more`() throws
    {
        let test = try CaseStore()
        try test.disclose(["VB-4"], [.name], .givenByUs, on: 20_000)
        try test.open()
        _ = try test.plan("first", .everyone)
        let wave = try test.store.wave(named: "first", of: test.store.incident(named: "case"))
        let code = test.store.identities.letterCodes(wave: wave.number)
            .code(for: try test.number("VB-4"))
        try test.list("not", of: ["VB-4"], certainty: .excluded)
        try test.freeze("one")
        let call = try call(test)
        _ = try FindCaller(call, by: .letterCode(code.text), officer: agent(after: 1, in: test))
            .run(in: test.store)
        for (language, had) in [
            (Language.dutch, "Lab Vlietzicht had via ons gegevens van u. Volgens de informatie"),
            (.english, "Lab Vlietzicht had data about you through us. According to the"),
        ] {
            let answer = try AnswerCaller(call, in: language, officer: agent(after: 2, in: test))
                .run(in: test.reader())
            let spoken = try #require(answer.sheets.first).words.joined(separator: " ")
            #expect(spoken.hasPrefix(had))
            #expect(!spoken.contains("geen gegevens") && !spoken.contains("did not give"))
        }
    }

    @Test func `the code of a letter finds and proves; then the words of the letter are said`()
        throws
    {
        let test = try CaseStore()
        try test.open()
        try test.list("list-1", of: ["VB-1"])
        try test.freeze("one")
        _ = try test.plan("first", .everyone)
        let number = try test.number("VB-1")
        let wave = try test.store.wave(named: "first", of: test.store.incident(named: "case"))
        let code = test.store.identities.letterCodes(wave: wave.number).code(for: number)
        let call = try call(test)
        let before = try test.looks().count
        guard
            case .searched(let standing) = try FindCaller(
                call,
                by: .letterCode(code.text.lowercased()),
                officer: agent(after: 1, in: test)
            ).run(in: test.store)
        else {
            Issue.record("not searched")
            return
        }
        #expect(standing.caller == .proven)
        let answer = try AnswerCaller(call, officer: agent(after: 2, in: test)).run(
            in: test.reader()
        )
        #expect(try test.looks().count > before)
        #expect(answer.person.reference == number.reference)
        let spoken = try #require(answer.sheets.first).words.joined(separator: " ")
        #expect(spoken.hasPrefix("Volgens Lab Vlietzicht zijn ook gegevens van u gestolen."))
        #expect(
            spoken.contains("had via ons deze gegevens van u: uw naam en gegevens over uw zorg.")
        )
        #expect(spoken.contains("adres of geboortedatum. Dit staat er ook op: uw telefoonnummer."))
        #expect(spoken.contains("gaven wij geen e-mailadres van u aan Lab Vlietzicht."))
        #expect(!spoken.contains("uitslag"))

        // Nobody else, and nobody after the end.
        #expect(throws: CaseworkError.noCall(call)) {
            try AnswerCaller(call, officer: agent("Agent Two", after: 3, in: test)).run(
                in: test.store
            )
        }
        _ = try EndCall(call, outcome: .answered, officer: agent(after: 4, in: test)).run(
            in: test.store
        )
        #expect(throws: CaseworkError.callEnded(call)) {
            try AnswerCaller(call, officer: agent(after: 5, in: test)).run(in: test.store)
        }
    }

    @Test func `an agent finds and sees nobody in a call of another or in none`() throws {
        let test = try CaseStore()
        let call = try call(test, "Agent Two")
        let looks = try test.looks().count
        for number in [call, call + 1, 0, -1, .max] {
            #expect(throws: CaseworkError.noCall(number)) { try find(number, Self.address, test) }
            #expect(throws: CaseworkError.noCall(number)) {
                try ShowCall(number, officer: agent(in: test)).run(in: test.store)
            }
            #expect(throws: CaseworkError.noCall(number)) {
                try ShowChoices(number, officer: agent(in: test)).run(in: test.store)
            }
            #expect(throws: CaseworkError.noCall(number)) {
                try EndCall(number, outcome: .answered, officer: agent(in: test)).run(
                    in: test.store
                )
            }
        }
        #expect(try test.looks().count == looks)
    }

    @Test func `searching is slower after misses, in a call and over the calls of an agent`() throws
    {
        let test = try CaseStore()
        var seconds: Int64 = 10
        let first = try call(test)
        guard case .searched = try find(first, Self.nowhere, after: seconds, test) else {
            Issue.record("not searched")
            return
        }
        guard case .wait(let moment) = try find(first, Self.nowhere, after: seconds + 1, test)
        else {
            Issue.record("not slower")
            return
        }
        #expect(moment.milliseconds == test.now + 100_000 + (seconds + 2) * 1000)
        for _ in 2...5 {
            seconds += 100
            guard case .searched = try find(first, Self.nowhere, after: seconds, test) else {
                Issue.record("not searched at \(seconds)")
                return
            }
        }
        #expect(try find(first, Self.address, after: seconds + 1000, test) == .usedUp)
        // A code that is none is a miss too, and a new call does not begin anew.
        for _ in 1...6 {
            let call = try call(test)
            seconds += 1
            _ = try FindCaller(
                call,
                by: .letterCode("0000"),
                officer: agent(after: seconds, in: test)
            )
            .run(in: test.store)
        }
        let next = try call(test)
        guard case .wait = try find(next, Self.address, after: seconds + 1, test) else {
            Issue.record("the agent was not slowed down")
            return
        }
        // Of a store that was opened again it is the same, and another agent may go on.
        let other = try self.call(test, "Agent Two")
        let found = try FindCaller(
            other,
            by: .attributes(Self.address),
            officer: agent("Agent Two", after: seconds + 1, in: test)
        ).run(in: test.store)
        guard case .searched = found else {
            Issue.record("the other agent waits")
            return
        }
        let again = try ShowCall(next, officer: agent(after: seconds + 1, in: test)).run(
            in: test.reader()
        )
        #expect(again.searchFrom != nil)
    }

    @Test(arguments: [
        ("BSN 111222333 dus", "BSN ▇▇▇ dus", 1), ("111.22.2333", "▇▇▇", 1),
        ("bel 06-12345678", "bel ▇▇▇", 1), ("NL91 ABNA 0417 1643 00", "▇▇▇", 1),
        ("geboren 03-02-1970", "geboren 03-02-1970", 0),
        ("woont op 12B, 1234 AB", "woont op 12B, 1234 AB", 0),
        ("belde 3 keer", "belde 3 keer", 0), ("20250917", "▇▇▇", 1),
    ])
    func `numbers and secrets are struck out of a note before it is kept`(
        note: String,
        kept: String,
        struck: Int
    ) {
        let cleaned = NoteCleaning.cleaned(note)
        #expect(cleaned.text == kept)
        #expect(cleaned.struck == struck)
    }

    @Test func `a letter code is struck out of a note, also of one with a telephone number`() throws
    {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<40 {
            let code = LetterCode(using: &generator)
            for written in [code.text, code.groups.joined(separator: " "), code.groups.joined()] {
                let cleaned = NoteCleaning.cleaned("mijn code: \(written), dank")
                #expect(cleaned.text.hasPrefix("mijn") && cleaned.text.hasSuffix("▇▇▇, dank"))
                let kept = NoteCleaning.withoutCitizenNumbers("06 12345678: \(written). 111222333")
                #expect(kept.text == "06 12345678: ▇▇▇. ▇▇▇")
            }
        }
    }

    @Test func `who is called back on a known number is proven by the word of the officer`() throws
    {
        let test = try CaseStore()
        let call = try call(test)
        #expect(throws: CaseworkError.callerUnknown(call)) {
            try ProveByCallBack(call, officer: agent(after: 1, in: test)).run(in: test.store)
        }
        _ = try find(call, Self.address.merging([.surname: "Eenhoorn"]) { $1 }, after: 2, test)
        let proven = try ProveByCallBack(call, officer: agent(after: 3, in: test)).run(
            in: test.store
        )
        #expect(proven.caller == .proven && proven.proof == .callBack)
        let answer = try AnswerCaller(call, officer: agent(after: 4, in: test)).run(in: test.store)
        #expect(answer.person.birthYear == 1970)
    }

    @Test func `a call ends once, leaves what must be done, and nothing in the clear`() throws {
        let test = try CaseStore()
        let call = try call(test)
        let note = "Zegt Kaboutermuts, BSN 111222333"
        for moment in ["", "1-1-2020 10.00"] {
            #expect(throws: CaseworkError.callBackMomentRefused) {
                try EndCall(
                    call,
                    outcome: .callBack,
                    callBackAt: moment.isEmpty ? nil : WrittenMoment(moment),
                    officer: agent(after: 1, in: test)
                ).run(in: test.store)
            }
        }
        let ended = try EndCall(
            call,
            outcome: .complaint,
            themes: [.distress, .amIInIt],
            note: note,
            officer: agent(after: 2, in: test)
        ).run(in: test.store)
        #expect(ended.outcome == .complaint)
        #expect(ended.themes == [.amIInIt, .distress])
        #expect(ended.texts == [1])
        #expect(throws: CaseworkError.callEnded(call)) {
            try EndCall(call, outcome: .answered, officer: agent(after: 3, in: test)).run(
                in: test.store
            )
        }
        let waiting = try test.store.waitingCallMatters()
        #expect(waiting.map(\.body.what) == ["complaint"])
        let text = try #require(try test.store.callText(1)?.text.body)
        #expect(text.struck == 1)
        let access = try agent(after: 4, in: test).access("call", "call 1", StatedReason("a test"))
        #expect(try test.store.open(text, for: access) == "Zegt Kaboutermuts, BSN ▇▇▇")
        for name in try FileManager.default.contentsOfDirectory(atPath: test.folder.path) {
            let file = test.folder.appendingPathComponent(name)
            guard let bytes = try? Data(contentsOf: file) else { continue }
            #expect(bytes.range(of: Data("Kaboutermuts".utf8)) == nil, "\(name)")
        }
        #expect(
            try ListCalls(officer: agent(after: 5, in: test)).run(in: test.store).own.isEmpty
        )
    }

    @Test func `a mail waits in the queue until one agent takes it`() throws {
        let test = try CaseStore()
        let mail = try OpenCall(.mail, queued: "Gaat het over mij?", officer: agent(in: test))
            .run(in: test.store)
        #expect(mail.agent == nil)
        let list = try ListCalls(officer: agent(in: test)).run(in: test.store)
        #expect(list.queued == 1 && list.queue.map(\.number) == [1] && list.own.isEmpty)
        #expect(throws: CaseworkError.noCall(1)) { try find(1, Self.address, test) }
        let taken = try TakeCall(1, officer: agent(after: 1, in: test)).run(in: test.store)
        #expect(taken.agent == "Agent One")
        let looks = try test.looks().count
        let said = try ReadMail(1, officer: agent(after: 2, in: test)).run(in: test.reader())
        #expect(said == "Gaat het over mij?")
        #expect(try test.looks().count == looks + 1)
        #expect(throws: CaseworkError.noCall(1)) {
            try ReadMail(1, officer: agent("Agent Two", after: 2, in: test)).run(in: test.store)
        }
        #expect(throws: CaseworkError.noCall(1)) {
            try TakeCall(1, officer: agent("Agent Two", after: 2, in: test)).run(in: test.store)
        }
        let after = try ListCalls(officer: agent(after: 3, in: test)).run(in: test.store)
        #expect(after.queued == 0 && after.own.map(\.number) == [1] && after.open == 1)
    }
}
