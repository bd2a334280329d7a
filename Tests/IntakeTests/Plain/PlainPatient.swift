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
        let name = name
        claims.citizenNumber = citizenNumber
        claims.surnames = surnames(name)
        claims.birthDate = text(message.range(segment, 7))
        claims.initials = text(message.subcomponent(1, of: message.component(2, of: name)))
        if claims.initials.isEmpty {
            claims.initials = text(message.subcomponent(1, of: message.component(3, of: name)))
        }
        readAddress(into: &claims)
    }

    private func repetitions(of field: Range<Int>) -> [Range<Int>] {
        guard !field.isEmpty else { return [] }
        return (1...message.parts(of: field, by: message.delimiters.repetition))
            .map { message.repetition($0, of: field) }.filter { !$0.isEmpty }
    }

    /// The first of the least rank, of those that are none of `never`.
    private func best(
        _ field: Range<Int>,
        _ ranks: [String: Int],
        other: Int,
        never: Set<String>,
        _ penalty: (Range<Int>) -> Int?
    ) -> Range<Int>? {
        var best: (rank: Int, place: Range<Int>)?
        for repetition in repetitions(of: field) {
            let type = text(message.component(7, of: repetition))
            guard !never.contains(type), let more = penalty(repetition) else { continue }
            let rank = (ranks[type] ?? other) + more
            if rank < best?.rank ?? Int.max { best = (rank, repetition) }
        }
        return best?.place
    }

    private var name: Range<Int> {
        let field = message.field(5, of: segment)
        let first = message.repetition(1, of: field)
        guard field != first else { return field }
        return best(field, ["L": 0, "": 1, "U": 1, "D": 2], other: 3, never: ["S", "N"]) {
            message.isFilled(message.component(1, of: $0)) ? 0 : nil
        } ?? first
    }

    /// A repetition of PID-3, PID-2 or PID-4 that the table calls a citizen number by its type or
    /// authority, valid or not; else an untyped one of PID-3 that passes the eleven test; else
    /// PID-19 and PID-2 when they pass it.
    private var citizenNumber: String {
        var untyped = ""
        for number in [3, 2, 4] {
            var typed: [String] = []
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
                if qualifier != FieldMapRow.untypedNumber {
                    typed.append(value)
                } else if untyped.isEmpty {
                    untyped = value
                }
            }
            if let value = typed.first(where: { CitizenNumber($0) != nil }) ?? typed.first {
                return value
            }
        }
        if !untyped.isEmpty { return untyped }
        for number in [19, 2] where !message.field(number, of: segment).isEmpty {
            let value = message.range(segment, number)
            if CitizenNumber(utf8: message.bytes[value]) != nil { return text(value) }
        }
        return ""
    }

    /// FN.1 as addressed, FN.3 own, FN.5 partner's, of a name that is not a coded or assigned pseudonym
    /// (name type `S`).
    private func surnames(_ name: Range<Int>) -> [String] {
        let type = message.component(7, of: name)
        if type.count == 1, message.bytes[type.lowerBound] == UInt8(ascii: "S") { return [] }
        var found: [String] = []
        for number in [1, 3, 5] {
            let surname = text(message.subcomponent(number, of: message.component(1, of: name)))
            if !surname.isEmpty, !found.contains(surname) { found.append(surname) }
        }
        return found
    }

    private func readAddress(into claims: inout IdentityClaims) {
        let field = message.field(11, of: segment)
        guard !field.isEmpty else { return }
        var address = field
        if field != message.repetition(1, of: field) {
            let ranks = ["H": 0, "RH": 0, "HV": 0, "": 1, "P": 1, "L": 1, "C": 2, "M": 3, "SH": 3]
            let never: Set = ["BDL", "N", "BR", "F", "BA", "BI"]
            guard
                let best = best(
                    field,
                    ranks,
                    other: 4,
                    never: never,
                    {
                        message.isFilled(message.component(5, of: $0)) ? 0 : 10
                    }
                )
            else { return }
            address = best
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
