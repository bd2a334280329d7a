// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Store
import Testing

/// Tables as spreadsheets and reports write them: what is no record is noticed, said and not counted.
@Suite struct ForeignTableTests {
    private let test: IngestionFolder

    init() throws {
        test = try IngestionFolder()
        try test.population(1...3)
        _ = try test.store.openIncident(
            reference: "hack",
            title: "Hack",
            party: .init(rawValue: "lab"),
            said: "",
            act: Act(by: "officer", at: IngestionFolder.now, counterparty: "lab")
        )
    }

    private static let header = "Nummer BSN;Achternaam;Voorletters;Geboortedatum;Postcode;Huisnr\n"
        .replacing("Nummer BSN", with: "BSN")
    private static let rows = (1...3).map { ";Voorbeeldstra;A.;03-02-1970;1234 AB;\($0)\n" }

    /// The same people with numbers that nobody has here.
    private static let numbered = zip(["111222333", "123456782", "999990019"], rows)
        .map { $0 + $1 }

    private func add(_ text: String) throws -> ListAnswer {
        try add(Array(text.utf8))
    }

    private func add(_ bytes: [UInt8], encoding: String? = nil) throws -> ListAnswer {
        let file = test.path("list-\(UUID().uuidString).csv")
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return try ListImport(
            file,
            encoding: encoding,
            incident: "hack",
            name: "l" + UUID().uuidString,
            source: "mail",
            happenedAt: IngestionFolder.now
        ).run(in: test.store, test.context(), tell: test.tell)
    }

    @Test func `a second header, totals and the mark of an end are set aside as what they are`()
        throws
    {
        let text =
            Self.header + Self.rows[0] + Self.header + Self.rows[1] + ";;;;;\n" + Self.rows[2]
            + "Totaal;3;;;;\n" + "(3 rows affected)\n" + "Aantal records: 3;;;;;\n"
        let answer = try add(text)
        #expect(answer.records == 3)
        #expect(answer.linked == 3)
        #expect(answer.setAside == [.headerAgain: 1, .totalsRow: 3])
        #expect(answer.needsALook)
    }

    @Test(arguments: [
        "Totaal: 3 personen;;;;;\n", "3 rijen\n", "-- 3 records --\n", ";;;;Totaal;3\n",
        "Aantal personen in lijst: 3\n", "Pagina 1 van 3;;;;;\n", "(3 rij(en))\n",
        "# 3 records\n", "Einde van de lijst\n",
    ])
    func `totals and marks of an end are known in other words too`(row: String) throws {
        let answer = try add(Self.header + Self.rows.joined() + row)
        #expect(answer.records == 3)
        #expect(answer.setAside == [.totalsRow: 1])
    }

    @Test(arguments: [
        "3\n", ";;;;;3\n", "Vertrouwelijk\n", "Gegenereerd op 12-08-2025 door het systeem\n",
        "-----;-----;-----;-----;-----;-----\n", "#;;;;;1\n",
    ])
    func `a remark under a list is no record`(row: String) throws {
        let answer = try add(Self.header + Self.numbered.joined() + row)
        #expect(answer.records == 3)
        #expect(answer.setAside == [.noRecordInIt: 1])
        #expect(answer.needsALook)
    }

    @Test(arguments: [
        // A number that is mistyped, a birth date, a name, a postcode: each by itself.
        "123456789;;;;;\n", "12345678;;;;;\n", ";;;03-02-1970;;\n", ";Onbekendstra;;;;\n",
        ";;;;1234 AB;3\n", "NL123456789;;;;;\n",
    ])
    func `a record of one cell that can be somebody's stays a record`(row: String) throws {
        let answer = try add(Self.header + Self.numbered.joined() + row)
        #expect(answer.records == 4)
        #expect(answer.unresolved == 1)
        #expect(answer.setAside.isEmpty)
    }

    @Test func `a result of nobody is a record, and so is a sample`() throws {
        let header = Self.header.replacing("Huisnr", with: "Huisnr;Uitslag;Monsternr")
        let rows = Self.rows.map { $0.replacing("\n", with: ";negatief;S100\n") }.joined()
        let answer = try add(header + rows + ";;;;;;positief;\n;;;;;;;L0099\n")
        #expect(answer.records == 5)
        #expect(answer.setAside.isEmpty)
    }

    @Test func `a header that is printed again in part is one`() throws {
        let answer = try add(Self.header + Self.rows[0] + "BSN;Achternaam;;;;\n" + Self.rows[1])
        #expect(answer.records == 2)
        #expect(answer.setAside == [.headerAgain: 1])
    }

    @Test(arguments: [
        ";Totaal;A.;03-02-1970;1234 AB;1\n",
        ";Einde;E.;03-02-1970;1234 AB;1\n", ";Achternaam;A.;03-02-1970;1234 AB;1\n",
    ])
    func `somebody who is called like a total is a record`(row: String) throws {
        let answer = try add(Self.header + Self.rows[0] + row)
        #expect(answer.records == 2)
        #expect(answer.setAside.isEmpty)
    }

    @Test(arguments: [
        ("sep=;\n", [FileRemark.separatorLine]), ("SEP=;\r\n", [.separatorLine]),
        ("\"sep=;\"\n", [.separatorLine]),
        ("Lijst van betrokkenen\n\n", [.titleLines(1)]),
        ("Lijst van betrokkenen;;;;;\nGemaakt op;12-08-2025;;;;\n", [.titleLines(2)]),
        ("\u{FEFF}sep=;\nOverzicht\n", [.separatorLine, .titleLines(1)]),
    ])
    func `lines before the header are said, and the header is found`(
        before: String,
        remarks: [FileRemark]
    ) throws {
        let answer = try add(before + Self.header + Self.rows.joined())
        #expect(answer.records == 3)
        #expect(answer.linked == 3)
        #expect(Set(answer.files.keys) == Set(remarks))
        #expect(!answer.needsALook)
    }

    @Test func `cells that a spreadsheet keeps as text by a formula are what stands within`() throws
    {
        let answer = try add(
            Self.header + ";=\"Voorbeeldstra\";A.;\"=\"\"1970-02-03\"\"\";1234 AB;=\"1\"\n"
        )
        #expect(answer.linked == 1)
        #expect(answer.files == [.formulaCells: 1])
    }

    @Test func `a list of nothing but totals and headers is no statement`() throws {
        #expect(throws: IngestionError.self) {
            try add(Self.header + Self.header + "Totaal;0;;;;\n")
        }
        do {
            _ = try add(Self.header + "Totaal;0;;;;\n")
        } catch IngestionError.noRecords(_, let setAside) {
            #expect(setAside == [.totalsRow])
        }
        #expect(try test.store.statements(of: test.store.incident("hack")).isEmpty)
    }

    @Test func `a population may have a title, a second header and totals too`() throws {
        let text =
            "Uitdraai;;\n" + IngestionFolder.header + IngestionFolder.row(4)
            + IngestionFolder.header + IngestionFolder.row(5) + "Totaal,2"
            + String(repeating: ",", count: 20) + "\n"
        let file = try test.write("more.csv", text)
        let answer = try PopulationImport(file).run(in: test.store, test.context())
        #expect(answer.counts[.newPeople] == 2)
        #expect(answer.setAside == [.headerAgain: 1, .totalsRow: 1])
        #expect(answer.files == [.titleLines(1): 1])
    }

    /// `é` in Windows-1252.
    private func accented(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { UInt8($0.value) }
    }

    @Test(arguments: [1, 50, 99, 100])
    func `Windows-1252 is found out whatever share of rows has accents`(share: Int) throws {
        var text = IngestionFolder.header.replacing(",", with: ";")
        for number in 1...100 {
            text += IngestionFolder.row(
                number + 10,
                surname: number <= share ? "Andr\u{E9}sstra" : "Andresstra"
            ).replacing(",", with: ";")
        }
        try Data(accented(text)).write(to: URL(fileURLWithPath: test.path("w.csv")))
        let answer = try PopulationImport(test.path("w.csv"))
            .run(in: test.store, test.context(), tell: test.tell)
        #expect(answer.counts[.newPeople] == 100)
        #expect(answer.counts[.assumedEncodings] == share)
        #expect(test.events.contains(.guessedEncoding(rows: share)))
        // Nobody guesses when it was said, and a row that is no UTF-8 is set aside then.
        let fresh = try IngestionFolder()
        let strict = try PopulationImport(test.path("w.csv"), encoding: "utf-8")
            .run(in: fresh.store, fresh.context())
        #expect(strict.setAside.values.reduce(0, +) == share)
        let said = try PopulationImport(test.path("w.csv"), encoding: "windows-1252", again: true)
            .run(in: fresh.store, fresh.context())
        #expect(said.counts[.assumedEncodings] == nil)
        #expect(said.setAside.isEmpty)
        #expect(try fresh.store.peopleCount() == 100)
    }

    @Test func `an accent deep in a file, or in its header, is read too`() throws {
        var text = "BSN;Achternaam;Voorletters;Geboortedatum;Postcode;Huisnr;Co\u{EB}fficient\n"
        for number in 1...9000 { text += ";Proef\(number);A.;03-02-1970;1234 AB;\(number);\n" }
        text += ";Voorbeeldstra;A.;03-02-1970;1234 AB;1;\n;Caf\u{E9};C.;03-02-1970;1234 AB;1;\n"
        let answer = try add(accented(text))
        #expect(answer.records == 9002)
        #expect(answer.guessedRows == 1)
    }
}
