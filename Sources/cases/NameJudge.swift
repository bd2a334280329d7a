// SPDX-License-Identifier: EUPL-1.2
import Custody
import Letters

/// Names, forms of address, address lines, ages and partial dates, by the scenarios of the civil
/// registry (BRP).
struct NameJudge: CaseJudge {
    let expectation = 0.99

    /// A day on which no month or year turns; scenarios without a date hold on every such day.
    private static let today = PartialDate(year: 2025, month: 6, day: 17)

    func verdict(on theCase: ThirdPartyCase) -> Verdict {
        guard let given = theCase["given"]?.array, let searches = theCase["when"]?.array,
            let outcomes = theCase["then"]?.array, let search = searches.first
        else { return .outOfScope }
        let today = ScenarioDate.today(in: search["step"]?.string ?? "") ?? Self.today
        guard let today else { return .outOfScope }
        let asked = Self.asked(search)
        let found = answers(to: asked, RegistryTables(given: given), today)
        var expected: [String: String] = [:]
        for outcome in outcomes {
            for (name, value) in outcome["table"]?.object ?? [:] {
                guard let text = value.string, !text.isEmpty else { continue }
                expected[name] = text
            }
        }
        expected["burgerservicenummer"] = nil
        // What is asked about or answered, and is none of ours.
        guard expected.keys.allSatisfy({ Self.isOurs($0) }), !found.isEmpty else {
            return .outOfScope
        }
        for name in Set(expected.keys).union(found.keys).sorted() {
            let value = found[name] ?? ""
            if value != expected[name] ?? "" {
                return .differs(
                    "\(name) expected \(expected[name] ?? "nothing"), found \(value.isEmpty ? "nothing" : value)"
                )
            }
        }
        return .agrees
    }

    /// The last parts of the fields that were asked for: `aanhef` of `adressering.aanhef`.
    private static func asked(_ search: JSON) -> [String] {
        let fields = search["table"]?["fields"]?.string ?? ""
        return fields.split(separator: ",").map { field in
            let path = field.trimmingPrefix(while: { $0 == " " })
            for group in ["adressering.", "naam.", "geboorte.", "ouders."]
            where path.hasPrefix(group) && !path.hasPrefix("geboorte.land") {
                return String(path.dropFirst(group.count))
            }
            return String(path)
        }
    }

    private static func isOurs(_ name: String) -> Bool {
        let parts = name.split(separator: ".")
        if let last = parts.last, parts.count > 1,
            ["type", "datum", "jaar", "maand", "langFormaat", "onbekend"].contains(last)
        {
            return true
        }
        return [
            "aanhef", "aanschrijfwijze.naam", "aanschrijfwijze.aanspreekvorm",
            "gebruikInLopendeTekst", "volledigeNaam", "voorletters", "adresregel1", "adresregel2",
            "adresregel3", "land.code", "land.omschrijving", "leeftijd",
            "indicatieVastgesteldVerblijftNietOpAdres", "inOnderzoek.adresregel1",
            "inOnderzoek.adresregel2", "inOnderzoek.adresregel3",
        ].contains(name)
    }

    /// Element numbers of the dates that a scenario can ask for.
    private static let dates = [
        "datum": "03.10", "datum.onbekend": "03.10", "datum.langFormaat": "03.10",
        "datum.type": "03.10", "datum.datum": "03.10", "datum.jaar": "03.10",
        "datum.maand": "03.10", "datumEersteInschrijvingGBA": "68.10",
        "datumIngangFamilierechtelijkeBetrekking": "62.10",
    ]

    /// A text for each thing that we can answer, empty when there is nothing to say.
    private func answers(
        to asked: [String],
        _ tables: RegistryTables,
        _ today: PartialDate
    ) -> [String: String] {
        let name = tables.name
        var answers: [String: String] = [:]
        for field in asked {
            switch field {
            case "aanhef": answers[field] = Salutation.formal(name) ?? ""
            case "aanschrijfwijze":
                answers["aanschrijfwijze.naam"] = name.addressee?.name ?? ""
                answers["aanschrijfwijze.aanspreekvorm"] = name.addressee?.style ?? ""
            case "aanschrijfwijze.naam": answers[field] = name.addressee?.name ?? ""
            case "aanschrijfwijze.aanspreekvorm": answers[field] = name.addressee?.style ?? ""
            case "gebruikInLopendeTekst": answers[field] = name.inText ?? ""
            case "volledigeNaam": answers[field] = name.fullName
            case "voorletters": answers[field] = name.initials
            case "leeftijd":
                let birth = tables.date(of: "03.10", on: today)
                answers[field] = birth?.age(on: today).map { "\($0)" } ?? ""
            case "adresregel1", "adresregel2", "adresregel3", "adresseringBinnenland", "land":
                answers.merge(lines(field, tables, today)) { $1 }
            default:
                guard let element = Self.dates[field] else { continue }
                let path = field.prefix { $0 != "." }
                answers.merge(parts(of: tables.date(of: element, on: today), String(path))) { $1 }
            }
        }
        return answers
    }

    private func lines(
        _ field: String,
        _ tables: RegistryTables,
        _ today: PartialDate
    ) -> [String: String] {
        let lines = tables.postalAddress?.registryLines
        let all = [lines?.line1, lines?.line2, lines?.line3]
        let numbers =
            field == "adresseringBinnenland"
            ? [1, 2] : [1, 2, 3].filter { field.hasSuffix("\($0)") }
        var answers: [String: String] = [:]
        for number in numbers { answers["adresregel\(number)"] = all[number - 1] ?? "" }
        if field == "land", lines != nil {
            answers["land.code"] = tables.countryCode ?? ""
            answers["land.omschrijving"] = lines?.country ?? ""
        } else if field == "land" {
            answers["land.code"] = ""
        }
        guard let investigation = tables.investigation else { return answers }
        var isInDoubt = false
        for number in numbers where all[number - 1] != nil && investigation.concerns(line: number) {
            answers["inOnderzoek.adresregel\(number)"] = "true"
            isInDoubt = true
        }
        if isInDoubt {
            let since = "inOnderzoek.datumIngangOnderzoekVerblijfplaats"
            answers.merge(parts(of: tables.date(of: "83.20", on: today), since)) { $1 }
        }
        if investigation.foundNotToLiveThere {
            answers["indicatieVastgesteldVerblijftNietOpAdres"] = "true"
        }
        return answers
    }

    private func parts(of date: PartialDate?, _ path: String) -> [String: String] {
        guard let date else { return [path + ".type": ""] }
        var parts: [String: String] = [path + ".langFormaat": date.words(in: .dutch) ?? "onbekend"]
        if date.isFull {
            parts[path + ".type"] = "Datum"
            parts[path + ".datum"] = date.text
        } else if date.year == 0 {
            parts[path + ".type"] = "DatumOnbekend"
            parts[path + ".onbekend"] = "true"
        } else {
            parts[path + ".type"] = date.month > 0 ? "JaarMaandDatum" : "JaarDatum"
            parts[path + ".jaar"] = "\(date.year)"
            if date.month > 0 { parts[path + ".maand"] = "\(date.month)" }
        }
        return parts
    }
}
