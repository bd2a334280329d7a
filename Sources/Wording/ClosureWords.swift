// SPDX-License-Identifier: EUPL-1.2

public import Casework
import Incidents

extension ClosureStanding {
    /// For the staff's screen.
    public var lines: [String] {
        var lines = [
            "closed \(closedAt.local.text) by \(by): \(because)", "  effects: \(effects)",
            "  measures: \(measures)",
        ]
        if let reopenedAt {
            lines.append(
                "reopened \(reopenedAt.local.text) by \(reopenedBy ?? ""): \(reopenedBecause ?? "")"
            )
        }
        return lines
    }
}
