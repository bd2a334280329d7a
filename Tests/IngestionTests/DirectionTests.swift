// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Store
import Testing

/// Where data came from follows which way a message went, and not what kind of message it is.
@Suite struct DirectionTests {
    private let test: IngestionFolder

    init() throws {
        test = try IngestionFolder()
        try test.write(
            "people.csv",
            IngestionFolder.header + IngestionFolder.row(1)
                + IngestionFolder.row(2, surname: "Proefkonijn")
        )
        _ = try PopulationImport(test.path("people.csv")).run(in: test.store, test.context())
    }

    /// Findings about the first person: `sender` and `receiver` are MSH-3 with MSH-4, MSH-5 with MSH-6.
    private static func result(
        _ sender: String,
        _ receiver: String,
        sample: String = "",
        id: Int = 1
    ) -> String {
        "MSH|^~\\&|\(sender)|\(receiver)|20240305||ORU^R01|\(id)|P|2.5\r"
            + "PID|1||||Voorbeeldstra^Anna||19700203||||&Proefstraat&1^^Nergens^^1234AB^NLD\r"
            + "OBR|1|\(sample)|\(sample)|HPV\rOBX|1|ST|02HPV^HPV||pos||||||F\r"
            + (sample.isEmpty ? "" : "SPM|1|\(sample)\r")
    }

    private func take(
        _ text: String,
        _ format: MessageFormat = .hl7,
        said: SaidAtImport = SaidAtImport()
    ) throws -> ImportAnswer {
        let path = try test.write("\(UUID().uuidString).\(format == .hl7 ? "hl7" : "json")", text)
        return try MessageImport(format, [path], flow: IngestionFolder.flow(), said: said)
            .run(in: test.store, test.context())
    }

    private func held(_ number: Int = 1) throws -> [Origin: Set<DataCategory>] {
        try test.held(number)
    }

    @Test(arguments: [
        ("EPD|ZH", "LIMS|LAB"), ("EPD|ZH", "LIMS|Lab Vlietzicht"), ("epd|X", "Y|Z"),
        ("X|1^2.16.840^ISO", "Y|Z"),
    ])
    func `earlier results that we send are given by us`(sender: String, receiver: String) throws {
        let answer = try take(
            Self.result(sender, receiver),
            said: SaidAtImport(ours: ["EPD", "2.16.840"])
        )
        let held = try held()
        #expect(held.keys.sorted { $0.rawValue < $1.rawValue } == [.givenByUs])
        #expect(try #require(held[.givenByUs]).isSuperset(of: [.testResult, .name, .address]))
        #expect(answer.counts[.directionsByKind] == nil)
        try test.verify()
    }

    @Test(arguments: [
        ("LIMS|LAB", "EPD|ZH"), ("lims|lab vlietzicht", "X|Y"), ("X|Y", "EPD|ZH"),
        ("ANALYSER|X", "Y|Z"),
    ])
    func `what came back was produced there, and who it is about they had from us`(
        sender: String,
        receiver: String
    ) throws {
        _ = try take(
            Self.result(sender, receiver),
            said: SaidAtImport(ours: ["EPD"], theirs: ["ANALYSER"])
        )
        let held = try held()
        #expect(held[.producedThere] == [.testResult, .testRequested])
        #expect(held[.givenByUs] == [.name, .birthDate, .address])
        let exposure = try #require(test.store.exposures(today: 20_000).first)
        #expect(exposure.people == 1)
        #expect(exposure.disclosures == 2)
        try test.verify()
    }

    @Test func `an order that came from the party was not given by us`() throws {
        let order = IngestionFolder.order(1).replacing("|A|B|C|D|", with: "|LIMS|LAB|EPD|ZH|")
        _ = try take(order)
        #expect(try held()[.producedThere] == [.orderNumber, .sampleNumber])
        #expect(try held()[.givenByUs] == [.name, .birthDate, .address])
    }

    @Test func `the officer's word holds for what does not say it, and stands in the ledger`()
        throws
    {
        let answer = try take(Self.result("A|B", "C|D"), said: SaidAtImport(direction: .given))
        #expect(try held().keys.map(\.self) == [.givenByUs])
        #expect(answer.counts[.directionsByKind] == nil)
        let said = try #require(test.store.said.first?.body)
        #expect(said.by == "officer")
        #expect(said.direction == "given")
        #expect(said.directions == 1)
        try test.verify()
    }

    @Test func `what says otherwise than the officer is taken as it says, and counted`() throws {
        let answer = try take(
            Self.result("A|LAB", "C|D"),
            said: SaidAtImport(direction: .given)
        )
        #expect(try held()[.producedThere] == [.testResult, .testRequested])
        #expect(answer.counts[.directionsOtherwise] == 1)
        #expect(answer.needsALook)
        #expect(try test.store.said.isEmpty)
    }

    @Test(arguments: [("A|B", "C|D"), ("LAB|X", "LAB|Y"), ("LABX|", "|"), ("EPD|LAB", "X|Y")])
    func `where nothing or both sides say it the kind decides, and that is counted`(
        sender: String,
        receiver: String
    ) throws {
        let answer = try take(
            Self.result(sender, receiver)
                + IngestionFolder.order(7, person: 2)
                .replacing("Voorbeeldstra", with: "Proefkonijn"),
            said: SaidAtImport(ours: ["EPD"])
        )
        #expect(answer.counts[.directionsByKind] == 2)
        #expect(try held()[.producedThere] == [.testResult, .testRequested])
        #expect(try held(2).keys.map(\.self) == [.givenByUs])
    }

    @Test func `results that we send join no order and are joined by none`() throws {
        let said = SaidAtImport(ours: ["EPD"])
        // Anna's sample, and what we tell of it; the laboratory's own result has the sample alone.
        _ = try take(IngestionFolder.order(100), said: said)
        _ = try take(Self.result("EPD|ZH", "C|D", sample: "S100"), said: said)
        _ = try take(
            "MSH|^~\\&|LIMS|LAB|A|B|20240306||OUL^R22|9|P|2.5\rSPM|1|S100\rOBR|1|||02HPV\r"
                + "OBX|1|ST|02HPVHR||POS\r"
        )
        let held = try held()
        #expect(try #require(held[.givenByUs]).contains(.testResult))
        #expect(held[.producedThere] == [.testResult, .testRequested, .sampleNumber])
        #expect(try test.store.exposures(today: 20_000).first?.disclosures == 3)
        try test.verify()
    }

    @Test func `of somebody who is known later the two parts become two rows as well`() throws {
        let stranger = Self.result("C|LAB", "A|B").replacing("Voorbeeldstra", with: "Laterman")
        let given = Self.result("EPD|ZH", "C|D", sample: "S200", id: 2)
            .replacing("Voorbeeldstra", with: "Laterman")
        let answer = try take(stranger + given, said: SaidAtImport(ours: ["EPD"]))
        #expect(answer.counts[.unresolved] == 2)
        try test.write(
            "later.csv",
            IngestionFolder.header + IngestionFolder.row(1)
                + IngestionFolder.row(9, surname: "Laterman").replacing(",9,", with: ",1,")
        )
        _ = try PopulationImport(test.path("later.csv")).run(in: test.store, test.context())
        let held = try held(9)
        #expect(held[.producedThere] == [.testResult, .testRequested])
        #expect(try #require(held[.givenByUs]).isSuperset(of: [.name, .testResult]))
        try test.verify()
    }

    // MARK: FHIR

    private static func bundle(_ header: String) -> String {
        """
        {"resourceType":"Bundle","type":"message","timestamp":"2024-03-05T10:00:00Z","entry":[
        \(header)
         {"fullUrl":"urn:uuid:p","resource":{"resourceType":"Patient","name":[{"family":"Voorbeeldstra",
          "given":["Anna"]}],"birthDate":"1970-02-03","address":[{"line":["Proefstraat 1"],
          "postalCode":"1234AB"}]}},
         {"resource":{"resourceType":"DiagnosticReport","subject":{"reference":"urn:uuid:p"},
          "conclusion":"earlier finding"}}]}
        """
    }

    private static func header(_ source: String, _ destination: String) -> String {
        """
         {"resource":{"resourceType":"MessageHeader","source":\(source),"destination":[\(destination)]}},
        """
    }

    @Test(arguments: [
        (#"{"endpoint":"https://zh.example/fhir"}"#, #"{"endpoint":"urn:x"}"#),
        (#"{"endpoint":"urn:y"}"#, #"{"endpoint":"urn:x"},{"name":"LAB","endpoint":"urn:z"}"#),
    ])
    func `a bundle of ours goes by its header`(source: String, destination: String) throws {
        let answer = try take(
            Self.bundle(Self.header(source, destination)),
            .fhir,
            said: SaidAtImport(ours: ["https://zh.example/fhir"])
        )
        #expect(answer.counts[.linked] == 1)
        #expect(try held().keys.map(\.self) == [.givenByUs])
        #expect(answer.counts[.directionsByKind] == nil)
    }

    @Test func `one of theirs too, and one without a header by its kind or by the officer`() throws
    {
        _ = try take(
            Self.bundle(Self.header(#"{"name":"Lab Vlietzicht","endpoint":"urn:y"}"#, "")),
            .fhir
        )
        #expect(try held()[.givenByUs] == [.name, .birthDate, .address])
        #expect(try !#require(held()[.producedThere]).contains(.name))
        let byKind = try take(Self.bundle("").replacing("05T10", with: "06T10"), .fhir)
        #expect(byKind.counts[.directionsByKind] == 1)
        _ = try take(
            Self.bundle("").replacing("05T10", with: "07T10"),
            .fhir,
            said: SaidAtImport(direction: .given)
        )
        #expect(try #require(held()[.givenByUs]).contains(.testResult))
    }
}
