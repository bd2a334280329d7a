// SPDX-License-Identifier: EUPL-1.2
import CSV
import Testing

@Suite struct PiecesTests {
    /// Every turn the reader can take, in one file.
    static let text: [UInt8] =
        [0xEF, 0xBB, 0xBF]
        + Array(
            "naam;dag\r\n\"Buren; \"\"van\"\"\";1\r\r\n\"a\r\n\nb\"x;2\nZoë \\; Ü;\"3\\\"\"\n".utf8
        )
        + [0x4A, 0xF6, 0x72, 0x67, 0x3B, 0x34, 0x0A, 0xC3, 0x0A]
        + Array("\u{0};5\n\n;;\n\"open\n".utf8)

    static let dialect = CSVDialect(delimiter: UInt8(ascii: ";"), escape: UInt8(ascii: "\\"))

    @Test(arguments: 1...text.count) func `a file in pieces is the same file`(piece: Int) {
        for strict in [true, false] {
            var dialect = Self.dialect
            dialect.strict = strict
            let reader = CSVReader(dialect: dialect, fieldCount: .asFirstRow)
            let whole = Reading(reader, Self.text)
            #expect(Reading(reader, Self.text, piece: piece) == whole)
            #expect(whole.rows.count == (strict ? 4 : 5))
            #expect(whole.problems.count == (strict ? 6 : 4))
        }
    }

    @Test(arguments: TextEncoding.allCases, 1...9)
    func `an encoding in pieces is the same text`(encoding: TextEncoding, piece: Int) {
        let text = "naam;é\r\nJörg;Müller\n"
        let bytes = EncodingTests.bytes(text, as: encoding)
        let reader = CSVReader(dialect: .semicolon, encoding: encoding)
        let reading = Reading(reader, bytes, piece: piece)
        #expect(reading.rows == [["naam", "é"], ["Jörg", "Müller"]])
        #expect(reading.problems.isEmpty)
    }

    @Test(
        arguments: [
            ([0xEF, 0xBB, 0xBF], 0), ([0xEF, 0xBB, 0xBF, 0x61], 1), ([0xEF, 0xBB], 0), ([0xEF], 0),
            ([0xC3, 0xA9], 1),
        ] as [([UInt8], Int)]
    )
    func `only a whole byte order mark is left out`(bytes: [UInt8], rows: Int) {
        for piece in 1...4 {
            let reading = Reading(CSVReader(), bytes, piece: piece)
            #expect(reading.rows.count == rows)
            #expect(reading.problems.count == (bytes.count < 3 && rows == 0 ? 1 : 0))
        }
    }
}
