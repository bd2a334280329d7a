// SPDX-License-Identifier: EUPL-1.2

import Custody
import Linkage
import Store
import Testing
import Vault

/// Who is in no count of people, because nobody can tell who it is, stands beside each.
@Suite struct UnlinkedEvidenceTests {
    private let test: TestStore
    private let anna: PersonNumber
    private let sample = DigestPair(high: 7, low: 7)
    private let order = CategorySet([.name, .citizenNumber])
    private static let other = Party.ID(rawValue: "other")

    init() throws {
        test = try TestStore()
        anna = try test.add(.named("VB-1", "Voorbeeldstra"))[0]
    }

    private func unknown(
        _ content: String,
        _ reason: UnresolvedReason,
        to party: Party.ID = .lab
    ) throws -> ReceivedDisclosure {
        var item = ReceivedDisclosure.order(content, of: anna, order)
        item.flow.party = party
        item.subject = .unresolved(
            reason: Int(reason.rawValue),
            claims: try test.store.seal(IdentityClaims(surnames: ["Onbekend"]))
        )
        return item
    }

    private func evidence(
        of party: Party.ID = .lab,
        asOfEntries: Int? = nil
    ) throws -> UnlinkedEvidence {
        try test.store.unlinkedEvidence(of: [party], asOfEntries: asOfEntries)
    }

    @Test func `where everything was linked there is nothing to tell`() throws {
        try test.record(.order("order", of: anna, order, samples: sample))
        try test.record(.result("result", samples: sample))
        #expect(try evidence().isEmpty)
    }

    @Test func `messages about nobody known count by party and reason`() throws {
        try test.record(
            unknown("one", .notInPopulation),
            unknown("two", .notInPopulation),
            unknown("three", .ambiguous),
            unknown("elsewhere", .conflict, to: Self.other)
        )
        #expect(try evidence().records == ["notInPopulation": 2, "ambiguous": 1])
        #expect(try evidence(of: Self.other).records == ["conflict": 1])
        #expect(
            try test.store.unlinkedRecords() == [
                .lab: ["notInPopulation": 2, "ambiguous": 1], Self.other: ["conflict": 1],
            ]
        )
    }

    @Test func `results of which no order came count by sample, until it comes`() throws {
        let second = DigestPair(high: 8, low: 8)
        try test.record(
            .result("result", samples: sample),
            .result("corrected", samples: sample),
            .result("another", samples: second)
        )
        #expect(try evidence().waitingSamples == 2)
        #expect(try evidence(of: Self.other).waitingSamples == 0)
        try test.record(.order("order", of: anna, order, samples: sample))
        #expect(try evidence().waitingSamples == 1)
    }

    @Test func `what is linked later was not linked at a point before it`() throws {
        try test.record(unknown("one", .notInPopulation), .result("result", samples: sample))
        let before = try test.store.entryCount
        let settled = try test.store.resolveAgain(for: test.reason(), act: test.act()) { _ in anna }
        #expect(settled == 1)
        try test.record(.order("order", of: anna, order, samples: sample))
        #expect(try evidence().isEmpty)
        let then = try evidence(asOfEntries: before)
        #expect(then.recordCount == 1)
        #expect(then.waitingSamples == 1)
    }

    @Test func `a frozen version keeps what was not linked then`() throws {
        try test.record(unknown("one", .notInPopulation))
        let incident = try test.openIncident()
        _ = try test.freeze("first", incident)
        _ = try test.store.resolveAgain(for: test.reason(), act: test.act()) { _ in anna }
        _ = try test.freeze("second", incident)
        let versions = try test.store.registers(of: incident).map(\.body)
        #expect(versions.map(\.unlinked?.recordCount) == [1, 0])
        #expect(versions.map(\.people) == [0, 1])
    }

    @Test func `what waits is counted anew for each version after something was taken in`() throws {
        try test.record(.result("result", samples: sample))
        let incident = try test.openIncident()
        _ = try test.freeze("first", incident)
        _ = try test.freeze("nothing new", incident)
        try test.record(.result("another", samples: DigestPair(high: 8, low: 8)))
        _ = try test.freeze("one more", incident)
        try test.record(.order("order", of: anna, order, samples: sample))
        _ = try test.freeze("one placed", incident)
        let versions = try test.store.registers(of: incident).map(\.body)
        #expect(versions.map(\.unlinked?.waitingSamples) == [1, 1, 2, 1])
        // As it was before the third: also now that more is known.
        let then = try test.store.computeRegister(
            of: incident,
            asOfEntries: versions[1].asOfEntries
        )
        #expect(then.unlinked.waitingSamples == 1)
    }

    @Test func `a reason that is none is damage, and never left out`() throws {
        var item = try unknown("one", .notInPopulation)
        item.subject = .unresolved(
            reason: 99,
            claims: try test.store.seal(IdentityClaims(surnames: ["Onbekend"]))
        )
        try test.record(item)
        #expect(throws: StoreError.integrity(.unreadable(.unresolvedReason))) { try evidence() }
    }
}
