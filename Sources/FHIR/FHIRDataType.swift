// SPDX-License-Identifier: EUPL-1.2

/// The data types of FHIR R4 in which personal data stand whatever the resource is.
public enum FHIRDataType: String, Sendable, Hashable, CaseIterable {
    case humanName = "HumanName"
    case address = "Address"
    case contactPoint = "ContactPoint"
    case identifier = "Identifier"
    case attachment = "Attachment"
    case annotation = "Annotation"
    case signature = "Signature"
    case narrative = "Narrative"
    case reference = "Reference"
    case `extension` = "Extension"

    /// What an object under this name can be; `FHIRTypes` looks at the object itself where the name
    /// alone does not tell.
    ///
    /// FHIR keeps one name for one type nearly everywhere, and of `value[x]` the name ends in the
    /// type.
    public init?(elementName name: String) {
        switch name {
        case "name": self = .humanName
        case "telecom", "contact": self = .contactPoint
        case "requisition": self = .identifier
        case "photo", "presentedForm", "image", "content", "form", "document", "attachment":
            self = .attachment
        case "note", "progress": self = .annotation
        case "signature": self = .signature
        case "text": self = .narrative
        case "modifierExtension", "extension": self = .extension
        default:
            let last = name.prefix(1).uppercased() + name.dropFirst()
            guard
                let type = FHIRDataType.allCases.first(where: { last.hasSuffix($0.rawValue) })
            else { return nil }
            self = type
        }
    }
}

/// Tells the data type of an element out of its name and its members.
public struct FHIRTypes: Sendable {
    private let system: UInt16
    private let value: UInt16
    private let text: UInt16
    private let div: UInt16
    private let family: UInt16
    private let given: UInt16
    private let use: UInt16
    private let prefix: UInt16
    private let suffix: UInt16
    private let contentType: UInt16
    private let url: UInt16
    private let data: UInt16
    private let reference: UInt16
    private let rank: UInt16

    /// What the vocabulary must know for types to be told.
    public static let names = [
        "resourceType", "system", "value", "text", "div", "family", "given", "use", "prefix",
        "suffix", "contentType", "url", "data", "reference", "rank",
    ]

    public init(_ vocabulary: JSONVocabulary) {
        system = vocabulary.number(of: "system")
        value = vocabulary.number(of: "value")
        text = vocabulary.number(of: "text")
        div = vocabulary.number(of: "div")
        family = vocabulary.number(of: "family")
        given = vocabulary.number(of: "given")
        use = vocabulary.number(of: "use")
        prefix = vocabulary.number(of: "prefix")
        suffix = vocabulary.number(of: "suffix")
        contentType = vocabulary.number(of: "contentType")
        url = vocabulary.number(of: "url")
        data = vocabulary.number(of: "data")
        reference = vocabulary.number(of: "reference")
        rank = vocabulary.number(of: "rank")
    }

    /// The type of an object that is the value, or one of the values, of an element.
    public func type(
        of object: Int,
        _ candidate: FHIRDataType?,
        in document: JSONDocument
    ) -> FHIRDataType? {
        guard let candidate, document[object].kind == .object else { return nil }
        func has(_ names: UInt16...) -> Bool {
            names.contains { document.member($0, of: object) != nil }
        }
        func isString(_ name: UInt16) -> Bool {
            document.member(name, of: object).map { document[$0].kind == .string } ?? false
        }
        switch candidate {
        case .narrative: return has(div) ? candidate : nil
        case .humanName:
            return has(family, given, use, prefix, suffix) || isString(text) ? candidate : nil
        case .contactPoint:
            // `contact` is also an element with a name and several telecoms in it.
            return has(value, system, rank, use) ? candidate : nil
        case .identifier: return isString(value) || isString(system) ? candidate : nil
        case .reference:
            // `Claim.related.reference` is an identifier.
            return !has(reference) && isString(value) ? .identifier : candidate
        case .attachment: return has(contentType, url, data) ? candidate : nil
        case .annotation: return isString(text) ? candidate : nil
        case .address, .signature, .extension: return candidate
        }
    }
}
