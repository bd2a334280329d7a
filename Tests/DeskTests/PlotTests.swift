// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import HTTPTypes
import LetterPDF
import Letters
import Store
import Testing

@testable import Desk

/// Plots of steps and of letters: sentence, marks and table are of the same figures.
@Suite struct PlotTests {
    private static let words = Words(language: .dutch, now: 1_758_093_120_000)

    private func counts(_ reported: Int, _ cannotBeExcluded: Int) -> [String: Int] {
        [
            Certainty.reported.code: reported,
            Certainty.cannotBeExcluded.code: cannotBeExcluded,
        ]
    }

    private typealias Move = (
        from: Certainty?, to: Certainty?, people: Int, name: String, reason: String
    )

    @Test func `steps begin at zero, add up, and what comes is drawn before what goes`() throws {
        let moves: [Move] = [
            (.reported, .cannotBeExcluded, 100, "out", "withdrawn"),
            (.cannotBeExcluded, .reported, 300, "in", "list 2"),
            (nil, .cannotBeExcluded, 50, "new", "ledger"),
        ]
        let waterfall = try #require(Waterfall(counts(400, 600), counts(600, 450), moves))
        #expect(waterfall.measure == .reported)
        #expect(waterfall.steps.map(\.change) == [300, -100], "who is only new is not reported")
        #expect(
            waterfall.caption(Self.words)
                == "Van 400 naar 600 mensen. De grootste stap: + 300, in (list 2)."
        )
        let figure = waterfall.figure("s", Self.words).text
        // The highest that is reached is 700: all widths are of that, from zero.
        #expect(figure.contains("<rect class=\"o\" x=\"0%\" y=\"20\" width=\"57.1%\""))
        #expect(figure.contains("<rect class=\"o\" x=\"57.1%\" y=\"66\" width=\"42.9%\""))
        #expect(figure.contains("<rect class=\"p\" x=\"85.7%\" y=\"112\" width=\"14.3%\""))
        #expect(figure.contains("<rect class=\"o\" x=\"0%\" y=\"158\" width=\"85.7%\""))
        #expect(
            waterfall.csv
                == "step,because,change,people\r\nbefore,,,400\r\nin,list 2,300,700\r\nout,withdrawn,'-100,600\r\n"
        )
    }

    @Test func `what does not add up is not drawn`() {
        let moves: [Move] = [(.cannotBeExcluded, .reported, 300, "in", "list 2")]
        #expect(Waterfall(counts(400, 600), counts(699, 300), moves) == nil)
        #expect(Waterfall(counts(400, 600), counts(400, 600), []) == nil, "nothing moved")
        let joined = Waterfall(
            counts(400, 600),
            counts(400, 650),
            [(nil, .cannotBeExcluded, 50, "new", "ledger")]
        )
        #expect(joined?.measure == .concerned && joined?.after == 1_050)
    }

    @Test func `the scope page shows each step with its reason, and gives it as CSV`() async throws
    {
        let house = try DeskHouse()
        try house.cases.list("list-1", of: ["VB-1", "VB-2"])
        try house.cases.freeze("list-1")
        try await house.visit { visitor in
            try await visitor.signIn(.auditor)
            let page = try await visitor.get("/incidents/case/scope").text
            #expect(page.contains("<h2>Stap voor stap, van 0 naar 2</h2>"))
            #expect(page.contains("lijst list-1"))
            #expect(page.contains("href=\"/incidents/case/scope/steps.csv?from=1&amp;to=2\""))
            #expect(Markup(page).problems == [])
            let csv = try await visitor.get("/incidents/case/scope/steps.csv?from=1&to=2").text
            #expect(csv.hasPrefix("step,because,change,people\r\nbefore,,,0\r\n"))
            #expect(csv.contains("lijst list-1,2,2\r\n"))
            let first = try await visitor.get("/incidents/case/scope?to=1").text
            #expect(!first.contains("Stap voor stap"), "the first version has none before it")
        }
    }

    @Test func `letters of each day are those that went, are printed, or wait`() throws {
        func caption(_ days: [(Int, Int)], _ waiting: Int) -> String {
            LettersPlot(Self.answer(days, waiting), Self.words).caption
        }
        #expect(
            caption([(180, 0), (200, 0), (0, 200)], 349)
                == "380 van 929 brieven zijn bij de post; 200 gedrukt en nog niet weg en 349 nog te drukken."
        )
        #expect(caption([(180, 0)], 0) == "Alle 180 brieven zijn bij de post.")
        let figure = LettersPlot(Self.answer([(100, 0), (0, 50)], 200), Self.words)
            .figure("l").text
        #expect(
            figure.contains("<rect class=\"s\" x=\"4%\" y=\"122\" width=\"25.3%\" height=\"68\"/>")
        )
        #expect(figure.contains("<rect class=\"o\" x=\"37.3%\" y=\"156\""))
        #expect(figure.contains("<rect class=\"d\" x=\"70.7%\" y=\"54\""))
        #expect(LettersPlot(Self.answer([], 0), Self.words).isEmpty)
    }

    private static func answer(_ days: [(Int, Int)], _ waiting: Int) -> ShowLetterDays.Answer {
        ShowLetterDays.Answer(
            days: days.enumerated().map {
                ShowLetterDays.LetterDay(
                    day: Day(number: words.today.number + $0.offset),
                    handedOver: $0.element.0,
                    printed: $0.element.1
                )
            },
            waiting: waiting
        )
    }

    @Test func `a plot stands on a page only where there is something to show`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.communication)
            for path in ["/incidents/case", "/incidents/case/letters"] {
                let empty = try await visitor.get(path).text
                #expect(!empty.contains("class=\"plot\""), "\(path)")
            }
            try house.cases.list("list-1", of: ["VB-1", "VB-2"])
            try house.cases.freeze("list-1")
            _ = try house.cases.plan("first", .everyone)
            for path in ["/incidents/case", "/incidents/case/letters"] {
                let waiting = try await visitor.get(path).text
                #expect(waiting.contains("3 nog te drukken."), "\(path)")
                #expect(Markup(waiting).problems == [])
                #expect(!waiting.contains("id=\"h-calls\""), "no calls without a day or a team")
            }
            try house.cases.printAll("first")
            let printed = try await visitor.get("/incidents/case/letters").text
            #expect(printed.contains("3 gedrukt en nog niet weg."))
            let csv = try await visitor.get("/incidents/case/letters.csv").text
            #expect(csv == "day,handedOver,printed,waiting\r\n2025-08-10,0,3,0\r\n")
        }
    }
}

/// What is done anywhere stands in the timeline by itself.
@Suite struct TimelinePageTests {
    @Test func `what is done anywhere appears by itself, with who did it and its entry`()
        async throws
    {
        let house = try DeskHouse()
        try house.cases.list("list-1", of: ["VB-1", "VB-2"])
        try house.cases.freeze("list-1")
        _ = try house.cases.plan("first", .everyone)
        try house.cases.printAll("first")
        let store = house.cases.store
        let wave = try store.wave("first", of: store.incident("case"))
        let officer = try house.cases.officer
        _ = try store.recordHandover(
            of: wave,
            from: officer.now,
            to: officer.now,
            carrier: "printer",
            act: Act(by: "carrier desk", at: officer.now + 1, counterparty: "lab")
        )
        _ = try RecordContactDays(
            incident: "case",
            days: [ContactFigures(day: 20_305, offered: 210)],
            because: nil,
            officer: house.cases.officer
        ).run(in: store)
        let lines = try ShowTimeline(incident: "case").run(in: store)
        #expect(lines.allSatisfy { !$0.by.isEmpty && $0.entry > 0 })
        #expect(lines.map(\.at) == lines.map(\.at).sorted())
        let frozen = lines.filter {
            if case .versionFrozen = $0.done { true } else { false }
        }
        #expect(frozen.count == 2)
        #expect(
            lines.contains {
                $0.done == .handedOver(wave: "first", files: 1, letters: 3, to: "printer")
            }
        )
        try await house.visit { visitor in
            try await visitor.signIn(.auditor)
            let all = try await visitor.get("/incidents/case/timeline").text
            for said in [
                "Versie 2 van het register bevroren (list-1): 3 mensen.",
                "Golf first gepland: 3 mensen.",
                "Golf first: 3 brieven in 1 printbestand overhandigd aan printer.",
                "210 gesprekken op deze dag.", "Lijst list-1 verwerkt: 2 records",
                "carrier desk, regel ",
            ] {
                #expect(all.contains(said), "\(said)")
            }
            let letters = try await visitor.get("/incidents/case/timeline?kind=letters").text
            #expect(letters.contains("Golf first gepland") && !letters.contains("210 gesprekken"))
            let unknown = try await visitor.get("/incidents/case/timeline?kind=nothing").text
            #expect(unknown.contains("210 gesprekken"), "an unknown kind hides nothing")
            let first = try await visitor.get("/incidents/case").text
            #expect(first.contains("Golf first gepland") && !first.contains("210 gesprekken op"))
            let csv = try await visitor.get("/incidents/case/timeline.csv").text
            #expect(csv.contains(",contact,210 gesprekken op deze dag.,,"))
        }
    }
}

/// How things stand, and afterwards what was late and what was decided on which figures.
@Suite struct ReportPageTests {
    @Test
    func `the report says how many and how sure, with version and fingerprint, and what moved`()
        async throws
    {
        let house = try DeskHouse()
        try house.cases.list("list-1", of: ["VB-1"], unresolved: 2)
        let version = try house.cases.freeze("list-1")
        try await house.visit { visitor in
            try await visitor.signIn(.board)
            let page = try await visitor.get("/incidents/case/report").text
            #expect(page.contains("<h1>Stand van zaken: 3 mensen</h1>"))
            #expect(page.contains("1 gemeld, 2 niet uit te sluiten."))
            #expect(page.contains(version.hash))
            #expect(page.contains("van versie 1 naar 2?"))
            #expect(page.contains("Versie 2 is nog niet gepubliceerd"))
            #expect(page.contains("Er is nog geen golf brieven gepland."))
        }
    }

    @Test(arguments: [Language.dutch, .english])
    func `the report is a tagged document too, with the same words, version, ledger and moment`(
        language: Language
    ) async throws {
        let house = try DeskHouse()
        try house.cases.list("list-1", of: ["VB-1"], unresolved: 2)
        let version = try house.cases.freeze("list-1")
        let entries = try house.cases.store.entryCount
        let now = house.desk.now
        let report = try SituationReport("case", in: house.cases.store, language, now: now)
        let isDutch = language == .dutch
        let blocks = report.document.blocks
        #expect(
            blocks.first
                == .heading(
                    level: 1,
                    isDutch ? "Stand van zaken: 3 mensen" : "Situation report: 3 people"
                )
        )
        let headings = blocks.compactMap { block in
            if case .heading(2, let text) = block { text } else { nil }
        }
        // Each heading of the page, in its order.
        let page = report.body.text
        for heading in headings { #expect(page.contains("\(heading)</h2>"), "\(heading)") }
        #expect(headings.count == page.ranges(of: "</h2>").count)
        let tables = blocks.compactMap { block in
            if case .table(let table) = block { table } else { nil }
        }
        #expect(
            tables.count == page.ranges(of: "</table>").count + page.ranges(of: "</dl>").count
                + page.ranges(of: "<ol class=\"tasks\"").count
        )
        #expect(tables.contains { $0.rows.joined().contains(version.hash) })
        #expect(
            tables.allSatisfy { table in table.rows.allSatisfy { $0.count == table.columns.count } }
        )
        #expect(
            report.document.footer.contains(
                isDutch ? "versie 2 van het register" : "version 2 of the register"
            )
        )
        #expect(
            report.document.footer.contains("\(entries)")
                && report.document.footer.contains("{pages}")
        )
        #expect(report.document.footer.contains(isDutch ? "Oefening" : "Practice"))
        // Who recorded a moment stands behind it, and when something is due beside how long that is.
        let texts = blocks.flatMap(\.texts)
        #expect(texts.contains { $0.hasSuffix("(privacy officer)") })
        #expect(
            texts.contains(
                isDutch ? "Loopt, zonder onnodige vertraging" : "Running, without undue delay"
            )
        )
        // No tag and no code of a page is left in the words.
        for text in texts {
            #expect(!text.contains("<") && !text.contains("&") && !text.isEmpty, "\(text)")
        }
        try await house.visit { visitor in
            try await visitor.signIn(.board, language: language)
            let link = try await visitor.get("/incidents/case/report").text
            #expect(link.contains("href=\"/incidents/case/report.pdf\""))
            let file = try await visitor.get("/incidents/case/report.pdf")
            #expect(file.headers[.contentType] == "application/pdf")
            #expect(
                file.headers[.contentDisposition]?.contains(
                    isDutch ? "stand-van-zaken-case.pdf" : "situation-report-case.pdf"
                ) == true
            )
            #expect(file.text.hasPrefix("%PDF-1.7"))
        }
    }

    @Test func `the review names what was late, and the figures on which was decided`() async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            let path = "/incidents/case/review"
            #expect(try await visitor.get(path).text.contains("<h1>Geen termijn was te laat</h1>"))
            let decisions = "/incidents/case/decisions"
            let answer = try await visitor.submit(
                decisions,
                ["kind": "noHighRisk", "because": "the files were encrypted"]
            )
            #expect(answer.status == .seeOther)
            let page = try await visitor.get(path).text
            #expect(page.contains("<td data-l=\"Op\">versie 1: 3 mensen</td>"))
            #expect(page.contains("the files were encrypted"))
            let csv = try await visitor.get("\(path).csv").text
            #expect(csv.contains("decision,") && csv.contains("versie 1: 3 mensen"))
        }
    }
}

extension TaggedDocument.Block {
    /// All that somebody reads of it.
    fileprivate var texts: [String] {
        switch self {
        case .heading(_, let text), .paragraph(let text), .strong(let text): [text]
        case .list(let items): items
        case .table(let table):
            (table.columns.map(\.name) + table.rows.joined()).filter { !$0.isEmpty }
        }
    }
}
