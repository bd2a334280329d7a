// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Store
import Testing

/// People whom a message names beside those it is about are in no figure of people, and are counted beside them.
@Suite struct OtherPeopleTests {
    private let test: IngestionFolder
    private static let lab = Party.ID(rawValue: "lab")

    init() throws {
        test = try IngestionFolder()
        try test.write("people.csv", IngestionFolder.header + IngestionFolder.row(1))
        _ = try PopulationImport(test.path("people.csv")).run(in: test.store, test.context())
    }

    private static let header =
        "MSH|^~\\&|A|B|C|D|20240131||OML^O21|1|P|2.5\r"
        + "PID|1||||Voorbeeldstra^Anna||19700203||||&Proefstraat&1^^Nergens^^1234AB^NLD\r"

    @discardableResult
    private func take(_ text: String, _ format: MessageFormat = .hl7) throws -> ImportAnswer {
        let path = try test.write("\(UUID().uuidString).\(format == .hl7 ? "hl7" : "json")", text)
        return try MessageImport(format, [path], flow: IngestionFolder.flow())
            .run(in: test.store, test.context())
    }

    private func named() throws -> [String: MentionCount] {
        try test.store.otherPeople()[Self.lab] ?? [:]
    }

    @Test func `next of kin, merged numbers and who pays are counted by message and mention`()
        throws
    {
        try take(
            Self.header
                + "NK1|1|Proefkonijn^Bert|SPO\rNK1|2|Proefkonijn^Cor|CHD\rNK1|3\rMRG|998877\rMRG|\r"
                + "GT1|1||Eerdmans^Dirk\rORC|NW|S000100\r"
        )
        try take(
            Self.header.replacing("|1|P", with: "|2|P") + "NK1|1||MTH^Mother||0612345678\r"
                + "ORC|NW|S000200\r"
        )
        #expect(
            try named() == [
                "nextOfKin": MentionCount(messages: 2, mentions: 3),
                "mergedNumber": MentionCount(messages: 1, mentions: 1),
                "guarantor": MentionCount(messages: 1, mentions: 1),
            ]
        )
        #expect(try test.store.exposures(today: 20_000).first?.people == 1)
        try test.verify()
    }

    @Test
    func `a message that comes twice names them once, and one that was taken back not at all`()
        throws
    {
        let text = Self.header + "NK1|1|Proefkonijn^Bert|SPO\rORC|NW|S000100\r"
        try take(text)
        let before = try test.store.entryCount
        #expect(try take(text).counts[.cameTwice] == 1)
        // A result, known by its content alone.
        let result = text.replacing("OML^O21", with: "ORU^R01").replacing(
            "ORC|NW|S000100",
            with: ""
        )
        try take(result + result)
        #expect(try named() == ["nextOfKin": MentionCount(messages: 2, mentions: 2)])
        _ = try UndoImport(number: 2, because: "wrong").run(in: test.store, test.context())
        #expect(try named() == ["nextOfKin": MentionCount(messages: 1, mentions: 1)])
        // As of then it is what it was then.
        let evidence = try test.store.unlinkedEvidence(of: [Self.lab], asOfEntries: before)
        #expect(evidence.otherPeople == ["nextOfKin": MentionCount(messages: 1, mentions: 1)])
        #expect(!evidence.isEmpty)
        #expect(try test.store.unlinkedEvidence(of: [Party.ID(rawValue: "x")]).otherPeople == nil)
    }

    @Test func `a message that names nobody else counts nothing`() throws {
        try take(Self.header + "NK1|1|\"\"|^^\rPV1|1|O|||||7^Dokter\rORC|NW|S000100\r")
        #expect(try named().isEmpty)
        #expect(try test.store.unlinkedEvidence(of: [Self.lab]).otherPeople == nil)
    }

    @Test func `related persons, contacts, links and participants of FHIR are counted`() throws {
        func entry(_ resource: String) -> String { #"{"resource":\#(resource)}"# }
        let resources = [
            #"{"resourceType":"Patient","id":"p","name":[{"family":"Voorbeeldstra","given":["Anna"]}],"#
                + #""birthDate":"1970-02-03","address":[{"postalCode":"1234AB","line":["Proefstraat 1"]}],"#
                + #""contact":[{"name":{"family":"Proefkonijn"}},{"telecom":[{"value":"06"}]}],"#
                + #""link":[{"other":{"reference":"Patient/old"},"type":"replaces"}]}"#,
            #"{"resourceType":"RelatedPerson","id":"r","patient":{"reference":"Patient/p"}}"#,
            #"{"resourceType":"Practitioner","id":"d","name":[{"family":"Dokter"}]}"#,
            #"{"resourceType":"Encounter","id":"e","subject":{"reference":"Patient/p"},"participant":["#
                + #"{"individual":{"reference":"RelatedPerson/r"}},"#
                + #"{"individual":{"reference":"Practitioner/d"}},"#
                + #"{"individual":{"reference":"Practitioner/elsewhere","display":"Dokter"}},"#
                + #"{"individual":{"reference":"RelatedPerson/elsewhere"}},"#
                + #"{"individual":{"display":"Bert Proefkonijn"}},{"type":[{"text":"x"}]}]}"#,
        ]
        try take(
            #"{"resourceType":"Bundle","type":"collection","entry":["#
                + resources.map(entry).joined(separator: ",") + "]}",
            .fhir
        )
        #expect(
            try named() == [
                "nextOfKin": MentionCount(messages: 1, mentions: 2),
                "mergedNumber": MentionCount(messages: 1, mentions: 1),
                "relatedPerson": MentionCount(messages: 1, mentions: 1),
                "participant": MentionCount(messages: 1, mentions: 2),
            ]
        )
    }
}
