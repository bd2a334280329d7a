// SPDX-License-Identifier: EUPL-1.2
import CSV
import Testing

@Suite struct CSVReaderTests {
    @Test(arguments: [
        ("bsn;naam", [["bsn;naam"]]),
        ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
        ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
        ("a,b\rc,d", [["a", "b"], ["c", "d"]]),
        (",\n", [["", ""]]),
        ("a,", [["a", ""]]),
        ("\"\"", [[""]]),
        ("\"Buren, van\",\"zei \"\"ja\"\"\"", [["Buren, van", "zei \"ja\""]]),
        ("\"twee\r\nregels\",x", [["twee\r\nregels", "x"]]),
        ("12\" wand,x", [["12\" wand", "x"]]),
        ("\n\r\n\ra\n\n", [["a"]]),
        ("", []),
        ("Zoë,Łukasz\n", [["Zoë", "Łukasz"]]),
    ])
    func `reads what RFC 4180 writes`(text: String, rows: [[String]]) {
        let reading = Reading(text)
        #expect(reading.rows == rows)
        #expect(reading.problems.isEmpty)
    }

    @Test(arguments: [
        ("a,\"b", CSVRowProblem(row: 1, lines: 1...1, reason: .unterminatedQuote)),
        ("a\nb,\"c\" d\n", CSVRowProblem(row: 2, lines: 2...2, reason: .textAfterQuote)),
        (
            "a\r\nb\u{0}\r\n",
            CSVRowProblem(row: 2, lines: 2...2, reason: .nulByte(line: 2, column: 2))
        ),
        (
            "\"a\n\u{0}\"\n",
            CSVRowProblem(row: 1, lines: 1...2, reason: .nulByte(line: 2, column: 1))
        ),
    ])
    func `a strict reader tells what is wrong with a row`(text: String, problem: CSVRowProblem) {
        #expect(Reading(text).problems == [problem])
    }

    @Test(arguments: [
        ("a,\"b\nc", [["a", "b\nc"]]), ("b,\"c\" d\n", [["b", "c d"]]),
        ("a,\u{0}", [["a", "\u{0}"]]),
    ])
    func `a lenient reader makes the best of it`(text: String, rows: [[String]]) {
        let reading = Reading(text, CSVDialect(strict: false))
        #expect(reading.rows == rows)
        #expect(reading.problems.isEmpty)
    }

    @Test func `rows after a problem go on`() {
        let reading = Reading("naam,dag\n\"Anna\"x,1\nBram,2\n")
        #expect(reading.rows == [["naam", "dag"], ["Bram", "2"]])
        #expect(reading.places == [[1, 1], [3, 3]])
        #expect(reading.reasons == [.textAfterQuote])
    }

    @Test func `a row is known by the line on which it begins`() {
        let reading = Reading("a\r\n\r\n\"b\nb\"\rc\n\nd")
        #expect(reading.rows == [["a"], ["b\nb"], ["c"], ["d"]])
        #expect(reading.places == [[1, 1], [3, 2], [5, 3], [7, 4]])
    }

    @Test func `blank lines are rows when they are wanted`() {
        let reading = Reading("a\r\n\r\nb\n\n", CSVDialect(keepsBlankLines: true))
        #expect(reading.rows == [["a"], [], ["b"], []])
        #expect(reading.places == [[1, 1], [2, 2], [3, 3], [4, 4]])
    }

    @Test func `an escape sign takes the meaning from what follows`() {
        let dialect = CSVDialect(escape: UInt8(ascii: "\\"))
        #expect(Reading("a\\,b,\"c\\\"d\"\n", dialect).rows == [["a,b", "c\"d"]])
        #expect(Reading("a\\\nb", dialect).rows == [["a\nb"]])
        #expect(Reading("a\\", dialect).reasons == [.danglingEscape])
    }

    @Test func `quotes can be switched off, changed or left single`() {
        let off = CSVDialect(quoting: .none)
        #expect(Reading("\"a,b\"", off).rows == [["\"a", "b\""]])
        let changed = CSVDialect(quote: UInt8(ascii: "'"))
        #expect(Reading("'a,b',\"", changed).rows == [["a,b", "\""]])
        let single = CSVDialect(doubleQuote: false)
        #expect(Reading("\"a\"\"b\",c", single).rows == [["a\"b\"", "c"]])
    }

    @Test func `spaces after a delimiter can be left out`() {
        let dialect = CSVDialect(skipInitialSpace: true)
        #expect(Reading("a,  b, \"c, d\", ", dialect).rows == [["a", "b", "c, d", ""]])
    }

    @Test func `without quotes a field can be held to be a number`() {
        let dialect = CSVDialect(quoting: .unquotedIsNumber)
        let reading = Reading("1,\"a\", 2.5,\n1,a\n", dialect)
        #expect(reading.rows == [["1", "a", " 2.5", ""]])
        #expect(reading.reasons == [.notANumber(field: 2)])
    }

    @Test func `rows must have as many fields as the header`() {
        let reader = CSVReader(fieldCount: .asFirstRow)
        let reading = Reading(reader, Array("a,b\n1,2\n3\n4,5,6\n7,8\n".utf8))
        #expect(reading.rows == [["a", "b"], ["1", "2"], ["7", "8"]])
        #expect(
            reading.reasons == [
                .fieldCount(found: 1, expected: 2), .fieldCount(found: 3, expected: 2),
            ]
        )
        #expect(Reading(CSVReader(fieldCount: .exactly(1)), [0x2C]).rows.isEmpty)
    }

    @Test func `quoted and empty differ from nothing`() {
        var seen: [Bool] = []
        var bytes: [[UInt8]] = []
        var reader = CSVReader()
        reader.feed(Array("\"\",,\"é\"\n".utf8)) { row in
            for field in 0..<row.count {
                seen += [row.isEmpty(field), row.isQuoted(field)]
                bytes.append(row.withBytes(of: field) { Array($0) })
                #expect(Array(row.bytes(of: field)) == bytes.last)
            }
        } problem: { _ in
        }
        #expect(seen == [true, true, true, false, false, true])
        #expect(bytes == [[], [], [0xC3, 0xA9]])
    }

    @Test func `what a closure throws comes out`() {
        var reader = CSVReader()
        #expect(throws: CSVRowProblem.self) {
            try reader.feed(Array("\"a\"b\n".utf8)) { _ in
            } problem: {
                throw $0
            }
        }
    }
}
