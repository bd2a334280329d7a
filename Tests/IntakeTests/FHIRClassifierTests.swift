// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR
import Intake
import Testing

/// Short ways to write the resources of invented people.
enum Invented {
    static let bsn = "http://fhir.nl/fhir/NamingSystem/bsn"

    static func patient(_ id: String = "p1", _ more: String = "", number: String = "900000004")
        -> String
    {
        """
        {"resourceType":"Patient","id":"\(id)",
         "identifier":[{"system":"\(bsn)","value":"\(number)"}],
         "name":[{"use":"official","family":"Proef","given":["Bo","Jo"]}],
         "birthDate":"1980-02-29","gender":"female"\(more)}
        """
    }

    static func bundle(_ resources: String...) -> String {
        let entries = resources.enumerated().map {
            "{\"fullUrl\":\"urn:uuid:\($0.offset)\",\"resource\":\($0.element)}"
        }
        return "{\"resourceType\":\"Bundle\",\"type\":\"message\",\"entry\":["
            + entries.joined(separator: ",") + "]}"
    }
}

func people(_ text: String, _ map: FHIRFieldMap = .standard) throws -> [ClassifiedMessage] {
    try FHIRClassifier(map).classify(Array(text.utf8)).get()
}

func person(_ text: String, _ map: FHIRFieldMap = .standard) throws -> ClassifiedMessage {
    try #require(try people(text, map).first)
}

@Suite struct FHIRClassifierTests {
    @Test func `a patient is read with number, name, birth date and categories`() throws {
        let read = try person(Invented.patient())
        #expect(read.type == "Patient")
        #expect(read.origin == .givenByUs)
        #expect(read.identifiesPerson)
        #expect(read.claims.citizenNumber == "900000004")
        #expect(read.claims.surnames == ["Proef"])
        #expect(read.claims.initials == "Bo")
        #expect(read.claims.birthDate == "1980-02-29")
        #expect(read.categories.text == "birthDate+citizenNumber+name+otherIdentifier+sex")
        #expect(read.unclassified.isEmpty)
    }

    @Test func `an order is given by us, a report with its observations is produced there`() throws
    {
        let order = try person(
            Invented.bundle(
                Invented.patient(),
                """
                {"resourceType":"ServiceRequest","subject":{"reference":"urn:uuid:0"},
                 "identifier":[{"value":"ORD-77"}],"code":{"text":"HPV"},"authoredOn":"2024-02-29",
                 "requester":{"display":"Dr. Toets"},"reasonCode":[{"text":"ronde"}]}
                """
            )
        )
        #expect(order.origin == .givenByUs)
        #expect(order.type == "ServiceRequest")
        #expect(order.day == nil, "it says when it was written, not when it was sent")
        #expect(order.samples == ["ORD-77"])
        #expect(
            order.categories.isSuperset(of: [
                .init(.testRequested), .init(.careProvider), .init(.testIndication),
                .init(.orderNumber), .init(.citizenNumber),
            ])
        )
        #expect(!order.categories.contains(.testResult))
        let result = try person(
            Invented.bundle(
                """
                {"resourceType":"DiagnosticReport","issued":"2024-03-01T10:00:00Z",
                 "subject":{"reference":"Patient/p1"},"conclusion":"negatief"}
                """,
                """
                {"resourceType":"Observation","subject":{"reference":"Patient/p1"},
                 "specimen":{"identifier":{"value":"S-1000"}},"valueString":"neg"}
                """,
                Invented.patient()
            )
        )
        #expect(result.origin == .producedThere)
        #expect(result.type == "DiagnosticReport")
        #expect(result.samples == ["S-1000"])
        #expect(result.claims.sampleNumber == "S-1000")
        #expect(result.categories.contains(.testResult))
        #expect(result.categories.contains(.freeText))
        #expect(result.claims.surnames == ["Proef"])
    }

    @Test func `a result without a person offers its sample number and identifies nobody`() throws {
        let read = try person(
            """
            {"resourceType":"Observation","status":"final","valueString":"neg",
             "specimen":{"identifier":{"value":"S-1000"}}}
            """
        )
        #expect(!read.identifiesPerson)
        #expect(read.samples == ["S-1000"])
        #expect(read.categories.text == "sampleNumber+testResult")
    }

    @Test func `each person of a bundle is read apart, with the resources about them`() throws {
        func observation(_ id: String, _ sample: String) -> String {
            """
            {"resourceType":"Observation","subject":{"reference":"Patient/\(id)"},
             "specimen":{"identifier":{"value":"\(sample)"}},"valueString":"x"}
            """
        }
        let read = try people(
            Invented.bundle(
                Invented.patient("p1"),
                Invented.patient("p2", number: "900000016"),
                observation("p2", "S-2222"),
                observation("p1", "S-1111"),
                observation("p3", "S-3333")
            )
        )
        #expect(read.map(\.claims.citizenNumber) == ["900000004", "900000016", ""])
        #expect(read.map(\.samples) == [["S-1111"], ["S-2222"], ["S-3333"]])
        #expect(read.map(\.identifiesPerson) == [true, true, false])
    }

    @Test func `a bundle of many people is read person by person`() throws {
        var resources: [String] = []
        for number in 0..<400 {
            resources.append(Invented.patient("p\(number)", number: "\(100_000_000 + number)"))
            resources.append(
                """
                {"resourceType":"Observation","subject":{"reference":"Patient/p\(number)"},
                 "specimen":{"reference":"Specimen/s\(number)"},"valueString":"x","colour":"red"}
                """
            )
            resources.append(
                """
                {"resourceType":"Specimen","id":"s\(number)","identifier":[{"value":"S-\(number)"}]}
                """
            )
        }
        let entries = resources.map { "{\"resource\":\($0)}" }.joined(separator: ",")
        let read = try people("{\"resourceType\":\"Bundle\",\"entry\":[\(entries)]}")
        #expect(read.count == 400)
        for (number, person) in read.enumerated() {
            #expect(person.claims.citizenNumber == "\(100_000_000 + number)")
            #expect(person.samples == ["S-\(number)"])
        }
    }

    @Test func `the bundle says when it was sent, else its message, and no resource`() throws {
        let times = [
            "authoredOn", "issued", "effectiveDateTime", "recorded", "date", "created",
            "occurrenceDateTime", "receivedTime",
        ].map { "\"\($0)\":\"1970-01-03\"" }.joined(separator: ",")
        let order =
            #"{"resourceType":"ServiceRequest","meta":{"lastUpdated":"1970-01-03T00:00:00Z"},"#
            + times + #","subject":{"reference":"Patient/1"}}"#
        let bundle =
            #"{"resourceType":"Bundle","timestamp":"1970-01-11T00:00:00Z","entry":[{"resource":X}]}"#
        #expect(try person(order).day == nil)
        #expect(try person(bundle.replacing("X", with: order)).day == 10)
        let without = bundle.replacing(#""timestamp":"1970-01-11T00:00:00Z""#, with: #""id":"b""#)
        #expect(try person(without.replacing("X", with: order)).day == nil)
        let kept = #""meta":{"lastUpdated":"1970-01-11T00:00:00Z"}"#
        #expect(
            try person(without.replacing(#""id":"b""#, with: kept).replacing("X", with: order)).day
                == nil,
            "a server that keeps a bundle says so when it likes"
        )
        let header =
            #"{"resourceType":"MessageHeader","timestamp":"1970-01-05T08:00:00Z"}},{"resource":"#
        #expect(try person(without.replacing("X", with: header + order)).day == 4)
        #expect(
            try person(bundle.replacing("-11T00:00:00Z", with: "").replacing("X", with: order)).day
                == nil
        )
    }

    @Test func `the same person twice is one`() throws {
        let read = try people(Invented.bundle(Invented.patient("p1"), Invented.patient("p2")))
        #expect(read.count == 1)
    }

    @Test func `a resource without a subject is about whom its links are about`() throws {
        let read = try people(
            Invented.bundle(
                Invented.patient("p1"),
                Invented.patient("p2", number: "900000016"),
                """
                {"resourceType":"DiagnosticReport","subject":{"reference":"Patient/p2"},
                 "specimen":[{"reference":"Specimen/s"}],"status":"final"}
                """,
                """
                {"resourceType":"Specimen","id":"s","accessionIdentifier":{"value":"A-1000"}}
                """
            )
        )
        #expect(read.map(\.samples) == [[], ["A-1000"]])
    }

    @Test func `a contained patient and one that is named by number only are people too`() throws {
        let contained = try person(
            """
            {"resourceType":"ServiceRequest","contained":[\(Invented.patient())],
             "subject":{"reference":"#p1"},"code":{"text":"HPV"}}
            """
        )
        #expect(contained.claims.surnames == ["Proef"])
        #expect(contained.categories.contains(.testRequested))
        let named = try person(
            """
            {"resourceType":"ServiceRequest","code":{"text":"HPV"},
             "subject":{"identifier":{"system":"\(Invented.bsn)","value":"900000004"},
             "display":"B. Proef"}}
            """
        )
        #expect(named.claims.citizenNumber == "900000004")
        #expect(named.categories.text == "citizenNumber+name+testRequested")
        #expect(named.identifiesPerson)
    }

    @Test(arguments: [
        #"{"resourceType":"Organization","name":"Lab","telecom":[{"value":"030"}]}"#,
        #"{"resourceType":"Practitioner","name":[{"family":"Toets"}],"text":{"div":"<div/>"}}"#,
        #"{"resourceType":"CodeSystem","contact":[{"telecom":[{"value":"x"}]}]}"#,
        #"{"resourceType":"Bundle","type":"collection"}"#,
    ])
    func `what is about nobody gives nobody`(text: String) throws {
        #expect(try people(text).isEmpty)
    }

    @Test func `a revoked order still disclosed`() throws {
        let read = try person(
            """
            {"resourceType":"ServiceRequest","status":"revoked","code":{"text":"HPV"},
             "subject":{"reference":"Patient/1"}}
            """
        )
        #expect(read.isCancellation)
        #expect(read.categories.contains(.testRequested))
    }

    @Test func `an observation about a device is a control`() throws {
        let text =
            #"{"resourceType":"Observation","valueString":"x","subject":{"reference":"X/1"}}"#
        #expect(try person(text.replacing("X/1", with: "Device/1")).isControl)
        #expect(try !person(text.replacing("X/1", with: "Patient/1")).isControl)
    }

    @Test func `no JSON and no resource are told apart`() {
        let classifier = FHIRClassifier()
        guard case .failure(.json(let problem)) = classifier.classify(Array("{\"a\":1".utf8)) else {
            Issue.record("it was read")
            return
        }
        #expect(problem.what == .unexpectedEnd)
        for text in ["[]", "{}", "7", #"{"resourceType":7}"#, #"{"resourceType":""}"#] {
            guard case .failure(.noResource) = classifier.classify(Array(text.utf8)) else {
                Issue.record("\(text) was read")
                return
            }
        }
    }

    @Test func `what was read describes nobody`() throws {
        let read = try person(Invented.patient())
        #expect(!"\(read) \(String(reflecting: read))".contains("Proef"))
    }

    @Test func `an id and a full URL that are no strings are those of nobody`() throws {
        for odd in ["[1]", "{}", "[\"p1\",\"p1\"]", "7", "null"] {
            let text = """
                {"resourceType":"Bundle","entry":[
                 {"fullUrl":\(odd),"resource":\(Invented.patient().replacing("\"p1\"", with: odd))},
                 {"resource":{"resourceType":"Observation","valueString":"x",
                  "subject":{"reference":"Patient/p1"}}}]}
                """
            #expect(try people(text).contains { $0.claims.citizenNumber == "900000004" })
        }
    }

    @Test func `no damage crashes the classifier`() {
        let classifier = FHIRClassifier()
        let whole = Array(
            Invented.bundle(
                Invented.patient("p1", #","address":[{"line":["Dorpsweg 1"]}]"#),
                #"{"resourceType":"Observation","subject":{"reference":"Patient/p1"},"valueString":"x"}"#
            ).utf8
        )
        for length in 0..<whole.count { _ = classifier.classify(Array(whole[..<length])) }
        var state: UInt64 = 11
        for _ in 0..<5_000 {
            var bytes = whole
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
            _ = classifier.classify(bytes)
        }
    }
}
