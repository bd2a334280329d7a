// SPDX-License-Identifier: EUPL-1.2
import CSV
import Testing

@Suite struct CSVLimitsTests {
    private func reading(_ text: String, _ limits: CSVLimits, piece: Int = .max) -> Reading {
        Reading(CSVReader(limits: limits), Array(text.utf8), piece: piece)
    }

    @Test func `a field may be as long as the limit and no longer`() {
        let limits = CSVLimits(fieldBytes: 3)
        #expect(reading("abc,\"d\"\"e\"\n", limits).rows == [["abc", "d\"e"]])
        let refused = reading("a\nbb,abcd,\"x\ny\nz,1\n", limits)
        #expect(refused.rows == [["a"], ["y"], ["z", "1"]])
        #expect(
            refused.problems == [
                CSVRowProblem(row: 2, lines: 2...2, reason: .fieldTooLong(limit: 3))
            ]
        )
    }

    @Test func `a row has limits in bytes and in fields`() {
        #expect(reading("aa,bb\n", CSVLimits(rowBytes: 4)).rows == [["aa", "bb"]])
        let limits = CSVLimits(rowBytes: 4)
        #expect(reading("aa,bbb\nc\n", limits).reasons == [.rowTooLong(limit: 4)])
        #expect(reading("a,b\n", CSVLimits(fieldsPerRow: 2)).rows == [["a", "b"]])
        let narrow = reading("a,b,c\nd\n", CSVLimits(fieldsPerRow: 2))
        #expect(narrow.reasons == [.tooManyFields(limit: 2)])
        #expect(narrow.rows == [["d"]])
    }

    @Test(arguments: 1...20) func `limits do not depend on how the stream is cut`(piece: Int) {
        let text = "abcdef,g\n\"ab\ncdefg\"\nabcde,fghij,k\n,,,,,\nz\n\"q\"q\n"
        let limits = CSVLimits(fieldBytes: 5, rowBytes: 10, fieldsPerRow: 4)
        let cut = reading(text, limits, piece: piece)
        #expect(cut == reading(text, limits))
        #expect(cut.rows == [["z"]])
        #expect(cut.problems.count == 5)
    }

    @Test(arguments: [1, 7, 1_000_000])
    func `a quote that is not closed costs its own line only`(piece: Int) {
        var text = "a,b\r\n1,\"open\r\n"
        for number in 2...200 { text += "\(number),x\r\n" }
        let found = reading(text, CSVLimits(), piece: piece)
        #expect(found.rows.count == 200)
        #expect(found.rows.last == ["200", "x"])
        #expect(
            found.problems == [
                CSVRowProblem(
                    row: 2,
                    lines: 2...2,
                    reason: .quoteTooLong(lines: 64, bytes: 64 << 10)
                )
            ]
        )
    }

    @Test(arguments: [1, 3, 1_000])
    func `at the end of the file the lines behind an open quote are read too`(piece: Int) {
        let found = reading("a,b\n1,\"open\n2,x\n4,\"again\n5,y", CSVLimits(), piece: piece)
        #expect(found.rows == [["a", "b"], ["2", "x"], ["5", "y"]])
        #expect(found.problems.map(\.lines) == [2...2, 4...4])
        #expect(found.reasons == [.textAfterQuote, .unterminatedQuote])
    }

    @Test(arguments: [1, 3, 1_000])
    func `an open quote does not take the next quoted field with it`(piece: Int) {
        let found = reading("1,\"open\n2,x\n\"y\nz\",3\n", CSVLimits(), piece: piece)
        #expect(found.rows == [["2", "x"], ["y\nz", "3"]])
        #expect(found.problems.map(\.lines) == [1...1])
        #expect(found.reasons == [.textAfterQuote])
    }

    @Test func `a quoted field may have as many lines and bytes as the limits say`() {
        let lines = String(repeating: "x\n", count: 3)
        let limits = CSVLimits(quotedLines: 3, quotedBytes: 8)
        #expect(reading("\"\(lines)\",1\n2\n", limits).rows == [[lines, "1"], ["2"]])
        let refused = reading("\"\(lines)\n\",1\n2\n", limits)
        #expect(refused.reasons.first == .quoteTooLong(lines: 3, bytes: 8))
        #expect(refused.rows.last == ["2"])
        #expect(reading("\"123456\n8\"\n", limits).rows == [["123456\n8"]])
        let long = reading("\"123456\n89\"\n2\n", limits)
        #expect(long.reasons.first == .quoteTooLong(lines: 3, bytes: 8))
        #expect(reading("\"1234567890\"\n", limits).rows == [["1234567890"]], "on one line")
    }

    @Test(arguments: 1...20) func `doubts do not depend on how the stream is cut`(piece: Int) {
        let text = "a,\"b\r\nc\"\"d\r\n\"e\",\"f\r\n\r\ng\",h\r\ni,\"\u{E9}\r\nj\r\nk\r\nl\r\nm\r\n"
        let limits = CSVLimits(quotedLines: 2, quotedBytes: 12)
        #expect(reading(text, limits, piece: piece) == reading(text, limits))
        #expect(reading(text, limits).rows.last == ["m"])
    }

    @Test func `an endless line is one problem, and the next line is read`() {
        var reader = CSVReader()
        var rows: [[String]] = []
        var problems: [CSVRowProblem] = []
        let take: (borrowing CSVRow) -> Void = { rows.append($0.fields) }
        let note: (CSVRowProblem) -> Void = { problems.append($0) }
        reader.feed(Array("eerste\n".utf8), row: take, problem: note)
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        for _ in 0..<12 { reader.feed(piece, row: take, problem: note) }
        reader.feed(Array("\nlaatste".utf8), row: take, problem: note)
        reader.finish(row: take, problem: note)
        #expect(rows == [["eerste"], ["laatste"]])
        #expect(
            problems == [
                CSVRowProblem(row: 2, lines: 2...2, reason: .fieldTooLong(limit: 1 << 20))
            ]
        )
    }
}
