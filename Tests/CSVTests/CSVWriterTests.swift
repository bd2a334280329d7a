// SPDX-License-Identifier: EUPL-1.2
import CSV
import Testing

@Suite struct CSVWriterTests {
    private func text(
        _ fields: [String],
        _ writer: CSVWriter = CSVWriter(defusesFormulas: false)
    ) -> String {
        var output: [UInt8] = []
        writer.append(fields, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    @Test(arguments: [
        (["a", "b"], "a,b\r\n"), ([], "\r\n"), ([""], "\"\"\r\n"), (["", ""], ",\r\n"),
        (["a,b", "c\"d", "e\nf", " g"], "\"a,b\",\"c\"\"d\",\"e\nf\",\" g\"\r\n"),
        (["a;b", "=1+1"], "a;b,=1+1\r\n"),
    ])
    func `quotes where they are needed and nowhere else`(fields: [String], line: String) {
        #expect(text(fields) == line)
    }

    @Test(arguments: [
        "=1+1", "+31201234567", "-2", "@SOM(A1)", "\tx", "\rx", "\nx", "  =1+1", "\u{A0}=1",
        "\u{FEFF}=1", "\u{3000}@x", "\u{FF1D}1+1", "\u{FF0B}1", "\u{FF0D}1", "\u{FF20}x",
        "\u{2212}1",
    ])
    func `defuses what a spreadsheet would run, unless told not to`(field: String) {
        #expect(text([field], CSVWriter()) == "\"'\(field)\"\r\n")
        #expect(!text([field]).contains("'"))
    }

    @Test(arguments: ["1-2", "a=b", "'t Hooft", "", "Ē", "€ 2", "\u{FF21}=", "\u{3001}"])
    func `leaves other fields alone`(field: String) {
        #expect(text(["x", field], CSVWriter()) == "x,\(field)\r\n")
    }

    @Test func `a formula in a link is text`() {
        #expect(
            text(["=HYPERLINK(\"https://x.example\",\"klik\")"], CSVWriter())
                == "\"'=HYPERLINK(\"\"https://x.example\"\",\"\"klik\"\")\"\r\n"
        )
    }

    @Test func `the reader reads back what the writer wrote`() {
        let rows = [["a", "", "\"", "x\r\ny"], [""], ["Zoë;", ",", " b ", "\n"]]
        for delimiter in CSVDialect.usualDelimiters {
            var output: [UInt8] = []
            let writer = CSVWriter(delimiter: delimiter, defusesFormulas: false)
            for row in rows { writer.append(row, to: &output) }
            let reader = CSVReader(dialect: CSVDialect(delimiter: delimiter))
            #expect(Reading(reader, output).rows == rows)
        }
    }
}
