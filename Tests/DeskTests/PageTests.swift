// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import HTTPTypes
import Testing

@testable import Desk

@Suite struct PageTests {
    static let pages = [
        "/", "/incidents", "/incidents/new", "/incidents/case", "/incidents/case/scope",
        "/incidents/case/evidence", "/incidents/case/timeline", "/incidents/case/duties",
        "/incidents/case/notices", "/incidents/case/notices?section=7",
        "/incidents/case/notices?layout=edpb&section=3#open", "/incidents/case/letters",
        "/incidents/case/decisions", "/incidents/case/forecast", "/incidents/case/report",
        "/incidents/case/review",
        "/incidents/case/forecast?letters=5.000&posted=x", "/processors", "/processors/lab",
        "/store", "/roles", "/nothing",
    ]

    @Test(arguments: [Language.dutch, .english])
    func `every page is whole: what it shows is text, and each element is closed`(
        language: Language
    ) async throws {
        let house = try DeskHouse()
        try house.cases.list("list-1", of: ["VB-1"], unresolved: 2)
        try house.cases.freeze("list-1")
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer, language: language)
            for page in Self.pages {
                let answer = try await visitor.get(page)
                #expect(answer.text.contains("<html lang=\"\(language.rawValue)\">"), "\(page)")
                // A piece of a page that was put into text by mistake.
                for mistake in ["HTML(", "Optional(", "&lt;", "\\("] {
                    #expect(!answer.text.contains(mistake), "\(mistake) on \(page)")
                }
                #expect(Markup(answer.text).problems == [], "\(page)")
                #expect(answer.text.utf8.count < 60_000, "\(page)")
            }
        }
        #expect(StyleSheet.text.utf8.count <= 12_000)
    }

    @Test func `the first page of an incident says how many, how sure, and what must happen`()
        async throws
    {
        let house = try DeskHouse()
        try house.cases.list("list-1", of: ["VB-1"], unresolved: 2)
        try house.cases.freeze("list-1")
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            let dutch = try await visitor.get("/incidents/case").text
            #expect(dutch.contains("<h1>Lab Vlietzicht is gehackt</h1>"))
            #expect(dutch.contains("<strong>3 mensen</strong>"))
            #expect(
                dutch.contains("Van <strong>1</strong> meldt het dat hun gegevens zijn gestolen.")
            )
            #expect(dutch.contains("Van <strong>2</strong> kunnen wij het niet uitsluiten."))
            #expect(dutch.contains("2 records"))
            #expect(dutch.contains("Tel ze nooit bij 3 op."))
            #expect(dutch.contains("Uitslag"))
            try await visitor.signIn(.privacyOfficer, language: .english)
            let english = try await visitor.get("/incidents/case").text
            #expect(english.contains("<h1>Lab Vlietzicht was hacked</h1>"))
            #expect(english.contains("For <strong>2</strong> we cannot exclude it."))
        }
    }

    @Test func `why the number moved stands there, with each reason`() async throws {
        let house = try DeskHouse()
        try house.cases.list("list-1", of: ["VB-1", "VB-2"])
        try house.cases.freeze("list-1")
        try await house.visit { visitor in
            try await visitor.signIn(.board)
            let page = try await visitor.get("/incidents/case/scope").text
            #expect(page.contains("<h1>Gemeld: van 0 naar 2</h1>"))
            #expect(page.contains("lijst list-1"))
            let csv = try await visitor.get("/incidents/case/scope.csv")
            #expect(csv.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(csv.text.split(separator: "\r\n").count == 3)
        }
    }

    @Test func `what was typed is shown as it was typed, whatever it is`() async throws {
        let house = try DeskHouse()
        let typed = "<script>alert(1)</script> \"x\" & 'y' \u{202e}om"
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            let path = "/incidents/case/decisions"
            let answer = try await visitor.submit(path, ["kind": "noHighRisk", "because": typed])
            #expect(answer.status == .seeOther)
            let page = try await visitor.get(path).text
            #expect(!page.contains("<script>") && !page.contains("\u{202e}"))
            #expect(
                page.contains(
                    "&lt;script&gt;alert(1)&lt;/script&gt; &quot;x&quot; &amp; &#39;y&#39; om"
                )
            )
        }
    }

    @Test
    func `the page of a processor says that it was hacked, for as long as the incident is open`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            let hacked = try await visitor.get("/processors/lab").text
            #expect(hacked.contains("Er loopt een incident bij deze verwerker"))
            #expect(hacked.contains("<a href=\"/incidents/case\">case</a>"))
            #expect(!hacked.contains("vannacht gehackt"))
            let other = try await visitor.get("/processors/practice").text
            #expect(!other.contains("Er loopt een incident"))
        }
    }

    @Test func `no page may be framed, run a script, or be kept where a person is on it`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            for page in Self.pages {
                let answer = try await visitor.get(page)
                let headers = answer.headers
                let policy = headers[.contentSecurityPolicy] ?? ""
                // Answers of a notification are copied by the one script of ours; no other page has any.
                let scripts = answer.text.split(separator: "<script").dropFirst()
                let copies = page.contains("/notices?") && page.contains("section=")
                #expect(policy.contains("default-src 'none'"))
                #expect(
                    policy.contains("script-src") == copies && !policy.contains("unsafe")
                )
                #expect(scripts.count == (copies ? 1 : 0))
                #expect(scripts.allSatisfy { $0.hasPrefix(" type=\"module\" src=\"/copy-") })
                #expect(policy.contains("frame-ancestors 'none'"))
                #expect(headers[.xContentTypeOptions] == "nosniff")
                #expect(headers[.cacheControl] != nil)
            }
            #expect(try await visitor.get("/sign-in").headers[.cacheControl] == "no-store")
            let text = try await visitor.get("/incidents/case").text
            #expect(!text.contains(" style=") && !text.contains("<script"))
        }
    }
}

/// Whether a page's elements are closed in their order, and no `id` comes twice.
struct Markup {
    private(set) var problems: [String] = []
    private static let empty: Set<Substring> = [
        "meta", "link", "input", "rect", "line", "path", "br",
    ]

    init(_ text: String) {
        var open: [Substring] = []
        var ids: Set<Substring> = []
        for piece in text.split(separator: "<").dropFirst() {
            guard let end = piece.firstIndex(of: ">") else {
                problems.append("not closed: \(piece.prefix(40))")
                continue
            }
            let tag = piece[..<end]
            if tag.hasPrefix("!") { continue }
            if let id = tag.firstMatch(of: #/ id="([^"]*)"/#)?.1, !ids.insert(id).inserted {
                problems.append("twice: \(id)")
            }
            if tag.hasPrefix("/") {
                if open.last == tag.dropFirst() {
                    open.removeLast()
                } else {
                    problems.append("\(tag)")
                }
                continue
            }
            let name = tag.prefix { $0.isLetter || $0.isNumber }
            if !Self.empty.contains(name), !tag.hasSuffix("/") { open.append(name) }
        }
        problems += open.map(String.init)
    }
}
