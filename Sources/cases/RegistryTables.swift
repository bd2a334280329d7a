// SPDX-License-Identifier: EUPL-1.2
import Custody
import Letters

/// What the civil registry says of one person, out of the tables of a scenario.
///
/// Columns are known by their element number: `geslachtsnaam (02.40)`.
struct RegistryTables {
    private var person: [String: String] = [:]
    /// The partners in order, the last of which a change is about.
    private var partners: [(isFormer: Bool, fields: [String: String])] = []
    private var residence: [String: String] = [:]
    private var address: [String: String] = [:]

    init(given steps: [JSON]) {
        for step in steps {
            let words = step["step"]?.string ?? ""
            if words.contains("landelijke tabel") { continue }
            let table = Self.elements(of: step["table"])
            if words.contains("'partner' is gewijzigd") {
                if !partners.isEmpty { partners[partners.count - 1].fields = table }
            } else if words.contains("'partner'") {
                partners.append((false, table))
            } else if words.contains("'ex-partner'") {
                partners.append((true, table))
            } else if words.contains("'adres'") {
                address.merge(table) { $1 }
            } else if words.contains("'verblijfplaats'") {
                residence.merge(table) { $1 }
            } else {
                person.merge(table) { $1 }
            }
        }
    }

    /// The first row of a table, with the element numbers for keys.
    private static func elements(of table: JSON?) -> [String: String] {
        var named: [String: String] = table?.object?.compactMapValues(\.string) ?? [:]
        if let rows = table?.array, let names = rows.first?.strings, rows.count > 1,
            let values = rows[1].strings
        {
            named = Dictionary(zip(names, values)) { first, _ in first }
        } else if let first = table?.array?.first?.object {
            named = first.compactMapValues(\.string)
        }
        var elements: [String: String] = [:]
        for (name, value) in named where !value.isEmpty {
            guard name.last == ")", let start = name.lastIndex(of: "(") else { continue }
            elements[String(name[name.index(after: start)...].dropLast())] = value
        }
        return elements
    }

    var name: RegisteredName {
        RegisteredName(
            givenNames: person["02.10"] ?? "",
            surname: Self.surname(person),
            sex: RegisteredSex(rawValue: person["04.10"] ?? "") ?? .unknown,
            use: NameUse(rawValue: person["61.10"] ?? "") ?? .own,
            partnerships: partners.map { isFormer, fields in
                let ended = fields["07.10"] ?? (isFormer ? "00000000" : nil)
                return Partnership(
                    surname: Self.surname(fields),
                    began: fields["06.10"].flatMap { PartialDate($0) },
                    ended: ended.flatMap { PartialDate($0) }
                )
            }
        )
    }

    private static func surname(_ fields: [String: String]) -> Surname {
        Surname(
            title: fields["02.20"].flatMap { NobleTitle(rawValue: $0) },
            prefix: fields["02.30"] ?? "",
            name: fields["02.40"] ?? ""
        )
    }

    var citizenNumber: String? { person["01.20"] }

    /// The one date of the scenario that is asked for.
    func date(of element: String, on today: PartialDate) -> PartialDate? {
        guard let text = person[element] ?? residence[element] else { return nil }
        return ScenarioDate.date(text, on: today)
    }

    var postalAddress: PostalAddress? {
        let place = address["11.70"] ?? municipality ?? ""
        if let location = address["12.10"] { return .location(location, place: place) }
        if address["11.10"] != nil || address["11.20"] != nil {
            return .street(
                StreetAddress(
                    street: address["11.10"] ?? "",
                    houseNumber: address["11.20"] ?? "",
                    houseLetter: address["11.30"] ?? "",
                    houseAddition: address["11.40"] ?? "",
                    designation: address["11.50"].flatMap {
                        StreetAddress.Designation(rawValue: $0)
                    },
                    postcode: address["11.60"] ?? "",
                    place: place
                )
            )
        }
        guard let country = residence["13.10"] else { return nil }
        return .abroad(
            lines: ["13.30", "13.40", "13.50"].map { residence[$0] ?? "" },
            country: Self.countries[country] ?? ""
        )
    }

    var countryCode: String? { residence["13.10"] }

    var investigation: RegistryInvestigation? {
        (residence["83.10"] ?? address["83.10"]).map { RegistryInvestigation(code: $0) }
    }

    // The national tables 33 and 34, as far as scenarios need them.
    private var municipality: String? {
        let code = address["92.10"] ?? residence["09.10"] ?? ""
        return ["0518": "'s-Gravenhage", "0599": "Rotterdam", "0363": "Amsterdam"][code]
    }

    private static let countries = [
        "5010": "België", "6014": "Verenigde Staten van Amerika", "6029": "Duitsland",
        "6030": "Nederland", "5002": "Frankrijk", "6039": "Verenigd Koninkrijk",
    ]
}

/// Dates as scenarios write them: `20020701`, `vandaag - 10 jaar`, `deze maand - 10 jaar`.
enum ScenarioDate {
    private static let months = [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
        "oktober", "november", "december",
    ]

    static func date(_ text: String, on today: PartialDate) -> PartialDate? {
        if let date = PartialDate(text) { return date }
        let words = text.split(separator: " ")
        var years = 0
        if let sign = words.firstIndex(where: { $0 == "-" || $0 == "+" }), sign + 1 < words.count {
            years = (Int(words[sign + 1]) ?? 0) * (words[sign] == "-" ? -1 : 1)
        }
        let year = today.year + years
        switch (words.first, words.dropFirst().first) {
        case ("vandaag", _): return PartialDate(year: year, month: today.month, day: today.day)
        case ("morgen", _): return PartialDate(year: year, month: today.month, day: today.day + 1)
        case ("gisteren", _):
            return PartialDate(year: year, month: today.month, day: today.day - 1)
        case ("deze", _): return PartialDate(year: year, month: today.month)
        case ("volgende", _): return PartialDate(year: year, month: today.month + 1)
        case ("vorige", _): return PartialDate(year: year, month: today.month - 1)
        default: return nil
        }
    }

    /// `personen op '01 maart 2017' wordt gezocht`.
    static func today(in step: String) -> PartialDate? {
        let parts = step.split(separator: "'")
        guard parts.count > 1 else { return nil }
        let words = parts[1].split(separator: " ")
        guard words.count == 3, let day = Int(words[0]), let year = Int(words[2]),
            let month = months.firstIndex(of: String(words[1]))
        else { return nil }
        return PartialDate(year: year, month: month + 1, day: day)
    }
}
