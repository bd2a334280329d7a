// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Incidents
import Ingestion
import Store
import Testing

/// Records with a name or an address that somebody had before are theirs, when that was so at one time.
@Suite struct FormerNamesTests {
    let test: IngestionFolder

    /// VB-1 is *Voorbeeldstra* at 1234AB 1; VB-2 and VB-3 live elsewhere.
    init() throws {
        test = try IngestionFolder()
        try test.population(1...3)
    }

    fileprivate static let header = "sourceId,surname,postcode,houseNumber,from,until\n"

    fileprivate func take(_ rows: String...) throws -> ImportAnswer {
        try test.write("former.csv", Self.header + rows.map { $0 + "\n" }.joined())
        return try FormerImport(test.path("former.csv")).run(in: test.store, test.context())
    }

    /// Which of these records are linked: surname, postcode and house number, all A. and of one birth date.
    fileprivate func linked(_ records: (String, String, Int)...) throws -> [Bool] {
        let incident = try test.store.openIncident(
            reference: "hack-\(UUID().uuidString.prefix(8))",
            title: "Hack",
            party: Party.ID(rawValue: "lab"),
            said: "",
            act: Act(by: "officer", at: IngestionFolder.now)
        )
        return try records.enumerated().map { place, record in
            let name = "list-\(place).csv"
            try test.write(
                name,
                "achternaam;voorletters;geboortedatum;postcode;huisnummer\n"
                    + "\(record.0);A.;1970-02-03;\(record.1);\(record.2)\n"
            )
            return try ListImport(
                test.path(name),
                incident: incident.reference,
                name: "list-\(place)",
                source: "mail",
                happenedAt: IngestionFolder.now
            ).run(in: test.store, test.context()).linked == 1
        }
    }

    @Test func `a former name links with each address of its time, and with none of another`()
        throws
    {
        #expect(try linked(("Vroegerman", "1234AB", 1)) == [false])
        let answer = try take(
            // Called so until 2010; lived at 4321BA 9 until 2005, at 4321BA 8 until 2015.
            "VB-1,Vroegerman,,,1990-01-01,2010-05-31",
            "VB-1,,4321BA,9,1990-01-01,2005-12-31",
            "VB-1,,4321BA,8,2006-01-01,2015-12-31"
        )
        #expect(answer.counts[.changedPeople] == 1 && answer.setAside.isEmpty)
        #expect(
            try linked(
                ("Vroegerman", "4321BA", 9),
                ("Vroegerman", "4321BA", 8),
                ("Voorbeeldstra", "4321BA", 8),
                ("Voorbeeldstra", "1234AB", 1),
                // Never so at one time.
                ("Voorbeeldstra", "4321BA", 9),
                ("Vroegerman", "1234AB", 1),
                // Half of the one and half of the other.
                ("Vroegerstra", "1234AB", 1)
            ) == [true, true, true, true, false, false, false]
        )
        try test.verify()
    }

    @Test func `without days everything may have been at one time`() throws {
        _ = try take("VB-1,Vroegerman,,,,", "VB-1,,4321BA,9,,")
        #expect(
            try linked(
                ("Vroegerman", "4321BA", 9),
                ("Vroegerman", "1234AB", 1),
                ("Voorbeeldstra", "4321BA", 9)
            ) == [true, true, true]
        )
    }

    @Test func `what fits two people links nobody, whoever of them it was once`() throws {
        // VB-2 lived where VB-1 lives now; both have one name, initial and birth date.
        _ = try take("VB-2,,1234AB,1,2000-01-01,2010-12-31")
        #expect(try linked(("Voorbeeldstra", "1234AB", 1)) == [false])
    }

    @Test func `a file of the population keeps them, and another file of them takes their place`()
        throws
    {
        _ = try take("VB-1,Vroegerman,,,,")
        try test.write(
            "people.csv",
            IngestionFolder.header
                + IngestionFolder.row(1).replacing("Proefstraat", with: "Nieuwe weg")
                + IngestionFolder.row(2) + IngestionFolder.row(3)
        )
        let people = try PopulationImport(test.path("people.csv"))
            .run(in: test.store, test.context())
        #expect(people.counts[.changedPeople] == 1 && people.counts[.samePeople] == 2)
        #expect(try linked(("Vroegerman", "1234AB", 1)) == [true])
        #expect(try take("VB-1,Vroegerman,,,,").counts[.samePeople] == 1)
        _ = try take("VB-1,Eerderman,,,,")
        #expect(
            try linked(("Eerderman", "1234AB", 1), ("Vroegerman", "1234AB", 1)) == [true, false]
        )
        try test.verify()
    }

    @Test func `messages about nobody known are tried again`() throws {
        try test.write(
            "feed.hl7",
            IngestionFolder.order(1).replacing("Voorbeeldstra", with: "Vroegerman")
        )
        _ = try MessageImport(.hl7, [test.path("feed.hl7")], flow: IngestionFolder.flow())
            .run(in: test.store, test.context())
        #expect(try test.store.openEnds().unresolved == 1)
        #expect(try take("VB-1,Vroegerman,,,,").counts[.settled] == 1)
        #expect(try test.store.openEnds().unresolved == 0)
    }

    @Test func `rows of nobody known, without anything, or with days that cannot be are set aside`()
        throws
    {
        let answer = try take(
            "VB-9,Vroegerman,,,,",
            "VB-1,,,,,",
            "VB-2,Vroegerman,,,2010-01-01,2009-01-01",
            "VB-3,Vroegerman,,,morgen,",
            ",Vroegerman,,,,",
            "VB-1,,99,3,,"
        )
        #expect(answer.setAside.values.reduce(0, +) == 6)
        #expect(answer.setAside[.column("sourceId", .unknownValue)] == 1)
        #expect(answer.setAside[.column("until", .endBeforeStart)] == 1)
        #expect(answer.needsALook && answer.counts[.changedPeople] == 0)
    }

    @Test func `a file with a row that does not read takes away nothing that was known`() throws {
        _ = try take("VB-1,Vroegerman,,,1990-01-01,2010-05-31")
        let answer = try take(
            "VB-1,,4321BA,9,1990-01-01,2005-12-31",
            "VB-1,Vroegerman,,,1990-01-01,2010-02-31"
        )
        #expect(answer.setAside.values.reduce(0, +) == 1)
        #expect(try linked(("Vroegerman", "4321BA", 9)) == [true])
        // A whole file takes the place of the one before.
        _ = try take("VB-1,,4321BA,9,1990-01-01,2005-12-31")
        #expect(try linked(("Vroegerman", "4321BA", 9)) == [false])
    }

    @Test func `a file whose days have other names is refused, and so is a population`() throws {
        for header in [
            "sourceId,surname,van,tot", "sourceId,surname,birthDate,street,houseNumber,postcode",
        ] {
            try test.write("former.csv", header + "\n")
            #expect(throws: IngestionError.self) {
                try FormerImport(test.path("former.csv")).run(in: test.store, test.context())
            }
        }
        try test.write("former.csv", "sourceId,surname\nVB-1,Vroegerman\n")
        #expect(
            try FormerImport(test.path("former.csv")).run(in: test.store, test.context())
                .setAside.isEmpty
        )
    }
}

extension FormerNamesTests {
    private func undo(_ number: Int) throws -> UndoImport.Answer {
        try UndoImport(number: number, because: "the file of another register")
            .run(in: test.store, test.context())
    }

    @Test func `taken back they link nobody; what another file says of them is to be read again`()
        throws
    {
        _ = try take("VB-1,Eerderman,,,,")
        _ = try take("VB-1,Vroegerman,,,,", "VB-2,Vroegerman,,,,")
        let imports = try test.store.imports()
        #expect(imports.map(\.fact.source) == ["population", "former", "former"])
        let answer = try undo(3)
        #expect(answer.formerTaken == 2 && answer.cameAgain == [2: 1] && answer.withdrawn == 0)
        #expect(
            try linked(("Vroegerman", "1234AB", 1), ("Voorbeeldstra", "1234AB", 1))
                == [false, true]
        )
        #expect(try test.store.imports().map(\.people) == [3, 1, 2])
        _ = try take("VB-1,Eerderman,,,,")
        #expect(try linked(("Eerderman", "1234AB", 1)) == [true])
        #expect(throws: StoreError.alreadyThere(.undo(of: 3))) { try undo(3) }
        try test.verify()
    }

    @Test func `those of a later file stay, unless a row of that did not read`() throws {
        _ = try take("VB-1,Eerderman,,,,", "VB-2,Eerderman,,,,")
        _ = try take("VB-1,Vroegerman,,,,")
        _ = try take("VB-2,Laterman,,,,", "VB-3,Laterman,,,morgen,")
        let answer = try undo(2)
        #expect(answer.formerTaken == 1 && answer.cameAgain == [4: 1])
        #expect(
            try linked(("Vroegerman", "1234AB", 1), ("Eerderman", "1234AB", 2)) == [true, false]
        )
    }

    @Test func `what fitted two people by a wrong name is linked when it is taken back`() throws {
        // VB-2 is said to have lived where VB-1 lives now.
        _ = try take("VB-2,,1234AB,1,2000-01-01,2010-12-31")
        try test.write("feed.hl7", IngestionFolder.order(1))
        let flow = IngestionFolder.flow()
        _ = try MessageImport(.hl7, [test.path("feed.hl7")], flow: flow)
            .run(in: test.store, test.context())
        let open = try test.store.openEnds().unresolved
        let answer = try undo(2)
        #expect(answer.settled == open && answer.formerTaken == 1)
    }

    @Test func `more rows of one person than are kept are set aside, and that is said`() throws {
        let rows = (1...25).map { "VB-1,Vroeger\($0)man,,,,\n" }.joined()
        try test.write("former.csv", Self.header + rows)
        let answer = try FormerImport(test.path("former.csv")).run(in: test.store, test.context())
        #expect(answer.setAside == [.column("sourceId", .tooManyRows): 25])
    }

    @Test func `people go with their population, also when they had former names`() throws {
        _ = try take("VB-1,Vroegerman,,,,")
        _ = try undo(2)
        let answer = try undo(1)
        #expect(answer.withdrawn == 3 && answer.changed == 0)
    }

    /// Messages to the laboratory about somebody of that name who lives where VB-1 does.
    private func messages(_ file: String, _ number: Int, _ surname: String) throws -> MessageImport
    {
        try test.write(
            file,
            IngestionFolder.order(number).replacing("Voorbeeldstra", with: surname)
        )
        return MessageImport(.hl7, [test.path(file)], flow: IngestionFolder.flow())
    }

    @Test
    func
        `taken back it is said where their people were found since, and reading it again opens it`()
        throws
    {
        func run(_ messages: MessageImport) throws {
            _ = try messages.run(in: test.store, test.context())
        }
        // 2: by today's name, before; 3: open, and linked by the former name when that comes (4).
        try run(messages("before.hl7", 1, "Voorbeeldstra"))
        let open = try messages("open.hl7", 2, "Vroegerman")
        try run(open)
        #expect(try take("VB-1,Vroegerman,,,,").counts[.settled] == 1)
        let after = try messages("after.hl7", 3, "Vroegerman")
        try run(after)
        // 6: of nobody whose names go.
        try run(messages("nobody.hl7", 4, "Nemandsma"))
        #expect(
            try linked(("Vroegerman", "1234AB", 1), ("Voorbeeldstra", "1234AB", 9)) == [
                true, false,
            ]
        )
        let answer = try undo(4)
        let since = try #require(answer.linkedSince)
        #expect(since.imports == [3, 5] && since.lists.map(\.name) == ["list-0"])
        #expect(answer.needsALook)
        #expect(try test.rows(of: 1) == 3)
        for (number, messages) in [(3, open), (5, after)] {
            _ = try undo(number)
            try run(messages)
        }
        #expect(try test.rows(of: 1) == 1)
        #expect(try test.store.openEnds().unresolved == 3)
        try test.verify()
    }

    @Test func `taken back when nobody was found since, nothing is to be read again`() throws {
        _ = try messages("before.hl7", 1, "Voorbeeldstra").run(in: test.store, test.context())
        _ = try take("VB-1,Vroegerman,,,,")
        let later = try messages("later.hl7", 2, "Vroegerman")
        _ = try later.run(in: test.store, test.context())
        _ = try undo(4)
        let answer = try undo(3)
        #expect(answer.linkedSince == LinkedSince() && !answer.needsALook)
    }

    @Test func `who is withdrawn gets no other version when their former names are taken back`()
        throws
    {
        _ = try take("VB-1,Vroegerman,,,,")
        _ = try undo(1)
        let entries = try test.store.entryCount
        let answer = try undo(2)
        #expect(answer.formerTaken == 0)
        // The fact that says so, and nothing of people.
        #expect(try test.store.entryCount == entries + 1)
        #expect(try test.store.peopleCount() == 0)
        try test.verify()
    }
}
