// SPDX-License-Identifier: EUPL-1.2

public import Custody

extension Sequence<UInt8> {
    /// Is there a control character (below U+0020, or U+007F) among the bytes of the text?
    var holdControlCharacter: Bool { contains { $0 < 0x20 || $0 == 0x7F } }
}

extension IdentityClaims {
    /// The name of a claim in which a control character stands: no name, address or number of a
    /// person has one, and the store keeps its parts of a person apart with them.
    public var partWithControlCharacter: String? {
        let parts = [
            ("citizenNumber", citizenNumber), ("initials", initials), ("birthDate", birthDate),
            ("postcode", postcode), ("houseNumber", houseNumber), ("sampleNumber", sampleNumber),
            ("token", token),
        ]
        if surnames.contains(where: { $0.utf8.holdControlCharacter }) { return "surname" }
        return parts.first { $0.1.utf8.holdControlCharacter }?.0
    }
}

extension ClaimBytes {
    /// The same for claims that are bytes.
    public var partWithControlCharacter: String? {
        withBytes { bytes in
            func isBad(_ place: Place) -> Bool { place.slice(of: bytes).holdControlCharacter }
            if surnames.contains(where: isBad) { return "surname" }
            if isBad(citizenNumber) { return "citizenNumber" }
            if isBad(initials) { return "initials" }
            if isBad(birthDate) { return "birthDate" }
            if isBad(postcode) { return "postcode" }
            if isBad(houseNumber) { return "houseNumber" }
            if isBad(sampleNumber) { return "sampleNumber" }
            return isBad(token) ? "token" : nil
        }
    }
}
