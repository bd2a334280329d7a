// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

/// Reads the claims of a Patient or Person, and of a reference that names one by a number.
struct FHIRPersonReader {
    private let document: JSONDocument
    private let view: FHIRFieldLookup.View
    private unowned(unsafe) let names: FHIRNames

    init(_ document: JSONDocument, _ view: FHIRFieldLookup.View) {
        self.document = document
        self.view = view
        names = view.names
    }

    /// Whom a Patient or Person names; into `others` what else it says of them, when it gives several
    /// names, addresses or citizen numbers. `day`: of the text.
    func read(
        _ person: FHIRResource,
        into claims: inout ClaimBytes,
        _ others: inout [ClaimBytes],
        day: Int?
    ) {
        var (identifiers, names, addresses): (Int?, Int?, Int?)
        let end = Int(document[person.place].end)
        var place = person.place + 1
        while place < end {
            let token = document[place]
            switch token.name {
            case 0: if token.kind == .name { place += 1 }
            case self.names.identifier: identifiers = place
            case self.names.name: names = place
            case self.names.birthDate: claims.birthDate = claims.append(place, of: document)
            case self.names.address: addresses = place
            default: break
            }
            place = document.next(place)
        }
        let numbers = identifiers.map { self.numbers($0, person.type) } ?? (first: -1, count: 0)
        guard numbers.count > 1 || isRepeated(names) || isRepeated(addresses) else {
            take(number: numbers.first, into: &claims)
            if let names { document.forEachElement(of: names) { readName($0, &claims) } }
            if let addresses { document.forEachElement(of: addresses) { readAddress($0, &claims) } }
            return
        }
        let ranking = FHIRRanking(document, self.names, day: day)
        CandidateClaims.read(
            numbers.count > 1 && identifiers != nil
                ? ranking.numbers(typedNumbers(identifiers ?? 0, person.type)) : [numbers.first],
            ranking.names(names),
            ranking.addresses(addresses),
            into: &claims,
            &others
        ) { number, name, address, claims in
            take(number: number ?? -1, into: &claims)
            if let name { readName(name, &claims) }
            if let address { readAddress(address, &claims) }
        }
    }

    private func isRepeated(_ array: Int?) -> Bool {
        guard let array, document[array].kind == .array, document[array].end > array + 1 else {
            return false
        }
        return document.next(array + 1) < Int(document[array].end)
    }

    /// The number of a reference by identifier, as it stands in a row of a patient's identifiers.
    func readReference(_ reference: Int, into claims: inout ClaimBytes) {
        guard let identifiers = document.member(names.identifier, of: reference) else { return }
        take(number: numbers(identifiers, names.patientType).first, into: &claims)
    }

    private func take(number: Int, into claims: inout ClaimBytes) {
        if number >= 0, claims.citizenNumber.isEmpty {
            claims.citizenNumber = claims.append(number, of: document)
        }
    }

    /// The first identifier that the table calls a citizen number, valid or not, and how many there
    /// are; an untyped one only when there is no other, and -1 for none.
    private func numbers(_ place: Int, _ type: UInt16) -> (first: Int, count: Int) {
        var (first, untyped, count) = (-1, -1, 0)
        forEachNumber(place, type) { _, value, isTyped in
            if isTyped {
                if count == 0 { first = value }
                count += 1
            } else if untyped < 0 {
                untyped = value
            }
        }
        return count > 0 ? (first, count) : (untyped, 1)
    }

    /// The typed ones, with the number in each.
    private func typedNumbers(_ place: Int, _ type: UInt16) -> [(identifier: Int, value: Int)] {
        var found: [(identifier: Int, value: Int)] = []
        forEachNumber(place, type) { identifier, value, isTyped in
            if isTyped { found.append((identifier, value)) }
        }
        return found
    }

    @inline(__always)
    private func forEachNumber(
        _ place: Int,
        _ type: UInt16,
        _ body: (_ identifier: Int, _ value: Int, _ isTyped: Bool) -> Void
    ) {
        let node = view.nodes[Int(view.child(of: view.root(of: type), names.identifier))]
        var values = FHIRValues(document)
        document.forEachElement(of: place) { identifier in
            guard let value = filledString(names.value, of: identifier),
                let row = view.qualified(node, identifier, &values),
                view.meanings[Int(view.nodes[Int(row.node)].meaning)].orders.categories
                    .contains(.citizenNumber)
            else { return }
            body(identifier, value, row.text != FHIRFieldLookup.untypedNumber)
        }
    }

    /// Surnames as addressed, own and partner's, and the first given name or initial; not of a
    /// pseudonym or a nickname, by which nobody can be found.
    private func readName(_ name: Int, _ claims: inout ClaimBytes) {
        let use = document.member(names.use, of: name).map(document.number) ?? 0
        if use != 0, use == names.anonymous || use == names.nickname { return }
        if let family = filledString(names.family, of: name) {
            claims.addSurname(claims.append(family, of: document))
        }
        if let beside = document.member(names.familyBeside, of: name) {
            addSurname(names.ownName, of: beside, to: &claims)
            addSurname(names.partnerName, of: beside, to: &claims)
        }
        if claims.initials.isEmpty, let given = document.member(names.given, of: name) {
            document.forEachElement(of: given) {
                if claims.initials.isEmpty { claims.initials = claims.append($0, of: document) }
            }
        }
        readText(of: name, &claims)
    }

    /// A name that is not divided, as somebody writes it in one field.
    private func readText(of name: Int, _ claims: inout ClaimBytes) {
        guard claims.surnames.isEmpty, claims.initials.isEmpty,
            let text = filledString(names.text, of: name)
        else { return }
        let whole = ListFullName(document.text(text))
        for surname in whole.surnames { claims.addSurname(claims.append(surname)) }
        if !whole.initials.isEmpty { claims.initials = claims.append(whole.initials) }
    }

    private func addSurname(_ url: UInt16, of beside: Int, to claims: inout ClaimBytes) {
        guard let text = extensionText(url, of: beside) else { return }
        claims.addSurname(claims.append(text, of: document))
    }

    private func readAddress(_ address: Int, _ claims: inout ClaimBytes) {
        guard document[address].kind == .object else { return }
        if let postcode = document.member(names.postalCode, of: address) {
            claims.postcode = claims.append(postcode, of: document)
        }
        claims.houseNumber = houseNumber(of: address, &claims)
    }

    /// The extension of a line that holds the number with its addition, else the number in a line.
    private func houseNumber(of address: Int, _ claims: inout ClaimBytes) -> ClaimBytes.Place {
        var number = ClaimBytes.Place()
        if let beside = document.member(names.lineBeside, of: address) {
            document.forEachElement(of: beside) { line in
                if number.isEmpty { number = numberBeside(line, &claims) }
            }
        }
        guard number.isEmpty, let lines = document.member(names.line, of: address) else {
            return number
        }
        var isFirst = true
        document.forEachElement(of: lines) { line in
            guard number.isEmpty else { return }
            number = numberInLine(line, isFirst: isFirst, &claims)
            isFirst = false
        }
        return number
    }

    private func numberBeside(_ line: Int, _ claims: inout ClaimBytes) -> ClaimBytes.Place {
        guard let number = extensionText(names.houseNumber, of: line) else {
            return ClaimBytes.Place()
        }
        guard let addition = extensionText(names.houseAddition, of: line) else {
            return claims.append(number, of: document)
        }
        return claims.append("\(document.text(number)) \(document.text(addition))")
    }

    private func numberInLine(
        _ line: Int,
        isFirst: Bool,
        _ claims: inout ClaimBytes
    ) -> ClaimBytes.Place {
        let text = claims.append(line, of: document)
        let number = MessageStreetLine.houseNumber(in: text, of: &claims)
        if number.isEmpty, !isFirst, MessageStreetLine.beginsWithNumber(text, of: claims) {
            return text
        }
        return number
    }

    /// Where the text of an extension of an element stands, unless it is empty.
    private func extensionText(_ url: UInt16, of element: Int) -> Int? {
        guard let extensions = document.member(names.extensions, of: element) else { return nil }
        var text: Int?
        document.forEachElement(of: extensions) { candidate in
            guard text == nil, let name = document.member(names.url, of: candidate),
                document.number(name) == url,
                let value = document.member(names.valueString, of: candidate),
                document[value].hasText
            else { return }
            text = value
        }
        return text
    }

    private func filledString(_ name: UInt16, of object: Int) -> Int? {
        guard let value = document.member(name, of: object), document[value].kind == .string,
            document[value].end > document[value].start
        else { return nil }
        return value
    }
}

extension ClaimBytes {
    /// The text of a value; nothing when it is no string or number.
    mutating func append(_ place: Int, of document: JSONDocument) -> Place {
        guard document[place].hasText else { return Place() }
        return document[place].isEscaped
            ? append(document.text(place)) : append(document.raw(place))
    }
}
