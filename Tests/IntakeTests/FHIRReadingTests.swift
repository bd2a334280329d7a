// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR
import Intake
import Testing

/// What a reading says of everybody in a text.
private func lines(_ text: String, by reading: inout FHIRReading) -> [String] {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
        guard case .people(let count) = reading.read(bytes) else { return ["nothing"] }
        return (0..<count).map { number in
            let person = reading[number]
            let claims = IdentityClaims(person.claims)
            var paths: [String] = []
            for path in person.unclassified { paths.append(reading.path(path)) }
            return [
                "\(person.kind)", "\(person.origin)", "\(person.isCancellation)",
                person.categories.text, claims.citizenNumber, "\(claims.surnames)",
                claims.initials, claims.birthDate, claims.postcode, claims.houseNumber,
                "\(person.samples.map { person.claims.text($0) })", "\(person.day ?? -1)",
                "\(paths)",
            ].joined(separator: "|")
        }
    }
}

@Suite struct FHIRReadingTests {
    /// Values that decide something, and some that decide nothing.
    private static let values = [
        Invented.bsn, "http://example.nl/other", "900000004", "123456782", "7", "phone", "email",
        "Patient/p1", "Patient/p2", "#p1", "urn:uuid:0", "urn:uuid:9", "Device/1", "official",
        "nickname", "anonymous", "revoked", "active", "2024-02-03", "1234 AB", "Laan 12 b", "",
        "a\\\"b", "é",
    ]

    private static let shapes = [
        """
        {"resourceType":"Bundle","timestamp":"%","entry":[{"fullUrl":"urn:uuid:0","resource":
        {"resourceType":"Patient","id":"p1","identifier":[{"system":"%","value":"%"}],
        "name":[{"use":"%","family":"Proef","given":["%"]}],"telecom":[{"system":"%","value":"%"}],
        "address":[{"line":["%"],"postalCode":"%"}]}},{"resource":{"resourceType":"ServiceRequest",
        "status":"%","subject":{"reference":"%"},"identifier":[{"system":"%","value":"%"}]}}]}
        """,
        """
        {"resourceType":"Observation","subject":{"reference":"%"},"valueString":"%",
        "contained":[{"resourceType":"Patient","id":"p1","identifier":[{"value":"%"}]}],
        "performer":[{"reference":"%","display":"%"}]}
        """,
        #"{"resourceType":"Patient","id":"%","foo":{"bar":"%"},"birthDate":"%"}"#,
    ]

    @Test func `what was read before changes nothing of what is found`() {
        let classifier = FHIRClassifier()
        var warm = FHIRReading(classifier)
        var state: UInt64 = 3
        var found: Set<String> = []
        for _ in 0..<4_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var text = ""
            for part in Self.shapes[Int(state >> 40 % 3)].split(
                separator: "%",
                omittingEmptySubsequences: false
            ) {
                if !text.isEmpty {
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    text += Self.values[Int(state >> 33) % Self.values.count]
                }
                text += part
            }
            var fresh = FHIRReading(classifier)
            let here = lines(text, by: &warm)
            #expect(here == lines(text, by: &fresh))
            found.formUnion(here)
        }
        // Citizen numbers, other numbers and controls, and elements that no row maps, are among them.
        #expect(found.contains { $0.contains("citizenNumber") })
        #expect(found.contains { !$0.contains("citizenNumber") })
        #expect(found.contains { $0.hasPrefix("control") })
        #expect(found.contains { $0.contains("Patient.foo") })
    }

    private static let paths = [
        "Patient.identifier[%],citizenNumber", "Patient.identifier[#],citizenNumber",
        "Patient.identifier.value,otherIdentifier", "Patient.telecom[%],telephone",
        "Patient.name[%].family,partnerName", "*.identifier[%],account", "HumanName.use,structural",
        "Patient.birthDate@order,religion", "Observation[%],diagnosis", "Patient.foo.bar,visit",
        "Observation.value[x],genetics", "ServiceRequest.status,unclassified",
        "*.subject,relatives",
        "ContactPoint[%],email", "Observation.performer[%],collector", "Address.line,ethnicity",
    ]

    /// Whatever a table makes depend on a value.
    @Test func `under any table what was read before changes nothing of what is found`() throws {
        var dice = Dice(state: 11)
        var found: Set<String> = []
        for _ in 0..<40 {
            let rows = (0..<6).map { _ in
                Self.paths[dice.next(Self.paths.count)]
                    .replacing("%", with: Self.values[dice.next(Self.values.count - 3)])
            }
            let map = try FHIRFieldMap.standard.merging(rows.joined(separator: "\n"))
            let classifier = FHIRClassifier(map)
            var warm = FHIRReading(classifier)
            for _ in 0..<60 {
                var text = ""
                for part in Self.shapes[dice.next(3)].split(
                    separator: "%",
                    omittingEmptySubsequences: false
                ) {
                    if !text.isEmpty { text += Self.values[dice.next(Self.values.count)] }
                    text += part
                }
                var fresh = FHIRReading(classifier)
                let here = lines(text, by: &warm)
                #expect(here == lines(text, by: &fresh), "\(rows)")
                found.formUnion(here)
            }
        }
        #expect(found.count > 500)
    }

    private struct Dice {
        var state: UInt64

        mutating func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
    }

    @Test func `of the same shape the system of a number decides anew`() {
        var reading = FHIRReading(FHIRClassifier())
        for round in 0..<4 {
            let ours = lines(Invented.patient(), by: &reading)
            let other = lines(
                Invented.patient().replacing(Invented.bsn, with: "http://example.nl/other"),
                by: &reading
            )
            #expect(ours.first?.contains("citizenNumber") == true, "round \(round)")
            #expect(other.first?.contains("citizenNumber") == false, "round \(round)")
        }
    }

    @Test func `many people in one text are each their own, and those who are the same are one`() {
        var reading = FHIRReading(FHIRClassifier())
        let numbers = [900_000_004, 900_000_016, 900_000_028, 900_000_041, 900_000_053]
        let people = (0..<30).map { number in
            Invented.patient("p\(number)", number: "\(numbers[number % 5])")
                .replacing("Proef", with: "Proef\(number % 15)")
        }
        let text =
            #"{"resourceType":"Bundle","entry":["#
            + people.map { "{\"resource\":\($0)}" }.joined(separator: ",") + "]}"
        #expect(lines(text, by: &reading).count == 15)
        #expect(lines(Invented.patient(), by: &reading).count == 1)
        #expect(lines("{", by: &reading) == ["nothing"])
    }
}
