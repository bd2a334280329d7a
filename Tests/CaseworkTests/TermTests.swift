// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Store
import Testing

/// A keeping term that was recorded wrongly is put right, with its reason.
@Suite struct TermTests {
    private let test: CaseStore

    init() throws {
        test = try CaseStore()
        try AddAgreement(
            party: CaseStore.lab,
            version: "v1",
            from: Day(number: 0),
            keepMonths: 3,
            officer: test.officer
        ).run(in: test.store)
    }

    private func correct(_ months: Int?, version: String = "v1") throws -> CorrectTerm.Answer {
        try CorrectTerm(
            party: CaseStore.lab,
            version: version,
            keepMonths: months,
            because: StatedReason("a typing error"),
            officer: test.officer
        ).run(in: test.store)
    }

    private func shown() throws -> ShowExposure.Item {
        try #require(
            try ShowExposure(today: test.officer.today, recounts: true).run(in: test.reader()).first
        )
    }

    @Test func `exposure counts by the right term, and says what was corrected`() throws {
        // Two rows of 2024-10-04, one of 2013; the day is 2025-08-06.
        #expect(try shown().pastTerm == 3)
        let answer = try correct(120)
        #expect(answer.monthsBefore == 3 && answer.months == 120)
        #expect(answer.pastTermBefore == 3 && answer.pastTerm == 1)
        let shown = try shown()
        #expect(shown.pastTerm == 1 && shown.noTerm == 0)
        #expect(shown.correctedTerms.map(\.months) == [120])
        #expect(shown.correctedTerms.map(\.because) == ["a typing error"])
        #expect(try correct(nil).pastTerm == 0)
        #expect(try self.shown().noTerm == 3)
        // And back: each is an entry of its own.
        #expect(try correct(3).pastTerm == 3)
        #expect(try self.shown().correctedTerms.count == 3)
    }

    @Test func `the comparison of versions says what was corrected in between`() throws {
        try test.open()
        _ = try correct(120)
        try test.freeze("second")
        _ = try correct(60)
        try test.freeze("third")
        func compare(_ from: String, _ to: String) throws -> [Int?] {
            try CompareRegisters(incident: "case", from: from, to: to).run(in: test.store)
                .correctedTerms.map(\.months)
        }
        #expect(try compare("v1", "second") == [120])
        #expect(try compare("v1", "third") == [120, 60])
        #expect(try compare("third", "third") == [])
    }

    @Test func `what is not there, is so already, or cannot be is refused`() throws {
        #expect(throws: StoreError.notFound(.agreement(version: "v2"))) {
            try correct(60, version: "v2")
        }
        #expect(throws: StoreError.alreadyThere(.term(of: "v1"))) { try correct(3) }
        #expect(throws: CaseworkError.keepMonthsRefused(0)) { try correct(0) }
        #expect(throws: CaseworkError.noParty("other", known: ["lab"])) {
            try CorrectTerm(
                party: Party.ID(rawValue: "other"),
                version: "v1",
                keepMonths: 60,
                because: StatedReason("a typing error"),
                officer: test.officer
            ).run(in: test.store)
        }
    }
}
