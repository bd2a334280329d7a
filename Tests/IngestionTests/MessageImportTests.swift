// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Store
import Synchronization
import Testing

@Suite struct MessageImportTests {
    private let test: IngestionFolder

    init() throws {
        test = try IngestionFolder()
        try test.population(1...3)
    }

    private func hl7(
        _ paths: String...,
        flow: FlowRequest = IngestionFolder.flow(),
        fieldTable: String? = nil
    ) -> MessageImport {
        MessageImport(.hl7, paths.map(test.path), flow: flow, fieldTable: fieldTable)
    }

    @Test func `a message about somebody known becomes a row of the ledger`() throws {
        try test.write("one.hl7", IngestionFolder.order(1))
        let answer = try hl7("one.hl7").run(in: test.store, test.context())
        #expect(answer.isStored)
        #expect(answer.read == 1)
        #expect(answer.counts[.linked] == 1)
        #expect(answer.counts[.ledgerRows] == 1)
        #expect(answer.setAside.isEmpty)
        #expect(try test.store.disclosureCount() == 1)
    }

    @Test func `purpose and ground stand in the flow as they were given`() throws {
        try test.write("one.hl7", IngestionFolder.order(1))
        var flow = IngestionFolder.flow(purpose: "quality of screening")
        flow.basis = .legalObligation
        _ = try hl7("one.hl7", flow: flow).run(in: test.store, test.context())
        let recorded = try #require(test.store.flows.values.first)
        #expect(recorded.purpose == "quality of screening")
        #expect(recorded.basis == .legalObligation)
        #expect(recorded.channel == "hl7v2")
        #expect(recorded.grade == .kept)
    }

    @Test(arguments: ["", "  ", "."])
    func `a purpose without words is refused, and nothing is stored`(purpose: String) throws {
        try test.write("one.hl7", IngestionFolder.order(1))
        #expect(throws: IngestionError.noPurpose) {
            try hl7("one.hl7", flow: IngestionFolder.flow(purpose: purpose))
                .run(in: test.store, test.context())
        }
        #expect(try test.store.disclosureCount() == 0)
    }

    @Test func `a party or an agreement that nobody recorded is refused`() throws {
        try test.write("one.hl7", IngestionFolder.order(1))
        #expect(throws: IngestionError.unknownParty("labb", known: ["lab"])) {
            try hl7("one.hl7", flow: IngestionFolder.flow("labb"))
                .run(in: test.store, test.context())
        }
        var flow = IngestionFolder.flow()
        flow.agreement = "v9"
        #expect(throws: IngestionError.unknownAgreement("v9", party: "lab")) {
            try hl7("one.hl7", flow: flow).run(in: test.store, test.context())
        }
    }

    @Test func `a file that is not there, a folder without messages and an empty one are told`()
        throws
    {
        let folder = test.path("empty")
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        try test.write("text.hl7", "nothing of the kind\n")
        #expect(throws: IngestionError.notThere(file: test.path("no.hl7"))) {
            try hl7("no.hl7").run(in: test.store, test.context())
        }
        #expect(throws: IngestionError.folderHoldsNone(folder: folder)) {
            try hl7("empty").run(in: test.store, test.context())
        }
        #expect(throws: IngestionError.noMessage(file: test.path("text.hl7"), .hl7)) {
            try hl7("text.hl7").run(in: test.store, test.context())
        }
    }

    @Test func `what does not read is set aside with its reason, and the next is read`() throws {
        try test.write(
            "some.hl7",
            "PID|1||||Voorbeeldstra^Anna\r"
                + "MSH|^~\\&|A|B|C|D|20240131|||7|P|2.4\rPID|1\r" + IngestionFolder.order(1)
        )
        let answer = try hl7("some.hl7").run(in: test.store, test.context(), tell: test.tell)
        #expect(answer.setAside == [.noHeader: 1, .untyped: 1])
        #expect(answer.counts[.ledgerRows] == 1)
        #expect(answer.needsALook)
        #expect(try test.store.importRemainders().rejects.values.reduce(0, +) == 2)
    }

    @Test func `a dry run counts, and stores nothing`() throws {
        try test.write("one.hl7", IngestionFolder.order(1))
        let answer = try hl7("one.hl7").run(in: test.store, test.context(dryRun: true))
        #expect(!answer.isStored)
        #expect(answer.counts[.linked] == 1)
        #expect(answer.counts[.ledgerRows] == nil)
        #expect(try test.store.disclosureCount() == 0)
    }

    @Test func `what comes twice counts once`() throws {
        try test.write("one.hl7", IngestionFolder.order(1))
        try test.write("copy.hl7", IngestionFolder.order(1) + IngestionFolder.order(2))
        _ = try hl7("one.hl7").run(in: test.store, test.context())
        let again = try hl7("one.hl7").run(in: test.store, test.context(), tell: test.tell)
        #expect(again.read == 0)
        #expect(test.events.contains(.takenInBefore(file: test.path("one.hl7"))))
        let copy = try hl7("copy.hl7").run(in: test.store, test.context())
        #expect(copy.counts[.cameTwice] == 1)
        #expect(copy.counts[.ledgerRows] == 1)
    }

    @Test func `the same message with other line ends or empty fields behind it counts once`()
        throws
    {
        let order = IngestionFolder.order(1)
        try test.write("cr.hl7", order)
        try test.write("lf.hl7", order.replacing("\r", with: "\n"))
        try test.write("crlf.hl7", order.replacing("\r", with: "||\r\n"))
        let answer = try hl7("cr.hl7", "lf.hl7", "crlf.hl7").run(in: test.store, test.context())
        #expect(answer.counts[.ledgerRows] == 1)
        #expect(answer.counts[.cameTwice] == 2)
    }

    @Test func `the same resource indented counts once`() throws {
        let patient =
            #"{"resourceType":"Patient","id":"1","name":[{"family":"Voorbeeldstra","given":["Anna"]}],"#
            + #""birthDate":"1970-02-03","address":[{"line":["Proefstraat 1"],"postalCode":"1234AB"}]}"#
        try test.write("a.json", patient)
        try test.write("b.json", patient.replacing(",\"", with: ",\n  \""))
        let answer = try MessageImport(
            .fhir,
            ["a.json", "b.json"].map(test.path),
            flow: IngestionFolder.flow()
        ).run(in: test.store, test.context())
        #expect(answer.counts[.ledgerRows] == 1)
        #expect(answer.counts[.cameTwice] == 1)
    }

    @Test func `a message without its end is set aside, and the whole ones are taken`() throws {
        let framed = (1...2).map { "\u{0B}\(IngestionFolder.order($0))\u{1C}\r" }.joined()
        try test.write("mllp.hl7", framed + "\u{0B}" + IngestionFolder.order(3))
        try test.write("cut.hl7", String(IngestionFolder.order(4).dropLast(90)))
        let answer = try hl7("mllp.hl7", "cut.hl7").run(in: test.store, test.context())
        #expect(answer.counts[.ledgerRows] == 2)
        #expect(answer.setAside == [.cutOff: 2])
    }

    @Test func `a resource on a line is about the Patient of another file of the import`() throws {
        func patient(_ id: String, _ house: Int) -> String {
            #"{"resourceType":"Patient","id":"\#(id)","name":[{"family":"Voorbeeldstra","given":["Anna"]}],"#
                + #""birthDate":"1970-02-03","address":[{"line":["Proefstraat \#(house)"],"postalCode":"1234AB"}]}"#
        }
        func observation(_ id: String, _ subject: String) -> String {
            #"{"resourceType":"Observation","id":"\#(id)","subject":{"reference":"\#(subject)"},"valueString":"neg"}"#
        }
        try test.write(
            "a.ndjson",
            [
                observation("1", "Patient/p1"), observation("2", "Patient/p9"),
                observation("3", "Patient/p7"), observation("4", "Patient/twice"),
                observation("5", "https://x.example/Patient/p1"),
            ].joined(separator: "\n")
        )
        try test.write(
            "p.ndjson",
            [
                // Members of an object have no order.
                patient("p1", 1).replacing(#""resourceType":"Patient","#, with: "")
                    .replacing("]}", with: #"],"resourceType":"Patient"}"#),
                patient("p9", 99), patient("twice", 1), patient("twice", 2),
            ].joined(separator: "\n")
        )
        let answer = try MessageImport(
            .fhir,
            ["a.ndjson", "p.ndjson"].map(test.path),
            flow: IngestionFolder.flow()
        ).run(in: test.store, test.context())
        // Of the Patients three and the result of the first; the one that nobody knows, and their result.
        #expect(answer.counts[.ledgerRows] == 4)
        #expect(answer.counts[.unresolved] == 2)
        #expect(answer.setAside == [.referenceNotFound: 2, .referenceOfSeveral: 1])
    }

    @Test func `a resource that names only its Encounter is about whom that is about`() throws {
        let patient =
            #"{"resourceType":"Patient","id":"p1","name":[{"family":"Voorbeeldstra","given":["Anna"]}],"#
            + #""birthDate":"1970-02-03","address":[{"line":["Proefstraat 1"],"postalCode":"1234AB"}]}"#
        func encounter(_ id: String, _ patient: String) -> String {
            #"{"resourceType":"Encounter","id":"\#(id)","status":"finished","subject":{"reference":"\#(patient)"}}"#
        }
        func observation(_ id: String, _ encounter: String) -> String {
            #"{"resourceType":"Observation","id":"\#(id)","encounter":{"reference":"\#(encounter)"},"#
                + #""valueString":"neg"}"#
        }
        try test.write(
            "o.ndjson",
            [
                observation("1", "Encounter/e1"), observation("2", "Encounter/e9"),
                observation("3", "Encounter/both"),
            ].joined(separator: "\n")
        )
        try test.write(
            "p.ndjson",
            [
                patient, encounter("e1", "Patient/p1/_history/3"), encounter("both", "Patient/p1"),
                encounter("both", "Patient/p2"),
            ].joined(separator: "\n")
        )
        let answer = try MessageImport(
            .fhir,
            ["o.ndjson", "p.ndjson"].map(test.path),
            flow: IngestionFolder.flow()
        ).run(in: test.store, test.context())
        // Of an Encounter that nobody has, and of one that two people have; one of these is nobody's too.
        #expect(answer.setAside == [.referenceNotFound: 2, .referenceOfSeveral: 1])
        #expect(try test.held(1)[.producedThere]?.contains(.testResult) == true)
    }

    @Test(arguments: [
        // A file for each resource, over several lines; a version of the Patient; both.
        (true, "Patient/p1"), (false, "Patient/p1/_history/2"), (true, "Patient/p1/_history/2"),
    ])
    func `the Patient of another file is found in a document, and whatever version is meant`(
        isDocument: Bool,
        reference: String
    ) throws {
        let patient =
            #"{"resourceType":"Patient","id":"p1","name":[{"family":"Voorbeeldstra","given":["Anna"]}],"#
            + #""birthDate":"1970-02-03","address":[{"line":["Proefstraat 1"],"postalCode":"1234AB"}]}"#
        let observation =
            #"{"resourceType":"Observation","id":"1","subject":{"reference":"\#(reference)"},"valueString":"neg"}"#
        let files = [("a.json", observation), ("p.json", patient)]
        for (name, text) in files {
            try test.write(name, isDocument ? text.replacing(",\"", with: ",\n  \"") : text)
        }
        let answer = try MessageImport(
            .fhir,
            files.map { test.path($0.0) },
            flow: IngestionFolder.flow()
        ).run(in: test.store, test.context())
        #expect(answer.counts[.linked] == 2)
        #expect(answer.setAside.isEmpty)
    }

    @Test(arguments: ["S100", "S100 ", " S100", "  S100  "])
    func `blanks around the number of a sample are no part of it`(sample: String) throws {
        try test.population(1...1)
        try test.write("a.hl7", IngestionFolder.order(1) + "SPM|1|S100\r")
        try test.write(
            "b.hl7",
            "MSH|^~\\&|C|D|A|B|20240305||OUL^R22|2|P|2.5.1\rSPM|1|\(sample)||CVX\rOBX|1|ST|X||neg\r"
        )
        _ = try hl7("a.hl7", "b.hl7").run(in: test.store, test.context())
        #expect(try ShowRemainders().run(in: test.store).waitingResults == 0)
    }

    @Test(arguments: [1, 100])
    func `as waiting counts what still waits when all is read`(count: Int) throws {
        try test.population(1...count)
        func result(_ number: Int) -> String {
            "MSH|^~\\&|C|D|A|B|20240305||OUL^R22|R\(number)|P|2.5.1\rSPM|1|S\(number)||CVX\r"
                + "OBR|1|||HPV\rOBX|1|ST|02HPV||neg\r"
        }
        let orders = (1...count).map { IngestionFolder.order($0, person: $0) + "SPM|1|S\($0)\r" }
        // Before their orders in one file, behind them in another, and some without any.
        let early = (1...count).filter { $0 % 2 == 0 }.map(result)
        let late = (1...count).filter { $0 % 2 == 1 }.map(result) + [result(count + 1)]
        try test.write("a.hl7", early.joined())
        try test.write("b.hl7", orders.joined())
        try test.write("c.hl7", late.joined())
        let answer = try hl7("a.hl7", "b.hl7", "c.hl7").run(in: test.store, test.context())
        #expect(answer.counts[.waiting] == 1)
        #expect(answer.counts[.ledgerRows] == 2 * count)
        #expect(try ShowRemainders().run(in: test.store).waitingResults == 1)
        // One that waited from an earlier import is not counted out of this one.
        try test.write(
            "d.hl7",
            IngestionFolder.order(count + 1, person: 1) + "SPM|1|S\(count + 1)\r"
                + result(count + 2)
        )
        #expect(try hl7("d.hl7").run(in: test.store, test.context()).counts[.waiting] == 1)
        #expect(try ShowRemainders().run(in: test.store).waitingResults == 1)
    }

    @Test func `nobody refers into a Bundle from another file`() throws {
        let patient = #"{"resourceType":"Patient","id":"p1","birthDate":"1970-02-03"}"#
        try test.write(
            "b.json",
            "{\n \"resourceType\":\"Bundle\",\"entry\":[{\"resource\":\n\(patient)}]}"
        )
        try test.write(
            "a.json",
            #"{"resourceType":"Observation","subject":{"reference":"Patient/p1"},"valueString":"neg"}"#
        )
        let answer = try MessageImport(
            .fhir,
            ["a.json", "b.json"].map(test.path),
            flow: IngestionFolder.flow()
        ).run(in: test.store, test.context())
        #expect(answer.setAside == [.referenceNotFound: 1])
    }

    @Test func `a message of no character set that fits is read by guess, and that is said`() throws
    {
        var bytes = Array(IngestionFolder.order(1).utf8)
        bytes += Array("NTE|1||caf".utf8) + [0xE9, 0x0D]
        try Data(bytes).write(to: URL(fileURLWithPath: test.path("guess.hl7")))
        let answer = try hl7("guess.hl7").run(in: test.store, test.context())
        #expect(answer.counts[.assumedEncodings] == 1)
        try test.write("plain.hl7", IngestionFolder.order(2))
        let plain = try hl7("plain.hl7").run(in: test.store, test.context())
        #expect(plain.counts[.assumedEncodings] == nil)
    }

    @Test func `a message that was sent on a day to come is set aside`() throws {
        let order = IngestionFolder.order(1)
        try test.write("late.hl7", order.replacing("|20240131|", with: "|29190131|"))
        let answer = try hl7("late.hl7").run(in: test.store, test.context())
        #expect(answer.setAside == [.dayToCome: 1])
        #expect(answer.counts[.ledgerRows] == 0)
    }

    @Test func `a patient in the text of a field is nobody`() throws {
        let text =
            "NTE|1||Doorgestuurd:\n" + IngestionFolder.order(7, person: 2).split(separator: "\r")[1]
        try test.write("one.hl7", IngestionFolder.order(1) + text + "\r")
        let answer = try hl7("one.hl7").run(in: test.store, test.context())
        #expect(answer.counts[.ledgerRows] == 1)
        #expect(answer.counts[.linked] == 1)
        #expect(answer.setAside.isEmpty)
    }

    @Test func `whoever wants acknowledgements gets one for each file, in order`() throws {
        for number in 1...3 {
            try test.write("\(number).hl7", IngestionFolder.order(number))
        }
        _ = try hl7("1.hl7", "2.hl7", "3.hl7").run(
            in: test.store,
            test.context(acknowledges: true),
            tell: test.tell
        )
        #expect(test.committed == [1, 2, 3])
    }

    @Test func `an interruption ends within one huge file, and the rest is read the next time`()
        throws
    {
        let count = 40_000
        try test.write(
            "all.hl7",
            (1...count).map { IngestionFolder.order($0, person: 1 + $0 % 3) }.joined()
        )
        // Asked once before each frame and piece: it says yes in the middle of the file.
        let asked = Counter()
        #expect(throws: IngestionError.interrupted) {
            try hl7("all.hl7").run(
                in: test.store,
                test.context(acknowledges: true, isInterrupted: { asked.next() > 25_000 }),
                tell: test.tell
            )
        }
        let before = try test.store.disclosureCount()
        #expect(before < count)
        #expect(test.committed.last == before)
        // After it said yes, hardly a frame more was begun on any thread.
        #expect(asked.count < 25_000 + 100)
        let rest = try hl7("all.hl7").run(in: test.store, test.context())
        #expect(before + (rest.counts[.ledgerRows] ?? 0) == count)
        #expect(try test.store.disclosureCount() == count)
    }

    private final class Counter: Sendable {
        private let value = Atomic(0)
        func next() -> Int { value.add(1, ordering: .relaxed).newValue }
        var count: Int { value.load(ordering: .relaxed) }
    }

    @Test func `a resource is read by the same path, and told apart by its format`() throws {
        try test.write(
            "one.json",
            """
            {"resourceType":"Patient","name":[{"family":"Voorbeeldstra","given":["Anna"]}],
             "birthDate":"1970-02-03","address":[{"line":["Proefstraat 1"],"postalCode":"1234AB"}]}
            """
        )
        try test.write("bad.json", "{\"resourceType\":\"Patient\",")
        try test.write("list.json", "{\"a\":1}")
        let answer = try MessageImport(
            .fhir,
            ["one.json", "bad.json", "list.json"].map(test.path),
            flow: IngestionFolder.flow()
        ).run(in: test.store, test.context())
        #expect(answer.read == 3)
        #expect(answer.setAside == [.jsonEndsEarly: 1, .noResource: 1])
        #expect(try test.store.flows.values.map(\.channel) == ["fhir"])
    }

    @Test func `a table of fields that does not read is refused with its line`() throws {
        try test.write("one.hl7", IngestionFolder.order(1))
        let table = try test.write("map.csv", "PID-3,name\nZZZ,no-such-category\n")
        #expect(throws: IngestionError.self) {
            try hl7("one.hl7", fieldTable: table).run(in: test.store, test.context())
        }
        #expect(
            throws: IngestionError.fieldTableNotReadable(file: test.path("none.csv"), .hl7)
        ) {
            try hl7("one.hl7", fieldTable: test.path("none.csv"))
                .run(in: test.store, test.context())
        }
    }

    @Test func `an answer can be written and read as it is`() throws {
        try test.write("some.hl7", "PID|1\r" + IngestionFolder.order(1))
        let answer = try hl7("some.hl7").run(in: test.store, test.context())
        let data = try JSONEncoder().encode(answer)
        #expect(try JSONDecoder().decode(ImportAnswer.self, from: data) == answer)
    }

    /// The line end before the second message is missing: what it says would be the first one's.
    @Test func `messages that are stuck together are set aside, and an MSH in a text is not one`()
        throws
    {
        let one = String(IngestionFolder.order(1).dropLast())
        try test.write("stuck.hl7", one + IngestionFolder.order(2, person: 2))
        let answer = try hl7("stuck.hl7").run(in: test.store, test.context())
        #expect(answer.setAside == [.messageInside: 1])
        #expect(try test.store.disclosureCount() == 0)
        try test.write("text.hl7", one + "|see MSH\\F\\^~ of MSH|^x\rNTE|1||MSH\r")
        #expect(try hl7("text.hl7").run(in: test.store, test.context()).setAside.isEmpty)
        #expect(try test.store.disclosureCount() == 1)
    }
}
