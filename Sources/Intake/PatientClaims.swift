// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7

/// Reads the claims of a PID segment (patient identification).
struct PatientClaims {
    let view: HL7View
    let lookup: FieldMapLookup
    let segment: HL7Segment

    /// Whom the segment names; into `others` what else it says of them, when it gives several names,
    /// addresses or citizen numbers. `day`: of the message.
    func read(into claims: inout ClaimBytes, _ others: inout [ClaimBytes], day: Int?) {
        claims.birthDate = claims.append(view.range(segment, 7), of: view)
        let names = view.field(5, of: segment)
        let addresses = view.field(11, of: segment)
        let numbers = self.numbers
        guard numbers.count > 1 || view.isRepeated(names) || view.isRepeated(addresses) else {
            claims.citizenNumber = claims.append(numbers.first, of: view)
            readName(names, into: &claims)
            if !addresses.isEmpty { readAddress(addresses, into: &claims) }
            return
        }
        let ranking = PatientRanking(view: view, day: day)
        CandidateClaims.read(
            numbers.count > 1 ? ranking.numbers(typedNumbers) : [numbers.first],
            ranking.names(names),
            ranking.addresses(addresses),
            into: &claims,
            &others
        ) { number, name, address, claims in
            claims.citizenNumber = claims.append(number ?? 0..<0, of: view)
            if let name { readName(name, into: &claims) }
            if let address { readAddress(address, into: &claims) }
        }
    }

    /// A repetition of PID-3, PID-2 or PID-4 that the table calls a citizen number by its type or
    /// authority, valid or not; else an untyped one of PID-3 that passes the eleven test; else
    /// PID-19 and PID-2 when they pass it. Of several of the first kind all count.
    private var numbers: (first: Range<Int>, count: Int) {
        var untyped = 0..<0
        var (first, count) = (0..<0, 0)
        func take(_ field: Int) {
            forEachTypedNumber(in: field, &untyped) { _, value in
                if count == 0 { first = value }
                count += 1
            }
        }
        take(3)
        if count == 0 { take(2) }
        if count == 0 { take(4) }
        if count > 0 { return (first, count) }
        if !untyped.isEmpty { return (untyped, 1) }
        return (passing(19) ?? passing(2) ?? 0..<0, 1)
    }

    /// The repetitions of the first field that has citizen numbers, with the number in each.
    private var typedNumbers: [(repetition: Range<Int>, value: Range<Int>)] {
        var untyped = 0..<0
        var found: [(repetition: Range<Int>, value: Range<Int>)] = []
        for field in [3, 2, 4] where found.isEmpty {
            forEachTypedNumber(in: field, &untyped) { found.append(($0, $1)) }
        }
        return found
    }

    private func passing(_ number: Int) -> Range<Int>? {
        guard !view.field(number, of: segment).isEmpty else { return nil }
        let value = view.range(segment, number)
        return CitizenNumber(view.slice(value)) == nil ? nil : value
    }

    @inline(__always)
    private func forEachTypedNumber(
        in number: Int,
        _ untyped: inout Range<Int>,
        _ body: (_ repetition: Range<Int>, _ value: Range<Int>) -> Void
    ) {
        let field = view.field(number, of: segment)
        if field.isEmpty { return }
        let place = lookup.cell(number, of: .PID).detail
        if place < 0 { return }
        let detail = lookup.actions.details[place]
        var start = field.lowerBound
        while let repetition = view.nextRepetition(from: &start, of: field) {
            guard let row = RepetitionQualifier(view, lookup).row(of: repetition, detail),
                lookup.actions.qualifiers[row].isCitizenNumber
            else { continue }
            let value = view.component(1, of: repetition)
            guard !view.isNull(value), !view.isTextEmpty(value) else { continue }
            if lookup.actions.qualifiers[row].test != .untypedNumber {
                body(repetition, value)
            } else if untyped.isEmpty {
                untyped = value
            }
        }
    }

    /// FN.1 as addressed, FN.3 own, FN.5 partner's, with the given name or initials; of a coded or
    /// assigned pseudonym (name type `S`) no surname.
    private func readName(_ name: Range<Int>, into claims: inout ClaimBytes) {
        var (addressed, own, partner) = (0..<0, 0..<0, 0..<0)
        var (given, further) = (0..<0, 0..<0)
        var isPseudonym = false
        var value = HL7ValueCursor(name, of: view)
        while value.next(), value.component <= 7 {
            switch (value.component, value.subcomponent) {
            case (1, 1): addressed = value.range
            case (1, 3): own = value.range
            case (1, 5): partner = value.range
            case (2, 1): given = value.range
            case (3, 1): further = value.range
            case (7, 1): isPseudonym = isPseudonymType(value.range, in: name)
            default: break
            }
        }
        if !isPseudonym {
            add(addressed, to: &claims)
            add(own, to: &claims)
            add(partner, to: &claims)
        }
        claims.initials = claims.append(given, of: view)
        if claims.initials.isEmpty { claims.initials = claims.append(further, of: view) }
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

    private func readAddress(_ repetition: Range<Int>, into claims: inout ClaimBytes) {
        let address = Address(repetition, of: view)
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
    /// Does a field hold more than one repetition?
    @inline(__always)
    func isRepeated(_ field: Range<Int>) -> Bool {
        delimiters.repetition != 0
            && place(of: delimiters.repetition, from: field.lowerBound, to: field.upperBound)
                < field.upperBound
    }

    /// Is its text empty? An escape sequence can stand for nothing at all.
    func isTextEmpty(_ range: Range<Int>) -> Bool {
        range.isEmpty || !isPlain(range) && text(range).isEmpty
    }
}
