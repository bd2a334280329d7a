// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Incidents

extension DutyDecisionKind {
    /// What follows for the clocks, which whoever decides should read: some of these end more than their name says.
    public func consequence(in language: Language) -> String {
        switch language {
        case .dutch: consequenceInDutch
        case .english: consequenceInEnglish
        }
    }

    private var consequenceInEnglish: String {
        switch self {
        case .noBreach: "Ends all clocks of the GDPR and of the agreement."
        case .notOurBreach: "Ends our clocks of the GDPR: telling is up to the other controller."
        case .riskUnlikely:
            "Ends two clocks: nobody is told, neither the Autoriteit Persoonsgegevens nor the people."
        case .noHighRisk, .dataUnintelligible, .riskRemoved:
            "Ends only the clock for telling people. The authority is still told."
        case .disproportionateEffort:
            "Ends no clock. A public communication is due in the place of letters."
        case .lawEnforcementAsks:
            "Ends no clock. Telling people waits, telling the authority does not."
        case .reasonsForDelay: "Ends no clock. The notification must hold this reason."
        case .reasonNotReached:
            "Lets telling people count as done, once it is recorded that the others were told."
        case .notSignificant: "Ends all clocks of the Cyberbeveiligingswet."
        }
    }

    private var consequenceInDutch: String {
        switch self {
        case .noBreach: "Beëindigt alle termijnen van de AVG en van de overeenkomst."
        case .notOurBreach:
            "Beëindigt onze termijnen van de AVG: inlichten is aan de andere verwerkingsverantwoordelijke."
        case .riskUnlikely:
            "Beëindigt twee termijnen: niemand wordt ingelicht, de Autoriteit Persoonsgegevens niet en de mensen niet."
        case .noHighRisk, .dataUnintelligible, .riskRemoved:
            "Beëindigt alleen de termijn om mensen in te lichten. De toezichthouder krijgt wel een melding."
        case .disproportionateEffort:
            "Beëindigt geen termijn. In plaats van brieven komt er een openbare mededeling."
        case .lawEnforcementAsks:
            "Beëindigt geen termijn. Mensen inlichten wacht, de melding aan de toezichthouder niet."
        case .reasonsForDelay: "Beëindigt geen termijn. De reden moet in de melding staan."
        case .reasonNotReached:
            "Mensen inlichten telt als gedaan, als is vastgelegd dat de anderen zijn ingelicht."
        case .notSignificant: "Beëindigt alle termijnen van de Cyberbeveiligingswet."
        }
    }
}

extension DutyDecision {
    /// What is recorded, what follows, and what is missing.
    public func lines(takenBackWith command: String) -> [String] {
        var lines = ["Recorded: \(kind.code) (\(kind.article)). \(kind.consequence(in: .english))"]
        if kind == .lawEnforcementAsks, until == nil {
            lines.append(
                "No end was given, so it waits until it is taken back: \(command)"
            )
        }
        return lines
    }
}
