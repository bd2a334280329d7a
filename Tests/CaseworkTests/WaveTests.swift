// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Letters
import Store
import Testing

@Suite struct WaveTests {
    private let test: CaseStore

    init() throws {
        test = try CaseStore()
        try test.open()
    }

    /// Anna is on the first list of the laboratory.
    private func withList() throws {
        try test.list("list-1", of: ["VB-1"])
        try test.freeze("with")
    }

    @Test func `the reported are written to, everyone else is outside`() throws {
        try withList()
        let looks = try test.looks().count
        let planned = try test.plan("first", .reported)
        #expect(planned.wave.planned == 1 && planned.wave.outside == 2)
        #expect(planned.wave.batches == 1 && planned.wave.toPrint == 1)
        #expect(planned.wave.who == "reported" && planned.wave.by == "privacy officer")
        #expect(planned.version.version == 2 && !planned.version.isPublished)
        let lines = try test.looks()
        #expect(lines.count == looks + 1)
        #expect(lines.last?.contains(#""people":1,"#) == true, "those outside are not opened")
    }

    @Test func `a decision that reaches nobody is not recorded`() throws {
        let entries = try test.store.entryCount
        #expect(throws: CaseworkError.nobodyToWriteTo(alreadyTold: 0, outside: 3)) {
            try test.plan("first", .reported)
        }
        #expect(try test.store.entryCount == entries)
        #expect(try ListWaves(incident: "case").run(in: test.store).isEmpty)
    }

    @Test func `who may not get a letter is held, and all add up`() throws {
        var secret = CaseStore.person("VB-2", "Tweelink")
        secret.secrecy = 1
        try test.add([secret])
        let wave = try test.plan("all", .everyone).wave
        #expect(wave.planned == 3 && wave.held == ["safety": 1] && wave.toPrint == 2)
        try test.printAll(
            "all",
            heldLate: [LateHold(person: try test.number("VB-3"), reason: .deceased)]
        )
        let printed = try ListWaves(incident: "case").run(in: test.reader())[0]
        #expect(printed.allHeld == ["safety": 1, "deceased": 1])
        #expect(printed.held == ["safety": 1] && printed.heldLate == ["deceased": 1])
        #expect(printed.toPrint == 1 && printed.written == 1)
    }

    @Test func `letters are dealt over print files`() throws {
        let wave = try test.plan("all", .everyone, lettersInFile: 2).wave
        #expect(wave.batches == 2)
        let fact = try test.store.wave("all", of: test.store.incident("case"))
        let files = try [1, 2].map { try test.store.letters(of: fact, batch: $0).count }
        #expect(files == [2, 1])
    }

    @Test(arguments: [0, -1, 50_001])
    func `a print file has a size`(letters: Int) throws {
        #expect(throws: CaseworkError.printFileSizeRefused(letters)) {
            try test.plan("all", .everyone, lettersInFile: letters)
        }
    }

    @Test func `one wave at a time, until it is printed or cancelled`() throws {
        try withList()
        _ = try test.plan("first", .reported)
        #expect(
            throws: CaseworkError.waveUnfinished(
                incident: "case",
                wave: "first",
                written: 0,
                printFiles: 1
            )
        ) { try test.plan("second", .everyone) }
        let cancelled = try CancelWave(
            incident: "case",
            wave: "first",
            because: StatedReason("wrong text"),
            officer: test.officer
        ).run(in: test.store)
        #expect(cancelled.cancelled == "wrong text" && cancelled.written == 0)
        let second = try test.plan("second", .everyone).wave
        #expect(second.planned == 3 && second.alreadyTold == 0, "nobody was really written to")
    }

    @Test func `who had a letter gets another one only with a reason`() throws {
        try withList()
        _ = try test.plan("first", .reported)
        try test.printAll("first")
        #expect(throws: CaseworkError.nobodyToWriteTo(alreadyTold: 1, outside: 2)) {
            try test.plan("again", .reported)
        }
        let news = try test.plan("news", .everyone, onlyNews: true).wave
        #expect(news.planned == 2 && news.alreadyTold == 1)
        _ = try CancelWave(
            incident: "case",
            wave: "news",
            because: StatedReason("everyone after all"),
            officer: test.officer
        ).run(in: test.store)
        #expect(try test.plan("everyone", .everyone).wave.planned == 3)
    }

    @Test func `a wave that is not there, or is ended, cannot be cancelled`() throws {
        func cancel(_ wave: String) throws -> WaveStanding {
            try CancelWave(
                incident: "case",
                wave: wave,
                because: StatedReason("wrong text"),
                officer: test.officer
            ).run(in: test.store)
        }
        #expect(throws: CaseworkError.noWave("first")) { try cancel("first") }
        _ = try test.plan("first", .everyone)
        try test.printAll("first")
        #expect(throws: StoreError.refused(.nothingToCancel(wave: "first"))) { try cancel("first") }
        #expect(throws: CaseworkError.reasonMissing) { try StatedReason("!") }
    }

    private func preview(
        _ subject: PreviewWave.Subject = .planned(incident: "case", wave: "all"),
        in store: Store? = nil
    ) throws -> PreviewWave.Answer {
        try PreviewWave(subject, pages: AnyPage(), officer: test.officer, reason: test.reason)
            .run(in: store ?? test.reader())
    }

    private func proposal(_ audience: WaveAudience, onlyNews: Bool = false) throws -> PlanWave {
        try PlanWave(
            incident: "case",
            wave: "all",
            audience: audience,
            decision: "Crisis team: write",
            lettersInFile: 5000,
            onlyNews: onlyNews,
            pages: AnyPage(),
            officer: test.officer,
            reason: test.reason
        )
    }

    @Test func `a preview shows every variant, and one line says that people were opened`() throws {
        try withList()
        _ = try test.plan("all", .everyone)
        let looks = try test.looks().count
        let preview = try preview()
        let lines = try test.looks()
        #expect(lines.count == looks + 1)
        #expect(lines.last?.contains(#""people":3,"#) == true)
        #expect(preview.variants.map(\.truth.group) == [.first, .notExcluded, .reconstructed])
        #expect(preview.variants.map(\.letters) == [1, 1, 1] && preview.letters == 3)
        #expect(preview.variants.allSatisfy { $0.truth.whyAgain == nil && $0.truth.told == nil })
        let standing = preview.standing
        #expect(standing.hasLists && !standing.isLater && standing.isSynthetic)
        let first = preview.variants[0].truth
        #expect(first.isListed && first.language == .dutch)
        // One kind stands for all that paper calls data about health.
        #expect(first.categories.all == [CategorySet(.name), CategorySet(.testRequested)])
        #expect(first.reported == CategorySet(.telephone))
        #expect(first.neverGiven == CategorySet(.email), "the list names a telephone number")
        #expect(first.finding == nil, "a list is no finding")
        let data = try JSONEncoder().encode(preview)
        #expect(try JSONDecoder().decode(PreviewWave.Answer.self, from: data) == preview)
    }

    @Test func `each reader is counted in their own language`() throws {
        var english = CaseStore.person("VB-2", "Tweelink")
        english.language = .english
        try test.add([english])
        _ = try test.plan("all", .everyone)
        let variants = try preview().variants
        #expect(variants.filter { $0.truth.language == .english }.map(\.letters) == [1])
        #expect(variants.filter { $0.truth.language == .dutch }.reduce(0) { $0 + $1.letters } == 2)
    }

    @Test func `before a plan is recorded the preview shows what it would come to`() throws {
        try withList()
        let entries = try test.store.entryCount
        let proposed = try preview(.proposed(proposal(.everyone)))
        #expect(try test.store.entryCount == entries, "nothing is recorded")
        #expect(try ListWaves(incident: "case").run(in: test.store).isEmpty)
        _ = try test.plan("all", .everyone)
        #expect(try preview() == proposed)
    }

    @Test func `who is held is in no preview`() throws {
        var secret = CaseStore.person("VB-2", "Tweelink")
        secret.secrecy = 1
        try test.add([secret])
        #expect(try preview(.proposed(proposal(.everyone))).letters == 2)
        _ = try test.plan("all", .everyone)
        #expect(try preview().letters == 2)
    }

    @Test func `whom the pages cannot show is held by the plan, with the reason`() throws {
        struct OnePage: AddressingCheck {
            func lane(of addressing: LetterAddressing) -> HoldReason? {
                addressing.lines[0].hasSuffix("Tweelink") ? .signNotPrintable : nil
            }
        }
        try test.add([CaseStore.person("VB-2", "Tweelink")])
        var plan = try proposal(.everyone)
        plan.pages = OnePage()
        let wave = try plan.run(in: test.store).wave
        #expect(wave.held == ["signNotPrintable": 1] && wave.toPrint == 2)
    }

    @Test func `a later wave knows the date of the letters before it`() throws {
        try withList()
        _ = try test.plan("first", .reported)
        try test.printAll("first")
        _ = try test.plan("all", .everyone)
        let preview = try preview(in: test.store)
        #expect(preview.standing.isLater)
        let again = try #require(preview.variants.first?.truth)
        #expect(again.whyAgain == .everyone)
        #expect(again.earlierLetters.map(\.text) == [Day(number: 20_310).text])
        #expect(again.told == nil, "nothing of the last letter is spoken of")
    }

    @Test func `a correction knows what the last letter said`() throws {
        try withList()
        _ = try test.plan("first", .reported)
        try test.printAll("first")
        _ = try WithdrawStatement(
            incident: "case",
            statement: "list-1",
            because: StatedReason("it was a list of somebody else"),
            officer: test.officer
        ).run(in: test.store)
        try test.freeze("without")
        _ = try test.plan("all", .everyone, onlyNews: true)
        let truths = try preview().variants.map(\.truth)
        let corrected = try #require(truths.first { $0.whyAgain == .correction })
        #expect(corrected.certainty == .cannotBeExcluded)
        #expect(corrected.told?.certainty == .reported)
        #expect(corrected.told?.categories.contains(.telephone) == true)
    }
}
