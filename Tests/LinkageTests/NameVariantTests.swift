// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@testable import Linkage

/// Spellings of a surname that are the same name, beside those that only look alike.
@Suite struct NameVariantTests {
    /// As somebody is registered: prefix, surname, and the same of the partner.
    struct Registered: Sendable {
        var prefix = ""
        var surname: String
        var partnerPrefix = ""
        var partnerSurname = ""
    }

    private func isTheirs(_ written: String, of person: Registered) -> Bool {
        var kept: [UnsafeMutableBufferPointer<UInt8>] = []
        defer { for bytes in kept { bytes.deallocate() } }
        func text(_ text: String) -> UnsafeBufferPointer<UInt8> {
            let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
            _ = bytes.initialize(from: text.utf8)
            kept.append(bytes)
            return UnsafeBufferPointer(bytes)
        }
        var texts = IdentifierTexts()
        texts.citizenNumber = text("999990019")
        texts.initials = text("A.")
        texts.birthDate = text("1961-03-05")
        texts.postcode = text("1234AB")
        texts.houseNumber = text("1")
        texts.prefix = text(person.prefix)
        texts.surname = text(person.surname)
        texts.partnerPrefix = text(person.partnerPrefix)
        texts.partnerSurname = text(person.partnerSurname)
        var builder = PopulationIndex.Builder(seed: 5)
        builder.append(builder.entry(PersonNumber(1), texts))
        let index = builder.seal()
        func links(_ claims: IdentityClaims) -> Bool {
            if case .linked = index.decide(claims) { true } else { false }
        }
        let withNumber = IdentityClaims(
            citizenNumber: "999990019",
            surnames: [written],
            initials: "A."
        )
        let without = IdentityClaims(
            surnames: [written],
            initials: "A.",
            birthDate: "1961-03-05",
            postcode: "1234AB",
            houseNumber: "1"
        )
        let isFound = links(withNumber)
        // Both ways use one rule, but for lost letters.
        if !written.contains("?") { #expect(links(without) == isFound, "\(written)") }
        return isFound
    }

    @Test(
        arguments: [
            ("de Bruyn", Registered(prefix: "de", surname: "Bruijn")),
            ("IJsma", Registered(surname: "Ysma")), ("Kooÿ", Registered(surname: "Kooij")),
            ("Mueller", Registered(surname: "Müller")), ("Müller", Registered(surname: "Mueller")),
            ("Haakansson", Registered(surname: "Håkansson")),
            ("Soerensen", Registered(surname: "Sørensen")),
            ("Boerjoergen", Registered(surname: "Boerjörgen")),
            ("Mu\u{308}ller", Registered(surname: "Mueller")),
            ("Vandenberg", Registered(prefix: "van den", surname: "Berg")),
            ("Tenhave", Registered(prefix: "ten", surname: "Have")),
            ("Van'tveld", Registered(prefix: "van 't", surname: "Veld")),
            ("Devries", Registered(surname: "de Vries")),
            ("Vandenberg-Proef", Registered(prefix: "van den", surname: "Berg")),
            ("Proef Berg", Registered(surname: "Proef", partnerSurname: "Berg")),
            ("Berg Proef", Registered(surname: "Proef", partnerSurname: "Berg")),
            ("Proef van den Berg", Registered(surname: "Proef", partnerSurname: "Berg")),
            ("Dani?ls", Registered(surname: "Daniëls")),
            ("Y?ld?r?m", Registered(surname: "Yıldırım")),
            ("Dani??ls", Registered(surname: "Daniëls")), ("Gro?", Registered(surname: "Groß")),
            ("de Bru?n", Registered(surname: "Bruÿn")),
        ] as [(String, Registered)]
    )
    func `is the same name`(written: String, person: Registered) {
        #expect(isTheirs(written, of: person))
    }

    @Test(
        arguments: [
            ("Boer", Registered(surname: "Bor")), ("Bor", Registered(surname: "Boer")),
            ("Maas", Registered(surname: "Mas")), ("Mueller", Registered(surname: "Muller")),
            ("Dekker", Registered(surname: "Kker")), ("Vandenberg", Registered(surname: "Berg")),
            ("Vandenberg", Registered(prefix: "van der", surname: "Berg")),
            ("Terhorst", Registered(prefix: "ten", surname: "Horst")),
            ("Ait Ali", Registered(surname: "Ali")),
            ("Proef Berg", Registered(surname: "Proef")),
            ("Proef Berg", Registered(surname: "Proef", partnerSurname: "Dal")),
            ("Dani?ls", Registered(surname: "Bakker")), ("?z", Registered(surname: "Öz")),
            ("??????", Registered(surname: "Bakker")), ("B?????", Registered(surname: "Bakker")),
            ("Bruin", Registered(surname: "Bruijn")), ("Bruyn", Registered(surname: "Bruin")),
        ] as [(String, Registered)]
    )
    func `is another name`(written: String, person: Registered) {
        #expect(!isTheirs(written, of: person))
    }

    @Test func `a lost initial is none, not the next letter`() {
        #expect(IdentityKeys(IdentityClaims(initials: "?.B."), seed: 1).initial == 0)
        #expect(IdentityKeys(IdentityClaims(initials: "\u{FFFD}zlem"), seed: 1).initial == 0)
        #expect(IdentityKeys(IdentityClaims(initials: ".B"), seed: 1).initial != 0)
    }
}
