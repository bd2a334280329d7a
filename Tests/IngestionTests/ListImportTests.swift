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
            mapping: mapping,
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
        #expect(throws: IngestionError.noRecords(file: none)) {
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
}
