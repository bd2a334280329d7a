// SPDX-License-Identifier: EUPL-1.2

import Custody
import Intake
import Linkage
import Store
import Vault

/// What the reading of messages needs, whatever they are written in.
struct MessageIntake: Sendable {
    let index: PopulationIndex
    let flow: Flow
    let said: SaidAtImport
    let term: KeepingTerm
    let digests: IntakeDigests
    /// Days since 1970-01-01: nothing was sent later.
    let today: Int
    /// Did somebody say what all messages are written in?
    var isCharacterSetSaid = false
    let isInterrupted: @Sendable () -> Bool
    /// The Patients of other lines and files.
    var referred: ReferredPatients?
}

/// Adds what was read of a patient, out of a message or a resource, to a part. One for each thread.
struct DisclosureWriter {
    struct Digests {
        fileprivate let noun: String
        fileprivate let contents: ContentDigest

        /// Of the patient with that number, from 0; each has one of its own, for the store takes equal
        /// ones as having come twice.
        subscript(number: Int) -> DigestPair {
            contents.pair(of: number == 0 ? [] : Array("|\(noun) \(number + 1)".utf8))
        }
    }

    private let intake: MessageIntake
    private let format: MessageFormat
    private var samples: [DigestPair] = []

    init(_ intake: MessageIntake, _ format: MessageFormat) {
        self.intake = intake
        self.format = format
    }

    /// The digests of what one frame says of each of its patients.
    func digests(of content: [UInt8]) -> Digests {
        Digests(noun: format.digestNoun, contents: intake.digests.contents.begun(with: content))
    }

    /// Why it is no disclosure; nil when it was taken. `path` says the path of an unclassified field by
    /// its number.
    mutating func take(
        _ patient: PatientReading,
        _ digest: DigestPair,
        _ part: inout IngestionPart,
        path: (Int) -> String
    ) throws -> SetAsideReason? {
        let referred = try referred(patient)
        switch patient.kind {
        case _ where referred != nil: break
        case .control:
            part.read += 1
            part.controls += 1
            return nil
        case .acknowledgement:
            part.read += 1
            part.acknowledgements += 1
            return nil
        default:
            if let reason = SetAsideReason(lackOf: patient, format) {
                let isOfSeveral = reason == .referenceNotFound && isOfSeveral(patient)
                return isOfSeveral ? .referenceOfSeveral : reason
            }
        }
        if let reason = SetAsideReason(claimsOf: patient) { return reason }
        // Clocks of senders may be a day ahead.
        if let day = patient.day, let reason = SetAsideReason(day: day, today: intake.today) {
            return reason
        }
        let way = patient.direction ?? intake.said.direction
        guard !patient.heading.namesOther(way) else { return .namesOtherParty }
        // Where only the kind says the way, that is counted.
        if way != nil, patient.heading.namesUnknown(way) { part.partiesUnknown += 1 }
        let fields = patient.unclassified.map(path)
        for field in fields { part.unclassified[field, default: 0] += 1 }
        let subject = try referred ?? subject(patient)
        switch subject {
        case .person: part.linked += 1
        case .named(let result) where result.person != nil: part.linked += 1
        default: break
        }
        part.read += 1
        samples.removeAll(keepingCapacity: true)
        for place in patient.samples {
            samples.append(
                patient.claims.withUTF8(place) {
                    intake.digests.samples.pair(of: UnsafeRawBufferPointer($0))
                }
            )
        }
        let direction = direction(patient, &part)
        let flow = intake.flow.of(direction.origin, results: patient.isResult)
        let day = patient.day ?? intake.said.day
        if patient.day == nil { part.countDay(said: day != nil) }
        part.batch.append(
            digest: digest,
            subject: subject,
            flow: part.batch.number(of: flow),
            categories: patient.categories,
            disclosedOn: day,
            keepUntil: day.flatMap(intake.term.lastDay(for:)),
            samples: samples,
            otherPeople: patient.otherPeople,
            fields: fields
        )
        return nil
    }

    /// What the message says, else what the officer said, else what is usual for its kind.
    private func direction(_ patient: PatientReading, _ part: inout IngestionPart) -> Direction {
        if let direction = patient.direction {
            if let said = intake.said.direction, said != direction { part.directionsOtherwise += 1 }
            return direction
        }
        if let said = intake.said.direction {
            part.directionsSaid += 1
            return said
        }
        part.directionsByKind += 1
        return patient.usualDirection
    }

    /// Whom it refers to on another line or in another file of the import.
    private func referred(_ patient: PatientReading) throws -> DisclosureBatch.Subject? {
        guard !patient.reference.isEmpty, let patients = intake.referred else { return nil }
        return try patients.subject(of: patient.claims.text(patient.reference), intake.digests)
    }

    /// Do the files have several people of the reference?
    private func isOfSeveral(_ patient: PatientReading) -> Bool {
        intake.referred?.hasSeveral(patient.claims.text(patient.reference)) ?? false
    }

    private func subject(_ patient: PatientReading) throws -> DisclosureBatch.Subject {
        guard patient.identifiesPerson else { return .sampleOnly }
        // Whose sample a result has says its order; whom it names must not be somebody else.
        let isOfSample = patient.isResult && !patient.samples.isEmpty
        if isOfSample, !intake.index.saysWho(patient.claims) { return .sampleOnly }
        let decision = intake.index.decide(patient.claims, or: patient.others)
        if isOfSample {
            return .named(DisclosureBatch.NamedResult(decision, patient.claims))
        }
        switch decision {
        case .linked(let person, _): return .person(person)
        case .unresolved(let reason):
            return .unresolved(
                reason: Int(reason.rawValue),
                claims: try intake.digests.seal(IdentityClaims(patient.claims))
            )
        }
    }
}

extension SetAsideReason {
    /// Nothing says whom it is about; nil when something does, or when that is of no matter.
    init?(lackOf patient: PatientReading, _ format: MessageFormat) {
        switch patient.kind {
        case .query: self = .query(format)
        case .namesNothing:
            self = patient.reference.isEmpty ? .namesNothing(format) : .referenceNotFound
        case .orderWithoutPerson: self = .orderWithoutPerson(format)
        case .disclosure, .control, .acknowledgement: return nil
        }
    }

    /// What it says of a person holds what no name or number has; nil when it does not.
    init?(claimsOf patient: PatientReading) {
        guard let claim = patient.claims.partWithControlCharacter else { return nil }
        self = .controlCharacter(column: claim)
    }
}

extension DisclosureBatch.NamedResult {
    fileprivate init(_ decision: LinkageDecision, _ claims: ClaimBytes) {
        let claims = IdentityClaims(claims)
        switch decision {
        case .linked(let person, _): self.init(person: person, reason: 0, claims: claims)
        case .unresolved(let reason):
            self.init(person: nil, reason: Int(reason.rawValue), claims: claims)
        }
    }
}
