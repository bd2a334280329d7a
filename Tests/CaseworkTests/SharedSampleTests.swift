// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Store
import Testing
import Vault

/// A result that a number gave to one person, and that is nobody's once the number is somebody else's too:
/// the next version says so, and an earlier one stays what it was.
@Suite struct SharedSampleTests {
    private let test: CaseStore

    init() throws { test = try CaseStore() }

    private func record(_ digest: UInt64, of person: String?, _ categories: CategorySet) throws {
        var batch = DisclosureBatch()
        let flow = Flow(
            party: CaseStore.lab,
            agreement: "v1",
            purpose: "screening",
            basis: .publicTask,
            origin: person == nil ? .producedThere : .givenByUs,
            channel: "hl7v2",
            grade: .kept
        )
        batch.append(
            digest: DigestPair(high: digest, low: 1),
            subject: try person.map { .person(try test.number($0)) } ?? .sampleOnly,
            flow: batch.number(of: flow),
            categories: categories,
            disclosedOn: 20_100,
            keepUntil: nil,
            samples: [DigestPair(high: 7, low: 7)]
        )
        _ = try test.store.record(
            batch,
            act: Act(by: "test", at: 1_754_484_900_000, counterparty: "lab")
        )
    }

    @Test func `the next version of the register says why a result left somebody`() throws {
        try record(1, of: "VB-3", CategorySet(.name))
        try record(2, of: nil, CategorySet(.gynaecologicalComplaints))
        try test.open()
        try test.freeze("one")
        let incident = try test.store.incident("case")
        let one = try test.store.registerVersion("one", of: incident)
        #expect(one.unlinked?.isEmpty == true)
        try record(3, of: "VB-1", CategorySet(.name))
        try test.freeze("two")
        let two = try test.store.registerVersion("two", of: incident)
        let cora = try test.number("VB-3")
        func has(_ version: RegisterFact) throws -> Bool {
            try test.store.load(version).row(of: cora)?.categories(from: .producedThere)
                .contains(.gynaecologicalComplaints) == true
        }
        #expect(try has(one))
        #expect(try !has(two))
        #expect(two.unlinked?.records == ["sampleOfSeveral": 1])
        let compared = try CompareRegisters(incident: "case", from: "one", to: "two")
            .run(in: test.reader())
        #expect(compared.withdrawnRows.map(\.rows) == [1])
        // Computed again as of then, the first is the same.
        let again = try test.store.computeRegister(of: incident, asOfEntries: one.asOfEntries)
        #expect(again.register.row(of: cora)?.categories(from: .producedThere).isEmpty == false)
        // Between versions of before nothing is said.
        #expect(
            try CompareRegisters(incident: "case", from: "one", to: "one").run(in: test.reader())
                .withdrawnRows.isEmpty
        )
        // Somebody else's number has nothing to do with it.
        #expect(
            try test.store.withdrawnRows(of: [Party.ID(rawValue: "other")], between: 0, and: .max)
                .isEmpty
        )
    }
}
