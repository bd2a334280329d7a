// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7
import Intake
import Testing

/// Of several names, addresses and numbers the valid ones count, the official ones first, and never parts
/// of two.
@Suite struct CandidateTests {
    /// What is claimed, the surest first: number, initials with surnames, postcode with house number.
    private func claims(_ read: ClassifiedMessage) -> [String] {
        ([read.claims] + read.otherClaims).map { claims in
            [
                claims.citizenNumber, claims.initials, claims.surnames.joined(separator: "+"),
                claims.postcode, claims.houseNumber,
            ].filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    private func pid(_ fields: [Int: String], sent: String = "20240301") throws -> [String] {
        let pid = (1...19).map { fields[$0] ?? "" }.joined(separator: "|")
        let text = "MSH|^~\\&|A|B|C|D|\(sent)||OML^O21|1|P|2.5\rPID|\(pid)\r"
        return try claims(MessageClassifier().classify(HL7Message(Array(text.utf8))))
    }

    private func patient(_ members: String) throws -> [String] {
        try claims(person("{\"resourceType\":\"Patient\",\(members)}"))
    }

    @Test(arguments: [
        ("Oudenaam^Zus^^^^^A~Proefstra^Anna^^^^^L", ["Anna Proefstra", "Zus Oudenaam"]),
        ("Proefstra^Anna~Toets^B^^^^^M", ["Anna Proefstra", "B Toets"]),
        ("Bijnaam^Zus^^^^^N~Proefstra^Anna", ["Anna Proefstra"]),
        ("X17^^^^^^S~Proefstra^Anna^^^^^D", ["Anna Proefstra"]),
        ("^Zus^^^^^D~Proefstra^Anna^^^^^L", ["Anna Proefstra"]),
        ("Toets^B^^^^^L^^^^^^20150101~Proefstra^Anna^^^^^D", ["Anna Proefstra"]),
        ("Toets^B^^^^^L^^^20100101&20150101~Proefstra^Anna^^^^^D", ["Anna Proefstra"]),
        ("Toets^B^^^^^L^^^^^20300101~Proefstra^Anna^^^^^D", ["Anna Proefstra"]),
        ("Toets^B^^^^^L^^^^^20100101^20300101~Proefstra^Anna", ["B Toets", "Anna Proefstra"]),
        ("Toets^B^^^^^^^^^^^2015~Proef^Anna^^^^^^^^^^2016", ["Anna Proef"]),
        ("^Zus~^Bo", ["Zus"]),
        ("&&Proef&&Toets^Anna~Toets^Bo^^^^^M", ["Anna Proef+Toets", "Bo Toets"]),
    ])
    func `a name of HL7 is one name, the legal one first`(field: String, expected: [String]) throws
    {
        #expect(try pid([5: field]) == expected)
    }

    @Test(arguments: [
        (
            "Kliniekweg 1^^Elders^^9999ZZ^NLD^BDL~Oudeweg 44^^Nergenshuizen^^2345BC^NLD^H",
            ["2345BC 44"]
        ),
        ("Werk 1^^X^^9999ZZ^^B~Oudeweg 44^^X^^2345BC^^H", ["2345BC 44", "9999ZZ 1"]),
        ("Werk 1^^X^^9999ZZ^^O~Oudeweg 44^^X^^2345BC", ["2345BC 44", "9999ZZ 1"]),
        ("Postbus 1^^X^^9999ZZ^^M~Oudeweg 44^^X^^2345BC^^C", ["2345BC 44", "9999ZZ 1"]),
        ("Toen 1^^X^^9999ZZ^^H^^^^^^20300101~Nu 2^^X^^2345BC^^C", ["2345BC 2"]),
        ("Toen 1^^X^^9999ZZ^^H^^^^^20150101&20200101~Nu 2^^X^^2345BC^^C", ["2345BC 2"]),
        ("Toen 1^^X^^9999ZZ^^H^^^^^^^20200101~Nu 2^^X^^2345BC^^C", ["2345BC 2"]),
        ("Fout 1^^X^^9999ZZ^^BA~Fout 2^^X^^9999ZZ^^N", [""]),
        ("Weg 7^^X~Weg 8^^X^^1234AB^^B", ["1234AB 8", "7"]),
    ])
    func `the home of HL7 comes first, and what is no home of hers not at all`(
        field: String,
        expected: [String]
    ) throws {
        #expect(try pid([11: field]) == expected)
    }

    @Test(arguments: [
        (
            "999990019^^^NLMINBIZA^NNNLD^^20000101^20150101~111222333^^^NLMINBIZA^NNNLD",
            ["111222333"]
        ),
        ("111222333^^^NLMINBIZA^NNNLD~77^^^^PI", ["111222333"]),
        ("123456789^^^^NNNLD~111222333^^^^NNNLD", ["111222333", "123456789"]),
        ("111222333^^^^NNNLD~111222333^^^^NNNLD", ["111222333"]),
        ("999990019^^^^NNNLD^^20300101~111222333^^^^NNNLD", ["111222333"]),
        ("999990019^^^^NNNLD^^^20150101", ["999990019"]),
    ])
    func `a number of HL7 that is no longer valid counts only alone`(
        field: String,
        expected: [String]
    ) throws {
        #expect(try pid([3: field]) == expected)
    }

    @Test(arguments: [
        ("20240301", 19_783), ("201903", 17_959), ("", 17_959), ("20249901", 17_959),
    ])
    func `a message without a day is of the day of its event, its order or its sample`(
        sent: String,
        day: Int
    ) throws {
        for rest in [
            "EVN|O21|20190304\rORC|NW|||||||||20200101", "ORC|NW||||||||20190304",
            "OBR|1||||||20190304",
        ] {
            let text = "MSH|^~\\&|A|B|C|D|\(sent)||OML^O21|1|P|2.5\r\(rest)\rPID|1||||Proef^A\r"
            #expect(
                try MessageClassifier().classify(HL7Message(Array(text.utf8))).day == day,
                "\(rest)"
            )
        }
    }

    @Test func `validity is that on the day of the message`() throws {
        let field = "Toets^B^^^^^^^^^^^20150101~Proef^Anna^^^^^^^^^^20150102"
        #expect(try pid([5: field], sent: "20141231") == ["B Toets"])
        #expect(try pid([5: field], sent: "20240301") == ["Anna Proef"])
        #expect(try pid([5: field], sent: "") == ["Anna Proef"])
    }

    @Test func `what is said several times over is tried together, within bounds`() throws {
        let names = "Een^A~Twee^B"
        let homes = "Weg 1^^X^^1234AB~Weg 2^^X^^1234AB"
        #expect(
            try pid([5: names, 11: homes])
                == ["A Een 1234AB 1", "A Een 1234AB 2", "B Twee 1234AB 1", "B Twee 1234AB 2"]
        )
        let many = (1...40).map { "Naam\($0)^A" }.joined(separator: "~")
        #expect(try pid([5: many, 11: homes]).count == 16)
    }

    @Test(arguments: [
        (
            #"{"use":"usual","given":["Zusje"]},{"use":"official","family":"Proefstra","given":["Anna"]}"#,
            ["Anna Proefstra"]
        ),
        (
            #"{"use":"usual","family":"Roep","given":["Zus"]},{"use":"official","family":"Proef","given":["Anna"]}"#,
            ["Anna Proef", "Zus Roep"]
        ),
        (
            #"{"use":"old","family":"Oud","given":["B"]},{"use":"usual","family":"Proef","given":["Anna"]}"#,
            ["Anna Proef"]
        ),
        (
            #"{"use":"official","family":"Oud","given":["B"],"period":{"end":"2015"}},{"family":"Proef","given":["Anna"]}"#,
            ["Anna Proef"]
        ),
        (
            #"{"use":"official","family":"Nu","given":["B"],"period":{"end":"9999-12-31"}},{"family":"Proef","given":["Anna"]}"#,
            ["B Nu", "Anna Proef"]
        ),
        (
            #"{"use":"maiden","family":"Toets"},{"family":"Proef","given":["Anna"]}"#,
            ["Anna Proef", "Toets"]
        ),
        (#"{"use":"nickname","family":"Bo","given":["Bo"]},{"use":"old","family":"Oud"}"#, ["Oud"]),
    ])
    func `a name of FHIR is one name, the official one first`(names: String, expected: [String])
        throws
    {
        #expect(try patient("\"name\":[\(names)]") == expected)
    }

    @Test(arguments: [
        (
            #"{"use":"work","line":["Werkplein 1"],"postalCode":"9999ZZ"},{"use":"home","line":["Oudeweg 44"],"postalCode":"2345BC"}"#,
            ["2345BC 44", "9999ZZ 1"]
        ),
        (
            #"{"type":"postal","line":["Postbus 1"],"postalCode":"9999ZZ"},{"line":["Oudeweg 44"],"postalCode":"2345BC"}"#,
            ["2345BC 44", "9999ZZ 1"]
        ),
        (
            #"{"use":"home","line":["Toen 1"],"postalCode":"9999ZZ","period":{"end":"2020-01"}},{"use":"temp","line":["Nu 2"],"postalCode":"2345BC"}"#,
            ["2345BC 2"]
        ),
    ])
    func `the home of FHIR comes first`(addresses: String, expected: [String]) throws {
        #expect(try patient("\"address\":[\(addresses)]") == expected)
    }

    @Test func `a number of FHIR that is no longer valid counts only alone`() throws {
        let system = #""system":"http://fhir.nl/fhir/NamingSystem/bsn""#
        let old = #"{"use":"old",\#(system),"value":"999990019"}"#
        let ended = #"{\#(system),"value":"999990019","period":{"end":"2015-01-01"}}"#
        let official = #"{"use":"official",\#(system),"value":"111222333"}"#
        #expect(try patient("\"identifier\":[\(old),\(official)]") == ["111222333"])
        #expect(try patient("\"identifier\":[\(ended),\(official)]") == ["111222333"])
        #expect(try patient("\"identifier\":[\(old)]") == ["999990019"])
        let usual = #"{"use":"usual",\#(system),"value":"999990019"}"#
        #expect(try patient("\"identifier\":[\(usual),\(official)]") == ["111222333", "999990019"])
    }
}
