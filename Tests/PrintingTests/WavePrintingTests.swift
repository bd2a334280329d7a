// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Letters
import Printing
import Store
import Synchronization
import Testing
import Vault

@Suite struct WavePrintingTests {
    @Test func `everybody of the plan is printed or held, and the answer says so`() throws {
        let test = try PrintingFolder()
        let answer = try test.printing().run(in: test.store)
        #expect(answer.letters == 4)
        #expect(answer.heldLate == 0)
        let sums = try #require(answer.reconciliation)
        #expect(sums.addsUp)
        #expect(sums.planned == 5 && sums.printed == 4 && sums.held == 1)
        #expect(
            try test.names() == [
                "first-0001.csv", "first-0001.pdf", "first-0002.csv", "first-0002.pdf",
                "first.sha256",
            ]
        )
        let text = try String(
            contentsOf: test.output.appendingPathComponent("first.sha256"),
            encoding: .utf8
        )
        #expect(text.split(separator: "\n").count == 4)
    }

    @Test func `print files are readable by their owner only`() throws {
        let test = try PrintingFolder()
        _ = try test.printing().run(in: test.store)
        for name in try test.names() {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: test.output.appendingPathComponent(name).path
            )
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        }
    }

    @Test func `a second run prints nothing again and adds up`() throws {
        let test = try PrintingFolder()
        _ = try test.printing().run(in: test.store)
        let again = try test.printing().run(in: test.store)
        #expect(again.letters == 0)
        #expect(again.reconciliation?.addsUp == true)
    }

    @Test func `who died after the plan is held late, and still everybody is accounted for`() throws
    {
        let test = try PrintingFolder()
        try test.change(2) { $0.deceasedOn = PartialDate("2025-08-05") }
        let answer = try test.printing().run(in: test.store)
        #expect(answer.letters == 3)
        #expect(answer.heldLate == 1)
        #expect(answer.reconciliation?.addsUp == true)
        #expect(answer.reconciliation?.heldLate == 1)
    }

    /// The attack of November 2026: 987 of 988 letters printed, and nobody said so.
    @Test func `a letter that is hidden from printing is missed by count and by person`() throws {
        let test = try PrintingFolder()
        try test.alter("DELETE FROM letter WHERE person = \(test.people[3].value)")
        let sums = try #require(try test.printing().run(in: test.store).reconciliation)
        #expect(!sums.addsUp)
        #expect(sums.missing == 1)
        #expect(sums.planned == 5 && sums.printed == 3 && sums.held == 1)
    }

    @Test func `somebody who is no longer held by the plan is missed as well`() throws {
        let test = try PrintingFolder()
        try test.alter("DELETE FROM letter WHERE person = \(test.people[0].value)")
        let sums = try #require(try test.printing().run(in: test.store).reconciliation)
        #expect(!sums.addsUp)
        #expect(sums.missing == 1)
        #expect(sums.unevenPrintFiles == [0])
    }

    @Test func `a letter that is lost after its file was printed names the file`() throws {
        let test = try PrintingFolder()
        _ = try test.printing().run(in: test.store)
        try test.alter("DELETE FROM letter WHERE person = \(test.people[4].value)")
        let sums = try #require(try test.printing().run(in: test.store).reconciliation)
        #expect(!sums.addsUp)
        #expect(sums.unevenPrintFiles == [2])
        #expect(sums.missing == 1)
    }

    @Test func `a letter that somebody gave to another person does not open`() throws {
        let test = try PrintingFolder()
        let (first, last) = (test.people[1].value, test.people[4].value)
        try test.alter(
            """
            CREATE TABLE copy AS SELECT * FROM letter;
            DROP TABLE letter;
            ALTER TABLE copy RENAME TO letter;
            UPDATE letter SET person = \(first) WHERE person = \(last);
            """
        )
        #expect(throws: VaultError.doesNotOpen("letter lane")) {
            try test.printing().run(in: test.store)
        }
        #expect(try !test.names().contains("first-0002.pdf"), "no letter of that file")
    }

    @Test func `an interruption leaves no part of a file, and the next run prints the rest`() throws
    {
        let test = try PrintingFolder(count: 40, held: 0, batchSize: 4)
        let asked = Counter()
        #expect(throws: PrintingError.interrupted) {
            try test.printing { asked.next() > 14 }.run(in: test.store)
        }
        #expect(try test.names().allSatisfy { !$0.hasPrefix(".") })
        let written = try test.store.finishedBatches(of: test.wave).count
        #expect(written < 10)
        let answer = try test.printing().run(in: test.store)
        #expect(answer.letters == 40 - 4 * written)
        #expect(answer.reconciliation?.addsUp == true)
    }

    private final class Counter: Sendable {
        private let value = Atomic(0)
        func next() -> Int { value.add(1, ordering: .relaxed).newValue }
    }

    @Test func `what a killed run left is removed, and nothing else`() throws {
        let test = try PrintingFolder()
        try FileManager.default.createDirectory(at: test.output, withIntermediateDirectories: true)
        for name in [
            ".first-0009.pdf.spoor-part", ".first.sha256.spoor-part", ".other-0001.pdf.spoor-part",
            "first-notes.txt",
        ] {
            try Data("letters".utf8).write(to: test.output.appendingPathComponent(name))
        }
        _ = try test.printing().run(in: test.store)
        #expect(
            try test.names() == [
                ".other-0001.pdf.spoor-part", "first-0001.csv", "first-0001.pdf",
                "first-0002.csv", "first-0002.pdf", "first-notes.txt", "first.sha256",
            ]
        )
    }

    @Test func `a failure in the middle leaves whole files and no part`() throws {
        let test = try PrintingFolder(count: 6, held: 0, batchSize: 2)
        try test.change(4) { $0.language = .english }
        #expect(throws: (any Error).self) { try test.printing().run(in: test.store) }
        #expect(try test.names().allSatisfy { !$0.hasPrefix(".") })
        #expect(try test.store.finishedBatches(of: test.wave).map(\.batch) == [1, 2])
    }

    @Test func `a cancelled wave and a font that is not there are refused`() throws {
        let test = try PrintingFolder()
        var printing = try test.printing()
        printing.fonts = "/nowhere"
        #expect(
            throws: PrintingError.fontMissing(name: "NotoSans-Regular.ttf", folder: "/nowhere")
        ) {
            try printing.run(in: test.store)
        }
        try test.store.cancel(
            test.wave,
            because: "a wrong text",
            act: Act(by: "officer", at: PrintingFolder.now, counterparty: "lab")
        )
        #expect(throws: PrintingError.waveCancelled(name: "first", because: "a wrong text")) {
            try test.printing().run(in: test.store)
        }
    }
}
