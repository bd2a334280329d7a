// SPDX-License-Identifier: EUPL-1.2

/// An element in which personal data stand, by its place and type; never its value.
public struct FHIRElement: Sendable, Hashable {
    public enum What: Sendable, Hashable {
        case type(FHIRDataType)
        /// Birth date, sex, death, multiple birth of a patient or person.
        case demographic
    }

    /// `Patient.contact[0].name`.
    public var path: String
    public var what: What
}

/// Lists where in a resource the data types stand that hold personal data, in the resource itself
/// and in those that it contains or carries.
public struct FHIRElements {
    private static let demographics: Set<String> = [
        "birthDate", "gender", "deceasedBoolean", "deceasedDateTime", "multipleBirthBoolean",
        "multipleBirthInteger",
    ]

    private let document: JSONDocument
    private let types: FHIRTypes
    private let resourceType: UInt16
    private let value: UInt16
    private var found: [FHIRElement] = []

    /// The elements of the resource that a document is; empty when it is none.
    public static func list(_ document: JSONDocument) -> [FHIRElement] {
        var elements = FHIRElements(document)
        guard let type = document.member(elements.resourceType, of: 0) else { return [] }
        elements.walk(0, document.text(type), isPerson: false)
        return elements.found
    }

    private init(_ document: JSONDocument) {
        self.document = document
        types = FHIRTypes(document.vocabulary)
        resourceType = document.vocabulary.number(of: "resourceType")
        value = document.vocabulary.number(of: "value")
    }

    private mutating func walk(_ object: Int, _ path: String, isPerson: Bool) {
        var isPerson = isPerson
        if let type = document.member(resourceType, of: object) {
            isPerson = ["Patient", "Person"].contains(document.text(type))
        }
        var members: [(value: Int, name: Int?)] = []
        document.forEachMember(of: object) { members.append(($0, $1)) }
        for (value, place) in members {
            let name = place.map(document.text) ?? document.vocabulary.name(document[value].name)
            guard name.first != "_" else { continue }
            let path = "\(path).\(name)"
            if isPerson, FHIRElements.demographics.contains(name), document.isFilled(value) {
                found.append(FHIRElement(path: path, what: .demographic))
            }
            let candidate = FHIRDataType(elementName: name)
            let isArray = document[value].kind == .array
            var elements: [Int] = []
            document.forEachElement(of: value) { elements.append($0) }
            for (number, element) in elements.enumerated() where document[element].kind == .object {
                let path = isArray ? "\(path)[\(number)]" : path
                add(element, candidate, path)
                walk(element, path, isPerson: isPerson)
            }
        }
    }

    private mutating func add(_ element: Int, _ candidate: FHIRDataType?, _ path: String) {
        guard let type = types.type(of: element, candidate, in: document) else { return }
        switch type {
        case .reference, .extension: return
        case .identifier:
            guard document.member(value, of: element) != nil else { return }
        default: break
        }
        found.append(FHIRElement(path: path, what: .type(type)))
    }
}
