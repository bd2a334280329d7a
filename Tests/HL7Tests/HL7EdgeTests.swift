// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7
import Testing

@Suite struct HL7DelimiterTests {
    private func delimiters(_ header: String) throws -> HL7Delimiters {
        try HL7Message(Array(header.utf8)).delimiters
    }

    @Test func `an empty MSH-2 means the recommended delimiters`() throws {
        #expect(try delimiters("MSH||A|B") == HL7Delimiters())
    }

    @Test func `a delimiter that is not declared divides nothing`() throws {
        let message = try HL7Message(Array("MSH|^~|A\rNTE|1||a&b\\T\\c".utf8))
        #expect(message.delimiters.escape == 0)
        #expect(message.delimiters.subcomponent == 0)
        let note = try #require(message.segments.last)
        #expect(message.text(note, 3) == "a&b\\T\\c")
    }

    @Test func `version 2-7 declares a truncation character`() throws {
        let message = try HL7Message(Array("MSH|^~\\&#|A\rNTE|1||Zeer lang\\P\\".utf8))
        #expect(message.delimiters.truncation == UInt8(ascii: "#"))
        let note = try #require(message.segments.last)
        #expect(message.text(note, 3) == "Zeer lang#")
    }

    @Test func `a delimiter of several bytes keeps the others in their places`() throws {
        let read = try delimiters("MSH|^€\\&|A")
        #expect(read.repetition == 0)
        #expect(read.escape == UInt8(ascii: "\\"))
        #expect(read.subcomponent == UInt8(ascii: "&"))
    }
}

@Suite struct HL7AddressTests {
    private let message: HL7Message

    init() throws {
        message = try HL7Message(
            Array("MSH|^~\\&|A\rPID|1||1^^^X&2&ISO~7^^^Y||van Dam&van&Dam^Bo\rZZ1\rPV1|".utf8)
        )
    }

    @Test func `an address finds a value and misses what is not there`() throws {
        let patient = try #require(message.first(.PID))
        #expect(message.text(patient, 3, component: 4, subcomponent: 3) == "ISO")
        #expect(message.text(patient, 3, repetition: 2) == "7")
        #expect(message.text(patient, 5, subcomponent: 3) == "Dam")
        #expect(message.text(patient, 3, repetition: 3) == "")
        #expect(message.text(patient, 99) == "")
        #expect(message.text(patient, 0) == "")
    }

    @Test func `leaves and addresses agree`() throws {
        var count = 0
        for segment in message.segments {
            message.forEachLeaf(of: segment) { leaf, range in
                count += 1
                let found = message.range(
                    segment,
                    leaf.field,
                    repetition: leaf.repetition,
                    component: leaf.component,
                    subcomponent: leaf.subcomponent
                )
                #expect(found == range || segment.isHeader && leaf.field <= 2)
            }
        }
        #expect(count == 3 + 11)
    }

    @Test func `a message does not describe what is in it`() {
        #expect(!String(reflecting: message).contains("Dam"))
        #expect(Mirror(reflecting: message).children.isEmpty)
    }
}

@Suite struct HL7LineEndTests {
    @Test func `another line end than the header's stands inside a value`() throws {
        let message = try HL7Message(Array("MSH|^~\\&|A\rNTE|1||one\ntwo|C\rPV1|1\r".utf8))
        #expect(message.segments.map(\.name.description) == ["MSH", "NTE", "PV1"])
        let note = try #require(message.segments.dropFirst().first)
        #expect(message.text(note, 3) == "one\ntwo")
        #expect(message.text(note, 4) == "C")
    }

    @Test(arguments: [
        ("MSH|^~\\&|A\rPID|1\nPV1|1\r\nOBR|1", ["MSH", "PID", "OBR"]),
        ("MSH|^~\\&|A\r\nPID|1\nPV1|1\rOBR|1", ["MSH", "PID", "OBR"]),
        ("MSH|^~\\&|A\rNTE|1||x\n\nPID|9\r\nOBR|1", ["MSH", "NTE", "OBR"]),
        ("MSH|^~\\&|A\r\n\nPID|1\r\n", ["MSH", "PID"]),
        ("MSH|^~\\&|A\nPID|1\nPV1|1\r\nOBR|1", ["MSH", "PID", "PV1", "OBR"]),
    ])
    func `an LF ends a segment only where the header ends in one`(text: String, names: [String])
        throws
    {
        let message = try HL7Message(Array(text.utf8))
        #expect(message.segments.map(\.name.description) == names)
    }

    @Test func `a CR before a segment of a message whose header ends in an LF is in doubt`() {
        #expect(throws: HL7ParseError.mixedLineEnds(line: 2)) {
            try HL7Message(Array("MSH|^~\\&|A\nNTE|1||x\rPID|9\nOBR|1\n".utf8))
        }
    }

    @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17])
    func `fields are found wherever they fall in the words that are searched`(padding: Int) throws {
        let text = "MSH|^~\\&|" + String(repeating: "x", count: padding) + "|B||D\rPID|1||3"
        let message = try HL7Message(Array(text.utf8))
        let header = try #require(message.segments.first)
        #expect(message.text(header, 4) == "B")
        #expect(message.text(header, 5) == "")
        #expect(message.text(header, 6) == "D")
        #expect(message.text(try #require(message.first(.PID)), 3) == "3")
        #expect(header.fieldCount == 6)
    }
}

@Suite struct HL7CharacterSetTests {
    private func read(_ declared: String, _ name: [UInt8]) throws -> (HL7CharacterSet, String) {
        let header = "MSH|^~\\&|A|||||||||||||||\(declared)\rPID|1||||"
        let message = try HL7Message(Array(header.utf8) + name)
        return (message.characterSet, message.text(try #require(message.first(.PID)), 5))
    }

    @Test(arguments: [
        ("8859/1", [0xE9, 0x80], HL7CharacterSet.iso8859(part: 1), "é€"),
        ("8859/2", [0xA9, 0xE8], .iso8859(part: 2), "Šč"),
        ("8859/15", [0xBD, 0xA4], .iso8859(part: 15), "œ€"),
        ("8859/9", [0xFD, 0xF0], .iso8859(part: 9), "ığ"),
        ("ISO 8859-2~ISO IR87", [0xE8], .iso8859(part: 2), "č"),
        ("", [0xE9, 0x8A], .assumedWindows1252, "éŠ"),
        ("UNICODE UTF-8", [0xE9], .assumedWindows1252, "é"),
        ("ASCII", [0xE9], .assumedWindows1252, "é"), ("8859/77", [0xE9], .assumedWindows1252, "é"),
    ])
    func `bytes are read in the declared set, and by guess in Windows-1252`(
        declared: String,
        bytes: [UInt8],
        set: HL7CharacterSet,
        text: String
    ) throws {
        #expect(try read(declared, bytes) == (set, text))
    }

    @Test func `hexadecimal escapes are of the declared set`() throws {
        #expect(try read("8859/2", Array(#"\XA9\ima"#.utf8)).1 == "Šima")
        #expect(try read("8859/1", Array(#"Ren\XE9\e"#.utf8)).1 == "Renée")
        #expect(try read("UNICODE UTF-8", Array(#"Ren\XC3A9\e"#.utf8)).1 == "Renée")
        #expect(try read("", Array(#"Ren\XC3A9\e"#.utf8)).1 == "Renée")
        #expect(try read("", Array(#"Ren\XE9\e"#.utf8)).1 == "Renée")
    }

    @Test func `valid UTF-8 is UTF-8, whatever is declared`() throws {
        #expect(try read("UNICODE UTF-8", Array("Renée".utf8)) == (.utf8, "Renée"))
        #expect(try read("8859/1", Array("Renée".utf8)) == (.utf8, "Renée"))
        #expect(try read("8859/1", Array("Rene".utf8)).1 == "Rene")
    }
}

@Suite struct MessageFramingEdgeTests {
    private func frames(_ text: String, piece: Int, limit: Int = 1 << 20) -> [MessageFraming.Frame]
    {
        var framing = MessageFraming(limit: limit)
        var frames: [MessageFraming.Frame] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: piece) {
            framing.feed(Array(bytes[start..<min(start + piece, bytes.count)])) {
                frames.append($0)
            }
        }
        framing.finish { frames.append($0) }
        return frames
    }

    @Test(arguments: [1, 3, 1000])
    func `remarks between messages belong to none`(piece: Int) {
        let found = frames(
            "a remark\n\nMSH|^~\\&|1\nPID|1\n\n// the next\n// one\nMSH|^~\\&|2\nPID|2\n\n",
            piece: piece
        )
        #expect(
            found.map { String(decoding: $0.bytes, as: UTF8.self) }.map { $0.contains("next") }
                == [false, false]
        )
        #expect(found.map(\.line) == [3, 8])
        #expect(found.allSatisfy { (try? HL7Message($0.bytes)) != nil })
    }

    @Test(arguments: [1, 3, 1000])
    func `what is left of a message that was cut is a frame that does not read`(piece: Int) {
        let found = frames(
            "\n \nPID|1||9\rORC|NW|S1\rMSH|^~\\&|1\rPID|1\r\r00|Nergens|N|x\r\rnote\r\nFTS|1\r\nPV1|1\r",
            piece: piece
        )
        let texts = found.map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(texts.first == "PID|1||9\rORC|NW|S1")
        #expect(texts.dropFirst(2) == ["00|Nergens|N|x", "PV1|1"])
        #expect(found.map(\.line) == [3, 5, 8, 12])
        #expect(found.map { (try? HL7Message($0.bytes)) != nil } == [false, true, false, false])
    }

    @Test func `white space and the lines of a batch are no message`() {
        #expect(
            frames(" \r\n\t\nFHS|^~\\&|A\rBHS|^~\\&|A\r\rBTS|0\rFTS|0\r\u{1C}\r", piece: 2).isEmpty
        )
    }

    @Test func `a segment behind a blank line and a remark still belongs to its message`() throws {
        let found = frames("MSH|^~\\&|1\n\nremark\nPID|1\nMSH|^~\\&|2", piece: 4)
        #expect(found.count == 2)
        #expect(try HL7Message(found[0].bytes).segments.count == 2)
    }

    private static let header = "MSH|^~\\&|A|B|C|D|2024||ORU^R01|1|P|2.5\r"

    @Test(arguments: [1, 3, 1000])
    func `text behind an LF in a message of CRs is neither a segment nor a message`(piece: Int) {
        let text =
            Self.header
            + "NTE|1||Forwarded:\nMSH|^~\\&|X|Y|C|D|2024||ORU^R01|7|P|2.5\n\nPID|9\nnote\r"
            + "OBX|1|TX|a||one\n\ntwo|||||F\r"
        let found = frames(text + Self.header, piece: piece)
        #expect(found.count == 2)
        #expect(found[0].bytes == Array(text.utf8).dropLast())
        #expect(found.map(\.line) == [1, 10])
    }

    @Test(arguments: [1, 3, 1000])
    func `messages of CRs may stand on a line each`(piece: Int) {
        let one = Self.header + "PID|1\rOBR|1"
        let found = frames(one + "\n" + one + "\n" + one + "\n", piece: piece)
        #expect(found.map { String(decoding: $0.bytes, as: UTF8.self) } == [one, one, one])
        // In an MLLP frame a message ends at the end of the frame alone.
        let framed = frames("\u{0B}" + one + "\n" + one + "\r\u{1C}\r", piece: piece)
        #expect(framed.map { String(decoding: $0.bytes, as: UTF8.self) } == [one + "\n" + one])
    }

    @Test(arguments: [1, 3, 1000])
    func `an MLLP frame without its end is cut off`(piece: Int) {
        let one = "\u{0B}\(Self.header)PID|1\r"
        let ends = { frames($0, piece: piece).map(\.ending) }
        #expect(ends(one + "\u{1C}\r" + one + "\u{1C}\r") == [.whole, .whole])
        #expect(ends(one + "\u{1C}\r" + one) == [.whole, .cutOff])
        #expect(ends(one + "OBX|1|T" + one + "\u{1C}\r") == [.cutOff, .whole])
        #expect(ends(one + one + "\u{1C}\r") == [.cutOff, .whole])
    }

    @Test func `a file that ends within a segment leaves its message open`() {
        #expect(frames(Self.header + "PID|1\r", piece: 4).map(\.ending) == [.whole])
        #expect(frames(Self.header + "PID|1", piece: 4).map(\.ending) == [.open])
        #expect(frames(Self.header + "PI", piece: 4).map(\.ending) == [.open])
    }

    @Test func `a word that begins with MSH begins no message`() {
        #expect(frames("MSH|^~\\&|1\rNTE|1||x\nMSHELL|\r", piece: 5).count == 1)
    }

    @Test(arguments: [1, 64, 100_000])
    func `a line without an end is not held`(piece: Int) {
        let long = "MSH|^~\\&|" + String(repeating: "x", count: 5_000)
        let text = long + long + "\rPID|1\r\rMSH|^~\\&|2\r"
        let found = frames(text, piece: piece, limit: 1_000)
        #expect(found.map(\.isTooLong) == [true, false])
        #expect(found.map(\.offset) == [0, text.utf8.count - 11])
        #expect(found[1].line == 4)
    }

    @Test func `a message that was cut off is handed over`() {
        let found = frames("MSH|^~\\&|1\rPID|1\rMSH|^~", piece: 2)
        #expect(found.count == 2)
        #expect(found.map(\.end) == [17, 23])
    }
}
