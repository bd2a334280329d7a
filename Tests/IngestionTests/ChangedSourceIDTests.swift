// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Intake
import Linkage
import Store
import Synchronization
import Testing

/// One citizen number under two sourceIds, and one sourceId for two people: neither is taken in.
@Suite struct ChangedSourceIDTests {
    private let test: IngestionFolder

    init() throws { test = try IngestionFolder() }

    // MARK: Rows

    private static let numbers: [String] = (100_000_000...100_001_000)
        .compactMap { CitizenNumber(value: $0)?.digits }

    private struct Row {
        var id: String
        var number: String
        var birthDate = "1970-02-03"
        var surname = "Voorbeeldstra"
        var house = 1

        init(
            _ id: String,
            _ number: Int?,
            born birthDate: String = "1970-02-03",
            _ surname: String = "Voorbeeldstra"
        ) {
            self.id = id
            self.number = number.map { ChangedSourceIDTests.numbers[$0] } ?? ""
            self.birthDate = birthDate
            self.surname = surname
        }

        var line: String {
            "\(id),\(number),A.,Anna,,\(surname),,,E,\(birthDate),Proefstraat,\(house),,,1234AB,"
                + "Nergens,NL,,0,,nl,\n"
        }
    }

    private func file(_ name: String, _ rows: [Row]) throws -> String {
        try test.write(name, IngestionFolder.header + rows.map(\.line).joined())
    }

    @discardableResult
    private func take(_ name: String, _ rows: [Row], again: Bool = false) throws -> ImportAnswer {
        try PopulationImport(try file(name, rows), again: again)
            .run(in: test.store, test.context(), tell: test.tell)
    }

    /// Who is in the population: sourceId and citizen number.
    private func people(_ store: Store) throws -> [String: String] {
        var people: [String: String] = [:]
        let reason = try AccessReason(
            user: "officer",
            purpose: "test",
            caseReference: "case",
            reason: "because",
            at: IngestionFolder.now
        )
        try store.open(nil, for: reason, withMail: true) {
            let person = try $0.person
            return (person.sourceID.text, person.citizenNumber?.digits ?? "")
        } collect: { found in
            for (id, number) in found { people[id] = number }
        }
        return people
    }

    private func setAside(_ test: IngestionFolder) throws -> [String] {
        var found: [String] = []
        _ = try ReturnSetAside(reason: "correct the file")
            .run(in: test.store, test.context()) { found.append("\($0.line): \($0.reason)") }
        return found
    }

    // MARK: Single rows

    @Test func `a citizen number under a new sourceId is no new person`() throws {
        try take("a.csv", [Row("A", 0), Row("B", 1), Row("C", nil)])
        let answer = try take("b.csv", [Row("A", 0), Row("B", 1), Row("X", 0), Row("D", 2)])
        #expect(answer.setAside == [.contradiction(.citizenNumberHeld): 1])
        #expect(answer.counts[.newPeople] == 1)
        #expect(answer.counts[.samePeople] == 2)
        #expect(answer.needsALook)
        #expect(answer.counts[.sharedNumbers] == nil)
        #expect(try people(test.store).keys.sorted() == ["A", "B", "C", "D"])
        let aside = try setAside(test)
        #expect(aside == ["4: contradiction(Linkage.SourceIDContradiction.citizenNumberHeld)"])
        #expect(!aside[0].contains(Self.numbers[0]))
    }

    @Test func `within one file the second one is set aside, in a first import too`() throws {
        let answer = try take("a.csv", [Row("A", 0), Row("X", 0), Row("B", nil), Row("X", 3)])
        #expect(
            answer.setAside == [.contradiction(.citizenNumberHeld): 1, .sourceIDTwice: 1]
        )
        #expect(try people(test.store) == ["A": Self.numbers[0], "B": ""])
    }

    @Test func `a known person does not get somebody else's number, and stays as they were`()
        throws
    {
        try take("a.csv", [Row("A", 0), Row("B", 1), Row("C", 2)])
        let answer = try take("b.csv", [Row("A", 1), Row("B", 1), Row("C", 2)])
        #expect(answer.setAside == [.contradiction(.citizenNumberHeld): 1])
        #expect(try people(test.store)["A"] == Self.numbers[0])
    }

    @Test func `a number that was corrected is free for the one whose it is`() throws {
        // A stood there with B's number.
        try take("a.csv", [Row("A", 1), Row("C", 2), Row("D", 3)])
        let answer = try take("b.csv", [Row("A", 0), Row("B", 1), Row("C", 2), Row("D", 3)])
        #expect(answer.setAside.isEmpty)
        #expect(answer.counts[.changedPeople] == 1)
        #expect(try people(test.store)["B"] == Self.numbers[1])
        #expect(try people(test.store)["A"] == Self.numbers[0])
        // And back again: a number that somebody had once is nobody's.
        let back = try take("c.csv", [Row("B", nil), Row("A", 1), Row("C", 2), Row("D", 3)])
        #expect(back.setAside.isEmpty)
        #expect(try people(test.store)["A"] == Self.numbers[1])
    }

    @Test func `a sourceId that is somebody else's now changes nobody`() throws {
        try take("a.csv", [Row("A", 0), Row("B", 1), Row("C", 2)])
        let answer = try take(
            "b.csv",
            [
                Row("A", 7, born: "1981-05-06", "Anders"), Row("B", 1),
                Row("C", 2, born: "1981-05-06"),
            ]
        )
        #expect(answer.setAside == [.contradiction(.somebodyElse): 1])
        // Only the birth date of C differs: a correction.
        #expect(answer.counts[.changedPeople] == 1)
        #expect(try people(test.store)["A"] == Self.numbers[0])
    }

    @Test(arguments: [("00041", "41"), ("41", "00041"), ("00041", "041")])
    func `without a citizen number the zeros of a sourceId tell`(known: String, now: String) throws
    {
        try take("a.csv", [Row(known, nil), Row("B", 1), Row("C", 2)])
        let answer = try take(
            "b.csv",
            [Row(now, nil), Row("B", 1), Row("C", 2), Row("7\(now)", nil)]
        )
        #expect(answer.setAside == [.contradiction(.differsByZeros): 1])
        #expect(answer.counts[.newPeople] == 1)
        // Somebody with another birth date is somebody else, whose number only looks like it.
        let other = try take("c.csv", [Row(now, nil, born: "1999-01-02")])
        #expect(other.setAside.isEmpty)
        #expect(other.counts[.newPeople] == 1)
    }

    @Test func `a number that two people have from before is counted until it is corrected`() throws
    {
        // Neither knew of the other: as in a store of an earlier version.
        let reason = try AccessReason(
            user: "officer",
            purpose: "test",
            caseReference: "case",
            reason: "because",
            at: IngestionFolder.now
        )
        var intakes = try (0..<2).map { _ in try test.store.populationIntake(for: reason) }
        for (place, id) in ["A", "B"].enumerated() {
            var person = Person(sourceID: SourceID(id))
            person.surname = "Voorbeeldstra"
            person.citizenNumber = CitizenNumber(Self.numbers[0])
            var sealed = SealedPeople()
            _ = try intakes[place].seal([person], into: &sealed)
            _ = try test.store.record(people: sealed, progress: nil)
        }
        let counted = try take("a.csv", [Row("A", 0), Row("B", 0), Row("C", 1)])
        #expect(counted.setAside.isEmpty)
        #expect(counted.counts[.changedPeople] == 2)
        #expect(counted.counts[.sharedNumbers] == 1)
        let corrected = try take("b.csv", [Row("A", 0), Row("B", 2), Row("C", 1)])
        #expect(corrected.setAside.isEmpty)
        #expect(corrected.counts[.sharedNumbers] == nil)
    }

    // MARK: Whole files

    @Test func `a population whose sourceIds lost their zeros is refused before anything is kept`()
        throws
    {
        let rows = (1...40).map { Row("000\($0 + 10)", $0 % 4 == 0 ? nil : $0) }
        try take("a.csv", rows)
        var excel = rows
        for index in excel.indices { excel[index].id = String(excel[index].id.drop { $0 == "0" }) }
        excel.append(Row("99", 60))
        let before = try people(test.store)
        for dryRun in [true, false] {
            #expect(
                throws: IngestionError.sourceIDsChanged(
                    file: test.path("b.csv"),
                    people: 40,
                    of: 41
                )
            ) {
                try PopulationImport(try file("b.csv", excel))
                    .run(in: test.store, test.context(dryRun: dryRun), tell: test.tell)
            }
        }
        #expect(try people(test.store) == before)
        #expect(try setAside(test).isEmpty)
        // The right one goes on.
        #expect(try take("b.csv", rows + [Row("00099", 60)]).counts[.newPeople] == 1)
    }

    @Test func `sourceIds that moved on by one row are refused, in either order`() throws {
        let rows = (1...20).map {
            Row("\($0)", $0, born: "19\($0 + 50)-02-03", "Voorbeeld\($0)")
        }
        try take("a.csv", rows)
        var moved = [Row("1", 40, born: "1990-03-04", "Nieuw")]
        for (index, row) in rows.enumerated() {
            moved.append(row)
            moved[index + 1].id = "\(index + 2)"
        }
        let before = try people(test.store)
        for (name, order) in [("b.csv", moved), ("c.csv", moved.reversed())] {
            #expect(throws: IngestionError.self) { try take(name, order) }
        }
        #expect(try people(test.store) == before)
    }

    @Test func `where a few sourceIds moved nobody becomes somebody else, in either order`() throws
    {
        let rows = (1...20).map {
            Row("\($0)", $0, born: "19\($0 + 50)-02-03", "Voorbeeld\($0)")
        }
        try take("a.csv", rows)
        var moved = Array(rows.prefix(14))
        for index in 14..<20 {
            moved.append(index == 14 ? Row("0", 40, born: "1990-03-04", "Nieuw") : rows[index - 1])
            moved[index].id = "\(index + 1)"
        }
        let before = try people(test.store)
        for (name, order) in [("b.csv", moved), ("c.csv", moved.reversed())] {
            let answer = try take(name, order)
            #expect(answer.setAside.values.reduce(0, +) == 6)
            #expect(try people(test.store) == before)
        }
    }

    @Test func `half of a file is not most of it`() throws {
        try take("a.csv", [Row("A", 0), Row("B", 1)])
        let answer = try take("b.csv", [Row("X", 0), Row("B", 1)])
        #expect(answer.setAside == [.contradiction(.citizenNumberHeld): 1])
        #expect(throws: IngestionError.sourceIDsChanged(file: test.path("c.csv"), people: 2, of: 3))
        {
            try take("c.csv", [Row("X", 0), Row("Y", 1), Row("Z", 2)])
        }
    }

    // MARK: Interruptions

    @Test func `an interrupted import sets the same rows aside as one that was not`() throws {
        let known = [Row("A", 0), Row("B", 1), Row("C", 2), Row("D", 3), Row("E", 4)]
        var rows = [
            Row("A", 9), Row("X", 1), Row("X", nil), Row("N", 8), Row("B", 1), Row("C", 2),
            Row("D", 3), Row("E", 4),
        ]
        rows += (1...17_000).map { Row("F-\($0)", nil) }
        // Behind the first part: what the first part freed, took, refused and held.
        rows += [
            Row("Y", 0), Row("Z", 9), Row("X", nil), Row("F-7", nil), Row("V", 8), Row("N", 8),
            Row("W", 2), Row("U", 11),
        ]
        try take("known.csv", known)
        let file = try file("people.csv", rows)
        let hasCommitted = Atomic(false)
        #expect(throws: IngestionError.interrupted) {
            try PopulationImport(file).run(
                in: test.store,
                test.context(
                    acknowledges: true,
                    isInterrupted: { hasCommitted.load(ordering: .relaxed) }
                )
            ) { event in
                if case .committed(let count) = event, count > 0 {
                    hasCommitted.store(true, ordering: .relaxed)
                }
            }
        }
        let count = try test.store.peopleCount()
        #expect(count > 10_000 && count < 17_000)
        let rest = try PopulationImport(file).run(in: test.store, test.context())
        #expect(rest.read > 0 && rest.read < 8_000)

        let other = try IngestionFolder()
        for (name, rows) in [("known.csv", known), ("people.csv", rows)] {
            try other.write(name, IngestionFolder.header + rows.map(\.line).joined())
            _ = try PopulationImport(other.path(name)).run(in: other.store, other.context())
        }
        #expect(try people(test.store) == people(other.store))
        #expect(try setAside(test) == setAside(other))
        #expect(try setAside(other).count == 8)
        #expect(try people(other.store)["Y"] == Self.numbers[0])
        #expect(try people(other.store)["U"] == Self.numbers[11])
    }

    @Test func `a person is linked by a number that a refused row had too`() throws {
        try take("a.csv", [Row("A", 0), Row("B", 1)])
        try take("b.csv", [Row("X", 0), Row("B", 1)])
        try test.write(
            "one.hl7",
            "MSH|^~\\&|A|B|C|D|20240131||OML^O21|1|P|2.4\r"
                + "PID|1||\(Self.numbers[0])^^^NLMINBIZA^NNNLD||Voorbeeldstra^Anna||19700203\r"
                + "ORC|NW|S1\r"
        )
        let answer = try MessageImport(.hl7, [test.path("one.hl7")], flow: IngestionFolder.flow())
            .run(in: test.store, test.context())
        #expect(answer.counts[.linked] == 1)
    }
}
