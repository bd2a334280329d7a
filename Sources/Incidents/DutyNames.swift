// SPDX-License-Identifier: EUPL-1.2

public import Custody

// What stands beside a duty in front of people.

extension DutyRule.Bearer {
    public func name(in language: Language) -> String {
        let (dutch, english) =
            switch self {
            case .controller: ("verwerkingsverantwoordelijke", "controller")
            case .processor: ("verwerker", "processor")
            }
        return language == .dutch ? dutch : english
    }
}

extension DutyRule.Recipient {
    public func name(in language: Language) -> String {
        let (dutch, english) =
            switch self {
            case .controller: ("verwerkingsverantwoordelijke", "controller")
            case .supervisoryAuthority: ("toezichthouder", "supervisory authority")
            case .affectedPersons: ("betrokkenen", "people concerned")
            case .incidentResponseTeam: ("incidentresponsteam", "incident response team")
            }
        return language == .dutch ? dutch : english
    }
}

extension DutyClock.State {
    public func name(in language: Language) -> String {
        let (dutch, english) =
            switch self {
            case .notStarted: ("niet begonnen", "not started")
            case .running: ("loopt", "running")
            case .met: ("voldaan", "met")
            case .overdue: ("te laat", "overdue")
            case .notInForce: ("niet van kracht", "not in force")
            }
        return language == .dutch ? dutch : english
    }
}
