// SPDX-License-Identifier: EUPL-1.2

public import Casework
import Custody
import Foundation

/// A line of the access log as an AuditEvent of FHIR R4 (hl7.org/fhir/R4/auditevent), the form in which
/// audit systems take what NEN 7513 asks for. Persons stand in it by their reference, nobody by name.
struct AuditEvent: Encodable {
    struct Coding: Encodable {
        var system: String?
        var code: String
        var display: String?
    }

    struct Concept: Encodable {
        var coding: [Coding]?
        var text: String?
    }

    struct Identifier: Encodable {
        var value: String
    }

    struct Reference: Encodable {
        var identifier: Identifier?
        var display: String?
    }

    struct Agent: Encodable {
        var role: [Concept]?
        var name: String
        var requestor = true
        var purposeOfUse: [Concept]
    }

    struct Source: Encodable {
        var observer: Reference
        var type: [Coding]
    }

    struct Detail: Encodable {
        var type: String
        var valueString: String
    }

    struct Entity: Encodable {
        var what: Reference
        var type: Coding
        var role: Coding
        var detail: [Detail]?
    }

    var resourceType = "AuditEvent"
    var id: String
    var type: Coding
    var action: String
    var recorded: String
    var outcome: String
    var purposeOfEvent: [Concept]
    var agent: [Agent]
    var source: Source
    var entity: [Entity]

    /// `origin`: what the ledger of the store is called, for it is the system that logged.
    init(_ look: ShowAccess.Look, origin: String) {
        id = "line-\(look.line)"
        type = Coding(
            system: "http://dicom.nema.org/resources/ontology/DCM",
            code: look.type,
            display: look.type == "110101" ? "Audit Log Used" : "Patient Record"
        )
        action = look.action
        recorded = look.at.text
        outcome = look.outcome
        purposeOfEvent = [
            Concept(coding: [Coding(code: look.purpose)], text: look.purpose)
        ]
        agent = [
            Agent(
                role: look.roles.isEmpty
                    ? nil
                    : look.roles.map {
                        Concept(
                            coding: [Coding(code: $0)],
                            text: OfficerRole(rawValue: $0)?.name(in: .english)
                        )
                    },
                name: look.officer,
                purposeOfUse: [Concept(text: look.reason)]
            )
        ]
        source = Source(
            observer: Reference(display: origin),
            type: [
                Coding(
                    system: "http://terminology.hl7.org/CodeSystem/security-source-type",
                    code: "4",
                    display: "Application Server"
                )
            ]
        )
        entity = Self.entities(look)
    }

    private static func entities(_ look: ShowAccess.Look) -> [Entity] {
        let count = Detail(type: "people", valueString: String(look.people))
        var entities =
            look.persons.map { person in
                Entity(
                    what: Reference(identifier: Identifier(value: person)),
                    type: kind("1", "Person"),
                    role: role("1", "Patient")
                )
            }
        if entities.isEmpty {
            // Many people, nobody, or the log: a thing of the system, with how many people were in it.
            entities.append(
                Entity(
                    what: Reference(display: look.object ?? "many people"),
                    type: kind("2", "System Object"),
                    role: look.type == "110101"
                        ? role("13", "Security Resource") : role("4", "Domain Resource"),
                    detail: [count]
                )
            )
        }
        if !look.caseReference.isEmpty {
            entities.append(
                Entity(
                    what: Reference(identifier: Identifier(value: look.caseReference)),
                    type: kind("4", "Other"),
                    role: role("20", "Job")
                )
            )
        }
        return entities
    }

    private static func kind(_ code: String, _ display: String) -> Coding {
        Coding(
            system: "http://terminology.hl7.org/CodeSystem/audit-entity-type",
            code: code,
            display: display
        )
    }

    private static func role(_ code: String, _ display: String) -> Coding {
        Coding(
            system: "http://terminology.hl7.org/CodeSystem/object-role",
            code: code,
            display: display
        )
    }
}

/// How the lines of the access log are written for another program.
public enum AccessForm: String, CaseIterable, Sendable {
    /// AuditEvents of FHIR R4, one on each line (application/fhir+ndjson).
    case fhir = "fhir"
    /// Comma separated values with a header, for a spreadsheet.
    case csv = "csv"

    /// What stands before the first line; empty when nothing does.
    public var head: String {
        switch self {
        case .fhir: ""
        case .csv:
            SpreadsheetText.rows([
                [
                    "line", "at", "action", "type", "outcome", "officer", "roles", "purpose",
                    "case", "reason", "people", "whom",
                ]
            ])
        }
    }

    /// A look with its line end. `origin`: what the ledger of the store is called.
    public func line(_ look: ShowAccess.Look, origin: String) throws -> String {
        switch self {
        case .fhir:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let bytes = try encoder.encode(AuditEvent(look, origin: origin))
            return String(decoding: bytes, as: UTF8.self) + "\n"
        case .csv:
            return SpreadsheetText.rows([
                [
                    String(look.line), look.at.text, look.action, look.type, look.outcome,
                    look.officer, look.roles.joined(separator: " "), look.purpose,
                    look.caseReference, look.reason, String(look.people),
                    look.persons.isEmpty
                        ? look.object ?? "" : look.persons.joined(separator: " "),
                ]
            ])
        }
    }
}
