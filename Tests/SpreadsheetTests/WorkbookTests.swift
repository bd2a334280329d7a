// SPDX-License-Identifier: EUPL-1.2

import Spreadsheet
import TestWorkbooks
import Testing

/// What cells say: texts, numbers and days as the sheet shows them.
@Suite struct WorkbookTests {
    static func rows(
        _ workbook: TestWorkbook,
        sheet: Int = 0,
        behind: Int = 0,
        limits: WorkbookLimits = WorkbookLimits()
    ) throws -> (rows: [SheetRow], ending: SheetEnding) {
        try rows(workbook.bytes(), sheet: sheet, behind: behind, limits: limits)
    }

    static func rows(
        _ bytes: [UInt8],
        sheet: Int = 0,
        behind: Int = 0,
        limits: WorkbookLimits = WorkbookLimits()
    ) throws -> (rows: [SheetRow], ending: SheetEnding) {
        let opened = try Workbook(WorkbookBytes(bytes), limits: limits)
        var rows: [SheetRow] = []
        let ending = try opened.forEachRow(of: opened.sheets[sheet], behind: behind) {
            rows.append($0)
        }
        return (rows, ending)
    }

    private func cells(_ workbook: TestWorkbook) throws -> [[String]] {
        try Self.rows(workbook).rows.map(\.cells)
    }

    @Test func `texts are read whether cells share them, hold them or compute them`() throws {
        let rich =
            "<r><rPr><b/></rPr><t>Proef</t></r><r><t xml:space=\"preserve\"> straat</t></r>"
            + "<rPh sb=\"0\" eb=\"1\"><t>not said</t></rPh>"
        let sheet = TestSheet(
            "Blad1",
            [
                ["naam", "Jansen & Zn <x>"],
                [.inline("<t>Ca\u{301}fé</t>"), .inline(rich)],
                [.formula("uitkomst"), .formula(nil), "einde"],
            ]
        )
        let (rows, ending) = try Self.rows(TestWorkbook(sheet))
        #expect(
            rows.map(\.cells) == [
                ["naam", "Jansen & Zn <x>"], ["Ca\u{301}fé", "Proef straat"],
                ["uitkomst", "", "einde"],
            ]
        )
        #expect(ending.formulasWithoutValue == 1)
    }

    @Test func `a formula without a value is counted, one that came to nothing is empty`() throws {
        var sheet = TestSheet("B", [])
        sheet.xml =
            "<worksheet><sheetData><row><c><f>A1</f></c><c><f>A1</f><v></v></c><c><f>A1</f><v/></c>"
            + "<c t=\"str\"><f>A1</f><v></v></c><c><f>A1</f><v>7</v></c></row></sheetData></worksheet>"
        let (rows, ending) = try Self.rows(TestWorkbook(sheet))
        #expect(rows.map(\.cells) == [["", "", "", "", "7"]])
        #expect(ending.formulasWithoutValue == 3)
    }

    @Test func `shared texts may be in runs, and say what is pronounced apart`() throws {
        var workbook = TestWorkbook(TestSheet("Blad1", [["a", "b", "c"]]))
        workbook.parts["xl/sharedStrings.xml"] =
            "<x:sst xmlns:x=\"\(TestWorkbook.main)\"><x:si><x:r><x:t>Voor</x:t></x:r><x:r>"
            + "<x:t>beeld</x:t></x:r><x:rPh><x:t>no</x:t></x:rPh></x:si><x:si/>"
            + "<x:si><x:t>a_x000A_b_x005F_x000A_</x:t></x:si></x:sst>"
        #expect(try cells(workbook) == [["Voorbeeld", "", "a\nb_x000A_"]])
    }

    @Test(arguments: [
        ("123456782", "123456782"), ("1.23456782E8", "123456782"), ("12.0", "12"),
        ("12.5", "12.5"), ("-3", "-3"), ("1.2345678901234567E+17", "1.2345678901234567E+17"),
        ("NaN", "NaN"), ("0", "0"),
    ])
    func `a number keeps its value`(stored: String, text: String) throws {
        #expect(try cells(TestWorkbook(TestSheet("B", [[.number(stored)]]))) == [[text]])
    }

    @Test(arguments: [
        ("000000000", "12345678", "012345678"), ("00000", "41", "00041"),
        ("\"VB-\"0000", "7", "VB-0007"), ("\\P0", "12", "P12"), ("[$-413]0000", "7", "0007"),
        ("000\\-000", "12345", "012-345"), ("00\\.00\\-0", "7", "00.00-7"),
        ("000\\-000", "1234567", "1234-567"), ("000-000-", "123456", "123-456-"),
        ("###\\-000", "12345", "12345"),
        ("00000;-00000;@", "41", "00041"), ("0", "41", "41"), ("#,##0", "4100", "4100"),
        ("0.00", "41", "41"), ("00000", "4.5", "4.5"), ("00000", "-41", "-41"),
        ("General", "41", "41"), ("0.00E+00", "41", "41"), ("0%", "1", "1"),
        ("@", "41", "41"), ("00-00", "1234", "12-34"),
    ])
    func `zeros and signs that a format puts around a number are of it`(
        code: String,
        stored: String,
        text: String
    ) throws {
        var workbook = TestWorkbook(TestSheet("B", [[.number(stored, style: 1)]]))
        workbook.formats = [code]
        #expect(try cells(workbook) == [[text]])
    }

    @Test(arguments: [
        ("14", "25602", "1970-02-03"), ("dd-mm-yyyy", "25602", "1970-02-03"),
        ("[$-413]d mmmm yyyy;@", "25602", "1970-02-03"), ("yyyy\\-mm\\-dd", "1", "1900-01-01"),
        ("d/m/yy", "59", "1900-02-28"), ("d/m/yy", "60", "1900-02-29"),
        ("d/m/yy", "61", "1900-03-01"), ("mmm", "25602", "1970-02-03"),
        ("22", "25602.5", "1970-02-03 12:00:00"), ("22", "25602", "1970-02-03"),
        ("d/m/yy", "25602.75", "1970-02-03"), ("hh:mm", "0.5", "12:00:00"),
        ("yyyy-mm-dd hh:mm", "25602.9999999", "1970-02-04"), ("14", "0", "0"),
        ("14", "-1", "-1"), ("14", "2958465", "9999-12-31"), ("14", "2958466", "2958466"),
        ("[h]:mm", "25602", "25602"), ("\"dag\" 0", "3", "dag 3"), ("[Red]0", "3", "3"),
        ("dd-mm-yyyy", "1e9999", "1e9999"),
    ])
    func `days are told by the format of their number`(
        code: String,
        stored: String,
        text: String
    ) throws {
        var workbook = TestWorkbook(TestSheet("B", [[.number(stored, style: 1)]]))
        workbook.formats = [code]
        #expect(try cells(workbook) == [[text]])
    }

    @Test(arguments: [("0", "1904-01-01"), ("60", "1904-03-01"), ("24140", "1970-02-03")])
    func `a workbook may count its days from 1904`(stored: String, text: String) throws {
        var workbook = TestWorkbook(TestSheet("B", [[.number(stored, style: 1)]]))
        workbook.formats = ["14"]
        workbook.countsFrom1904 = true
        #expect(try cells(workbook) == [[text]])
    }

    @Test func `booleans, errors and ISO days are what they say`() throws {
        let row: [TestCell] = [
            .boolean(true), .boolean(false), .error("#N/A"), .isoDate("1970-02-03T00:00:00"),
            .isoDate("1970-02-03T12:30:00.000Z"), .isoDate("1970-02-03"),
        ]
        #expect(
            try cells(TestWorkbook(TestSheet("B", [row]))) == [
                ["TRUE", "FALSE", "#N/A", "1970-02-03", "1970-02-03 12:30:00", "1970-02-03"]
            ]
        )
    }

    @Test func `rows have the number of the sheet, and cells their column, whatever is missing`()
        throws
    {
        var sheet = TestSheet("B", [["a", "", "c"], [], [""], ["", "", "", "d"]])
        sheet.rowAttributes = [4: "hidden=\"1\""]
        sheet.merges = ["A1:C1", "A4:A6", "B1:B4", "A4:B4"]
        sheet.dimension = "A1:XFD1048576"
        let (rows, ending) = try Self.rows(TestWorkbook(sheet), behind: 0)
        #expect(rows.map(\.number) == [1, 4])
        #expect(rows.map(\.cells) == [["a", "", "c"], ["", "", "", "d"]])
        #expect(ending.hiddenRows == 1)
        #expect(try Self.rows(TestWorkbook(sheet), behind: 1).ending.mergedOverRows == 1)
        #expect(try Self.rows(TestWorkbook(sheet), behind: 1).rows.map(\.number) == [4])
    }

    @Test func `cells and rows that do not say where they are follow each other`() throws {
        var sheet = TestSheet("B", [])
        sheet.xml =
            "<worksheet><sheetData><row><c><v>1</v></c><c><v>2</v></c></row>"
            + "<row r=\"5\"><c r=\"C5\"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>"
            + "</sheetData></worksheet>"
        let rows = try Self.rows(TestWorkbook(sheet)).rows
        #expect(rows.map(\.number) == [1, 5, 6])
        #expect(rows.map(\.cells) == [["1", "2"], ["", "", "3", "4"], ["5"]])
    }

    @Test func `sheets are named in the order of their tabs, hidden ones as such`() throws {
        var hidden = TestSheet("Verborgen & <stil>", [["x"]])
        hidden.state = "veryHidden"
        let workbook = TestWorkbook(TestSheet("Leeg", []), hidden, TestSheet("Vol", [["y"]]))
        let opened = try Workbook(WorkbookBytes(workbook.bytes()))
        #expect(opened.sheets.map(\.name) == ["Leeg", "Verborgen & <stil>", "Vol"])
        #expect(opened.sheets.map(\.isHidden) == [false, true, false])
        #expect(try opened.sheets.map { try opened.hasRows($0) } == [false, true, true])
        #expect(try Self.rows(workbook, sheet: 2).rows.map(\.cells) == [["y"]])
    }

    @Test func `a large sheet goes through little memory at a time`() throws {
        let csv = (1...60_000).map { "VB-\($0),Voorbeeldstra,Proefstraat \($0 % 90)" }
            .joined(separator: "\n")
        let (rows, _) = try Self.rows(TestWorkbook(TestSheet("B", csv: csv)))
        #expect(rows.count == 60_000)
        #expect(rows.last?.cells == ["VB-60000", "Voorbeeldstra", "Proefstraat 60"])
        #expect(rows.last?.number == 60_000)
    }
}
