// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Store
import Testing

@testable import Verification

/// Entries whose clock cannot have been right are told of; they were signed so, and verify.
@Suite struct LedgerTimeTests {
    private static let day: Int64 = 86_400_000
    /// When the first act of a `TestStore` was.
    private static let begin: Int64 = 1_754_481_600_000

    /// What is told of a ledger whose later acts were at these times.
    private func notices(after times: Int64...) throws -> [ClockNotice] {
        let test = try TestStore()
        for (number, time) in times.enumerated() {
            try test.store.add(
                party: Party(id: Party.ID(rawValue: "p\(number)"), name: "Lab \(number)"),
                role: .processor,
                from: 0,
                act: Act(by: "officer", at: time, counterparty: "lab")
            )
        }
        try test.store.publishTiles()
        let report = try LedgerVerifier(folder: test.folder).verify()
        #expect(report.findings.isEmpty)
        return report.clockNotices
    }

    @Test func `a clock that goes forward is not told of`() throws {
        #expect(
            try notices(after: Self.begin + Self.day, Self.begin + 300 * Self.day).isEmpty
        )
        #expect(
            try notices(after: Self.begin + Self.day, Self.begin + Self.day).isEmpty,
            "nor one that stands"
        )
    }

    @Test func `an entry before its predecessor is told of, and by how much`() throws {
        let notices = try notices(
            after: Self.begin + 10 * Self.day,
            Self.begin + 3 * Self.day,
            Self.begin + 4 * Self.day
        )
        #expect(notices.map(\.kind) == [.backward])
        #expect(notices.first?.largestMilliseconds == UInt64(7 * Self.day))
        #expect(notices.first?.entries == 1)
    }

    @Test func `a jump of more than four hundred days is told of`() throws {
        let notices = try notices(after: Self.begin + 500 * Self.day)
        #expect(notices.map(\.kind) == [.farForward])
        #expect((notices.first?.largestMilliseconds ?? 0) >= UInt64(499 * Self.day))
        #expect(try self.notices(after: Self.begin + 399 * Self.day).isEmpty)
    }

    @Test func `a time before 2020 or before 1970 is told of`() throws {
        for time in [1_451_606_400_000, -86_400_000] as [Int64] {
            #expect(try notices(after: time).contains { $0.kind == .before2020 }, "\(time)")
        }
    }

    @Test func `very many of a kind are one notice, with their number and the first and last`()
        throws
    {
        let test = try TestStore()
        for number in 0..<60 {
            try test.store.add(
                party: Party(id: Party.ID(rawValue: "p\(number)"), name: "Lab \(number)"),
                role: .processor,
                from: 0,
                act: Act(
                    by: "officer",
                    at: Self.begin + Int64(number % 2) * 10 * Self.day,
                    counterparty: "lab"
                )
            )
        }
        try test.store.publishTiles()
        let notices = try LedgerVerifier(folder: test.folder).verify().clockNotices
        let only = try #require(notices.first)
        #expect(notices.count == 1)
        #expect(only.kind == .backward)
        #expect(only.entries == 30)
        #expect(only.lastEntry >= only.firstEntry + 2 * 29, "every other act")
    }
}
