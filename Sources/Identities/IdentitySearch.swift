// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database

// Finds who is meant by what was claimed of them.

extension LocalIdentities {
    /// Can somebody be found by these claims? By sourceId, by citizen number, by address, or by the whole
    /// birth date with a surname; by a birth date alone nobody is.
    public static func isSearchable(_ claims: IdentityClaims, sourceID: SourceID?) -> Bool {
        !keys(claims, sourceID).isEmpty
    }

    /// The texts to look up: of each table those of which one must fit.
    private static func keys(_ claims: IdentityClaims, _ sourceID: SourceID?)
        -> [(PersonIndexTable, [[UInt8]])]
    {
        var keys: [(PersonIndexTable, [[UInt8]])] = []
        if let sourceID { keys.append((.source, [Array(sourceID.text.utf8)])) }
        if let number = CitizenNumber(claims.citizenNumber) {
            keys.append((.citizenNumber, [Array(number.digits.utf8)]))
        }
        let names = PersonIndexTable.birthAndName(
            PartialDate(claims.birthDate),
            surnames: claims.surnames
        )
        if !names.isEmpty { keys.append((.birthAndName, names)) }
        if let text = PersonIndexTable.address(
            postcode: claims.postcode,
            houseNumber: claims.houseNumber
        ) {
            keys.append((.address, [text]))
        }
        return keys
    }

    public func find(
        _ claims: IdentityClaims,
        sourceID: SourceID?,
        for reason: AccessReason
    ) async throws -> [PersonNumber] {
        let candidates = try candidates(claims, sourceID)
        try await log.record(try object(search: candidates), for: reason)
        return try fitting(candidates, claims, sourceID, reason)
    }

    /// The same, for callers that may block: by sourceId, by citizen number, by birth date and surname,
    /// by address. Opens the candidates under one line, which there is also when there are none, and
    /// decides on the plaintext. A look at one of those found, for the same reason, is this look.
    public func find(
        _ claims: IdentityClaims,
        sourceID: SourceID?,
        for reason: AccessReason
    ) throws -> [PersonNumber] {
        let candidates = try candidates(claims, sourceID)
        try log.record(try object(search: candidates), for: reason)
        return try fitting(candidates, claims, sourceID, reason)
    }

    /// Everything that was claimed must fit, so a candidate stands in the bucket of each claim.
    private func candidates(_ claims: IdentityClaims, _ sourceID: SourceID?) throws
        -> [PersonNumber]
    {
        try database.read { db in
            var people: Set<PersonNumber>?
            for (table, texts) in Self.keys(claims, sourceID) {
                let found = try texts.reduce(into: Set<PersonNumber>()) {
                    $0.formUnion(try index.candidates(table, $1, db))
                }
                people = people?.intersection(found) ?? found
            }
            return (people ?? []).sorted()
        }
    }

    /// The line of a search names the candidates: each of them is opened.
    private func object(search candidates: [PersonNumber]) throws -> AccessObject {
        if candidates.count == 1 { return try object(candidates[0]) }
        let names =
            switch candidates.count {
            case 0: "nobody fits"
            case ...Self.mostNamed: candidates.map(\.reference).joined(separator: " ")
            default: Self.manifest(of: candidates)
            }
        return AccessObject(identifier: names, people: candidates.count)
    }

    private static let mostNamed = 200

    private func fitting(
        _ candidates: [PersonNumber],
        _ claims: IdentityClaims,
        _ sourceID: SourceID?,
        _ reason: AccessReason
    ) throws -> [PersonNumber] {
        let search = PersonMatch(claims: claims, sourceID: sourceID)
        let (found, lost) = try opener(.none).open(candidates[...], isDense: false) { opened in
            search.fits(try opened.person) ? opened.number : nil
        }
        // One of them may be who is meant.
        guard lost.isEmpty else { throw IdentitiesError.lost(lost) }
        let people = found.compactMap(\.self)
        if candidates.count <= Self.mostNamed { looks.add(people, reason) }
        return people
    }
}
