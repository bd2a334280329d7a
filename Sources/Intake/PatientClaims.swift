// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7

/// Reads the claims of a PID segment (patient identification).
struct PatientClaims {
    let view: HL7View
    let lookup: FieldMapLookup
    let segment: HL7Segment

    func read(into claims: inout ClaimBytes) {
        let names = view.field(5, of: segment)
        claims.citizenNumber = claims.append(citizenNumber, of: view)
        readSurnames(names, into: &claims)
        claims.birthDate = claims.append(view.range(segment, 7), of: view)
        let name = view.repetition(1, of: names)
        claims.initials = claims.append(
            view.subcomponent(1, of: view.component(2, of: name)),
            of: view
        )
        if claims.initials.isEmpty {
            claims.initials = claims.append(view.component(3, of: name), of: view)
        }
        readAddress(into: &claims)
    }

    /// A repetition of PID-3, PID-2 or PID-4 that the table calls a citizen number by its type or
    /// authority, valid or not; else an untyped one of PID-3 that passes the eleven test; else
    /// PID-19 and PID-2 when they pass it.
    private var citizenNumber: Range<Int> {
        var untyped = 0..<0
        for number in [3, 2, 4] {
            let field = view.field(number, of: segment)
            if field.isEmpty { continue }
            let place = lookup.cell(number, of: .PID).detail
            if place < 0 { continue }
            if let typed = typedNumber(in: field, lookup.actions.details[place], &untyped) {
                return typed
            }
        }
        if !untyped.isEmpty { return untyped }
        for number in [19, 2] where !view.field(number, of: segment).isEmpty {
            let value = view.range(segment, number)
            if CitizenNumber(view.slice(value)) != nil { return value }
        }
        return 0..<0
    }

    private func typedNumber(
        in field: Range<Int>,
        _ detail: FieldActions.Detail,
        _ untyped: inout Range<Int>
    ) -> Range<Int>? {
        var typed: Range<Int>?
        view.forEachRepetition(of: field) { repetition in
            guard typed == nil,
                let row = RepetitionQualifier(view, lookup).row(of: repetition, detail),
                lookup.actions.qualifiers[row].isCitizenNumber
            else { return }
            let value = view.component(1, of: repetition)
            guard !view.isNull(value), !view.isTextEmpty(value) else { return }
            if lookup.actions.qualifiers[row].test != .untypedNumber {
                typed = value
            } else if untyped.isEmpty {
                untyped = value
            }
        }
        return typed
    }

    /// FN.1 as addressed, FN.3 own, FN.5 partner's, of each name that is not a coded or assigned
    /// pseudonym (name type `S`).
    private func readSurnames(_ names: Range<Int>, into claims: inout ClaimBytes) {
        view.forEachRepetition(of: names) { name in
            let type = view.component(7, of: name)
            if type.count == 1, view.bytes[type.lowerBound] == UInt8(ascii: "S") { return }
            let family = view.component(1, of: name)
            for number in [1, 3, 5] {
                let surname = claims.append(view.subcomponent(number, of: family), of: view)
                claims.addSurname(surname)
            }
        }
    }

    /// The first address with a postcode, else the first.
    private func readAddress(into claims: inout ClaimBytes) {
        let addresses = view.field(11, of: segment)
        guard !addresses.isEmpty else { return }
        var address = view.repetition(1, of: addresses)
        var isChosen = false
        view.forEachRepetition(of: addresses) { repetition in
            guard !isChosen, view.isFilled(view.component(5, of: repetition)) else { return }
            address = repetition
            isChosen = true
        }
        claims.postcode = claims.append(view.component(5, of: address), of: view)
        let street = view.component(1, of: address)
        claims.houseNumber = claims.append(view.subcomponent(3, of: street), of: view)
        guard claims.houseNumber.isEmpty else { return }
        let line = claims.append(view.subcomponent(1, of: street), of: view)
        claims.houseNumber = MessageStreetLine.houseNumber(in: line, of: &claims)
        guard claims.houseNumber.isEmpty else { return }
        // Some write the number in the second line (XAD.2).
        let second = claims.append(view.component(2, of: address), of: view)
        if MessageStreetLine.beginsWithNumber(second, of: claims) { claims.houseNumber = second }
    }
}

extension ClaimBytes {
    /// The text of a range; nothing when it is empty or an HL7 null.
    mutating func append(_ range: Range<Int>, of view: HL7View) -> Place {
        if range.isEmpty || view.isNull(range) { return Place() }
        return view.isPlain(range) ? append(view.slice(range)) : append(view.text(range))
    }
}

extension HL7View {
    /// Is its text empty? An escape sequence can stand for nothing at all.
    func isTextEmpty(_ range: Range<Int>) -> Bool {
        range.isEmpty || !isPlain(range) && text(range).isEmpty
    }
}
