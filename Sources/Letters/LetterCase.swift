// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// The four groups of readers, each with a truth of its own.
public enum LetterGroup: UInt8, Sendable, Hashable, CaseIterable {
    /// In the first list of the processor.
    case first = 1
    /// In a later list.
    case second = 2
    /// The processor cannot exclude it.
    case notExcluded = 3
    /// As the third, and what the processor had was put together afterwards.
    case reconstructed = 4
}

/// Why somebody gets another letter about the same incident.
public enum WhyAgain: UInt8, Sendable, Hashable, CaseIterable {
    /// An earlier letter said something that was not so.
    case correction = 1
    /// It has become more certain that their data leaked.
    case moreCertain = 2
    /// More kinds of data are concerned than the last letter said.
    case moreData = 3
    /// Nothing is new for them: everyone is written to.
    case everyone = 4
}

/// One reader: who they are, what is true for them, and the code in their letter.
public struct LetterCase: Hashable, Sendable, Masked {
    public var name: RegisteredName
    public var address: PostalAddress
    public var language: Language
    /// The whole line, for somebody who chose how to be addressed; empty for the neutral form.
    public var chosenSalutation: String
    public var group: LetterGroup
    public var certainty: Certainty
    /// The dates of the letters they had before about this incident.
    public var earlierLetters: [PartialDate]
    /// Nil if and only if there was no earlier letter.
    public var whyAgain: WhyAgain?
    public var categories: [Origin: CategorySet]
    /// Contact data that people wonder about and that nobody gave on our behalf.
    public var neverGiven: CategorySet
    public var letterCode: LetterCode

    public init(
        name: RegisteredName,
        address: PostalAddress,
        language: Language = .dutch,
        chosenSalutation: String = "",
        group: LetterGroup,
        certainty: Certainty,
        earlierLetters: [PartialDate] = [],
        whyAgain: WhyAgain? = nil,
        categories: [Origin: CategorySet],
        neverGiven: CategorySet = [],
        letterCode: LetterCode
    ) {
        self.name = name
        self.address = address
        self.language = language
        self.chosenSalutation = chosenSalutation
        self.group = group
        self.certainty = certainty
        self.earlierLetters = earlierLetters
        self.whyAgain = whyAgain
        self.categories = categories
        self.neverGiven = neverGiven
        self.letterCode = letterCode
    }

    /// A reader out of the population; nil without an address to write to.
    public init?(
        _ person: Person,
        group: LetterGroup,
        certainty: Certainty,
        earlierLetters: [PartialDate] = [],
        whyAgain: WhyAgain? = nil,
        categories: [Origin: CategorySet],
        neverGiven: CategorySet = [],
        letterCode: LetterCode
    ) {
        guard let address = PostalAddress(person) else { return nil }
        self.init(
            name: RegisteredName(person),
            address: address,
            language: person.language,
            chosenSalutation: person.salutationPreference,
            group: group,
            certainty: certainty,
            earlierLetters: earlierLetters,
            whyAgain: whyAgain,
            categories: categories,
            neverGiven: neverGiven,
            letterCode: letterCode
        )
    }

    /// Everything the processor had, from whichever side.
    var allCategories: CategorySet {
        categories.values.reduce(into: CategorySet([])) { $0.formUnion($1) }
    }
}

/// Why a letter was not made; it names kinds and places, never the reader.
public enum LetterFailure: Error, Equatable {
    case address(WindowAddress.Failure)
    case fieldMissing(Field)
    case noTemplate(Language)
    /// *Excluded* gets no letter, and the first two groups need at least a report.
    case certaintyContradictsGroup(Certainty, LetterGroup)
    case reasonForAnotherLetterMissing
    case reasonWithoutEarlierLetter
    case noCategories
    /// Said both to have been there and not to have been given.
    case givenAndNotGiven(DataCategory)
    /// "We did not give" may be said of telephone number and e-mail address only.
    case notContactData(DataCategory)
    case earlierLetterWithoutDate
    /// "On the first list" cannot be said in a wave that has no lists.
    case listsMissing
}
