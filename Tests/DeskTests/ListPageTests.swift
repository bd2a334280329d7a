// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Store
import Testing

@testable import Desk
@testable import Ingestion

/// A list of the processor, taken in at the desk.
@Suite struct ListPageTests {
    private let base = "/incidents/case/list"
    private let list = """
        BSN,Achternaam,Geb.datum,Postcode,Huisnr
        111222333,Eenhoorn,03-02-1970,1234AB,12
        ,Onbekend,01-01-1950,9999ZZ,1

        """

    private func answers(_ mark: String, _ action: String, name: String = "list-1") -> [String:
        String]
    {
        [
            "file": mark, "do": action, "name": name, "source": "secure mail",
            "happened": "6-8-2025 14.30", "certainty": "reported", "column1": "citizenNumber",
            "column2": "surname", "column3": "birthDate", "dates3": "day-month-year",
            "column4": "postcode", "column5": "houseNumber",
        ]
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

    @Test func `a list goes from file to incident, and a trial before it stores nothing`()
        async throws
    {
        let house = try DeskHouse()
        let store = house.cases.store
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            #expect(try await visitor.get("/incidents/case/evidence").text.contains(base))
            let mark = try mark(try await visitor.send(base, list))
            let path = house.cases.folder.appendingPathComponent("lists-received/\(mark)").path
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
            // What lies on the disk, file and note, says nothing of it.
            for name in try received(house) {
                let file = house.cases.folder.appendingPathComponent("lists-received/\(name)")
                let stored = try Data(contentsOf: file)
                for text in ["Eenhoorn", "Achternaam", "111222333", "dataManager"] {
                    #expect(stored.range(of: Data(text.utf8)) == nil, "\(name): \(text)")
                }
            }
            let columns = try await visitor.get("\(base)?file=\(mark)")
            #expect(columns.text.contains("Kolom 2: Achternaam"))
            #expect(columns.headers[.cacheControl] == "no-store")
            #expect(!columns.text.contains("Eenhoorn"))

            let before = try store.entryCount
            let tried = try await visitor.submit(base + "/read", answers(mark, "try"))
            #expect(tried.status == .seeOther)
            let trial = try await visitor.get("\(base)?file=\(mark)").text
            #expect(trial.contains("De proef vond 1 mens op deze lijst"))
            #expect(try store.entryCount == before)

            let added = try await visitor.submit(
                base + "/read",
                ["file": mark, "do": "add", "trial": "1"]
            )
            #expect(added.location == "/incidents/case/evidence")
            let incident = try store.incident("case")
            let statements = try store.statements(of: incident).map(\.body)
            #expect(statements.map(\.name) == ["list-1"])
            #expect(statements.first?.records == 2)
            #expect(statements.first?.unresolved == 1)
            #expect(statements.first?.by == "Person of dataManager")
            #expect(try received(house).isEmpty)
        }
    }

    @Test func `a window that shows an older trial adds nothing`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            let mark = try mark(try await visitor.send(base, list))
            _ = try await visitor.submit(base + "/read", answers(mark, "try"))
            var other = answers(mark, "try")
            other["certainty"] = "stolen"
            _ = try await visitor.submit(base + "/read", other)
            func added(_ trial: String) async throws -> [StatementFact] {
                _ = try await visitor.submit(
                    base + "/read",
                    ["file": mark, "do": "add", "trial": trial]
                )
                let store = house.cases.store
                return try store.statements(of: store.incident("case")).map(\.body)
            }
            #expect(try await added("1").isEmpty)
            #expect(try await added("").isEmpty)
            let shown = try await visitor.get("\(base)?file=\(mark)").text
            #expect(shown.contains(#"name="trial" value="2""#))
            #expect(try await added("2").map(\.certainty) == [Certainty.stolen.rawValue])
        }
    }

    @Test func `nothing is added that was not tried, and giving up removes the file`() async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            let mark = try mark(try await visitor.send(base, list))
            _ = try await visitor.submit(base + "/read", answers(mark, "add"))
            #expect(
                try house.cases.store.statements(of: house.cases.store.incident("case")).isEmpty
            )
            _ = try await visitor.submit(base + "/read", ["file": mark, "do": "drop"])
            #expect(try received(house).isEmpty)
            #expect(
                try await visitor.get("\(base)?file=\(mark)").text.contains("is er niet meer")
            )
        }
    }

    @Test func `a file that is no list is refused in words, and nothing of it stays`() async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            for (content, words) in [
                ("%PDF-1.7 of somebody", "geen CSV en geen Excel-bestand"),
                (
                    "Eenhoorn;111222333;03-02-1970\nTweelink;;04-05-1971\n",
                    "de eerste regel lijkt een record"
                ),
                ("", "waar iets in staat"),
            ] {
                let answer = try await visitor.send(base, content)
                #expect(answer.text.contains(words), "\(words)")
                #expect(!answer.text.contains("lists-received"))
                #expect(!answer.text.contains("Eenhoorn"))
                #expect(try received(house).isEmpty)
            }
        }
    }

    @Test func `a list without rows is said to have none, at the trial`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            let header = list.split(separator: "\n")[0] + "\n"
            let mark = try mark(try await visitor.send(base, String(header)))
            let answer = try await visitor.submit(base + "/read", answers(mark, "try"))
            #expect(answer.text.contains("staan geen rijen"))
            #expect(!answer.text.contains("lists-received"))
        }
    }

    @Test func `a list that is there already and a name that is taken are said beside the form`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            for (content, name, words) in [
                (list, "list-1", ""), (list, "list-2", "al toegevoegd"),
                (list + ",Nog,01-01-1951,9999ZZ,1\n", "list-1", "Zo heet al een lijst"),
            ] {
                let mark = try mark(try await visitor.send(base, content))
                _ = try await visitor.submit(base + "/read", answers(mark, "try", name: name))
                let answer = try await visitor.submit(
                    base + "/read",
                    ["file": mark, "do": "add", "trial": "1"]
                )
                if words.isEmpty { #expect(answer.status == .seeOther) }
                #expect(words.isEmpty || answer.text.contains(words), "\(words)")
            }
            let incident = try house.cases.store.incident("case")
            #expect(try house.cases.store.statements(of: incident).count == 1)
        }
    }

    @Test func `a column with a question must be answered, and so must what the list means`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            let mark = try mark(try await visitor.send(base, list))
            var fields = answers(mark, "try")
            fields["column2"] = ""
            fields["certainty"] = ""
            let answer = try await visitor.submit(base + "/read", fields).text
            #expect(answer.contains("Kies wat deze kolom betekent."))
            #expect(answer.contains("Kies wat het betekent om op deze lijst te staan."))
            #expect(!answer.contains("De proef vond"))
        }
    }

    @Test func `a file with a forged token, or sent by another role, is not kept`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            #expect(try await visitor.send(base, list, token: "00.00").status == .forbidden)
            let other = try visitor.session().formToken(for: "/incidents/other/list")
            #expect(try await visitor.send(base, list, token: other).status == .forbidden)
            try await visitor.signIn(.communication)
            #expect(try await visitor.send(base, list).status == .forbidden)
            #expect(try received(house).isEmpty)
        }
    }

    @Test func `a list is seen by whoever sent it alone, and goes after a day`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            let mark = try mark(try await visitor.send(base, list))
            try await visitor.signIn(.privacyOfficer)
            #expect(
                try await visitor.get("\(base)?file=\(mark)").text.contains("is er niet meer")
            )
            let path = house.cases.folder.appendingPathComponent("lists-received/\(mark)").path
            house.desk.files.sweep()
            #expect(FileManager.default.fileExists(atPath: path))
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -90_000)],
                ofItemAtPath: path
            )
            _ = try await house.desk.finishForms()
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func `an addition that was posted before the server stopped is made once after it`()
        async throws
    {
        let house = try DeskHouse()
        let base = base
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            let mark = try mark(try await visitor.send(base, list))
            _ = try await visitor.submit(base + "/read", answers(mark, "try"))
            let session = try visitor.session()
            // It came, and the server was killed before anything was done.
            let receipt = try house.desk.accounts.receive(
                "file=\(mark)&do=add&trial=1",
                token: session.formToken(for: base + "/read"),
                path: base + "/read",
                session: session,
                now: house.desk.now
            )
            guard case .new(let posted) = receipt else { throw DeskRefusal.notFound }
            #expect(try await house.desk.finishForms() == 1)
            let incident = try house.cases.store.incident("case")
            #expect(try house.cases.store.statements(of: incident).count == 1)
            // Killed after it was recorded and before that was noted: not done a second time.
            _ = try await house.desk.table.carryOut(posted, in: house.desk)
            #expect(try house.cases.store.statements(of: incident).count == 1)
        }
    }

    @Test func `a file is the same in whatever pieces it comes, also where it looks like the edge`()
        async throws
    {
        let house = try DeskHouse()
        let content = "\r\n--edg\r\n--edge-\r\r\n--ed\n\r\n-\r"
            .replacing("--edge-", with: "--edgy-")
        let body =
            "--edge\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\nt.k\r\n"
            + "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n"
            + content + "\r\n--edge--\r\n"
        for length in [1, 2, 7, 1000] {
            let bytes = Array(body.utf8)
            let (stream, feed) = AsyncStream<ByteBuffer>.makeStream()
            for start in stride(from: 0, to: bytes.count, by: length) {
                let piece = bytes[start..<min(start + length, bytes.count)]
                feed.yield(ByteBuffer(bytes: piece))
            }
            feed.finish()
            var form = FileForm(boundary: "edge", largest: 1000)
            #expect(try await form.begin(RequestBody(asyncSequence: stream)) == "t.k")
            let mark = try await form.keep(in: house.desk.files)
            let file = try #require(house.desk.files.file(mark))
            var kept = [UInt8](repeating: 0, count: file.size)
            let reader = try SealedFile.Reader(file)
            _ = try kept.withUnsafeMutableBytes { try reader.read(into: $0, at: 0) }
            #expect(kept == Array(content.utf8), "pieces of \(length)")
            house.desk.files.remove(mark)
        }
        // Cut off: nothing of it stays.
        let (stream, feed) = AsyncStream<ByteBuffer>.makeStream()
        feed.yield(ByteBuffer(string: String(body.dropLast(12))))
        feed.finish()
        var form = FileForm(boundary: "edge", largest: 1000)
        _ = try await form.begin(RequestBody(asyncSequence: stream))
        await #expect(throws: DeskRefusal.formUnreadable) {
            _ = try await form.keep(in: house.desk.files)
        }
        #expect(try received(house).isEmpty)
    }

    @Test func `rows that are not UTF-8 are read by guess, and the trial says so`() async throws {
        let house = try DeskHouse()
        let cases = house.cases
        try cases.add([CaseStore.person("VB-9", "Müller", bsn: "")])
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            let bytes =
                Array(list.utf8) + Array(",M".utf8) + [0xFC]
                + Array("ller,03-02-1970,1234AB,12\n".utf8)
            let mark = try mark(try await visitor.send(base, bytes))
            _ = try await visitor.submit(base + "/read", answers(mark, "try"))
            let trial = try await visitor.get("\(base)?file=\(mark)").text
            #expect(trial.contains("1 rij is gelezen als Windows-1252"))
            // Said, it is no guess; as UTF-8 the row does not read.
            for (encoding, words) in [
                ("windows-1252", "<dt>Opzijgelegd</dt><dd>0"), ("utf-8", "Geen UTF-8"),
            ] {
                _ = try await visitor.submit(
                    base + "/read",
                    ["file": mark, "do": "sheet", "encoding": encoding]
                )
                _ = try await visitor.submit(base + "/read", answers(mark, "try"))
                let said = try await visitor.get("\(base)?file=\(mark)").text
                #expect(!said.contains("gelezen als Windows-1252"), "\(encoding)")
                #expect(said.contains(words), "\(encoding)")
            }
            let unknown = ["file": mark, "do": "sheet", "encoding": "ebcdic"]
            #expect(try await visitor.submit(base + "/read", unknown).status == .badRequest)
        }
    }

    @Test func `an incident that is closed takes no list`() async throws {
        let house = try DeskHouse()
        let store = house.cases.store
        try store.record(
            closureOf: store.incident("case"),
            effects: "letters to everyone",
            measures: "another laboratory",
            because: "the crisis team is done",
            act: Act(by: "Board Person", at: house.cases.now, counterparty: "lab")
        )
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            #expect(!(try await visitor.get(base).text.contains("type=\"file\"")))
            let answer = try await visitor.send(base, list)
            #expect(answer.text.contains("Het incident is afgesloten"))
            #expect(try received(house).isEmpty)
        }
    }
}
