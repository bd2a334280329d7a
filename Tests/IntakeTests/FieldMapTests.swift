// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7
import Intake
import Testing

@Suite struct FieldMapTests {
    private func inspect(
        _ segments: String,
        type: String = "ADT^A08",
        _ map: FieldMap = .standard
    ) throws -> [String: [String]] {
        let text = "MSH|^~\\&|A|B|C|D|20240101||\(type)|1|P|2.5\r\(segments)"
        let fields = MessageClassifier(map).inspect(try HL7Message(Array(text.utf8)))
        return Dictionary(
            uniqueKeysWithValues: fields.filter { $0.kind != .structural }
                .map { ($0.path, $0.categories.categories.map(\.code)) }
        )
    }

    @Test func `each repetition and part counts by its own row`() throws {
        #expect(
            try inspect(
                "PID|1||7^^^WIJ^PI||||||||||0301234567^PRN^PH~^NET^Internet^bo@example.org"
            ) == [
                "PID-3": ["otherIdentifier"], "PID-13": ["telephone"], "PID-13.4": ["email"],
            ]
        )
        #expect(
            try inspect("PID|1||||&&&van&Proef^Bo") == [
                "PID-5": ["name"], "PID-5.1.4": ["partnerName"], "PID-5.1.5": ["partnerName"],
            ]
        )
        #expect(try inspect("PID|1||^^^NLMINBIZA^NNNLD||||||||||^PRN^PH").isEmpty)
    }

    @Test func `who typed it in is professional, and no category of the person`() throws {
        #expect(try inspect("EVN|A08|20240101|||77^Proef")["EVN-5"] == [])
        let text = "MSH|^~\\&|A|B|C|D|20240101||ADT^A08|1|P|2.5\rEVN|A08|||X|77^Proef"
        let read = MessageClassifier().classify(try HL7Message(Array(text.utf8)))
        #expect(read.categories.categories.isEmpty)
    }

    @Test func `an observation nobody mapped is a result in a result and unclassified in an order`()
        throws
    {
        let observation = "OBX|1|ST|LOCAL||x"
        #expect(try inspect(observation, type: "ORU^R01") == ["OBX[LOCAL]-5": ["testResult"]])
        #expect(try inspect(observation, type: "OML^O21") == ["OBX[LOCAL]-5": ["unclassified"]])
        #expect(
            try inspect("OBX|1|ED|LOCAL||^PDF^^Base64^JVBERi0=", type: "ORU^R01")["OBX[LOCAL]-5"]
                == ["testResult", "attachment"]
        )
    }

    @Test func `a path never shows what may be a value`() throws {
        #expect(
            try inspect("OBX|1|ST|900000004||x", type: "OML^O21") == ["OBX-5": ["unclassified"]]
        )
        #expect(
            try inspect("OBX|1|ST|mevrouw Proef uit Dorp||x", type: "OML^O21")
                == ["OBX-5": ["unclassified"]]
        )
    }

    @Test func `a user's rows reach fields, ranges, parts, repetitions and directions`() throws {
        let map = try FieldMap.standard.merging(
            """
            path,category,comment
            ZPI-2..4,name,ours, with a comma
            ZPI-5.2,email
            ZPI-5[KLANT],account
            ZPI-6@result,testResult
            PID-3[OURS],citizenNumber
            """
        )
        #expect(
            try inspect("ZPI||a||c|x^mail^KLANT|6|7", map) == [
                "ZPI-2": ["name"], "ZPI-4": ["name"], "ZPI-5": ["account"], "ZPI-5.2": ["email"],
                "ZPI-6": ["unclassified"], "ZPI-7": ["unclassified"],
            ]
        )
        #expect(try inspect("ZPI||||||6", type: "ORU^R01", map) == ["ZPI-6": ["testResult"]])
        #expect(try inspect("PID|1||1^^^OURS", map) == ["PID-3": ["citizenNumber"]])
    }

    @Test(arguments: [
        "ZPI-3..2,name", "ZPI-300,name", "PID-3.,name", "PID-3.1.2.3,name", "PID-3[],name",
        "pid-3,name", "PID3,name", "PID-3[X,name", "PID-3@never,name",
    ])
    func `a path that does not read is refused by its line`(row: String) {
        #expect(throws: FieldMap.Problem(line: 2, what: .path)) {
            try FieldMap.standard.merging("# ours\n\(row)")
        }
    }

    @Test func `an unknown category is refused by its code`() {
        #expect(throws: FieldMap.Problem(line: 1, what: .category("shoeSize"))) {
            try FieldMap.standard.merging("ZPI-2,shoeSize")
        }
    }

    @Test func `a table of more segments than can be read is refused`() throws {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let rows = letters.flatMap { one in letters.map { "Z\(one)\($0)-1,name" } }
        let excess = FieldMap.Excess.segments(limit: 511)
        #expect(throws: FieldMap.Problem(line: 676, what: .tooMany(excess))) {
            try FieldMap.standard.merging(rows.joined(separator: "\n"))
        }
        let fewer = try FieldMap.standard.merging(rows.prefix(300).joined(separator: "\n"))
        #expect(fewer.isPersonal(segment: "ZAA", field: 1) == true)
    }

    @Test(arguments: ["PID-5", "NK1-2", "IN1-16", "GT1-3", "PV1-7", "OBX-16", "PD1-4", "MRG-1"])
    func `fields that hold people are personal`(field: String) {
        let parts = field.split(separator: "-")
        #expect(
            FieldMap.standard.isPersonal(segment: String(parts[0]), field: Int(parts[1]) ?? 0)
                == true
        )
    }

    @Test func `routing is not personal, and an unknown segment is not known`() {
        #expect(FieldMap.standard.isPersonal(segment: "MSH", field: 4) == false)
        #expect(FieldMap.standard.isPersonal(segment: "OBR", field: 1) == false)
        #expect(FieldMap.standard.isPersonal(segment: "ZXX", field: 1) == nil)
    }
}
