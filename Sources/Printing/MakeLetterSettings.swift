// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Incidents
public import Store

/// Makes the settings file of an incident from what the ledger knows of it. What it does not know stands
/// between `<` and `>` and has to be filled in, or nothing prints.
public struct MakeLetterSettings: Sendable {
    public var incident: String

    public init(incident: String) { self.incident = incident }

    public struct Answer: Sendable {
        public var settings: LetterSettings
        /// The keys that somebody has to fill in.
        public var toFillIn: [String]
    }

    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(incident)
        let moments = try store.dutyMoments(of: found)
        // Of a day that is not known exactly, the parts that are.
        func day(_ moment: DutyMoment) -> String? {
            guard let days = moments.days(of: moment) else { return nil }
            let (first, last) = (
                Day(number: days.lowerBound).date, Day(number: days.upperBound).date
            )
            guard first != last else { return first.text }
            guard first.year == last.year else { return nil }
            return PartialDate(
                year: first.year,
                month: first.month == last.month ? first.month : 0
            )?.text
        }
        let parties = try store.parties
        let organisation = try store.organisation()
        let processor = parties.first { $0.id.rawValue == found.party }?.name
        let isReported = moments[.authorityNotified] != nil
        let isThroughOthers = try store.flows.values.contains { flow in
            found.concerned.contains(flow.party.rawValue) && flow.origin == .givenByThirdParty
        }
        let settings = LetterSettings(
            organisation: organisation,
            senderLines: [organisation, "<straat of postbus>", "<postcode en plaats>"],
            returnLine: "Retouradres: <postbus, postcode en plaats>",
            signatureLines: [organisation, "<naam of functie>"],
            processor: processor ?? found.party,
            incidentDate: nil,
            discoveredDate: day(.processorDiscovered),
            toldDate: day(.processorToldController) ?? "<dag waarop de verwerker het zei>",
            reference: found.reference,
            telephone: "<telefoonnummer>",
            telephoneAbroad: "<telefoonnummer voor het buitenland>",
            website: "<website>",
            privacyOfficer: "<e-mailadres van de functionaris gegevensbescherming>",
            words: [
                "nl": LetterSettings.Words(
                    purpose: "<waarvoor de verwerker werkte>",
                    careData: "gegevens over uw gezondheid",
                    thirdParty: isThroughOthers
                        ? "<van wie gegevens kwamen>" : "een andere organisatie",
                    measures: (isReported
                        ? ["Wij hebben de inbraak gemeld bij de Autoriteit Persoonsgegevens."]
                        : []) + ["<wat er gedaan is, een zin>"],
                    openingHours: "<openingstijden>",
                    careDataOfChild: "gegevens over de gezondheid van uw kind"
                ),
                "en": LetterSettings.Words(
                    purpose: "<what the processor worked for>",
                    careData: "data about your health",
                    thirdParty: isThroughOthers
                        ? "<whom data came from>" : "another organisation",
                    measures: (isReported
                        ? ["We reported the break-in to the Dutch data protection authority."]
                        : []) + ["<what was done, a sentence>"],
                    openingHours: "<opening hours>",
                    returnLine: "Return address: <PO box, postcode and town>, Netherlands",
                    signatureLines: [organisation, "<name or function>"],
                    careDataOfChild: "data about your child's health"
                ),
            ]
        )
        var keys: [String] = []
        for (key, text) in settings.texts where text.contains("<") && !keys.contains(key) {
            keys.append(key)
        }
        return Answer(settings: settings, toFillIn: keys)
    }
}

/// Compares a settings file with the ledger, and changes nothing.
public struct CompareLetterSettings: Sendable {
    public var incident: String
    public var settings: LetterSettings
    /// Of the letters, days since 1970-01-01.
    public var letterDay: Int

    public init(incident: String, settings: LetterSettings, letterDay: Int) {
        self.incident = incident
        self.settings = settings
        self.letterDay = letterDay
    }

    /// Throws ``PrintingError/settingsContradicted(_:)``.
    public func run(in store: Store) throws {
        try settings.check(
            against: store.incident(incident),
            letterDay: letterDay,
            in: store
        )
    }
}
