// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Letters
import Store
import Testing

/// What is said outside hangs on a version of the register, and shows when a newer one says otherwise.
@Suite struct PublicFigureTests {
    private let test: CaseStore

    init() throws {
        test = try CaseStore()
        try test.open("case", .init(.processorToldController, happenedAt: test.now - 60_000))
    }

    private func publish(_ version: String) throws {
        _ = try PublishRegister(
            incident: "case",
            version: version,
            officer: test.officer,
            second: .named("second officer")
        ).run(in: test.store)
    }

    private func say(
        _ text: String,
        _ version: String?,
        because: String? = nil,
        said: String? = nil
    ) throws {
        let officer = try test.officer
        try SayPublicly(
            incident: "case",
            said: WrittenMoment(said ?? Instant(milliseconds: officer.now - 60_000).text),
            place: "press release",
            text: text,
            version: version,
            because: because.map { try StatedReason($0) },
            officer: officer
        ).run(in: test.store)
    }

    private func answer(
        _ question: Int,
        _ text: String? = nil,
        version: String? = nil,
        because: String? = nil
    ) throws {
        try AnswerQuestion(
            incident: "case",
            question: question,
            text: text,
            version: version,
            because: because.map { try StatedReason($0) },
            officer: test.officer
        ).run(in: test.store)
    }

    private func figures() throws -> ShowPublicFigures.Answer {
        try ShowPublicFigures(incident: "case").run(in: test.reader())
    }

    @Test(
        arguments: [
            ("of 405.000 people", "405.000"), ("of 405000 people", "405000"),
            ("of 1,250 people", "1,250"), ("it were 120", "120"),
            ("om 941\u{A0}000 mensen", "941\u{A0}000"),
        ]
    )
    func `a figure that somebody typed is refused`(text: String, number: String) {
        #expect(throws: CaseworkError.figureTyped(number)) { try FigureText(text) }
    }

    @Test(
        arguments: [
            "on 17 September 2025 at 9.30", "call 0800-0000", "088 900 10 00", "article 33, part 4",
            "2025-08-12", "{people} people in 2025",
        ]
    )
    func `days, years, times and telephone numbers are no figures`(text: String) throws {
        _ = try FigureText(text)
    }

    @Test func `a name in braces that is no figure is refused`() {
        #expect(throws: CaseworkError.figureUnknown("all")) { try FigureText("{all} of them") }
        #expect(throws: CaseworkError.figureUnknown("people of")) { try FigureText("{people of") }
    }

    @Test func `nothing is said of a version that is not published`() throws {
        #expect(throws: CaseworkError.versionNotPublished("opening")) {
            try say("{people} people", "v1", because: "it stood in a newspaper")
        }
        #expect(try figures().said.isEmpty)
    }

    @Test func `who speaks before the letters are out says why, and it stands beside the words`()
        throws
    {
        try publish("v1")
        #expect(throws: CaseworkError.lettersNotOut(people: 3)) { try say("{people} people", "v1") }
        try say("{people} people", "v1", because: "it stood in a newspaper")
        let said = try #require(try figures().said.first)
        #expect(said.words == "3 people" && said.standing == .holds)
        #expect(said.because == "it stood in a newspaper")
        // When everybody was written to, nothing waits.
        _ = try test.plan("first", .everyone)
        try test.printAll("first")
        let officer = try test.officer
        _ = try HandOverWave(
            incident: "case",
            wave: "first",
            when: WrittenMoment(Instant(milliseconds: officer.now).text),
            carrier: "the post",
            officer: officer
        ).run(in: test.store)
        try say("Still {people} people", "v1")
        #expect(try figures().said.count == 2)
    }

    @Test func `words keep the figures of their day, and say when a newer version has others`()
        throws
    {
        try publish("v1")
        try say("{reported} reported of {people}", "v1", because: "asked by parliament")
        try say("Data of 485.000 people", nil)
        try test.list("list-1", of: ["VB-1"])
        try test.freeze("list-1")
        #expect(try figures().said.map(\.standing) == [.unbound, .holds], "not published yet")
        try publish("list-1")
        let said = try figures().said
        #expect(said.map(\.standing) == [.unbound, .outdated])
        #expect(said[1].words == "0 reported of 3")
        #expect(said[1].figures.map(\.now) == [1, 3])
    }

    @Test
    func
        `an answer with an old figure asks for the new one, or for a reason that holds for it alone`()
        throws
    {
        try publish("v1")
        let number = try AskQuestion(
            incident: "case",
            from: .parliament,
            text: "Of how many people were data stolen?",
            due: WrittenMoment("2025-09-17 12:00"),
            officer: test.officer
        ).run(in: test.store)
        #expect(try figures().open.map(\.number) == [number])
        #expect(throws: CaseworkError.figureTyped("405.000")) { try answer(number, "405.000") }
        try answer(number, "The laboratory reports {reported}.")
        #expect(try figures().open.isEmpty)
        for (list, person) in [("list-1", "VB-1"), ("list-2", "VB-2")] {
            try test.list(list, of: [person])
            try test.freeze(list)
            try publish(list)
            #expect(try figures().outdated == 1, "the reason was of the version before")
            #expect(throws: CaseworkError.versionOutdated(list)) {
                try answer(number, version: "v1")
            }
            try answer(number, version: "v1", because: "the letter to parliament was sent")
            #expect(try figures().questions[0].answer?.standing == .kept)
        }
        try answer(number)
        let answered = try #require(try figures().questions[0].answer)
        #expect(answered.words == "The laboratory reports 2." && answered.standing == .holds)
        #expect(throws: StoreError.notFound(.question(number: 9))) { try answer(9, "none") }
    }

    @Test func `what may hold a citizen number is not kept`() throws {
        try publish("v1")
        #expect(throws: CaseworkError.citizenNumberTyped) { try say("nr 111222333", nil) }
    }
}
