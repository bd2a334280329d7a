// SPDX-License-Identifier: EUPL-1.2

import FHIR
import Testing

/// Everything that a reader says of a text.
private struct Said: Equatable {
    var tokens: [String] = []
    var problem: JSONProblem?
    /// How many resources had a shape that was known.
    var known = 0

    static func == (one: Said, other: Said) -> Bool {
        one.tokens == other.tokens && one.problem == other.problem
    }
}

private func said(_ text: [UInt8], by reader: inout JSONReader) -> Said {
    text.withUnsafeBufferPointer { text in
        var said = Said()
        do throws(JSONProblem) {
            let document = try reader.read(text)
            for token in document.tokens {
                said.tokens.append(
                    "\(token.kind) \(token.start) \(token.end) \(token.name) \(token.isEscaped)"
                )
                if token.shape != 0 { said.known += 1 }
            }
        } catch {
            said.problem = error
        }
        return said
    }
}

@Suite struct JSONSkeletonTests {
    private let vocabulary = JSONVocabulary(["resourceType", "id", "name", "given", "subject"])

    /// A bundle of resources whose shapes come again, some of them with names that nobody knows.
    private func bundle(_ state: inout UInt64) -> String {
        func dice(_ sides: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % sides)
        }
        let texts = ["", "Bo", "x\\\"y", "é", "a long text of a note", "\\u00e9"]
        func text() -> String { texts[dice(6)] }
        let resources = (0..<1 + dice(4)).map { _ in
            switch dice(4) {
            case 0:
                #"{"resourceType":"Patient","id":"\#(text())","name":[{"given":["\#(text())"]}]}"#
            case 1: #"{"resourceType":"Patient","id":"\#(text())","other":{"deep":[[1,2.5],{}]}}"#
            case 2:
                #"{ "resourceType" : "Observation", "value": 7e1 , "note":"\#(text())", "ok":true}"#
            default:
                #"{"resourceType":"Observation","contained":[{"resourceType":"Patient","id":"\#(text())"}]}"#
            }
        }
        return #"{"resourceType":"Bundle","entry":["# + resources.joined(separator: ",") + "]}"
    }

    @Test func `a shape that was read before changes nothing of what is said`() {
        var warm = JSONReader(vocabulary)
        var state: UInt64 = 5
        var known = 0
        let bad = Array("\"\\{}[],: x0\u{1}".utf8)
        for round in 0..<6_000 {
            var text = Array(bundle(&state).utf8)
            if round % 3 == 0 {
                // One byte of it is another, or it ends too early.
                state = state &* 6_364_136_223_846_793_005 &+ 1
                let place = Int(state >> 33) % text.count
                if round % 2 == 0 {
                    text[place] = bad[Int(state >> 20) % bad.count]
                } else {
                    text.removeLast(text.count - place)
                }
            }
            var fresh = JSONReader(vocabulary)
            let here = said(text, by: &warm)
            #expect(here == said(text, by: &fresh))
            known += here.known
        }
        #expect(known > 3_000)
    }

    @Test func `only what is filled has a shape, and another shape is another`() {
        var reader = JSONReader(vocabulary)
        func shape(_ text: String) -> UInt32 {
            Array(text.utf8).withUnsafeBufferPointer { text in
                (try? reader.read(text))?[0].shape ?? .max
            }
        }
        let one = #"{"resourceType":"Patient","id":"1"}"#
        #expect(shape(one) == 0)
        let first = shape(one)
        #expect(first != 0)
        #expect(shape(#"{"resourceType":"Patient","id":"22"}"#) == first)
        #expect(shape(#"{"resourceType":"Patient","id":""}"#) == 0)
        #expect(shape(#"{"resourceType":"Patient","id": "1"}"#) == 0)
        #expect(shape(#"{"resourceType":"Patient","id": "1"}"#) != first)
    }

    @Test func `a name comes twice in a known shape no more than in another`() {
        var reader = JSONReader(vocabulary)
        let good = Array(#"{"resourceType":"Patient","id":"1","name":"2"}"#.utf8)
        let bad = Array(#"{"resourceType":"Patient","id":"1","id":"2"}"#.utf8)
        for _ in 0..<3 {
            #expect(said(good, by: &reader).problem == nil)
            #expect(said(bad, by: &reader).problem?.what == .duplicateName)
        }
    }

    @Test func `a known shape goes no deeper than any text may`() {
        var reader = JSONReader(vocabulary)
        let resource = #"{"resourceType":"Patient","a":[[[["x"]]]]}"#
        func nested(_ depth: Int) -> [UInt8] {
            Array(
                (String(repeating: "[", count: depth) + resource
                    + String(repeating: "]", count: depth)).utf8
            )
        }
        for _ in 0..<2 {
            #expect(said(nested(1), by: &reader).problem == nil)
            #expect(said(nested(91), by: &reader).problem == nil)
            #expect(said(nested(92), by: &reader).problem?.what == .tooDeep(limit: 96))
        }
    }

    @Test func `a name that differs in one byte is another name`() {
        for name in ["id", "contained", "resourceTypeOfLength", "http://example.nl/fhir/names/one"]
        {
            let vocabulary = JSONVocabulary([name])
            #expect(vocabulary.number(of: name) == 1)
            let bytes = Array(name.utf8)
            for place in bytes.indices {
                var other = bytes
                other[place] ^= 1
                #expect(other.withUnsafeBufferPointer { vocabulary.number(of: $0) } == 0)
            }
            #expect(vocabulary.number(of: name + "x") == 0)
            #expect(vocabulary.number(of: name.dropLast()) == 0)
        }
        #expect(JSONVocabulary(["a"]).number(of: "") == 0)
    }
}
