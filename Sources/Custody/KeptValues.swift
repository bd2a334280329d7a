// SPDX-License-Identifier: EUPL-1.2

extension Person {
    /// The same person where a field did not read, with the value that was known of it before. The mark
    /// stays: what the field says now is not known.
    ///
    /// A prefix and its surname are kept together. Of an address a value is kept only when all the rest is
    /// as it was: half of an old address beside half of a new one is nobody's. Secrecy, and that somebody
    /// died, stay on the safe side.
    public func keepingGoodValues(of before: Person) -> Person {
        var kept = self
        for mark in marks {
            switch mark.field {
            case .citizenNumber: kept.citizenNumber = citizenNumber ?? before.citizenNumber
            case .initials: kept.initials = before.initials
            case .givenNames: kept.givenNames = before.givenNames
            case .prefix, .surname: (kept.prefix, kept.surname) = (before.prefix, before.surname)
            case .partnerPrefix, .partnerSurname:
                kept.partnerPrefix = before.partnerPrefix
                kept.partnerSurname = before.partnerSurname
            case .nameUse: kept.nameUse = before.nameUse
            case .birthDate: kept.birthDate = before.birthDate
            case .deceasedOn: kept.deceasedOn = before.deceasedOn ?? deceasedOn
            case .language: kept.language = before.language
            case .salutationPreference: kept.salutationPreference = before.salutationPreference
            case .street, .houseNumber, .houseLetter, .houseAddition, .postcode, .place, .country,
                .addressStatus, .secrecy:
                break
            }
        }
        keepAddress(of: before, in: &kept)
        return kept
    }

    /// The same person, no less dead and no less hidden than before, as far as an officer put those fields
    /// right: a file that does not know it yet must not send a letter.
    public func keepingCaution(of before: Person, in fields: Set<PersonField>) -> Person {
        var kept = self
        if fields.contains(.deceasedOn) { kept.deceasedOn = deceasedOn ?? before.deceasedOn }
        if fields.contains(.secrecy) { kept.secrecy = max(secrecy, before.secrecy) }
        if fields.contains(.addressStatus), before.addressStatus == .shelter {
            kept.addressStatus = .shelter
        }
        return kept
    }

    private func keepAddress(of before: Person, in kept: inout Person) {
        let unread = Set(marks.map(\.field))
        let parts: [(PersonField, WritableKeyPath<Person, String>)] = [
            (.street, \.street), (.houseNumber, \.houseNumber), (.houseLetter, \.houseLetter),
            (.houseAddition, \.houseAddition), (.postcode, \.postcode), (.place, \.place),
            (.country, \.country),
        ]
        let isElsewhere = parts.contains { field, part in
            !unread.contains(field) && self[keyPath: part] != before[keyPath: part]
        }
        guard !isElsewhere, unread.contains(.addressStatus) || addressStatus == before.addressStatus
        else { return }
        for (field, part) in parts where unread.contains(field) {
            kept[keyPath: part] = before[keyPath: part]
        }
        if unread.contains(.addressStatus) { kept.addressStatus = before.addressStatus }
    }
}
