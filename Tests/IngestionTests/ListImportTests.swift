// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Intake
import Store
import Testing

@Suite struct ListImportTests {
    private let test: IngestionFolder
    private let incident: IncidentFact

    init() throws {
        test = try IngestionFolder()
        try test.population(1...2)
        try test.write("one.hl7", IngestionFolder.order(1))
        _ = try MessageImport(.hl7, [test.path("one.hl7")], flow: IngestionFolder.flow())
            .run(in: test.store, test.context())
        incident = try test.store.openIncident(
            reference: "hack",
            title: "Hack",
            party: Party.ID(rawValue: "lab"),
            said: "telephone",
            act: Act(by: "officer", at: IngestionFolder.now, counterparty: "lab")
        )
    }

    private static let list = """
        Achternaam;Voorletters;Geboortedatum;Postcode;Huisnummer
        Voorbeeldstra;A.;1970-02-03;1234AB;1
        Niemand;N.;1980-02-03;9999ZZ;9

        """

    private func add(_ file: String, mapping: String? = nil, name: String = "list-1") -> ListImport
    {
        ListImport(
            file,
            mapping: mapping.map(GivenMapping.file),
            incident: "hack",
            name: name,
            source: "mail of the laboratory",
            happenedAt: IngestionFolder.now
        )
    }

    @Test func `records are linked where sure and unresolved elsewhere, with the reason`() throws {
        let file = try test.write("list.csv", Self.list)
        let answer = try add(file).run(in: test.store, test.context(), tell: test.tell)
        #expect(answer.records == 2)
        #expect(answer.linked == 1)
        #expect(answer.people == 1)
        #expect(answer.unresolved == 1)
        #expect(answer.unresolvedBecause.values.reduce(0, +) == 1)
        #expect(try test.store.statements(of: incident).map(\.body.records) == [2])
    }

    @Test func `a dry run says the same and adds no statement`() throws {
        let file = try test.write("list.csv", Self.list)
        let dry = try add(file).run(in: test.store, test.context(dryRun: true))
        #expect(try test.store.statements(of: incident).isEmpty)
        var answer = try add(file).run(in: test.store, test.context())
        answer.isStored = false
        #expect(answer == dry)
    }

    @Test func `a list without records, or with columns in doubt, is refused`() throws {
        let none = try test.write("none.csv", "Achternaam;Postcode\n")
        #expect(throws: IngestionError.noRecords(file: none, setAside: [])) {
            try add(none).run(in: test.store, test.context())
        }
        let doubt = try test.write("doubt.csv", "nummer;Achternaam\n1234;Voorbeeldstra\n")
        let proposed = try ListColumns.propose(doubt)
        if !proposed.isSettled {
            #expect(throws: IngestionError.self) {
                try add(doubt).run(in: test.store, test.context())
            }
        }
        #expect(try test.store.statements(of: incident).isEmpty)
    }

    @Test func `a mapping is proposed as text, corrected, and taken back`() throws {
        let file = try test.write("list.csv", Self.list)
        let proposed = try ListColumns.propose(file)
        #expect(proposed.isSettled)
        #expect(proposed.text.split(separator: "\n").count == 5)
        let map = try test.write("map.txt", proposed.text)
        #expect(try add(file, mapping: map).run(in: test.store, test.context()).linked == 1)
        let wrong = try test.write("wrong.txt", "Achternaam\n")
        #expect(throws: IngestionError.mapping(file: wrong, .noEqualsSign(line: 1))) {
            try add(file, mapping: wrong, name: "list-2").run(in: test.store, test.context())
        }
    }

    @Test func `a list that is interrupted counts for nothing`() throws {
        let file = try test.write("list.csv", Self.list)
        #expect(throws: IngestionError.interrupted) {
            try add(file).run(in: test.store, test.context(isInterrupted: { true }))
        }
        #expect(try test.store.statements(of: incident).isEmpty)
    }

    @Test func `a sample links a record at whichever party of the incident it went to`() throws {
        let sub = Party.ID(rawValue: "sub")
        let act = Act(by: "officer", at: IngestionFolder.now, counterparty: "sub")
        try test.store.add(
            party: Party(id: sub, name: "Scan Service"),
            role: .processor,
            from: 0,
            act: act
        )
        for (reference, parties) in [("one", ["sub"]), ("both", ["sub", "lab"])] {
            _ = try test.store.openIncident(
                reference: reference,
                title: "Hack",
                parties: parties.map(Party.ID.init(rawValue:)),
                said: "",
                act: act
            )
        }
        // A citizen number that nobody has links nobody; the sample of the order to the lab does.
        let file = try test.write("samples.csv", "bsn;monsternummer\n111222333;S1\n")
        func add(_ incident: String) throws -> ListAnswer {
            try ListImport(
                file,
                incident: incident,
                name: "list",
                source: "mail",
                happenedAt: IngestionFolder.now
            ).run(in: test.store, test.context())
        }
        #expect(try add("one").linked == 0)
        #expect(try add("both").linked == add("hack").linked)
    }

    /// Everybody who has one initial or two, of 702; each in a house of their own.
    private static let initials: [String] = {
        let letters = (0..<26).map { String(UnicodeScalar(UInt8(65 + $0))) }
        return letters.map { "\($0)." }
            + letters.flatMap { first in letters.map { "\(first).\($0)." } }
    }()

    @Test(
        arguments: [
            { "\($0) de Proefstra" }, { "de Proefstra, \($0)" }, { "Proefstra, \($0) de" },
            { "Mw. \($0) de Proefstra" }, { "Dr. \($0) de Proefstra" },
            { "Proefstra, de, \($0)" }, { "de Proefstra, mr. \($0)" }, { "DE PROEFSTRA, \($0)" },
        ] as [@Sendable (String) -> String]
    )
    func `a list of 702 people links everybody, whatever their initials and their order`(
        written: @Sendable (String) -> String
    ) throws {
        var people = IngestionFolder.header
        var list = "Naam;Geboortedatum;Postcode;Huisnummer\n"
        for (place, initials) in Self.initials.enumerated() {
            people +=
                "Q\(place),,\(initials),,de,Proefstra,,,E,1970-02-03,Proefweg,\(place + 1),,,4321ZZ,"
                + "Nergens,NL,,0,,nl,\n"
            list += "\(written(initials).quotedForList);1970-02-03;4321 ZZ;\(place + 1)\n"
        }
        let population = try test.write("all.csv", people)
        _ = try PopulationImport(population).run(in: test.store, test.context())
        let file = try test.write("all-list.csv", list)
        let answer = try add(file).run(in: test.store, test.context())
        #expect(answer.linked == 702 && answer.people == 702, "\(answer.unresolvedBecause)")
    }

    /// A list of the person of order 1, `VB-1`, who has no citizen number here.
    private func linked(_ header: String, _ row: String, mapping: String? = nil) throws -> Bool {
        let file = try test.write("one.csv", "\(header)\n\(row)\n")
        let map = try mapping.map { try test.write("one.txt", $0) }
        let answer = try add(file, mapping: map).run(in: test.store, test.context(dryRun: true))
        return answer.linked == 1
    }

    @Test func `a birth date links in the form that its column has, or is said to have`() throws {
        let names = "Achternaam;Voorletters;Postcode;Huisnummer;DOB"
        for date in [
            "3-2-1970", "3 februari 1970", "03-02-70", "19700203", "1970-02-03 00:00:00",
        ] {
            #expect(try linked(names, "Voorbeeldstra;A.;1234-AB;1;\(date)"), "\(date)")
        }
        #expect(try linked(names, "Voorbeeldstra;A.;NL-1234 AB;1;25602"))
        let american = "Voorbeeldstra;A.;1234AB;1;02/03/1970"
        #expect(try !linked(names, american))
        #expect(try linked(names, american + "\nNiemand;N.;9999ZZ;9;02/23/1970"))
        let mapping = """
            Achternaam = surname
            Voorletters = initials
            Postcode = postcode
            Huisnummer = houseNumber
            DOB = birthDate month-day-year
            """
        #expect(try linked(names, american, mapping: mapping))
        #expect(
            try !linked(
                names,
                american,
                mapping: mapping.replacingOccurrences(of: "month-day-year", with: "day-month-year")
            )
        )
    }

    @Test func `the form is told by rows far behind the first ones`() throws {
        var list = "Achternaam;Voorletters;Postcode;Huisnummer;Geboortedatum\n"
        list += "Voorbeeldstra;A.;1234AB;1;02/03/1970\n"
        for number in 0..<9000 { list += "Niemand;N.;9999ZZ;\(number % 90 + 1);01/02/1950\n" }
        list += "Niemand;N.;9999ZZ;9;12/31/1950\n"
        let file = try test.write("long.csv", list)
        #expect(try ListColumns.propose(file).text.contains("birthDate month-day-year"))
        #expect(try add(file).run(in: test.store, test.context()).linked == 1)
    }

    /// `P-…` of the person of `row(number)`.
    private func reference(of number: Int) throws -> String {
        let reason = try AccessReason(
            user: "test",
            purpose: "test",
            caseReference: "",
            reason: "test",
            at: IngestionFolder.now
        )
        let found = try test.store.find(
            IdentityClaims(),
            sourceID: SourceID("VB-\(number)"),
            for: reason
        )
        return try #require(found.first).reference
    }

    @Test
    func
        `a reference of ours in a column of tokens links its person, unless the sample is another's`()
        throws
    {
        // Of fewer than four characters a number of an order is a counter, no sample.
        let order = try test.write("thousand.hl7", IngestionFolder.order(1000))
        _ = try MessageImport(.hl7, [order], flow: IngestionFolder.flow())
            .run(in: test.store, test.context())
        let map = try test.write("map.txt", "token = token\nMonsternummer = sampleNumber\n")
        func because(_ token: String, _ sample: String) throws -> [String: Int] {
            let file = try test.write("token.csv", "token;Monsternummer\n\(token);\(sample)\n")
            return try add(file, mapping: map).run(in: test.store, test.context(dryRun: true))
                .unresolvedBecause
        }
        let (one, two) = (try reference(of: 1), try reference(of: 2))
        #expect(try because(one, "") == [:])
        #expect(try because(one, "S1000") == [:])
        #expect(try because(two, "") == [:])
        #expect(try because(two, "S1000") == ["conflictSample": 1])
        #expect(try because("P-0000-0000-0000-0001", "") == ["noKeys": 1])
    }

    @Test(
        arguments: [
            ("03-02-70", "1970-02-03", true), ("03-02-70", "2070-02-03", true),
            ("03-02-70", "1955-11-09", false), ("31-02-70", "1970-02-03", false),
            ("", "1955-11-09", true),
        ]
    )
    func `a record that is tried again is compared in each birth date that it can mean`(
        written: String,
        registered: String,
        isLinked: Bool
    ) throws {
        // Number and address alone: a birth date that is not compared would leave the link standing.
        let file = try test.write(
            "early.csv",
            "bsn;Geboortedatum;Postcode;Huisnummer\n999990019;\(written);1234AB;9\n"
        )
        let map = try test.write(
            "early.txt",
            """
            bsn = citizenNumber
            Geboortedatum = birthDate day-month-year
            Postcode = postcode
            Huisnummer = houseNumber
            """
        )
        let answer = try add(file, mapping: map).run(in: test.store, test.context())
        #expect(answer.unresolvedBecause == ["citizenNumberUnknown": 1])
        try test.write(
            "late.csv",
            IngestionFolder.header
                + "VB-9,999990019,A.,Anna,,Proefman,,,E,\(registered),Weg,9,,,1234AB,Nergens,NL,,0,,nl,\n"
        )
        let late = try PopulationImport(test.path("late.csv")).run(in: test.store, test.context())
        #expect(late.counts[.recordsLinked] == (isLinked ? 1 : nil))
    }

    @Test func `a sample number links beside the number in the forms that lists give it`() throws {
        try test.write(
            "numbered.csv",
            IngestionFolder.header
                + "VB-9,999990019,A.,Anna,,Proefman,,,E,1970-02-03,Weg,9,,,1234AB,Nergens,NL,,0,,nl,\n"
        )
        _ = try PopulationImport(test.path("numbered.csv")).run(in: test.store, test.context())
        let order = IngestionFolder.order(9).replacingOccurrences(of: "|S9", with: "|S123456")
            .replacingOccurrences(of: "PID|1||||", with: "PID|1||999990019^^^^NNNLD||")
            .replacingOccurrences(of: "Voorbeeldstra", with: "Proefman")
            .replacingOccurrences(of: "&Proefstraat&1^", with: "&Weg&9^")
        try test.write("nine.hl7", order)
        _ = try MessageImport(.hl7, [test.path("nine.hl7")], flow: IngestionFolder.flow())
            .run(in: test.store, test.context())
        for sample in ["S123456", "s123456", "S 123456", "S123456-1", "123456"] {
            #expect(try linked("bsn;monsternummer", "999990019;\(sample)"), "\(sample)")
        }
        for sample in ["S123457", "T123456", "23456", ""] {
            #expect(try !linked("bsn;monsternummer", "999990019;\(sample)"), "\(sample)")
        }
    }
}

extension String {
    /// Between quotation marks: a name may hold a comma.
    fileprivate var quotedForList: String { "\"\(self)\"" }
}
