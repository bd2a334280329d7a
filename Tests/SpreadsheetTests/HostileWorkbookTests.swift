// SPDX-License-Identifier: EUPL-1.2

import Spreadsheet
import TestWorkbooks
import Testing

/// Files that are no workbook, are cut off, or were made to do harm: each is refused as what it is.
@Suite struct HostileWorkbookTests {
    private func problem(
        _ bytes: [UInt8],
        limits: WorkbookLimits = WorkbookLimits()
    ) -> WorkbookProblem? {
        do {
            _ = try WorkbookTests.rows(bytes, limits: limits)
            return nil
        } catch {
            return error as? WorkbookProblem
        }
    }

    private let plain = TestWorkbook(TestSheet("B", [["a", "b"], ["c", "d"]]))

    private func workbook(sheet xml: String) -> TestWorkbook {
        var sheet = TestSheet("B", [])
        sheet.xml = xml
        return TestWorkbook(sheet)
    }

    @Test func `a zip archive of something else is no workbook`() {
        #expect(problem(TestWorkbook.zip([("brief.txt", [65])])) == .noWorkbook)
        var letter = plain
        letter.parts["xl/workbook.xml"] = "<document/>"
        #expect(problem(letter.bytes()) == .noWorkbook)
        let ods = [("mimetype", [UInt8](repeating: 65, count: 9)), ("content.xml", [])]
        #expect(problem(TestWorkbook.zip(ods)) == .openDocument)
        var binary = plain
        binary.parts["_rels/.rels"] =
            "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>"
        #expect(problem(binary.bytes()) == .binary)
        #expect(problem(plain.bytes()) == nil)
    }

    @Test func `a file that is cut off anywhere is not read in part`() {
        let bytes = plain.bytes()
        for count in [4, 30, bytes.count / 4, bytes.count / 2, bytes.count - 30] {
            #expect(problem(Array(bytes[..<count])) == .cutOff, "\(count) of \(bytes.count)")
        }
    }

    @Test func `a part that is changed or missing is said, with the last whole row`() throws {
        var lacking = plain
        lacking.parts["xl/_rels/workbook.xml.rels"] =
            "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"none.xml\"/></Relationships>"
        #expect(problem(lacking.bytes()) == .damaged(lastRow: 0))
        let broken = workbook(
            sheet: "<worksheet><sheetData><row r=\"1\"><c><v>1</v></c></row><row r=\"2\"><c></row>"
        )
        #expect(problem(broken.bytes()) == .damaged(lastRow: 1))
        let short = workbook(sheet: "<worksheet><sheetData><row r=\"1\"><c><v>1</v></c></row>")
        #expect(problem(short.bytes()) == .damaged(lastRow: 1))
        let unknown = workbook(
            sheet:
                "<worksheet><sheetData><row><c t=\"s\"><v>7</v></c></row></sheetData></worksheet>"
        )
        #expect(problem(unknown.bytes()) == .damaged(lastRow: 0))
        // One changed bit anywhere in the largest part: its checksum tells.
        let rows = (1...3000).map { "naam \($0 &* 7919 % 3001)" }.joined(separator: "\n")
        var bytes = TestWorkbook(TestSheet("B", csv: rows)).bytes()
        bytes[bytes.count / 2] ^= 4
        let found = problem(bytes)
        #expect(found != nil)
    }

    @Test(arguments: [
        "<row r=\"2\"><c><v>1</v></c></row><row r=\"2\"><c><v>1</v></c></row>",
        "<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"><c><v>1</v></c></row>",
        "<row r=\"1048577\"><c><v>1</v></c></row>", "<row r=\"0\"><c><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"ZZZZZZZZZZ1\"><v>1</v></c></row>",
    ])
    func `rows and columns that cannot be are refused`(rows: String) {
        let xml = "<worksheet><sheetData>\(rows)</sheetData></worksheet>"
        guard case .damaged = problem(workbook(sheet: xml).bytes()) else {
            Issue.record("read")
            return
        }
    }

    @Test(arguments: [
        "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>",
        "<!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>",
        "<!DOCTYPE w SYSTEM \"http://example.invalid/w.dtd\">",
    ])
    func `a document type is refused wherever it stands, so no entity grows or fetches`(
        type: String
    ) {
        let xml = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"
        #expect(problem(workbook(sheet: xml).bytes()) == nil)
        #expect(problem(workbook(sheet: type + xml).bytes()) == .documentType)
        for part in ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels"] {
            var other = plain
            other.parts[part] = type + "<workbook/>"
            #expect(problem(other.bytes()) == .documentType, "\(part)")
        }
        let unknown = xml.replacing("<v>1", with: "<v>&a;")
        #expect(problem(workbook(sheet: unknown).bytes()) == .damaged(lastRow: 0))
    }

    @Test func `what unpacks to far more than the file is a trap, and is not unpacked`() {
        let zeros = String(repeating: " ", count: 70 << 20)
        let xml = "<worksheet><sheetData>\(zeros)</sheetData></worksheet>"
        #expect(problem(workbook(sheet: xml).bytes()) == .unpacksTooFar)
        // The same as the shared texts, and as the sheet of one cell.
        var texts = plain
        texts.parts["xl/sharedStrings.xml"] = "<sst><si><t>\(zeros)</t></si></sst>"
        #expect(problem(texts.bytes()) != nil)
    }

    @Test func `texts together, a cell and a row have a bound`() throws {
        let many = TestWorkbook(
            TestSheet("B", csv: (1...2000).map { "tekst\($0)" }.joined(separator: "\n"))
        )
        #expect(
            problem(many.bytes(), limits: WorkbookLimits(sharedBytes: 10_000)) == .tooManyTexts
        )
        #expect(problem(many.bytes(), limits: WorkbookLimits(sharedBytes: 100_000)) == nil)
        let long = String(repeating: "x", count: 2000)
        let sheet = TestSheet("B", [["kort"], [.inline("<t>\(long)</t>")], ["a", "b"]])
        let bytes = TestWorkbook(sheet).bytes()
        let rows = try WorkbookTests.rows(bytes, limits: WorkbookLimits(cellBytes: 1999)).rows
        #expect(rows.map(\.problem) == [nil, .cellTooLong(limit: 1999), nil])
        #expect(
            try WorkbookTests.rows(bytes, limits: WorkbookLimits(cellBytes: 2000)).rows[1].problem
                == nil
        )
        let short = try WorkbookTests.rows(bytes, limits: WorkbookLimits(rowBytes: 1999)).rows
        #expect(short.map(\.problem) == [nil, .rowTooLong(limit: 1999), nil])
        #expect(problem(bytes, limits: WorkbookLimits(parts: 3)) == .tooManyParts)
    }

    @Test func `what reading the file throws comes out as it is`() {
        struct Broken: Error {}
        let bytes = WorkbookBytes(size: 1000) { _, _ in throw Broken() }
        #expect(throws: Broken.self) { _ = try Workbook(bytes) }
    }
}
