// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// What an organisation decides to tell somebody outside, and need not: it asks for help, or reports a
/// crime. Its code stands in the ledger.
public enum OutsideReportKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Of the national centre (NCSC) or the response team of the sector (verzoek om bijstand).
    case assistanceAsked = "assistanceAsked"
    /// Of a crime, to the police (aangifte).
    case policeReport = "policeReport"

    public var code: String { rawValue }

    public func title(in language: Language) -> String {
        let (dutch, english) =
            switch self {
            case .assistanceAsked: ("Om bijstand gevraagd", "Help was asked for")
            case .policeReport: ("Aangifte gedaan", "Reported to the police")
            }
        return language == .dutch ? dutch : english
    }
}
