// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import HTTPTypes
import Store
import Testing

@testable import Desk

/// The pages of the contact centre: what is foreseen, what the team lead records, what must be looked at.
@Suite struct ForecastPageTests {
    private static let path = "/incidents/case/forecast"
    /// Monday 4 August 2025; the case plays on Wednesday the 6th.
    private static let monday = 20_304

    /// So many workdays before 6 August, each with so many calls.
    private func record(_ calls: [Int], in house: DeskHouse) throws {
        let days = (1...40).map { Self.monday + 2 - $0 }.filter { ($0 + 3) % 7 < 5 }
            .prefix(calls.count).reversed()
        _ = try RecordContactDays(
            incident: "case",
            days: zip(days, calls).map {
                ContactFigures(day: $0, offered: $1, mails: 9, handlingSeconds: 300)
            },
            because: nil,
            officer: house.cases.officer
        ).run(in: house.cases.store)
    }

    @Test func `before a day is measured the page says so, and needs no team`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.board)
            let page = try await visitor.get(Self.path).text
            #expect(page.contains("<h1>Nog geen gemeten dag</h1>"))
            #expect(page.contains("Er is nog geen bezetting vastgelegd."))
            #expect(page.contains("Leg eerst de bezetting vast"))
            #expect(!page.contains("class=\"lim\" d="), "no line of what nobody said")
            #expect(!page.contains("Leg de dag vast"), "the board records nothing here")
        }
    }

    @Test func `the team lead records team, day and news, and the page foresees from them`()
        async throws
    {
        let house = try DeskHouse()
        try record(Array(repeating: 400, count: 8), in: house)
        try await house.visit { visitor in
            try await visitor.signIn(.teamLead)
            let small = try await visitor.submit(Self.path + "/team", ["agents": "3"])
            #expect(small.status == .seeOther && small.location == Self.path)
            let short = try await visitor.get(Self.path).text
            #expect(
                short.contains("bellen er naar verwachting meer mensen dan het team aankan</h1>")
            )
            #expect(short.contains("De bezetting is te klein"))
            #expect(short.contains("Er kan morgen geen brief op de post"))
            _ = try await visitor.submit(Self.path + "/team", ["agents": "60"])
            let enough = try await visitor.get(Self.path).text
            #expect(enough.contains("<h1>Het team kan de gesprekken aan die verwacht worden</h1>"))
            #expect(enough.contains("De bezetting is genoeg."))
            #expect(enough.contains("morgen hoogstens"))
            let day = ["day": "5-8-2025", "calls": "1.2", "because": ""]
            let again = try await visitor.submit(Self.path + "/measured", day)
            #expect(again.status == .ok && again.text.contains("Schrijf waarom dit het juiste is."))
            let right = day.merging(["because": "two lists were added"]) { $1 }
            #expect(try await visitor.submit(Self.path + "/measured", right).status == .seeOther)
            let days = try house.cases.store.contactDays(of: house.cases.store.incident("case"))
            #expect(days.last?.body.offered == 12)
            let news = ["title": "television", "newsCalls": "500"]
            #expect(try await visitor.submit(Self.path + "/news", news).status == .seeOther)
            #expect(try await visitor.get(Self.path).text.contains("television"))
            let back = ["title": "television", "takeBack": "yes", "why": "it was not shown"]
            #expect(try await visitor.submit(Self.path + "/news", back).status == .seeOther)
            #expect(!(try await visitor.get(Self.path).text.contains("television")))
        }
    }

    @Test(arguments: [
        ("measured", ["calls": ""], "Vul een aantal in."),
        ("measured", ["calls": "veel"], "Vul een aantal in, in cijfers."),
        ("measured", ["calls": "9", "day": "8-8-2025"], "Deze dag moet nog komen."),
        ("measured", ["calls": "9", "answered": "10"], "dan er kwamen."),
        ("team", ["agents": "3", "opening": "altijd"], "Schrijf de openingstijden zo"),
        ("team", ["agents": "3", "goal": "100"], "1 tot 99 procent"),
        ("news", ["title": "krant", "newsCalls": "0"], "Van 1 tot 1.000.000 gesprekken"),
        ("announcement", ["version": ""], "Kies een versie."),
    ])
    func `what cannot be is shown beside its field, and nothing is recorded`(
        form: String,
        fields: [String: String],
        said: String
    ) async throws {
        let house = try DeskHouse()
        let before = try house.cases.store.entryCount
        try await house.visit { visitor in
            try await visitor.signIn(.teamLead)
            let answer = try await visitor.submit("\(Self.path)/\(form)", fields)
            #expect(answer.status == .ok && answer.text.contains(said))
            #expect(answer.text.contains("<form method=\"post\" action=\"\(Self.path)/team\">"))
            #expect(Markup(answer.text).problems == [])
        }
        #expect(try house.cases.store.entryCount == before)
    }

    @Test func `calls that do not arrive and an old announcement are said in words`() async throws {
        let house = try DeskHouse()
        try record(Array(repeating: 400, count: 12) + [3], in: house)
        try house.cases.list("list-1", of: ["VB-1"])
        try house.cases.freeze("list-1")
        try await house.visit { visitor in
            try await visitor.signIn(.teamLead)
            _ = try await visitor.submit(Self.path + "/announcement", ["version": "2"])
            let fresh = try await visitor.get(Self.path).text
            #expect(fresh.contains("<h2>Er komen te weinig gesprekken binnen</h2>"))
            #expect(fresh.contains("Misschien is de lijn gestoord"))
            #expect(!fresh.contains("oude tekst"))
            _ = try await visitor.submit(Self.path + "/announcement", ["version": "1"])
            #expect(
                try await visitor.get(Self.path).text.contains("Bellers horen eerst een oude tekst")
            )
        }
    }

    @Test func `letters that are thought of change the forecast of the page and record nothing`()
        async throws
    {
        let house = try DeskHouse()
        try record([40, 42, 38], in: house)
        let before = try house.cases.store.entryCount
        try await house.visit { visitor in
            try await visitor.signIn(.communication)
            let path = "\(Self.path)?letters=900.000&posted=7-8-2025"
            let page = try await visitor.get(path).text
            #expect(
                page.contains("morgen 900.000 brieven meer op de post gaan. Er is niets gepland.")
            )
            let usual = try await visitor.get("\(Self.path).csv").text.split(separator: "\r\n")
            let more = try await visitor.get("\(Self.path).csv?letters=900.000").text
                .split(separator: "\r\n")
            #expect(usual.count == more.count && usual != more)
            let wrong = try await visitor.get(Self.path + "?letters=veel&posted=1-1-2020").text
            #expect(wrong.contains("Een aantal van 0 tot 10.000.000."))
            #expect(wrong.contains("Een dag van vandaag tot over 60 dagen"))
            let halves = try await visitor.get("/incidents/case/half-hours.csv")
            #expect(halves.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(halves.text.contains("2025-08-07,08:00,"))
        }
        #expect(try house.cases.store.entryCount == before)
    }
}

/// A plot without a store: its finding, its marks and its table are of the same days.
@Suite struct CallsPlotTests {
    private static let words = Words(language: .dutch, now: 1_758_093_120_000)

    /// From Wednesday 17 September 2025, which is today: expected, upper edge, capacity.
    private func plot(_ days: [(Int, Int, Int?)], measured: Int? = nil) throws -> CallsPlot {
        var marks = try days.enumerated().map { place, day in
            CallsPlot.Mark(
                day: Day(number: Self.words.today.number + place),
                band: try Self.band(day.0, day.1),
                capacity: day.2
            )
        }
        if let measured { marks[0].measured = measured }
        return CallsPlot(marks, Self.words)
    }

    private static func band(_ middle: Int, _ high: Int) throws -> ShowForecast.Band {
        let text = """
            {"middle":\(middle),"low":\(middle / 2),"high":\(high),"innerLow":0,"innerHigh":0}
            """
        return try JSONDecoder().decode(ShowForecast.Band.self, from: Data(text.utf8))
    }

    @Test func `the finding names the days on which more call than the team can answer`() throws {
        let plot = try plot([(520, 728, 400), (760, 1_064, 400), (300, 380, 400), (900, 990, 700)])
        #expect(
            plot.caption
                == "Op 17, 18 en 20 september bellen er naar verwachting meer mensen dan het team aankan. Het grootste tekort is morgen: 360 gesprekken."
        )
        let table = plot.table.text
        for shortage in ["120", "360", "200"] {
            #expect(table.contains("<td data-l=\"Tekort\" class=\"n\">\(shortage)</td>"))
        }
        #expect(table.contains("<td data-l=\"Tekort\" class=\"n\"></td>"))
    }

    @Test func `what may be too many is said otherwise than what is expected to be`() throws {
        let tight = try plot([(300, 500, 400), (200, 300, 400)])
        #expect(tight.caption.hasPrefix("Waarschijnlijk kan het team het aan, maar op woensdag 17"))
        #expect(tight.caption.hasSuffix("vandaag tot 500, en het team kan er 400 aan."))
        let enough = try plot([(300, 390, 400)])
        #expect(enough.caption == "Het team kan de gesprekken aan die verwacht worden.")
        let nobody = try plot([(300, 390, nil)])
        #expect(nobody.caption == "Vandaag ongeveer 300 gesprekken.")
        #expect(!nobody.figure("c").text.contains("class=\"lim\""))
        let measured = try plot([(900, 990, 400)], measured: 880)
        #expect(measured.caption == "Op geen van deze dagen is de telefoon open.", "it is over")
    }

    @Test func `each day has its mark, in its place and of its height`() throws {
        let figure = try plot([(500, 1_000, 500), (250, 500, 1_000)], measured: 500)
            .figure("c").text
        // The band of a measured day stands as it was; 1,000 is 146 pixels high.
        #expect(figure.contains("points=\"25,4 75,77 75,131.8 25,113.5\""))
        #expect(figure.contains("<polyline class=\"ln\" points=\"25,77 75,113.5\"/>"))
        #expect(figure.contains("<path class=\"lim\" d=\"M0 77L50 77L50 4L100 4\"/>"))
        #expect(figure.contains("<svg x=\"25%\" y=\"103\""))
        #expect(figure.contains("aria-labelledby=\"c-t c-d\"") && figure.contains("id=\"c-d\""))
        #expect(
            figure.contains(
                "woensdag 17 september: verwacht 500, het team kan 500 aan, gemeten 500."
            )
        )
    }
}
