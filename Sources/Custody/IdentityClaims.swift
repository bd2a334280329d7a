// SPDX-License-Identifier: EUPL-1.2

/// What one message or list record says about who it concerns, as it stands there.
///
/// Claims, not facts: linkage normalises them and decides. Empty means the record is silent.
public struct IdentityClaims: Hashable, Sendable, Masked {
    /// The text in the place of the citizen number, valid or not.
    public var citizenNumber: String
    /// Surnames the record offers: as addressed, own, partner's; with or without prefix.
    public var surnames: [String]
    /// Initials or given names; the first letter counts.
    public var initials: String
    public var birthDate: String
    public var postcode: String
    /// House number, possibly with letter and addition behind it.
    public var houseNumber: String
    /// The laboratory's or our sample number (monsternummer).
    public var sampleNumber: String
    /// A token of ours of at least 64 random bits.
    public var token: String

    public init(
        citizenNumber: String = "",
        surnames: [String] = [],
        initials: String = "",
        birthDate: String = "",
        postcode: String = "",
        houseNumber: String = "",
        sampleNumber: String = "",
        token: String = ""
    ) {
        self.citizenNumber = citizenNumber
        self.surnames = surnames
        self.initials = initials
        self.birthDate = birthDate
        self.postcode = postcode
        self.houseNumber = houseNumber
        self.sampleNumber = sampleNumber
        self.token = token
    }

    /// Nothing at all is claimed.
    public var isSilent: Bool { self == IdentityClaims() }
}
