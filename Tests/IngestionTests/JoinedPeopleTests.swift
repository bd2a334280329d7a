// SPDX-License-Identifier: EUPL-1.2

import Custody
import Incidents
import Ingestion
import Linkage
import Store
import Testing

/// Rows, messages and lists about somebody who has two numbers in the population.
@Suite struct JoinedPeopleTests {
    private let test: IngestionFolder

    init() throws { test = try IngestionFolder() }

    private static let number = "111222333"

    /// The same citizen number under two sourceIds, at two addresses.
    private static func row(_ id: String, house: Int, number: String = number) -> String {
        "\(id),\(number),A.,Anna,,Voorbeeldstra,,,E,1970-02-03,Proefstraat,\(house),,,1234AB,"
            + "Nergens,NL,,0,,nl,\n"
    }

    private func take(_ rows: String..., again: Bool = false) throws -> ImportAnswer {
        try test.write("people.csv", IngestionFolder.header + rows.joined())
        return try PopulationImport(test.path("people.csv"), again: again)
            .run(in: test.store, test.context(), tell: test.tell)
    }

    private var act: Act { Act(by: "officer", at: IngestionFolder.now) }

    private func number(_ sourceID: String) throws -> PersonNumber {
        let found = try test.store.find(
            IdentityClaims(),
            sourceID: SourceID(sourceID),
            for: AccessReason(
                user: "officer",
                purpose: "test",
                caseReference: "case",
                reason: "because",
                at: IngestionFolder.now
            )
        )
        return try #require(found.first)
    }

    private func joinExpected() throws {
        _ = try test.store.join(
            .known(number("A")),
            to: .expected(SourceID("B")),
            replaced: true,
            because: "new numbers",
            act: act
        )
    }

    @Test func `a row that was set aside for the number of another is taken once they are one`()
        throws
    {
        let rows = [Self.row("A", house: 1), Self.row("C", house: 3, number: "")]
        _ = try take(rows[0], rows[1])
        let refused = try take(rows[0], rows[1], Self.row("B", house: 2))
        #expect(refused.setAside == [.contradiction(.citizenNumberHeld): 1])
        try joinExpected()
        let taken = try take(rows[0], rows[1], Self.row("B", house: 2), again: true)
        #expect(taken.setAside.isEmpty)
        #expect(taken.counts[.newPeople] == 1)
        #expect(taken.counts[.sharedNumbers] == nil)
        let joined = try test.store.joinedPeople()
        #expect(try joined.one(number("A")) == number("B"))
        // The number of somebody else is still refused, for them as for anybody.
        let other = try take(
            rows[0],
            rows[1],
            Self.row("B", house: 2),
            Self.row("D", house: 4),
            again: true
        )
        #expect(other.setAside == [.contradiction(.citizenNumberHeld): 1])
        try test.verify()
    }

    @Test func `a record with either address links, to the number with which it agrees`() throws {
        _ = try take(Self.row("A", house: 1), Self.row("C", house: 3, number: ""))
        try joinExpected()
        _ = try take(
            Self.row("A", house: 1),
            Self.row("C", house: 3, number: ""),
            Self.row("B", house: 2),
            again: true
        )
        // The citizen number with the house number of each of the two, and with that of a third.
        try test.write(
            "list.csv",
            "bsn,postcode,huisnummer\n\(Self.number),1234AB,1\n\(Self.number),1234AB,2\n"
                + "\(Self.number),1234AB,3\n"
        )
        let incident = try test.store.openIncident(
            reference: "hack",
            title: "Hack",
            party: Party.ID(rawValue: "lab"),
            said: "",
            act: act
        )
        let answer = try ListImport(
            test.path("list.csv"),
            incident: "hack",
            name: "list-1",
            source: "mail",
            happenedAt: IngestionFolder.now
        ).run(in: test.store, test.context())
        #expect(answer.linked == 2)
        let computed = try test.store.computeRegister(of: incident)
        #expect(computed.register.people == [try number("B")])
        // Parted, the number is that of two people and links nobody by itself; what was linked stays
        // with the number with which it agreed.
        _ = try test.store.part(join: 1, because: "two people", act: act)
        let parted = try test.store.computeRegister(of: incident)
        #expect(parted.register.people == (try [number("A"), number("B")].sorted()))
    }
}
