// SPDX-License-Identifier: EUPL-1.2

import Custody
import Linkage
import Testing

struct ClaimedNameTests {
    private static func person(
        _ surname: String,
        partner: String = "",
        initials: String = "A.B.",
        given: String = ""
    ) -> Person {
        var person = Person(sourceID: SourceID("VB-1"))
        person.surname = surname
        person.partnerSurname = partner
        person.initials = initials
        person.givenNames = given
        return person
    }

    private func fits(_ person: Person, _ surname: String = "", _ initials: String = "") -> Bool {
        let claims = IdentityClaims(
            surnames: surname.isEmpty ? [] : [surname],
            initials: initials
        )
        return ClaimedName(claims).fits(person)
    }

    @Test(arguments: [
        "Proefmans", "PROEFMANS", "de Proefmans", "Proefmans, de", "Pröefmans",
        "Proefmans-Voorbeelders", "Voorbeelders-Proefmans", "voorbeelders",
    ])
    func `is called so, as linkage compares`(surname: String) {
        #expect(fits(Self.person("Proefmans", partner: "Voorbeelders"), surname))
    }

    @Test(arguments: ["Proefman", "Anders", "Proefmans-Anders Voorbeelders", "Pro", "P"])
    func `is not called so`(surname: String) {
        #expect(!fits(Self.person("Proefman5", partner: ""), surname))
        #expect(!fits(Self.person("Elders"), surname))
    }

    @Test(arguments: ["A.B.", "AB", "a b", "A", "a.b.c.", "Anna Berta", "Ánna"])
    func `initials fit when one side begins with the other`(initials: String) {
        #expect(fits(Self.person("Proefmans"), "", initials))
        #expect(fits(Self.person("Proefmans", initials: "", given: "Anna Berta"), "", initials))
    }

    @Test(arguments: ["B.", "BA", "AC", "Berta Anna"])
    func `other initials do not`(initials: String) {
        #expect(!fits(Self.person("Proefmans"), "", initials))
        #expect(!fits(Self.person("Proefmans"), "Proefmans", initials))
    }

    @Test func `who has no initials is not found by any, and no claim fits everyone`() {
        #expect(!fits(Self.person("Proefmans", initials: ""), "", "A"))
        #expect(fits(Self.person("Proefmans", initials: "")))
        #expect(fits(Self.person("")))
        #expect(!fits(Self.person(""), "Proefmans"))
    }
}
