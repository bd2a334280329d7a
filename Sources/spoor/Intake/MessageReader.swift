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
            for frame in frames[range] { try read(frame, source, into: &part) }
            return part
        }
        for share in shares { part.append(share) }
    }

    /// What a frame holds: one disclosure for each patient it is about.
    private func read(
        _ frame: MessageFraming.Frame,
        _ source: String,
        into part: inout IntakePart
    ) throws {
        func reject(_ reason: String) {
            part.reject(frame.bytes, source: source, line: frame.line, reason)
        }
        if frame.isTooLong { return reject("the message is longer than any message") }
        let message: HL7Message
        do throws(HL7ParseError) {
            message = try HL7Message(frame.bytes)
        } catch {
            return reject(Self.words(error))
        }
        let classified = classifier.classify(message)
        guard !classified.type.isEmpty else {
            return reject("the message says no type (MSH-9); it may be cut off")
        }
        if classified.type == "ACK" {
            part.read += 1
            part.controls += 1
            return
        }
        if let reason = try take(classified, content.pair(of: frame.bytes), &part) {
            return reject(reason)
        }
        for (number, patient) in classified.furtherPatients.enumerated() {
            // A digest of its own, for the store takes equal ones as having come twice.
            let digest = content.pair(of: frame.bytes + Array("|patient \(number + 2)".utf8))
            if let reason = try take(patient, digest, &part) { reject(reason) }
        }
    }

    /// Adds a disclosure; a sentence when it is none.
    private func take(
        _ message: ClassifiedMessage,
        _ digest: DigestPair,
        _ part: inout IntakePart
    ) throws -> String? {
        if message.isControl {
            part.read += 1
            part.controls += 1
            return nil
        }
        guard message.identifiesPerson || !message.samples.isEmpty else {
            return "it names neither a person nor a sample; it may be cut off"
        }
        if !message.identifiesPerson, message.origin == .givenByUs {
            return "an order without a person (PID); it may be cut off"
        }
        var flow = flow
        flow.origin = message.origin
        let day = message.day ?? today
        part.read += 1
        for path in message.unclassified { part.unclassified[path, default: 0] += 1 }
        let subject = try subject(message)
        if case .person = subject { part.linked += 1 }
        part.batch.append(
            digest: digest,
            subject: subject,
            flow: part.batch.number(of: flow),
            categories: message.categories,
            disclosedOn: day,
            keepUntil: term.lastDay(for: day),
            samples: message.samples.map { samples.pair(of: Array($0.utf8)) }
        )
        return nil
    }

    private func subject(_ message: ClassifiedMessage) throws -> DisclosureBatch.Subject {
        guard message.identifiesPerson else { return .sampleOnly }
        switch index.decide(message.claims) {
        case .linked(let person, _): return .person(person)
        case .unresolved(let reason):
            // A result that names somebody not surely still belongs to its sample's order.
            if message.origin == .producedThere, !message.samples.isEmpty { return .sampleOnly }
            return .unresolved(
                reason: Int(reason.rawValue),
                claims: try seal.seal(message.claims)
            )
        }
    }

    private static func words(_ error: HL7ParseError) -> String {
        switch error {
        case .empty: "empty"
        case .noHeader: "it does not begin with MSH"
        case .headerTooShort: "its header (MSH) is too short to name its delimiters"
        case .segmentName(let line): "its line \(line) does not begin with a segment name"
        case .tooLong(let limit): "longer than \(limit.grouped) bytes"
        }
    }
}
