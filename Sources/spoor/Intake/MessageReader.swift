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

    fileprivate static func words(_ refusal: DisclosureWriter.Refusal) -> String {
        switch refusal {
        case .query: "a query (MSH-9): whom it asks about is not read"
        case .namesNothing: "it names neither a person nor a sample; it may be cut off"
        case .orderWithoutPerson: "an order without a person (PID); it may be cut off"
        case .controlCharacter(let claim): "column '\(claim)': a control character stands in it"
        }
    }
}

/// One hand of the crew, with memory that each of its messages takes again.
private struct Hand: ~Copyable {
    private let source: String
    private var reading: MessageReading
    private var writer: DisclosureWriter

    init(reader: MessageReader, source: String) {
        self.source = source
        reading = MessageReading(reader.classifier)
        writer = DisclosureWriter(reader.intake)
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
        case .tooMuchInCommon:
            return reject("too much stands before its first patient (PID) for so many patients")
        case .patients: break
        }
        let digests = writer.digests(of: frame.bytes, "patient")
        if let refusal = try take(reading.first, digests[0], &part) {
            reject(MessageReader.words(refusal))
        }
        for (number, patient) in reading.furtherPatients.enumerated() {
            if let refusal = try take(patient, digests[number + 1], &part) {
                reject(MessageReader.words(refusal))
            }
        }
    }

    private mutating func take(
        _ patient: PatientReading,
        _ digest: DigestPair,
        _ part: inout IntakePart
    ) throws -> DisclosureWriter.Refusal? {
        try writer.take(patient, digest, &part) { reading.path($0) }
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
