// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Intake
public import Store

/// Puts single fields of one person right, by an officer with a reason. A file of the population that says
/// otherwise puts them back: correct them at their owner too. That somebody died or is in hiding stays until
/// an officer says otherwise.
public struct CorrectPerson: Sendable, Masked {
    /// `P-…`, or a sourceId.
    public var person: String
    /// By the name of the column of the population; an empty value empties the field.
    public var fields: [String: String]
    public var because: String

    public init(_ person: String, fields: [String: String], because: String) {
        self.person = person
        self.fields = fields
        self.because = because
    }

    public var mask: String { "correction of \(fields.count) fields" }

    public struct Answer: Codable, Sendable, Equatable {
        /// `P-…`
        public var person: String
        /// The names of the fields that are others now; none when all was so already.
        public var changed: [String]
        /// Fields of the person that still do not read.
        public var notRead: [FieldMark]
    }

    public func run(in store: Store, _ context: IngestionContext) throws -> Answer {
        let reason = try context.reason("person-correct", "population", because)
        let number = try store.one(named: person, for: reason)
        let before = try store.open(number, for: reason)
        let (after, changed) = try corrected(before, context)
        guard after != before else {
            return Answer(person: number.reference, changed: [], notRead: before.marks)
        }
        var intake = try store.populationIntake(for: reason)
        var sealed = SealedPeople()
        if let refused = try intake.seal([after], byOfficer: true, into: &sealed).first {
            throw IngestionError.correctionRefused(SetAsideReason(refused.why))
        }
        try store.record(
            correctionOf: number,
            sealed,
            fields: changed,
            because: because,
            act: context.act()
        )
        try store.publishTiles()
        return Answer(person: number.reference, changed: changed, notRead: after.marks)
    }

    /// The person as they are to be: what is given is read as a row of the population is, and stands in the
    /// place of what was there. Throws for a value that does not read.
    private func corrected(
        _ before: Person,
        _ context: IngestionContext
    ) throws -> (Person, changed: [String]) {
        let known = Set(PersonField.allCases.map(\.rawValue))
        if let unknown = fields.keys.sorted().first(where: { !known.contains($0) }) {
            throw IngestionError.noSuchField(unknown)
        }
        var row = fields
        row["sourceId"] = before.sourceID.text
        if row["surname"] == nil { row["surname"] = before.surname }
        if row["country"] == nil { row["country"] = before.country }
        let columns = try PopulationColumns(header: Array(row.keys))
        let read = try columns.person(from: Array(row.values), today: context.today).get()
        if let mark = read.marks.first(where: { fields[$0.field.rawValue] != nil }) {
            throw IngestionError.correctionRefused(.column(mark.field.rawValue, mark.fault))
        }
        var after = before
        for field in PersonField.allCases where fields[field.rawValue] != nil {
            field.copy(from: read, to: &after)
        }
        // `12 A` in the column of the number; and the letter of another number is not this one's.
        if fields["houseNumber"] != nil {
            if fields["houseLetter"] == nil { after.houseLetter = read.houseLetter }
            if fields["houseAddition"] == nil { after.houseAddition = read.houseAddition }
        }
        after.marks.removeAll { fields[$0.field.rawValue] != nil }
        return (after, fields.keys.sorted())
    }
}

/// Takes one person out of the population, with a reason.
public struct WithdrawPerson: Sendable {
    /// `P-…`, or a sourceId.
    public var person: String
    public var because: String

    public init(_ person: String, because: String) {
        self.person = person
        self.because = because
    }

    public struct Answer: Codable, Sendable, Equatable {
        /// By which it is taken back.
        public var number: Int
        /// `P-…`
        public var person: String
    }

    public func run(in store: Store, _ context: IngestionContext) throws -> Answer {
        let reason = try context.reason("person-withdraw", "population", because)
        let number = try store.one(named: person, for: reason)
        _ = try store.open(number, for: reason)
        let fact = try store.withdraw(number, because: because, act: context.act())
        try store.publishTiles()
        return Answer(number: fact.number, person: number.reference)
    }
}

/// Takes the withdrawal of a person back.
public struct ReturnPerson: Sendable {
    /// Of the withdrawal.
    public var number: Int
    public var because: String

    public init(number: Int, because: String) {
        self.number = number
        self.because = because
    }

    public func run(in store: Store, _ context: IngestionContext) throws -> WithdrawPerson.Answer {
        let fact = try store.takeBack(withdrawal: number, because: because, act: context.act())
        try store.publishTiles()
        return WithdrawPerson.Answer(
            number: fact.number,
            person: PersonNumber(UInt64(bitPattern: fact.person)).reference
        )
    }
}

extension Store {
    /// The number that is meant itself, whoever it is joined to.
    fileprivate func one(named text: String, for reason: AccessReason) throws -> PersonNumber {
        if let number = PersonNumber(reference: text) { return number }
        let found = try find(IdentityClaims(), sourceID: SourceID(text), for: reason)
        guard let only = found.first, found.count == 1 else { throw IngestionError.nobodyNamed }
        return only
    }
}

extension PersonField {
    fileprivate func copy(from read: Person, to person: inout Person) {
        switch self {
        case .citizenNumber: person.citizenNumber = read.citizenNumber
        case .initials: person.initials = read.initials
        case .givenNames: person.givenNames = read.givenNames
        case .prefix: person.prefix = read.prefix
        case .surname: person.surname = read.surname
        case .partnerPrefix: person.partnerPrefix = read.partnerPrefix
        case .partnerSurname: person.partnerSurname = read.partnerSurname
        case .nameUse: person.nameUse = read.nameUse
        case .birthDate: person.birthDate = read.birthDate
        case .street: person.street = read.street
        case .houseNumber: person.houseNumber = read.houseNumber
        case .houseLetter: person.houseLetter = read.houseLetter
        case .houseAddition: person.houseAddition = read.houseAddition
        case .postcode: person.postcode = read.postcode
        case .place: person.place = read.place
        case .country: person.country = read.country
        case .deceasedOn: person.deceasedOn = read.deceasedOn
        case .secrecy: person.secrecy = read.secrecy
        case .addressStatus: person.addressStatus = read.addressStatus
        case .language: person.language = read.language
        case .salutationPreference: person.salutationPreference = read.salutationPreference
        }
    }
}
