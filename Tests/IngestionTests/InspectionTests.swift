// SPDX-License-Identifier: EUPL-1.2

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
}
