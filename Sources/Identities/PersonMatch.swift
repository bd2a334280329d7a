// SPDX-License-Identifier: EUPL-1.2

import Custody

/// Does every number, date, address and name that was claimed fit a person? A claim that is none fits
/// nobody.
struct PersonMatch: Sendable {
    let claims: IdentityClaims
    let sourceID: SourceID?
    /// Whether a person may be called as was claimed; without it letters are compared.
    let isNamed: (@Sendable (Person) -> Bool)?

    func fits(_ person: Person) -> Bool {
        func isSame<Value: Equatable>(_ claim: String, _ own: Value?, _ read: (String) -> Value?)
            -> Bool
        {
            claim.isEmpty || own.map { read(claim) == $0 } ?? false
        }
        func number(_ text: String) -> String { String(text.prefix(while: \.isNumber)) }
        return (sourceID == nil || person.sourceID == sourceID)
            && isSame(claims.citizenNumber, person.citizenNumber) { CitizenNumber($0) }
            && isSame(claims.birthDate, person.birthDate) { PartialDate($0) }
            && isSame(claims.postcode, Postcode(person.postcode)?.text ?? person.postcode) {
                Postcode($0)?.text ?? $0
            }
            && isSame(claims.houseNumber, number(person.houseNumber), number)
            && (isNamed?(person) ?? hasName(person))
    }

    private func hasName(_ person: Person) -> Bool {
        func folded(_ text: String) -> String { text.lowercased().filter(\.isLetter) }
        let own = [person.surname, person.partnerSurname].map(folded)
        return claims.surnames.isEmpty || claims.surnames.contains { own.contains(folded($0)) }
    }
}
