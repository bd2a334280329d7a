// SPDX-License-Identifier: EUPL-1.2

public import Custody

// What stands beside a duty in front of people.

extension DutyRule.Bearer {
    public func name(in language: Language) -> String {
        let (dutch, english) =
            switch self {
            case .controller: ("verwerkingsverantwoordelijke", "controller")
            case .processor: ("verwerker", "processor")
            case .entity: ("entiteit", "entity")
            case .ourselvesAsProcessor: ("verwerker", "processor")
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
            case .incidentResponseTeamAndAuthority:
                ("CSIRT en bevoegde autoriteit", "CSIRT and competent authority")
            case .serviceRecipients: ("afnemers van de dienst", "recipients of the service")
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
            case .ended: ("beëindigd", "ended")
            case .waiting: ("wacht", "waiting")
            }
        return language == .dutch ? dutch : english
    }
}
