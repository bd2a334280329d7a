// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// The names under which somebody is asked for: the one rule that says whether a person may be called
/// so.
///
/// Surnames are compared as linkage compares them. Initials fit when one side begins with the other:
/// `A.` fits `Anna Berta`. What is not claimed fits everyone.
public struct ClaimedName: Sendable {
    private let surnames: SurnameReadings?
    private let initials: [UInt8]?

    public init(_ claims: IdentityClaims) {
        let surnames = claims.surnames.filter { !$0.isEmpty }
        self.surnames = surnames.isEmpty ? nil : SurnameReadings(surnames)
        initials = claims.initials.isEmpty ? nil : Self.initials(claims.initials)
    }

    /// May the person be called so?
    public func fits(_ person: Person) -> Bool {
        if let surnames, !surnames.meet(Self.surnames(of: person)) { return false }
        guard let initials else { return true }
        let own = Self.initials(person.initials.isEmpty ? person.givenNames : person.initials)
        return !own.isEmpty && (own.starts(with: initials) || initials.starts(with: own))
    }

    /// Their own name, their partner's, and both joined.
    private static func surnames(of person: Person) -> SurnameReadings {
        let names = [person.surname, person.partnerSurname].filter { !$0.isEmpty }
        return SurnameReadings(
            names + [names.joined(separator: "-"), names.reversed().joined(separator: "-")]
        )
    }

    /// `A.B.`, `AB`, `a b` and `Anna Berta` are `ab`, folded.
    private static func initials(_ text: String) -> [UInt8] {
        let words = text.split { !$0.isLetter }
        let areNames = words.contains {
            $0.count > 1 && $0.dropFirst().contains(where: \.isLowercase)
        }
        var letters = areNames ? String(words.compactMap(\.first)) : words.joined()
        return letters.withUTF8 { bytes in
            var folder = LatinFolder(bytes)
            var folded: [UInt8] = []
            while let byte = folder.next() {
                if byte != LatinFolder.wordBreak, byte != LatinFolder.partBreak {
                    folded.append(byte)
                }
            }
            return folded
        }
    }
}
