// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
public import Incidents
public import Store

/// What letter settings say that may not be printed: it is not so by the ledger, or nobody can have
/// approved it.
public enum SettingsContradiction: Error, Equatable, Sendable {
    /// No party of the incident has that name.
    case processor(settings: String, ledger: [String])
    /// A moment that was recorded was on another day.
    case day(key: String, settings: String, moment: DutyMoment, ledger: String)
    /// A day comes before one that it follows from.
    case order(earlier: String, earlierDay: String, later: String, laterDay: String)
    /// The text says that the supervisory authority knows, and no such moment was recorded.
    case authorityNotNotified(key: String, text: String)
    /// Still the mark of something to fill in.
    case toFillIn(key: String)
    /// Data about care are named in words that fit everybody: no figure, and no outcome.
    case careWords(key: String, word: String)
    /// Stands in the English letter and is Dutch.
    case dutchInEnglish(key: String, word: String)

    /// Where it stands in the settings.
    public var key: String {
        switch self {
        case .processor: "processor"
        case .day(let key, _, _, _), .authorityNotNotified(let key, _), .toFillIn(let key),
            .careWords(let key, _), .dutchInEnglish(let key, _):
            key
        case .order(_, _, let later, _): later
        }
    }
}

/// Compares letter settings with an incident: at the plan, the preview and the print.
struct SettingsCheck {
    private let parties: [String]
    private let moments: DutyMoments

    init(_ incident: IncidentFact, _ store: Store) throws {
        let names = try store.parties
        parties = incident.concerned.compactMap { id in
            names.first { $0.id.rawValue == id }?.name
        }
        moments = try store.dutyMoments(of: incident)
    }

    /// All that is wrong, in the order of the file; `letterDate` is that of the letters.
    func contradictions(
        in settings: LetterSettings,
        letterDate: PartialDate
    ) -> [SettingsContradiction] {
        toFillIn(settings) + names(settings) + days(settings, letterDate) + reports(settings)
            + careWords(settings) + dutchInEnglish(settings)
    }

    private func toFillIn(_ settings: LetterSettings) -> [SettingsContradiction] {
        settings.texts.filter { $0.text.contains("<") || $0.text.contains(">") }
            .map { .toFillIn(key: $0.key) }
    }

    private func names(_ settings: LetterSettings) -> [SettingsContradiction] {
        parties.contains(settings.processor)
            ? [] : [.processor(settings: settings.processor, ledger: parties)]
    }

    /// A day that was never recorded contradicts nothing.
    private func days(
        _ settings: LetterSettings,
        _ letterDate: PartialDate
    ) -> [SettingsContradiction] {
        let stated: [(key: String, text: String?, moment: DutyMoment?)] = [
            ("incidentDate", settings.incidentDate, nil),
            ("discoveredDate", settings.discoveredDate, .processorDiscovered),
            ("toldDate", settings.toldDate, .processorToldController),
            ("date", letterDate.text, nil),
        ]
        var found: [SettingsContradiction] = []
        var earlier: (key: String, day: PartialDate)?
        for (key, text, moment) in stated {
            guard let day = text.flatMap({ PartialDate($0) }), !day.isUnknown else { continue }
            if let moment, let days = moments.days(of: moment), !day.agrees(with: days) {
                let ledger = [days.lowerBound, days.upperBound].map { Day(number: $0).text }
                found.append(
                    .day(
                        key: key,
                        settings: day.text,
                        moment: moment,
                        ledger: days.count == 1 ? ledger[0] : ledger.joined(separator: "/")
                    )
                )
            }
            if let earlier, day.isSurelyBefore(earlier.day) {
                found.append(
                    .order(
                        earlier: earlier.key,
                        earlierDay: earlier.day.text,
                        later: key,
                        laterDay: day.text
                    )
                )
            }
            earlier = (key, day)
        }
        return found
    }

    private func reports(_ settings: LetterSettings) -> [SettingsContradiction] {
        guard moments[.authorityNotified] == nil else { return [] }
        return settings.texts.filter { Self.namesAuthority($0.text) }
            .map { .authorityNotNotified(key: $0.key, text: $0.text) }
    }

    private static func namesAuthority(_ text: String) -> Bool {
        let folded = text.lowercased()
        let words = text.split { !$0.isLetter }
        return words.contains("AP")
            || [
                "autoriteit persoonsgegevens", "toezichthouder", "data protection authority",
                "supervisory authority", "privacy regulator",
            ].contains { folded.contains($0) }
    }

    private func careWords(_ settings: LetterSettings) -> [SettingsContradiction] {
        settings.texts.filter { $0.key.contains("careData") }.compactMap { key, text in
            if let digit = text.first(where: \.isNumber) {
                return .careWords(key: key, word: String(digit))
            }
            let words = text.lowercased().split { !$0.isLetter }.map(String.init)
            return words.first(where: Self.outcomes.contains).map {
                .careWords(key: key, word: $0)
            }
        }
    }

    private func dutchInEnglish(_ settings: LetterSettings) -> [SettingsContradiction] {
        guard let english = settings.words["en"] else { return [] }
        return settings.texts.filter { key, _ in
            key.hasPrefix("en.") || key == "returnLine" && english.returnLine == nil
                || key == "signatureLines" && english.signatureLines == nil
        }.compactMap { key, text in
            let words = text.lowercased().split { !$0.isLetter }.map(String.init)
            let own = key.hasPrefix("en.") ? key : "en." + key
            return words.first(where: Self.dutch.contains).map {
                .dutchInEnglish(key: own, word: $0)
            }
        }
    }

    /// Words that no English text has, nor the name of an organisation or a person.
    private static let dutch: Set<String> = [
        "het", "een", "uw", "wij", "naar", "uur", "maandag", "dinsdag", "woensdag", "donderdag",
        "vrijdag", "dagelijks", "elke", "gegevens", "huisarts", "directie", "bestuurder",
        "directeur",
        "voorzitter", "retour", "retouradres",
    ]

    /// Words of outcomes and of tests that are one: whoever opens the letter would know.
    private static let outcomes: Set<String> = [
        "positief", "positieve", "negatief", "negatieve", "afwijkend", "afwijkende", "afwijking",
        "kwaadaardig", "kwaadaardige", "goedaardig", "goedaardige", "kanker", "tumor", "besmet",
        "besmetting", "geïnfecteerd", "infectie", "zwanger", "zwangerschap", "positive", "negative",
        "abnormal", "malignant", "benign", "cancer", "tumour", "infected", "infection", "pregnant",
        "pregnancy", "hiv", "hpv", "aids", "soa", "std", "sti", "chlamydia", "syfilis", "syphilis",
        "gonorroe", "gonorrhoea", "hepatitis", "pap", "cin", "kopac", "verdacht", "suspicious",
    ]
}

extension LetterSettings {
    /// Throws all that contradicts the ledger, or that nobody can have approved.
    public func check(
        against incident: IncidentFact,
        letterDay: Int,
        in store: Store
    ) throws {
        let found = try SettingsCheck(incident, store)
            .contradictions(in: self, letterDate: Day(number: letterDay).date)
        guard found.isEmpty else { throw PrintingError.settingsContradicted(found) }
    }

    /// Every text that prints, under its key in the file.
    var texts: [(key: String, text: String)] {
        var texts: [(key: String, text: String)] = [
            ("organisation", organisation), ("returnLine", returnLine), ("processor", processor),
            ("toldDate", toldDate), ("reference", reference), ("telephone", telephone),
            ("website", website), ("privacyOfficer", privacyOfficer),
        ]
        texts += senderLines.map { ("senderLines", $0) }
        texts += signatureLines.map { ("signatureLines", $0) }
        if let telephoneAbroad { texts.append(("telephoneAbroad", telephoneAbroad)) }
        for (language, words) in words.sorted(by: { $0.key < $1.key }) {
            let stated: [(String, String?)] = [
                ("purpose", words.purpose), ("careData", words.careData),
                ("thirdParty", words.thirdParty), ("openingHours", words.openingHours),
                ("publishedPlace", words.publishedPlace), ("returnLine", words.returnLine),
                ("careDataOfChild", words.careDataOfChild),
                ("thirdPartyOfChild", words.thirdPartyOfChild),
                ("theProcessor", words.theProcessor),
            ]
            texts += stated.compactMap { key, text in text.map { ("\(language).\(key)", $0) } }
            texts += words.measures.map { ("\(language).measures", $0) }
            texts += (words.signatureLines ?? []).map { ("\(language).signatureLines", $0) }
        }
        return texts
    }
}

extension DutyMoments {
    /// The days on which a moment can have been, as Amsterdam counts them; nil when it is not recorded.
    func days(of moment: DutyMoment) -> ClosedRange<Int>? {
        guard let span = span(of: moment) else { return nil }
        let days = [span.earliest, span.latest].map {
            DutyLocalTime(utcMilliseconds: $0).date.dayNumber
        }
        return min(days[0], days[1])...max(days[0], days[1])
    }
}

extension PartialDate {
    /// Can it be one of these days, by the parts that are known?
    fileprivate func agrees(with days: ClosedRange<Int>) -> Bool {
        days.contains { number in
            let full = Day(number: number).date
            return (year == 0 || year == full.year) && (month == 0 || month == full.month)
                && (day == 0 || day == full.day)
        }
    }

    /// Before it by the parts that both know.
    fileprivate func isSurelyBefore(_ other: PartialDate) -> Bool {
        guard year > 0, other.year > 0, year == other.year else {
            return year > 0 && other.year > 0 && year < other.year
        }
        guard month > 0, other.month > 0, month == other.month else {
            return month > 0 && other.month > 0 && month < other.month
        }
        return day > 0 && other.day > 0 && day < other.day
    }
}
