// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Intake
import Store
import Testing

@Suite struct TableImportTests {
    private let test: IngestionFolder

    init() throws { test = try IngestionFolder() }

    @Test func `people are new, the same, or changed`() throws {
        #expect(try test.population(1...3).counts[.newPeople] == 3)
        try test.write(
            "more.csv",
            IngestionFolder.header + IngestionFolder.row(1)
                + IngestionFolder.row(2, surname: "Anders") + IngestionFolder.row(4)
        )
        let answer = try PopulationImport(test.path("more.csv"))
            .run(in: test.store, test.context())
        #expect(answer.counts[.samePeople] == 1)
        #expect(answer.counts[.changedPeople] == 1)
        #expect(answer.counts[.newPeople] == 1)
        #expect(try test.store.peopleCount() == 4)
    }

    @Test func `rows that do not read are set aside, and the others are taken`() throws {
        try test.write(
            "people.csv",
            IngestionFolder.header + IngestionFolder.row(1) + "VB-2,123456789,A.\n"
                + IngestionFolder.row(1) + ",,A.,Anna,,X,,,E,1970-02-03,P,1,,,1234AB,N,NL,,0,,nl,\n"
        )
        let answer = try PopulationImport(test.path("people.csv"))
            .run(in: test.store, test.context())
        #expect(
            answer.setAside == [
                .fieldsUnlikeHeader(found: 3, expected: 22): 1, .sourceIDTwice: 1,
                .column("sourceId", .empty): 1,
            ]
        )
        #expect(answer.counts[.newPeople] == 1)
        #expect(answer.needsALook)
    }

    @Test(arguments: [
        (
            "Vertrouwelijk" + String(repeating: ",", count: 21),
            SetAsideReason.column("surname", .empty)
        ),
        ("3" + String(repeating: ",", count: 21), .column("surname", .empty)),
        (Array(repeating: "-----", count: 22).joined(separator: ","), .noRecordInIt),
        ("Totaal: 1 persoon" + String(repeating: ",", count: 21), .totalsRow),
    ])
    func `a remark under a population is nobody, and wipes nobody`(
        remark: String,
        reason: SetAsideReason
    ) throws {
        let rows = IngestionFolder.header + IngestionFolder.row(1)
        try test.write("people.csv", rows + remark + "\n")
        let answer = try PopulationImport(test.path("people.csv"))
            .run(in: test.store, test.context())
        #expect(answer.counts[.newPeople] == 1)
        #expect(answer.setAside == [reason: 1])
        // A row of which all but the number is gone leaves who is known as they are.
        try test.write(
            "more.csv",
            rows.replacing("VB-1,", with: "VB-2,") + "VB-1\(String(repeating: ",", count: 21))\n"
        )
        let more = try PopulationImport(test.path("more.csv"))
            .run(in: test.store, test.context())
        #expect(more.counts[.changedPeople] == 0)
        #expect(more.setAside == [.column("surname", .empty): 1])
    }

    @Test func `somebody of whom a name or a number stands there is taken`() throws {
        let commas = String(repeating: ",", count: 17)
        try test.write(
            "people.csv",
            IngestionFolder.header
                + "VB-1,111222333,,\(commas),\nVB-2,,,,,Voorbeeldstra\(commas.dropFirst(1))\n"
        )
        let answer = try PopulationImport(test.path("people.csv"))
            .run(in: test.store, test.context())
        #expect(answer.counts[.newPeople] == 2)
        #expect(answer.setAside.isEmpty)
    }

    @Test func `columns that lack would wipe what is known: refused unless asked for`() throws {
        try test.population(1...2)
        let file = try test.write("few.csv", "sourceId,surname\nVB-1,Voorbeeldstra\n")
        #expect(throws: IngestionError.self) {
            try PopulationImport(file).run(in: test.store, test.context())
        }
        let answer = try PopulationImport(file, absentIsEmpty: true)
            .run(in: test.store, test.context())
        #expect(answer.counts[.changedPeople] == 1)
    }

    @Test(arguments: [
        ("", IngestionError.empty(file: "")),
        ("surname\nVoorbeeldstra\n", .columnsMissing(file: "", columns: ["sourceId"], known: [])),
        ("sourceId,surname,surname\nVB-1,A,B\n", .columnTwice(file: "", column: "surname")),
        ("\u{FF}\u{FE}", .noRows(file: "")),
    ])
    func `a file that is no population is refused`(text: String, why: IngestionError) throws {
        let file = try test.write("people.csv", text)
        do {
            _ = try PopulationImport(file).run(in: test.store, test.context())
            Issue.record("it was taken in")
        } catch let error as IngestionError {
            let kind = String("\(why)".prefix { $0 != "(" })
            #expect(
                "\(error)".hasPrefix(kind) || kind == "noRows",
                "\(error) and not \(why)"
            )
        }
        #expect(try test.store.peopleCount() == 0)
    }

    @Test func `an encoding that nobody knows is refused`() throws {
        let file = try test.write("people.csv", IngestionFolder.header)
        #expect(throws: IngestionError.unknownEncoding("ebcdic")) {
            try PopulationImport(file, encoding: "ebcdic").run(in: test.store, test.context())
        }
    }

    @Test func `an import of people that is asked to stop stores nothing more`() throws {
        try test.write(
            "people.csv",
            IngestionFolder.header + (1...10_000).map { IngestionFolder.row($0) }.joined()
        )
        #expect(throws: IngestionError.interrupted) {
            try PopulationImport(test.path("people.csv"))
                .run(in: test.store, test.context(isInterrupted: { true }), tell: test.tell)
        }
        #expect(try test.store.peopleCount() == test.committed.last ?? 0)
        _ = try PopulationImport(test.path("people.csv")).run(in: test.store, test.context())
        #expect(try test.store.peopleCount() == 10_000)
    }

    @Test func `a back-file becomes rows by third parties, for the purpose that was given`() throws
    {
        try test.population(1...1)
        try test.write(
            "back.csv",
            """
            surname,initials,birthDate,postcode,houseNumber,categories,disclosedOn,sender
            Voorbeeldstra,A.,1970-02-03,1234AB,1,name+address,2012-05-06,Praktijk Proef
            Niemand,N.,1980-02-03,9999ZZ,9,name,2012-05-06,Praktijk Proef
            Voorbeeldstra,A.,1970-02-03,1234AB,1,nothing-known,2012-05-06,Praktijk Proef

            """
        )
        let back = BackfileImport(test.path("back.csv"), flow: IngestionFolder.flow())
        let answer = try back.run(in: test.store, test.context(), tell: test.tell)
        #expect(answer.counts[.ledgerRows] == 1)
        #expect(answer.counts[.unresolved] == 1)
        #expect(answer.setAside == [.column("categories", .unknownValue): 1])
        let flow = try #require(test.store.flows.values.first { $0.channel == "backfile" })
        #expect(flow.origin == .givenByThirdParty)
        #expect(flow.grade == .reconstructed)
        #expect(flow.purpose == "screening")
        #expect(throws: IngestionError.noPurpose) {
            try BackfileImport(test.path("back.csv"), flow: IngestionFolder.flow(purpose: ""))
                .run(in: test.store, test.context())
        }
    }

    @Test func `messages about nobody known are tried again when people come`() throws {
        try test.write("one.hl7", IngestionFolder.order(1, person: 5))
        let answer = try MessageImport(.hl7, [test.path("one.hl7")], flow: IngestionFolder.flow())
            .run(in: test.store, test.context())
        #expect(answer.counts[.unresolved] == 1)
        #expect(try test.population(1...6).counts[.settled] == 1)
        #expect(try test.store.openEnds().unresolved == 0)
    }

    @Test func `a file that was taken in is read again only when that is asked for`() throws {
        try test.population(1...3)
        let file = test.path("people.csv")
        let second = try PopulationImport(file).run(in: test.store, test.context(), tell: test.tell)
        #expect(second.read == 0)
        #expect(test.events.contains(.takenInBefore(file: file)))
        let again = try PopulationImport(file, again: true).run(in: test.store, test.context())
        #expect(again.read == 3)
        #expect(again.counts[.samePeople] == 3)
        #expect(again.counts[.newPeople] == 0)
        #expect(try PopulationImport(file).run(in: test.store, test.context()).read == 0)
    }
}
