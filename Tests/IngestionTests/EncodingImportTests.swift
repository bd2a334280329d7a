// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Intake
import Store
import Testing

/// Messages in another character set than they declare, or than their format has.
@Suite struct EncodingImportTests {
    private let test: IngestionFolder

    init() throws {
        test = try IngestionFolder()
        let person = IngestionFolder.row(1, surname: "Andrésstra")
        let file = try test.write("people.csv", IngestionFolder.header + person)
        _ = try PopulationImport(file).run(in: test.store, test.context())
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: test.path(name)))
    }

    /// Every scalar as its byte in Latin-1.
    private func latin(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { UInt8($0.value) }
    }

    private func utf16(_ text: String) -> [UInt8] {
        ("\u{FEFF}" + text).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] as [UInt8] }
    }

    private func run(
        _ format: MessageFormat,
        _ name: String,
        _ encoding: String? = nil
    ) throws -> ImportAnswer {
        try MessageImport(
            format,
            [test.path(name)],
            flow: IngestionFolder.flow(),
            encoding: encoding
        ).run(in: test.store, test.context(), tell: test.tell)
    }

    private static func patient(_ id: Int, name: String = "Andr\u{E9}sstra") -> String {
        #"{"resourceType":"Patient","id":"\#(id)","name":[{"family":"\#(name)","initials":"A","#
            + #""given":["Anna"]}],"birthDate":"1970-02-03","address":[{"line":["Proefstraat 1"],"#
            + #""postalCode":"1234AB","city":"Nergens","country":"NL"}]}"# + "\n"
    }

    // MARK: FHIR

    @Test
    func
        `resources that are not UTF-8 are set aside and said, and read when it is said what they are`()
        throws
    {
        let plain = Self.patient(2, name: "Niemand")
        try write("p.ndjson", latin(Self.patient(1) + plain))
        let first = try run(.fhir, "p.ndjson")
        #expect(first.setAside == [.notUTF8: 1])
        #expect(first.counts[.unresolved] == 1)
        #expect(first.counts[.linked] == 0)
        let said = try run(.fhir, "p.ndjson", "windows-1252")
        #expect(said.setAside.isEmpty)
        #expect(said.counts[.linked] == 1)
        #expect(said.counts[.ledgerRows] == 1)
        #expect(said.counts[.cameReadOtherwise] == 1)
        try test.verify()
    }

    @Test(arguments: [
        ("iso-8859-1", "\u{E9}", "\u{E9}"), ("iso-8859-15", "\u{A6}", "\u{160}"),
        ("ISO 8859-2", "\u{B9}", "\u{161}"),
    ])
    func `the character sets of HL7 are those of FHIR`(
        encoding: String,
        byte: String,
        letter: String
    ) throws {
        let person = IngestionFolder.row(7, surname: "Ne\(letter)tra")
        let file = try test.write("more.csv", IngestionFolder.header + person)
        _ = try PopulationImport(file).run(in: test.store, test.context())
        let text = Self.patient(7, name: "Ne\(byte)tra").replacing("straat 1", with: "straat 7")
        try write("p.json", latin(text))
        #expect(try run(.fhir, "p.json").setAside == [.notUTF8: 1])
        #expect(try run(.fhir, "p.json", encoding).counts[.linked] == 1)
        #expect(throws: IngestionError.unknownEncoding("ebcdic")) {
            try run(.fhir, "p.json", "ebcdic")
        }
    }

    @Test func `UTF-16 is found out, and is nothing else whatever is said`() throws {
        try write("p.json", utf16(Self.patient(1)))
        let file = test.path("p.json")
        #expect(throws: IngestionError.otherEncoding(file: file)) {
            try run(.fhir, "p.json", "windows-1252")
        }
        let answer = try run(.fhir, "p.json")
        #expect(answer.counts[.linked] == 1)
        #expect(answer.files == [.utf16: 1])
        try write("one.hl7", utf16(IngestionFolder.order(1)))
        #expect(throws: IngestionError.otherEncoding(file: test.path("one.hl7"))) {
            try run(.hl7, "one.hl7", "utf-8")
        }
    }

    @Test func `a resource on another line is found in the character set that was said`() throws {
        let report =
            #"{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"#
            + #""subject":{"reference":"Patient/1"},"valueString":"goed"}"#
        try write("p.ndjson", latin(Self.patient(1) + report + "\n"))
        let answer = try run(.fhir, "p.ndjson", "windows-1252")
        #expect(answer.counts[.linked] == 2)
    }

    @Test func `inspect reads in the character set that was said`() throws {
        try write("p.json", latin(Self.patient(1)))
        func inspect(_ encoding: String?) throws -> [InspectedMessage] {
            var messages: [InspectedMessage] = []
            try Inspection([test.path("p.json")], encoding: encoding)
                .run {
                    messages.append($0)
                } nothing: { _, _ in
                }
            return messages
        }
        #expect(try inspect(nil).map(\.setAside) == [.notUTF8])
        let read = try inspect("windows-1252")
        #expect(read.map(\.setAside) == [nil])
        #expect(read[0].fields.isEmpty == false)
    }

    // MARK: The same bytes, read otherwise

    private func order() -> [UInt8] {
        latin(
            IngestionFolder.order(1).replacing("Voorbeeldstra", with: "Andr\u{E9}sstra")
                .replacing("|P|2.4", with: "|P|2.4||||||8859/2")
        )
    }

    @Test func `messages that came in another character set are said to keep what was read`() throws
    {
        try write("one.hl7", order())
        // 8859/2 has the same letter there; nobody said anything.
        #expect(try run(.hl7, "one.hl7", "iso-8859-5").counts[.unresolved] == 1)
        let again = try run(.hl7, "one.hl7", "windows-1252")
        #expect(again.counts[.cameTwice] == 0)
        #expect(again.counts[.cameReadOtherwise] == 1)
        #expect(again.readOtherwise == [2: 1])
        #expect(again.counts[.linked] == 1)
        #expect(again.counts[.ledgerRows] == 0)
        #expect(again.needsALook)
        // What is told to do does it.
        _ = try UndoImport(number: 2, because: "wrong character set")
            .run(in: test.store, test.context())
        let right = try run(.hl7, "one.hl7", "windows-1252")
        #expect(right.counts[.ledgerRows] == 1)
        #expect(right.counts[.cameReadOtherwise] == nil)
        #expect(right.readOtherwise.isEmpty)
        try test.verify()
    }

    @Test func `the same by another name of the character set came twice, as ever`() throws {
        try write("one.hl7", order())
        #expect(try run(.hl7, "one.hl7", "latin-1").counts[.ledgerRows] == 1)
        let again = try run(.hl7, "one.hl7", "windows-1252")
        #expect(again.counts[.cameTwice] == 1)
        #expect(again.counts[.cameReadOtherwise] == nil)
        #expect(!again.needsALook)
        let declared = try run(.hl7, "one.hl7")
        #expect(declared.counts[.cameReadOtherwise] == 1)
    }
}
