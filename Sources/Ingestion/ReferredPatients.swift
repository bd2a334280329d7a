// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR
import Intake
import Linkage
import Store

/// The Patients of the files of one import with a resource on each line (FHIR Bulk Data), by which
/// resources on other lines say whom they are about: `Patient/7`. Two of one id that say different
/// things are nobody.
struct ReferredPatients: Sendable {
    private enum Entry: Sendable {
        case linked(PersonNumber)
        case open(UnresolvedReason, IdentityClaims)
        case several
    }

    private var entries: [String: Entry] = [:]

    /// Reads the files once before the import. What can be read only once is left out.
    init(_ paths: [String], _ classifier: FHIRClassifier, _ intake: MessageIntake) throws {
        var reading = FHIRReading(classifier)
        // Of a pipe what was read is gone.
        for path in paths where InputFiles.identity(path, kind: "") != nil {
            guard let source = try source(path, intake) else { continue }
            var framing = FHIRFraming()
            while framing.form != .document {
                if intake.isInterrupted() { throw IngestionError.interrupted }
                // What does not read is told when it is taken in.
                guard let piece = try? source.next(), !piece.isEmpty else { break }
                framing.feed(piece) { take($0.bytes, &reading, intake) }
            }
            if framing.form != .document {
                framing.finish { take($0.bytes, &reading, intake) }
            }
        }
    }

    /// The file, if it opens and is JSON.
    private func source(_ path: String, _ intake: MessageIntake) throws -> ByteSource? {
        do {
            let source = try ByteSource(path: path, isInterrupted: intake.isInterrupted)
            return source.content == .json ? source : nil
        } catch let error as IngestionError where FileRemark(error) != nil {
            return nil
        }
    }

    private mutating func take(
        _ bytes: [UInt8],
        _ reading: inout FHIRReading,
        _ intake: MessageIntake
    ) {
        guard let head = bytes.prefix(64).split(separator: UInt8(ascii: ",")).first,
            head.filter({ $0 > 0x20 }).starts(with: #"{"resourceType":"Patient""#.utf8),
            case .people(1) = bytes.withUnsafeBufferPointer({ reading.read($0) }),
            let name = reading.ownReference
        else { return }
        let claims = reading[0].claims
        let entry: Entry =
            switch intake.index.decide(claims, or: reading[0].others) {
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

    /// Whom a reference is to; nil when nobody of that name, or several, were in the files.
    func subject(
        of reference: String,
        _ digests: IntakeDigests
    ) throws -> DisclosureBatch.Subject? {
        switch entries[reference] {
        case .linked(let person)?: .person(person)
        case .open(let reason, let claims)?:
            .unresolved(reason: Int(reason.rawValue), claims: try digests.seal(claims))
        case .several?, nil: nil
        }
    }
}
