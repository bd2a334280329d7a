// SPDX-License-Identifier: EUPL-1.2

import Custody
import Linkage

/// Does every number, date, address and name that was claimed fit a person? A claim that is none fits
/// nobody.
struct PersonMatch: Sendable {
    let claims: IdentityClaims
    let sourceID: SourceID?
    private let name: ClaimedName

    init(claims: IdentityClaims, sourceID: SourceID?) {
        self.claims = claims
        self.sourceID = sourceID
        name = ClaimedName(claims)
    }

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
            && name.fits(person)
    }
}
