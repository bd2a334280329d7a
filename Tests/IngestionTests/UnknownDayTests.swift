// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Store
import Testing

/// Where nothing says the day of disclosure it is unknown, and stays so in the ledger and in every figure.
@Suite struct UnknownDayTests {
    private let test: IngestionFolder
    private static let today = 20_000

    init() throws {
        test = try IngestionFolder()
        try test.population(1...1)
    }

    private static let undated = IngestionFolder.order(1).replacing("|20240131|", with: "||")

    private func take(
        _ text: String,
        _ format: MessageFormat = .hl7,
        day: Int? = nil
    ) throws -> ImportAnswer {
        let path = try test.write("\(UUID().uuidString).\(format == .hl7 ? "hl7" : "json")", text)
        return try MessageImport(
            format,
            [path],
            flow: IngestionFolder.flow(),
            said: SaidAtImport(day: day)
        ).run(in: test.store, test.context())
    }

    private func days() throws -> [Int?] {
        let reason = try AccessReason(
            user: "officer",
            purpose: "test",
            caseReference: "test",
            reason: "which days",
            at: IngestionFolder.now
        )
        let found = try test.store.find(IdentityClaims(), sourceID: SourceID("VB-1"), for: reason)
        return try test.store.evidence(about: #require(found.first), for: reason)
            .disclosed.map(\.disclosure.disclosedOn)
    }

    private func exposure() throws -> Exposure {
        try #require(test.store.exposures(today: Self.today).first)
    }

    private func agree(_ version: String, from day: Int, months: Int?) throws {
        try test.store.add(
            agreement: version,
            with: Party.ID(rawValue: "lab"),
            from: day,
            incidentHours: nil,
            keepMonths: months,
            act: Act(by: "officer", at: IngestionFolder.now, counterparty: "lab")
        )
    }

    @Test
    func `rows that were recorded under a wrong term have the right one once it is corrected`()
        throws
    {
        let test = try IngestionFolder()
        try test.population(1...2)
        let lab = Party.ID(rawValue: "lab")
        let act = Act(by: "officer", at: IngestionFolder.now)
        try test.store.add(
            agreement: "v1",
            with: lab,
            from: 0,
            incidentHours: nil,
            keepMonths: 1,
            act: act
        )
        func take(_ number: Int) throws {
            try test.write("\(number).hl7", IngestionFolder.order(number))
            _ = try MessageImport(.hl7, [test.path("\(number).hl7")], flow: IngestionFolder.flow())
                .run(in: test.store, test.context())
        }
        func figures() throws -> [Int] {
            let exposure = try #require(try test.store.exposures(today: 20_000).first)
            return [exposure.disclosures, exposure.pastTerm, exposure.noTerm]
        }
        func correct(_ months: Int?) throws {
            try test.store.correct(
                termOf: "v1",
                with: lab,
                keepMonths: months,
                because: "typing error",
                act: act
            )
        }
        try take(1)
        #expect(try figures() == [1, 1, 0])
        try correct(120)
        #expect(try figures() == [1, 0, 0])
        try take(2)
        #expect(try figures() == [2, 0, 0])
        try correct(nil)
        #expect(try figures() == [2, 0, 2])
        try correct(2)
        #expect(try figures() == [2, 2, 0])
        try test.verify()
    }

    @Test func `a message without any day is of an unknown day, and that is counted`() throws {
        let answer = try take(Self.undated)
        #expect(answer.counts[.daysUnknown] == 1)
        #expect(try days() == [nil])
        let first = try exposure()
        #expect(first.dayUnknown == 1)
        #expect(first.first == nil && first.last == nil)
        // One that says its day counts beside it.
        let dated = try take(IngestionFolder.order(2))
        #expect(dated.counts[.daysUnknown] == nil)
        #expect(try days() == [nil, 19_753])
        let second = try exposure()
        #expect(second.dayUnknown == 1)
        #expect(second.first == 19_753 && second.last == 19_753)
        try test.verify()
    }

    @Test func `the officer may say the day, and that stands in the ledger`() throws {
        let answer = try take(Self.undated + IngestionFolder.order(2), day: 19_700)
        #expect(answer.counts[.daysUnknown] == nil)
        #expect(try days() == [19_700, 19_753])
        let said = try #require(test.store.said.first?.body)
        #expect(said.by == "officer")
        #expect(said.day == 19_700)
        #expect(said.days == 1)
        try test.verify()
    }

    @Test(arguments: [20_308, 400_000, -26_000])
    func `a day on which nothing can have been sent is refused`(day: Int) throws {
        #expect(throws: IngestionError.dayRefused) { try take(Self.undated, day: day) }
        #expect(try test.store.disclosureCount() == 0)
    }

    @Test(arguments: [
        ("29190131", SetAsideReason.dayToCome), ("20250809", .dayToCome),
        ("18991231", .dayTooEarly),
    ])
    func `so is a message that says it, and the next goes on`(day: String, reason: SetAsideReason)
        throws
    {
        let answer = try take(
            IngestionFolder.order(1).replacing("|20240131|", with: "|\(day)|")
                + IngestionFolder.order(2)
        )
        #expect(answer.setAside == [reason: 1])
        #expect(answer.counts[.ledgerRows] == 1)
    }

    @Test func `a clinical date is no day of disclosure`() throws {
        let answer = try take(
            """
            {"resourceType":"Bundle","type":"collection","entry":[
             {"fullUrl":"urn:uuid:p","resource":{"resourceType":"Patient","name":[{
              "family":"Voorbeeldstra","given":["Anna"]}],"birthDate":"1970-02-03",
              "address":[{"line":["Proefstraat 1"],"postalCode":"1234AB"}]}},
             {"resource":{"resourceType":"Observation","subject":{"reference":"urn:uuid:p"},
              "effectiveDateTime":"1938-04-09","issued":"1938-04-09T10:00:00Z","valueString":"x"}}]}
            """,
            .fhir
        )
        #expect(answer.counts[.linked] == 1)
        #expect(answer.counts[.daysUnknown] == 1)
        #expect(Set(try days()) == [nil])
    }

    @Test
    func `a row of a back-file without a day is of an unknown one, and no day to come is taken`()
        throws
    {
        try test.write(
            "back.csv",
            """
            surname,initials,birthDate,postcode,houseNumber,categories,disclosedOn,sender
            Voorbeeldstra,A.,1970-02-03,1234AB,1,name,,practice
            Voorbeeldstra,A.,1970-02-03,1234AB,1,address,2026-01-01,practice
            Voorbeeldstra,A.,1970-02-03,1234AB,1,sex,2015-04-05,practice

            """
        )
        func take(_ day: Int?) throws -> ImportAnswer {
            try BackfileImport(test.path("back.csv"), flow: IngestionFolder.flow(), day: day)
                .run(in: test.store, test.context())
        }
        #expect(throws: IngestionError.dayRefused) { try take(30_000) }
        let answer = try take(nil)
        #expect(answer.setAside == [.dayToCome: 1])
        #expect(answer.counts[.daysUnknown] == 1)
        #expect(try days() == [nil, 16_530])
        try test.verify()
    }

    @Test func `an unknown day stays unknown until somebody is known, and while a result waits`()
        throws
    {
        let result =
            "MSH|^~\\&|A|B|C|D|||OUL^R22|9|P|2.5\rSPM|1|S1000\rOBR|1|||02HPV\rOBX|1|ST|02HPVHR||POS\r"
        let stranger = Self.undated.replacing("Voorbeeldstra", with: "Laterman")
            .replacing("S1", with: "S7")
        let answer = try take(result + stranger)
        #expect(answer.counts[.daysUnknown] == 2)
        _ = try take(IngestionFolder.order(1000))
        #expect(try days() == [nil, 19_753])
        try test.write(
            "later.csv",
            IngestionFolder.header
                + IngestionFolder.row(1, surname: "Laterman")
        )
        _ = try PopulationImport(test.path("later.csv")).run(in: test.store, test.context())
        #expect(try days() == [nil, nil, 19_753])
        #expect(try exposure().dayUnknown == 2)
        try test.verify()
    }

    @Test func `a term that is recorded later counts as its dates say, and never for unknown days`()
        throws
    {
        _ = try take(Self.undated + IngestionFolder.order(2))
        _ = try take(IngestionFolder.order(3).replacing("|20240131|", with: "|20120131|"))
        #expect(try exposure().noTerm == 2)
        #expect(try exposure().pastTerm == 0)
        // From 2015 on, a month: the row of 2012 has none still, that of 2024 is past it.
        try agree("v1", from: 16_436, months: 1)
        var now = try exposure()
        #expect(now.noTerm == 1)
        #expect(now.pastTerm == 1)
        #expect(now.dayUnknown == 1)
        // What comes in under the agreement has its term in the row; a later version changes nothing of it.
        _ = try take(IngestionFolder.order(4))
        try agree("v2", from: 16_436, months: 1200)
        now = try exposure()
        #expect(now.noTerm == 1)
        #expect(now.pastTerm == 1)
        try test.verify()
    }
}
