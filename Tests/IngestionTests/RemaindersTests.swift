// SPDX-License-Identifier: EUPL-1.2

import Custody
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

    /// An order of which nobody can tell whom it is about: PID has a number of the sender's alone.
    @Test
    func `what was set aside of a party's messages stands beside its figures until it is settled`()
        throws
    {
        let lab = Party.ID(rawValue: "lab")
        func figures() throws -> [Int] {
            [
                try test.store.setAside()[lab] ?? 0,
                try test.store.unlinkedEvidence(of: [lab]).setAside ?? 0,
            ]
        }
        // The row of the population that was set aside went to nobody.
        #expect(try figures() == [0, 0])
        let entries = try test.store.entryCount
        let silent = (1...2).map {
            "MSH|^~\\&|A|B|C|D|2024030\($0)||OML^O21|Q\($0)|P|2.5\rPID|1||77\($0)^^^ZIS^PI\r"
                + "OBR|1|S\($0)||HPV\r"
        }
        try test.write("silent.hl7", silent.joined())
        _ = try MessageImport(.hl7, [test.path("silent.hl7")], flow: IngestionFolder.flow())
            .run(in: test.store, test.context())
        #expect(try figures() == [2, 2])
        #expect(try test.store.unlinkedEvidence(of: [Party.ID(rawValue: "x")]).setAside == nil)
        #expect(try test.store.unlinkedEvidence(of: [lab], asOfEntries: entries).setAside == nil)
        let then = try test.store.entryCount
        var references: [String] = []
        _ = try ReturnSetAside(reason: "correct them").run(in: test.store, test.context()) {
            if $0.source.hasSuffix("silent.hl7") { references.append($0.reference) }
        }
        _ = try SettleSetAside([references[0]], because: "a test message")
            .run(in: test.store, test.context())
        #expect(try figures() == [1, 1])
        #expect(try test.store.unlinkedEvidence(of: [lab], asOfEntries: then).setAside == 2)
        let number = try #require(try ListImports().run(in: test.store).last?.number)
        _ = try UndoImport(number: number, because: "the wrong party")
            .run(in: test.store, test.context())
        #expect(try figures() == [0, 0])
    }
}
