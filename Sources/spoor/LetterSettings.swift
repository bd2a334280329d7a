// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Letters

/// What an organisation puts in the letters of an incident: a JSON file, see `docs/formats.md`.
struct LetterSettings: Codable {
    struct Words: Codable {
        var purpose: String
        var careData: String
        var thirdParty: String
        var measures: [String]
        var openingHours: String
    }

    var organisation: String
    var senderLines: [String]
    var returnLine: String
    var signatureLines: [String]
    var processor: String
    /// The day of the break-in, `2025-07-06`; may be partial.
    var incidentDate: String
    var toldDate: String
    var reference: String
    var telephone: String
    var website: String
    var privacyOfficer: String
    /// By language, `nl` and `en`.
    var words: [String: Words]

    static func read(_ path: String) throws -> LetterSettings {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Complaint(
                .inputMissing,
                "there is no file with letter settings at \(path)",
                help: "docs/formats.md shows one; 'spoor demo' writes one"
            )
        }
        do {
            return try JSONDecoder().decode(LetterSettings.self, from: data)
        } catch DecodingError.keyNotFound(let key, _) {
            throw Complaint(.failed, "\(path): '\(key.stringValue)' is missing")
        } catch {
            throw Complaint(.failed, "\(path) is not the JSON of letter settings")
        }
    }

    func wave(
        dated day: Int,
        unattributed: Int,
        hasLists: Bool,
        isLater: Bool,
        isSynthetic: Bool
    ) throws -> LetterWave {
        func date(_ text: String, _ name: String) throws -> PartialDate {
            guard let date = PartialDate(text) else {
                throw Complaint(.failed, "letter settings: '\(name)' is not a date")
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
                openingHours: words.openingHours
            )
        }
        return LetterWave(
            organisation: organisation,
            senderLines: senderLines,
            returnLine: returnLine,
            signatureLines: signatureLines,
            processor: processor,
            incidentDate: try date(incidentDate, "incidentDate"),
            toldDate: try date(toldDate, "toldDate"),
            letterDate: try date(DutchTime.dayText(day), "date"),
            reference: reference,
            telephone: telephone,
            website: website,
            privacyOfficer: privacyOfficer,
            words: spoken,
            hasLists: hasLists,
            isLater: isLater,
            unattributedRecords: unattributed,
            isSynthetic: isSynthetic
        )
    }
}
