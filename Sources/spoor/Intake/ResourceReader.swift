// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR
import Intake
import Store
import Vault

/// Reads FHIR resources and bundles into disclosures, one for each person in them.
struct ResourceReader: FrameReader {
    let classifier: FHIRClassifier
    let intake: MessageIntake

    var noun: String { "FHIR resource" }
    var beginning: String { "a resource is a JSON object with a resourceType" }

    func cutter(offset: Int, line: Int) -> any FrameCutting {
        // Only a file with a text on each line is gone on with in its midst.
        FHIRFraming(offset: offset, line: line, form: offset > 0 ? .lines : nil)
    }

    func read(_ frames: ArraySlice<IntakeFrame>, source: String) throws -> IntakePart {
        var part = IntakePart()
        var hand = Hand(reader: self, source: source)
        for frame in frames { try hand.read(frame, into: &part) }
        return part
    }

    fileprivate static func words(_ what: JSONProblem.What) -> String {
        switch what {
        case .empty: "empty"
        case .unexpectedEnd: "the JSON ends too early; it may be cut off"
        case .value, .name, .colon, .commaOrEnd, .number, .literal: "no JSON (RFC 8259)"
        case .escape, .surrogate, .controlCharacter: "a text in the JSON holds what it may not"
        case .utf8: "not UTF-8"
        case .duplicateName: "an object has the same name twice"
        case .trailingBytes: "something stands behind the JSON"
        case .tooDeep(let limit): "the JSON is more than \(limit) levels deep"
        case .tooManyNames(let limit): "an object has more than \(limit.grouped) names"
        case .tooLong(let limit): "longer than \(limit.grouped) bytes"
        }
    }

    fileprivate static func words(_ refusal: DisclosureWriter.Refusal) -> String {
        switch refusal {
        case .query, .namesNothing: "it names neither a person nor a sample"
        case .orderWithoutPerson: "an order without a person"
        case .controlCharacter(let claim): "column '\(claim)': a control character stands in it"
        }
    }
}

/// One hand of the crew, with memory that each of its resources takes again.
private struct Hand: ~Copyable {
    private let source: String
    private var reading: FHIRReading
    private var writer: DisclosureWriter

    init(reader: ResourceReader, source: String) {
        self.source = source
        reading = FHIRReading(reader.classifier)
        writer = DisclosureWriter(reader.intake)
    }

    /// What a frame holds: one disclosure for each person it is about.
    mutating func read(_ frame: IntakeFrame, into part: inout IntakePart) throws {
        func reject(_ reason: String) {
            part.reject(frame.bytes, source: source, line: frame.line, reason)
        }
        if frame.isTooLong { return reject("the resource is longer than any resource") }
        let count: Int
        switch frame.bytes.withUnsafeBufferPointer({ reading.read($0) }) {
        case .people(let number): count = number
        case .noResource: return reject("JSON, but no object with a resourceType")
        case .tooMuchInCommon: return reject("too many resources are about too many people at once")
        case .noJSON(let problem): return reject(ResourceReader.words(problem.what))
        }
        // A resource about nobody, such as an organisation, discloses nothing of a person.
        if count == 0 { part.read += 1 }
        let digests = writer.digests(of: frame.bytes, "person")
        for number in 0..<count {
            let refusal = try writer.take(reading[number], digests[number], &part) {
                reading.path($0)
            }
            if let refusal { reject(ResourceReader.words(refusal)) }
        }
    }
}

extension FHIRFraming: FrameCutting {
    mutating func cut(_ bytes: [UInt8], into frames: inout [IntakeFrame]) {
        feed(bytes) { frames.append(IntakeFrame($0)) }
    }

    mutating func cutRest(into frames: inout [IntakeFrame]) {
        finish { frames.append(IntakeFrame($0)) }
    }
}

extension IntakeFrame {
    fileprivate init(_ frame: FHIRFraming.Frame) {
        self.init(
            bytes: frame.bytes,
            line: frame.line,
            end: frame.end,
            endLine: frame.endLine,
            isTooLong: frame.isTooLong
        )
    }
}
