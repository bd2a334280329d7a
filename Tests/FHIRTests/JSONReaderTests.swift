// SPDX-License-Identifier: EUPL-1.2

import FHIR
import Testing

/// What a text reads as, said again in a short form.
func reading(_ text: String, _ names: [String] = ["a", "b"]) -> Result<String, JSONProblem> {
    reading(Array(text.utf8), names)
}

func reading(_ bytes: [UInt8], _ names: [String] = ["a", "b"]) -> Result<String, JSONProblem> {
    let vocabulary = JSONVocabulary(names)
    do throws(JSONProblem) {
        return .success(try JSONReader.read(bytes, vocabulary) { shown(0, $0) })
    } catch {
        return .failure(error)
    }
}

private func shown(_ place: Int, _ document: JSONDocument) -> String {
    switch document[place].kind {
    case .object:
        var parts: [String] = []
        document.forEachMember(of: place) { value, name in
            let text = name.map(document.text) ?? document.vocabulary.name(document[value].name)
            parts.append(text + ":" + shown(value, document))
        }
        return "{" + parts.joined(separator: ",") + "}"
    case .array:
        var parts: [String] = []
        document.forEachElement(of: place) { parts.append(shown($0, document)) }
        return "[" + parts.joined(separator: ",") + "]"
    case .string: return "'" + document.text(place) + "'"
    case .number: return document.text(place)
    case .yes: return "yes"
    case .no: return "no"
    case .null: return "null"
    case .name: return "?"
    }
}

private func problem(_ text: String) -> JSONProblem.What? {
    problem(Array(text.utf8))
}

private func problem(_ bytes: [UInt8]) -> JSONProblem.What? {
    if case .failure(let problem) = reading(bytes) { return problem.what }
    return nil
}

@Suite struct JSONReaderTests {
    @Test(arguments: [
        ("{}", "{}"), ("[]", "[]"), (" [ ] ", "[]"), ("{ \"a\" : 1 }", "{a:1}"),
        ("{\"a\":{\"a\":[]},\"c\":[{}, null]}", "{a:{a:[]},c:[{},null]}"),
        ("[true,false,null]", "[yes,no,null]"), ("\"\"", "''"), ("\t\r\n0", "0"),
        ("[-0,0.5,1e9,1E-2,12.25e+3]", "[-0,0.5,1e9,1E-2,12.25e+3]"),
        (
            "[\"een lange tekst van meer dan tweeëndertig bytes, met é en 😀 erin\"]",
            "['een lange tekst van meer dan tweeëndertig bytes, met é en 😀 erin']"
        ),
        (#"["\"\\\/\b\f\n\r\té\uD83D\uDE00"]"#, "['\"\\/\u{8}\u{C}\n\r\té😀']"),
        (#"{"a":1,"resourceTypeOfLength":2}"#, "{a:1,resourceTypeOfLength:2}"),
        (#"{"\u0061":1,"c":2}"#, "{a:1,c:2}"), ("[\"\u{7F}\"]", "['\u{7F}']"),
    ])
    func `what RFC 8259 allows is read`(text: String, expected: String) {
        #expect(reading(text) == .success(expected))
    }

    @Test(arguments: [
        ("", JSONProblem.What.empty), (" \n", .empty), ("{", .unexpectedEnd),
        ("[1", .unexpectedEnd),
        ("\"a", .unexpectedEnd), ("{\"a\"", .unexpectedEnd), ("{\"a\":", .unexpectedEnd),
        ("{\"a\":1,}", .name), ("{a:1}", .name), ("{,}", .name), ("[1,]", .value), ("[,1]", .value),
        ("{\"a\" 1}", .colon), ("{\"a\":1 \"b\":2}", .commaOrEnd), ("[1 2]", .commaOrEnd),
        ("[1}", .commaOrEnd), ("{\"a\":1]", .commaOrEnd), ("}", .value), ("[01]", .number),
        ("[1.]", .number), ("[.5]", .value), ("[-]", .number), ("[1e]", .number), ("[+1]", .value),
        ("[0x1]", .commaOrEnd), ("[NaN]", .value), ("[tru]", .literal), ("[nul", .literal),
        ("[truely]", .commaOrEnd), ("['a']", .value), ("// a\n{}", .value),
        ("{} {}", .trailingBytes),
        ("{}x", .trailingBytes), ("{\"a\":1,\"a\":2}", .duplicateName),
        ("{\"c\":1,\"b\":{\"c\":1},\"c\":2}", .duplicateName),
        (#"{"a":1,"\u0061":2}"#, .duplicateName), (#"{"\u0063":1,"c":2}"#, .duplicateName),
        (#"["\x"]"#, .escape), (#"["\u12G4"]"#, .escape), (#"["\uD83D"]"#, .surrogate),
        (#"["\uDE00"]"#, .surrogate), (#"["\uD83DA"]"#, .surrogate),
        ("[\"a\nb\"]", .controlCharacter), ("[\"a\tb\"]", .controlCharacter),
        ("[1]\u{0}", .trailingBytes), ("[\u{A0}1]", .value), ("[\u{C}1]", .value),
    ])
    func `everything else is refused`(text: String, expected: JSONProblem.What) {
        #expect(problem(text) == expected)
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0xAF], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
            [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFF], [0xC3, 0x22],
        ] as [[UInt8]]
    )
    func `bytes that are no UTF-8 are refused`(bytes: [UInt8]) {
        #expect(problem([0x5B, 0x22] + bytes + [0x22, 0x5D]) == .utf8)
    }

    @Test func `a byte order mark is passed over at the beginning only`() {
        #expect(reading([0xEF, 0xBB, 0xBF] + Array("{}".utf8)) == .success("{}"))
        #expect(problem(Array("[".utf8) + [0xEF, 0xBB, 0xBF] + Array("]".utf8)) == .value)
        #expect(problem([0xEF, 0xBB, 0xBF]) == .empty)
    }

    @Test func `depth and the number of names have limits`() {
        let deep = String(repeating: "[", count: 96) + String(repeating: "]", count: 96)
        #expect(problem(deep) == nil)
        #expect(problem("[" + deep + "]") == .tooDeep(limit: 96))
        let many = (0..<1025).map { "\"n\($0)\":0" }
        #expect(problem("{" + many.dropLast().joined(separator: ",") + "}") == nil)
        #expect(problem("{" + many.joined(separator: ",") + "}") == .tooManyNames(limit: 1024))
    }

    @Test(arguments: [1, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 64, 65])
    func `names that differ in one byte are different names`(length: Int) {
        let name = String(repeating: "n", count: length)
        for place in 0..<length {
            var other = Array(name.utf8)
            other[place] = UInt8(ascii: "m")
            let text = String(decoding: other, as: UTF8.self)
            #expect(reading("{\"\(name)\":1,\"\(text)\":2}", [name]) != .success(""))
            #expect((try? reading("{\"\(name)\":1,\"\(text)\":2}", [name]).get()) != nil)
            #expect((try? reading("{\"\(text)\":1,\"\(text)\":2}", [name]).get()) == nil)
        }
    }

    @Test(arguments: 0..<40)
    func `a string ends where it ends, wherever it falls in the words that are searched`(
        length: Int
    ) {
        let text = String(repeating: "x", count: length)
        #expect(reading("[\"\(text)\",\"é\(text)\"]") == .success("['\(text)','é\(text)']"))
        #expect(problem("[\"\(text)\u{1}\"]") == .controlCharacter)
        #expect(problem("[\"\(text)\\\"]") == .unexpectedEnd)
    }

    @Test func `a problem says line and column, and nothing of the text`() {
        guard case .failure(let problem) = reading("{\r\n \"a\": 1,\n\r \"a\": 900000004}") else {
            Issue.record("it was read")
            return
        }
        #expect(problem.line == 4)
        #expect(problem.column == 2)
        #expect(!"\(problem)".contains("9000"))
    }
}

/// A text with everything in it.
private let mixed = Array(
    #"""
    {"resourceType":"Patient","name":[{"family":"Proef \"é\" \u00e9\uD83D\uDE00","given":[null,"Bo"]}],
     "multipleBirthInteger":-2.5e1,"active":true,"deceasedBoolean":false,"x":{"y":[[],{}]}}
    """#.utf8
)

@Suite struct JSONDamageTests {
    @Test func `a text that is cut off anywhere is refused`() {
        #expect((try? reading(mixed).get()) != nil)
        for length in 0..<mixed.count {
            #expect((try? reading(Array(mixed[..<length])).get()) == nil, "\(length)")
        }
    }

    @Test func `no changed byte crashes the reader, and what reads is UTF-8`() {
        var generator = Generator(state: 7)
        for _ in 0..<20_000 {
            var bytes = mixed
            for _ in 0...Int(generator.next() % 3) {
                bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(
                    truncatingIfNeeded: generator.next()
                )
            }
            if (try? reading(bytes).get()) != nil {
                #expect(String(validating: bytes, as: UTF8.self) != nil)
            }
        }
    }

    @Test func `the same text is read alike at any place of a buffer`() {
        for shift in 0..<17 {
            let spaced = [UInt8](repeating: 0x20, count: shift) + mixed
            #expect((try? reading(spaced).get()) == (try? reading(mixed).get()))
        }
    }
}

/// The same numbers each time (SplitMix64).
struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
