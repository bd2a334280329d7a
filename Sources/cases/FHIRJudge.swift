// SPDX-License-Identifier: EUPL-1.2
import FHIR
import Intake

/// Where personal data stand in FHIR resources, and which texts are no strict JSON.
struct FHIRJudge: CaseJudge {
    let expectation = 0.98

    private let vocabulary = JSONVocabulary(FHIRTypes.names + ["entry", "resource"])
    private let classifier = FHIRClassifier()

    func verdict(on theCase: ThirdPartyCase) -> Verdict {
        guard let file = theCase["file"]?.string else { return .outOfScope }
        guard let bytes = theCase.folder.bytes(atPath: file) else {
            return .differs("there is no file \(file)")
        }
        if let isStrict = theCase["strict_json"]?.bool {
            let hasDuplicates = theCase["duplicate_keys"]?.bool ?? false
            return reading(bytes, isStrict: isStrict, hasDuplicates: hasDuplicates)
        }
        if let elements = theCase["personal_elements"]?.array {
            return found(bytes, elements)
        }
        if let elements = theCase["patient_personal_elements"]?.array {
            return foundInBundle(bytes, elements, theCase)
        }
        return .outOfScope
    }

    /// A duplicate name and everything that is no strict JSON must be refused, all else read.
    private func reading(_ bytes: [UInt8], isStrict: Bool, hasDuplicates: Bool) -> Verdict {
        switch classifier.classify(bytes) {
        case .success, .failure(.noResource):
            if isStrict && !hasDuplicates { return .agrees }
            return .differs(hasDuplicates ? "a duplicate name was read" : "it was read")
        case .failure(.json(let problem)):
            if hasDuplicates { return .same(problem.what, .duplicateName) }
            return isStrict ? .differs("refused: \(problem)") : .agrees
        }
    }

    private func found(_ bytes: [UInt8], _ expected: [JSON]) -> Verdict {
        do {
            let found = try read(bytes) { FHIRElements.list($0) }
            return compare(found.map { ($0.path, $0.what) }, expected)
        } catch {
            return .differs("\(error)")
        }
    }

    /// The patient of a bundle, and how many resources of which type it carries.
    private func foundInBundle(
        _ bytes: [UInt8],
        _ expected: [JSON],
        _ theCase: ThirdPartyCase
    ) -> Verdict {
        do {
            let (found, types) = try read(bytes) { (FHIRElements.list($0), resourceTypes($0)) }
            var counts: [String: UInt64] = [:]
            for type in types { counts[type, default: 0] += 1 }
            let expectedCounts = theCase["resource_counts"]?.object?.compactMapValues(\.integer)
            if let expectedCounts, expectedCounts != counts {
                return .differs("resources expected \(expectedCounts), found \(counts)")
            }
            guard let patient = types.firstIndex(of: "Patient") else {
                return .differs("there is no patient")
            }
            let prefix = "Bundle.entry[\(patient)].resource."
            let elements = found.filter { $0.path.hasPrefix(prefix) }
                .map { ("Patient." + $0.path.dropFirst(prefix.count), $0.what) }
            return compare(elements, expected)
        } catch {
            return .differs("\(error)")
        }
    }

    private func read<Found>(
        _ bytes: [UInt8],
        _ body: (JSONDocument) -> Found
    ) throws -> Found {
        try JSONReader.read(bytes, vocabulary, body)
    }

    private func resourceTypes(_ document: JSONDocument) -> [String] {
        let names = ["entry", "resource", "resourceType"].map { vocabulary.number(of: $0) }
        guard let entries = document.member(names[0], of: 0) else { return [] }
        var types: [String] = []
        document.forEachElement(of: entries) { entry in
            let type = document.member(names[1], of: entry)
                .flatMap { document.member(names[2], of: $0) }
            types.append(type.map(document.text) ?? "")
        }
        return types
    }

    private func compare(
        _ found: [(path: String, what: FHIRElement.What)],
        _ expected: [JSON]
    ) -> Verdict {
        let ours = Set(found.map { "\($0.path) \(name($0.what))" })
        let theirs = Set(
            expected.map { "\($0["path"]?.string ?? "") \($0["type"]?.string ?? "")" }
        )
        if let missed = theirs.subtracting(ours).sorted().first {
            return .differs("missed \(missed)")
        }
        if let more = ours.subtracting(theirs).sorted().first { return .differs("more: \(more)") }
        return .agrees
    }

    private func name(_ what: FHIRElement.What) -> String {
        switch what {
        case .type(let type): type.rawValue
        case .demographic: "demographic"
        }
    }
}
