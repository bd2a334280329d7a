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

    func read(_ person: FHIRResource, into claims: inout ClaimBytes) {
        let end = Int(document[person.place].end)
        var place = person.place + 1
        while place < end {
            let token = document[place]
            switch token.name {
            case 0: if token.kind == .name { place += 1 }
            case names.identifier: readIdentifiers(place, person.type, &claims)
            case names.name: readNames(place, &claims)
            case names.birthDate: claims.birthDate = claims.append(place, of: document)
            case names.address: readAddress(place, &claims)
            default: break
            }
            place = document.next(place)
        }
    }

    /// The number of a reference by identifier, as it stands in a row of a patient's identifiers.
    func readReference(_ reference: Int, into claims: inout ClaimBytes) {
        guard let identifiers = document.member(names.identifier, of: reference) else { return }
        readIdentifiers(identifiers, names.patientType, &claims)
    }

    /// An identifier that the table calls a citizen number, valid or not; an untyped one only when
    /// there is no other.
    private func readIdentifiers(_ place: Int, _ type: UInt16, _ claims: inout ClaimBytes) {
        let node = view.nodes[Int(view.child(of: view.root(of: type), names.identifier))]
        var number = -1
        var untyped = -1
        var values = FHIRValues(document)
        document.forEachElement(of: place) { identifier in
            guard let value = filledString(names.value, of: identifier),
                let row = view.qualified(node, identifier, &values),
                view.meanings[Int(view.nodes[Int(row.node)].meaning)].orders.categories
                    .contains(.citizenNumber)
            else { return }
            if row.text == FHIRFieldLookup.untypedNumber {
                if untyped < 0 { untyped = value }
            } else if number < 0 {
                number = value
            }
        }
        if number < 0 { number = untyped }
        if number >= 0, claims.citizenNumber.isEmpty {
            claims.citizenNumber = claims.append(number, of: document)
        }
    }

    /// Surnames as addressed, own and partner's, and the first given name or initial; not of a
    /// pseudonym or a nickname, by which nobody can be found.
    private func readNames(_ place: Int, _ claims: inout ClaimBytes) {
        document.forEachElement(of: place) { name in
            let use = document.member(names.use, of: name).map(document.number) ?? 0
            if use != 0, use == names.anonymous || use == names.nickname { return }
            if let family = filledString(names.family, of: name) {
                claims.addSurname(claims.append(family, of: document))
            }
            if let beside = document.member(names.familyBeside, of: name) {
                addSurname(names.ownName, of: beside, to: &claims)
                addSurname(names.partnerName, of: beside, to: &claims)
            }
            guard claims.initials.isEmpty,
                let given = document.member(names.given, of: name)
            else { return }
            document.forEachElement(of: given) {
                if claims.initials.isEmpty { claims.initials = claims.append($0, of: document) }
            }
        }
    }

    private func addSurname(_ url: UInt16, of beside: Int, to claims: inout ClaimBytes) {
        guard let text = extensionText(url, of: beside) else { return }
        claims.addSurname(claims.append(text, of: document))
    }

    /// The first address with a postcode that is not an old one, else the first.
    private func readAddress(_ place: Int, _ claims: inout ClaimBytes) {
        var best = -1
        var rank = -1
        document.forEachElement(of: place) { address in
            guard document[address].kind == .object else { return }
            var points = document.member(names.postalCode, of: address) == nil ? 0 : 2
            let use = document.member(names.use, of: address).map(document.number) ?? 0
            if use == 0 || use != names.old { points += 1 }
            if points > rank { (best, rank) = (address, points) }
        }
        guard best >= 0 else { return }
        if let postcode = document.member(names.postalCode, of: best) {
            claims.postcode = claims.append(postcode, of: document)
        }
        claims.houseNumber = houseNumber(of: best, &claims)
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
