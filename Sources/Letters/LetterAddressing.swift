// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// What a letter says to one reader only, apart from the letter code: the window and the first line.
public struct LetterAddressing: Hashable, Sendable, Masked {
    public let lines: [String]
    /// The bars under the address, none for an address abroad.
    public let sortingCode: KIX?
    public let salutation: String

    /// `chosenSalutation` is what the person chose, empty for nothing; what is no approved form gives
    /// the neutral one.
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
        let chosen =
            chosenSalutation.isEmpty ? nil : ChosenSalutation.form(chosenSalutation, of: name)
        salutation = chosen ?? Salutation.neutral(named: neutralName, in: language) + ","
        let read = lines.map { $0.utf8.contains(0xC2) ? $0.replacing("\u{A0}", with: " ") : $0 }
        guard read.allSatisfy(RegistryText.isAddress) else { throw .signInAddressing }
        let texts = read + [salutation]
        guard
            texts.allSatisfy({ PrintedNumbers.find(in: $0, joints: .anySigns).isEmpty })
        else { throw .numberInAddressing }
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
