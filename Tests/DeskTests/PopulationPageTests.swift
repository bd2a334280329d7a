// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import HTTPTypes
import Store
import Testing

@testable import Desk
@testable import Ingestion

/// A population, taken in at the desk.
@Suite struct PopulationPageTests {
    private let base = "/population"

    private static let names = [
        "sourceId", "bsn", "initials", "givenNames", "prefix", "surname", "partnerPrefix",
        "partnerSurname", "nameUse", "birthDate", "street", "houseNumber", "houseLetter",
        "houseAddition", "postcode", "place", "country", "deceasedOn", "secrecy", "addressStatus",
        "language", "salutationPreference",
    ]

    private static func row(
        _ number: Int,
        house: Int = 12,
        bsn: String = "",
        birth: String = "1970-02-03"
    ) -> String {
        "VB-\(number),\(bsn),A.,,,Achternaam\(number),,,E,\(birth),Proefstraat,\(house),,,1234AB,"
            + "Nergens,NL,,0,,nl,\n"
    }

    private static func file(_ rows: [String]) -> String {
        names.joined(separator: ",") + "\n" + rows.joined()
    }

    private func answers(_ mark: String, _ action: String, _ more: [String: String] = [:])
        -> [String: String]
    {
        var fields = ["file": mark, "do": action]
        for (place, name) in Self.names.enumerated() { fields["column\(place + 1)"] = name }
        return fields.merging(more) { $1 }
    }

    private func mark(_ answer: Visitor.Answer) throws -> String {
        #expect(answer.status == .seeOther)
        let location = try #require(answer.location)
        return try #require(location.split(separator: "=").last.map(String.init))
    }

    private func received(_ house: DeskHouse) throws -> [String] {
        let folder = house.cases.folder.appendingPathComponent("lists-received").path
        return (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    /// Takes a file in, by its trial.
    private func take(_ visitor: Visitor, _ rows: [String]) async throws -> String {
        let mark = try mark(try await visitor.send(base, Self.file(rows)))
        _ = try await visitor.submit(base + "/read", answers(mark, "try"))
        _ = try await visitor.submit(
            base + "/read",
            ["file": mark, "do": "add", "trial": "1"]
        )
        return mark
    }

    @Test
    func `people go from file to register, and a trial before it counts them and records nothing`()
        async throws
    {
        let house = try DeskHouse()
        let store = house.cases.store
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            _ = try await take(visitor, (5...9).map { Self.row($0) })
            #expect(try store.peopleCount() == 9)

            let rows = [
                Self.row(5), Self.row(6, house: 13), Self.row(7, bsn: "123"), Self.row(10),
                Self.row(10),
            ]
            let mark = try mark(try await visitor.send(base, Self.file(rows)))
            let path = house.cases.folder.appendingPathComponent("lists-received/\(mark)")
            let stored = try Data(contentsOf: path)
            #expect(stored.range(of: Data("Achternaam".utf8)) == nil)
            let columns = try await visitor.get("\(base)?file=\(mark)")
            #expect(columns.text.contains("Kolom 6: surname"))
            #expect(columns.headers[.cacheControl] == "no-store")
            #expect(!columns.text.contains("Achternaam5"))

            let before = try store.entryCount
            _ = try await visitor.submit(base + "/read", answers(mark, "try"))
            let trial = try await visitor.get("\(base)?file=\(mark)").text
            func counted(_ name: String, _ count: String) -> Bool {
                trial.contains("<dt>\(name)</dt><dd>\(count)</dd>")
            }
            #expect(counted("Nieuw", "1 mens"))
            #expect(counted("Veranderd", "2 mensen"))
            #expect(counted("Hetzelfde", "1 mens"))
            #expect(counted("Bekend, maar niet in dit bestand", "6 mensen"))
            #expect(counted("Opzijgelegd", "1 rij"))
            #expect(trial.contains("Dezelfde sourceId staat op een eerdere rij"))
            #expect(trial.contains("geen BSN (acht of negen cijfers"))
            #expect(!trial.contains("<span lang=\"en\"") && !trial.contains("earlier row"))
            #expect(try store.entryCount == before)
            #expect(try store.peopleCount() == 9)

            _ = try await visitor.submit(
                base + "/read",
                ["file": mark, "do": "add", "trial": "1"]
            )
            #expect(try store.peopleCount() == 10)
            let done = try await visitor.get("\(base)?file=\(mark)").text
            #expect(done.contains("Het bestand is ingelezen"))
            #expect(done.contains("3 mensen nieuw of veranderd; 1 rij opzijgelegd"))
            #expect(
                try store.imports().map(\.fact.by)
                    == Array(repeating: "Person of dataManager", count: 2)
            )
            // The people are gone from the disk, and what became of them stays.
            let left = try #require(
                try FileManager.default.attributesOfItem(atPath: path.path)[.size] as? Int
            )
            #expect(left < 200)
            let jobs = try await visitor.get("/jobs").text
            #expect(jobs.contains("3 mensen nieuw of veranderd"))
        }
    }

    @Test func `a window that shows an older trial takes nothing in, and neither does one without`()
        async throws
    {
        let house = try DeskHouse()
        let store = house.cases.store
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            let mark = try mark(try await visitor.send(base, Self.file([Self.row(5)])))
            func added(_ trial: String) async throws -> Int {
                _ = try await visitor.submit(
                    base + "/read",
                    ["file": mark, "do": "add", "trial": trial]
                )
                return try store.peopleCount()
            }
            #expect(try await added("0") == 4)
            _ = try await visitor.submit(base + "/read", answers(mark, "try"))
            _ = try await visitor.submit(
                base + "/read",
                answers(mark, "try", ["dates": "month-day-year"])
            )
            #expect(try await added("1") == 4)
            #expect(try await added("") == 4)
            #expect(try await added("2") == 5)
            // Done is done: neither this window nor another does it again.
            let entries = try store.entryCount
            #expect(try await added("2") == 5)
            #expect(try store.entryCount == entries)
        }
    }

    @Test func `an import that was asked for before the server stopped is done once after it`()
        async throws
    {
        let house = try DeskHouse()
        let store = house.cases.store
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            let mark = try mark(try await visitor.send(base, Self.file([Self.row(5)])))
            _ = try await visitor.submit(base + "/read", answers(mark, "try"))
            // It was asked for, and the server was killed before anything was done.
            let files = house.desk.files
            try files.change(mark, as: PopulationWork.self) {
                $0.job = .init(kind: .taking, asked: house.desk.now, by: "Person of dataManager")
            }
            let asked = try #require(files.work(mark, as: PopulationWork.self))
            let page = try await visitor.get("\(base)?file=\(mark)").text
            #expect(page.contains("Het bestand wordt ingelezen"))
            _ = try await house.desk.finishForms()
            try await house.desk.jobs.wait(for: mark)
            #expect(try store.peopleCount() == 5)
            let entries = try store.entryCount
            // Killed after it was recorded and before that was noted.
            let again = try mark2(house, asked)
            _ = try await house.desk.finishForms()
            try await house.desk.jobs.wait(for: again)
            #expect(files.work(again, as: PopulationWork.self)?.isTakenIn == true)
            #expect(try store.peopleCount() == 5)
            #expect(try store.entryCount == entries)
        }
    }

    /// The same file with the same work to do.
    private func mark2(_ house: DeskHouse, _ work: PopulationWork) throws -> String {
        let (mark, writer) = try house.desk.files.make()
        try writer.append(Array(Self.file([Self.row(5)]).utf8))
        try writer.finish()
        try house.desk.files.keep(work, of: mark)
        return mark
    }

    @Test func `who stops a job is asked once more, and nothing is begun of what waits`()
        async throws
    {
        let house = try DeskHouse()
        let store = house.cases.store
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            let mark = try mark(try await visitor.send(base, Self.file([Self.row(5)])))
            _ = try await visitor.submit(base + "/read", answers(mark, "try"))
            try house.desk.files.change(mark, as: PopulationWork.self) {
                $0.job = .init(kind: .taking, asked: house.desk.now, by: "Person of dataManager")
            }
            #expect(try await visitor.get("/jobs").text.contains("/jobs?stop=\(mark)"))
            let asks = try await visitor.get("/jobs?stop=\(mark)").text
            #expect(asks.contains("Wilt u dit werk stoppen?"))
            try await visitor.signIn(.auditor)
            let seen = try await visitor.get("/jobs?stop=\(mark)").text
            #expect(seen.contains("Bestand met mensen inlezen"))
            #expect(!seen.contains(">stop</a>") && !seen.contains("Wilt u dit werk stoppen?"))
            #expect(!seen.contains("file=\(mark)"))
            #expect(try await visitor.submit("/jobs/stop", ["file": mark]).status == .forbidden)
            try await visitor.signIn(.dataManager)
            _ = try await visitor.submit("/jobs/stop", ["file": mark])
            #expect(try store.peopleCount() == 4)
            let page = try await visitor.get("\(base)?file=\(mark)").text
            #expect(page.contains("Het inlezen is gestopt"))
            // It can be gone on with.
            _ = try await visitor.submit(
                base + "/read",
                ["file": mark, "do": "add", "trial": "1"]
            )
            #expect(try store.peopleCount() == 5)
        }
    }

    @Test func `what the import would ask is asked on the page, in Dutch`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            // Dates that read in both orders.
            let unclear = Self.file([
                Self.row(5, birth: "02-03-1970"), Self.row(6, birth: "04-05-1970"),
            ])
            var mark = try mark(try await visitor.send(base, unclear))
            _ = try await visitor.submit(base + "/read", answers(mark, "try"))
            var page = try await visitor.get("\(base)?file=\(mark)").text
            #expect(page.contains("zegt niet hoe datums zijn geschreven"))
            #expect(!page.contains("De proef vond"))
            _ = try await visitor.submit(
                base + "/read",
                answers(mark, "try", ["dates": "day-month-year"])
            )
            page = try await visitor.get("\(base)?file=\(mark)").text
            #expect(page.contains("De proef vond 2 mensen"))

            // Columns that would be emptied.
            mark = try self.mark(
                try await visitor.send(base, "sourceId,surname\nVB-1,Eenhoorn\n")
            )
            let two = ["file": mark, "do": "try", "column1": "sourceId", "column2": "surname"]
            _ = try await visitor.submit(base + "/read", two)
            page = try await visitor.get("\(base)?file=\(mark)").text
            #expect(page.contains("In dit bestand ontbreekt: bsn"))
            _ = try await visitor.submit(
                base + "/read",
                two.merging(["absentIsEmpty": "yes"]) { $1 }
            )
            page = try await visitor.get("\(base)?file=\(mark)").text
            #expect(page.contains("De proef vond 1 mens"))
        }
    }

    @Test func `a column must be settled, once, and somebody must be named by a number`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            let mark = try mark(
                try await visitor.send(base, "Nummer;Achternaam;Schoenmaat\n1;Eenhoorn;39\n")
            )
            let proposed = try await visitor.get("\(base)?file=\(mark)").text
            #expect(proposed.contains("kolom heeft uw antwoord nodig"))
            #expect(proposed.contains("Niet herkend: wordt niet gelezen."))
            func tried(_ columns: [String]) async throws -> String {
                var fields = ["file": mark, "do": "try"]
                for (place, meaning) in columns.enumerated() {
                    fields["column\(place + 1)"] = meaning
                }
                return try await visitor.submit(base + "/read", fields).text
            }
            #expect(
                try await tried(["", "surname", "-"]).contains("Kies wat deze kolom betekent.")
            )
            #expect(
                try await tried(["sourceId", "surname", "surname"])
                    .contains("Een andere kolom betekent dit al")
            )
            #expect(
                try await tried(["-", "surname", "-"])
                    .contains("Geen kolom betekent: nummer in het bronsysteem")
            )
        }
    }

    @Test func `what is no table is refused in words, and nothing of it stays`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            for (content, words) in [
                ("%PDF-1.7 of somebody", "geen CSV en geen Excel-bestand"),
                ("", "waar iets in staat"),
            ] {
                let answer = try await visitor.send(base, content)
                #expect(answer.text.contains(words), "\(words)")
                #expect(try received(house).isEmpty)
            }
        }
    }

    @Test func `a file is seen by whoever sent it alone, and stays while its work is open`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            let mark = try mark(try await visitor.send(base, Self.file([Self.row(5)])))
            let files = house.desk.files
            #expect(files.population(mark, account: "somebody") == nil)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -90_000)],
                ofItemAtPath: files.path(mark)
            )
            files.sweep { files.work($0, as: PopulationWork.self)?.isBusy != true }
            #expect(files.file(mark) != nil)
            files.sweep { files.work($0, as: PopulationWork.self)?.isBusy == true }
            #expect(files.file(mark) == nil)
        }
    }

    @Test func `only a data manager takes people in`() {
        let routes = RouteTable().routes.filter { $0.path.hasPrefix("/population") }
        #expect(routes.count == 3)
        for role in OfficerRole.allCases {
            for route in routes {
                #expect(route.allows([role]) == (role == .dataManager), "\(role) \(route.name)")
            }
        }
    }
}
