// SPDX-License-Identifier: EUPL-1.2

/// A format in which messages come; the code is that of the channel in the ledger.
public enum MessageFormat: String, Sendable, Hashable, Codable, CaseIterable {
    case hl7 = "hl7v2"
    case fhir = "fhir"

    /// Can a file of that content hold messages of this format?
    func reads(_ content: FileContent) -> Bool {
        switch self {
        case .hl7: content == .hl7
        case .fhir: content == .json
        }
    }

    /// What further patients of one frame are called in the digests that know contents again; never
    /// changed, or all would count twice.
    var digestNoun: String {
        switch self {
        case .hl7: "patient"
        case .fhir: "person"
        }
    }
}
