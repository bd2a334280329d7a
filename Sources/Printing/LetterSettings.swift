// SPDX-License-Identifier: EUPL-1.2

public import Casework
import Custody
import Foundation
import Incidents
public import Letters

/// What an organisation puts in the letters of an incident: a JSON file, see `docs/formats.md`.
public struct LetterSettings: Codable, Sendable {
    public struct Words: Codable, Sendable, Equatable {
        public var purpose: String
        public var careData: String
        public var thirdParty: String
        public var measures: [String]
        public var openingHours: String
        /// Where data were made public; nil when nobody says.
        public var publishedPlace: String?
        /// In this language instead of those of the organisation; nil for the same.
        public var returnLine: String?
        public var signatureLines: [String]?
        /// `careData` and `thirdParty` to the parents of a child; nil for words that fit everybody.
        public var careDataOfChild: String?
        public var thirdPartyOfChild: String?
        /// How the processor is called after its name stood once: `het laboratorium`; nil for its name.
        public var theProcessor: String?
    }

    public var organisation: String
    public var senderLines: [String]
    public var returnLine: String
    public var signatureLines: [String]
    public var processor: String
    /// The day of the break-in, `2025-07-06`; may be partial, and nil when it is not known.
    public var incidentDate: String?
    /// The day on which the processor discovered it; may be partial, and nil when it is not known.
    public var discoveredDate: String?
    public var toldDate: String
    public var reference: String
    public var telephone: String
    /// For those abroad, where free numbers cannot be called.
    public var telephoneAbroad: String?
    public var website: String
    public var privacyOfficer: String
    /// By language, `nl` and `en`.
    public var words: [String: Words]

    public static func read(_ path: String) throws -> LetterSettings {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw PrintingError.settingsNotThere(file: path)
        }
        do {
            return try JSONDecoder().decode(LetterSettings.self, from: data)
        } catch DecodingError.keyNotFound(let key, _) {
            throw PrintingError.settingMissing(file: path, key: key.stringValue)
        } catch {
            throw PrintingError.noSettings(file: path)
        }
    }

    public func wave(
        dated day: Int,
        _ standing: WaveTruths.Standing
    ) throws -> LetterWave {
        func date(_ text: String, _ name: String) throws -> PartialDate {
            guard let date = PartialDate(text) else {
                throw PrintingError.settingNoDate(key: name)
            }
            return date
        }
        var spoken: [Language: LetterWave.Words] = [:]
        for (code, words) in words {
            guard let language = Language(rawValue: code) else { continue }
            spoken[language] = LetterWave.Words(
                purpose: words.purpose,
                careData: words.careData,
                thirdParty: words.thirdParty,
                measures: words.measures,
                openingHours: words.openingHours,
                publishedPlace: words.publishedPlace ?? "",
                returnLine: words.returnLine,
                signatureLines: words.signatureLines,
                careDataOfChild: words.careDataOfChild,
                thirdPartyOfChild: words.thirdPartyOfChild,
                theProcessor: words.theProcessor
            )
        }
        return LetterWave(
            organisation: organisation,
            senderLines: senderLines,
            returnLine: returnLine,
            signatureLines: signatureLines,
            processor: processor,
            incidentDate: try incidentDate.map { try date($0, "incidentDate") },
            discoveredDate: try discoveredDate.map { try date($0, "discoveredDate") },
            toldDate: try date(toldDate, "toldDate"),
            letterDate: try date(DutyDate(dayNumber: day).text, "date"),
            reference: reference,
            telephone: telephone,
            telephoneAbroad: telephoneAbroad ?? "",
            website: website,
            privacyOfficer: privacyOfficer,
            words: spoken,
            hasLists: standing.hasLists,
            firstLetters: standing.firstLetters,
            unattributedRecords: standing.unattributedRecords,
            isSynthetic: standing.isSynthetic
        )
    }
}

extension LetterSettings.Words {
    /// Nothing of it filled in: not fit for a letter.
    public init() {
        self.init(purpose: "", careData: "", thirdParty: "", measures: [], openingHours: "")
    }
}
