// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR
import Testing

@Suite struct FHIRFramingTests {
    private func frames(
        _ text: String,
        piece: Int,
        limit: Int = 1 << 20,
        form: FHIRFraming.Form? = nil
    ) -> [FHIRFraming.Frame] {
        var framing = FHIRFraming(limit: limit, form: form)
        var frames: [FHIRFraming.Frame] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: piece) {
            framing.feed(Array(bytes[start..<min(start + piece, bytes.count)])) {
                frames.append($0)
            }
        }
        framing.finish { frames.append($0) }
        return frames
    }

    private func texts(_ frames: [FHIRFraming.Frame]) -> [String] {
        frames.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    @Test(arguments: [1, 3, 7, 1000])
    func `a text on each line is a frame of its own, with its line and place`(piece: Int) {
        let found = frames("{\"a\":1}\r\n\n {\"a\":2} \n{\"a\":3}", piece: piece)
        #expect(texts(found) == ["{\"a\":1}", "{\"a\":2}", "{\"a\":3}"])
        #expect(found.map(\.line) == [1, 3, 4])
        #expect(found.map(\.offset) == [0, 11, 20])
        #expect(found.map(\.end) == [9, 20, 27])
        #expect(found.map(\.endLine) == [2, 4, 4])
    }

    @Test(arguments: [1, 5, 1000])
    func `a document over many lines is one frame`(piece: Int) {
        let text = "{\n\"a\": [\n{\"b\":\n1}\n]\n}\n"
        let found = frames(text, piece: piece)
        #expect(texts(found) == [String(text.dropLast())])
        #expect(found.map(\.line) == [1])
        #expect(found.map(\.end) == [text.utf8.count])
    }

    @Test(
        arguments: [1, 5, 1000],
        [
            "{\"a\":[\n{\"b\":1},\n{\"b\":2}\n]}", "{\"a\":1,\n{\"b\"", "{\"a\":\n{\"b\":1}}",
        ]
    )
    func `a document whose lines are not indented is one frame`(piece: Int, text: String) {
        #expect(texts(frames(text, piece: piece)) == [text])
    }

    @Test(arguments: [1, 5, 1000])
    func `a bracket or comma within a string breaks no text over lines`(piece: Int) {
        let lines = ["{\"a\":\"cut off [", "{\"a\":2}"]
        #expect(texts(frames(lines.joined(separator: "\n"), piece: piece)) == lines)
    }

    @Test(arguments: [1, 4, 1000])
    func `a line that is cut off spoils no other`(piece: Int) {
        let lines = ["{\"a\":1", "{\"a\":2}", "{\"a\":", "{\"a\":4}"]
        let found = frames(lines.joined(separator: "\n"), piece: piece)
        #expect(texts(found) == lines)
        #expect(found.filter { (try? reading($0.bytes).get()) != nil }.map(\.line) == [2, 4])
    }

    @Test func `reading goes on behind any frame`() {
        let text = "{\"a\":1}\n{\"a\":\"é\"}\n{\"a\":3}\n"
        let found = frames(text, piece: 4)
        for (number, frame) in found.enumerated() {
            var framing = FHIRFraming(offset: frame.end, line: frame.endLine, form: .lines)
            var rest: [FHIRFraming.Frame] = []
            framing.feed(Array(Array(text.utf8)[frame.end...])) { rest.append($0) }
            framing.finish { rest.append($0) }
            #expect(texts(rest) == Array(texts(found)[(number + 1)...]))
            #expect(rest.map(\.offset) == found[(number + 1)...].map(\.offset))
            #expect(rest.map(\.line) == found[(number + 1)...].map(\.line))
        }
    }

    @Test(arguments: [1, 64, 100_000])
    func `what is too long is not held, and the next lines go on`(piece: Int) {
        let long = "{\"a\":\"" + String(repeating: "x", count: 5_000) + "\"}"
        let found = frames("{\"a\":1}\n\(long)\n{\"a\":3}\n", piece: piece, limit: 1_000)
        #expect(found.map(\.isTooLong) == [false, true, false])
        #expect(found.map(\.line) == [1, 2, 3])
        #expect(found.allSatisfy { $0.bytes.count <= 2_000 + piece })
        let document = frames("{\n\(long)\n}", piece: piece, limit: 1_000)
        #expect(document.map(\.isTooLong) == [true])
    }

    @Test(arguments: ["", "\n\n", " \r\n "]) func `nothing has no frame`(text: String) {
        #expect(frames(text, piece: 2).isEmpty)
    }

    @Test func `a frame does not describe what is in it`() throws {
        let frame = try #require(frames("{\"family\":\"Proef\"}", piece: 9).first)
        #expect(!String(reflecting: frame).contains("Proef"))
        #expect(Mirror(reflecting: frame).children.isEmpty)
    }
}
