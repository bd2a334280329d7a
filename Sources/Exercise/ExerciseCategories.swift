// SPDX-License-Identifier: EUPL-1.2

/// Categories of personal data as a set of bits, in the alphabetical order of their codes.
///
/// The codes are the words of the files; the exercise has its own table of what each field is, so
/// that the program under test is compared with something that it did not make.
struct ExerciseCategories: OptionSet, Hashable {
    let rawValue: UInt32

    private static let codes: [StaticString] = [
        "address", "birthDate", "citizenNumber", "clinicalFinding", "collector", "contraception",
        "diagnosis", "earlierResult", "freeText", "generalPractitioner", "gynaecologicalComplaints",
        "hormoneUse", "menstruation", "name", "orderNumber", "otherIdentifier", "partnerName",
        "sampleDate", "sampleNumber", "screeningNumber", "sex", "telephone", "testIndication",
        "testRequested", "testResult",
    ]

    static let address = Self(rawValue: 1 << 0)
    static let birthDate = Self(rawValue: 1 << 1)
    static let citizenNumber = Self(rawValue: 1 << 2)
    static let clinicalFinding = Self(rawValue: 1 << 3)
    static let collector = Self(rawValue: 1 << 4)
    static let contraception = Self(rawValue: 1 << 5)
    static let diagnosis = Self(rawValue: 1 << 6)
    static let earlierResult = Self(rawValue: 1 << 7)
    static let freeText = Self(rawValue: 1 << 8)
    static let generalPractitioner = Self(rawValue: 1 << 9)
    static let gynaecologicalComplaints = Self(rawValue: 1 << 10)
    static let hormoneUse = Self(rawValue: 1 << 11)
    static let menstruation = Self(rawValue: 1 << 12)
    static let name = Self(rawValue: 1 << 13)
    static let orderNumber = Self(rawValue: 1 << 14)
    static let otherIdentifier = Self(rawValue: 1 << 15)
    static let partnerName = Self(rawValue: 1 << 16)
    static let sampleDate = Self(rawValue: 1 << 17)
    static let sampleNumber = Self(rawValue: 1 << 18)
    static let screeningNumber = Self(rawValue: 1 << 19)
    static let sex = Self(rawValue: 1 << 20)
    static let telephone = Self(rawValue: 1 << 21)
    static let testIndication = Self(rawValue: 1 << 22)
    static let testRequested = Self(rawValue: 1 << 23)
    static let testResult = Self(rawValue: 1 << 24)

    /// The filled fields of every order's PID, ORC-2, ORC-4, OBR-4 and OBR-31 but address, partner's name
    /// and general practitioner, which are not always filled. The sample number is the number of the order.
    static let everyOrder: Self = [
        .citizenNumber, .name, .birthDate, .sex, .orderNumber, .sampleNumber, .testRequested,
        .testIndication,
    ]

    /// SPM-2, SAC-3, OBR-4 and OBX of a result.
    static let result: Self = [.testResult, .sampleNumber, .testRequested]

    /// The codes joined by `separator`, alphabetically.
    func put(into bytes: inout [UInt8], separator: UInt8 = UInt8(ascii: "+")) {
        var isFirst = true
        for (bit, code) in Self.codes.enumerated() where rawValue & (1 << UInt32(bit)) != 0 {
            if !isFirst { bytes.append(separator) }
            bytes.put(code)
            isFirst = false
        }
    }
}

/// An observation (OBX-3) of an order form and what kind of data it is.
struct OrderQuestion {
    let code: StaticString
    /// As the form words it (OBX-3.2).
    let label: StaticString
    let categories: ExerciseCategories

    static let sampleTaken = Self(
        code: "CR_DATUMAFNAME",
        label: "Datum van afname van het materiaal",
        categories: .sampleDate
    )
    static let smearTaken = Self(
        code: "CR_DATUMSTRIJK",
        label: "Datum van het uitstrijkje",
        categories: .sampleDate
    )
    static let indicationHPV = Self(
        code: "CR_AANLEIDINGHPV",
        label: "Aanleiding voor het HPV-onderzoek",
        categories: .testIndication
    )
    static let indication = Self(
        code: "CR_AANLEIDING",
        label: "Aanleiding voor het uitstrijkje",
        categories: .testIndication
    )
    static let takenBy = Self(
        code: "CR_DOOR",
        label: "Door wie het materiaal is afgenomen",
        categories: .collector
    )
    static let complaints = Self(
        code: "CR_KLACHTEN",
        label: "Klachten die de deelnemer noemt",
        categories: .gynaecologicalComplaints
    )
    static let otherComplaints = Self(
        code: "CR_KLACHTENANDERS",
        label: "Klachten, anders namelijk",
        categories: [.gynaecologicalComplaints, .freeText]
    )
    static let lastMenstruation = Self(
        code: "CR_DATUMLM",
        label: "Eerste dag van de laatste menstruatie",
        categories: .menstruation
    )
    static let pattern = Self(
        code: "CR_PATROON",
        label: "Patroon van de menstruatie",
        categories: .menstruation
    )
    static let contraception = Self(
        code: "CR_ANTICONCEPTIE",
        label: "Gebruik van anticonceptie",
        categories: .contraception
    )
    static let hormones = Self(
        code: "CR_HORMOONGEBRUIK",
        label: "Gebruik van hormonen",
        categories: .hormoneUse
    )
    static let otherHormones = Self(
        code: "CR_HORMOONGEBRUIKANDERS",
        label: "Gebruik van hormonen, anders namelijk",
        categories: [.hormoneUse, .freeText]
    )
    static let aspect = Self(
        code: "CR_ASPECT",
        label: "Aspect van de portio",
        categories: .clinicalFinding
    )
    static let deviation = Self(
        code: "CR_AFWIJKINGPORTIO",
        label: "Afwijking van de portio, namelijk",
        categories: [.clinicalFinding, .freeText]
    )
    static let remark = Self(
        code: "CR_OPMERKING",
        label: "Opmerkingen van de afnemer",
        categories: .freeText
    )
    static let secondRemark = Self(
        code: "CR_OPMERKING1",
        label: "Verdere opmerkingen van de afnemer",
        categories: .freeText
    )
    static let version = Self(code: "CR_VERSIE", label: "Versie van het formulier", categories: [])
    static let screeningNumber = Self(
        code: "CR_BVOREGNR",
        label: "Nummer van de deelname",
        categories: .screeningNumber
    )
    static let triage = Self(
        code: "CR_HPVTRIAGEBVO",
        label: "Uitslag van het HPV-onderzoek",
        categories: .earlierResult
    )
}
