// SPDX-License-Identifier: EUPL-1.2

/// A kind of personal data (gegevenscategorie) that a disclosure can carry: never a value, only its kind.
///
/// The raw value is the bit of the category in a `CategorySet` and stands in every ledger row:
/// a number is never given to another meaning and never reused.
public enum DataCategory: UInt8, CaseIterable, Sendable, Hashable {
    case citizenNumber = 0
    case name = 1
    case birthDate = 2
    case sex = 3
    case address = 4
    case telephone = 5
    case email = 6
    case partnerName = 7
    case otherIdentifier = 8
    case sampleNumber = 9
    case orderNumber = 10
    case generalPractitioner = 11
    case careProvider = 12
    case careOrganisation = 13
    case testRequested = 14
    case testIndication = 15
    case sampleDate = 16
    case testResult = 17
    case screeningNumber = 18
    case gynaecologicalComplaints = 19
    case menstruation = 20
    case contraception = 21
    case hormoneUse = 22
    case clinicalFinding = 23
    case freeText = 24
    case earlierResult = 25
    case relatives = 26
    case insurance = 27
    case maritalStatus = 28
    case religion = 29
    case ethnicity = 30
    case nationality = 31
    case language = 32
    case birthPlace = 33
    case death = 34
    case employment = 35
    case financial = 36
    case visit = 37
    case allergy = 38
    case diagnosis = 39
    case medication = 40
    case procedure = 41
    case observation = 42
    case consent = 43
    case attachment = 44
    case collector = 45
    case multipleBirth = 46
    case account = 47
    case genetics = 48
    /// A filled field that no table row maps. Counted and shown, never dropped in silence.
    case unclassified = 63
}

extension DataCategory {
    /// The stable code in signed registers, files, `--json` and mapping tables: never changes,
    /// whatever the case is called.
    public var code: String {
        switch self {
        case .citizenNumber: "citizenNumber"
        case .name: "name"
        case .birthDate: "birthDate"
        case .sex: "sex"
        case .address: "address"
        case .telephone: "telephone"
        case .email: "email"
        case .partnerName: "partnerName"
        case .otherIdentifier: "otherIdentifier"
        case .sampleNumber: "sampleNumber"
        case .orderNumber: "orderNumber"
        case .generalPractitioner: "generalPractitioner"
        case .careProvider: "careProvider"
        case .careOrganisation: "careOrganisation"
        case .testRequested: "testRequested"
        case .testIndication: "testIndication"
        case .sampleDate: "sampleDate"
        case .testResult: "testResult"
        case .screeningNumber: "screeningNumber"
        case .gynaecologicalComplaints: "gynaecologicalComplaints"
        case .menstruation: "menstruation"
        case .contraception: "contraception"
        case .hormoneUse: "hormoneUse"
        case .clinicalFinding: "clinicalFinding"
        case .freeText: "freeText"
        case .earlierResult: "earlierResult"
        case .relatives: "relatives"
        case .insurance: "insurance"
        case .maritalStatus: "maritalStatus"
        case .religion: "religion"
        case .ethnicity: "ethnicity"
        case .nationality: "nationality"
        case .language: "language"
        case .birthPlace: "birthPlace"
        case .death: "death"
        case .employment: "employment"
        case .financial: "financial"
        case .visit: "visit"
        case .allergy: "allergy"
        case .diagnosis: "diagnosis"
        case .medication: "medication"
        case .procedure: "procedure"
        case .observation: "observation"
        case .consent: "consent"
        case .attachment: "attachment"
        case .collector: "collector"
        case .multipleBirth: "multipleBirth"
        case .account: "account"
        case .genetics: "genetics"
        case .unclassified: "unclassified"
        }
    }

    /// The category with this code, as it stands in a file.
    public init?(code: some StringProtocol) {
        guard let category = DataCategory.byCode[String(code)] else { return nil }
        self = category
    }

    private static let byCode = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.code, $0) }
    )

    /// Data concerning health (GDPR Art. 4(15), Art. 9(1)), or that implies it.
    public var concernsHealth: Bool {
        switch self {
        case .testRequested, .testIndication, .sampleDate, .testResult, .gynaecologicalComplaints,
            .menstruation, .contraception, .hormoneUse, .clinicalFinding, .freeText, .earlierResult,
            .visit, .allergy, .diagnosis, .medication, .procedure, .observation, .attachment,
            .genetics, .screeningNumber:
            true
        default: false
        }
    }

    /// The W3C DPV 2 term behind the category (`pd:` is `https://w3id.org/dpv/pd#`).
    public var vocabularyTerm: String {
        switch self {
        case .citizenNumber: "pd:OfficialID"
        case .name, .partnerName: "pd:Name"
        case .birthDate: "pd:BirthDate"
        case .sex: "pd:Gender"
        case .address: "pd:PhysicalAddress"
        case .telephone: "pd:TelephoneNumber"
        case .email: "pd:EmailAddress"
        case .otherIdentifier, .sampleNumber, .orderNumber, .screeningNumber, .account: "pd:UID"
        case .generalPractitioner, .careProvider, .careOrganisation, .collector: "pd:MedicalHealth"
        case .testRequested, .testIndication, .sampleDate, .visit, .attachment:
            "pd:HealthRecord"
        case .testResult, .earlierResult, .observation: "pd:HealthRecord"
        case .gynaecologicalComplaints, .menstruation, .clinicalFinding, .allergy:
            "pd:PhysicalHealth"
        case .medication: "pd:Prescription"
        case .contraception, .hormoneUse, .diagnosis: "pd:MedicalHealth"
        case .procedure: "pd:HealthHistory"
        case .freeText: "pd:MedicalHealth"
        case .relatives, .multipleBirth: "pd:Family"
        case .insurance: "pd:Insurance"
        case .maritalStatus: "pd:MaritalStatus"
        case .religion: "pd:Religion"
        case .ethnicity: "pd:EthnicOrigin"
        case .nationality: "pd:Nationality"
        case .language: "pd:Language"
        case .birthPlace: "pd:BirthPlace"
        case .death: "pd:LifeHistory"
        case .employment: "pd:Professional"
        case .financial: "pd:Financial"
        case .consent: "pd:PrivacyPreference"
        case .genetics: "pd:Genetic"
        case .unclassified: "dpv:PersonalData"
        }
    }
}
