// SPDX-License-Identifier: EUPL-1.2

import Custody
import Intake
import Testing

/// To whom a reference leads: FHIR R4 bundle, 2.36.4.1. Where it is not certain, to nobody.
@Suite struct FHIRReferenceTests {
    private static let a = "https://ziekenhuis-a.example/fhir/"
    private static let b = "https://ziekenhuis-b.example/fhir/"

    private func entry(_ url: String?, _ resource: String) -> String {
        let url = url.map { #""fullUrl":"\#($0)","# } ?? ""
        return "{\(url)\"resource\":\(resource)}"
    }

    private func patient(_ name: String, id: String = "1", _ members: String = "") -> String {
        #"{"resourceType":"Patient","id":"\#(id)","name":[{"family":"\#(name)"}]\#(members)}"#
    }

    private func observation(_ subject: String, _ members: String = "") -> String {
        #"{"resourceType":"Observation","subject":\#(subject),"valueString":"neg"\#(members)}"#
    }

    private func reference(_ text: String) -> String { #"{"reference":"\#(text)"}"# }

    private func bundle(_ entries: [String]) -> String {
        #"{"resourceType":"Bundle","type":"searchset","entry":[\#(entries.joined(separator: ","))]}"#
    }

    /// Whose the results of a text are: the surname of each, `?` for nobody.
    private func owners(_ text: String) throws -> [String] {
        try people(text).filter { $0.categories.contains(.testResult) }
            .map { $0.claims.surnames.first ?? "?" }
    }

    /// Two hospitals with a Patient/1 each, and one result.
    private func owner(
        of subject: String,
        from url: String?,
        _ first: String? = a + "Patient/1",
        _ second: String? = b + "Patient/1",
        more: Int = 0
    ) throws -> [String] {
        let others = (0..<more).map {
            entry("\(Self.a)Organization/\($0)", #"{"resourceType":"Organization","id":"\#($0)"}"#)
        }
        return try owners(
            bundle(
                [
                    entry(first, patient("Proefstra")), entry(second, patient("Nepnaam")),
                    entry(url, observation(subject)),
                ] + others
            )
        )
    }

    @Test(arguments: [0, 40])
    func `a relative reference continues the base of its own entry`(more: Int) throws {
        let subject = reference("Patient/1")
        #expect(try owner(of: subject, from: Self.b + "Observation/9", more: more) == ["Nepnaam"])
        #expect(try owner(of: subject, from: Self.a + "Observation/9", more: more) == ["Proefstra"])
        #expect(
            try owner(of: subject, from: "https://c.example/Observation/9", more: more) == ["?"]
        )
    }

    @Test(arguments: [0, 40])
    func `an entry without a base shares none with one that has one`(more: Int) throws {
        let subject = reference("Patient/1")
        #expect(try owner(of: subject, from: nil, more: more) == ["?"])
        #expect(try owner(of: subject, from: "urn:uuid:9", more: more) == ["?"])
        #expect(
            try owner(of: subject, from: "urn:uuid:9", "urn:uuid:1", more: more) == ["Proefstra"]
        )
        #expect(try owner(of: subject, from: nil, nil, nil, more: more) == ["?"])
    }

    @Test(arguments: [
        (b + "Patient/1", "Nepnaam"), (b + "Patient/1/_history/4", "Nepnaam"),
        ("https://ziekenhuis-c.example/fhir/Patient/1", "?"), (b + "Patient/2", "?"),
        ("Patient/1/_history/2", "Proefstra"), ("fhir/Patient/1", "?"), ("/Patient/1", "?"),
        ("urn:uuid:77", "?"), ("#1", "?"), ("Patient?identifier=1", "?"),
    ])
    func `an absolute reference is the address of an entry, or nothing`(
        text: String,
        surname: String
    ) throws {
        for more in [0, 40] {
            #expect(
                try owner(of: reference(text), from: Self.a + "Observation/9", more: more)
                    == [surname]
            )
        }
    }

    @Test(arguments: [0, 40])
    func `several that could be meant are none`(more: Int) throws {
        let url = Self.a + "Patient/1"
        #expect(
            try owner(of: reference(url), from: Self.a + "Observation/9", url, url, more: more)
                == ["?"]
        )
        #expect(
            try owner(
                of: reference("Patient/1"),
                from: Self.a + "Observation/9",
                url,
                url,
                more: more
            )
                == ["?"]
        )
    }

    @Test func `the same words from two bases are two people`() throws {
        let results = [Self.a, Self.b, Self.a].enumerated().map {
            entry("\($0.element)Observation/\($0.offset)", observation(reference("Patient/1")))
        }
        let both = [
            entry(Self.a + "Patient/1", patient("Proefstra")),
            entry(Self.b + "Patient/1", patient("Nepnaam")),
        ]
        #expect(Set(try owners(bundle(both + results))) == ["Proefstra", "Nepnaam"])
        // Of the second nobody is here: what is said of theirs is not the first one's.
        #expect(try owners(bundle([both[0]] + results)).sorted() == ["?", "Proefstra"])
    }

    @Test func `a subject that is not here is not the only one who is`() throws {
        let only = entry("urn:uuid:1", patient("Proefstra"))
        for subject in [
            reference("urn:uuid:2"), reference("#p"), #"{"display":"mevrouw Nepnaam"}"#,
            reference("Patient/2"), reference("https://a.example/x"),
        ] {
            let text = bundle([only, entry("urn:uuid:3", observation(subject))])
            #expect(try owners(text) == ["?"], "\(subject)")
        }
        let silent = #"{"resourceType":"Observation","valueString":"neg"}"#
        #expect(try owners(bundle([only, entry("urn:uuid:3", silent)])) == ["Proefstra"])
    }

    @Test func `what a resource contains is nobody else's`() throws {
        func result(_ name: String, _ id: String) -> String {
            observation(reference("#\(id)"), #","contained":[\#(patient(name, id: "p"))]"#)
        }
        let text = bundle([
            entry(Self.a + "Observation/1", result("Proefstra", "p")),
            entry(Self.a + "Observation/2", observation(reference("#p"))),
            entry(Self.a + "Observation/3", result("Nepnaam", "p")),
            entry(Self.a + "Observation/4", result("Verborgen", "q")),
        ])
        #expect(try owners(text).sorted() == ["?", "?", "Nepnaam", "Proefstra"])
        let twice = observation(
            reference("#p"),
            ",\"contained\":[\(patient("Een", id: "p")),\(patient("Twee", id: "p"))]"
        )
        #expect(try owners(twice) == ["?"])
    }

    @Test func `what is contained refers with the base of its container`() throws {
        let text = bundle([
            entry(Self.a + "Patient/1", patient("Proefstra")),
            entry(Self.b + "Patient/1", patient("Nepnaam")),
            entry(
                Self.b + "DiagnosticReport/1",
                """
                {"resourceType":"DiagnosticReport","conclusion":"x","contained":[
                \(observation(reference("Patient/1"), ",\"id\":\"o\""))],
                "result":[{"reference":"#o"}]}
                """
            ),
        ])
        #expect(try owners(text) == ["Nepnaam"])
    }

    @Test func `a bundle in a bundle keeps to itself`() throws {
        let inner = bundle([
            entry(nil, patient("Proefstra")), entry(nil, observation(reference("Patient/1"))),
        ])
        let other = bundle([entry(nil, observation(reference("Patient/1")))])
        #expect(
            try owners(bundle([entry(nil, inner), entry(nil, other)])).sorted()
                == ["?", "Proefstra"]
        )
    }

    @Test func `a reference that gives another number than its person has is in doubt`() throws {
        let system = #""system":"http://fhir.nl/fhir/NamingSystem/bsn""#
        func owner(_ number: String, _ other: String = "") throws -> [String] {
            let subject =
                #"{"reference":"Patient/1","identifier":{\#(system),"value":"\#(number)"}}"#
            let own = #","identifier":[{\#(system),"value":"111222333"}]"#
            return try owners(
                bundle([entry(nil, patient("Proefstra", own)), entry(nil, observation(subject))])
            )
        }
        #expect(try owner("111222333") == ["Proefstra"])
        #expect(try owner("999990019") == ["?"])
    }
}
