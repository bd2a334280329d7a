// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR
import Intake
import Testing

@Suite struct FHIRFieldMapTests {
    private func inspect(
        _ text: String,
        _ map: FHIRFieldMap = .standard
    ) throws -> [String: [String]] {
        let fields = try FHIRClassifier(map).inspect(Array(text.utf8)).get()
        return Dictionary(
            uniqueKeysWithValues: fields.filter { $0.kind != .structural }
                .map { ($0.path, $0.categories.categories.map(\.code)) }
        )
    }

    @Test func `an element counts when something is in it`() throws {
        #expect(
            try inspect(
                """
                {"resourceType":"Patient","birthDate":"","_birthDate":{"extension":[{"url":
                "http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]},
                "name":[{"use":"official"}],"telecom":[{"system":"phone","use":"home"}],
                "address":[],"gender":null,"photo":[{"contentType":"image/png"}]}
                """
            ).isEmpty
        )
    }

    @Test func `text, notes, displays, attachments and sources are places where data hide`() throws
    {
        let found = try inspect(
            """
            {"resourceType":"Observation","meta":{"source":"urn:praktijk","profile":["x"]},
             "text":{"status":"generated","div":"<div>Bo Proef</div>"},"note":[{"text":"belt niet"}],
             "subject":{"display":"Bo Proef"},"valueAttachment":{"data":"AA=="}}
            """
        )
        #expect(found["Observation.text"] == ["freeText"])
        #expect(found["Observation.note"] == ["freeText"])
        #expect(found["Observation.subject.display"] == ["name"])
        #expect(found["Observation.meta.source"] == ["careOrganisation"])
        #expect(found["Observation"] == ["testResult"])
    }

    @Test func `a resource that no row knows is read by data types, and the rest is unclassified`()
        throws
    {
        let text = """
            {"resourceType":"Gadget","id":"7","owner":{"name":{"family":"Proef"},
             "telecom":[{"system":"email","value":"bo@example.org"}],
             "address":{"city":"Proefdorp"},"masterIdentifier":{"system":"urn:x","value":"7"}},
             "colour":"red","subject":{"reference":"Patient/7"}}
            """
        let read = try person(text)
        #expect(
            read.categories.text == "address+email+name+otherIdentifier+unclassified"
        )
        #expect(read.unclassified == ["Gadget.colour"])
        let own = try FHIRFieldMap.standard.merging("Gadget.colour,observation")
        #expect(try person(text, own).unclassified.isEmpty)
        #expect(try person(text, own).categories.contains(.observation))
    }

    @Test func `an extension that nobody mapped is named by the end of its address`() throws {
        let text = """
            {"resourceType":"Patient","extension":[{"url":"https://example.org/fav-colour",
            "valueString":"red"},{"url":"http://hl7.org/fhir/StructureDefinition/patient-nationality",
            "extension":[{"url":"code","valueCodeableConcept":{"coding":[{"code":"NL"}]}}]}]}
            """
        let read = try person(text)
        #expect(read.unclassified == ["Patient.extension[fav-colour]"])
        #expect(read.categories.text == "nationality+unclassified")
        let own = try FHIRFieldMap.standard.merging(
            "Patient.extension[https://example.org/fav-colour],religion"
        )
        #expect(try person(text, own).categories.text == "nationality+religion")
    }

    @Test func `a relative is a category of the patient, whatever is said of them`() throws {
        let read = try person(
            """
            {"resourceType":"Patient","contact":[{"name":{"family":"Toets"},
             "telecom":[{"system":"email","value":"x@example.org"}],"gender":"male"}]}
            """
        )
        #expect(read.categories.text == "relatives")
    }

    @Test func `an answer can be mapped by its code or link id`() throws {
        let answers = """
            {"resourceType":"QuestionnaireResponse","subject":{"reference":"Patient/1"},
             "item":[{"linkId":"klachten","text":"Klachten?","answer":[{"valueString":"ja"}]}]}
            """
        #expect(try person(answers).unclassified == ["QuestionnaireResponse.item"])
        let own = try FHIRFieldMap.standard.merging(
            """
            QuestionnaireResponse.item[klachten].answer,gynaecologicalComplaints
            Observation[8665-2].value[x],menstruation,date of the last menstruation
            """
        )
        #expect(
            try person(answers, own).categories.text == "gynaecologicalComplaints+otherIdentifier"
        )
        let observation = """
            {"resourceType":"Observation","valueDateTime":"2024-01-01",
             "code":{"coding":[{"system":"http://loinc.org","code":"8665-2"}]}}
            """
        #expect(try person(observation, own).categories.text == "menstruation+testRequested")
        #expect(try person(observation).categories.text == "testRequested+testResult")
    }

    @Test func `a name that may be a value is not shown`() throws {
        let read = try person(
            #"{"resourceType":"Gadget","900000004":{"x":1},"Bo Proef":2,"_x":{"a":1}}"#
        )
        #expect(read.unclassified == ["Gadget.?", "Gadget._x"])
    }

    @Test(arguments: [
        ("patient.name,name", 1), ("Patient..name,name", 1), ("Patient.name[,name", 1),
        ("*,name", 1), ("Patient[x],name", 1), ("Patient.name\n,name", 1),
    ])
    func `a path that is none is refused with its line`(text: String, line: Int) {
        #expect(throws: FieldMap.Problem(line: line, what: .path)) {
            try FHIRFieldMap.standard.merging(text)
        }
    }

    @Test func `a table of more elements or names than can be read is refused`() throws {
        func excess(_ rows: some Collection<String>) throws -> FieldMap.Excess? {
            do {
                _ = try FHIRFieldMap.standard.merging(rows.joined(separator: "\n"))
                return nil
            } catch let problem as FieldMap.Problem {
                guard problem.line == rows.count, case .tooMany(let excess) = problem.what else {
                    return nil
                }
                return excess
            }
        }
        let names = (0..<16_000).map { "Patient.e\($0),name" }
        #expect(try excess(names) == .names(limit: 15_999))
        #expect(try excess(names.prefix(2000)) == nil)
        let elements = (0..<70_000).map { "Patient.a\($0 / 300).b\($0 % 300),name" }
        #expect(try excess(elements) == .elements(limit: 65_535))
        // Those of any resource stand in each.
        let resources = (0..<300).map { "R\($0).x,name" } + (0..<300).map { "*.y\($0),name" }
        #expect(try excess(resources) == .elements(limit: 65_535))
        let long = String(repeating: "e", count: 70_000)
        #expect(throws: FieldMap.Problem(line: 1, what: .path)) {
            try FHIRFieldMap.standard.merging("Patient.\(long),name")
        }
    }

    @Test func `a category that is none is refused with its line`() {
        #expect(throws: FieldMap.Problem(line: 2, what: .category("nam"))) {
            try FHIRFieldMap.standard.merging("# own\nPatient.name,nam")
        }
    }
}
