// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import HL7
import Intake
import Testing

@Suite struct MessageClassifierTests {
    private let order = """
        MSH|^~\\&|OPROEP_OML|OPROEP|LIMS|LIMS|20240102101500||OML^O21|C1|P|2.4
        PID|1||900000004^^^^NNNLD||van Dijkstra&van&Dijkstra&&Jansma^Anna||19700203|F|||&Proefstraat&12^^Nergenshuizen^^1234AB^NLD
        ORC|NW|S100-1||S100||||||||01012345^Huisarts Proef
        OBR|1|||HPV
        OBX|1|FT|CR_DATUMAFNAME||20240101
        OBX|2|FT|CR_DOOR||huisarts
        """

    private let cytology = """
        MSH|^~\\&|OPROEP_OML|OPROEP|UITSTRIJK|REGISTER|20240202101500||OML^O21|C2|P|2.4
        PID|1||900000004^^^^NNNLD||Dijkstra^Anna||19700203|F
        PV1|1|||||||01012345^Huisarts Proef
        ORC|NW|S200-1||S200
        OBR|1|||Cervixcytologie
        OBX|1|FT|CR_KLACHTENANDERS||pijn \\T\\ jeuk
        OBX|2|FT|CR_ANTICONCEPTIE||pil
        OBX|3|FT|CR_HORMOONGEBRUIK||""
        """

    private let result = """
        MSH|^~\\&|ANALYSER|X|Y|Z|20240105||OUL^R22|R1|P|2.5.1
        SPM|1|S100|||||||||
        OBR|1|||02HPV
        OBX|1|ST|02HPV16||positive
        """

    private func classify(_ text: String, _ map: FieldMap = .standard) throws -> ClassifiedMessage {
        MessageClassifier(map).classify(
            try HL7Message(Array(text.split(separator: "\n").joined(separator: "\r").utf8))
        )
    }

    @Test func `an order says who, which sample and which categories`() throws {
        let read = try classify(order)
        #expect(read.type == "OML^O21")
        #expect(read.controlID == "C1")
        #expect(read.origin == .givenByUs)
        #expect(read.samples == ["S100"])
        #expect(read.claims.citizenNumber == "900000004")
        #expect(read.claims.surnames == ["van Dijkstra", "Dijkstra", "Jansma"])
        #expect(read.claims.initials == "Anna")
        #expect(read.claims.houseNumber == "12")
        #expect(read.claims.postcode == "1234AB")
        #expect(read.unclassified.isEmpty)
        #expect(
            read.categories
                == CategorySet([
                    .citizenNumber, .name, .partnerName, .birthDate, .sex, .address, .orderNumber,
                    .sampleNumber,
                    .generalPractitioner, .testRequested, .sampleDate, .collector,
                ])
        )
    }

    @Test func `complaints, contraception and free text are seen; a null is not filled`() throws {
        let read = try classify(cytology)
        for category: DataCategory in [
            .gynaecologicalComplaints, .freeText, .contraception, .generalPractitioner,
        ] {
            #expect(read.categories.contains(category))
        }
        #expect(!read.categories.contains(.hormoneUse))
    }

    @Test func `a result carries no person and finds its order by the sample`() throws {
        let read = try classify(result)
        #expect(read.origin == .producedThere)
        #expect(!read.identifiesPerson)
        #expect(read.samples == ["S100"])
        #expect(read.categories.contains(.testResult))
        #expect(!read.isControl)
        #expect(read.day == 19_727)
    }

    @Test func `a control of the laboratory is about nobody`() throws {
        let read = try classify(
            result.replacingOccurrences(of: "|S100|||||||||", with: "|S100|||||||||Q")
        )
        #expect(read.isControl)
    }

    @Test func `a filled field that nobody mapped is unclassified, not dropped`() throws {
        let read = try classify(order + "\nZXX|1|something\nOBX|9|FT|LOCAL_CODE||x")
        #expect(read.categories.contains(.unclassified))
        #expect(read.unclassified.contains("ZXX-2"))
        #expect(read.unclassified.contains("OBX[LOCAL_CODE]-5"))
    }

    @Test func `a user's file extends the table and later rows win`() throws {
        let map = try FieldMap.standard.merging(
            "# ours\nOBX[LOCAL_CODE]-5,contraception\nZXX-*,structural\nPID-8,structural\n"
        )
        let read = try classify(order + "\nZXX|1|something\nOBX|9|FT|LOCAL_CODE||x", map)
        #expect(read.unclassified.isEmpty)
        #expect(read.categories.contains(.contraception))
        #expect(!read.categories.contains(.sex))
    }

    @Test(arguments: ["PID-3,shoeSize", "PID-3", "PIDD,name", "PID-0,name", "OBX[X]-6,name"])
    func `a row of the table that does not read is refused by its line`(row: String) {
        #expect(throws: FieldMap.Problem.self) {
            try FieldMap.standard.merging("# first line\n" + row)
        }
    }

    @Test func `a citizen number is known by its authority, else by the eleven test`() throws {
        func number(_ identifiers: String) throws -> String {
            try classify("MSH|^~\\&|A|B|C|D|2024||ADT^A08|1|P|2.4\nPID|1||\(identifiers)")
                .claims.citizenNumber
        }
        #expect(try number("123^^^HOSP^PI~900000004^^^NLMINBIZA^NNNLD") == "900000004")
        #expect(try number("900000004") == "900000004")
        #expect(try number("123456789") == "")
        #expect(try number("900000004^^^HOSP^PI") == "")
        #expect(try number("123456789^^^NLMINBIZA") == "123456789")
    }

    @Test func `inspection names each filled field once`() throws {
        let fields = MessageClassifier().inspect(
            try HL7Message(Array(order.split(separator: "\n").joined(separator: "\r").utf8))
        )
        #expect(Set(fields.map(\.path)).count == fields.count)
        #expect(
            fields.contains { $0.path == "PID-3" && $0.categories == CategorySet([.citizenNumber]) }
        )
        #expect(fields.contains { $0.path == "OBX[CR_DOOR]-5" })
    }
}
