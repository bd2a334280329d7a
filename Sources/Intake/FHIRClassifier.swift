// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR
public import HL7

/// Reads out of a FHIR resource or bundle whom it is about and which categories its filled elements
/// carry.
public struct FHIRClassifier: Sendable {
    let lookup: FHIRFieldLookup
    let correspondents: Correspondents
    /// What all texts are written in, when somebody said it; else UTF-8, as JSON must be (RFC 8259, section
    /// 8.1).
    public var characterSet: HL7CharacterSet?

    public init(
        _ map: FHIRFieldMap = .standard,
        _ correspondents: Correspondents = Correspondents()
    ) {
        lookup = map.lookup
        self.correspondents = correspondents
    }

    /// Everybody whom the resource or the resources of a bundle are about; nobody when it holds only
    /// what is about no person, such as an organisation.
    ///
    /// The same as `FHIRReading`, with texts for everything.
    public func classify(_ bytes: [UInt8]) -> Result<[ClassifiedMessage], FHIRProblem> {
        var reading = FHIRReading(self)
        do throws(JSONProblem) {
            let people = try bytes.withUnsafeBufferPointer { bytes throws(JSONProblem) in
                try reading.texts(bytes)
            }
            return people.map { .success($0) } ?? .failure(.noResource)
        } catch {
            return .failure(.json(error))
        }
    }

    /// Every filled element with the categories that it counts as, in the order of the document; the
    /// elements of a path that comes again are one.
    public func inspect(_ bytes: [UInt8]) -> Result<[FilledField], FHIRProblem> {
        var reading = FHIRReading(self)
        return bytes.withUnsafeBufferPointer { bytes in
            switch reading.read(bytes) {
            case .noJSON(let problem): .failure(.json(problem))
            case .noResource: .failure(.noResource)
            case .people, .tooMuchInCommon: .success(reading.fields(of: bytes))
            }
        }
    }
}
