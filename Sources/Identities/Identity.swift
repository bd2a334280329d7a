// SPDX-License-Identifier: EUPL-1.2

import Custody

/// The two sealed halves of a person: the dossier (who it is) and the mail (where to write).
enum Identity {
    static func dossier(of person: Person) -> [UInt8] {
        let former = person.former.map(\.kept).joined(separator: "\u{1E}")
        return TextFields(
            [
                person.sourceID.text, person.citizenNumber?.digits ?? "", person.initials,
                person.givenNames, person.prefix, person.surname, person.partnerPrefix,
                person.partnerSurname, person.nameUse, person.birthDate?.text ?? "",
                person.postcode, person.houseNumber,
            ] + (former.isEmpty ? [] : [former])
        ).bytes
    }

    static func mail(of person: Person) -> [UInt8] {
        TextFields(
            [
                person.street, person.houseLetter, person.houseAddition, person.place,
                person.country, person.deceasedOn?.text ?? "", String(person.secrecy),
                person.addressStatus.rawValue, person.language.rawValue,
                person.salutationPreference,
            ] + marks(of: person)
        ).bytes
    }

    /// A text of its own behind the others, when there are any.
    private static func marks(of person: Person) -> [String] {
        person.marks.isEmpty ? [] : [person.marks.map(\.code).joined(separator: ",")]
    }

    /// Nil when one of them is none.
    private static func marks(in text: String) -> [FieldMark]? {
        var marks: [FieldMark] = []
        for code in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let mark = FieldMark(code: code) else { return nil }
            marks.append(mark)
        }
        return marks
    }

    /// Puts the halves together again; nil when the bytes are of no person, or when any of the values
    /// is none: what does not read is never taken for the mildest value. Without the mail half the
    /// person is known but cannot be written to.
    static func person(dossier: [UInt8], mail: [UInt8]?) -> Person? {
        guard let own = TextFields.texts(in: dossier), 12...13 ~= own.count else { return nil }
        var person = Person(sourceID: SourceID(own[0]))
        person.citizenNumber = CitizenNumber(own[1])
        guard own[1].isEmpty || person.citizenNumber != nil else { return nil }
        person.initials = own[2]
        person.givenNames = own[3]
        person.prefix = own[4]
        person.surname = own[5]
        person.partnerPrefix = own[6]
        person.partnerSurname = own[7]
        person.nameUse = own[8]
        person.birthDate = PartialDate(own[9])
        guard own[9].isEmpty || person.birthDate != nil else { return nil }
        person.postcode = own[10]
        person.houseNumber = own[11]
        if own.count == 13 {
            for text in own[12].split(separator: "\u{1E}" as Character) {
                guard let detail = FormerDetail(kept: text) else { return nil }
                person.former.append(detail)
            }
        }
        guard let mail else { return person }
        guard let post = TextFields.texts(in: mail), 10...11 ~= post.count else { return nil }
        person.street = post[0]
        person.houseLetter = post[1]
        person.houseAddition = post[2]
        person.place = post[3]
        person.country = post[4]
        person.deceasedOn = PartialDate(post[5])
        guard post[5].isEmpty || person.deceasedOn != nil,
            let secrecy = Int(post[6]), (0...7).contains(secrecy),
            let addressStatus = AddressStatus(rawValue: post[7]),
            let language = Language(rawValue: post[8])
        else { return nil }
        person.secrecy = secrecy
        person.addressStatus = addressStatus
        person.language = language
        person.salutationPreference = post[9]
        if post.count == 11 {
            guard let marks = marks(in: post[10]) else { return nil }
            person.marks = marks
        }
        return person
    }

    /// Only the number in the population, without decoding the rest.
    static func sourceID(dossier: [UInt8]) -> ArraySlice<UInt8> {
        dossier.withUnsafeBufferPointer { TextFields.text(in: $0, at: 0) }.map { dossier[$0] } ?? []
    }

    /// What `Person.claims` are made of; nil when the bytes are of no dossier.
    static func identifiers(in dossier: UnsafeBufferPointer<UInt8>) -> IdentifierTexts? {
        var texts = IdentifierTexts()
        var givenNames = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        var count = 0
        var place = 0
        while place < dossier.count {
            guard let range = TextFields.text(in: dossier, at: place) else { return nil }
            let text = UnsafeBufferPointer(rebasing: dossier[range])
            switch count {
            case 1: texts.citizenNumber = text
            case 2: texts.initials = text
            case 3: givenNames = text
            case 4: texts.prefix = text
            case 5: texts.surname = text
            case 6: texts.partnerPrefix = text
            case 7: texts.partnerSurname = text
            case 9: texts.birthDate = text
            case 10: texts.postcode = text
            case 11: texts.houseNumber = text
            default: break
            }
            count += 1
            place = range.upperBound
        }
        if texts.initials.isEmpty { texts.initials = givenNames }
        return 12...13 ~= count ? texts : nil
    }

    /// Has the person former names or addresses? They stand behind the twelve texts of everybody.
    static func hasFormer(dossier: [UInt8]) -> Bool {
        dossier.withUnsafeBufferPointer { bytes in
            var (count, place) = (0, 0)
            while place < bytes.count, let range = TextFields.text(in: bytes, at: place) {
                (count, place) = (count + 1, range.upperBound)
            }
            return count > 12
        }
    }

    /// The claims of a record that stays unresolved, to be sealed.
    static func bytes(of claims: IdentityClaims) -> [UInt8] {
        TextFields(
            [
                claims.citizenNumber, claims.initials, claims.birthDate, claims.postcode,
                claims.houseNumber, claims.sampleNumber, claims.token,
            ] + claims.surnames
        ).bytes
    }

    static func claims(from bytes: [UInt8]) -> IdentityClaims? {
        guard let parts = TextFields.texts(in: bytes), parts.count >= 7 else { return nil }
        return IdentityClaims(
            citizenNumber: parts[0],
            surnames: Array(parts[7...]),
            initials: parts[1],
            birthDate: parts[2],
            postcode: parts[3],
            houseNumber: parts[4],
            sampleNumber: parts[5],
            token: parts[6]
        )
    }
}
