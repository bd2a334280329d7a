// SPDX-License-Identifier: EUPL-1.2

/// A format in which messages come; the code is that of the channel in the ledger.
public enum MessageFormat: String, Sendable, Hashable, Codable, CaseIterable {
    case hl7 = "hl7v2"
    case fhir = "fhir"

    /// How the names of its files end.
    public var endings: Set<String> {
        switch self {
        case .hl7: ["hl7", "hl7v2", "txt", "er7", "oml", "oru"]
        case .fhir: ["json", "ndjson", "fhir"]
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
