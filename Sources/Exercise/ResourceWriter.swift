// SPDX-License-Identifier: EUPL-1.2

internal import Foundation

/// Writes what was sent as FHIR: Bundles with patients of two bases, and a set of files by type.
struct ResourceWriter {
    /// What one resource says, and of whom; nil of nobody.
    struct Written {
        var file: StaticString
        var person: Int?
        var categories: ExerciseCategories
    }

    /// What a Patient of the exercise holds. Its `id` is a number of ours.
    private static let patient: ExerciseCategories = [
        .citizenNumber, .name, .birthDate, .sex, .address, .otherIdentifier,
    ]
    /// A finding and the reference to whose it is.
    private static let finding: ExerciseCategories = [.diagnosis, .otherIdentifier]

    private let population: ExercisePopulation
    private let names: InventedNames
    private var bundles: ByteFile
    private var patients: ByteFile
    private var findings: ByteFile
    private(set) var figures: [String: Int] = [:]

    init(_ population: ExercisePopulation, _ names: InventedNames, folder: URL) throws {
        self.population = population
        self.names = names
        bundles = try ByteFile(folder.appendingPathComponent("bundles.ndjson"))
        patients = try ByteFile(folder.appendingPathComponent("Patient.ndjson"))
        findings = try ByteFile(folder.appendingPathComponent("Condition.ndjson"))
    }

    mutating func write() throws -> [Written] {
        var written: [Written] = []
        for pair in population.planted.twoBases {
            try bundles.append(bundle(pair.first, pair.second))
            written.append(
                Written(file: "bundles.ndjson", person: pair.first, categories: Self.patient)
            )
            written.append(
                Written(
                    file: "bundles.ndjson",
                    person: pair.second,
                    categories: Self.patient.union(Self.finding)
                )
            )
        }
        for (number, person) in population.planted.byType.enumerated() {
            var line = patient(person, id: "p\(number)")
            line.put("\n")
            try patients.append(line)
            try findings.append(condition(id: "c\(number)", of: "p\(number)") + [0x0A])
            written.append(
                Written(file: "Patient.ndjson", person: person, categories: Self.patient)
            )
            written.append(
                Written(file: "Condition.ndjson", person: person, categories: Self.finding)
            )
        }
        // Whose it is stands in no file.
        try findings.append(condition(id: "nobody", of: "elsewhere") + [0x0A])
        written.append(Written(file: "Condition.ndjson", person: nil, categories: []))
        try bundles.close()
        try patients.close()
        try findings.close()
        figures = [
            "resource.bundleOfTwoBases": population.planted.twoBases.count,
            "resource.byType": population.planted.byType.count,
            "resource.ofNobody": 1,
        ]
        return written
    }

    /// Both patients are `Patient/1`, and the finding is of its own base's (FHIR R4 bundle, 2.36.4.1).
    private func bundle(_ first: Int, _ second: Int) -> [UInt8] {
        var line: [UInt8] = []
        line.put(
            #"{"resourceType":"Bundle","type":"collection","timestamp":"2024-03-05T09:00:00Z","#
        )
        line.put(
            #""entry":[{"fullUrl":"https://praktijk-noord.example/fhir/Patient/1","resource":"#
        )
        line.put(patient(first, id: "1"))
        line.put(#"},{"fullUrl":"https://praktijk-zuid.example/fhir/Patient/1","resource":"#)
        line.put(patient(second, id: "1"))
        line.put(#"},{"fullUrl":"https://praktijk-zuid.example/fhir/Condition/1","resource":"#)
        line.put(condition(id: "1", of: "1"))
        line.put("}]}\n")
        return line
    }

    private func patient(_ index: Int, id: String) -> [UInt8] {
        let person = population.people[index]
        var line: [UInt8] = []
        line.put(#"{"resourceType":"Patient","id":""#)
        line.put(id)
        line.put(#"","identifier":[{"system":"http://fhir.nl/fhir/NamingSystem/bsn","value":""#)
        line.put(Int(person.citizenNumber), width: 9)
        line.put(#""}],"name":[{"use":"official","family":""#)
        line.put(names.surnames[person.surname], prefix: names.prefixes[person.prefix])
        line.put(#"","given":[""#)
        line.put(names.given[person.given])
        line.put(#""]}],"gender":"female","birthDate":""#)
        line.putDashed(person.birthDate)
        line.put(#"","address":[{"line":[""#)
        line.put(person.dwelling.street(in: names))
        line.put(" ")
        line.put(person.dwelling.number)
        line.put(#""],"postalCode":""#)
        person.dwelling.putPostcode(into: &line)
        line.put(#"","city":""#)
        line.put(person.dwelling.place(in: names))
        line.put(#""}]}"#)
        return line
    }

    private func condition(id: String, of patient: String) -> [UInt8] {
        var line: [UInt8] = []
        line.put(#"{"resourceType":"Condition","id":""#)
        line.put(id)
        line.put(#"","subject":{"reference":"Patient/"#)
        line.put(patient)
        line.put(#""},"code":{"text":"Bloedarmoede"}}"#)
        return line
    }
}
