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
        if let typed = typedNumber(in: 3, &untyped) ?? typedNumber(in: 2, &untyped)
            ?? typedNumber(in: 4, &untyped)
        {
            return typed
        }
        if !untyped.isEmpty { return untyped }
        return passing(19) ?? passing(2) ?? 0..<0
    }

    private func passing(_ number: Int) -> Range<Int>? {
        guard !view.field(number, of: segment).isEmpty else { return nil }
        let value = view.range(segment, number)
        return CitizenNumber(view.slice(value)) == nil ? nil : value
    }

    private func typedNumber(
        in number: Int,
        _ untyped: inout Range<Int>
    ) -> Range<Int>? {
        let field = view.field(number, of: segment)
        if field.isEmpty { return nil }
        let place = lookup.cell(number, of: .PID).detail
        if place < 0 { return nil }
        let detail = lookup.actions.details[place]
        var start = field.lowerBound
        while let repetition = view.nextRepetition(from: &start, of: field) {
            guard let row = RepetitionQualifier(view, lookup).row(of: repetition, detail),
                lookup.actions.qualifiers[row].isCitizenNumber
            else { continue }
            let value = view.component(1, of: repetition)
            guard !view.isNull(value), !view.isTextEmpty(value) else { continue }
            if lookup.actions.qualifiers[row].test != .untypedNumber { return value }
            if untyped.isEmpty { untyped = value }
        }
        return nil
    }

    /// FN.1 as addressed, FN.3 own, FN.5 partner's, of each name that is not a coded or assigned
    /// pseudonym (name type `S`).
    private func readSurnames(_ names: Range<Int>, into claims: inout ClaimBytes) {
        var start = names.lowerBound
        while let name = view.nextRepetition(from: &start, of: names) {
            var (addressed, own, partner) = (0..<0, 0..<0, 0..<0)
            var isPseudonym = false
            var value = HL7ValueCursor(name, of: view)
            while value.next(), value.component <= 7 {
                switch (value.component, value.subcomponent) {
                case (1, 1): addressed = value.range
                case (1, 3): own = value.range
                case (1, 5): partner = value.range
                case (7, 1): isPseudonym = isPseudonymType(value.range, in: name)
                default: break
                }
            }
            if isPseudonym { continue }
            add(addressed, to: &claims)
            add(own, to: &claims)
            add(partner, to: &claims)
        }
    }

    private func add(_ surname: Range<Int>, to claims: inout ClaimBytes) {
        if !surname.isEmpty { claims.addSurname(claims.append(surname, of: view)) }
    }

    /// Is the first part of a component an S, and the component no more than that?
    private func isPseudonymType(_ value: Range<Int>, in name: Range<Int>) -> Bool {
        guard value.count == 1, view.bytes[value.lowerBound] == UInt8(ascii: "S") else {
            return false
        }
        let end = value.upperBound
        return end == name.upperBound || view.bytes[end] == view.delimiters.component
    }

    /// The first address with a postcode, else the first.
    private func readAddress(into claims: inout ClaimBytes) {
        let addresses = view.field(11, of: segment)
        guard !addresses.isEmpty else { return }
        var start = addresses.lowerBound
        var chosen: Address?
        while let repetition = view.nextRepetition(from: &start, of: addresses) {
            let address = Address(repetition, of: view)
            guard view.isFilled(address.postcode) else { continue }
            chosen = address
            break
        }
        let address = chosen ?? Address(view.repetition(1, of: addresses), of: view)
        claims.postcode = claims.append(address.postcode, of: view)
        claims.houseNumber = claims.append(address.number, of: view)
        guard claims.houseNumber.isEmpty else { return }
        let line = claims.append(address.street, of: view)
        claims.houseNumber = MessageStreetLine.houseNumber(in: line, of: &claims)
        guard claims.houseNumber.isEmpty else { return }
        // Some write the number in the second line (XAD.2).
        let second = claims.append(address.secondLine, of: view)
        if MessageStreetLine.beginsWithNumber(second, of: claims) { claims.houseNumber = second }
    }

    /// The parts of an address (XAD) by which it is told from others.
    private struct Address {
        /// XAD.1.1, with or without the house number.
        var street = 0..<0
        /// XAD.1.3.
        var number = 0..<0
        /// XAD.2, with its subcomponents.
        var secondLine = 0..<0
        /// XAD.5, with its subcomponents.
        var postcode = 0..<0

        init(_ repetition: Range<Int>, of view: HL7View) {
            var component = 1
            var start = repetition.lowerBound
            while start <= repetition.upperBound, component <= 5 {
                let end = view.place(
                    ofComponentEndFrom: start,
                    to: repetition.upperBound
                )
                let range = Range(uncheckedBounds: (start, end))
                switch component {
                case 1:
                    street = view.subcomponent(1, of: range)
                    number = view.subcomponent(3, of: range)
                case 2: secondLine = range
                case 5: postcode = range
                default: break
                }
                component &+= 1
                start = end &+ 1
            }
        }
    }
}

extension ClaimBytes {
    /// The text of a range; nothing when it is empty or an HL7 null.
    mutating func append(_ range: Range<Int>, of view: HL7View) -> Place {
        if range.isEmpty || view.isNull(range) { return Place() }
        return appendASCII(view.slice(range), without: view.delimiters.escape)
            ?? append(view.text(range))
    }
}

extension HL7View {
    /// Is its text empty? An escape sequence can stand for nothing at all.
    func isTextEmpty(_ range: Range<Int>) -> Bool {
        range.isEmpty || !isPlain(range) && text(range).isEmpty
    }
}
