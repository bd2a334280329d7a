// SPDX-License-Identifier: EUPL-1.2

import FHIR

/// The names of elements that the reader of persons, samples and references asks for, by number.
final class FHIRNames: Sendable {
    let resourceType: UInt16
    let id: UInt16
    let entry: UInt16
    let fullUrl: UInt16
    let resource: UInt16
    let contained: UInt16
    let parameter: UInt16
    let part: UInt16
    let identifier: UInt16
    let system: UInt16
    let value: UInt16
    let type: UInt16
    let coding: UInt16
    let code: UInt16
    let name: UInt16
    let use: UInt16
    let family: UInt16
    let given: UInt16
    let text: UInt16
    let extensions: UInt16
    let url: UInt16
    let valueString: UInt16
    let birthDate: UInt16
    let address: UInt16
    let line: UInt16
    let lineBeside: UInt16
    let familyBeside: UInt16
    let postalCode: UInt16
    let reference: UInt16
    let display: UInt16
    let subject: UInt16
    let accessionIdentifier: UInt16
    let requisition: UInt16
    let specimen: UInt16
    let basedOn: UInt16
    let container: UInt16
    let status: UInt16
    let linkId: UInt16
    let request: UInt16
    let source: UInt16
    let destination: UInt16
    let endpoint: UInt16
    let sender: UInt16
    let receiver: UInt16
    let performer: UInt16
    let owner: UInt16
    let organization: UInt16
    let task: UInt16
    let relatedPerson: UInt16
    let encounter: UInt16
    let encounterType: UInt16
    let contact: UInt16
    let link: UInt16
    let participant: UInt16
    let memberName: UInt16
    let actor: UInt16
    /// What an element at the top of a resource is to whoever looks for people.
    enum Role: UInt8, Sendable {
        case none
        case resourceType
        case id
        case contained
        /// Of a bundle or of parameters.
        case entries
        case status
        /// When a bundle was put together, or a message sent (`MessageHeader` of STU3). Every other time
        /// in a resource is of the care or of a server that kept it, and no day of disclosure.
        case date
        /// It says whom the resource is about.
        case whom
    }

    /// By the number of a name.
    private let roles: [Role]
    /// By the number of a resource type.
    let isPerson: [Bool]
    let neverPersons: Set<UInt16>
    private let subjects: Set<UInt16>
    let serviceRequest: UInt16
    let specimenType: UInt16
    let diagnosticReport: UInt16
    let observation: UInt16
    let bundle: UInt16
    let parameters: UInt16
    let messageHeader: UInt16
    // Values, known by number like names.
    let ownName: UInt16
    let partnerName: UInt16
    let houseNumber: UInt16
    let houseAddition: UInt16
    let anonymous: UInt16
    let nickname: UInt16
    let old: UInt16
    let official: UInt16
    let usual: UInt16
    let temp: UInt16
    let home: UInt16
    let postal: UInt16
    let period: UInt16
    let start: UInt16
    let end: UInt16
    let revoked: UInt16
    let enteredInError: UInt16
    let patientType: UInt16

    private static let whom = [
        "subject", "patient", "beneficiary", "for", "individual", "member", "actor", "participant",
    ]
    /// Those of them that name the person themselves, and nobody who takes part.
    private static let subjects = ["subject", "patient", "beneficiary", "for"]
    private static let persons = ["Patient", "Person"]
    /// What an observation can be about instead of a person.
    private static let things = ["Device", "Location", "Substance", "Medication", "Group"]

    static let all =
        [
            "resourceType", "id", "source", "entry",
            "fullUrl", "resource", "contained", "parameter", "part", "identifier",
            "system", "value", "type", "coding", "code", "name", "use", "family",
            "given", "text", "extension", "url", "valueString", "birthDate",
            "address", "line", "_line", "_family", "postalCode", "reference",
            "display", "subject", "patient", "link", "accessionIdentifier",
            "requisition", "specimen", "basedOn", "container", "status",
            "timestamp", "authoredOn", "issued", "effectiveDateTime",
            "effectivePeriod", "start", "collection", "collectedDateTime",
            "receivedTime", "date", "recorded", "occurrenceDateTime", "created",
            "linkId", "request", "destination", "endpoint", "sender", "receiver", "performer",
            "owner",
            "Organization", "Task", "RelatedPerson", "contact", "encounter", "Encounter",
            "ServiceRequest", "Specimen", "DiagnosticReport", "Observation", "Bundle", "Parameters",
            "MessageHeader",
        ] + whom + persons + things + values

    private static let adxp = "http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-"
    private static let humanName = "http://hl7.org/fhir/StructureDefinition/humanname-"
    private static let values = [
        humanName + "own-name", humanName + "partner-name", adxp + "houseNumber",
        adxp + "buildingNumberSuffix", "anonymous", "nickname", "old", "revoked",
        "entered-in-error", "official", "usual", "temp", "home", "postal", "period", "end",
    ]

    init(_ vocabulary: JSONVocabulary) {
        resourceType = vocabulary.number(of: "resourceType")
        id = vocabulary.number(of: "id")
        entry = vocabulary.number(of: "entry")
        fullUrl = vocabulary.number(of: "fullUrl")
        resource = vocabulary.number(of: "resource")
        contained = vocabulary.number(of: "contained")
        parameter = vocabulary.number(of: "parameter")
        part = vocabulary.number(of: "part")
        identifier = vocabulary.number(of: "identifier")
        system = vocabulary.number(of: "system")
        value = vocabulary.number(of: "value")
        type = vocabulary.number(of: "type")
        coding = vocabulary.number(of: "coding")
        code = vocabulary.number(of: "code")
        name = vocabulary.number(of: "name")
        use = vocabulary.number(of: "use")
        family = vocabulary.number(of: "family")
        given = vocabulary.number(of: "given")
        text = vocabulary.number(of: "text")
        extensions = vocabulary.number(of: "extension")
        url = vocabulary.number(of: "url")
        valueString = vocabulary.number(of: "valueString")
        birthDate = vocabulary.number(of: "birthDate")
        address = vocabulary.number(of: "address")
        line = vocabulary.number(of: "line")
        lineBeside = vocabulary.number(of: "_line")
        familyBeside = vocabulary.number(of: "_family")
        postalCode = vocabulary.number(of: "postalCode")
        reference = vocabulary.number(of: "reference")
        display = vocabulary.number(of: "display")
        subject = vocabulary.number(of: "subject")
        accessionIdentifier = vocabulary.number(of: "accessionIdentifier")
        requisition = vocabulary.number(of: "requisition")
        specimen = vocabulary.number(of: "specimen")
        basedOn = vocabulary.number(of: "basedOn")
        container = vocabulary.number(of: "container")
        status = vocabulary.number(of: "status")
        linkId = vocabulary.number(of: "linkId")
        request = vocabulary.number(of: "request")
        source = vocabulary.number(of: "source")
        destination = vocabulary.number(of: "destination")
        endpoint = vocabulary.number(of: "endpoint")
        serviceRequest = vocabulary.number(of: "ServiceRequest")
        specimenType = vocabulary.number(of: "Specimen")
        diagnosticReport = vocabulary.number(of: "DiagnosticReport")
        observation = vocabulary.number(of: "Observation")
        bundle = vocabulary.number(of: "Bundle")
        parameters = vocabulary.number(of: "Parameters")
        messageHeader = vocabulary.number(of: "MessageHeader")
        ownName = vocabulary.number(of: FHIRNames.humanName + "own-name")
        partnerName = vocabulary.number(of: FHIRNames.humanName + "partner-name")
        houseNumber = vocabulary.number(of: FHIRNames.adxp + "houseNumber")
        houseAddition = vocabulary.number(of: FHIRNames.adxp + "buildingNumberSuffix")
        anonymous = vocabulary.number(of: "anonymous")
        nickname = vocabulary.number(of: "nickname")
        old = vocabulary.number(of: "old")
        official = vocabulary.number(of: "official")
        usual = vocabulary.number(of: "usual")
        temp = vocabulary.number(of: "temp")
        home = vocabulary.number(of: "home")
        postal = vocabulary.number(of: "postal")
        period = vocabulary.number(of: "period")
        start = vocabulary.number(of: "start")
        end = vocabulary.number(of: "end")
        sender = vocabulary.number(of: "sender")
        receiver = vocabulary.number(of: "receiver")
        performer = vocabulary.number(of: "performer")
        owner = vocabulary.number(of: "owner")
        organization = vocabulary.number(of: "Organization")
        task = vocabulary.number(of: "Task")
        relatedPerson = vocabulary.number(of: "RelatedPerson")
        contact = vocabulary.number(of: "contact")
        encounter = vocabulary.number(of: "encounter")
        encounterType = vocabulary.number(of: "Encounter")
        link = vocabulary.number(of: "link")
        participant = vocabulary.number(of: "participant")
        memberName = vocabulary.number(of: "member")
        actor = vocabulary.number(of: "actor")
        revoked = vocabulary.number(of: "revoked")
        enteredInError = vocabulary.number(of: "entered-in-error")
        patientType = vocabulary.number(of: "Patient")
        var roles = [Role](repeating: .none, count: vocabulary.names.count + 1)
        for name in FHIRNames.whom { roles[Int(vocabulary.number(of: name))] = .whom }
        roles[Int(vocabulary.number(of: "timestamp"))] = .date
        (roles[Int(resourceType)], roles[Int(id)]) = (.resourceType, .id)
        (roles[Int(contained)], roles[Int(status)]) = (.contained, .status)
        (roles[Int(entry)], roles[Int(parameter)]) = (.entries, .entries)
        self.roles = roles
        var flags = [Bool](repeating: false, count: roles.count)
        for name in FHIRNames.persons { flags[Int(vocabulary.number(of: name))] = true }
        isPerson = flags
        neverPersons = Set(FHIRNames.things.map { vocabulary.number(of: $0) })
        subjects = Set(FHIRNames.subjects.map { vocabulary.number(of: $0) })
    }

    @inline(__always)
    func role(of name: UInt16) -> Role { roles[Int(name)] }

    /// Reports and observations come from the processor; everything else goes to it.
    func isResult(_ type: UInt16) -> Bool { type == diagnosticReport || type == observation }

    /// Is it an element that names whom a resource is about?
    func isSubject(_ name: UInt16) -> Bool { subjects.contains(name) }

    /// Does a reference (`Device/1`) say that it points to what is no person?
    func isThing(_ reference: String, _ vocabulary: JSONVocabulary) -> Bool {
        guard let type = reference.split(separator: "/").dropLast().last else { return false }
        return neverPersons.contains(vocabulary.number(of: type))
    }

    /// Does it only carry other resources?
    func isCarrier(_ type: UInt16) -> Bool {
        type == bundle || type == parameters || type == messageHeader
    }
}
