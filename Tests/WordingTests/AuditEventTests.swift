// SPDX-License-Identifier: EUPL-1.2

import Casework
import Foundation
import Testing
import Wording

/// Lines of the access log as another program takes them.
@Suite struct AuditEventTests {
    private func look(
        persons: String = "[\"P-1\"]",
        object: String = "null",
        type: String = "110110",
        reason: String = "wave one",
        roles: String = "[\"privacyOfficer\"]"
    ) throws -> ShowAccess.Look {
        let json = """
            {"line":7,"at":"2025-09-17T09:12:00+02:00","officer":"Noor Terpstra","roles":\(roles),\
            "purpose":"letters","caseReference":"case","reason":"\(reason)","persons":\(persons),\
            "object":\(object),"people":3,"action":"R","type":"\(type)","outcome":"0"}
            """
        return try JSONDecoder().decode(ShowAccess.Look.self, from: Data(json.utf8))
    }

    @Test func `a look is one line, an AuditEvent of R4 with what NEN 7513 asks for`() throws {
        #expect(AccessForm.fhir.head.isEmpty)
        let line = try AccessForm.fhir.line(look(), origin: "example/leak")
        #expect(
            line == """
                {"action":"R","agent":[{"name":"Noor Terpstra","purposeOfUse":[{"text":"wave one"}],\
                "requestor":true,"role":[{"coding":[{"code":"privacyOfficer"}],"text":"privacy officer"}]}],\
                "entity":[{"role":{"code":"1","display":"Patient",\
                "system":"http://terminology.hl7.org/CodeSystem/object-role"},\
                "type":{"code":"1","display":"Person",\
                "system":"http://terminology.hl7.org/CodeSystem/audit-entity-type"},\
                "what":{"identifier":{"value":"P-1"}}},{"role":{"code":"20","display":"Job",\
                "system":"http://terminology.hl7.org/CodeSystem/object-role"},\
                "type":{"code":"4","display":"Other",\
                "system":"http://terminology.hl7.org/CodeSystem/audit-entity-type"},\
                "what":{"identifier":{"value":"case"}}}],"id":"line-7","outcome":"0",\
                "purposeOfEvent":[{"coding":[{"code":"letters"}],"text":"letters"}],\
                "recorded":"2025-09-17T09:12:00+02:00","resourceType":"AuditEvent",\
                "source":{"observer":{"display":"example/leak"},"type":[{"code":"4",\
                "display":"Application Server",\
                "system":"http://terminology.hl7.org/CodeSystem/security-source-type"}]},\
                "type":{"code":"110110","display":"Patient Record",\
                "system":"http://dicom.nema.org/resources/ontology/DCM"}}

                """
        )
    }

    @Test func `many people and the log itself are things of the system, without a person`() throws
    {
        let many = try AccessForm.fhir.line(look(persons: "[]"), origin: "o")
        #expect(many.contains("\"what\":{\"display\":\"many people\"}"))
        #expect(many.contains("{\"type\":\"people\",\"valueString\":\"3\"}"))
        #expect(!many.contains("Patient\""))
        let log = try AccessForm.fhir.line(
            look(persons: "[]", object: "\"access log\"", type: "110101", roles: "[]"),
            origin: "o"
        )
        #expect(log.contains("Audit Log Used"))
        #expect(log.contains("Security Resource"))
        #expect(!log.contains("\"role\":["), "nobody signed in")
    }

    @Test func `a reason that begins like a formula is none in a spreadsheet`() throws {
        let line = try AccessForm.csv.line(look(reason: "=1+1"), origin: "o")
        #expect(line.contains(",'=1+1,"))
        #expect(!line.contains(",=1+1"))
        let (columns, cells) = (
            AccessForm.csv.head.split(separator: ","), line.split(separator: ",")
        )
        #expect(columns.count == cells.count)
    }
}
