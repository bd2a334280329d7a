// SPDX-License-Identifier: EUPL-1.2

public import FHIR

/// Why bytes are no FHIR resource: where and what, never the content.
public enum FHIRProblem: Error, Equatable, Sendable {
    case json(JSONProblem)
    /// JSON, but no object with a resource type.
    case noResource
}
