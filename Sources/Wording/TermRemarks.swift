// SPDX-License-Identifier: EUPL-1.2

/// What stands beside the figure of disclosures that are kept past their term: those of which nobody can
/// tell.
public struct TermRemarks {
    private let party: String
    private let dayUnknown: Int
    private let noTerm: Int

    public init(party: String, dayUnknown: Int, noTerm: Int) {
        self.party = party
        self.dayUnknown = dayUnknown
        self.noTerm = noTerm
    }

    public var lines: [String] {
        var lines: [String] = []
        if dayUnknown > 0 {
            lines.append(
                "\(party): of \(dayUnknown.grouped) disclosures the day is unknown, so no term runs for them."
            )
        }
        if noTerm > 0 {
            lines.append("\(party): for \(noTerm.grouped) disclosures no term is known.")
        }
        return lines
    }
}
