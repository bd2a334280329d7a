// SPDX-License-Identifier: EUPL-1.2

import Casework
import Foundation
import Letters
import Testing

/// What a case has come to.
struct SummaryTests {
    private let test: CaseStore

    init() throws { test = try CaseStore() }

    @Test func `versions, groups and letters of a case add up`() throws {
        try test.open()
        try test.list("list-1", of: ["VB-1"], unresolved: 2)
        try test.freeze("listed")
        _ = try test.plan("first", .everyone)
        let planned = try SummarizeCase(incident: "case").run(in: test.reader())
        #expect(planned.versions.map(\.name) == ["opening", "listed"])
        #expect(planned.people == 3)
        #expect((planned.records, planned.unresolved) == (3, 2))
        let groups = planned.groups
        #expect(groups.first == 1)
        #expect(
            groups.first + groups.second + groups.notExcluded + groups.reconstructed == 3,
            "everyone is in one group"
        )
        #expect(planned.letters.map(\.planned) == [3])
        #expect(planned.letters.map(\.rendered) == [0])
        try test.printAll("first")
        let printed = try SummarizeCase(incident: "case").run(in: test.reader())
        let wave = try #require(printed.letters.first)
        #expect(wave.planned == wave.rendered + wave.held)
    }

    @Test func `of an incident that is not there, nothing is said`() throws {
        #expect(throws: CaseworkError.noIncident("other")) {
            try SummarizeCase(incident: "other").run(in: test.reader())
        }
    }
}
