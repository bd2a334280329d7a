// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@testable import Linkage

/// The invented people of this file. Numbers are of the blocks 0000000xx and 99999xxxx.
enum Village {
    static let anna = PersonNumber(1)
    static let daughter = PersonNumber(2)
    static let firstTwin = PersonNumber(3)
    static let secondTwin = PersonNumber(4)
    static let namesake = PersonNumber(5)
    static let father = PersonNumber(6)
    static let son = PersonNumber(7)
    static let withoutNumber = PersonNumber(8)
    static let nameOnly = PersonNumber(9)
    static let sharesOne = PersonNumber(10)
    static let sharesOther = PersonNumber(11)
    static let zoe = PersonNumber(12)

    /// The place-th valid citizen number of the test block.
    static func citizenNumber(_ place: Int) -> String {
        var value: UInt32 = 999_990_000
        var left = place
        while true {
            value += 1
            guard let number = CitizenNumber(value: value) else { continue }
            left -= 1
            if left <= 0 { return number.digits }
        }
    }

    static func index(seed: UInt64 = 7) -> PopulationIndex {
        var builder = PopulationIndex.Builder(seed: seed, expecting: 12)
        func add(
            _ person: PersonNumber,
            _ number: String,
            _ surnames: [String],
            _ initials: String,
            _ birth: String,
            _ postcode: String,
            _ house: String
        ) {
            builder.append(
                person,
                IdentityClaims(
                    citizenNumber: number,
                    surnames: surnames,
                    initials: initials,
                    birthDate: birth,
                    postcode: postcode,
                    houseNumber: house
                )
            )
        }
        add(anna, citizenNumber(1), ["Vries", "Bakker"], "A.M.", "1961-03-05", "9731AB", "12")
        add(daughter, citizenNumber(2), ["Bakker"], "S.", "1990-11-20", "9731AB", "12")
        add(firstTwin, citizenNumber(3), ["Okafor"], "J.", "1985-07-01", "1017XY", "4")
        add(secondTwin, citizenNumber(4), ["Okafor"], "J.P.", "1985-07-01", "1017XY", "4")
        add(namesake, citizenNumber(5), ["Vries"], "A.", "1961-03-05", "3511LM", "80")
        add(father, citizenNumber(6), ["Hof"], "P.", "1950-01-31", "6211CD", "7")
        add(son, citizenNumber(7), ["Hof"], "P.J.", "1980-02-28", "6211CD", "7")
        add(withoutNumber, "", ["Yıldız"], "Ö.", "1972-09-09", "2511EF", "3")
        add(nameOnly, citizenNumber(9), ["Jansen"], "K.", "1969-00-00", "", "")
        add(sharesOne, citizenNumber(10), ["Smit"], "D.", "1955-05-05", "5611GH", "1")
        add(sharesOther, citizenNumber(10), ["Visser"], "E.", "1956-06-06", "5611GH", "2")
        add(zoe, "000000012", ["Daniëls"], "Z.", "1977-12-24", "8011KL", "9")
        return builder.seal()
    }
}

struct LinkageCase: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var claims: IdentityClaims
    var expected: LinkageDecision

    init(
        _ testDescription: String,
        number: String = "",
        _ surnames: [String] = [],
        _ initials: String = "",
        birth: String = "",
        at postcode: String = "",
        _ house: String = "",
        is expected: LinkageDecision
    ) {
        self.testDescription = testDescription
        claims = IdentityClaims(
            citizenNumber: number,
            surnames: surnames,
            initials: initials,
            birthDate: birth,
            postcode: postcode,
            houseNumber: house
        )
        self.expected = expected
    }
}

struct LinkageDecisionTests {
    static let links: [LinkageCase] = [
        LinkageCase(
            "everything agrees",
            number: Village.citizenNumber(1),
            ["De Vries"],
            "A.M.",
            birth: "1961-03-05",
            at: "9731 ab",
            "12",
            is: .linked(Village.anna, [.citizenNumber, .birthDate, .address, .name])
        ),
        LinkageCase(
            "moved: birth date agrees",
            number: Village.citizenNumber(1),
            birth: "19610305",
            at: "1234AB",
            "5",
            is: .linked(Village.anna, [.citizenNumber, .birthDate])
        ),
        LinkageCase(
            "married: unknown name, same birth date",
            number: Village.citizenNumber(2),
            ["Mulder-Peeters"],
            "S.",
            birth: "20-11-1990",
            is: .linked(Village.daughter, [.citizenNumber, .birthDate])
        ),
        LinkageCase(
            "a mistyped year of birth",
            number: Village.citizenNumber(6),
            ["van 't Hof"],
            "P.",
            birth: "1951-01-31",
            is: .linked(Village.father, [.citizenNumber, .name])
        ),
        LinkageCase(
            "of the owner only the year is known",
            number: Village.citizenNumber(9),
            ["Jansen"],
            "K.",
            birth: "1970-04-04",
            is: .linked(Village.nameOnly, [.citizenNumber, .name])
        ),
        LinkageCase(
            "the address and a surname without an initial",
            number: Village.citizenNumber(1),
            ["Bakker"],
            at: "9731AB",
            "12",
            is: .linked(Village.anna, [.citizenNumber, .address])
        ),
        LinkageCase(
            "the address and a surname that lost a letter",
            number: "000000012",
            ["Dani?ls"],
            "Z.",
            at: "8011KL",
            "9",
            is: .linked(Village.zoe, [.citizenNumber, .address, .name])
        ),
        LinkageCase(
            "under the partner's name",
            number: Village.citizenNumber(1),
            ["Bakker"],
            "A",
            is: .linked(Village.anna, [.citizenNumber, .name])
        ),
        LinkageCase(
            "under a double name",
            ["Bakker-de Vries"],
            "Anna",
            birth: "1961-03-05",
            at: "9731AB",
            "12",
            is: .linked(Village.anna, [.birthDate, .address, .name])
        ),
        LinkageCase(
            "house number with letter and addition",
            number: Village.citizenNumber(3),
            at: "1017XY",
            "4 b-II",
            is: .linked(Village.firstTwin, [.citizenNumber, .address])
        ),
        LinkageCase(
            "eight digits: the leading zeros were dropped",
            number: "00000012",
            birth: "1977-12-24",
            is: .linked(Village.zoe, [.citizenNumber, .birthDate])
        ),
        LinkageCase(
            "UTF-8 read as Windows-1252",
            number: "000000012",
            ["DaniÃ«ls"],
            "Z.",
            is: .linked(Village.zoe, [.citizenNumber, .name])
        ),
        LinkageCase(
            "a mistyped number that is nobody's counts as absent",
            number: Village.citizenNumber(400),
            ["Vries, de"],
            "A.",
            birth: "1961-03-05",
            at: "9731AB",
            "12",
            is: .linked(Village.anna, [.birthDate, .address, .name])
        ),
        LinkageCase(
            "an invalid number counts as absent",
            number: "123456789",
            ["Yildiz"],
            "O.",
            birth: "1972-09-09",
            at: "2511EF",
            "3",
            is: .linked(Village.withoutNumber, [.birthDate, .address, .name])
        ),
        LinkageCase(
            "namesake born the same day lives elsewhere",
            ["de Vries"],
            "A.",
            birth: "1961-03-05",
            at: "3511LM",
            "80",
            is: .linked(Village.namesake, [.birthDate, .address, .name])
        ),
        LinkageCase(
            "father and son of one name: the birth date tells",
            ["van 't Hof"],
            "P.",
            birth: "1980-02-28",
            at: "6211CD",
            "7",
            is: .linked(Village.son, [.birthDate, .address, .name])
        ),
        LinkageCase(
            "a twin by number and birth date",
            number: Village.citizenNumber(4),
            ["Okafor"],
            "J.",
            birth: "1985-07-01",
            at: "1017XY",
            "4",
            is: .linked(Village.secondTwin, [.citizenNumber, .birthDate, .address, .name])
        ),
    ]

    @Test(arguments: links) func `links what identifies one person`(row: LinkageCase) {
        #expect(Village.index().decide(row.claims) == row.expected)
    }

    static let refusals: [LinkageCase] = [
        LinkageCase("nothing at all", is: .unresolved(.noKeys)),
        LinkageCase(
            "nothing usable",
            number: "onbekend",
            ["Vries"],
            birth: "1961-03",
            at: "9731",
            is: .unresolved(.noKeys)
        ),
        LinkageCase(
            "a citizen number alone",
            number: Village.citizenNumber(1),
            is: .unresolved(.citizenNumberAlone)
        ),
        LinkageCase(
            "an order number that passes the eleven test",
            number: "000000012",
            ["Kuipers"],
            "",
            is: .unresolved(.citizenNumberAlone)
        ),
        LinkageCase(
            "an order number with somebody else's birth date",
            number: "000000012",
            birth: "1944-04-04",
            is: .unresolved(.conflictNothingElse)
        ),
        LinkageCase(
            "an order number in the record of another",
            number: "000000012",
            ["de Vries"],
            "A.",
            birth: "1961-03-05",
            at: "9731AB",
            "12",
            is: .unresolved(.conflict)
        ),
        LinkageCase(
            "a mistyped number that is somebody else's",
            number: Village.citizenNumber(6),
            ["Bakker"],
            "S.",
            birth: "1990-11-20",
            at: "9731AB",
            "12",
            is: .unresolved(.conflict)
        ),
        LinkageCase(
            "the mother's number in the daughter's record",
            number: Village.citizenNumber(1),
            ["Bakker"],
            "S.",
            birth: "1990-11-20",
            at: "9731AB",
            "12",
            is: .unresolved(.conflict)
        ),
        LinkageCase(
            "the mother's number, a daughter who is not here",
            number: Village.citizenNumber(1),
            ["Bakker"],
            "T.",
            birth: "1995-01-01",
            at: "9731AB",
            "12",
            is: .unresolved(.conflictBirthDate)
        ),
        LinkageCase(
            "a housemate's number, and the name is not theirs",
            number: Village.citizenNumber(1),
            ["Kuipers"],
            "K.",
            at: "9731AB",
            "12",
            is: .unresolved(.conflictName)
        ),
        LinkageCase(
            "the same without an initial",
            number: Village.citizenNumber(1),
            ["Kuipers"],
            at: "9731AB",
            "12",
            is: .unresolved(.conflictName)
        ),
        LinkageCase(
            "the mother's number and the surname of both, another initial",
            number: Village.citizenNumber(1),
            ["Bakker"],
            "T.",
            at: "9731AB",
            "12",
            is: .unresolved(.conflictName)
        ),
        LinkageCase(
            "kin of one name and address, born in another year and on another day",
            number: Village.citizenNumber(6),
            ["Hof"],
            "P.",
            birth: "1981-02-27",
            at: "6211CD",
            "7",
            is: .unresolved(.conflictBirthDate)
        ),
        LinkageCase(
            "a name alone agrees, born in another year and on another day",
            number: Village.citizenNumber(6),
            ["Hof"],
            "P.",
            birth: "1981-02-27",
            is: .unresolved(.conflictBirthDate)
        ),
        LinkageCase(
            "of the owner only the year is known, and it is another",
            number: Village.citizenNumber(9),
            ["Jansen"],
            "K.",
            birth: "1971-04-04",
            is: .unresolved(.conflictBirthDate)
        ),
        LinkageCase(
            "nothing to compare with",
            number: Village.citizenNumber(9),
            birth: "1969-04-04",
            is: .unresolved(.citizenNumberAlone)
        ),
        LinkageCase(
            "twins of one initial",
            ["Okafor"],
            "J.",
            birth: "1985-07-01",
            at: "1017XY",
            "4",
            is: .unresolved(.ambiguous)
        ),
        LinkageCase(
            "a number that stands with two people",
            number: Village.citizenNumber(10),
            ["Smit"],
            "D.",
            birth: "1955-05-05",
            at: "5611GH",
            "1",
            is: .unresolved(.ambiguous)
        ),
        LinkageCase(
            "name and birth date without address",
            ["de Vries"],
            "A.",
            birth: "1961-03-05",
            is: .unresolved(.tooFewIdentifiers)
        ),
        LinkageCase(
            "surname without initial",
            ["de Vries"],
            birth: "1961-03-05",
            at: "9731AB",
            "12",
            is: .unresolved(.tooFewIdentifiers)
        ),
        LinkageCase(
            "year and month of birth only",
            ["de Vries"],
            "A.",
            birth: "1961-03-00",
            at: "9731AB",
            "12",
            is: .unresolved(.tooFewIdentifiers)
        ),
        LinkageCase(
            "a valid number that is nobody's, and too little else",
            number: Village.citizenNumber(400),
            ["de Vries"],
            "A.",
            is: .unresolved(.citizenNumberUnknown)
        ),
        LinkageCase(
            "three identifiers of nobody here",
            ["Kuipers"],
            "B.",
            birth: "1961-03-05",
            at: "9731AB",
            "12",
            is: .unresolved(.notInPopulation)
        ),
        LinkageCase(
            "another initial is another person",
            ["de Vries"],
            "B.",
            birth: "1961-03-05",
            at: "9731AB",
            "12",
            is: .unresolved(.notInPopulation)
        ),
        LinkageCase(
            "a letter lost in the name",
            ["Dani?ls"],
            "Z.",
            birth: "1977-12-24",
            at: "8011KL",
            "9",
            is: .unresolved(.notInPopulation)
        ),
    ]

    @Test(arguments: refusals) func `leaves open what does not`(row: LinkageCase) {
        #expect(Village.index().decide(row.claims) == row.expected)
    }

    @Test(arguments: [0, 1, .max] as [UInt64])
    func `decides the same with every seed`(seed: UInt64) {
        let index = Village.index(seed: seed)
        for row in LinkageDecisionTests.links + LinkageDecisionTests.refusals {
            #expect(index.decide(row.claims) == row.expected, "\(row.testDescription)")
        }
    }

    @Test func `a citizen number with the sample of our own order links`() {
        let index = Village.index()
        let claims = IdentityClaims(
            citizenNumber: Village.citizenNumber(2),
            sampleNumber: "M-1"
        )
        #expect(
            index.decide(claims, ownSample: Village.daughter)
                == .linked(Village.daughter, [.citizenNumber, .sampleNumber])
        )
        #expect(index.decide(claims, ownSample: Village.anna) == .unresolved(.conflictSample))
        #expect(
            index.decide(IdentityClaims(sampleNumber: "M-1"), ownSample: Village.anna)
                == .unresolved(.tooFewIdentifiers)
        )
    }

    @Test func `a sample of our own order does not outweigh what contradicts its person`() {
        let index = Village.index()
        var claims = IdentityClaims(citizenNumber: Village.citizenNumber(2), surnames: ["Kuipers"])
        #expect(
            index.decide(claims, ownSample: Village.daughter)
                == .unresolved(.citizenNumberAlone)
        )
        claims.surnames = ["Bakker"]
        claims.birthDate = "1991-11-20"
        #expect(
            index.decide(claims, ownSample: Village.daughter)
                == .linked(Village.daughter, [.citizenNumber, .sampleNumber])
        )
        claims.birthDate = "1991-11-21"
        #expect(
            index.decide(claims, ownSample: Village.daughter) == .unresolved(.conflictNothingElse)
        )
    }

    @Test func `what a record says of its sample's person is contradicted or not`() {
        let index = Village.index()
        func contradicts(
            _ surname: String = "",
            _ initials: String = "",
            birth: String = "",
            number: String = ""
        ) -> Bool {
            let claims = IdentityClaims(
                citizenNumber: number,
                surnames: surname.isEmpty ? [] : [surname],
                initials: initials,
                birthDate: birth
            )
            return index.contradicts(claims, Village.father)
        }
        #expect(!contradicts())
        #expect(!contradicts("Hof"))
        #expect(!contradicts("van 't Hof", "P.", birth: "1950-01-31"))
        #expect(!contradicts("van 't Hof", "P.", birth: "1950-01-13"))
        #expect(!contradicts("Hoff", "P.", birth: "1950-01-31"))
        #expect(!contradicts("Hoff", number: Village.citizenNumber(6)))
        #expect(!contradicts("Hof", number: Village.citizenNumber(400)))
        #expect(contradicts("Onbekendstra", "X.", birth: "1941-01-01"))
        #expect(contradicts("Onbekendstra"))
        #expect(contradicts(birth: "1980-02-28"))
        #expect(contradicts("Hof", "P.", birth: "1980-02-28"))
        #expect(contradicts("Hof", "P.", birth: "1950-01-31", number: Village.citizenNumber(7)))
    }

    @Test func `of several candidates one must link, and all that link must agree`() {
        let index = Village.index()
        func claims(_ surname: String, _ initials: String, _ house: String) -> ClaimBytes {
            ClaimBytes(
                IdentityClaims(
                    surnames: [surname],
                    initials: initials,
                    birthDate: "1961-03-05",
                    postcode: house == "80" ? "3511LM" : "9731AB",
                    houseNumber: house
                )
            )
        }
        let nobody = claims("Kuipers", "Z.", "12")
        let anna = claims("Bakker", "A.", "12")
        let namesake = claims("Vries", "A.", "80")
        let link = LinkageDecision.linked(Village.anna, [.birthDate, .address, .name])
        #expect(index.decide(nobody, or: []) == .unresolved(.notInPopulation))
        #expect(index.decide(nobody, or: [anna]) == link)
        #expect(index.decide(anna, or: [nobody, claims("Vries", "A.", "12")]) == link)
        #expect(index.decide(anna, or: [namesake]) == .unresolved(.conflict))
        #expect(index.decide(nobody, or: [namesake, anna]) == .unresolved(.conflict))
    }

    @Test func `a token of ours links unless the number is somebody else's`() {
        let index = Village.index()
        var tokens = TokenIndex(seed: 3)
        func inserts(_ token: String, for person: PersonNumber) -> Bool {
            tokens.insert(token, for: person)
        }
        #expect(inserts("7Q2M9-XK4TD-88RHP", for: Village.anna) == true)
        #expect(inserts("7Q2M9-XK4TD-88RHP", for: Village.son) == false)
        #expect(inserts("7Q2M9", for: Village.son) == false)
        var claims = IdentityClaims(token: " 7Q2M9-XK4TD-88RHP ")
        #expect(index.decide(claims, tokens: tokens) == .linked(Village.anna, .token))
        #expect(index.decide(claims) == .unresolved(.noKeys))
        claims.citizenNumber = Village.citizenNumber(1)
        #expect(
            index.decide(claims, tokens: tokens)
                == .linked(Village.anna, [.token, .citizenNumber])
        )
        claims.citizenNumber = Village.citizenNumber(2)
        #expect(index.decide(claims, tokens: tokens) == .unresolved(.conflict))
    }

    @Test func `a reference of ours is a token, and what the record says must not contradict it`() {
        let index = Village.index()
        var claims = IdentityClaims(token: Village.anna.reference)
        #expect(index.decide(claims) == .linked(Village.anna, .token))
        claims.birthDate = "1961-03-05"
        claims.surnames = ["Kuipers"]
        #expect(index.decide(claims) == .linked(Village.anna, .token))
        claims.birthDate = ""
        #expect(index.decide(claims) == .unresolved(.conflict))
        claims.surnames = ["Vries"]
        claims.birthDate = "1990-11-20"
        #expect(index.decide(claims) == .unresolved(.conflict))
        claims = IdentityClaims(token: Village.anna.reference)
        #expect(index.decide(claims, ownSample: Village.son) == .unresolved(.conflictSample))
        #expect(
            index.decide(IdentityClaims(token: PersonNumber(77).reference))
                == .unresolved(.noKeys)
        )
    }

    @Test func `the sample of somebody else contradicts whomever the record names`() {
        let index = Village.index()
        var claims = IdentityClaims(
            citizenNumber: Village.citizenNumber(1),
            surnames: ["Vries"],
            initials: "A.",
            birthDate: "1961-03-05",
            postcode: "9731AB",
            houseNumber: "12",
            sampleNumber: "M-1"
        )
        for number in [Village.citizenNumber(1), ""] {
            claims.citizenNumber = number
            #expect(index.decide(claims, ownSample: Village.anna).person == Village.anna)
            #expect(index.decide(claims).person == Village.anna)
            #expect(
                index.decide(claims, ownSample: Village.daughter)
                    == .unresolved(.conflictSample)
            )
        }
    }

    /// Anna's record with her number.
    private func record(_ birthDate: String, _ surname: String = "", _ initials: String = "")
        -> IdentityClaims
    {
        IdentityClaims(
            citizenNumber: Village.citizenNumber(1),
            surnames: surname.isEmpty ? [] : [surname],
            initials: initials,
            birthDate: birthDate
        )
    }

    @Test func `of the dates that a text may be the person's counts, and else the likeliest`() {
        let index = Village.index()
        func decide(_ dates: String..., surname: String = "Vries") -> LinkageDecision {
            index.decide(
                readings: dates.map { record($0, surname, "A.") },
                alternatives: []
            )
        }
        let link = LinkageDecision.linked(Village.anna, [.citizenNumber, .birthDate, .name])
        #expect(decide("1961-03-05", "2061-03-05") == link)
        #expect(decide("1961-05-03", "1961-03-05") == link)
        #expect(
            decide("1961-03-06", "2061-03-05") == .linked(Village.anna, [.citizenNumber, .name])
        )
        // None agrees: the first, which is the likeliest, says whether it contradicts.
        #expect(
            decide("1961-04-05", "1962-05-04") == .linked(Village.anna, [.citizenNumber, .name])
        )
        #expect(decide("1962-05-04", "1961-04-05") == .unresolved(.conflictBirthDate))
        #expect(decide("1931-07-08", "2031-07-08") == .unresolved(.conflictBirthDate))
    }

    @Test func `another reading counts only when what it reads otherwise is the person's`() {
        let index = Village.index()
        func decide(_ plain: IdentityClaims, _ other: IdentityClaims) -> LinkageDecision {
            index.decide(readings: [plain], alternatives: [other])
        }
        #expect(
            decide(record("", "A.", "Vries"), record("", "Vries", "A."))
                == .linked(Village.anna, [.citizenNumber, .name])
        )
        #expect(
            decide(record("", "A.", "Kuipers"), record("", "Kuipers", "A."))
                == .unresolved(.conflictNothingElse)
        )
        // The twin's name with the other twin's number: no reading takes the contradiction away.
        let twin = IdentityClaims(
            citizenNumber: Village.citizenNumber(1),
            surnames: ["Bakker"],
            initials: "S.",
            birthDate: "1990-11-20",
            postcode: "9731AB",
            houseNumber: "12"
        )
        var exchanged = twin
        (exchanged.surnames, exchanged.initials) = (["Vries"], "A.")
        exchanged.birthDate = "1961-03-05"
        #expect(decide(twin, exchanged) == .unresolved(.conflict))
    }

    @Test func `ten thousand order numbers link nobody by themselves`() {
        let index = Village.index()
        for value in 999_990_000...999_999_999 {
            let decision = index.decide(IdentityClaims(citizenNumber: "\(value)"))
            if case .linked = decision { Issue.record("order number \(value) linked somebody") }
        }
    }

    @Test func `what the ledger keeps has fixed numbers and words`() {
        #expect(LinkEvidence([.citizenNumber, .birthDate]).text == "citizenNumber+birthDate")
        #expect(LinkEvidence([.token, .sampleNumber, .address, .name]).rawValue == 0b110101)
        #expect(
            UnresolvedReason.allCases.map { "\($0.rawValue) \($0.code)" } == [
                "1 noKeys", "2 citizenNumberAlone", "3 tooFewIdentifiers",
                "4 citizenNumberUnknown", "5 notInPopulation", "6 ambiguous", "7 conflict",
                "8 conflictNothingElse", "9 conflictBirthDate", "10 conflictName",
                "11 conflictSample", "12 sampleOfSeveral",
            ]
        )
        #expect(UnresolvedReason(code: "ambiguous") == .ambiguous)
        #expect(UnresolvedReason(code: "anders") == nil)
        #expect(UnresolvedReason.allCases.filter(\.isConflict).count == 5)
    }
}

extension LinkageDecision {
    fileprivate var person: PersonNumber? {
        if case .linked(let person, _) = self { person } else { nil }
    }
}
