// SPDX-License-Identifier: EUPL-1.2

/// The tables that an import fills besides the rows of the ledger, and which facts of kind `intake`
/// commit to.
enum IntakeTable: String, CaseIterable, Sendable {
    case received = "received"
    case samples = "sample_message"
    case rejects = "reject"
    case bySource = "person_by_source"
    case byCitizenNumber = "person_by_citizen_number"
    case byBirthAndName = "person_by_birth_and_name"
    case byAddress = "person_by_address"

    /// What is committed to: all columns in the order of the schema but `entry`, which says where.
    var columns: [String] {
        switch self {
        case .received: ["digest"]
        case .samples:
            [
                "sample", "received", "person", "flow", "categories", "disclosed_on", "keep_until",
                "others", "days",
            ]
        case .rejects: ["digest", "source", "line", "reason", "content"]
        case .bySource, .byCitizenNumber, .byBirthAndName, .byAddress: ["bucket", "id", "pointer"]
        }
    }

    /// An index of people: its rows are hashed without tags, as ``RowsDigest`` tells.
    var isIndex: Bool { primaryKey == ["bucket", "id"] }

    /// The order in which rows are hashed.
    var primaryKey: [String] {
        switch self {
        case .received, .rejects: ["digest"]
        case .samples: ["sample", "received"]
        case .bySource, .byCitizenNumber, .byBirthAndName, .byAddress: ["bucket", "id"]
        }
    }
}
