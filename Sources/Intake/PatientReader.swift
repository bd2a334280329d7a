// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7

/// Reads the claims of a PID segment (patient identification).
struct PatientReader {
    let message: HL7Message
    let segment: HL7Segment

    var claims: IdentityClaims {
        var claims = IdentityClaims()
        claims.citizenNumber = citizenNumber
        let names = message.repetition(1, of: message.field(5, of: segment))
        claims.surnames = surnames(names)
        claims.initials = text(message.component(2, of: names))
        if claims.initials.isEmpty { claims.initials = text(message.component(3, of: names)) }
        claims.birthDate = text(message.component(1, of: message.field(7, of: segment)))
        readAddress(into: &claims)
        return claims
    }

    /// PID-3 with type or authority of the citizen number; else an untyped identifier that passes
    /// the eleven test; else PID-19 and PID-2. A typed one counts also when it fails the test.
    private var citizenNumber: String {
        let field = message.field(3, of: segment)
        var untyped = ""
        for number in 1...max(1, message.parts(of: field, by: message.delimiters.repetition)) {
            let repetition = message.repetition(number, of: field)
            let value = text(message.component(1, of: repetition))
            guard !value.isEmpty else { continue }
            if ["NNNLD", "NLMINBIZA", "BSN"].contains(where: {
                MessageClassifier.has(Array($0.utf8), in: repetition, of: message)
            }) {
                return value
            }
            let hasType = (4...6).contains {
                message.isFilled(message.component($0, of: repetition))
            }
            if untyped.isEmpty, !hasType, CitizenNumber(value) != nil { untyped = value }
        }
        if !untyped.isEmpty { return untyped }
        for number in [19, 2] {
            let value = text(
                message.component(
                    1,
                    of: message.repetition(1, of: message.field(number, of: segment))
                )
            )
            if CitizenNumber(value) != nil { return value }
        }
        return ""
    }

    /// FN.1 as addressed, FN.3 own, FN.5 partner's.
    private func surnames(_ name: Range<Int>) -> [String] {
        let family = message.component(1, of: name)
        var found: [String] = []
        for number in [1, 3, 5] {
            let surname = text(message.subcomponent(number, of: family))
            if !surname.isEmpty, !found.contains(surname) { found.append(surname) }
        }
        return found
    }

    private func readAddress(into claims: inout IdentityClaims) {
        let address = message.repetition(1, of: message.field(11, of: segment))
        claims.postcode = text(message.component(5, of: address))
        let street = message.component(1, of: address)
        claims.houseNumber = text(message.subcomponent(3, of: street))
        guard claims.houseNumber.isEmpty else { return }
        // `Dorpsstraat 12 B`: the number is the last word that begins with a digit.
        let words = text(message.subcomponent(1, of: street)).split(separator: " ")
        if words.count > 1,
            let number = words.dropFirst().last(where: { $0.first?.isNumber == true })
        {
            claims.houseNumber = String(number)
        }
    }

    private func text(_ range: Range<Int>) -> String {
        message.isNull(range) || range.isEmpty ? "" : message.text(range)
    }
}
