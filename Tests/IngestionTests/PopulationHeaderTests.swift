// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Intake
import Store
import Testing

/// A population from any export: its columns are proposed, shown, asked about and corrected.
@Suite struct PopulationHeaderTests {
    private let test: IngestionFolder

    init() throws { test = try IngestionFolder() }

    private static let dutch =
        "Patiëntnummer;Burgerservicenummer;Voorletters;Voorvoegsel;Geslachtsnaam;Geboortedatum;"
        + "Straatnaam;Huisnummer;Huisletter;Huisnummertoevoeging;Postcode;Woonplaats;Schoenmaat\n"

    private func people(_ header: String, mapping: String? = nil) throws -> ImportAnswer {
        let rows = (1...3).map {
            "0\($0);;A.;;Voorbeeldstra;1970-02-03;Proefstraat;\($0);;;1234AB;Nergens;39\n"
        }
        let file = try test.write("export.csv", header + rows.joined())
        return try PopulationImport(file, mapping: mapping.map(GivenMapping.file))
            .run(in: test.store, test.context(), tell: test.tell)
    }

    @Test func `Dutch columns are known, and what each is read as is told`() throws {
        #expect(try people(Self.dutch).counts[.newPeople] == 3)
        #expect(test.events.contains(.columnRead("Burgerservicenummer", as: "bsn")))
        #expect(test.events.contains(.columnRead("Geslachtsnaam", as: "surname")))
        #expect(test.events.contains(.columnRead("Woonplaats", as: "place")))
        #expect(test.events.contains(.columnsNotRead(places: [13])))
        // Whoever a message is about is found among them.
        try test.write("one.hl7", IngestionFolder.order(1, person: 2))
        let answer = try MessageImport(
            .hl7,
            [test.path("one.hl7")],
            flow: IngestionFolder.flow()
        ).run(in: test.store, test.context())
        #expect(answer.counts[.linked] == 1)
    }

    @Test func `a column that is not read is named by its place when its name may be a person's`()
        throws
    {
        let own = "sourceId;surname;Voorbeeldstra;Huisarts;birthDate;Proefkonijn;BSN nr\n"
        let file = try test.write("own.csv", own + "1;Jansma;x;y;1970-02-03;z;\n")
        _ = try PopulationImport(file).run(in: test.store, test.context(), tell: test.tell)
        #expect(test.events.contains(.columnNotRead("Huisarts")))
        #expect(test.events.contains(.columnNotRead("BSN nr")))
        #expect(test.events.contains(.columnsNotRead(places: [3, 6])))
        #expect(!test.events.contains { "\($0)".contains("Voorbeeldstra") })
        // An export of another program is read through its proposed columns.
        let export = try PopulationHeaderTests()
        _ = try export.people(Self.dutch.replacing("Schoenmaat", with: "Proefkonijn"))
        #expect(export.test.events.contains(.columnsNotRead(places: [13])))
        #expect(!export.test.events.contains { "\($0)".contains("Proefkonijn") })
    }

    @Test(arguments: [
        ("Patiëntnummer", "Nummer", ["Nummer"]),
        ("Voorvoegsel", "Achternaam", ["Achternaam", "Geslachtsnaam"]),
        ("Straatnaam", "Adres", ["Adres"]),
    ])
    func `a column that can mean several things is asked about, and nothing is kept`(
        known: String,
        word: String,
        questions: [String]
    ) throws {
        let header = Self.dutch.replacing(known, with: word)
        #expect(
            throws: IngestionError.populationUnsettled(
                file: test.path("export.csv"),
                columns: questions
            )
        ) {
            try people(header)
        }
        #expect(try test.store.peopleCount() == 0)
        let proposed = try PopulationHeader.propose(test.path("export.csv"))
        #expect(!proposed.isSettled)
        #expect(proposed.text.contains(" = ?"))
    }

    @Test func `a mapping is proposed as text, corrected, and read`() throws {
        let header = Self.dutch.replacing("Patiëntnummer", with: "Nummer")
        #expect(throws: IngestionError.self) { try people(header) }
        let proposed = try PopulationHeader.propose(test.path("export.csv"))
        #expect(proposed.text.contains("Nummer = ?sourceId\n"))
        #expect(proposed.text.contains("Schoenmaat = -\n"))
        let map = try test.write("map.txt", proposed.text.replacing("?", with: ""))
        #expect(try people(header, mapping: map).counts[.newPeople] == 3)
        let wrong = try test.write("wrong.txt", "Nummer = shoes\n")
        #expect(throws: IngestionError.mapping(file: wrong, .unknownMeaning(line: 1))) {
            try people(header, mapping: wrong)
        }
    }

    @Test func `an export without a number of the person says which column is missing`() throws {
        do {
            _ = try people(Self.dutch.replacing("Patiëntnummer", with: "Schaal"))
            Issue.record("it was taken in")
        } catch IngestionError.columnsMissing(_, let columns, _) {
            #expect(columns == ["sourceId"])
        }
        let proposed = try PopulationHeader.propose(test.path("export.csv"))
        #expect(proposed.text.hasPrefix("# sourceId is missing: "), "what to do about it")
        #expect(!proposed.isSettled)
        let map = proposed.text.replacing("Schaal = -", with: "Schaal = sourceId")
        let corrected = try test.write("map.txt", map)
        #expect(
            try people(
                Self.dutch.replacing("Patiëntnummer", with: "Schaal"),
                mapping: corrected
            ).counts[.newPeople] == 3
        )
    }

    @Test func `the character set that is said wins over the declared one, in escapes too`() throws
    {
        let person = IngestionFolder.row(1, surname: "Šimičević")
        let file = try test.write("people.csv", IngestionFolder.header + person)
        _ = try PopulationImport(file).run(in: test.store, test.context())
        // Š, č and ć of ISO 8859-2, declared as Latin-1; one of them as an escape.
        let name: [UInt8] =
            [0xA9] + Array("imi".utf8) + [0xE8] + Array("evi\\XE6\\".utf8)
        let text = IngestionFolder.order(1).replacing("|P|2.4", with: "|P|2.4||||||8859/1")
        func write(_ name: [UInt8]) throws {
            let parts = text.split(separator: "Voorbeeldstra", maxSplits: 1)
            let bytes = Array(parts[0].utf8) + name + Array(parts[1].utf8)
            try Data(bytes).write(to: URL(fileURLWithPath: test.path("one.hl7")))
        }
        try write(name)
        func run(_ encoding: String?) throws -> ImportAnswer {
            try MessageImport(
                .hl7,
                [test.path("one.hl7")],
                flow: IngestionFolder.flow(),
                encoding: encoding
            ).run(in: test.store, test.context(dryRun: true))
        }
        #expect(try run(nil).counts[.linked] == 0)
        #expect(try run("iso-8859-2").counts[.linked] == 1)
        #expect(throws: IngestionError.unknownEncoding("ebcdic")) { try run("ebcdic") }
    }

    // MARK: Kept columns

    private func keep(_ name: String, _ text: String, _ header: String) throws -> ImportAnswer {
        let map = try test.write("map.txt", text)
        let file = try test.write("export.csv", header + Self.row(1))
        return try PopulationImport(
            file,
            absentIsEmpty: true,
            mapping: .file(map),
            keepColumnsAs: name
        )
        .run(in: test.store, test.context(), tell: test.tell)
    }

    private static func row(_ number: Int) -> String { "0\(number);Voorbeeldstra;Anna;39\n" }
    private static let own = "Nummer;Naam;Roepnaam;Maat\n"
    private static let ownMap =
        "Nummer = sourceId\nNaam = surname\nRoepnaam = givenNames\nMaat = -\n"

    @Test func `columns are kept under a name, and read so by itself when they are the same`()
        throws
    {
        #expect(try ListKeptColumns().run(in: test.store).isEmpty)
        #expect(try keep("epd", Self.ownMap, Self.own).counts[.newPeople] == 1)
        #expect(try ListKeptColumns().run(in: test.store).map(\.name) == ["epd"])
        #expect(!test.events.contains(.columnsKept(as: "epd")))
        // In another order they are the same columns.
        let file = try test.write("next.csv", "Maat;Naam;Nummer;Roepnaam\n40;Anders;02;Bert\n")
        let proposed = try PopulationHeader.propose(
            file,
            kept: ListKeptColumns().run(in: test.store)
        )
        #expect(proposed.keptAs == "epd")
        #expect(proposed.isSettled)
        #expect(proposed.text.hasPrefix("# kept as 'epd'\nMaat = -\nNaam = surname\n"))
        let answer = try PopulationImport(file, absentIsEmpty: true)
            .run(in: test.store, test.context(), tell: test.tell)
        #expect(answer.counts[.newPeople] == 1)
        #expect(test.events.contains(.columnsKept(as: "epd")))
        #expect(test.events.contains(.columnRead("Roepnaam", as: "givenNames")))
        try test.verify()
    }

    @Test(arguments: ["Nummer;Naam;Roepnaam\n", "Nummer;Naam;Roepnaam;Maat;Adres\n"])
    func `other columns are asked about as before, whatever was kept`(header: String) throws {
        _ = try keep("epd", Self.ownMap, Self.own)
        let file = try test.write("next.csv", header + "02;Anders;Bert;40;Nergens\n")
        let kept = try ListKeptColumns().run(in: test.store)
        #expect(try PopulationHeader.propose(file, kept: kept).keptAs == nil)
        #expect(throws: IngestionError.self) {
            try PopulationImport(file, absentIsEmpty: true).run(in: test.store, test.context())
        }
    }

    @Test func `a mapping that is given wins, and what is kept under the name again counts`() throws
    {
        _ = try keep("epd", Self.ownMap, Self.own)
        let other = Self.ownMap.replacing("givenNames", with: "initials")
        _ = try keep("epd", other, Self.own)
        _ = try keep("epd", other, Self.own)
        let kept = try ListKeptColumns().run(in: test.store)
        #expect(kept.map(\.mapping) == [other])
        #expect(try test.store.keptColumns(of: "population").count == 1)
        // By its name as a file would be given.
        let file = try test.write("next.csv", Self.own + Self.row(5))
        _ = try PopulationImport(file, absentIsEmpty: true, mapping: "epd")
            .run(in: test.store, test.context(), tell: test.tell)
        #expect(test.events.last { $0 == .columnRead("Roepnaam", as: "initials") } != nil)
        #expect(throws: IngestionError.mappingNotReadable(file: "abd")) {
            try PopulationImport(file, mapping: "abd").run(in: test.store, test.context())
        }
    }

    @Test func `nothing is kept of a dry run, of columns in doubt, or under no name`() throws {
        let file = try test.write("export.csv", Self.own + Self.row(1))
        let map = try test.write("map.txt", Self.ownMap)
        _ = try PopulationImport(file, mapping: .file(map), keepColumnsAs: "epd")
            .run(in: test.store, test.context(dryRun: true))
        #expect(throws: IngestionError.self) {
            try PopulationImport(file, keepColumnsAs: "epd").run(in: test.store, test.context())
        }
        #expect(throws: StoreError.refused(.emptyName(.columns))) {
            try PopulationImport(file, mapping: .file(map), keepColumnsAs: " ")
                .run(in: test.store, test.context())
        }
        #expect(try ListKeptColumns().run(in: test.store).isEmpty)
    }

    private func drop(_ name: String) throws {
        try DropKeptColumns(name, because: "the export changed")
            .run(in: test.store, test.context())
    }

    @Test func `columns that were dropped are chosen no longer, and what was read so stays`() throws
    {
        _ = try keep("epd", Self.ownMap, Self.own)
        try drop("epd")
        #expect(try ListKeptColumns().run(in: test.store).isEmpty)
        let file = try test.write("next.csv", Self.own + Self.row(5))
        // Neither by itself nor by name.
        #expect(throws: IngestionError.self) {
            try PopulationImport(file, absentIsEmpty: true).run(in: test.store, test.context())
        }
        #expect(throws: IngestionError.mappingNotReadable(file: "epd")) {
            try PopulationImport(file, mapping: "epd").run(in: test.store, test.context())
        }
        #expect(try test.store.peopleCount() == 1)
        #expect(throws: StoreError.notFound(.columns(name: "epd"))) { try drop("epd") }
        // The same again counts again.
        _ = try keep("epd", Self.ownMap, Self.own)
        #expect(try ListKeptColumns().run(in: test.store).map(\.name) == ["epd"])
        try test.verify()
    }

    @Test func `only the name that is dropped goes, with all that was kept under it`() throws {
        _ = try keep("old", Self.ownMap, Self.own)
        _ = try keep("epd", Self.ownMap, Self.own)
        _ = try keep("epd", Self.ownMap.replacing("givenNames", with: "initials"), Self.own)
        #expect(throws: StoreError.notFound(.columns(name: "ep"))) { try drop("ep") }
        try drop("epd")
        #expect(try ListKeptColumns().run(in: test.store).map(\.name) == ["old"])
    }

    @Test func `kept columns are shown without names that may be of people`() throws {
        _ = try keep(
            "epd",
            "Nummer = sourceId\nVoorbeeldstra = surname\nRoepnaam = givenNames\nAnna = -\n",
            "Nummer;Voorbeeldstra;Roepnaam;Anna\n"
        )
        let kept = try ListKeptColumns().run(in: test.store).map(ShownColumns.init)
        let shown = try #require(kept.first)
        #expect(kept.count == 1 && shown.name == "epd" && shown.table == "population")
        #expect(shown.by == "officer" && shown.recorded == IngestionFolder.now)
        #expect(shown.columns.map(\.meaning) == ["sourceId", "surname", "givenNames", nil])
        #expect(shown.columns.map(\.header) == ["Nummer", nil, "Roepnaam", nil])
    }
}
