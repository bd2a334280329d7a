// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// What a letter says to one reader only, apart from the letter code: the window and the first line.
public struct LetterAddressing: Hashable, Sendable, Masked {
    public let lines: [String]
    /// The bars under the address, none for an address abroad.
    public let sortingCode: KIX?
    public let salutation: String

    /// `chosenSalutation` is the whole line, empty for the neutral form.
    public init(
        name: RegisteredName,
        address: PostalAddress,
        chosenSalutation: String,
        language: Language
    ) throws(LetterFailure) {
        let neutralName = name.neutralName
        do throws(WindowAddress.Failure) {
            let window = try WindowAddress(addressee: neutralName, address: address)
            lines = window.lines
            sortingCode = window.sortingCode
        } catch {
            throw .address(error)
        }
        salutation =
            chosenSalutation.isEmpty
            ? Salutation.neutral(named: neutralName, in: language) + "," : chosenSalutation
    }

    /// A person of the population; nil without an address to write to.
    public init?(_ person: Person) throws(LetterFailure) {
        guard let address = PostalAddress(person) else { return nil }
        try self.init(
            name: RegisteredName(person),
            address: address,
            chosenSalutation: person.salutationPreference,
            language: person.language
        )
    }
}
