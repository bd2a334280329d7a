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
        language: Language,
        form: LetterForm = .usual
    ) throws(LetterFailure) {
        let neutralName = form.byGivenNames ? name.nameByGivenNames : name.neutralName
        do throws(WindowAddress.Failure) {
            let window = try WindowAddress(addressee: neutralName, address: address)
            lines =
                form.toParents
                ? [LetterForm.windowLine(in: language)] + window.lines : window.lines
            guard lines.count <= WindowAddress.mostLines else {
                throw .tooManyLines(lines.count)
            }
            sortingCode = window.sortingCode
        } catch {
            throw .address(error)
        }
        // What a child chose is no way to address the parents, nor does it tell two of a name apart.
        let chosen =
            chosenSalutation.isEmpty || form != .usual
            ? nil : ChosenSalutation.form(chosenSalutation, of: name)
        let neutral =
            form.toParents
            ? LetterForm.salutation(ofParentsOf: neutralName, in: language)
            : Salutation.neutral(named: neutralName, in: language)
        salutation = chosen ?? neutral + ","
        let read = lines.map { $0.utf8.contains(0xC2) ? $0.replacing("\u{A0}", with: " ") : $0 }
        guard read.allSatisfy(RegistryText.isAddress) else { throw .signInAddressing }
        let texts = read + [salutation]
        guard
            texts.allSatisfy({ PrintedNumbers.find(in: $0, joints: .anySigns).isEmpty })
        else { throw .numberInAddressing }
    }

    /// The same for windows that read the same, whatever the case and the signs between the letters
    /// (FNV-1a of 64 bits).
    public var windowKey: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for line in lines {
            for byte in line.utf8 {
                switch byte {
                case 0x41...0x5A: add(byte | 0x20)
                case 0x30...0x39, 0x61...0x7A, 0x80...: add(byte)
                default: continue
                }
            }
            add(0x0A)
        }
        return hash
    }

    /// A person of the population; nil without an address to write to.
    public init?(_ person: Person, form: LetterForm = .usual) throws(LetterFailure) {
        guard let address = PostalAddress(person) else { return nil }
        try self.init(
            name: RegisteredName(person),
            address: address,
            chosenSalutation: person.salutationPreference,
            language: person.language,
            form: form
        )
    }
}
