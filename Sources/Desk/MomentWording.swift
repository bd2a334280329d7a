// SPDX-License-Identifier: EUPL-1.2

import Custody
import Incidents

/// What moments and decisions are called in front of people.
enum MomentWording {
    static func name(_ moment: DutyMoment, _ words: Words) -> String {
        switch moment {
        case .processorDiscovered:
            words.text("De verwerker ontdekte het", "The processor found out")
        case .processorToldController:
            words.text("De verwerker vertelde het ons", "The processor told us")
        case .controllerFirstSuspicion:
            words.text("Wij kregen een eerste vermoeden", "We had a first suspicion")
        case .controllerAware:
            words.text("Wij waren ervan op de hoogte", "We were aware of it")
        case .authorityNotified:
            words.text("Melding aan de toezichthouder", "Notification to the supervisory authority")
        case .authorityNotificationCompleted:
            words.text("Laatste aanvulling op de melding", "Last part of the notification")
        case .personsInformed: words.text("Mensen zijn ingelicht", "People were told")
        case .significantIncidentKnown:
            words.text(
                "Een significant incident werd bekend (Cbw)",
                "A significant incident became known (Cbw)"
            )
        case .earlyWarningSent:
            words.text("Vroegtijdige waarschuwing (Cbw)", "Early warning (Cbw)")
        case .incidentNotificationSent:
            words.text("Incidentmelding (Cbw)", "Incident notification (Cbw)")
        case .incidentFinalReportSent: words.text("Eindverslag (Cbw)", "Final report (Cbw)")
        case .authoritySupplemented:
            words.text(
                "Aanvulling op de melding aan de toezichthouder",
                "Further information to the supervisory authority"
            )
        case .authorityNotificationWithdrawn:
            words.text("Melding ingetrokken", "Notification withdrawn")
        case .publicCommunicationMade:
            words.text(
                "Openbare mededeling in plaats van brieven",
                "Public communication in place of letters"
            )
        case .interimReportRequested:
            words.text("Tussentijds verslag gevraagd (Cbw)", "Interim report asked for (Cbw)")
        case .interimReportSent: words.text("Tussentijds verslag (Cbw)", "Interim report (Cbw)")
        case .progressReportSent: words.text("Voortgangsverslag (Cbw)", "Progress report (Cbw)")
        case .incidentHandled: words.text("Het incident is afgehandeld", "The incident was handled")
        case .serviceRecipientsTold:
            words.text(
                "Afnemers van de dienst zijn ingelicht (Cbw)",
                "Recipients of the service were told (Cbw)"
            )
        case .voluntaryNoticeSent:
            words.text("Vrijwillige melding (Cbw)", "Voluntary notice (Cbw)")
        case .discoveredByUs:
            words.text("Wij ontdekten het als verwerker", "We found it, as the processor")
        case .controllerTold:
            words.text(
                "Wij vertelden het de verwerkingsverantwoordelijke",
                "We told the controller"
            )
        }
    }

    static func name(_ decision: DutyDecisionKind, _ words: Words) -> String {
        switch decision {
        case .noBreach: words.text("Er is geen datalek", "There is no breach")
        case .notOurBreach:
            words.text(
                "Het datalek is van een ander",
                "The breach is another controller's"
            )
        case .riskUnlikely:
            words.text("Een risico is onwaarschijnlijk", "A risk is unlikely")
        case .noHighRisk: words.text("Er is geen hoog risico", "There is no high risk")
        case .dataUnintelligible:
            words.text(
                "De gegevens zijn onbegrijpelijk gemaakt",
                "The data had been made unintelligible"
            )
        case .riskRemoved: words.text("Het hoge risico is weggenomen", "The high risk was removed")
        case .disproportionateEffort:
            words.text(
                "Brieven zouden onevenredig veel moeite kosten",
                "Letters would take disproportionate effort"
            )
        case .lawEnforcementAsks:
            words.text(
                "De politie vraagt te wachten met inlichten",
                "The police ask to wait with telling people"
            )
        case .reasonsForDelay:
            words.text(
                "Waarom de melding later is dan 72 uur",
                "Why the notification is later than 72 hours"
            )
        case .reasonNotReached:
            words.text(
                "Waarom sommige mensen niet zijn ingelicht",
                "Why some people were not told"
            )
        case .notSignificant:
            words.text(
                "Het incident is niet significant (Cbw)",
                "The incident is not significant (Cbw)"
            )
        }
    }

    static func refusal(_ doubt: DutyMomentDoubt, _ words: Words) -> String {
        switch doubt {
        case .inTheFuture:
            words.text(
                "Dit moment is nog niet geweest: leg het vast als het is gebeurd.",
                "This moment has not been yet: record it when it has."
            )
        case .impossible(let later, let earlier), .odd(let later, let earlier):
            words.text(
                "\(name(later, words)) kan niet vóór: \(name(earlier, words)).",
                "\(name(later, words)) cannot be before: \(name(earlier, words))."
            )
        case .second:
            words.text("Dit moment is er al.", "This moment is there already.")
        case .again:
            words.text(
                "Dit moment is er al, van bijna dezelfde tijd.",
                "This moment is there already, of nearly the same time."
            )
        }
    }

    /// What is odd and was not recorded yet, and what would follow.
    static func doubt(_ doubt: DutyMomentDoubt, _ words: Words) -> String {
        switch doubt {
        case .odd(let later, let earlier):
            words.text(
                "Zo komt ‘\(name(later, words))’ vóór ‘\(name(earlier, words))’. Dat kan, maar klopt het? Er is nog niets vastgelegd.",
                "Then ‘\(name(later, words))’ comes before ‘\(name(earlier, words))’. That can be, but is it so? Nothing is recorded yet."
            )
        case .second:
            words.text(
                "Dit moment is er al, en het eerste telt. Er is nog niets vastgelegd.",
                "This moment is there already, and the first one counts. Nothing is recorded yet."
            )
        case .again:
            words.text(
                "Dit moment is er al, van bijna dezelfde tijd; dit komt ervoor in de plaats. Er is nog niets vastgelegd.",
                "This moment is there already, of nearly the same time; this takes its place. Nothing is recorded yet."
            )
        case .inTheFuture, .impossible: refusal(doubt, words)
        }
    }
}
