// SPDX-License-Identifier: EUPL-1.2

import Custody
import Intake
import Linkage
import Store
import Vault

/// Adds what was read of a patient, out of a message or a resource, to a part. One for each thread.
struct DisclosureWriter {
    /// Why something is no disclosure, in the words of the format it came in.
    enum Refusal {
        case query
        case namesNothing
        case orderWithoutPerson
        /// In that part of the claims.
        case controlCharacter(String)
    }

    struct Digests {
        fileprivate let noun: String
        fileprivate let content: ContentDigest

        /// Of the patient with that number, from 0; each has one of its own, for the store takes equal
        /// ones as having come twice.
        subscript(number: Int) -> DigestPair {
            content.pair(of: number == 0 ? [] : Array("|\(noun) \(number + 1)".utf8))
        }
    }

    let intake: MessageIntake
    private var samples: [DigestPair] = []

    init(_ intake: MessageIntake) { self.intake = intake }

    /// The digests of what one frame says of each of its patients.
    func digests(of content: [UInt8], _ noun: String) -> Digests {
        Digests(noun: noun, content: intake.content.begun(with: content))
    }

    /// `path` says the path of an unclassified field by its number.
    mutating func take(
        _ patient: PatientReading,
        _ digest: DigestPair,
        _ part: inout IntakePart,
        path: (Int) -> String
    ) throws -> Refusal? {
        switch patient.kind {
        case .control:
            part.read += 1
            part.controls += 1
            return nil
        case .acknowledgement:
            part.read += 1
            part.acknowledgements += 1
            return nil
        case .query: return .query
        case .namesNothing: return .namesNothing
        case .orderWithoutPerson: return .orderWithoutPerson
        case .disclosure: break
        }
        if let claim = patient.claims.partWithControlCharacter { return .controlCharacter(claim) }
        for number in patient.unclassified { part.unclassified[path(number), default: 0] += 1 }
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
