// SPDX-License-Identifier: EUPL-1.2

/// A hole in a letter template, `((processor))`. What is not in this list cannot be asked for.
public enum Field: Int, Sendable, Hashable, CaseIterable {
    // Text, the same for a whole wave.
    case organisation, processor, purpose, incidentDate, toldDate, thirdParty
    case telephone, openingHours, website, privacyOfficer
    // Text of a wave that may be empty: a condition says whether it is there.
    case discoveredDate, telephoneAbroad, publishedPlace, firstLettersDate
    // Text, the same for a whole wave: the processor after its name stood once, within a sentence and at the
    // beginning of one.
    case theProcessor, capitalTheProcessor
    // Text for one person.
    case letterCode, earlierLetters, notGiven, notOurs
    // Text for one person: what the last letter had wrong, what is new, what was found and since when.
    case wrongData, newData, foundData, foundDate
    // Text for one person: what the list of the processor names of them, and the day of that list.
    case listedData, listDate, newestList
    // Text for one person: whose data they are, the reader's or their child's. `yourData` stands within a
    // sentence, `capitalYourData` at its beginning.
    case you, yourData, capitalYourData, yourHealth, yourDoctor, whoYouAre
    // Lists: a bullet of its own becomes as many bullets as there are entries.
    case categories, measures
    // Conditions: what the processor has told by now.
    case afterLists, unattributed, laterWave
    // Conditions: what the organisation knows and has.
    case discovered, breakInKnown, hasTelephoneAbroad, placeKnown
    // Conditions: the person's group and certainty.
    case first, second, notExcluded, reconstructed, reported, stolen, published, uncertain
    // Conditions: an earlier letter and why there is another.
    case firstLetter, again, moreCertain, moreData, everyone, correction
    // Conditions: what the last letter said that was not so, and what it did not say.
    case toldReported, toldStolen, toldPublished, toldTooSure, hasWrongData, wrongUnseen
    case surer, hasNewData, moreOfSame
    // Conditions: the last letter said that there were no data of the person; that they were not stolen, as
    // far as was known; that they may have been stolen; and that what it said was wrong.
    case toldNothing, toldExcluded, toldPossible, toldWrong
    // Conditions: of a reader who is not concerned any more, nothing is known, or all is excluded.
    case unknownNow, excludedNow
    // Conditions: what was found of the person's data.
    case foundKnown, foundPart, foundDateKnown, nothingFound
    // Conditions: a list of the processor names them; and more than who they are.
    case listedKnown, listedMore, listDayKnown, oneList, severalLists
    // Conditions: a list that names them came after the last letter, or none did.
    case newerList, noNewerList
    // Conditions: what the data contain.
    case hasCitizenNumber, hasAddress, hasCare, hasContact, hasFinancial
    case somethingNotGiven
    // Conditions: of what came through us, whether a part came from a third party; whether all of it did, and
    // nothing said that yet; and whether we gave any, or had it made, ourselves.
    case fromThirdParty, sentByThirdParty, fromUs, fromOthersAlone
    // Conditions: whether it came through us, and what is said of it.
    case throughUs, listOnly, alsoListed, onFirstList, onLaterList, unconfirmedList
    // Conditions: of somebody who is known from a list alone, or otherwise than through us and a list.
    case onListAlone, notOnList
    // Condition: they are reported, or surer.
    case certain
    // Condition: the reader is a parent or carer of the child whose data they are.
    case toParents
    // Condition: the reader had a letter about another incident.
    case otherIncident

    public enum Kind: Sendable, Hashable {
        case text, list, condition
    }

    public var kind: Kind {
        switch self {
        case .organisation, .processor, .purpose, .incidentDate, .toldDate, .thirdParty, .telephone,
            .openingHours, .website, .privacyOfficer, .letterCode, .earlierLetters,
            .notGiven, .notOurs, .discoveredDate, .telephoneAbroad, .publishedPlace, .wrongData,
            .newData, .foundData, .foundDate, .you, .yourData, .capitalYourData, .yourHealth,
            .yourDoctor, .whoYouAre, .firstLettersDate, .theProcessor, .capitalTheProcessor,
            .listedData,
            .listDate, .newestList:
            .text
        case .categories, .measures: .list
        default: .condition
        }
    }

    /// Texts that a letter may be without; a template asks for them under a condition.
    static let mayBeEmpty: Set<Field> = [
        .letterCode, .earlierLetters, .notGiven, .notOurs, .categories, .discoveredDate,
        .incidentDate, .telephoneAbroad, .publishedPlace, .wrongData, .newData, .foundData,
        .foundDate, .you, .yourData, .capitalYourData, .yourHealth, .yourDoctor,
        .whoYouAre, .firstLettersDate, .listedData, .listDate, .newestList,
    ]

    /// The name as it stands between the parentheses.
    public var name: String { "\(self)" }

    public init?(name: some StringProtocol) {
        guard let found = Field.byName[String(name)] else { return nil }
        self = found
    }

    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}

/// What stands in the holes, for one letter.
public struct FieldValues: Sendable {
    enum Value: Sendable, Hashable {
        case text(String)
        case list([String])
        case condition(Bool)
    }

    private var values: [Value?]

    public init() {
        values = Array(repeating: nil, count: Field.allCases.count)
    }

    subscript(field: Field) -> Value? { values[field.rawValue] }

    public mutating func set(_ field: Field, _ text: String) {
        precondition(field.kind == .text, "A text goes into a text field")
        values[field.rawValue] = .text(text)
    }

    public mutating func set(_ field: Field, _ list: [String]) {
        precondition(field.kind == .list, "A list goes into a list field")
        values[field.rawValue] = .list(list)
    }

    public mutating func set(_ field: Field, _ condition: Bool) {
        precondition(field.kind == .condition, "A condition goes into a condition")
        values[field.rawValue] = .condition(condition)
    }
}
