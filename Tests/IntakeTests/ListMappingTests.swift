// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@testable import Intake

struct ListMappingTests {
    @Test(
        arguments: [
            ("BSN", .citizenNumber), ("burgerservicenr.", .citizenNumber), ("Achternaam", .surname),
            ("Patiënt achternaam", .surname), ("Tussenvoegsel", .surnamePrefix),
            ("Voorletters", .initials),
            ("Roepnaam", .givenNames), ("Geb.datum", .birthDate), ("GEB_DAT", .birthDate),
            ("Date of birth", .birthDate), ("PC", .postcode), ("Huisnr", .houseNumber),
            ("Huisletter", .houseAddition), ("Straat", .street), ("Woonplaats", .place),
            ("Monsternr", .sampleNumber), ("Uitslag", .category(.testResult)),
            ("Testuitslag", .category(.testResult)), ("Tel", .category(.telephone)),
            ("Mobiel", .category(.telephone)), ("E-mail", .category(.email)),
            ("Huisarts", .category(.generalPractitioner)), ("Datum afname", .category(.sampleDate)),
            ("Geslacht", .category(.sex)), ("Opmerkingen", .category(.freeText)),
            ("Volgnr", .ignore),
        ] as [(String, ListRole)]
    )
    func `knows the names that columns have`(header: String, role: ListRole) {
        let mapping = ListMapping.propose(header: [header], rows: [])
        #expect(mapping.columns.map(\.role) == [role])
        #expect(mapping.isSettled)
    }

    @Test(
        arguments: [
            ("Kolom1", "000000012 999990019 111222333", .citizenNumber),
            ("Kolom1", "1950-01-02 1961-03-05 1999-12-31", .birthDate),
            ("Kolom1", "2025-01-02 2025-01-03", .category(.sampleDate)),
            ("Kolom1", "1234AB 9731KL", .postcode),
            ("Kolom1", "a@b.example c@d.example", .category(.email)),
            ("Kolom1", "0612345678 +31201234567", .category(.telephone)),
            ("Kolom1", "M V V", .category(.sex)), ("Kolom1", "A.B. J. P.", .initials),
            ("Kolom1", "blauw groen 12", .category(.unclassified)),
            ("Nummer", "L1 L2 L3", .sampleNumber),
            ("Nummer", "000000012 111222333", .citizenNumber),
            ("Datum", "1950-01-02 1999-12-31", .birthDate),
            ("BSN", "123456789 345678912 222", .citizenNumber), ("Geb.datum", "x y z", .birthDate),
        ] as [(String, String, ListRole)]
    )
    func `proposes by the values, and asks`(header: String, values: String, role: ListRole) {
        let rows = values.split(separator: " ").map { [String($0)] }
        let mapping = ListMapping.propose(header: [header], rows: rows)
        #expect(mapping.columns.map(\.role) == [role])
        #expect(!mapping.isSettled)
        #expect(mapping.questions.count == 1)
    }

    @Test func `other columns tell what a name and an address are`() {
        let mapping = ListMapping.propose(
            header: ["Naam", "Voorl.", "Adres", "Huisnr"],
            rows: [["Vries", "A.", "Dorpsstraat", "1"]]
        )
        #expect(mapping.columns.map(\.role) == [.surname, .initials, .street, .houseNumber])
        #expect(mapping.isSettled)
        let alone = ListMapping.propose(
            header: ["Naam", "Adres"],
            rows: [["Vries, A. de", "Dorpsstraat 1"]]
        )
        #expect(alone.columns.map(\.role) == [.fullName, .streetWithNumber])
        #expect(alone.isSettled)
    }

    @Test func `two columns for one role are asked about, an empty one is not`() {
        let twice = ListMapping.propose(
            header: ["Geboortedatum", "DOB"],
            rows: [["1950-01-01", "1950-01-01"]]
        )
        #expect(twice.questions.map(\.reason) == [.rival, .rival])
        let empty = ListMapping.propose(header: ["Kolom9", ""], rows: [["", " - "]])
        #expect(empty.isSettled)
        #expect(empty.columns.map(\.role) == [.category(.unclassified), .category(.unclassified)])
    }

    private let header = [
        "Volgnr", "Nummer", "Naam", "Geb.datum", "Adres", "PC + plaats", "Uitslag", "Opm=\"x\" #1",
    ]

    @Test func `is text that reads back as it was`() throws {
        let rows = [
            ["1", "000000012", "Vries, A. de", "1961-03-05", "Weg 1", "1234 AB Hoek", "", "ja"]
        ]
        var mapping = ListMapping.propose(header: header, rows: rows)
        let text = mapping.text
        #expect(text.contains("Nummer = ?citizenNumber  # header can mean several things\n"))
        #expect(text.contains("Volgnr = ignore  # header\n"))
        let back = try ListMapping(text: text, header: header)
        #expect(back.columns.map(\.role) == mapping.columns.map(\.role))
        #expect(back.questions.map(\.header) == mapping.questions.map(\.header))

        let corrected = String(text.filter { $0 != "?" })
        mapping = try ListMapping(text: corrected, header: header)
        #expect(mapping.isSettled)
        #expect(try ListMapping(text: mapping.text, header: header) == mapping)
    }

    @Test(
        arguments: [
            ("a = surname", .missingColumn(2)), ("a = surname\nb", .noEqualsSign(line: 2)),
            ("a = schoen\nb = ignore", .unknownRole(line: 1)),
            ("c = ignore", .unknownColumn(line: 1)),
            ("a = ignore\na = ignore\nb = ignore", .unknownColumn(line: 2)),
            ("\"a", .noEqualsSign(line: 1)),
        ] as [(String, ListMappingProblem)]
    )
    func `refuses text that does not fit the list`(text: String, problem: ListMappingProblem) {
        #expect(throws: problem) { try ListMapping(text: text, header: ["a", "b"]) }
    }

    @Test func `lines may stand in any order, columns of one name in the order of the list`() throws
    {
        let mapping = try ListMapping(
            text: "# note\r\nb = ignore\r\n\r\na = surname # ja\r\na = initials",
            header: ["a", "b", "a"]
        )
        #expect(mapping.columns.map(\.role) == [.surname, .ignore, .initials])
    }

    @Test func `a record has the categories of its filled fields only`() throws {
        let mapping = ListMapping.propose(
            header: [
                "BSN", "Achternaam", "Voornaam", "Geboortedatum", "Uitslag", "Tel", "Rij",
                "Huisarts",
            ],
            rows: []
        )
        let record = mapping.record(
            from: ["'000000012", "DaniÃ«ls", " Zoë ", "24-12-1977", "-", "", "7", "n.v.t."])
        #expect(record.categories.text == "birthDate+citizenNumber+name")
        #expect(record.claims.citizenNumber == "000000012")
        #expect(record.claims.surnames == ["DaniÃ«ls"])
        #expect(record.claims.initials == "Zoë")
        #expect(record.claims.birthDate == "24-12-1977")
        #expect(!"\(record)".contains("Zo"))
        #expect(mapping.record(from: ["", "-"]).isEmpty)
        #expect(mapping.record(from: []).isEmpty)
    }

    @Test func `takes apart what stands in one field`() throws {
        let mapping = ListMapping.propose(
            header: [
                "Volledige naam", "Straat en huisnummer", "Postcode/woonplaats", "Partnernaam",
            ],
            rows: []
        )
        let record = mapping.record(
            from: ["Vries, J.P. de", "Plein 1944 7 b", "1234 ab Hoek", "Bakker"])
        #expect(record.claims.surnames == ["Vries", "Bakker"])
        #expect(record.claims.initials == "J.P.")
        #expect(record.claims.houseNumber == "7")
        #expect(record.claims.postcode == "1234AB")
        #expect(record.categories.text == "address+name+partnerName")
    }

    @Test(
        arguments: [
            ("Vries, J.P. de", ["Vries"], "J.P."), ("de Vries, Jan", ["de Vries"], "Jan"),
            ("J. de Vries", ["de Vries"], "J."), ("mw. J. de Vries", ["de Vries"], "J."),
            ("Jan Peter de Vries", ["de Vries"], "Jan"), ("Vries J.P. de", ["Vries"], "J.P."),
            ("Jan Peter Vries", ["Peter Vries", "Vries"], "Jan"), ("Vries", ["Vries"], ""),
            ("A. Bakker-de Vries", ["Bakker-de Vries", "Vries"], "A."),
            ("A. Bakker - de Vries", ["Bakker - de Vries"], "A."),
            ("van den Berg", ["van den Berg"], ""),
            ("Th. van 't Hof", ["van 't Hof"], "Th."), ("", [], ""), (",", [], ""),
        ] as [(String, [String], String)]
    )
    func `takes a name apart`(text: String, surnames: [String], initials: String) {
        let name = ListFullName(text)
        #expect(name.surnames == surnames)
        #expect(name.initials == initials)
    }

    @Test(arguments: [
        ("Dorpsstraat 12", "12", ""), ("Dorpsstraat 12 b", "12", ""),
        ("Dorpsstraat 12b", "12b", ""),
        ("Laan 1940-1945 3", "3", ""), ("Dorpsstraat 12-3, 1234 AB Hoek", "12-3", "1234AB"),
        ("Dorpsstraat", "", ""), ("2e Dwarsstraat", "", ""), ("2e Dwarsstraat 8", "8", ""),
        ("", "", ""),
    ])
    func `takes an address apart`(line: String, number: String, postcode: String) {
        let (found, code, _) = ListAddress.split(line)
        #expect(found == number)
        #expect(code == postcode)
    }

    /// The mapping stands in the ledger beside its list.
    @Test func `roles keep their words`() {
        #expect(
            (ListRole.identifying + [.ignore, .category(.testResult)]).map(\.code) == [
                "citizenNumber", "surname", "partnerSurname", "surnamePrefix", "fullName",
                "initials", "givenNames", "birthDate", "postcode", "houseNumber", "houseAddition",
                "street", "streetWithNumber", "place", "postcodeWithPlace", "sampleNumber", "token",
                "ignore", "testResult",
            ]
        )
    }

    @Test func `every role reads back from its word`() {
        for role in ListRole.identifying + [.ignore, .category(.testResult), .category(.name)] {
            #expect(ListRole(code: role.code) == role)
        }
        #expect(ListRole(code: "schoen") == nil)
        #expect(ListRole(code: "birthDate") == .birthDate)
    }
}
