// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Linkage

/// Whom somebody at the desk asks for, by attributes that must all fit; names as linkage folds them.
struct PersonSearch: Sendable {
    private(set) var claims = IdentityClaims()
    private(set) var sourceID: SourceID?
    private let surnames: SurnameReadings

    static let names = [
        "citizenNumber", "surname", "initials", "birthDate", "postcode", "houseNumber",
    ]

    /// Reads lines `name=value`.
    init(text: String) throws {
        var given = 0
        for line in text.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let value = PersonSearch.trimmed(parts[1])
            guard !value.isEmpty else { continue }
            given += 1
            switch PersonSearch.trimmed(parts[0]) {
            case "citizenNumber", "bsn": claims.citizenNumber = value
            case "surname": claims.surnames = [value]
            case "initials": claims.initials = value
            case "birthDate": claims.birthDate = value
            case "postcode": claims.postcode = value
            case "houseNumber": claims.houseNumber = value
            case "sourceId": (sourceID, given) = (SourceID(value), given + 1)
            default:
                throw Complaint(
                    .usage,
                    "one of the lines names no attribute that there is",
                    help: PersonSearch.names.joined(separator: ", ") + ", sourceId"
                )
            }
        }
        guard given >= 2 else {
            throw Complaint(.usage, "two attributes at least, so that nobody browses")
        }
        surnames = SurnameReadings(claims.surnames)
        try check()
    }

    private static func trimmed(_ text: Substring) -> String {
        text.trimmingCharacters(in: .whitespaces.union(CharacterSet(charactersIn: "\u{FEFF}")))
    }

    /// A value that is none, or attributes by which nobody is kept, find nobody: that is no answer.
    private func check() throws {
        if !claims.citizenNumber.isEmpty, CitizenNumber(claims.citizenNumber) == nil {
            throw Complaint(
                .usage,
                "that is no citizen number",
                help: "nine digits that pass the eleven test; leave it out if it is not known"
            )
        }
        let birthDate = PartialDate(claims.birthDate)
        if !claims.birthDate.isEmpty, birthDate == nil {
            throw Complaint(.usage, "that is no date of birth", help: "write it as yyyy-mm-dd")
        }
        let hasAddress = Postcode(claims.postcode) != nil && !claims.houseNumber.isEmpty
        guard
            sourceID != nil || !claims.citizenNumber.isEmpty || birthDate?.isFull == true
                || hasAddress
        else {
            throw Complaint(
                .usage,
                "people are not found by that alone",
                help:
                    "give the citizen number, the whole date of birth, or postcode and house number with it"
            )
        }
    }

    /// May the person be called so?
    func isNamed(_ person: Person) -> Bool {
        if !claims.surnames.isEmpty, !surnames.meet(PersonSearch.surnames(of: person)) {
            return false
        }
        guard !claims.initials.isEmpty else { return true }
        let own = PersonSearch.initials(
            person.initials.isEmpty ? person.givenNames : person.initials
        )
        let asked = PersonSearch.initials(claims.initials)
        return !own.isEmpty && (own.hasPrefix(asked) || asked.hasPrefix(own))
    }

    /// Their own name, their partner's, and both joined.
    private static func surnames(of person: Person) -> SurnameReadings {
        let names = [person.surname, person.partnerSurname].filter { !$0.isEmpty }
        return SurnameReadings(
            names + [names.joined(separator: "-"), names.reversed().joined(separator: "-")]
        )
    }

    /// `A.B.`, `AB`, `a b` and `Anna Berta` are `ab`.
    private static func initials(_ text: String) -> String {
        let plain = text.folding(options: .diacriticInsensitive, locale: nil)
        let words = plain.split { !$0.isLetter }
        let areNames = words.contains {
            $0.count > 1 && $0.dropFirst().contains(where: \.isLowercase)
        }
        let letters = areNames ? words.compactMap(\.first) : words.flatMap(Array.init)
        return String(letters).lowercased()
    }
}
