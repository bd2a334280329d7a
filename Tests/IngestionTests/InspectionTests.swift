// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Ingestion
import Testing

@Suite struct InspectionTests {
    private let test: IngestionFolder

    init() throws { test = try IngestionFolder() }

    private func inspect(
        _ name: String,
        fieldTable: String? = nil
    ) throws -> (messages: [InspectedMessage], nothing: [FileRemark]) {
        var messages: [InspectedMessage] = []
        var nothing: [FileRemark] = []
        try Inspection([test.path(name)], fieldTable: fieldTable).run {
            messages.append($0)
        } nothing: { _, why in
            nothing.append(why)
        }
        return (messages, nothing)
    }

    @Test func `paths and categories are shown, values never`() throws {
        try test.write("one.hl7", IngestionFolder.order(1))
        let found = try inspect("one.hl7")
        let message = try #require(found.messages.first)
        #expect(message.isReadable)
        #expect(message.identifiesPerson)
        #expect(message.categories.contains("name"))
        let shown = String(decoding: try JSONEncoder().encode(message), as: UTF8.self)
        for value in ["Voorbeeldstra", "19700203", "Proefstraat", "1234AB"] {
            #expect(!shown.contains(value))
        }
    }

    @Test(arguments: [
        ("", FileRemark.holds(.empty)), (" \n\n", .holds(.whiteSpace)),
        ("plain text\n", .noMessage), ("<a/>", .holds(.xml)),
    ])
    func `a file without messages says which`(text: String, why: FileRemark) throws {
        try test.write("no.hl7", text)
        let found = try inspect("no.hl7")
        #expect(found.nothing == [why])
        #expect(found.messages.isEmpty)
    }

    @Test func `a table of the user is read for the format of the file`() throws {
        try test.write("one.json", "{\"resourceType\":\"Patient\",\"birthDate\":\"1970-02-03\"}")
        let table = try test.write("map.csv", "Patient.birthDate,name\n")
        func categories(_ fieldTable: String?) throws -> [String]? {
            try inspect("one.json", fieldTable: fieldTable).messages.first?.fields
                .first { $0.path == "Patient.birthDate" }?.categories
        }
        #expect(try categories(table) == ["name"])
        #expect(try categories(nil) == ["birthDate"])
    }

    // MARK: The same as an import

    /// Of the person of `row(1)`.
    private static let patient =
        #"{"resourceType":"Patient","id":"p1","name":[{"family":"Voorbeeldstra","given":["Anna"]}],"#
        + #""birthDate":"1970-02-03","address":[{"line":["Proefstraat 1"],"postalCode":"1234AB"}]}"#
    private static let order =
        #"{"resourceType":"ServiceRequest","id":"o1","subject":{"reference":"Patient/p1"},"#
        + #""code":{"text":"HPV"},"note":[{"text":"belt niet"}]}"#
    private static let observation =
        #"{"resourceType":"Observation","id":"r1","subject":{"reference":"Patient/p1"},"#
        + #""valueString":"neg","extension":[{"url":"urn:x","valueString":"y"}]}"#

    private static func bundle(_ resources: String...) -> String {
        let entries = resources.map { "{\"resource\":\($0)}" }.joined(separator: ",")
        return "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[\(entries)]}"
    }

    private static let report =
        #"{"resourceType":"DiagnosticReport","id":"d1","subject":{"reference":"Patient/p1"},"#
        + #""code":{"text":"HPV"},"basedOn":[{"reference":"ServiceRequest/o1"}],"conclusion":"neg"}"#

    /// One file each; what an import makes of it and what `inspect` says of it must be the same.
    @Test(arguments: [
        bundle(patient, order, report), bundle(patient, order, observation), bundle(patient, order),
        bundle(report, order, patient),
        bundle(
            patient,
            order.replacing("Patient/p1", with: "Patient/p2"),
            report,
            patient.replacing("p1", with: "p2").replacing("straat 1", with: "straat 2")
        ), patient, order, observation, [observation, patient].joined(separator: "\n"),
        [patient, #"{"resourceType":"Patient","#, #"{"a":1}"#, order].joined(separator: "\n"),
        bundle(#"{"resourceType":"Organization","id":"x","name":"Voorbeeld"}"#),
    ])
    func `a resource is understood as the import understands it`(text: String) throws {
        try test.population(1...2)
        try test.write("one.json", text)
        try expectSame("one.json", .fhir)
    }

    @Test(arguments: [
        IngestionFolder.order(1), IngestionFolder.order(1) + "ZZZ|1|x\r",
        IngestionFolder.order(1).replacing("OML^O21", with: "ORU^R01") + "OBX|1|ST|X||neg\r",
        // Two patients, of whom the second has the result.
        IngestionFolder.order(1).replacing("OML^O21", with: "ORU^R01")
            + IngestionFolder.order(1, person: 2).split(separator: "\r")[1]
            + "\rOBR|1|S2\rOBX|1|ST|X||neg\r",
        String(IngestionFolder.order(4).dropLast(90)), "PID|1||||Voorbeeldstra^Anna\r",
        IngestionFolder.order(1).replacing("OML^O21", with: ""),
        "MSH|^~\\&|A|B|C|D|20240131||OML^O21|7|P|2.4\rORC|NW|S7\r",
        "MSH|^~\\&|A|B|C|D|20240131||ADT^A01|7|P|2.4\rEVN|A01\r",
        "MSH|^~\\&|A|B|C|D|20240131||ACK|7|P|2.4\rMSA|AA|6\r",
        "\u{0B}" + IngestionFolder.order(1) + "\u{1C}\r\u{0B}" + IngestionFolder.order(2),
        IngestionFolder.order(1).replacing("Anna", with: "An\u{01}na"),
    ])
    func `a message is understood as the import understands it`(text: String) throws {
        try test.population(1...2)
        try test.write("one.hl7", text)
        try expectSame("one.hl7", .hl7)
    }

    @Test func `a gzip file that is cut off is understood as the import understands it`() throws {
        try test.population(1...2)
        let whole = (1...2).map { IngestionFolder.order($0, person: $0) }.joined()
        let packed = IngestionFolder.gzip(Array(whole.utf8)).dropLast(20)
        try Data(packed).write(to: URL(fileURLWithPath: test.path("one.hl7.gz")))
        try expectSame("one.hl7.gz", .hl7, files: [.gzipCutOff: 1])
    }

    @Test func `an observation beside an order is an order's, beside a report a result's`() throws {
        func found(_ text: String) throws -> [String]? {
            try test.write("one.json", text)
            return try inspect("one.json").messages.first?.fields
                .first { $0.path == "Observation" }?.categories
        }
        let (patient, observation) = (Self.patient, Self.observation)
        #expect(try found(Self.bundle(patient, observation)) == ["testResult"])
        #expect(try found(Self.bundle(patient, Self.order, observation)) == ["observation"])
        #expect(
            try found(Self.bundle(patient, Self.order, Self.report, observation)) == ["testResult"]
        )
    }

    private func expectSame(
        _ name: String,
        _ format: MessageFormat,
        files: [FileRemark: Int] = [:]
    ) throws {
        let (messages, nothing) = try inspect(name)
        let answer = try MessageImport(format, [test.path(name)], flow: IngestionFolder.flow())
            .run(in: test.store, test.context())
        #expect(nothing.reduce(into: [:]) { $0[$1, default: 0] += 1 } == files)
        #expect(answer.files == files)
        let setAside = messages.compactMap(\.setAside)
            .reduce(into: [:]) { $0[$1, default: 0] += 1 }
        #expect(setAside == answer.setAside)
        let taken = messages.filter { $0.setAside == nil }
        #expect(
            taken.contains(where: \.identifiesPerson) == (answer.counts[.linked, default: 0] > 0)
        )
        let held = try (1...2).reduce(into: Set<String>()) { all, person in
            for categories in try test.held(person).values { all.formUnion(categories.map(\.code)) }
        }
        let waiting = answer.counts[.waiting, default: 0] > 0
        if !waiting { #expect(Set(taken.flatMap(\.categories)) == held) }
        for message in messages {
            #expect(Set(message.fields.flatMap(\.categories)) == Set(message.categories))
        }
        let unclassified = taken.flatMap(\.fields).filter { $0.categories.contains("unclassified") }
        #expect(Set(unclassified.map(\.path)) == Set(answer.unclassified.keys))
    }
}
