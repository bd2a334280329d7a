// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Store
import Testing

@Suite struct SummarizeVersionTests {
    @Test func `each kind of data counts each person once, at its own certainty`() throws {
        let cases = try CaseStore()
        try cases.open()
        try cases.list("list-1", of: ["VB-1"])
        try cases.freeze("list-1")
        let first = try SummarizeVersion(incident: "case", version: "1").run(in: cases.store)
        let kinds = Dictionary(
            uniqueKeysWithValues: first.categories.map { ($0.category, $0) }
        )
        #expect(kinds[.name]?.counts == ["cannotBeExcluded": 3])
        #expect(kinds[.name]?.origins == ["givenByUs": 2, "givenByThirdParty": 1])
        #expect(kinds[.testResult]?.people == 2 && kinds[.address]?.people == 1)
        #expect(kinds[.telephone] == nil)
        let last = try SummarizeVersion(incident: "case").run(in: cases.reader())
        let later = Dictionary(
            uniqueKeysWithValues: last.categories.map { ($0.category, $0) }
        )
        #expect(later[.name]?.counts == ["reported": 1, "cannotBeExcluded": 2])
        // The list says nothing of results: of those nobody can say more than before.
        #expect(later[.testResult]?.counts == ["cannotBeExcluded": 2])
        #expect(later[.telephone]?.statedOnly == 1 && later[.telephone]?.origins == [:])
        #expect(last.version.version == 2 && last.categories.first?.category == .name)
        let read = try JSONDecoder().decode(
            SummarizeVersion.Answer.self,
            from: JSONEncoder().encode(last)
        )
        #expect(read == last)
    }
}
