// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Intake
import Spreadsheet
import Store
import Synchronization
import TestWorkbooks
import Testing

/// Populations and lists out of workbooks: what the same table in CSV comes to, and what a workbook has
/// besides.
@Suite struct WorkbookImportTests {
    private let test: IngestionFolder

    init() throws { test = try IngestionFolder() }

    private func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: test.path(name)))
        return test.path(name)
    }

    private func write(_ name: String, _ workbook: TestWorkbook) throws -> String {
        try write(name, workbook.bytes())
    }

    private func people(_ numbers: ClosedRange<Int>) -> TestSheet {
        TestSheet(
            "Personen",
            csv: IngestionFolder.header + numbers.map { IngestionFolder.row($0) }.joined()
        )
    }

    private func take(_ file: String, sheet: String? = nil) throws -> ImportAnswer {
        try PopulationImport(file, sheet: sheet)
            .run(in: test.store, test.context(), tell: test.tell)
    }

    private func openIncident() throws {
        _ = try test.store.openIncident(
            reference: "hack",
            title: "Hack",
            party: .init(rawValue: "lab"),
            said: "",
            act: Act(by: "officer", at: IngestionFolder.now, counterparty: "lab")
        )
    }

    private func add(_ file: String, sheet: String? = nil) throws -> ListAnswer {
        try ListImport(
            file,
            sheet: sheet,
            incident: "hack",
            name: "l" + UUID().uuidString,
            source: "mail",
            happenedAt: IngestionFolder.now
        ).run(in: test.store, test.context(), tell: test.tell)
    }

    private var remarks: [FileRemark] {
        test.events.compactMap { if case .remark(_, let remark) = $0 { remark } else { nil } }
    }

    // MARK: The same as CSV

    @Test func `a population in a workbook is the same people as in CSV, whatever it is called`()
        throws
    {
        try test.population(1...3)
        let answer = try take(try write("people.csv.bak", TestWorkbook(people(1...4))))
        #expect(answer.counts[.samePeople] == 3)
        #expect(answer.counts[.newPeople] == 1)
        #expect(answer.files.isEmpty)
        #expect(!answer.needsALook)
        #expect(test.events.contains(.sheetRead("Personen", others: [])))
        try test.write("one.hl7", IngestionFolder.order(1, person: 4))
        let message = try MessageImport(
            .hl7,
            [test.path("one.hl7")],
            flow: IngestionFolder.flow()
        ).run(in: test.store, test.context())
        #expect(message.counts[.linked] == 1)
        try test.verify()
    }

    @Test func `numbers and days as a spreadsheet stores them are those of the people`() throws {
        var workbook = TestWorkbook(
            TestSheet(
                "Personen",
                [
                    [
                        "Patiëntnummer", "Burgerservicenummer", "Voorletters", "Geslachtsnaam",
                        "Geboortedatum", "Straatnaam", "Huisnummer", "Postcode", "Woonplaats",
                        "Geheim",
                    ],
                    [
                        .number("41", style: 2), .number("1.11222333E8"), "A.", "Voorbeeldstra",
                        .number("25602", style: 1), "Proefstraat", .number("1.0"), "1234AB",
                        "Nergens", .boolean(false),
                    ],
                    [
                        .number("42", style: 2), .number("12345672"), "B.", "Andersstra",
                        .number("60", style: 1), "Proefstraat", .number("2"), "1234AB", "Nergens",
                    ],
                ]
            )
        )
        workbook.formats = ["dd-mm-yyyy", "00000"]
        let answer = try take(try write("p.xlsx", workbook))
        #expect(answer.counts[.newPeople] == 2)
        // 29 February 1900 never was: no birth date is made of it.
        #expect(answer.marked == [FieldMark(.birthDate, .noDate): 1])
        let same =
            "sourceId,bsn,initials,surname,birthDate,street,houseNumber,postcode,place,secrecy\n"
            + "00041,111222333,A.,Voorbeeldstra,1970-02-03,Proefstraat,1,1234AB,Nergens,0\n"
            + "00042,012345672,B.,Andersstra,1900-02-29,Proefstraat,2,1234AB,Nergens,\n"
        let again = try PopulationImport(try test.write("p.csv", same), absentIsEmpty: true)
            .run(in: test.store, test.context())
        #expect(again.counts[.samePeople] == 2)
    }

    @Test func `a workbook from which the zeros of the sourceIds are gone is refused`() throws {
        let ids = ["00041", "00042", "00043"]
        let numbers = ["111222333", "123456782", "987654321"]
        let header = "sourceId,bsn,surname,birthDate\n"
        let rows = zip(ids, numbers).map { "\($0),\($1),Voorbeeldstra,1970-02-03\n" }
        _ = try take(try test.write("p.csv", header + rows.joined()))
        var workbook = TestWorkbook(
            TestSheet(
                "Blad1",
                [["sourceId", "bsn", "surname", "birthDate"]]
                    + zip(ids, numbers).map {
                        [
                            .number(String(Int($0) ?? 0), style: 2), .number($1), "Voorbeeldstra",
                            .number("25602", style: 1),
                        ]
                    }
            )
        )
        workbook.formats = ["14", "0"]
        let file = try write("p.xlsx", workbook)
        #expect(throws: IngestionError.sourceIDsChanged(file: file, people: 3, of: 3)) {
            try PopulationImport(file, absentIsEmpty: true).run(in: test.store, test.context())
        }
        #expect(try test.store.peopleCount() == 3)
        // The sheet shows the zeros: they are there.
        workbook.formats = ["14", "00000"]
        let answer = try PopulationImport(try write("z.xlsx", workbook), absentIsEmpty: true)
            .run(in: test.store, test.context())
        #expect(answer.counts[.samePeople] == 3)
    }

    @Test func `a list is the same list in CSV and in a workbook, and no second statement`() throws
    {
        try test.population(1...3)
        try openIncident()
        let list =
            "Achternaam,Voorletters,Geboortedatum,Postcode,Huisnummer,Uitslag\n"
            + "Voorbeeldstra,A.,1970-02-03,1234AB,1,goed\nNiemand,N.,1980-02-03,9999ZZ,9,\n"
        let answer = try add(
            try write("list.xlsx", TestWorkbook(TestSheet("Lijst", csv: list)))
        )
        #expect(answer.records == 2)
        #expect(answer.linked == 1)
        #expect(!answer.needsALook)
        #expect(throws: StoreError.self) { try add(try test.write("list.csv", list)) }
        let proposed = try ListColumns.propose(test.path("list.xlsx"))
        let plain = try ListColumns.propose(test.write("list.csv", list))
        #expect(proposed.text == "# sheet 'Lijst'\n" + plain.text)
        // Given back with its comment it reads.
        let map = try test.write("map.txt", proposed.text)
        _ = try CorrectStatement(
            test.path("list.xlsx"),
            mapping: .file(map),
            incident: "hack",
            name: answer.name
        ).run(in: test.store, test.context())
        #expect(proposed.text.contains("Geboortedatum = birthDate"))
    }

    @Test func `a back-file may be a sheet`() throws {
        try test.population(1...2)
        let rows =
            "bsn,surname,initials,birthDate,postcode,houseNumber,categories,disclosedOn,sender\n"
            + ",Voorbeeldstra,A.,1970-02-03,1234AB,1,name,2020-01-02,huisarts\n"
        let file = try write("b.xlsx", TestWorkbook(TestSheet("Blad", csv: rows)))
        let answer = try BackfileImport(file, sheet: "Blad", flow: IngestionFolder.flow())
            .run(in: test.store, test.context())
        #expect(answer.counts[.ledgerRows] == 1)
    }

    // MARK: Rows

    @Test func `title lines, a second header and totals are what they are in CSV`() throws {
        var sheet = people(1...3)
        let header = sheet.rows[0]
        sheet.rows.insert([.text("Uitdraai personen")], at: 0)
        sheet.rows.insert([], at: 1)
        sheet.rows.insert(header, at: 4)
        sheet.rows.append(["Totaal", .number("3")])
        sheet.rows.append([.none, "  "])
        sheet.merges = ["A1:F1", "A8:B8"]
        let answer = try take(try write("p.xlsx", TestWorkbook(sheet)))
        #expect(answer.counts[.newPeople] == 3)
        #expect(answer.setAside == [.headerAgain: 1, .totalsRow: 1])
        #expect(answer.files == [.titleLines(1): 1])
        var places: [Int] = []
        _ = try ReturnSetAside(reason: "to correct them").run(in: test.store, test.context()) {
            places.append($0.line)
        }
        #expect(places.sorted() == [5, 8], "rows are called as the sheet calls them")
    }

    @Test func `what a sheet hides, merges over rows or has not computed is said`() throws {
        var sheet = people(1...3)
        sheet.rowAttributes = [3: "hidden=\"1\""]
        sheet.merges = ["N2:N3", "A1:B1"]
        sheet.rows[3][3] = .formula(nil)
        let answer = try take(try write("p.xlsx", TestWorkbook(sheet)))
        #expect(answer.counts[.newPeople] == 3)
        #expect(
            answer.files == [.hiddenRows(1): 1, .mergedOverRows(1): 1, .formulasWithoutValue(1): 1]
        )
        #expect(answer.needsALook)
        sheet.merges = []
        sheet.rows[3][3] = "Anna"
        let fresh = try IngestionFolder()
        let file = try write("q.xlsx", TestWorkbook(sheet))
        let said = try PopulationImport(file).run(in: fresh.store, fresh.context())
        #expect(said.files == [.hiddenRows(1): 1])
        #expect(!said.needsALook)
    }

    @Test func `an error of a spreadsheet is no name and no number, in a workbook and in CSV`()
        throws
    {
        var sheet = people(1...3)
        sheet.rows[1][5] = .error("#N/A")
        sheet.rows[2][0] = .error("#REF!")
        let answer = try take(try write("p.xlsx", TestWorkbook(sheet)))
        #expect(answer.counts[.newPeople] == 2)
        #expect(answer.marked == [FieldMark(.surname, .spreadsheetError): 1])
        #expect(answer.setAside == [.column("sourceId", .spreadsheetError): 1])
        let csv =
            IngestionFolder.header + IngestionFolder.row(8, surname: "#N/B")
            + IngestionFolder.row(9, surname: "#Hekstra")
        let rows = try take(try test.write("p.csv", csv))
        #expect(rows.marked == [FieldMark(.surname, .spreadsheetError): 1])
    }

    @Test func `a row with more cells than the header is set aside, one with fewer is filled up`()
        throws
    {
        var sheet = people(1...2)
        sheet.rows[1].append("over")
        let answer = try take(try write("p.xlsx", TestWorkbook(sheet)))
        #expect(answer.counts[.newPeople] == 1)
        #expect(answer.setAside == [.fieldsUnlikeHeader(found: 23, expected: 22): 1])
    }

    @Test func `an import that was interrupted goes on at its row`() throws {
        let file = try write("p.xlsx", TestWorkbook(people(1...40_000)))
        let count = Counter()
        #expect(throws: IngestionError.interrupted) {
            try PopulationImport(file).run(
                in: test.store,
                test.context(acknowledges: true, isInterrupted: { count.reaches(30_000) }),
                tell: test.tell
            )
        }
        let kept = try test.store.peopleCount()
        #expect((1..<40_000).contains(kept), "\(kept)")
        let answer = try take(file)
        #expect(test.events.contains(.goesOn(line: kept + 2)))
        #expect(answer.read == 40_000 - kept)
        #expect(try test.store.peopleCount() == 40_000)
        _ = try take(file)
        #expect(test.events.contains(.takenInBefore(file: file)))
    }

    // MARK: Sheets

    @Test func `the first sheet that is shown and has rows is read, and others are said`() throws {
        var hidden = people(8...9)
        (hidden.name, hidden.state) = ("Oud", "hidden")
        var more = people(5...7)
        more.name = "Nieuw"
        let file = try write(
            "p.xlsx",
            TestWorkbook(TestSheet("Leeg", []), hidden, people(1...2), more)
        )
        let answer = try take(file)
        #expect(answer.counts[.newPeople] == 2)
        #expect(answer.files == [.otherSheets(2): 1])
        #expect(answer.needsALook)
        #expect(test.events.contains(.sheetRead("Personen", others: ["Oud", "Nieuw"])))
        let columns = try PopulationHeader.propose(file).text
        #expect(columns.hasPrefix("# sheet 'Personen'; not read: 'Oud', 'Nieuw'\n"))
        let chosen = try take(file, sheet: "nieuw ")
        #expect(chosen.counts[.newPeople] == 3)
        #expect(chosen.files.isEmpty)
        #expect(!chosen.needsALook)
        #expect(try take(file, sheet: "Oud").counts[.newPeople] == 2)
        #expect(
            throws: IngestionError.noSheet(
                "Blad9",
                file: file,
                known: ["Leeg", "Oud", "Personen", "Nieuw"]
            )
        ) {
            try take(file, sheet: "Blad9")
        }
        #expect(throws: IngestionError.noRows(file: file)) { try take(file, sheet: "Leeg") }
        let alone = try write("h.xlsx", TestWorkbook(hidden))
        #expect(throws: IngestionError.onlyHiddenSheets(file: alone, known: ["Oud"])) {
            try take(alone)
        }
        let csv = try test.write("p.csv", IngestionFolder.header)
        #expect(throws: IngestionError.noSheets(file: csv)) { try take(csv, sheet: "Oud") }
    }

    // MARK: Files that are no workbook, or not whole

    /// A compound file with a stream of that name.
    private func compound(_ stream: String) -> [UInt8] {
        var bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        bytes += [UInt8](repeating: 0, count: 504)
        (bytes[30], bytes[48]) = (9, 2)
        bytes += [UInt8](repeating: 7, count: 1024)
        for name in ["Root Entry", stream] {
            let name: [UInt8] = name.utf8.flatMap { [$0, 0] }
            bytes += name + [UInt8](repeating: 0, count: 128 - name.count)
        }
        return bytes
    }

    @Test func `what looks like a workbook and is none is named as what it is`() throws {
        let kind = Array("application/vnd.oasis.opendocument.spreadsheet".utf8)
        var stored: [UInt8] = [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 26)
        stored += Array("mimetype".utf8) + kind
        let whole = TestWorkbook.zip([("mimetype", kind), ("content.xml", [65])])
        let letter = TestWorkbook.zip([("word/document.xml", [65])])
        for (name, bytes, content) in [
            ("a.ods", stored, FileContent.openDocument), ("b.ods", whole, .openDocument),
            ("c.xls", compound("Workbook"), .officeFile),
            ("d.xlsx", compound("EncryptedPackage"), .encryptedOffice),
            ("e.docx", letter, .officeArchive),
            ("f.zip", TestWorkbook.zip([("lijst.csv", [65])]), .zip),
            ("g.xlsx.gz", IngestionFolder.gzip(TestWorkbook(people(1...2)).bytes()), .packed),
        ] {
            let file = try write(name, bytes)
            #expect(throws: IngestionError.holds(file: file, content), "\(name)") {
                try take(file)
            }
        }
        #expect(try test.store.peopleCount() == 0)
    }

    @Test func `a workbook through a pipe is asked for as a file`() throws {
        let path = test.path("pipe")
        mkfifo(path, 0o600)
        let bytes = TestWorkbook(people(1...2)).bytes()
        let writer = Thread {
            let handle = FileHandle(forWritingAtPath: path)
            try? handle?.write(contentsOf: Data(bytes))
            try? handle?.close()
        }
        writer.start()
        #expect(throws: IngestionError.readableOnlyOnce(file: path)) { try take(path) }
    }

    @Test
    func `a workbook that is cut off, or made to do harm, is refused before anything is kept`()
        throws
    {
        let bytes = TestWorkbook(people(1...200)).bytes()
        let cut = try write("cut.xlsx", Array(bytes.dropLast(40)))
        #expect(throws: IngestionError.workbook(file: cut, .cutOff)) { try take(cut) }
        var sheet = people(1...2)
        sheet.xml = "<!DOCTYPE w [<!ENTITY a \"b\">]><worksheet/>"
        let typed = try write("typed.xlsx", TestWorkbook(sheet))
        #expect(throws: IngestionError.workbook(file: typed, .documentType)) { try take(typed) }
        #expect(try test.store.peopleCount() == 0)
    }

    @Test func `of a damaged sheet people are read as far as it is whole, and a list not at all`()
        throws
    {
        var sheet = TestSheet("Blad", [])
        let rows = (1...50).map { number in
            "<row r=\"\(number + 1)\"><c t=\"inlineStr\"><is><t>VB-\(number)</t></is></c>"
                + "<c t=\"inlineStr\"><is><t>Voorbeeldstra</t></is></c></row>"
        }
        sheet.xml =
            "<worksheet><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>sourceId</t></is></c>"
            + "<c t=\"inlineStr\"><is><t>surname</t></is></c></row>" + rows.joined() + "<row"
        let file = try write("p.xlsx", TestWorkbook(sheet))
        let answer = try take(file)
        #expect(answer.counts[.newPeople] == 50)
        #expect(answer.files == [.workbookDamaged(lastRow: 51): 1])
        #expect(answer.needsALook)
        // It is not finished: the same file is said to be damaged again.
        #expect(try take(file).files == [.workbookDamaged(lastRow: 51): 1])
        try openIncident()
        let list = try write(
            "l.xlsx",
            {
                var list = TestWorkbook(sheet)
                list.sheets[0].xml = sheet.xml?.replacing("sourceId", with: "Voorletters")
                    .replacing("surname", with: "Achternaam")
                return list
            }()
        )
        #expect(throws: IngestionError.workbook(file: list, .damaged(lastRow: 51))) {
            try add(list)
        }
        #expect(try test.store.statements(of: test.store.incident("hack")).isEmpty)
    }
}

/// Counts how often it is asked.
private final class Counter: Sendable {
    private let count = Atomic(0)

    func reaches(_ limit: Int) -> Bool {
        count.add(1, ordering: .relaxed).newValue > limit
    }
}
