// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7
import Intake
import Linkage
import Store
import Vault

/// Reads HL7 messages into disclosures: whom they are about, which categories they carry.
struct MessageReader: FrameReader {
    let classifier: MessageClassifier
    let intake: MessageIntake

    var noun: String { "HL7 v2 message" }
    var beginning: String { "a message begins with MSH at the beginning of a line" }

    func cutter(offset: Int, line: Int) -> any FrameCutting {
        MessageFraming(offset: offset, line: line)
    }

    func read(_ frames: ArraySlice<IntakeFrame>, source: String) throws -> IntakePart {
        var part = IntakePart()
        var hand = Hand(reader: self, source: source)
        for frame in frames { try hand.read(frame, into: &part) }
        return part
    }

    fileprivate static func words(_ error: HL7ParseError) -> String {
        switch error {
        case .empty: "empty"
        case .noHeader: "it does not begin with MSH; it may be cut off"
        case .headerTooShort: "its header (MSH) is too short to name its delimiters"
        case .segmentName(let line): "its line \(line) does not begin with a segment name"
        case .tooLong(let limit): "longer than \(limit.grouped) bytes"
        }
    }
}

/// One hand of the crew, with memory that each of its messages takes again.
private struct Hand: ~Copyable {
    private let intake: MessageIntake
    private let source: String
    private var reading: MessageReading
    private var samples: [DigestPair] = []

    init(reader: MessageReader, source: String) {
        intake = reader.intake
        self.source = source
        reading = MessageReading(reader.classifier)
    }

    /// What a frame holds: one disclosure for each patient it is about.
    mutating func read(_ frame: IntakeFrame, into part: inout IntakePart) throws {
        func reject(_ reason: String) {
            part.reject(frame.bytes, source: source, line: frame.line, reason)
        }
        if frame.isTooLong { return reject("the message is longer than any message") }
        switch frame.bytes.withUnsafeBufferPointer({ reading.read($0) }) {
        case .noMessage(let error): return reject(MessageReader.words(error))
        case .untyped: return reject("the message says no type (MSH-9); it may be cut off")
        case .patients: break
        }
        if let reason = try take(reading.first, intake.content.pair(of: frame.bytes), &part) {
            reject(reason)
        }
        for (number, patient) in reading.furtherPatients.enumerated() {
            // A digest of its own, for the store takes equal ones as having come twice.
            let digest = intake.content.pair(
                of: frame.bytes + Array("|patient \(number + 2)".utf8)
            )
            if let reason = try take(patient, digest, &part) { reject(reason) }
        }
    }

    /// Adds a disclosure; a sentence when it is none.
    private mutating func take(
        _ patient: PatientReading,
        _ digest: DigestPair,
        _ part: inout IntakePart
    ) throws -> String? {
        switch patient.kind {
        case .control:
            part.read += 1
            part.controls += 1
            return nil
        case .acknowledgement:
            part.read += 1
            part.acknowledgements += 1
            return nil
        case .query: return "a query (MSH-9): whom it asks about is not read"
        case .namesNothing: return "it names neither a person nor a sample; it may be cut off"
        case .orderWithoutPerson: return "an order without a person (PID); it may be cut off"
        case .disclosure: break
        }
        if let part = patient.claims.partWithControlCharacter {
            return "column '\(part)': a control character stands in it"
        }
        for path in patient.unclassified { part.unclassified[reading.path(path), default: 0] += 1 }
        let subject = try subject(patient)
        if case .person = subject { part.linked += 1 }
        part.read += 1
        samples.removeAll(keepingCapacity: true)
        for place in patient.samples {
            samples.append(
                patient.claims.withUTF8(place) {
                    intake.samples.pair(of: UnsafeRawBufferPointer($0))
                }
            )
        }
        var flow = intake.flow
        flow.origin = patient.origin
        let day = patient.day ?? intake.today
        part.batch.append(
            digest: digest,
            subject: subject,
            flow: part.batch.number(of: flow),
            categories: patient.categories,
            disclosedOn: day,
            keepUntil: intake.term.lastDay(for: day),
            samples: samples
        )
        return nil
    }

    private func subject(_ patient: PatientReading) throws -> DisclosureBatch.Subject {
        guard patient.identifiesPerson else { return .sampleOnly }
        switch intake.index.decide(patient.claims) {
        case .linked(let person, _): return .person(person)
        case .unresolved(let reason):
            // A result that names somebody not surely still belongs to its sample's order.
            if patient.origin == .producedThere, !patient.samples.isEmpty { return .sampleOnly }
            return .unresolved(
                reason: Int(reason.rawValue),
                claims: try intake.seal.seal(IdentityClaims(patient.claims))
            )
        }
    }
}

extension MessageFraming: FrameCutting {
    mutating func cut(_ bytes: [UInt8], into frames: inout [IntakeFrame]) {
        feed(bytes) { frames.append(IntakeFrame($0)) }
    }

    mutating func cutRest(into frames: inout [IntakeFrame]) {
        finish { frames.append(IntakeFrame($0)) }
    }
}

extension IntakeFrame {
    fileprivate init(_ frame: MessageFraming.Frame) {
        self.init(
            bytes: frame.bytes,
            line: frame.line,
            end: frame.end,
            endLine: frame.endLine,
            isTooLong: frame.isTooLong
        )
    }
}
