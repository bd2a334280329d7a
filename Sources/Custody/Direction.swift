// SPDX-License-Identifier: EUPL-1.2

/// Which way a message went between us and another party. What kind of message it is says no more than
/// which way such a message goes as a rule.
public enum Direction: String, Sendable, Hashable, Codable, CaseIterable {
    /// From us to the party.
    case given = "given"
    /// From the party to us.
    case received = "received"

    /// Of what went that way, as far as it is not about who somebody is: ``CategorySet/ofPerson``.
    public var origin: Origin {
        switch self {
        case .given: .givenByUs
        case .received: .producedThere
        }
    }
}

extension CategorySet {
    /// Who somebody is, where they live and how they are insured. No laboratory makes these: what comes
    /// back from it about them is what it had from us. Numbers are not among them but the citizen
    /// number and that of the programme: a laboratory gives its own.
    public static let ofPerson = CategorySet([
        .citizenNumber, .name, .birthDate, .sex, .address, .telephone, .email, .partnerName,
        .generalPractitioner, .screeningNumber, .relatives, .insurance,
        .maritalStatus, .religion, .ethnicity, .nationality, .language, .birthPlace, .death,
        .employment, .financial, .consent, .multipleBirth,
    ])
}
