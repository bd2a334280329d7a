// SPDX-License-Identifier: EUPL-1.2

/// The types that can stand behind the name of an element with a choice of types, `value[x]`.
enum FHIRChoice {
    static let suffixes = [
        "Base64Binary", "Boolean", "Canonical", "Code", "Date", "DateTime", "Decimal", "Id",
        "Instant", "Integer", "Markdown", "Oid", "PositiveInt", "String", "Time", "UnsignedInt",
        "Uri", "Url", "Uuid", "Address", "Age", "Annotation", "Attachment", "CodeableConcept",
        "Coding", "ContactPoint", "Count", "Distance", "Duration", "HumanName", "Identifier",
        "Money", "Period", "Quantity", "Range", "Ratio", "Reference", "SampledData", "Signature",
        "Timing", "ContactDetail", "Contributor", "DataRequirement", "Expression",
        "ParameterDefinition", "RelatedArtifact", "TriggerDefinition", "UsageContext", "Dosage",
        "Meta",
    ]

    /// Names by which a data type is told wherever they stand.
    static let typed =
        suffixes.map { "value" + $0 } + [
            "name", "telecom", "contact", "address", "identifier", "requisition", "photo",
            "presentedForm", "image", "content", "form", "document", "attachment", "note",
            "progress", "signature", "text", "extension", "modifierExtension", "masterIdentifier",
            "groupIdentifier", "accessionIdentifier",
        ]
}
