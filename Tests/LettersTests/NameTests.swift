// SPDX-License-Identifier: EUPL-1.2
import Custody
import Letters
import Testing

struct NameTests {
    static func name(
        _ given: String = "Mila Oda",
        title: NobleTitle? = nil,
        prefix: String = "op de",
        surname: String = "Akker",
        sex: RegisteredSex = .unknown,
        use: NameUse = .own,
        partners: [Partnership] = []
    ) -> RegisteredName {
        RegisteredName(
            givenNames: given,
            surname: Surname(title: title, prefix: prefix, name: surname),
            sex: sex,
            use: use,
            partnerships: partners
        )
    }

    static func partner(
        _ surname: String,
        prefix: String = "",
        title: NobleTitle? = nil,
        began: String? = nil,
        ended: String? = nil
    ) -> Partnership {
        Partnership(
            surname: Surname(title: title, prefix: prefix, name: surname),
            began: began.flatMap { PartialDate($0) },
            ended: ended.flatMap { PartialDate($0) }
        )
    }

    @Test(arguments: [
        (NameUse.own, "M.O. op de Akker"), (.partner, "M.O. ten Zomer"),
        (.partnerThenOwn, "M.O. ten Zomer-op de Akker"),
        (.ownThenPartner, "M.O. op de Akker-ten Zomer"),
    ])
    func `the name used follows the person's choice`(use: NameUse, expected: String) {
        let name = Self.name(use: use, partners: [Self.partner("Zomer", prefix: "ten")])
        #expect(name.neutralName == expected)
        #expect(name.addressee?.name == expected)
    }

    @Test func `the neutral salutation needs no sex and shows none`() {
        for sex in RegisteredSex.allCases {
            let name = Self.name(sex: sex)
            #expect(Salutation.neutral(name, in: .dutch) == "Geachte M.O. op de Akker")
            #expect(Salutation.neutral(name, in: .english) == "Dear M.O. op de Akker")
        }
    }

    @Test(arguments: [".", ""])
    func `a reader of unknown name is a reader`(surname: String) {
        let name = Self.name(surname: surname)
        #expect(Salutation.neutral(name, in: .dutch) == "Geachte lezer")
        #expect(Salutation.neutral(name, in: .english) == "Dear reader")
        #expect(name.addressee == nil)
        #expect(name.inText == nil)
        #expect(Salutation.formal(name) == nil)
    }

    @Test(arguments: [
        ("Mila", "M."), ("Mila Oda Bo", "M.O.B."), ("Anna-Bo Kee", "A.K."), ("IJke", "I."),
        ("Q", "Q"), ("Q R", "Q R"), ("Mila Q", "M.Q"), ("  Mila   Oda ", "M.O."), ("Åke", "Å."),
        ("", ""),
    ])
    func `initials take one letter of each given name`(given: String, expected: String) {
        #expect(Initials.of(given) == expected)
    }

    @Test func `of several partners the oldest relation counts, of ended ones the last ended`() {
        let current = Self.name(
            use: .partner,
            partners: [
                Self.partner("Later", began: "1999-05-01"), Self.partner("Undated"),
                Self.partner("Eerder", began: "1988-00-00"),
            ]
        )
        #expect(current.neutralName == "M.O. Eerder")
        let ended = Self.name(
            use: .partner,
            partners: [
                Self.partner("Laatst", ended: "2019-01-01"),
                Self.partner("Vroeg", ended: "2001-01-01"),
            ]
        )
        #expect(ended.neutralName == "M.O. Laatst")
    }

    @Test func `a partner of unknown name leaves one's own`() {
        let name = Self.name(use: .partner, partners: [Self.partner(".")])
        #expect(name.neutralName == "M.O. op de Akker")
    }

    @Test func `an unknown own name is not made up when it should be used`() {
        let partners = [Self.partner("Zomer")]
        #expect(
            Self.name(surname: ".", use: .ownThenPartner, partners: partners).addressee == nil
        )
        #expect(
            Self.name(surname: ".", use: .partner, partners: partners).addressee?.name
                == "M.O. Zomer"
        )
    }

    @Test func `without initials the first name begins with a capital`() {
        #expect(Self.name("").neutralName == "Op de Akker")
        #expect(Self.name("", prefix: "'t").neutralName == "'t Akker")
    }

    @Test(arguments: [
        (RegisteredSex.male, "Geachte heer Op de Akker", "de heer Op de Akker"),
        (.female, "Geachte mevrouw Op de Akker", "mevrouw Op de Akker"),
        (.unknown, "Geachte M.O. op de Akker", "M.O. op de Akker"),
    ])
    func `the formal forms follow the registry`(
        sex: RegisteredSex,
        salutation: String,
        inText: String
    ) {
        #expect(Salutation.formal(Self.name(sex: sex)) == salutation)
        #expect(Self.name(sex: sex).inText == inText)
    }

    @Test(arguments: [
        (NobleTitle.count, RegisteredSex.male, "Hooggeboren heer", "M.O. graaf op de Akker"),
        (.count, .female, "Hooggeboren vrouwe", "M.O. gravin op de Akker"),
        (.duke, .male, "Hoogwelgeboren heer", "M.O. hertog op de Akker"),
        (.prince, .unknown, "Hoogheid", "M.O. prins op de Akker"),
        (.baron, .unknown, "Geachte M.O. op de Akker", "M.O. op de Akker"),
        (.knight, .female, "Hoogwelgeboren vrouwe", "M.O. op de Akker"),
        (.jonkheer, .male, "Hoogwelgeboren heer", "Jonkheer M.O. op de Akker"),
        (.jonkvrouw, .male, "Hoogwelgeboren heer", "Jonkheer M.O. op de Akker"),
        (.jonkheer, .female, "Hoogwelgeboren vrouwe", "Jonkvrouw M.O. op de Akker"),
    ])
    func `a title has its own forms`(
        title: NobleTitle,
        sex: RegisteredSex,
        salutation: String,
        addressee: String
    ) {
        let name = Self.name(title: title, sex: sex)
        #expect(Salutation.formal(name) == salutation)
        #expect(name.addressee?.name == addressee)
    }

    @Test func `a line of a name begins with one capital, and the name behind it keeps its own`() {
        let bare = Self.name("", title: .jonkheer, sex: .male)
        #expect(bare.addressee?.name == "Jonkheer op de Akker")
        #expect(bare.inText == "jonkheer op de Akker")
        let behind = Self.name(
            title: .jonkheer,
            sex: .male,
            use: .partnerThenOwn,
            partners: [Self.partner("Zomer")]
        )
        #expect(behind.addressee?.name == "M.O. Zomer-jonkheer op de Akker")
        #expect(Self.name("", title: .baron, sex: .male).addressee?.name == "Baron op de Akker")
    }

    @Test(arguments: [
        (["1999-05-01", "1988-02-03"], "2"), (["1988-02-03", "1999-05-01"], "1"),
        (["1988-00-00", "1999-05-01"], "1"), (["1999-05-01", "1988-00-00"], "2"),
        // What is not known may be either: the first of the registry stands.
        (["0000-00-00", "1988-02-03"], "1"), (["1988-02-03", "0000-00-00"], "1"),
        (["1988-02-00", "1988-02-03"], "1"), (["1988-02-03", "1988-02-00"], "1"),
    ])
    func `of several partners the oldest relation counts, and the first when nobody can say`(
        began: [String],
        used: String
    ) {
        let partners = began.enumerated().map { Self.partner("P\($0 + 1)", began: $1) }
        #expect(Self.name(use: .partner, partners: partners).neutralName == "M.O. P\(used)")
    }

    @Test func `a woman loses her predicate by marriage and has it back with her own name`() {
        let partner = Self.partner("Zomer")
        let married = Self.name(title: .jonkvrouw, sex: .female, partners: [partner])
        #expect(married.inText == "mevrouw Op de Akker")
        let divorced = Self.name(
            title: .jonkvrouw,
            sex: .female,
            partners: [Self.partner("Zomer", ended: "2020-02-02")]
        )
        #expect(divorced.inText == "jonkvrouw op de Akker")
    }

    @Test func `a courtesy title goes with the name it belongs to`() {
        let baron = [Self.partner("Zomer", title: .baron)]
        let wife = Self.name(sex: .female, use: .ownThenPartner, partners: baron)
        #expect(wife.addressee?.name == "M.O. op de Akker-barones Zomer")
        #expect(wife.addressee?.style == "De hoogwelgeboren vrouwe")
        let own = Self.name(sex: .female, use: .own, partners: baron)
        #expect(own.addressee?.name == "M.O. op de Akker")
        #expect(own.addressee?.style == nil)
        let husband = Self.name(sex: .male, use: .partner, partners: baron)
        #expect(husband.addressee?.name == "M.O. Zomer")
    }

    @Test func `the full name has the title before the surname and the predicate in front`() {
        #expect(Self.name(title: .baron, sex: .female).fullName == "Mila Oda barones op de Akker")
        #expect(Self.name(title: .jonkheer, sex: .male).fullName == "jonkheer Mila Oda op de Akker")
    }

    @Test func `a person of the population is named by initials and choice`() {
        var person = Person(sourceID: SourceID("n-1"))
        person.initials = "T."
        person.surname = "Dijkstroom"
        person.partnerPrefix = "uit den"
        person.partnerSurname = "Polder"
        person.nameUse = "V"
        #expect(RegisteredName(person).neutralName == "T. uit den Polder-Dijkstroom")
    }

    @Test func `names show a mask`() {
        let name = Self.name()
        #expect("\(name) \(name.surname)" == "••• •••")
        #expect(Mirror(reflecting: name).children.isEmpty)
    }

    @Test(arguments: [
        ("1980-03-02", "2020-03-01", 39), ("1980-03-02", "2020-03-02", 40),
        ("1980-02-29", "2021-02-28", 40), ("1980-02-29", "2021-03-01", 41),
        ("1980-03-00", "2020-04-01", 40), ("1980-03-00", "2020-02-28", 39),
        ("1980-03-00", "2020-03-31", nil), ("1980-00-00", "2020-06-01", nil),
        ("0000-00-00", "2020-06-01", nil), ("2021-01-01", "2020-06-01", nil),
    ])
    func `age is known or it is not`(born: String, today: String, age: Int?) {
        #expect(Fixtures.day(born).age(on: Fixtures.day(today)) == age)
    }

    @Test func `a date says as much as is known`() {
        #expect(Fixtures.day("2025-08-06").words(in: .dutch) == "6 augustus 2025")
        #expect(Fixtures.day("2025-08-00").words(in: .english) == "August 2025")
        #expect(Fixtures.day("2025-00-00").words(in: .dutch) == "2025")
        #expect(Fixtures.day("0000-00-00").words(in: .dutch) == nil)
    }
}
