// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Letters
import Printing
import Store
import Testing

/// Two people read every text of a wave, and nothing else of it is printed (decision 0058).
@Suite struct WaveApprovalTests {
    private static let people = ["VB-1", "VB-2", "VB-3"]

    private func planned() throws -> PrintedCase {
        let test = try PrintedCase(Self.people.map { Self.person($0) })
        try test.disclose(Self.people, [.name, .address])
        try test.open()
        _ = try test.plan("first")
        return test
    }

    private static func person(_ sourceID: String, _ language: Language = .dutch) -> Person {
        var person = PrintingFolder.person(1)
        person.sourceID = SourceID(sourceID)
        person.houseNumber = String(sourceID.suffix(1))
        person.language = language
        return person
    }

    private func approve(
        _ test: PrintedCase,
        day: Day = PrintedCase.today,
        by first: String = "first officer",
        second: SecondOfficer = .named("second officer"),
        read: Set<String>? = nil
    ) throws -> WaveStanding {
        try ApproveWave(
            incident: "case",
            wave: "first",
            settings: PrintedCase.settings(),
            letterDay: day,
            officer: ActingOfficer(first, now: test.now),
            second: second,
            reason: StatedReason("the texts are approved"),
            read: read
        ).run(in: test.store)
    }

    @Test func `a text that came after the approval is not printed until it is approved too`()
        throws
    {
        let test = try planned()
        let approval = try #require(try approve(test).approval)
        #expect(approval.texts == 1)
        #expect((approval.by, approval.second) == ("first officer", "second officer"))
        #expect(throws: StoreError.alreadyThere(.approval(of: "first"))) { try approve(test) }
        // Somebody speaks English since: nobody read that text.
        try test.add([Self.person("VB-2", .english)])
        let reader = try test.number("VB-2")
        #expect(throws: PrintingError.textNotApproved(reader, wave: "first")) {
            try test.print("first")
        }
        #expect(try ListWaves(incident: "case").run(in: test.store)[0].written == 0)
        #expect(try approve(test).approval?.texts == 2)
        #expect(try test.print("first").letters.count == 3)
    }

    @Test
    func `another date and other words than were approved are refused, before anything is made`()
        throws
    {
        let test = try planned()
        _ = try approve(test)
        var others = try PrintedCase.settings()
        others.telephone = "0800-1111"
        #expect(throws: PrintingError.otherWords(wave: "first")) {
            try test.print("first", others)
        }
        #expect(
            throws: PrintingError.otherDate(wave: "first", approved: PrintedCase.today)
        ) {
            try test.print("first", day: PrintedCase.today.number + 1)
        }
        let output = test.folder.appendingPathComponent("bare")
        let printing = WavePrinting(
            incident: "case",
            wave: "first",
            settings: nil,
            folder: output,
            officer: "officer",
            reason: "the decision",
            now: test.now
        )
        #expect(try printing.run(in: test.store).letters == 3, "as approved, when nothing is given")
    }

    @Test func `as soon as there are accounts, nothing prints unapproved and both sign in`() throws
    {
        let test = try planned()
        func account(_ roles: Set<OfficerRole>) throws {
            _ = try SetAccount(
                name: "noor",
                person: "Noor",
                roles: roles,
                because: StatedReason("the crisis team"),
                officer: test.officer
            ).run(in: test.store)
        }
        try account([.privacyOfficer])
        #expect(throws: PrintingError.notApproved(wave: "first")) { try test.print("first") }
        #expect(throws: CaseworkError.twoSignIn) { try approve(test) }
        let publish = PublishRegister(
            incident: "case",
            version: "v1",
            officer: try test.officer,
            second: .named("somebody")
        )
        #expect(throws: CaseworkError.twoSignIn) { try publish.run(in: test.store) }
        _ = try approve(test, second: .signedIn("Noor"))
        #expect(try test.print("first").letters.count == 3)
        // Accounts that ended are none.
        try account([])
        #expect(try publish.run(in: test.store).isPublished)
    }

    @Test func `one officer is not two, and a wave that is over cannot be approved`() throws {
        let test = try planned()
        for same in ["", " First  OFFICER "] {
            #expect(throws: StoreError.refused(.sameOfficerTwice)) {
                try approve(test, second: .named(same))
            }
        }
        #expect(try ListWaves(incident: "case").run(in: test.store)[0].approval == nil)
        _ = try test.print("first")
        #expect(throws: StoreError.refused(.nothingToApprove(wave: "first"))) { try approve(test) }
        let other = try planned()
        _ = try CancelWave(
            incident: "case",
            wave: "first",
            because: StatedReason("another text"),
            officer: other.officer
        ).run(in: other.store)
        #expect(throws: StoreError.refused(.waveCancelled(name: "first"))) { try approve(other) }
    }

    @Test func `who reads at the desk approves only what both have read`() throws {
        let test = try planned()
        #expect(throws: PrintingError.textsUnread(1)) { try approve(test, read: []) }
        let texts = try test.preview(.planned(incident: "case", wave: "first")).texts
        #expect(try approve(test, read: Set(texts.map(\.digest))).approval?.texts == 1)
    }

    @Test func `a text is the same on any day, and another with one other word`() throws {
        let test = try planned()
        func digests(_ day: Day, _ settings: LetterSettings) throws -> [String] {
            try WavePreview(
                PreviewWave(
                    .planned(incident: "case", wave: "first"),
                    pages: PageCheck(),
                    officer: test.officer,
                    reason: StatedReason("approve")
                ),
                settings: settings,
                letterDay: day
            ).run(in: test.store).texts.map(\.digest)
        }
        let settings = try PrintedCase.settings()
        let usual = try digests(PrintedCase.today, settings)
        #expect(try digests(Day(number: PrintedCase.today.number + 1), settings) == usual)
        var other = settings
        other.words["nl"]?.openingHours = "elke dag"
        #expect(try digests(PrintedCase.today, other) != usual)
    }

    @Test func `words are kept unfinished, and what is wrong with them stands beside them`() throws
    {
        let test = try planned()
        let today = PrintedCase.today
        let first = try ShowLetterSettings(incident: "case", today: today).run(in: test.store)
        #expect(first.by == nil)
        #expect(first.contradictions.contains(.toFillIn(key: "telephone")))
        #expect(throws: PrintingError.settingsMissing) {
            try ApproveWave(
                incident: "case",
                wave: "first",
                letterDay: today,
                officer: test.officer,
                second: .named("second officer"),
                reason: StatedReason("approve")
            ).run(in: test.store)
        }
        var settings = try PrintedCase.settings()
        settings.processor = "Lab Ergens"
        try KeepLetterSettings(incident: "case", settings: settings, officer: test.officer)
            .run(in: test.store)
        let kept = try ShowLetterSettings(incident: "case", today: today).run(in: test.store)
        #expect(kept.by == "officer")
        #expect(try kept.settings.document() == settings.document())
        #expect(kept.contradictions.map(\.key) == ["processor"])
    }
}
