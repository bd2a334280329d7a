// SPDX-License-Identifier: EUPL-1.2

/// A row of the table of FHIR elements: where, in which direction, and what it means.
///
/// | path | is |
/// |---|---|
/// | `Condition` | everything in a resource that has no row of its own |
/// | `Patient.contact.name` | an element and everything in it |
/// | `Patient.deceased[x]` | the element with any type behind its name |
/// | `Patient.identifier[SYSTEM]` | an element that holds this system, url, link id, code or type |
/// | `Patient.identifier[#]` | nine digits that pass the eleven test, without system or type |
/// | `Observation[CODE].value[x]` | an element of a resource with this code |
/// | `*.note` | an element of whatever resource |
/// | `HumanName.use` | an element of a data type, wherever that stands |
///
/// `@result` behind it keeps it to results, `@order` to everything else.
struct FHIRFieldRow: Sendable, Equatable {
    struct Step: Sendable, Equatable {
        var name: String
        /// Empty for none.
        var qualifier = ""
        var isChoice = false
    }

    var steps: [Step]
    var direction = FieldMapRow.Direction.both
    var meaning: FieldMeaning

    init?(path: Substring, _ meaning: FieldMeaning) {
        var path = path
        for (suffix, only) in [("@result", FieldMapRow.Direction.results), ("@order", .orders)]
        where path.hasSuffix(suffix) {
            path = path.dropLast(suffix.count)
            direction = only
        }
        self.meaning = meaning
        steps = []
        while !path.isEmpty {
            let name = path.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "*") }
            guard !name.isEmpty, name.utf8.count <= FHIRFieldRow.longest else { return nil }
            var step = Step(name: String(name))
            path = path.dropFirst(name.count)
            if path.first == "[" {
                // A system may hold full stops and brackets of its own.
                guard let close = FHIRFieldRow.closing(path) else { return nil }
                let qualifier = path[path.index(after: path.startIndex)..<close]
                if qualifier == "x" {
                    step.isChoice = true
                } else {
                    guard qualifier.utf8.count <= FHIRFieldRow.longest else { return nil }
                    step.qualifier = String(qualifier)
                }
                path = path[path.index(after: close)...]
            }
            steps.append(step)
            guard !path.isEmpty else { break }
            guard path.first == ".", path.count > 1 else { return nil }
            path = path.dropFirst()
        }
        guard let first = steps.first, !first.isChoice else { return nil }
        guard first.name == "*" ? steps.count > 1 : first.name.first?.isUppercase == true else {
            return nil
        }
        guard steps.dropFirst().allSatisfy({ !$0.name.contains("*") }) else { return nil }
    }

    /// Of a name or a qualifier, in bytes.
    private static let longest = 4096

    /// The bracket that ends a qualifier: the first that nothing, a full stop or an at sign follows.
    private static func closing(_ path: Substring) -> Substring.Index? {
        path.indices.first { place in
            guard path[place] == "]" else { return false }
            let next = path.index(after: place)
            return next == path.endIndex || path[next] == "."
        }
    }
}
