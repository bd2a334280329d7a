// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7
import Intake
import Testing

@Suite struct MessagePatientTests {
    private func classify(_ type: String, _ segments: String...) throws -> ClassifiedMessage {
        let text = (["MSH|^~\\&|A|B|C|D|20240229||\(type)|1|P|2.5"] + segments).joined(
            separator: "\r"
        )
        return MessageClassifier().classify(try HL7Message(Array(text.utf8)))
    }

    @Test func `a batch of results is a patient for each PID`() throws {
        let read = try classify(
            "ORU^R01",
            "PID|1||1^^^WIJ||Proef^Bo",
            "OBR|1|S-100",
            "OBX|1|ST|X||neg",
            "PID|2||2^^^WIJ||Toets^Jo",
            "OBR|1|S-200",
            "OBX|1|ST|X||pos",
            "NTE|1||tekst",
            "PID|3||1^^^WIJ||Proef^Bo",
            "OBR|1|S-300"
        )
        #expect(read.claims.surnames == ["Proef"])
        #expect(read.samples == ["S-100", "S-300"])
        #expect(!read.categories.contains(.freeText))
        #expect(read.furtherPatients.map(\.claims.surnames) == [["Toets"]])
        #expect(read.furtherPatients.map(\.samples) == [["S-200"]])
        #expect(read.furtherPatients.allSatisfy { $0.categories.contains(.freeText) })
        #expect(read.furtherPatients.allSatisfy { $0.day == read.day && $0.type == "ORU^R01" })
    }

    @Test func `an order with one patient has no further ones`() throws {
        #expect(try classify("OML^O21", "PID|1||1||Proef").furtherPatients.isEmpty)
    }

    @Test(arguments: [
        ("&Dorpsweg&12^^Proefdorp^^1234 AB", "12"), ("Dorpsweg 12 B^^Proefdorp", "12 B"),
        ("Plein 1944 7^^Proefdorp", "7"), ("2e Dwarsweg 9-3", "9-3"), ("Dorpsweg 12 3", "12 3"),
        ("Dorpsweg^14^Proefdorp", "14"), ("Dorpsweg", ""), ("2e Dwarsweg", ""),
        ("\"\"^^Proefdorp", ""),
    ])
    func `the house number is found where senders write it`(address: String, number: String) throws
    {
        let read = try classify("OML^O21", "PID|1||||||||||\(address)")
        #expect(read.claims.houseNumber == number)
    }

    @Test func `the address with a postcode counts`() throws {
        let read = try classify("OML^O21", "PID|1||||||||||Postbus 1~&Dorpsweg&12^^X^^1234AB")
        #expect(read.claims.postcode == "1234AB")
        #expect(read.claims.houseNumber == "12")
    }

    @Test func `a coded pseudonym is no surname`() throws {
        let read = try classify("OML^O21", "PID|1||||X-17^^^^^^S~Proef&&Proef&&Toets^B.")
        #expect(read.claims.surnames == ["Proef", "Toets"])
    }

    @Test func `a citizen number of last resort must pass the eleven test`() throws {
        #expect(try classify("ADT^A08", "PID|1|900000004").claims.citizenNumber == "900000004")
        #expect(try classify("ADT^A08", "PID|1|123456789").claims.citizenNumber == "")
        let social = try classify("ADT^A08", "PID|1||||Proef||||||||||||||900000004")
        #expect(social.claims.citizenNumber == "900000004")
        #expect(social.categories.contains(.citizenNumber))
    }

    @Test func `a result joins its order by number`() throws {
        let order = try classify(
            "OML^O21",
            "PID|1||||Proef",
            "ORC|NW|S1000_2||S1000",
            "OBR|1|B-77|F-1"
        )
        #expect(order.samples == ["S1000", "B-77"])
        #expect(
            try classify("OUL^R22", "SPM|1|S1000&X^L-9", "SAC|||S1000").samples == ["S1000", "L-9"]
        )
        #expect(try classify("ORU^R01", "ORC|RE|S1000_2||S1000").samples == ["S1000"])
        #expect(try classify("ORU^R01", "OBR|1|B-77|F-1").samples == ["B-77"])
        #expect(try classify("ORU^R01", "OBR|1||F-17").samples == ["F-17"])
        #expect(try classify("ORU^R01", "OBR|1|1|2").samples == [])
    }

    @Test func `a cancelled order still disclosed`() throws {
        let read = try classify("OML^O21", "PID|1||||Proef", "ORC|CA|S1000", "OBR|1|||HPV")
        #expect(read.isCancellation)
        #expect(read.categories.contains(.testRequested))
        #expect(try !classify("OML^O21", "PID|1", "ORC|CA|S1", "ORC|NW|S2").isCancellation)
        #expect(try !classify("OML^O21", "PID|1").isCancellation)
    }

    @Test func `controls beside patients offer no sample; a control with a name is a disclosure`()
        throws
    {
        let mixed = try classify(
            "OUL^R22",
            "SPM|1|Q-1|||||||||Q",
            "SAC|||Q-1",
            "SPM|2|S-2|||||||||P"
        )
        #expect(!mixed.isControl)
        #expect(mixed.samples == ["S-2"])
        let named = try classify("OUL^R22", "PID|1||||Proef^Bo", "SPM|1|Q-1|||||||||Q")
        #expect(!named.isControl)
        #expect(named.identifiesPerson)
    }

    @Test(arguments: ["PID|1||90000", "PID|1", "PID|1||77^^^WIJ^PI"])
    func `an order that claims nothing findable identifies nobody`(patient: String) throws {
        #expect(try !classify("OML^O21", patient).identifiesPerson)
    }

    @Test func `a classified message does not describe whom it is about`() throws {
        let read = try classify("OML^O21", "PID|1||||Proef^Bo", "ORC|NW|||S1000")
        #expect(!"\(read) \(String(reflecting: read))".contains("Proef"))
        #expect(!"\(read)".contains("S1000"))
    }
}
