// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR
import Intake
import Linkage
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
        for frame in frames { try read(frame, source, into: &part) }
        return part
    }

    private func read(_ frame: IntakeFrame, _ source: String, into part: inout IntakePart) throws {
        func reject(_ reason: String) {
            part.reject(frame.bytes, source: source, line: frame.line, reason)
        }
        if frame.isTooLong { return reject("the resource is longer than any resource") }
        let people: [ClassifiedMessage]
        switch classifier.classify(frame.bytes) {
        case .success(let found): people = found
        case .failure(.noResource): return reject("JSON, but no object with a resourceType")
        case .failure(.json(let problem)): return reject(Self.words(problem.what))
        }
        // A resource about nobody, such as an organisation, discloses nothing of a person.
        if people.isEmpty { part.read += 1 }
        for (number, person) in people.enumerated() {
            // A digest of its own for each, for the store takes equal ones as having come twice.
            let digest = intake.content.pair(
                of: number == 0
                    ? frame.bytes : frame.bytes + Array("|person \(number + 1)".utf8)
            )
            if let reason = try take(person, digest, &part) { reject(reason) }
        }
    }

    private static func words(_ what: JSONProblem.What) -> String {
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

    /// Adds a disclosure; a sentence when it is none.
    private func take(
        _ person: ClassifiedMessage,
        _ digest: DigestPair,
        _ part: inout IntakePart
    ) throws -> String? {
        guard person.identifiesPerson || !person.samples.isEmpty else {
            return "it names neither a person nor a sample"
        }
        if !person.identifiesPerson, person.origin == .givenByUs {
            return "an order without a person"
        }
        if let part = person.claims.partWithControlCharacter {
            return "column '\(part)': a control character stands in it"
        }
        for path in person.unclassified { part.unclassified[path, default: 0] += 1 }
        let subject = try subject(person)
        if case .person = subject { part.linked += 1 }
        part.read += 1
        var flow = intake.flow
        flow.origin = person.origin
        let day = person.day ?? intake.today
        part.batch.append(
            digest: digest,
            subject: subject,
            flow: part.batch.number(of: flow),
            categories: person.categories,
            disclosedOn: day,
            keepUntil: intake.term.lastDay(for: day),
            samples: person.samples.map { intake.samples.pair(of: Array($0.utf8)) }
        )
        return nil
    }

    private func subject(_ person: ClassifiedMessage) throws -> DisclosureBatch.Subject {
        guard person.identifiesPerson else { return .sampleOnly }
        switch intake.index.decide(person.claims) {
        case .linked(let number, _): return .person(number)
        case .unresolved(let reason):
            // A result that names somebody not surely still belongs to its sample's order.
            if person.origin == .producedThere, !person.samples.isEmpty { return .sampleOnly }
            return .unresolved(
                reason: Int(reason.rawValue),
                claims: try intake.seal.seal(person.claims)
            )
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
