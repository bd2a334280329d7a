// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7
import Testing

@Suite struct HL7MessageTests {
    private func message(_ text: String) throws -> HL7Message {
        try HL7Message(Array(text.utf8))
    }

    private func value(
        _ message: HL7Message,
        _ name: HL7SegmentName,
        _ field: Int,
        _ component: Int = 1
    ) throws -> String {
        let segment = try #require(message.first(name))
        let range = message.repetition(1, of: message.field(field, of: segment))
        return message.text(message.component(component, of: range))
    }

    @Test(arguments: ["\r", "\n", "\r\n", "\r\n\r\n"])
    func `segments may end in any line end`(end: String) throws {
        let read = try message("MSH|^~\\&|A|B\(end)PID|1||900000004^^^^NNNLD\(end)")
        #expect(read.segments.map(\.name.description) == ["MSH", "PID"])
        #expect(try value(read, .PID, 3) == "900000004")
        #expect(try value(read, .PID, 3, 5) == "NNNLD")
    }

    @Test func `MSH-1 is the delimiter itself and MSH-2 the others`() throws {
        let read = try message("MSH|^~\\&|A|B|C|D|20250101||OML^O21|17|P|2.4")
        #expect(try value(read, .MSH, 3) == "A")
        #expect(try value(read, .MSH, 9, 2) == "O21")
        #expect(try value(read, .MSH, 10) == "17")
        let header = try #require(read.first(.MSH))
        #expect(read.text(read.field(1, of: header)) == "|")
        #expect(read.text(read.field(2, of: header)) == "^~\\&")
    }

    @Test func `other delimiters are taken from the header`() throws {
        let read = try message("MSH$*+!%$A$B\rPID$1$$123*4*5+678")
        #expect(read.delimiters.field == UInt8(ascii: "$"))
        #expect(try value(read, .PID, 3, 3) == "5")
        let segment = try #require(read.first(.PID))
        let second = read.repetition(2, of: read.field(3, of: segment))
        #expect(read.text(second) == "678")
    }

    @Test(arguments: [
        ("a\\F\\b", "a|b"), ("a\\S\\b", "a^b"), ("a\\T\\b", "a&b"), ("a\\R\\b", "a~b"),
        ("a\\E\\b", "a\\b"), ("\\X41\\B", "AB"), ("\\.br\\x", "\\.br\\x"), ("a\\b", "a\\b"),
        ("\\XZZ\\", "\\XZZ\\"),
    ])
    func `escapes are resolved, others are left as they stand`(raw: String, expected: String) throws
    {
        let read = try message("MSH|^~\\&|A\rNTE|1||\(raw)")
        let segment = try #require(read.segments.last)
        #expect(read.text(read.field(3, of: segment)) == expected)
    }

    @Test(arguments: [
        ("", false), ("\"\"", false), ("^^", false), ("^\"\"", false), ("a", true), ("^a", true),
    ])
    func `null and empty parts are not filled`(raw: String, isFilled: Bool) throws {
        let read = try message("MSH|^~\\&|A\rPID|1||\(raw)")
        let segment = try #require(read.first(.PID))
        #expect(read.isFilled(read.field(3, of: segment)) == isFilled)
    }

    @Test func `bytes that are no UTF-8 read as Latin-1`() throws {
        let bytes = Array("MSH|^~\\&|A\rPID|1||||Jos".utf8) + [0xE9]
        let read = try HL7Message(bytes)
        #expect(try value(read, .PID, 5) == "José")
    }

    @Test(arguments: ["", "PID|1", "MSH", "MSH|", "FHS|^~\\&", "hello"])
    func `what is no message is refused with where and what`(text: String) {
        #expect(throws: HL7ParseError.self) { try message(text) }
    }

    @Test func `a line that is no segment is refused by its number`() {
        #expect(throws: HL7ParseError.segmentName(line: 2)) {
            try message("MSH|^~\\&|A\rthis is free text")
        }
    }
}

@Suite struct MessageFramingTests {
    private func frames(_ text: [UInt8], piece: Int) -> [MessageFraming.Frame] {
        var framing = MessageFraming()
        var frames: [MessageFraming.Frame] = []
        for start in stride(from: 0, to: text.count, by: piece) {
            framing.feed(Array(text[start..<min(start + piece, text.count)])) { frames.append($0) }
        }
        framing.finish { frames.append($0) }
        return frames
    }

    private let three = Array(
        "MSH|^~\\&|1\rPID|1\r\nMSH|^~\\&|2\rPID|2\r\n\r\nMSH|^~\\&|3\rNTE|1||MSH inside a line".utf8
    )

    @Test func `several messages come out the same, whatever the pieces`() {
        let whole = frames(three, piece: three.count)
        #expect(whole.count == 3)
        #expect(whole.map(\.line) == [1, 3, 6])
        for piece in 1..<three.count {
            let cut = frames(three, piece: piece)
            #expect(cut.map(\.bytes) == whole.map(\.bytes), "pieces of \(piece)")
            #expect(cut.map(\.offset) == whole.map(\.offset))
            #expect(cut.map(\.end) == whole.map(\.end))
        }
    }

    @Test func `reading can go on behind any message`() throws {
        let whole = frames(three, piece: 7)
        var framing = MessageFraming(offset: whole[0].end, line: whole[0].endLine)
        var rest: [MessageFraming.Frame] = []
        framing.feed(Array(three[whole[0].end...])) { rest.append($0) }
        framing.finish { rest.append($0) }
        #expect(rest.map(\.bytes) == whole.dropFirst().map(\.bytes))
        #expect(rest.map(\.line) == whole.dropFirst().map(\.line))
    }

    @Test func `MLLP frames and batch wrappers are taken off`() {
        let framed: [UInt8] =
            [0x0B] + Array("MSH|^~\\&|1\rPID|1\r".utf8) + [0x1C, 0x0D, 0x0B]
            + Array("MSH|^~\\&|2\r".utf8) + [0x1C, 0x0D]
        #expect(frames(framed, piece: 3).count == 2)
        let batch = Array("FHS|^~\\&\rBHS|^~\\&\rMSH|^~\\&|1\rMSH|^~\\&|2\rBTS|2\rFTS|1\r".utf8)
        let inside = frames(batch, piece: 5)
        #expect(inside.count == 2)
        #expect(inside.allSatisfy { !String(decoding: $0.bytes, as: UTF8.self).contains("BTS") })
    }

    @Test func `a message longer than the limit is said to be so, and the next one is read`() {
        var framing = MessageFraming(limit: 100)
        var found: [MessageFraming.Frame] = []
        let long = "MSH|^~\\&|" + String(repeating: "x", count: 10_000) + "\rMSH|^~\\&|2\r"
        framing.feed(Array(long.utf8)) { found.append($0) }
        framing.finish { found.append($0) }
        #expect(found.map(\.isTooLong) == [true, false])
        #expect(found[0].bytes.count <= 100)
    }
}
