// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

/// Reads the claims of a Patient or Person, and of a reference that names one by a number.
struct FHIRPersonReader {
    let document: JSONDocument
    let lookup: FHIRFieldLookup

    private var names: FHIRNames { lookup.names }

    private static let birthPrefix = "http://hl7.org/fhir/StructureDefinition/"
    private static let ownName = Array((birthPrefix + "humanname-own-name").utf8)
    private static let partnerName = Array((birthPrefix + "humanname-partner-name").utf8)
    private static let houseNumber = Array((birthPrefix + "iso21090-ADXP-houseNumber").utf8)
    private static let addition = Array((birthPrefix + "iso21090-ADXP-buildingNumberSuffix").utf8)
    /// Names by which nobody can be found.
    private static let otherUses = [Array("anonymous".utf8), Array("nickname".utf8)]
    private static let old = Array("old".utf8)

    func read(_ person: FHIRResource, into claims: inout IdentityClaims) {
        let end = Int(document[person.place].end)
        var place = person.place + 1
        while place < end {
            let token = document[place]
            switch token.name {
            case 0: if token.kind == .name { place += 1 }
            case names.identifier: readIdentifiers(place, lookup.root(of: person.type), &claims)
            case names.name: readNames(place, &claims)
            case names.birthDate: claims.birthDate = document.text(place)
            case names.address: readAddress(place, &claims)
            default: break
            }
            place = document.next(place)
        }
    }

    /// The number of a reference by identifier, as it stands in a row of a person's identifiers.
    func readReference(_ reference: Int, into claims: inout IdentityClaims) {
        guard let identifiers = document.member(names.identifier, of: reference) else { return }
        readIdentifiers(
            identifiers,
            lookup.root(of: lookup.vocabulary.number(of: "Patient")),
            &claims
        )
    }

    /// An identifier that the table calls a citizen number, valid or not; an untyped one only when
    /// there is no other.
    private func readIdentifiers(_ place: Int, _ root: UInt16, _ claims: inout IdentityClaims) {
        let node = lookup.nodes[Int(lookup.child(of: root, names.identifier))]
        let qualifiers = FHIRQualifiers(document, names)
        var untyped: Int?
        forEach(place) { identifier in
            guard document[identifier].kind == .object,
                let value = document.member(names.value, of: identifier),
                document[value].kind == .string, document[value].range.count > 0,
                let row = node.qualified.last(where: {
                    qualifiers.holds($0.qualifier, for: identifier)
                }),
                lookup.meanings[Int(lookup.nodes[Int(row.node)].meaning)].orders.categories
                    .contains(.citizenNumber)
            else { return }
            if row.qualifier == FieldMapRow.untypedNumber {
                untyped = untyped ?? value
            } else if claims.citizenNumber.isEmpty {
                claims.citizenNumber = document.text(value)
            }
        }
        if claims.citizenNumber.isEmpty, let untyped {
            claims.citizenNumber = document.text(untyped)
        }
    }

    /// Surnames as addressed, own and partner's, and the first given name or initial.
    private func readNames(_ place: Int, _ claims: inout IdentityClaims) {
        forEach(place) { name in
            guard document[name].kind == .object else { return }
            if let use = document.member(names.use, of: name),
                FHIRPersonReader.otherUses.contains(where: { document.isText(use, $0) })
            {
                return
            }
            if let family = document.member(names.family, of: name) {
                add(document.text(family), to: &claims.surnames)
            }
            if let beside = document.member(names.familyBeside, of: name) {
                add(extensionText(FHIRPersonReader.ownName, of: beside), to: &claims.surnames)
                add(extensionText(FHIRPersonReader.partnerName, of: beside), to: &claims.surnames)
            }
            guard claims.initials.isEmpty,
                let given = document.member(names.given, of: name)
            else { return }
            forEach(given) { if claims.initials.isEmpty { claims.initials = document.text($0) } }
        }
    }

    private func add(_ surname: String, to surnames: inout [String]) {
        if !surname.isEmpty, !surnames.contains(surname) { surnames.append(surname) }
    }

    /// The first address with a postcode that is not an old one, else the first.
    private func readAddress(_ place: Int, _ claims: inout IdentityClaims) {
        var best: Int?
        var rank = -1
        forEach(place) { address in
            guard document[address].kind == .object else { return }
            var points = document.member(names.postalCode, of: address) == nil ? 0 : 2
            if let use = document.member(names.use, of: address) {
                if !document.isText(use, FHIRPersonReader.old) { points += 1 }
            } else {
                points += 1
            }
            if points > rank { (best, rank) = (address, points) }
        }
        guard let best else { return }
        claims.postcode = document.member(names.postalCode, of: best).map(document.text) ?? ""
        claims.houseNumber = houseNumber(of: best)
    }

    /// The extension of a line that holds the number with its addition, else the number in a line.
    private func houseNumber(of address: Int) -> String {
        var number = ""
        if let beside = document.member(names.lineBeside, of: address) {
            forEach(beside) { line in
                guard number.isEmpty else { return }
                number = extensionText(FHIRPersonReader.houseNumber, of: line)
                let addition = extensionText(FHIRPersonReader.addition, of: line)
                if !number.isEmpty, !addition.isEmpty { number += " " + addition }
            }
        }
        guard number.isEmpty, let lines = document.member(names.line, of: address) else {
            return number
        }
        var isFirst = true
        forEach(lines) { line in
            guard number.isEmpty else { return }
            let text = document.text(line)
            number = MessageStreetLine.houseNumber(in: text)
            if number.isEmpty, !isFirst, text.first?.isNumber == true { number = text }
            isFirst = false
        }
        return number
    }

    /// The text of an extension of an element; empty when there is none.
    private func extensionText(_ url: [UInt8], of element: Int) -> String {
        guard document[element].kind == .object,
            let extensions = document.member(names.extensions, of: element)
        else { return "" }
        var text = ""
        forEach(extensions) { candidate in
            guard text.isEmpty, document[candidate].kind == .object,
                let name = document.member(names.url, of: candidate), document.isText(name, url),
                let value = document.member(names.valueString, of: candidate)
            else { return }
            text = document.text(value)
        }
        return text
    }

    @inline(__always)
    private func forEach(_ array: Int, _ body: (Int) -> Void) {
        document.forEachElement(of: array, body)
    }
}
