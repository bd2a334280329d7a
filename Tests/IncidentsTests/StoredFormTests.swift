// SPDX-License-Identifier: EUPL-1.2

import Custody
import Incidents
import Testing

/// What signed ledgers hold of an incident, written out.
struct StoredFormTests {
    @Test func `moments keep their codes`() {
        #expect(
            DutyMoment.allCases.map(\.code) == [
                "processorDiscovered", "processorToldController", "controllerFirstSuspicion",
                "controllerAware", "authorityNotified", "authorityNotificationCompleted",
                "personsInformed", "significantIncidentKnown", "earlyWarningSent",
                "incidentNotificationSent", "incidentFinalReportSent", "authoritySupplemented",
                "authorityNotificationWithdrawn", "publicCommunicationMade",
                "interimReportRequested", "interimReportSent", "progressReportSent",
                "incidentHandled", "serviceRecipientsTold", "voluntaryNoticeSent",
                "discoveredByUs", "controllerTold",
            ]
        )
    }

    @Test func `decisions about duties keep their codes`() {
        #expect(
            DutyDecisionKind.allCases.map(\.code) == [
                "noBreach", "notOurBreach", "riskUnlikely", "noHighRisk", "dataUnintelligible",
                "riskRemoved", "disproportionateEffort", "lawEnforcementAsks", "reasonsForDelay",
                "reasonNotReached", "notSignificant",
            ]
        )
    }

    @Test func `notifications and reports keep their codes`() {
        #expect(
            NoticeKind.allCases.map(\.code) == [
                "gdpr-33", "cbw-26", "cbw-27", "cbw-28", "cbw-29-progress", "cbw-29",
            ]
        )
        #expect(
            ProgrammeFigure.allCases.map(\.code) == [
                "capacity", "backlog", "invitations", "optOuts", "participation",
            ]
        )
        #expect(
            ResultsFinding.allCases.map(\.code) == ["intact", "notIntact", "undetermined"]
        )
        #expect(OutsideReportKind.allCases.map(\.code) == ["assistanceAsked", "policeReport"])
        #expect(
            NoticeQuestion.allCases.map(\.code) == [
                "kind", "legalBasis", "otherSupervisors", "peopleAbroad", "otherAuthorities",
                "organisation", "organisationAddress", "sector", "reporter", "contact",
                "otherOrganisations", "began", "ended", "discovered", "told", "aware",
                "howDiscovered", "reasonsForDelay", "nature", "incidentKind", "summary",
                "ordinaryData", "specialData", "records", "groups", "groupDescription",
                "fewestPeople", "mostPeople", "unintelligible", "consequencesForData",
                "consequencesForPeople", "severity", "peopleTold", "peopleToldCount", "toldHow",
                "whyNotTold", "measures", "responsibleOfficer", "knownAt", "service",
                "significance", "malicious", "crossBorder", "updates", "incidentSeverity",
                "incidentEffects", "indicators", "measuresGoingOn", "askedAt", "asked",
                "whyStillRunning", "expectedEnd", "handledAt", "fullDescription", "cause",
            ]
        )
    }

    @Test func `the sources of a register keep their numbers`() {
        #expect(Origin.allCases.map { RegisterSource.ledger($0).number } == [1, 2, 3])
        #expect(RegisterSource.statement(0).number == 16)
        #expect(RegisterSource.statement(1).number == 17)
        #expect(RegisterSource(number: 4) == nil)
    }
}
