// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR
import Intake
import Testing

@Suite struct FHIRPersonTests {
    private func patient(_ members: String) throws -> ClassifiedMessage {
        try person("{\"resourceType\":\"Patient\",\(members)}")
    }

    @Test func `own and partner's names are surnames, and the partner's a category of its own`()
        throws
    {
        let base = "http://hl7.org/fhir/StructureDefinition/humanname-"
        let read = try patient(
            """
            "name":[{"family":"van Proef-de Toets","_family":{"extension":[
            {"url":"\(base)own-prefix","valueString":"van"},
            {"url":"\(base)own-name","valueString":"Proef"},
            {"url":"\(base)partner-prefix","valueString":"de"},
            {"url":"\(base)partner-name","valueString":"Toets"}]},"given":["B."]}]
            """
        )
        #expect(read.claims.surnames == ["van Proef-de Toets", "Proef", "Toets"])
        #expect(read.claims.initials == "B.")
        #expect(read.categories.text == "name+partnerName")
    }

    @Test(arguments: [
        (#""text":"Anna Proefstra""#, ["Proefstra"], "Anna"),
        (#""text":"de Proefstra, A.B.","given":[]"#, ["de Proefstra"], "A.B."),
        (#""text":"D. Proefstra","family":"","given":[""]"#, ["Proefstra"], "D."),
        // What is divided says it better.
        (#""text":"Anna Anders","family":"Proefstra","given":["Bo"]"#, ["Proefstra"], "Bo"),
        (#""text":"Anna Anders","given":["Bo"]"#, [], "Bo"),
        (#""use":"nickname","text":"Anna Proefstra""#, [], ""),
    ])
    func `a name in one text is taken apart when nothing else is there`(
        name: String,
        surnames: [String],
        initials: String
    ) throws {
        let read = try patient("\"name\":[{\(name)}],\"birthDate\":\"1970-02-03\"")
        #expect(read.claims.surnames == surnames)
        #expect(read.claims.initials == initials)
    }

    @Test func `a pseudonym and a nickname are no surnames`() throws {
        let read = try patient(
            """
            "name":[{"use":"anonymous","family":"X-17"},{"use":"nickname","given":["Bobo"]},
            {"family":"Proef","given":["Bo"]}]
            """
        )
        #expect(read.claims.surnames == ["Proef"])
        #expect(read.claims.initials == "Bo")
    }

    @Test(arguments: [
        (#"{"line":["Dorpsweg 12 B"],"postalCode":"1234 AB"}"#, "12 B"),
        (#"{"line":["Dorpsweg","12"],"postalCode":"1234 AB"}"#, "12"),
        (#"{"line":["Plein 1944 7"]}"#, "7"), (#"{"line":["Dorpsweg"]}"#, ""),
        (
            #"""
            {"line":["Plein 1944 7 C"],"_line":[{"extension":[
            {"url":"http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-houseNumber","valueString":"7"},
            {"url":"http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-buildingNumberSuffix","valueString":"C"}
            ]}]}
            """#, "7 C"
        ),
    ])
    func `the house number is found in the line or beside it`(address: String, number: String)
        throws
    {
        let read = try patient("\"address\":[\(address)]")
        #expect(read.claims.houseNumber == number)
        #expect(read.categories.text == "address")
    }

    @Test func `the address with a postcode counts, and not an old one`() throws {
        let read = try patient(
            """
            "address":[{"use":"old","line":["Oudweg 1"],"postalCode":"1111AA"},
            {"line":["Postbus 1"]},{"line":["Dorpsweg 12"],"postalCode":"1234AB"}]
            """
        )
        #expect(read.claims.postcode == "1234AB")
        #expect(read.claims.houseNumber == "12")
    }

    @Test(arguments: [
        (#"{"system":"http://fhir.nl/fhir/NamingSystem/bsn","value":"1"}"#, "1"),
        (#"{"system":"urn:oid:2.16.840.1.113883.2.4.6.3","value":"900000004"}"#, "900000004"),
        (#"{"type":{"coding":[{"code":"NNNLD"}]},"value":"900000004"}"#, "900000004"),
        (#"{"value":"900000004"}"#, "900000004"), (#"{"value":"123456789"}"#, ""),
        (#"{"system":"urn:oid:1.2.3","value":"900000004"}"#, ""),
        (#"{"system":"http://fhir.nl/fhir/NamingSystem/bsn"}"#, ""),
    ])
    func `a citizen number is one by its system or type`(identifier: String, number: String) throws
    {
        let read = try patient("\"id\":\"1\",\"identifier\":[\(identifier)]")
        #expect(read.claims.citizenNumber == number)
        #expect(read.categories.contains(.citizenNumber) == !number.isEmpty)
    }

    @Test func `names may be written with escapes`() throws {
        let read = try patient(
            #""n\u0061me":[{"family":"Pr\u00f6f"}],"birthD\u0061te":"1980-01-01""#
        )
        #expect(read.claims.surnames == ["Pröf"])
        #expect(read.claims.birthDate == "1980-01-01")
    }

    @Test func `an order offers every number, a result the surest`() throws {
        let order = try person(
            Invented.bundle(
                Invented.patient(),
                """
                {"resourceType":"Specimen","subject":{"reference":"Patient/p1"},
                 "accessionIdentifier":{"value":"S1000"},"identifier":[{"value":"L-9"}],
                 "container":[{"identifier":[{"value":"C-9"}]}]}
                """,
                """
                {"resourceType":"ServiceRequest","subject":{"reference":"Patient/p1"},
                 "requisition":{"value":"R-7000"},"identifier":[{"value":"S1000_2"},{"value":"B-77"},
                 {"value":"1"}]}
                """
            )
        )
        #expect(order.samples == ["S1000", "L-9", "C-9", "R-7000", "B-77"])
        func result(_ members: String) throws -> [String] {
            try person("{\"resourceType\":\"Observation\",\"valueString\":\"x\",\(members)}")
                .samples
        }
        #expect(
            try result(
                #""specimen":{"identifier":{"value":"S1"}},"identifier":[{"value":"O-1000"}]"#
            )
                == ["S1"]
        )
        #expect(
            try result(
                #""basedOn":[{"identifier":{"value":"B-77"}}],"identifier":[{"value":"O-1000"}]"#
            )
                == ["B-77"]
        )
        #expect(try result(#""identifier":[{"value":"O-1000"}]"#) == ["O-1000"])
        #expect(try result(#""identifier":[{"value":"1"}]"#) == [])
    }
}
