// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Linkage
import Store
import Testing

/// One person is put right, or taken out, by an officer with a reason.
@Suite struct CorrectPersonTests {
    private let test: IngestionFolder

    init() throws {
        test = try IngestionFolder()
        try test.population(1...3)
    }

    private func correct(_ id: String, _ fields: [String: String]) throws -> CorrectPerson.Answer {
        try CorrectPerson(id, fields: fields, because: "told by telephone")
            .run(in: test.store, test.context())
    }

    private func withdraw(_ id: String) throws -> WithdrawPerson.Answer {
        try WithdrawPerson(id, because: "an entry for practice")
            .run(in: test.store, test.context())
    }

    private func restore(_ number: Int) throws -> WithdrawPerson.Answer {
        try ReturnPerson(number: number, because: "a real person")
            .run(in: test.store, test.context())
    }

    private func reason() throws -> AccessReason {
        try AccessReason(
            user: "officer",
            purpose: "test",
            caseReference: "case",
            reason: "because",
            at: IngestionFolder.now
        )
    }

    private func number(_ id: String) throws -> PersonNumber? {
        try test.store.find(IdentityClaims(), sourceID: SourceID(id), for: reason()).first
    }

    private func person(_ id: String) throws -> Person {
        try test.store.open(#require(try number(id)), for: reason())
    }

    private func order(_ number: Int, person: Int = 1) throws -> Int? {
        try test.write("\(number).hl7", IngestionFolder.order(number, person: person))
        return try MessageImport(.hl7, [test.path("\(number).hl7")], flow: IngestionFolder.flow())
            .run(in: test.store, test.context()).counts[.linked]
    }

    @Test func `the fields that are given are others from then on, and linkage goes by them`()
        throws
    {
        let before = try person("VB-1")
        let answer = try correct(
            "VB-1",
            ["street": "Nieuwe weg", "houseNumber": "12 A", "postcode": "4321 ba", "prefix": "van"]
        )
        #expect(answer.changed == ["houseNumber", "postcode", "prefix", "street"])
        let after = try person("VB-1")
        #expect(after.street == "Nieuwe weg" && after.postcode == "4321BA")
        #expect(after.houseNumber == "12" && after.houseLetter == "A" && after.prefix == "van")
        #expect(after.surname == before.surname && after.birthDate == before.birthDate)
        #expect(try correct("VB-1", ["prefix": ""]).changed == ["prefix"])
        #expect(try person("VB-1").prefix == "")
        // What is so already is no entry of the ledger.
        let entries = try test.store.entryCount
        #expect(try correct("VB-1", ["prefix": ""]).changed == [])
        #expect(try test.store.entryCount == entries)
        // The old address names nobody now.
        #expect(try order(1) == 0)
        // By reference too; the next file of the owner says what it says.
        let reference = try #require(try number("VB-1")).reference
        #expect(
            try correct(reference, ["houseNumber": "1", "postcode": "1234AB"]).changed.count == 2
        )
        // The letter belonged to the other number.
        #expect(try person("VB-1").houseLetter.isEmpty)
        #expect(try test.population(1...3).counts[.changedPeople] == 1)
        #expect(try person("VB-1") == before)
        try test.verify()
    }

    @Test func `what does not read, is no field, or is somebody else's is refused as a whole`()
        throws
    {
        let before = try person("VB-1")
        #expect(throws: IngestionError.noSuchField("sourceId")) {
            try correct("VB-1", ["sourceId": "VB-9"])
        }
        #expect(throws: IngestionError.correctionRefused(.column("birthDate", .noDate))) {
            try correct("VB-1", ["birthDate": "1970-02-31", "street": "Nieuwe weg"])
        }
        #expect(throws: IngestionError.nobodyNamed) { try correct("VB-9", ["street": "Weg"]) }
        _ = try correct("VB-2", ["bsn": "111222333"])
        #expect(
            throws: IngestionError.correctionRefused(.contradiction(.citizenNumberHeld))
        ) { try correct("VB-1", ["bsn": "111222333"]) }
        #expect(try person("VB-1") == before)
    }

    @Test func `a field with a mark loses it when it is corrected`() throws {
        try test.write(
            "people.csv",
            IngestionFolder.header
                + IngestionFolder.row(4).replacing("1970-02-03", with: "1970-02-31")
        )
        _ = try PopulationImport(test.path("people.csv")).run(in: test.store, test.context())
        #expect(try correct("VB-4", ["street": "Weg"]).notRead.map(\.code) == ["birthDate:noDate"])
        #expect(try correct("VB-4", ["birthDate": "1970-02-28"]).notRead.isEmpty)
        #expect(try person("VB-4").marks.isEmpty)
    }

    @Test func `nothing is about somebody who was withdrawn, until that is taken back`() throws {
        let people = try test.store.peopleCount()
        let withdrawn = try withdraw("VB-1")
        #expect(try test.store.peopleCount() == people - 1)
        #expect(try number("VB-1") == nil)
        #expect(try order(1) == 0)
        #expect(throws: IngestionError.nobodyNamed) { try withdraw("VB-1") }
        #expect(throws: StoreError.alreadyThere(.personWithdrawal)) {
            try withdraw(withdrawn.person)
        }
        #expect(try restore(withdrawn.number).person == withdrawn.person)
        #expect(try number("VB-1")?.reference == withdrawn.person)
        #expect(try order(2) == 1)
        #expect(throws: StoreError.refused(.notWithdrawn)) { try restore(withdrawn.number) }
        #expect(throws: StoreError.notFound(.personWithdrawal(2))) { try restore(2) }
        // A party has data now.
        #expect(throws: StoreError.refused(.personSpokenOf)) { try withdraw("VB-1") }
        try test.verify()
    }

    @Test func `a file that has the person brings them back, under the same number`() throws {
        let withdrawn = try withdraw("VB-2")
        let again = try PopulationImport(test.path("people.csv"), again: true)
            .run(in: test.store, test.context())
        #expect(again.counts[.changedPeople] == 1 && again.counts[.samePeople] == 2)
        #expect(try number("VB-2")?.reference == withdrawn.person)
        #expect(throws: StoreError.refused(.notWithdrawn)) { try restore(withdrawn.number) }
        #expect(try withdraw("VB-2").number == 2)
    }

    @Test func `a file that does not know it yet makes nobody less dead or less hidden`() throws {
        _ = try correct("VB-1", ["deceasedOn": "2025-08-01"])
        _ = try correct("VB-2", ["secrecy": "7"])
        _ = try correct("VB-3", ["street": "Weg"])
        _ = try PopulationImport(test.path("people.csv"), again: true)
            .run(in: test.store, test.context())
        #expect(try person("VB-1").deceasedOn == PartialDate("2025-08-01"))
        #expect(try person("VB-2").secrecy == 7)
        // What decides about no letter is as the file says.
        #expect(try person("VB-3").street != "Weg")
        // The officer may say otherwise, and then the file counts.
        _ = try correct("VB-1", ["deceasedOn": ""])
        _ = try correct("VB-2", ["secrecy": "0"])
        _ = try PopulationImport(test.path("people.csv"), again: true)
            .run(in: test.store, test.context())
        #expect(try person("VB-1").deceasedOn == nil)
        #expect(try person("VB-2").secrecy == 0)
    }

    @Test func `a correction stands beside a field that does not read`() throws {
        try test.write(
            "people.csv",
            IngestionFolder.header
                + IngestionFolder.row(4).replacing("1970-02-03", with: "1970-02-31")
        )
        _ = try PopulationImport(test.path("people.csv")).run(in: test.store, test.context())
        let unread = try person("VB-4").marks
        #expect(unread.count == 1)
        _ = try correct("VB-4", ["prefix": "van", "surname": "Anders"])
        #expect(try person("VB-4").prefix == "van")
        #expect(try person("VB-4").surname == "Anders")
        #expect(try person("VB-4").marks == unread)
    }
}
