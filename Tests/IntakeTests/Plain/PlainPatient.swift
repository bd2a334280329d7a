// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7

@testable import Intake

/// Reads the claims of a PID segment (patient identification).
struct PlainPatient {
    let walk: MessageWalk
    let segment: HL7Segment

    private var message: HL7Message { walk.message }

    func read(into claims: inout IdentityClaims) {
        let names = message.field(5, of: segment)
        claims.citizenNumber = citizenNumber
        claims.surnames = surnames(names)
        claims.birthDate = text(message.range(segment, 7))
        let name = message.repetition(1, of: names)
        claims.initials = text(message.subcomponent(1, of: message.component(2, of: name)))
        if claims.initials.isEmpty { claims.initials = text(message.component(3, of: name)) }
        readAddress(into: &claims)
    }

    /// A repetition of PID-3, PID-2 or PID-4 that the table calls a citizen number by its type or
    /// authority, valid or not; else an untyped one of PID-3 that passes the eleven test; else
    /// PID-19 and PID-2 when they pass it.
    private var citizenNumber: String {
        var untyped = ""
        for number in [3, 2, 4] {
            let field = message.field(number, of: segment)
            if field.isEmpty { continue }
            let place = walk.lookup.cell(number, of: .PID).detail
            if place < 0 { continue }
            let detail = walk.lookup.details[place]
            for place in 1...message.parts(of: field, by: message.delimiters.repetition) {
                let repetition = message.repetition(place, of: field)
                guard let row = walk.qualifier(of: repetition, detail) else { continue }
                let (qualifier, meaning) = detail.qualified[row]
                guard meaning.categories.contains(.citizenNumber) else { continue }
                let value = text(message.component(1, of: repetition))
                guard !value.isEmpty else { continue }
                if qualifier != FieldMapRow.untypedNumber { return value }
                if untyped.isEmpty { untyped = value }
            }
        }
        if !untyped.isEmpty { return untyped }
        for number in [19, 2] where !message.field(number, of: segment).isEmpty {
            let value = message.range(segment, number)
            if CitizenNumber(utf8: message.bytes[value]) != nil { return text(value) }
        }
        return ""
    }

    /// FN.1 as addressed, FN.3 own, FN.5 partner's, of each name that is not a coded or assigned
    /// pseudonym (name type `S`).
    private func surnames(_ names: Range<Int>) -> [String] {
        guard !names.isEmpty else { return [] }
        var found: [String] = []
        for place in 1...message.parts(of: names, by: message.delimiters.repetition) {
            let name = message.repetition(place, of: names)
            let type = message.component(7, of: name)
            if type.count == 1, message.bytes[type.lowerBound] == UInt8(ascii: "S") { continue }
            let family = message.component(1, of: name)
            for number in [1, 3, 5] {
                let surname = text(message.subcomponent(number, of: family))
                if !surname.isEmpty, !found.contains(surname) { found.append(surname) }
            }
        }
        return found
    }

    /// The first address with a postcode, else the first.
    private func readAddress(into claims: inout IdentityClaims) {
        let addresses = message.field(11, of: segment)
        guard !addresses.isEmpty else { return }
        var address = message.repetition(1, of: addresses)
        for place in 1...message.parts(of: addresses, by: message.delimiters.repetition) {
            let repetition = message.repetition(place, of: addresses)
            guard message.isFilled(message.component(5, of: repetition)) else { continue }
            address = repetition
            break
        }
        claims.postcode = text(message.component(5, of: address))
        let street = message.component(1, of: address)
        claims.houseNumber = text(message.subcomponent(3, of: street))
        guard claims.houseNumber.isEmpty else { return }
        claims.houseNumber = PlainStreetLine.houseNumber(
            in: text(message.subcomponent(1, of: street))
        )
        guard claims.houseNumber.isEmpty else { return }
        // Some write the number in the second line (XAD.2).
        let second = text(message.component(2, of: address))
        if second.first?.isNumber == true { claims.houseNumber = second }
    }

    private func text(_ range: Range<Int>) -> String {
        range.isEmpty || message.isNull(range) ? "" : message.text(range)
    }
}
