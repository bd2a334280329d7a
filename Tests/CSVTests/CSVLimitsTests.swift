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
