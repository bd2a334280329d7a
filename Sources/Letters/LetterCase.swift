// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// One reader: who they are, what is true for them, and the code in their letter.
public struct LetterCase: Hashable, Sendable, Masked {
    public var name: RegisteredName
    public var address: PostalAddress
    /// What somebody chose as the form of address (`ChosenSalutation`); empty for the neutral form.
    public var chosenSalutation: String
    public var truth: LetterTruth
    public var letterCode: LetterCode

    public init(
        name: RegisteredName,
        address: PostalAddress,
        chosenSalutation: String = "",
        truth: LetterTruth,
        letterCode: LetterCode
    ) {
        self.name = name
        self.address = address
        self.chosenSalutation = chosenSalutation
        self.truth = truth
        self.letterCode = letterCode
    }

    /// A reader out of the population; nil without an address to write to.
    public init?(_ person: Person, truth: LetterTruth, letterCode: LetterCode) {
        guard let address = PostalAddress(person) else { return nil }
        self.init(
            name: RegisteredName(person),
            address: address,
            chosenSalutation: person.salutationPreference,
            truth: truth,
            letterCode: letterCode
        )
    }
}

/// Why a letter was not made; it names kinds and places, never the reader.
public enum LetterFailure: Error, Equatable {
    case address(WindowAddress.Failure)
    /// The window would show what no name or address holds.
    case signInAddressing
    /// The window or the salutation would show a number that may be somebody's.
    case numberInAddressing
    /// So would the text, and it is no number of the sender that the settings name.
    case numberInText
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
