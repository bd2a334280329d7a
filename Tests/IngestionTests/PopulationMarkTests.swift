// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Intake
import Letters
import Store
import Testing

/// A row with a field that does not read keeps its person, with a mark where that is not the same as empty.
@Suite struct PopulationMarkTests {
    private let test: IngestionFolder

    init() throws { test = try IngestionFolder() }

    /// A row in which some columns have other values than an ordinary one.
    private func row(_ number: Int, _ values: [String: String]) throws -> String {
        let names = IngestionFolder.header.trimmingCharacters(in: .newlines).split(separator: ",")
        var fields = IngestionFolder.row(number).trimmingCharacters(in: .newlines)
            .components(separatedBy: ",")
        for (name, value) in values {
            fields[try #require(names.firstIndex { $0 == name })] = value
        }
        return fields.joined(separator: ",") + "\n"
    }

    private func people() throws -> [String: Person] {
        var people: [String: Person] = [:]
        let reason = try AccessReason(
            user: "officer",
            purpose: "test",
            caseReference: "case",
            reason: "because",
            at: IngestionFolder.now
        )
        try test.store.open(nil, for: reason, withMail: true) {
            try $0.person
        } collect: { found in
            for person in found { people[person.sourceID.text] = person }
        }
        return people
    }

    private static let day = PartialDate(year: 2025, month: 8, day: 6)

    @Test func `one bad field in each row: everybody is there, marked, counted and held or not`()
        throws
    {
        let bad: [(column: String, value: String, mark: String?, lane: HoldReason?)] = [
            ("language", "de", "language:unknownValue", nil),
            ("nameUse", "X", "nameUse:unknownValue", nil),
            ("bsn", "123456789", "bsn:noCitizenNumber", nil),
            ("country", "Nergensland", "country:noCountry", .fieldUnreadable),
            ("postcode", "12345", "postcode:noPostcode", .fieldUnreadable),
            ("houseNumber", "twaalf", "houseNumber:noHouseNumber", .fieldUnreadable),
            ("surname", "", "surname:empty", .fieldUnreadable),
            ("street", "Proef\u{1F}straat", "street:controlCharacter", .fieldUnreadable),
            ("birthDate", "1970-02-31", "birthDate:noDate", .fieldUnreadable),
            ("birthDate", "2025-08-07", "birthDate:impossibleDate", .fieldUnreadable),
            ("birthDate", "1849-12-31", "birthDate:impossibleDate", .fieldUnreadable),
            ("addressStatus", "weg", "addressStatus:unknownValue", .fieldUnreadable),
            ("secrecy", "9", "secrecy:unknownValue", .safety),
            ("deceasedOn", "morgen", "deceasedOn:noDate", .deceased),
            ("deceasedOn", "2031-01-01", "deceasedOn:impossibleDate", .deceased),
            // What reads, and is no fault.
            ("country", "6030", nil, nil),
            ("houseNumber", "12 A", nil, nil),
            ("birthDate", "2025-08-06", nil, nil),
            ("deceasedOn", "0", nil, .deceased),
            ("country", "0000", nil, .abroadUnknown),
            ("houseNumber", "0", nil, .addressIncomplete),
        ]
        var text = IngestionFolder.header
        for (index, item) in bad.enumerated() {
            text += try row(index + 1, [item.column: item.value])
        }
        text += try row(99, ["sourceId": ""])
        try test.write("people.csv", text)
        let answer = try PopulationImport(test.path("people.csv"))
            .run(in: test.store, test.context())
        #expect(answer.setAside == [.column("sourceId", .empty): 1])
        #expect(answer.counts[.newPeople] == bad.count)
        #expect(answer.needsALook)
        let expected = bad.compactMap(\.mark).reduce(into: [:]) { $0[$1, default: 0] += 1 }
        #expect(
            answer.marked.reduce(into: [:]) { $0[$1.key.code] = $1.value } == expected
        )
        let people = try people()
        let day = try #require(Self.day)
        for (index, item) in bad.enumerated() {
            let person = try #require(people["VB-\(index + 1)"])
            #expect(person.marks.map(\.code) == [item.mark].compactMap(\.self), "\(item)")
            #expect(HoldReason(person, on: day) == item.lane, "\(item)")
        }
        #expect(people["VB-1"]?.language == .dutch)
        #expect(people["VB-9"]?.birthDate == nil)
    }

    @Test func `a row that is corrected loses its mark, and one that is the same stays the same`()
        throws
    {
        try test.write("a.csv", IngestionFolder.header + row(1, ["country": "Nergensland"]))
        _ = try PopulationImport(test.path("a.csv")).run(in: test.store, test.context())
        let again = try PopulationImport(test.path("a.csv"), again: true)
            .run(in: test.store, test.context())
        #expect(again.counts[.samePeople] == 1)
        #expect(again.marked == [FieldMark(.country, .noCountry): 1])
        try test.write("b.csv", IngestionFolder.header + row(1, [:]))
        let corrected = try PopulationImport(test.path("b.csv"))
            .run(in: test.store, test.context())
        #expect(corrected.counts[.changedPeople] == 1)
        #expect(corrected.marked.isEmpty && !corrected.needsALook)
        #expect(try people()["VB-1"]?.marks == [])
    }

    @Test func `a field that does not read leaves the value of before, with its mark`() throws {
        try test.write(
            "a.csv",
            IngestionFolder.header
                + row(1, ["language": "en", "prefix": "van", "houseLetter": "B"])
                + row(2, ["deceasedOn": "2020-01-01"]) + row(3, ["addressStatus": "shelter"])
                + row(4, [:])
        )
        _ = try PopulationImport(test.path("a.csv")).run(in: test.store, test.context())
        let before = try people()
        try test.write(
            "b.csv",
            IngestionFolder.header
                + row(
                    1,
                    [
                        "language": "xx", "prefix": "van den", "surname": "", "houseLetter": "B",
                        "birthDate": "1970-02-31", "postcode": "12345", "initials": "A.B.",
                    ]
                )
                + row(2, ["deceasedOn": "morgen"])
                + row(3, ["addressStatus": "weg", "secrecy": "9"])
                // Moved, to a postcode that does not read: none is better than that of before.
                + row(4, ["street": "Nieuwe weg", "postcode": "12345"])
                // Nobody known: nothing is there to be kept.
                + row(5, ["birthDate": "1970-02-31"])
        )
        let answer = try PopulationImport(test.path("b.csv")).run(in: test.store, test.context())
        #expect(answer.counts[.changedPeople] == 4 && answer.counts[.newPeople] == 1)
        #expect(answer.marked[FieldMark(.birthDate, .noDate)] == 2)
        let people = try people()
        let (old, new) = (try #require(before["VB-1"]), try #require(people["VB-1"]))
        #expect(new.language == .english && new.birthDate == old.birthDate)
        #expect(new.postcode == "1234AB" && new.houseLetter == "B")
        #expect(new.prefix == "van" && new.surname == "Voorbeeldstra")
        #expect(new.initials == "A.B.", "what reads counts")
        #expect(new.marks.count == 4)
        let day = try #require(Self.day)
        #expect(HoldReason(new, on: day) == .fieldUnreadable)
        #expect(people["VB-2"]?.deceasedOn == PartialDate("2020-01-01"))
        #expect(people["VB-3"]?.addressStatus == .shelter)
        #expect(people["VB-3"]?.secrecy != 0)
        #expect(people["VB-4"]?.street == "Nieuwe weg" && people["VB-4"]?.postcode == "")
        #expect(people["VB-5"]?.birthDate == nil)
        // The same file again changes nobody: what is kept is kept.
        let again = try PopulationImport(test.path("b.csv"), again: true)
            .run(in: test.store, test.context())
        #expect(again.counts[.samePeople] == 5)
        try test.verify()
    }

    @Test func `a file without any bad field asks for nothing`() throws {
        let answer = try test.population(1...3)
        #expect(answer.marked.isEmpty && !answer.needsALook)
    }

    @Test func `rows that are set aside are not counted as kept`() throws {
        try test.write(
            "people.csv",
            IngestionFolder.header + row(1, [:]) + row(1, ["language": "de"])
        )
        let answer = try PopulationImport(test.path("people.csv"))
            .run(in: test.store, test.context())
        #expect(answer.setAside == [.sourceIDTwice: 1])
        #expect(answer.marked.isEmpty)
    }
}
