// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Incidents
import Ingestion
import Store
import Testing
import Verification

/// What could not be linked at first is linked once population and mapping are right: the register is then
/// that of a store in which they were right from the beginning.
@Suite struct CorrectionTests {
    private let test: IngestionFolder
    private let clean: IngestionFolder

    init() throws {
        test = try IngestionFolder()
        clean = try IngestionFolder()
    }

    /// Six people; in the wrong population two are not there and one has another birth date.
    private static func population(isRight: Bool) -> String {
        let people = isRight ? 1...6 : 1...4
        return people.reduce(into: IngestionFolder.header) { text, number in
            let row = IngestionFolder.row(number, surname: "Voorbeeld\(number)stra")
            text += !isRight && number == 3 ? row.replacing("1970-02-03", with: "1988-09-09") : row
        }
    }

    private static func message(_ number: Int) -> String {
        IngestionFolder.order(number, person: number)
            .replacing("Voorbeeldstra", with: "Voorbeeld\(number)stra")
            .replacing("ORC|NW|S\(number)\r", with: "ORC|NW|S\(number)\rSPM|1|S\(number)\r")
            + "MSH|^~\\&|C|D|A|B|20240305||ORU^R01|\(90 + number)|P|2.5\rPID|1\r"
            + "OBR|1|S\(number)|S\(number)|HPV\rOBX|1|ST|02HPV^HPV||pos||||||F\r"
            + "SPM|1|S\(number)\r"
    }

    private static let list =
        "naam;letters;code;nr;dag;tel\n"
        + (1...8).map { "Voorbeeld\($0)stra;A;1234AB;\($0);1970-02-03;0\($0)\n" }.joined()

    private static let right =
        "naam = surname\nletters = initials\ncode = postcode\nnr = houseNumber\ndag = birthDate\n"
        + "tel = telephone\n"
    private static let wrong =
        "naam = surname\nletters = initials\ncode = postcode\nnr = houseNumber\ndag = ignore\n"
        + "tel = ignore\n"

    private func take(population isRight: Bool, in test: IngestionFolder) throws -> ImportAnswer {
        let name = "people-\(isRight).csv"
        try test.write(name, Self.population(isRight: isRight))
        return try PopulationImport(test.path(name)).run(in: test.store, test.context())
    }

    private func takeMessages(in test: IngestionFolder) throws {
        try test.write("feed.hl7", (1...7).map(Self.message).joined())
        _ = try MessageImport(.hl7, [test.path("feed.hl7")], flow: IngestionFolder.flow())
            .run(in: test.store, test.context())
    }

    private func takeList(_ mapping: String, in test: IngestionFolder) throws -> ListAnswer {
        _ = try test.store.openIncident(
            reference: "hack",
            title: "Hack",
            party: Party.ID(rawValue: "lab"),
            said: "",
            act: Act(by: "officer", at: IngestionFolder.now)
        )
        try test.write("list.csv", Self.list)
        return try ListImport(
            test.path("list.csv"),
            mapping: .file(test.write("map.txt", mapping)),
            incident: "hack",
            name: "list-1",
            source: "mail",
            happenedAt: IngestionFolder.now
        ).run(in: test.store, test.context())
    }

    private func correct(_ mapping: String, list: String = list) throws -> ListAnswer {
        try test.write("again.csv", list)
        return try CorrectStatement(
            test.path("again.csv"),
            mapping: .file(test.write("right.txt", mapping)),
            incident: "hack",
            name: "list-1"
        ).run(in: test.store, test.context())
    }

    private func computed(_ test: IngestionFolder) throws -> ComputedRegister {
        try test.store.computeRegister(of: test.store.incident("hack"))
    }

    private func hash(_ test: IngestionFolder) throws -> String {
        let reason = try AccessReason(
            user: "officer",
            purpose: "test",
            caseReference: "hack",
            reason: "whether two stores answer alike",
            at: IngestionFolder.now
        )
        return try Store.hash(of: test.store.canonical(computed(test), for: reason))
    }

    private func expectAlike() throws {
        #expect(try hash(test) == hash(clean))
        let (ours, theirs) = (try computed(test), try computed(clean))
        #expect(ours.records == theirs.records)
        #expect(ours.unresolved == theirs.unresolved)
        #expect(ours.unlinked == theirs.unlinked)
        #expect(try test.store.exposures(today: 0) == clean.store.exposures(today: 0))
        #expect(try ShowRemainders().run(in: test.store) == ShowRemainders().run(in: clean.store))
        let report = try LedgerVerifier(folder: test.store.folder).verify()
        #expect(report.findings.isEmpty, "\(report.findings)")
    }

    @Test func `after the population and the mapping were corrected all is as from the beginning`()
        throws
    {
        _ = try take(population: false, in: test)
        try takeMessages(in: test)
        #expect(try takeList(Self.wrong, in: test).linked == 0)
        _ = try take(population: true, in: clean)
        try takeMessages(in: clean)
        let first = try takeList(Self.right, in: clean)
        #expect(first.linked == 6)
        #expect(try hash(test) != hash(clean))

        let settled = try take(population: true, in: test)
        #expect(settled.counts[.settled] == 3)
        #expect(settled.counts[.recordsLinked] == nil)
        #expect(try correct(Self.right) == first)
        try expectAlike()
        // And once more, for nothing is left to do.
        let again = try RetryUnresolved(because: "to be sure").run(in: test.store, test.context())
        #expect(again.settled == 0)
        #expect(again.open == 1)
        #expect(again.recordsLinked == 0)
        #expect(again.recordsOpen == 2)
        try expectAlike()
    }

    @Test
    func `records of a list are linked when the population grows, with an entry of their own`()
        throws
    {
        _ = try take(population: false, in: test)
        try takeMessages(in: test)
        #expect(try takeList(Self.right, in: test).unresolved == 5)
        let before = try test.store.entryCount
        let settled = try take(population: true, in: test)
        #expect(settled.counts[.recordsLinked] == 3)
        _ = try take(population: true, in: clean)
        try takeMessages(in: clean)
        _ = try takeList(Self.right, in: clean)
        try expectAlike()
        let statement = try #require(
            try test.store.statements(of: test.store.incident("hack")).first
        )
        #expect(try test.store.records(of: statement, asOfEntries: before).unresolved == 5)
        #expect(try test.store.records(of: statement).unresolved == 2)
        let later = try test.store.laterRecords(of: statement.body).map(\.body)
        #expect(later.map(\.linked) == [3])
        #expect(later.map(\.because) == ["population"])
    }

    /// Twins of one name and birth date at one address: while the population has one of them, a record is hers.
    @Test func `a record that the corrected population no longer bears out is nobody's again`()
        throws
    {
        let twin = IngestionFolder.row(1, surname: "Voorbeeld1stra").replacing(
            "VB-1,",
            with: "VB-9,"
        )
        func take(twins: Bool, in test: IngestionFolder) throws -> ImportAnswer {
            let text = Self.population(isRight: true) + (twins ? twin : "")
            try test.write("twins-\(twins).csv", text)
            return try PopulationImport(test.path("twins-\(twins).csv")).run(
                in: test.store,
                test.context()
            )
        }
        _ = try take(twins: false, in: test)
        #expect(try takeList(Self.right, in: test).linked == 6)
        let before = try test.store.entryCount
        let settled = try take(twins: true, in: test)
        #expect(settled.counts[.recordsTakenBack] == 1)
        #expect(settled.counts[.recordsLinked] == nil)
        _ = try take(twins: true, in: clean)
        #expect(try takeList(Self.right, in: clean).linked == 5)
        try expectAlike()
        let statement = try #require(
            try test.store.statements(of: test.store.incident("hack")).first
        )
        #expect(try test.store.records(of: statement, asOfEntries: before).unresolved == 2)
        #expect(try test.store.records(of: statement).unresolved == 3)
        #expect(try test.store.laterRecords(of: statement.body).map(\.body.linked) == [-1])
        // It is hers again when the other one is withdrawn; the others never moved.
        let again = try RetryUnresolved(because: "to be sure").run(in: test.store, test.context())
        #expect(again.recordsLinked == 0 && again.recordsTakenBack == 0)
        try expectAlike()
    }

    @Test func `a list is read again only if it is the same list`() throws {
        _ = try take(population: true, in: test)
        _ = try takeList(Self.wrong, in: test)
        #expect(
            throws: IngestionError.anotherList(
                file: test.path("again.csv"),
                statement: "list-1"
            )
        ) { try correct(Self.right, list: Self.list + "X;A;1234AB;9;1970-02-03;1\n") }
        #expect(try computed(test).register.count == 0)
        #expect(throws: IngestionError.noStatement("list-2")) {
            try CorrectStatement(
                test.path("list.csv"),
                mapping: .file(test.write("right.txt", Self.right)),
                incident: "hack",
                name: "list-2"
            ).run(in: test.store, test.context())
        }
    }

    @Test func `what the wrong mapping linked counts no more when the list is read again`() throws {
        _ = try take(population: true, in: test)
        // The number of the telephone was taken for an address of mail.
        let wrong = Self.right.replacing("tel = telephone", with: "tel = email")
        let linked = try takeList(wrong, in: test).linked
        #expect(linked > 0)
        #expect(try correct(Self.right).linked == linked)
        let register = try computed(test).register
        #expect(register.count == linked)
        for place in 0..<register.count {
            #expect(register.categories(at: place).contains(.telephone))
            #expect(!register.categories(at: place).contains(.email))
        }
    }

    @Test func `a list that was withdrawn is not read again`() throws {
        _ = try take(population: true, in: test)
        _ = try takeList(Self.wrong, in: test)
        let incident = try test.store.incident("hack")
        let statement = try #require(test.store.statements(of: incident).first)
        try test.store.withdraw(
            statement.body,
            because: "wrong list",
            act: Act(by: "officer", at: IngestionFolder.now)
        )
        #expect(throws: IngestionError.noStatement("list-1")) { try correct(Self.right) }
    }

    @Test func `what is not linked is told by place, party and reason, and logged`() throws {
        _ = try take(population: false, in: test)
        try takeMessages(in: test)
        try test.write(
            "late.hl7",
            Self.message(8).components(separatedBy: "MSH").last.map { "MSH" + $0 } ?? ""
        )
        _ = try MessageImport(.hl7, [test.path("late.hl7")], flow: IngestionFolder.flow())
            .run(in: test.store, test.context())
        _ = try takeList(Self.right, in: test)
        let log = test.store.folder.appendingPathComponent("access.log")
        let lines = try String(contentsOf: log, encoding: .utf8).split(separator: "\n").count
        var places: [UnlinkedPlace] = []
        let count = try ListUnlinked(reason: "to see what is missing")
            .run(in: test.store, test.context()) { places.append($0) }
        #expect(count == places.count)
        #expect(try String(contentsOf: log, encoding: .utf8).split(separator: "\n").count > lines)
        let open = try test.store.openEnds()
        #expect(
            places.count { if case .disclosure(2?, _, _) = $0.place { true } else { false } }
                == open.unresolved
        )
        #expect(
            places.filter { if case .result = $0.place { true } else { false } }.map(\.reason)
                .contains(
                    "waitsForOrder"
                )
        )
        #expect(
            places.compactMap {
                if case .record("list-1", let line) = $0.place { line } else { nil }
            }
                == [4, 6, 7, 8, 9]
        )
        #expect(Set(places.map(\.party)) == ["lab"])
        #expect(throws: (any Error).self) {
            try ListUnlinked(reason: "").run(in: test.store, test.context()) { _ in }
        }
    }
}
