// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Letters
import Printing
import Store
import Testing

/// What was printed can be printed again: the same when it was lost, in another form when somebody asks.
@Suite struct LettersAgainTests {
    static func reader(_ id: Int, _ change: (inout Person) -> Void = { _ in }) -> Person {
        HeldAtThePlanTests.reader(id, change)
    }

    /// Five people in two print files, one of whom died before the print.
    private func makeCase() throws -> PrintedCase {
        let people = (1...5).map { Self.reader($0) }
        let test = try PrintedCase(people)
        try test.disclose(people.map(\.sourceID.text), [.name, .address])
        try test.open()
        try test.freeze("first")
        _ = try test.plan("one")
        try test.add([Self.reader(2) { $0.deceasedOn = PartialDate("2025-08-01") }])
        _ = try test.print("one")
        return test
    }

    private func out(_ test: PrintedCase) -> URL { test.folder.appendingPathComponent("out") }

    private func reprint(
        _ test: PrintedCase,
        to folder: URL,
        bodySize: Double = 10.5,
        _ settings: LetterSettings? = nil
    ) throws -> ReprintWave.Answer {
        var request = ReprintWave(
            incident: "case",
            wave: "one",
            settings: try settings ?? PrintedCase.settings(),
            folder: folder,
            officer: try test.officer,
            reason: try StatedReason("the post room lost it")
        )
        request.bodySize = bodySize
        return try request.run(in: test.store)
    }

    @Test func `a lost print file is made again, the same to the byte, and that is recorded`()
        throws
    {
        let test = try makeCase()
        let names = ["one-0001.pdf", "one-0001.csv", "one-0002.pdf", "one-0002.csv"]
        let before = try names.map { try Data(contentsOf: out(test).appendingPathComponent($0)) }
        try FileManager.default.removeItem(at: out(test).appendingPathComponent("one-0001.pdf"))
        let answer = try reprint(test, to: out(test))
        #expect(answer.made == [1] && answer.kept == [2])
        #expect(
            try names.map { try Data(contentsOf: out(test).appendingPathComponent($0)) } == before
        )
        let wave = try test.store.wave("one", of: test.store.incident("case"))
        #expect(try test.store.reprints(of: wave).map(\.body.batch) == [1])
        #expect(try test.store.reprints(of: wave).map(\.body.because) == ["the post room lost it"])
        let elsewhere = test.folder.appendingPathComponent("elsewhere")
        #expect(try reprint(test, to: elsewhere).made == [1, 2])
        #expect(
            try Data(contentsOf: elsewhere.appendingPathComponent("one-0002.pdf")) == before[2]
        )
    }

    @Test func `what would not be the same is not written`() throws {
        let test = try makeCase()
        let folder = test.folder.appendingPathComponent("elsewhere")
        var settings = try PrintedCase.settings()
        settings.telephone = "0800-1111"
        #expect(throws: PrintingError.notTheSame(printFile: 1)) {
            try reprint(test, to: folder, settings)
        }
        #expect(throws: PrintingError.notTheSame(printFile: 1)) {
            try reprint(test, to: folder, bodySize: 11)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
        let wave = try test.store.wave("one", of: test.store.incident("case"))
        #expect(try test.store.reprints(of: wave).isEmpty)
        try test.add([Self.reader(1) { $0.street = "Anderestraat" }])
        let file = try test.store.letters(to: test.number("VB-1"))[0].batch
        #expect(throws: PrintingError.notTheSame(printFile: file)) {
            try reprint(test, to: folder)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!names.contains { $0.contains("000\(file)") })
    }

    @Test func `what stands there and is not the print file is left alone`() throws {
        let test = try makeCase()
        let file = out(test).appendingPathComponent("one-0002.pdf")
        try Data("something else".utf8).write(to: file)
        #expect(throws: PrintingError.printFileDiffers(file: file.path)) {
            try reprint(test, to: out(test))
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == "something else")
    }

    @Test func `printing to an empty folder what was printed before is no success`() throws {
        let test = try makeCase()
        try FileManager.default.removeItem(at: out(test))
        #expect(
            throws: PrintingError.printFilesElsewhere(
                wave: "one",
                incident: "case",
                missing: 2,
                of: 2
            )
        ) { try test.print("one") }
        #expect(!FileManager.default.fileExists(atPath: out(test).path))
        _ = try reprint(test, to: out(test))
        #expect(try test.print("one").answer.letters == 0, "they are all there")
    }

    private func again(
        _ test: PrintedCase,
        _ person: String,
        wave: String = "one",
        _ form: PrintAgain.Form
    ) throws -> (answer: PrintAgain.Answer, letter: String) {
        let answer = try PrintAgain(
            incident: "case",
            wave: wave,
            person: test.number(person),
            form: form,
            settings: PrintedCase.settings(),
            folder: test.folder.appendingPathComponent("again"),
            officer: test.officer,
            reason: StatedReason("asked by telephone")
        ).run(in: test.store)
        let pages = try PrintedPages(URL(fileURLWithPath: answer.file))
        return (answer, try #require(pages.letters.first))
    }

    private static func code(_ letter: String) throws -> String {
        let found = letter.matches(of: /[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}/)
        return String(try #require(found.first).output)
    }

    @Test func `one letter is made again in another language, larger, or greeted otherwise`() throws
    {
        let test = try makeCase()
        let first = try again(test, "VB-1", .init())
        let english = try again(test, "VB-1", .init(language: .english))
        #expect(english.letter.contains("Dear A. Voorbeeld,"))
        #expect(english.letter.contains("6 August 2025"), "the date of the letter that it repeats")
        #expect(try Self.code(english.letter) == Self.code(first.letter))
        let large = try again(test, "VB-1", .init(bodySize: 18))
        #expect(large.answer.pages > first.answer.pages)
        let greeted = try again(test, "VB-1", .init(salutation: "geachte mevrouw voorbeeld"))
        #expect(greeted.letter.contains("Geachte mevrouw Voorbeeld,"))
        #expect(greeted.answer.number == 4)

        let wave = try test.store.wave("one", of: test.store.incident("case"))
        let known = try test.store.lettersAgain(of: wave)
        #expect(known.map(\.language) == [nil, .english, nil, nil])
        #expect(known.map(\.bodySize) == [nil, nil, 18, nil])
        #expect(try known.allSatisfy { try $0.person == test.number("VB-1") })
        #expect(!"\(known)".contains("mevrouw"))
        #expect(try test.store.letters(to: test.number("VB-1")).count == 1, "the letter is known")
    }

    @Test func `a form that nobody approved, somebody without a letter, and the dead get none`()
        throws
    {
        let test = try makeCase()
        #expect(throws: PrintingError.salutationNotApproved) {
            try again(test, "VB-1", .init(salutation: "Beste Tamar, uw uitslag is HPV 16"))
        }
        #expect(throws: PrintingError.bodySizeRefused) {
            try again(test, "VB-1", .init(bodySize: 3))
        }
        let dead = try test.number("VB-2")
        #expect(throws: PrintingError.noLetterToRepeat(dead, wave: "one")) {
            try again(test, "VB-2", .init())
        }
        try test.add([Self.reader(3) { $0.secrecy = 7 }])
        let hidden = try test.number("VB-3")
        #expect(throws: PrintingError.heldNow(hidden, .safety)) { try again(test, "VB-3", .init()) }
        let wave = try test.store.wave("one", of: test.store.incident("case"))
        #expect(try test.store.lettersAgain(of: wave).isEmpty)
    }

    @Test func `two letters of a wave that are made again never have one number`() throws {
        let test = try makeCase()
        let wave = try test.store.wave("one", of: test.store.incident("case"))
        func record(_ number: Int) throws {
            try test.store.record(
                letterAgain: LetterAgain(number: number, person: test.number("VB-1")),
                of: wave,
                letterDate: 20_306,
                pdfSHA256: "00",
                because: "asked for it",
                act: Act(by: "officer", at: test.now)
            )
        }
        #expect(throws: StoreError.alreadyThere(.letterAgain(wave: "one"))) { try record(2) }
        try record(1)
        #expect(throws: StoreError.alreadyThere(.letterAgain(wave: "one"))) { try record(1) }
    }

    @Test func `only the last letter that somebody had is made again`() throws {
        let test = try makeCase()
        try test.list("list", of: ["VB-1"], [.name])
        try test.freeze("second")
        _ = try test.plan("two", onlyNews: true)
        _ = try test.print("two")
        let person = try test.number("VB-1")
        #expect(throws: PrintingError.laterLetter(person, wave: "two")) {
            try again(test, "VB-1", .init())
        }
        #expect(try again(test, "VB-1", wave: "two", .init()).letter.contains("Voorbeeld"))
        #expect(try again(test, "VB-4", .init()).answer.number == 1)
    }
}
