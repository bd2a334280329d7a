// SPDX-License-Identifier: EUPL-1.2

/// What somebody may do at the desk (rol van een medewerker). One account may have several.
public enum OfficerRole: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    case privacyOfficer = "privacyOfficer"
    case securityOfficer = "securityOfficer"
    case dataManager = "dataManager"
    case communication = "communication"
    case agent = "agent"
    case teamLead = "teamLead"
    case auditor = "auditor"
    case board = "board"
    case administrator = "administrator"

    /// Stands in the ledger and on command lines: never changes.
    public var code: String { rawValue }

    public func name(in language: Language) -> String {
        let (dutch, english) =
            switch self {
            case .privacyOfficer: ("privacyfunctionaris", "privacy officer")
            case .securityOfficer: ("CISO", "CISO")
            case .dataManager: ("gegevensbeheerder", "data manager")
            case .communication: ("communicatie", "communication")
            case .agent: ("klantcontact", "contact-centre agent")
            case .teamLead: ("teamleider klantcontact", "contact-centre team lead")
            case .auditor: ("auditor", "auditor")
            case .board: ("bestuur", "board")
            case .administrator: ("beheerder", "administrator")
            }
        return language == .dutch ? dutch : english
    }

    public static func < (left: OfficerRole, right: OfficerRole) -> Bool {
        left.place < right.place
    }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
