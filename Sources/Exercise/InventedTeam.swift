// SPDX-License-Identifier: EUPL-1.2

/// Who works at the desk of a practice: nobody's name.
public enum InventedTeam {
    public struct Member: Sendable {
        public let account: String
        public let person: String
        /// Codes of roles.
        public let roles: [String]
    }

    public static let members = [
        Member(account: "noor", person: "Noor Terpstra", roles: ["privacyOfficer"]),
        Member(account: "ilse", person: "Ilse Dankers", roles: ["securityOfficer"]),
        Member(account: "jeroen", person: "Jeroen Pol", roles: ["dataManager"]),
        Member(account: "bas", person: "Bas Verhulst", roles: ["communication"]),
        Member(account: "samira", person: "Samira Vos", roles: ["agent"]),
        Member(account: "karim", person: "Karim Idrissi", roles: ["teamLead"]),
        Member(account: "tessa", person: "Tessa Molenaar", roles: ["auditor"]),
        Member(account: "hanneke", person: "Hanneke Oostra", roles: ["board"]),
        Member(account: "fatima", person: "Fatima Aydin", roles: ["administrator"]),
    ]
}
