// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Ingestion
import Store
import Testing

/// What imports leave to somebody is counted, and given back for correction.
@Suite struct RemaindersTests {
    private let test: IngestionFolder

    init() throws {
        test = try IngestionFolder()
        try test.write(
            "people.csv",
            IngestionFolder.header + IngestionFolder.row(1) + "VB-2,123456789,A.\n"
        )
        _ = try PopulationImport(test.path("people.csv")).run(in: test.store, test.context())
        // Of somebody who is not in the population.
        try test.write("one.hl7", IngestionFolder.order(1, person: 7))
        _ = try MessageImport(.hl7, [test.path("one.hl7")], flow: IngestionFolder.flow())
            .run(in: test.store, test.context())
    }

    @Test func `people, messages about nobody known and rows set aside are counted`() throws {
        let left = try ShowRemainders().run(in: test.store)
        #expect(left.people == 1)
        #expect(left.unresolvedDisclosures == 1)
        #expect(left.waitingResults == 0)
        #expect(left.setAside.values.reduce(0, +) == 1)
        #expect(
            try JSONDecoder().decode(
                ShowRemainders.Answer.self,
                from: JSONEncoder().encode(left)
            ) == left
        )
    }

    @Test func `what was set aside comes back with its line, under one line of the access log`()
        throws
    {
        let log = test.folder.appendingPathComponent("store/access.log")
        func looks() throws -> Int {
            try String(contentsOf: log, encoding: .utf8).split(separator: "\n").count
        }
        let before = try looks()
        var found: [Rejected] = []
        let count = try ReturnSetAside(reason: "correct the file")
            .run(in: test.store, test.context()) { found.append($0) }
        #expect(count == 1)
        #expect(found.map(\.line) == [3])
        let content = try #require(found.first).content
        #expect(content.starts(with: Array("VB-2,123456789,A.".utf8)))
        #expect(try looks() == before + 1)
    }

    @Test func `without a reason nothing is given back`() throws {
        var count = 0
        #expect(throws: AccessReason.Refusal.self) {
            try ReturnSetAside(reason: "").run(in: test.store, test.context()) { _ in count += 1 }
        }
        #expect(count == 0)
    }

    @Test func `what was set aside is settled by name, with a reason, and stays settled`() throws {
        var found: [Rejected] = []
        _ = try ReturnSetAside(reason: "correct the file")
            .run(in: test.store, test.context()) { found.append($0) }
        let reference = try #require(found.first?.reference)
        #expect(throws: StoreError.notFound(.reject("R-0000000000"))) {
            try SettleSetAside(["R-0000000000"], because: "corrected")
                .run(in: test.store, test.context())
        }
        #expect(throws: StoreError.notFound(.reject("R-"))) {
            try SettleSetAside(["R-"], because: "corrected").run(in: test.store, test.context())
        }
        let settle = SettleSetAside([String(reference.prefix(14))], because: "corrected")
        #expect(try settle.run(in: test.store, test.context()) == 1)
        let left = try ShowRemainders().run(in: test.store)
        #expect(left.settled == 1)
        #expect(left.setAside.isEmpty)
        #expect(
            try ReturnSetAside(reason: "what is left").run(in: test.store, test.context()) { _ in }
                == 0
        )
        #expect(
            try SettleSetAside(nil, because: "nothing").run(in: test.store, test.context()) == 0
        )
    }
}
