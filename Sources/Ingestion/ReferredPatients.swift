// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR
import Intake
import Linkage
import Store

/// The Patients of the files of one import with a resource on each line (FHIR Bulk Data) or in each
/// file, by which other resources say whom they are about: `Patient/7`. Two of one id that say
/// different things are nobody.
struct ReferredPatients: Sendable {
    private enum Entry: Sendable {
        case linked(PersonNumber)
        case open(UnresolvedReason, IdentityClaims)
        case several
    }

    private var entries: [String: Entry] = [:]
    /// Whom each Encounter (`Encounter/3`) is about; nil for several.
    private var encounters: [String: String?] = [:]

    /// Reads the files once before the import. What can be read only once is left out.
    init(_ paths: [String], _ classifier: FHIRClassifier, _ intake: MessageIntake) throws {
        try Self.forEach(
            paths,
            classifier,
            encounters: true,
            isInterrupted: intake.isInterrupted
        ) {
            if $0.hasPrefix("Patient/") {
                add($0, $1, intake)
            } else {
                add(encounter: $0, of: Self.name($1.claims.text($1.reference)))
            }
        }
    }

    private mutating func add(
        _ name: String,
        _ patient: PatientReading,
        _ intake: MessageIntake
    ) {
        let claims = patient.claims
        let entry: Entry =
            switch intake.index.decide(claims, or: patient.others) {
            case .linked(let person, _): .linked(person)
            case .unresolved(let reason): .open(reason, IdentityClaims(claims))
            }
        switch (entries[name], entry) {
        case (nil, _): entries[name] = entry
        case (.linked(let one)?, .linked(let other)) where one == other: break
        case (.open(_, let one)?, .open(_, let other)) where one == other: break
        default: entries[name] = .several
        }
    }

    private mutating func add(encounter: String, of reference: String) {
        guard !reference.isEmpty else { return }
        if let known = encounters[encounter], known != reference {
            encounters[encounter] = .some(nil)
        } else {
            encounters[encounter] = reference
        }
    }

    /// Whom a reference is to in the end: that to an Encounter is to whom the Encounter is about.
    private func entry(_ reference: String) -> Entry? {
        let name = Self.name(reference)
        if let entry = entries[name] { return entry }
        guard let encounter = encounters[name] else { return nil }
        guard let patient = encounter else { return .several }
        return entries[patient]
    }

    /// What resources on other lines call the Patients of the files.
    static func names(
        _ paths: [String],
        _ classifier: FHIRClassifier,
        isInterrupted: @escaping @Sendable () -> Bool
    ) throws -> Set<String> {
        var names: Set<String> = []
        try forEach(paths, classifier, isInterrupted: isInterrupted) { name, _ in
            names.insert(name)
        }
        return names
    }

    /// Hands each Patient of the files to `body`, with what others call them.
    private static func forEach(
        _ paths: [String],
        _ classifier: FHIRClassifier,
        encounters: Bool = false,
        isInterrupted: @escaping @Sendable () -> Bool,
        _ body: (String, PatientReading) -> Void
    ) throws {
        var reading = FHIRReading(classifier)
        func take(_ frame: MessageFrame) {
            guard
                holds(patient, frame.bytes[...])
                    || encounters && holds(encounter, frame.bytes[...]),
                case .people(1) = frame.bytes.withUnsafeBufferPointer({ reading.read($0) }),
                let name = reading.ownReference,
                name.hasPrefix("Patient/") || encounters && name.hasPrefix("Encounter/")
            else { return }
            body(name, reading[0])
        }
        // Of a pipe what was read is gone.
        for path in paths where InputFiles.identity(path, kind: "") != nil {
            guard let source = try source(path, isInterrupted) else { continue }
            var framing = FHIRFraming()
            var isFirst = true
            // What does not read is told when it is taken in.
            while let piece = try? source.next(), !piece.isEmpty {
                if isInterrupted() { throw IngestionError.interrupted }
                framing.feed(piece, take)
                // Nobody refers into a Bundle from outside: it need not be read twice.
                if isFirst, framing.form != .lines, holds(bundle, piece.prefix(4096)) { break }
                isFirst = false
            }
            if !isFirst { framing.finish(take) }
        }
    }

    private static let patient = Array(#""Patient""#.utf8)
    private static let encounter = Array(#""Encounter""#.utf8)
    private static let bundle = Array(#""Bundle""#.utf8)

    /// Does the name of a type stand in it? Members have no order: it may stand anywhere.
    private static func holds(_ type: [UInt8], _ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            var place = 0
            while place + type.count <= bytes.count {
                if bytes[place] == type[0], bytes[place + 1] == type[1],
                    bytes[place..<place + type.count].elementsEqual(type)
                {
                    return true
                }
                place += 1
            }
            return false
        }
    }

    /// What a reference calls a resource, whatever version of it (`Patient/7/_history/2`).
    static func name(_ reference: String) -> String {
        reference.firstRange(of: "/_history/").map { String(reference[..<$0.lowerBound]) }
            ?? reference
    }

    /// The file, if it opens and is JSON.
    private static func source(
        _ path: String,
        _ isInterrupted: @escaping @Sendable () -> Bool
    ) throws -> ByteSource? {
        do {
            let source = try ByteSource(path: path, isInterrupted: isInterrupted)
            return source.content == .json ? source : nil
        } catch let error as IngestionError where FileRemark(error) != nil {
            return nil
        }
    }

    /// Whom a reference is to; nil when nobody of that name, or several, were in the files.
    func subject(
        of reference: String,
        _ digests: IntakeDigests
    ) throws -> DisclosureBatch.Subject? {
        switch entry(reference) {
        case .linked(let person)?: .person(person)
        case .open(let reason, let claims)?:
            .unresolved(reason: Int(reason.rawValue), claims: try digests.seal(claims))
        case .several?, nil: nil
        }
    }

    /// Are there several whom the reference may be to?
    func hasSeveral(_ reference: String) -> Bool {
        if case .several? = entry(reference) { true } else { false }
    }
}
