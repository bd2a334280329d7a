// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7
import Intake
import Testing

/// Texts that are made to take long: the work for each grows with its size, not with its square.
@Suite(.serialized) struct LongTextTests {
    struct Kind: Sendable, CustomTestStringConvertible {
        var name: String
        var text: @Sendable (Int) -> String
        var testDescription: String { name }
    }

    private static let header = "MSH|^~\\&|A|B|C|D|20240229||ORU^R01|1|P|2.5\r"
    private static let order = "MSH|^~\\&|A|B|C|D|20240229||OML^O21|1|P|2.5\r"

    private static func lines(_ count: Int, _ line: (Int) -> String) -> String {
        (0..<count).map(line).joined(separator: "\r")
    }

    static let messages: [Kind] = [
        Kind(name: "patients") { header + lines($0) { "PID|\($0)||A\($0)^^^X||Naam\($0)^B" } },
        Kind(name: "patients who are nobody") { header + lines($0) { "PID|\($0)" } },
        Kind(name: "questions") {
            header.replacing("ORU^R01", with: "QRY^A19") + lines($0) { "PID|\($0)" }
        },
        Kind(name: "one patient again and again") {
            header + lines($0) { "PID|1||||Naam^B\rSPM|1|S\($0)" }
        },
        Kind(name: "remarks before patients") { count in
            header + lines(count) { "NTE|\($0)||x" } + "\r"
                + lines(count) { "PID|\($0)||||Naam\($0)^B" }
        },
        Kind(name: "orders before patients") { count in
            order + lines(count) { _ in "ORC|CA|SAME-1|X" } + "\r"
                + lines(count) { "PID|\($0)||||Naam\($0)^B" }
        },
        Kind(name: "samples") {
            header + "PID|1||||N\r" + lines($0 * 2) { "SPM|\($0)|SAMPLE\($0)" }
        },
        Kind(name: "order numbers that begin alike") {
            order + "PID|1||||N\r" + lines($0 * 2) { "ORC|NW|9\($0)AAAA" }
        },
        Kind(name: "surnames") {
            header + "PID|1||||" + (0..<$0 * 2).map { "Naam\($0)^B" }.joined(separator: "~")
        },
        Kind(name: "parts of a name type") {
            header + "PID|1||||A^B^^^^^" + String(repeating: "S&", count: $0 * 4)
        },
        Kind(name: "fields that no row maps") {
            header + "PID|1\rZZZ|" + (0..<$0 * 8).map { "C\($0)" }.joined(separator: "|")
        },
        Kind(name: "observations that no row maps") {
            header + "PID|1||||N\r" + lines($0 * 4) { "OBX|\($0)|ST|C\($0)X||v" }
        },
        Kind(name: "next of kin") {
            header + "PID|1||||N\r" + lines($0 * 4) { "NK1|\($0)|N\($0)^B|X" }
        },
        Kind(name: "identifiers") {
            header + "PID|1||" + (0..<$0 * 4).map { "\($0)^^^NNNLD" }.joined(separator: "~")
        },
        Kind(name: "escapes") {
            header + "PID|1||||" + String(repeating: "\\T\\", count: $0 * 8)
                + String(repeating: "\\", count: $0 * 8 + 1)
        },
    ]

    @Test(arguments: messages)
    func `a message of four times the length is about four times the work`(kind: Kind) {
        var reading = MessageReading(MessageClassifier())
        let growth = growth(of: 500) { count in
            let outcome = Array(kind.text(count).utf8).withUnsafeBufferPointer { reading.read($0) }
            #expect(outcome == .patients)
        }
        #expect(growth < 9, "\(kind.name): \(growth)")
    }

    private static func bundle(_ resources: [String]) -> String {
        #"{"resourceType":"Bundle","entry":["#
            + resources.map { "{\"resource\":\($0)}" }.joined(separator: ",") + "]}"
    }

    private static func resource(_ type: String, _ id: String, _ members: String) -> String {
        #"{"resourceType":"\#(type)","id":"\#(id)",\#(members)}"#
    }

    private static func list(_ count: Int, _ element: (Int) -> String) -> String {
        "[" + (0..<count).map(element).joined(separator: ",") + "]"
    }

    private static let specimen = "{\"resourceType\":\"Specimen\",\"id\":\"s\"}"

    private static func reference(_ target: String) -> String {
        "{\"reference\":\"\(target)\"}"
    }

    static let texts: [Kind] = [
        Kind(name: "linked patients") { count in
            bundle(
                (0..<count).map {
                    resource(
                        "Patient",
                        "p\($0)",
                        #""name":[{"family":"N\#($0)"}],"link":[{"other":{"reference":"Patient/p\#(($0 + 1) % count)"}}]"#
                    )
                }
            )
        },
        Kind(name: "subjects who are not there") {
            bundle(
                (0..<$0).map {
                    resource(
                        "Observation",
                        "o\($0)",
                        #""subject":{"reference":"Patient/x\#($0)"},"valueString":"v""#
                    )
                }
            )
        },
        Kind(name: "the same id again and again") {
            bundle(
                (0..<$0).map {
                    resource(
                        "Observation",
                        "o",
                        #""valueString":"v","hasMember":[{"reference":"Patient/o"},{"reference":"X\#($0)/o"}]"#
                    )
                }
            )
        },
        Kind(name: "the same contained id again and again") {
            bundle(
                (0..<$0).map {
                    resource(
                        "Observation",
                        "o\($0)",
                        "\"valueString\":\"v\",\"contained\":[" + specimen + "],\"specimen\":"
                            + reference("#s")
                    )
                }
            )
        },
        Kind(name: "contained patients") { count in
            let patients = list(count) { "{\"resourceType\":\"Patient\",\"id\":\"p\($0)\"}" }
            let performers = list(count) { reference("#p\($0)") }
            return resource(
                "Observation",
                "o",
                "\"valueString\":\"v\",\"contained\":\(patients),\"performer\":\(performers)"
            )
        },
        Kind(name: "a group of all") { count in
            let members = list(count) { "{\"entity\":" + reference("Patient/p\($0)") + "}" }
            return bundle(
                (0..<count).map { resource("Patient", "p\($0)", "\"active\":true") }
                    + [resource("Group", "g", "\"member\":" + members)]
            )
        },
        Kind(name: "a ring by url") { count in
            #"{"resourceType":"Bundle","entry":"#
                + list(count) {
                    #"{"fullUrl":"urn:uuid:\#($0)","resource":{"resourceType":"Observation","valueString":"v","hasMember":[{"reference":"urn:uuid:\#(($0 + 1) % count)"}]}}"#
                } + "}"
        },
        Kind(name: "sample numbers") {
            resource("Specimen", "s", "\"identifier\":" + list($0) { "{\"value\":\"ABCD\($0)\"}" })
        },
        Kind(name: "numbers of requests and samples") { count in
            let subject = "\"subject\":" + reference("Patient/1") + ",\"identifier\":"
            let samples = list(count) { "{\"value\":\"ABCD\($0)\"}" }
            let requests = list(count) { "{\"value\":\"EFGH\($0)\"}" }
            return bundle([
                resource("Specimen", "s", subject + samples),
                resource("ServiceRequest", "r", subject + requests),
            ])
        },
        Kind(name: "surnames") {
            resource("Patient", "p", "\"name\":" + list($0) { "{\"family\":\"N\($0)\"}" })
        },
        Kind(name: "extensions") {
            let extensions = list($0) { "{\"url\":\"http://x/N\($0)\",\"valueString\":\"v\"}" }
            return resource("Patient", "p", "\"extension\":" + extensions)
        },
        Kind(name: "elements that no row maps") {
            resource("Patient", "p", "\"foo\":" + list($0) { "{\"bar\($0)\":\"v\"}" })
        },
        Kind(name: "identifiers") {
            let system = "{\"system\":\"http://fhir.nl/fhir/NamingSystem/bsn\",\"value\":"
            return resource("Patient", "p", "\"identifier\":" + list($0) { system + "\"\($0)\"}" })
        },
    ]

    @Test(arguments: texts)
    func `a resource of four times the length is about four times the work`(kind: Kind) {
        var reading = FHIRReading(FHIRClassifier())
        let growth = growth(of: 500) { count in
            let outcome = Array(kind.text(count).utf8).withUnsafeBufferPointer { reading.read($0) }
            guard case .people(1...) = outcome else {
                Issue.record("\(kind.name): \(outcome)")
                return
            }
        }
        #expect(growth < 9, "\(kind.name): \(growth)")
    }

    // MARK: What would have to be written out many times over

    @Test func `samples of nobody in particular before many patients are refused, a few are not`() {
        var reading = MessageReading(MessageClassifier())
        func outcome(_ samples: Int, _ patients: Int) -> MessageReading.Outcome {
            let text =
                Self.header + Self.lines(samples) { "SPM|\($0)|SAMPLE\($0)" } + "\r"
                + Self.lines(patients) { "PID|\($0)||||Naam\($0)^B" }
            return Array(text.utf8).withUnsafeBufferPointer { reading.read($0) }
        }
        #expect(outcome(40, 400) == .patients)
        #expect(reading.furtherPatients.count == 399)
        #expect(reading.furtherPatients.allSatisfy { $0.samples.count == 40 })
        #expect(outcome(3_000, 3_000) == .tooMuchInCommon(limit: 64 << 20))
        #expect(outcome(1, 3_000) == .patients)
    }

    @Test func `resources about many people at once are refused when they are too many`() {
        var reading = FHIRReading(FHIRClassifier())
        func outcome(_ people: Int, _ observations: Int) -> FHIRReading.Outcome {
            let members = Self.list(people) {
                "{\"entity\":" + Self.reference("Patient/p\($0)") + "}"
            }
            let text = Self.bundle(
                (0..<people).map { Self.resource("Patient", "p\($0)", #""active":true"#) }
                    + [Self.resource("Group", "g", "\"member\":" + members)]
                    + (0..<observations).map {
                        Self.resource(
                            "Observation",
                            "o\($0)",
                            #""valueString":"v","focus":[{"reference":"Group/g"}]"#
                        )
                    }
            )
            return Array(text.utf8).withUnsafeBufferPointer { reading.read($0) }
        }
        #expect(outcome(100, 100) == .people(100))
        #expect((0..<100).allSatisfy { reading[$0].origin == .producedThere })
        #expect(outcome(2_000, 2_000) == .tooMuchInCommon(limit: 64 << 20))
        #expect(outcome(2_000, 2) == .people(2_000))
    }
}
