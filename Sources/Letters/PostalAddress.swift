// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// A street address in the Netherlands, element by element, so that nothing is lost on the way.
public struct StreetAddress: Hashable, Sendable, Masked {
    /// Aanduiding bij huisnummer (11.50).
    public enum Designation: String, Sendable, Hashable {
        /// Tegenover.
        case opposite = "to"
        /// Bij.
        case near = "by"
    }

    /// Straatnaam, also `Postbus` and `Antwoordnummer`.
    public var street: String
    /// Huisnummer, 1 to 99999, as text.
    public var houseNumber: String
    /// Huisletter: one letter.
    public var houseLetter: String
    /// Huisnummertoevoeging.
    public var houseAddition: String
    public var designation: Designation?
    public var postcode: String
    /// Woonplaats.
    public var place: String

    public init(
        street: String,
        houseNumber: String,
        houseLetter: String = "",
        houseAddition: String = "",
        designation: Designation? = nil,
        postcode: String = "",
        place: String = ""
    ) {
        self.street = street
        self.houseNumber = houseNumber
        self.houseLetter = houseLetter
        self.houseAddition = houseAddition
        self.designation = designation
        self.postcode = postcode
        self.place = place
    }

    /// `Straat 9-2`, `Straat 400 LToe`, `Straat t/o 3 III`: the registry's way of joining them.
    var line: String {
        let behind = houseLetter + houseAddition
        let joint = houseLetter.isEmpty && houseAddition.first?.isNumber == true ? "-" : " "
        let number = behind.isEmpty ? houseNumber : houseNumber + joint + behind
        return joined(street, number)
    }

    /// Number, letter and addition as a letter shows them, each apart: `400 L toe`, `14 B-3`, `9-2`.
    var printedNumber: String {
        var number = houseNumber
        if !houseLetter.isEmpty { number += " " + houseLetter }
        guard let first = houseAddition.first else { return number }
        return number + (first.isNumber ? "-" : " ") + houseAddition
    }

    /// Street, designation and number, as one line or, for a printed one, with the number given.
    func joined(_ street: String, _ number: String) -> String {
        switch designation {
        case .opposite?: return [street, "t/o", number].nonEmpty.joined(separator: " ")
        case .near?: return [street, "bij", number].nonEmpty.joined(separator: " ")
        case nil:
            return street.isEmpty || number.isEmpty
                ? street + number : street.joined(by: " ", to: number)
        }
    }
}

/// Where a person lives or can be written to (verblijfplaats).
public enum PostalAddress: Hashable, Sendable, Masked {
    case street(StreetAddress)
    /// Locatiebeschrijving (12.10): `Woonboot aan de Lange Kade`, with the place.
    case location(String, place: String)
    /// Adres buitenland: the lines as given, and the name of the country.
    case abroad(lines: [String], country: String)

    /// The address of a person of the population; nil when there is none, or when the country is
    /// not one that `Country` knows.
    public init?(_ person: Person) {
        let street = StreetAddress(
            street: person.street,
            houseNumber: person.houseNumber,
            houseLetter: person.houseLetter,
            houseAddition: person.houseAddition,
            postcode: person.postcode,
            place: person.place
        )
        guard person.country != "NL", !person.country.isEmpty else {
            guard !person.street.isEmpty || !person.postcode.isEmpty else { return nil }
            self = .street(street)
            return
        }
        guard let country = Country.name(of: person.country) else { return nil }
        let place = [person.postcode, person.place].nonEmpty.joined(separator: " ")
        let line = street.joined(street.street, street.printedNumber)
        self = .abroad(lines: [line, place].nonEmpty, country: country)
    }
}

/// The lines of an address as the civil registry gives them (adresregel 1 to 3 and land).
public struct RegistryLines: Hashable, Sendable, Masked {
    public var line1: String?
    public var line2: String?
    public var line3: String?
    /// Name of the country, for an address abroad.
    public var country: String?
}

extension PostalAddress {
    /// Nil when the address says nothing: no street and number, no description, no line at all.
    /// A value of `.` and a house number of 0 stand for what is not known.
    public var registryLines: RegistryLines? {
        switch self {
        case .street(let address):
            let number = address.houseNumber.drop { $0 == "0" }
            guard !address.street.isUnknown, !number.isEmpty else { return nil }
            return RegistryLines(
                line1: address.line,
                line2: placeLine(postcode: address.postcode, place: address.place)
            )
        case .location(let text, let place):
            guard !text.isUnknown else { return nil }
            return RegistryLines(line1: text, line2: placeLine(postcode: "", place: place))
        case .abroad(let lines, let country):
            let known = lines.map { $0.isUnknown ? nil : $0 }
            guard known.contains(where: { $0 != nil }) else { return nil }
            func line(_ index: Int) -> String? { index < known.count ? known[index] : nil }
            return RegistryLines(
                line1: line(0),
                line2: line(1),
                line3: line(2),
                country: country.isUnknown ? nil : country
            )
        }
    }

    /// `1234 AB  PLAATS`: two spaces, the place in capitals.
    private func placeLine(postcode: String, place: String) -> String? {
        let printed = Postcode(postcode)?.printed ?? ""
        let capitals = place.isUnknown ? "" : place.uppercased()
        let line = [printed, capitals].nonEmpty.joined(separator: "  ")
        return line.isEmpty ? nil : line
    }
}

extension String {
    /// Empty, or the full stop that a registry writes for what it does not know.
    var isUnknown: Bool { isEmpty || self == "." }
}
