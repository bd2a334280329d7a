// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import HTTPTypes
import Store
import Testing

@testable import Desk

/// Each table of a page as a file.
@Suite struct TableFileTests {
    private let words = Words(language: .dutch, now: 0)

    @Test func `a cell is what a reader sees, a figure without marks, and a moment for a program`()
        throws
    {
        let table = Piece.table(
            "Caption",
            [.init("What"), .init("How many", numeric: true), .init("When")],
            [
                [
                    "<a href=\"/x\">a &amp; b</a>", "12.471",
                    Piece.time(Instant(milliseconds: 0), words),
                ],
                ["\("=1+1 <b>")", "–", "<small>c</small><br>d"],
            ]
        )
        let rows = try #require(TableFile.rows(of: "<p>x</p>\(table)<p>y</p>", table: 1, words))
        #expect(
            rows == [
                ["What", "How many", "When"], ["a & b", "12471", "1970-01-01T01:00:00+01:00"],
                ["=1+1 <b>", "–", "c d"],
            ]
        )
        #expect(CommaSeparated.text(rows).contains("'=1+1"))
        for number in [-1, 0, 2] {
            #expect(TableFile.rows(of: table, table: number, words) == nil)
        }
    }

    @Test func `each table of each page of an auditor is a file with its rows`() async throws {
        let house = try DeskHouse()
        try house.takeIn()
        _ = try house.planWave()
        try await house.visit { visitor in
            try await visitor.signIn(.auditor)
            var files = 0
            for route in house.desk.table.routes
            where !route.isAct && route.allows([.auditor]) && route.needsSession {
                let path = route.path.replacing("{incident}", with: "case")
                    .replacing("{party}", with: "lab").replacing("{import}", with: "1")
                    .replacing("{wave}", with: "first")
                guard !path.contains("{") else { continue }
                let page = try await visitor.get(path)
                guard page.headers[.contentType]?.hasPrefix("text/html") == true else { continue }
                let tables = page.text.split(separator: "<table").dropFirst().map {
                    $0.split(separator: "</table>")[0]
                }
                let behind = page.text.split(separator: "</table>").dropFirst().map {
                    $0.split(separator: "<table", omittingEmptySubsequences: false)[0]
                }
                for (place, table) in tables.enumerated() {
                    let file = try await visitor.get("\(path)?csv=\(place + 1)")
                    #expect(file.headers[.contentType] == "text/csv; charset=utf-8", "\(path)")
                    let rows = table.split(separator: "<tr").count - 1
                    #expect(file.text.split(separator: "\r\n").count == rows, "\(path)")
                    // A link of this table or of a file of its own, before the next table begins.
                    let isOffered = behind[place].contains("CSV</a>")
                    #expect(isOffered, "\(path)")
                    files += 1
                }
                #expect(try await visitor.get("\(path)?csv=99").status == .notFound, "\(path)")
            }
            #expect(files > 10)
        }
    }

    @Test func `a page with a person gives no file, and a file is given to nobody but its readers`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.agent)
            let answer = try await visitor.submit("/calls", ["channel": "telephone"])
            let call = try #require(answer.location)
            let page = try await visitor.get(call + "?csv=1")
            #expect(page.status == .ok)
            #expect(page.headers[.contentType]?.hasPrefix("text/html") == true)
            #expect(!page.text.contains("csv=1\""))
            #expect(try await visitor.get("/incidents?csv=1").status == .forbidden)
            #expect(try await visitor.get("/imports?csv=1").status == .forbidden)
        }
    }
}
