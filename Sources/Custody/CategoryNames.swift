// SPDX-License-Identifier: EUPL-1.2

/// The languages in which Spoor speaks to people.
public enum Language: String, Sendable, Hashable, CaseIterable {
    case dutch = "nl"
    case english = "en"
}

extension DataCategory {
    /// The name of the category for a reader, in lower case unless the language demands otherwise.
    public func name(in language: Language) -> String {
        let (dutch, english) = names
        return language == .dutch ? dutch : english
    }

    private var names: (dutch: String, english: String) {
        switch self {
        case .citizenNumber: ("burgerservicenummer (BSN)", "citizen service number (BSN)")
        case .name: ("naam", "name")
        case .birthDate: ("geboortedatum", "date of birth")
        case .sex: ("geslacht", "sex")
        case .address: ("adres", "address")
        case .telephone: ("telefoonnummer", "telephone number")
        case .email: ("e-mailadres", "e-mail address")
        case .partnerName: ("naam van de partner", "partner's name")
        case .otherIdentifier: ("ander nummer van de persoon", "other personal number")
        case .sampleNumber: ("monsternummer", "sample number")
        case .orderNumber: ("aanvraagnummer", "order number")
        case .generalPractitioner: ("huisarts", "general practitioner")
        case .careProvider: ("zorgverlener", "care provider")
        case .careOrganisation: ("zorginstelling", "care organisation")
        case .testRequested: ("soort onderzoek", "kind of test")
        case .testIndication: ("reden van het onderzoek", "reason for the test")
        case .sampleDate: ("datum van afname", "date of the sample")
        case .testResult: ("uitslag", "test result")
        case .screeningNumber: ("deelnamenummer", "screening number")
        case .gynaecologicalComplaints: ("gynaecologische klachten", "gynaecological complaints")
        case .menstruation: ("menstruatie", "menstruation")
        case .contraception: ("anticonceptie", "contraception")
        case .hormoneUse: ("gebruik van hormonen", "hormone use")
        case .clinicalFinding: ("bevinding bij het onderzoek", "clinical finding")
        case .freeText: ("vrije tekst", "free text")
        case .earlierResult: ("eerdere uitslag", "earlier result")
        case .relatives: ("familie of contactpersoon", "relatives or contacts")
        case .insurance: ("zorgverzekering", "health insurance")
        case .maritalStatus: ("burgerlijke staat", "marital status")
        case .religion: ("godsdienst", "religion")
        case .ethnicity: ("afkomst", "ethnicity")
        case .nationality: ("nationaliteit", "nationality")
        case .language: ("taal", "language")
        case .birthPlace: ("geboorteplaats", "place of birth")
        case .death: ("overlijden", "death")
        case .employment: ("werk", "employment")
        case .financial: ("financiële gegevens", "financial data")
        case .visit: ("bezoek of opname", "visit or admission")
        case .allergy: ("allergie", "allergy")
        case .diagnosis: ("diagnose", "diagnosis")
        case .medication: ("medicijnen", "medication")
        case .procedure: ("behandeling", "procedure")
        case .observation: ("meting of waarneming", "measurement or observation")
        case .consent: ("toestemming", "consent")
        case .attachment: ("bijlage", "attachment")
        case .collector: ("wie het monster afnam", "who took the sample")
        case .multipleBirth: ("meerling", "multiple birth")
        case .account: ("rekening- of dossiernummer", "account or file number")
        case .genetics: ("erfelijke gegevens", "genetic data")
        case .unclassified: ("niet ingedeeld gegeven", "unclassified data")
        }
    }
}
