// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Testing
import Verification

@testable import Store

/// A counter-entry takes back what its import wrote, no more and no less: the verifier counts for itself.
struct UndoVerificationTests {
    private let test: TestStore

    init() throws {
        test = try TestStore()
        let anna = try test.add(.named("VB-1", "Voorbeeldstra"))[0]
        for number in 1...2 {
            var batch = DisclosureBatch()
            let order = ReceivedDisclosure.order("order \(number)", of: anna, CategorySet([.name]))
            batch.append(
                digest: order.digest,
                subject: order.subject,
                flow: batch.number(of: order.flow),
                categories: order.categories,
                disclosedOn: order.disclosedOn,
                keepUntil: order.keepUntil,
                samples: []
            )
            let source = ImportSource(kind: "hl7v2", party: .lab, content: [UInt8(number)])
            _ = try test.store.record(batch, of: source, act: test.act())
            try test.store.finish(source, act: test.act())
        }
    }

    private func findings() throws -> [String] {
        try LedgerVerifier(folder: test.folder).verify().findings.map(\.description)
    }

    /// Records a counter-entry as it is given, true or not.
    private func record(_ number: Int, _ entries: [[Int]]) throws {
        try test.store.commit(test.act()) { _, db, written in
            try written.record(
                db,
                [ImportUndoFact(number: number, by: "officer", because: "wrong", entries: entries)]
            )
        }
    }

    @Test func `one that is true verifies, and what it takes back is in no figure`() throws {
        #expect(try test.store.undo(importNumber: 1, because: "wrong", act: test.act()).rows == 1)
        #expect(try findings() == [])
        #expect(try test.store.exposures(today: 0).first?.disclosures == 1)
        _ = try test.store.undo(importNumber: 2, because: "wrong", act: test.act())
        #expect(try findings() == [])
        #expect(try test.store.exposures(today: 0).first?.people == 0)
    }

    @Test func `one that leaves out, adds, repeats or invents is found`() throws {
        try record(1, [])
        #expect(try findings().contains { $0.contains("other entries than import 1 wrote") })
        try record(1, [])
        #expect(try findings().contains { $0.contains("taken back twice") })
        try record(9, [])
        #expect(try findings().contains { $0.contains("never began") })
        try record(2, [[4, 3]])
        #expect(try findings().contains { $0.contains("no run of entries") })
    }

    @Test func `one whose rows are still counted is found`() throws {
        let entry = try #require(
            try test.store.facts.all(IntakeFact.self).last { $0.body.importNumber == 2 }
        )
        let rows = try #require(entry.body.rows?.map(\.entry))
        try record(2, UndoneEntries.runs(of: Set([entry.entry] + rows)))
        #expect(try findings().contains { $0.hasPrefix("exposure:") })
    }

    @Test func `a row that is taken out by itself counts no longer, and once`() throws {
        let rows = try test.store.facts.all(IntakeFact.self).compactMap(\.body.rows?.first?.entry)
        func record(_ rows: [[Int]], recounting: Bool = false) throws {
            try test.store.commit(test.act()) { store, db, written in
                try written.record(
                    db,
                    [RowsWithdrawnFact(by: "officer", because: "sampleOfSeveral", rows: rows)]
                )
                guard recounting else { return }
                try store.recountExposure(of: .lab, without: store.undone(), db)
            }
        }
        try record([[rows[0], 0]], recounting: true)
        #expect(try findings() == [])
        #expect(try test.store.exposures(today: 0).first?.disclosures == 1)
        #expect(try test.store.recountedExposures(today: 0).first?.disclosures == 1)
        // One that is still counted, one for the second time, and places where no row stands.
        try record([[rows[1], 0]])
        #expect(try findings().contains { $0.hasPrefix("exposure:") })
        try record([[rows[0], 0], [999, 0], [rows[0]]])
        #expect(try findings().contains { $0.contains("was taken back twice") })
        #expect(try findings().count { $0.contains("no row of an entry") } == 2)
    }
}
