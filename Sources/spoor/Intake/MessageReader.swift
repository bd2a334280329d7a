// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7
import Intake
import Linkage
import Store
import Vault

/// Reads frames into disclosures, on every core: whom they are about, which categories they carry.
struct MessageReader: Sendable {
    let classifier: MessageClassifier
    let index: PopulationIndex
    /// The flow of orders; results have the same with another origin.
    let flow: Flow
    let term: KeepingTerm
    let content: KeyedDigest
    let samples: KeyedDigest
    let seal: ClaimSeal
    /// The day of a message that says none, in days since 1970-01-01.
    let today: Int

    /// Frames that are read before they are put together: some megabytes.
    static let framesAtOnce = 4096

    func read(
        _ frames: [MessageFraming.Frame],
        source: String,
        into part: inout IntakePart
    ) throws {
        let shares = try Crew.shares(of: frames.count, atLeast: 32) { range in
            var part = IntakePart()
            var hand = Hand(reader: self, source: source)
            for frame in frames[range] { try hand.read(frame, into: &part) }
            return part
        }
        for share in shares { part.append(share) }
    }

    fileprivate static func words(_ error: HL7ParseError) -> String {
        switch error {
        case .empty: "empty"
        case .noHeader: "it does not begin with MSH"
        case .headerTooShort: "its header (MSH) is too short to name its delimiters"
        case .segmentName(let line): "its line \(line) does not begin with a segment name"
        case .tooLong(let limit): "longer than \(limit.grouped) bytes"
        }
    }
}

/// One hand of the crew, with memory that each of its messages takes again.
private struct Hand: ~Copyable {
    private let reader: MessageReader
    private let source: String
    private var reading: MessageReading
    private var samples: [DigestPair] = []

    init(reader: MessageReader, source: String) {
        self.reader = reader
        self.source = source
        reading = MessageReading(reader.classifier)
    }

    /// What a frame holds: one disclosure for each patient it is about.
    mutating func read(_ frame: MessageFraming.Frame, into part: inout IntakePart) throws {
        func reject(_ reason: String) {
            part.reject(frame.bytes, source: source, line: frame.line, reason)
        }
        if frame.isTooLong { return reject("the message is longer than any message") }
        switch frame.bytes.withUnsafeBufferPointer({ reading.read($0) }) {
        case .noMessage(let error): return reject(MessageReader.words(error))
        case .untyped: return reject("the message says no type (MSH-9); it may be cut off")
        case .patients: break
        }
        if let reason = try take(reading.first, reader.content.pair(of: frame.bytes), &part) {
            reject(reason)
        }
        for (number, patient) in reading.furtherPatients.enumerated() {
            // A digest of its own, for the store takes equal ones as having come twice.
            let digest = reader.content.pair(
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
        case .namesNothing: return "it names neither a person nor a sample; it may be cut off"
        case .orderWithoutPerson: return "an order without a person (PID); it may be cut off"
        case .disclosure: break
        }
        for path in patient.unclassified { part.unclassified[reading.path(path), default: 0] += 1 }
        let subject = try subject(patient)
        if case .person = subject { part.linked += 1 }
        part.read += 1
        samples.removeAll(keepingCapacity: true)
        for place in patient.samples {
            samples.append(
                patient.claims.withUTF8(place) {
                    reader.samples.pair(of: UnsafeRawBufferPointer($0))
                }
            )
        }
        var flow = reader.flow
        flow.origin = patient.origin
        let day = patient.day ?? reader.today
        part.batch.append(
            digest: digest,
            subject: subject,
            flow: part.batch.number(of: flow),
            categories: patient.categories,
            disclosedOn: day,
            keepUntil: reader.term.lastDay(for: day),
            samples: samples
        )
        return nil
    }

    private func subject(_ patient: PatientReading) throws -> DisclosureBatch.Subject {
        guard patient.identifiesPerson else { return .sampleOnly }
        switch reader.index.decide(patient.claims) {
        case .linked(let person, _): return .person(person)
        case .unresolved(let reason):
            // A result that names somebody not surely still belongs to its sample's order.
            if patient.origin == .producedThere, !patient.samples.isEmpty { return .sampleOnly }
            return .unresolved(
                reason: Int(reason.rawValue),
                claims: try reader.seal.seal(IdentityClaims(patient.claims))
            )
        }
    }
}
