// SPDX-License-Identifier: EUPL-1.2

/// What each column of an export of people means: proposed from its name, corrected by people as text.
public struct PopulationMapping: Sendable, Equatable {
    public struct Column: Sendable, Equatable {
        public var header: String
        /// Name of a column of a population; nil when it is not read.
        public var meaning: String?
        /// Must somebody say whether this is right before the file is read?
        public var isAmbiguous = false

        public init(header: String, meaning: String? = nil, isAmbiguous: Bool = false) {
            self.header = header
            self.meaning = meaning
            self.isAmbiguous = isAmbiguous
        }
    }

    public private(set) var columns: [Column]

    /// Does a header name its columns as a population does? Then nothing is proposed.
    public static func isOwn(_ header: [String]) -> Bool {
        let names = Set(header.map { $0.trimmedField.lowercased() })
        return names.contains("sourceid") && names.contains("surname")
    }

    public static func propose(header: [String]) -> PopulationMapping {
        var columns = header.map { name in
            let folded = folded(name)
            if let meaning = names[folded] { return Column(header: name, meaning: meaning) }
            guard let meaning = vague[folded] ?? likely(folded) else { return Column(header: name) }
            return Column(header: name, meaning: meaning, isAmbiguous: true)
        }
        // A word that can mean several things gives way to one that cannot.
        for place in columns.indices where columns[place].isAmbiguous {
            let meaning = columns[place].meaning
            guard columns.contains(where: { $0.meaning == meaning && !$0.isAmbiguous }) else {
                continue
            }
            columns[place].meaning = nil
            columns[place].isAmbiguous = false
        }
        for place in columns.indices {
            guard let meaning = columns[place].meaning else { continue }
            if columns.count(where: { $0.meaning == meaning }) > 1 {
                columns[place].isAmbiguous = true
            }
        }
        return PopulationMapping(columns: columns)
    }

    /// The columns about which the door must ask.
    public var questions: [String] { columns.filter(\.isAmbiguous).map(\.header) }

    /// The header as a population would have it; what is not read has names that it does not know.
    public var header: [String] {
        columns.enumerated().map { $1.meaning ?? "(column \($0 + 1))" }
    }

    /// Columns that every population has and that this one does not.
    public var missing: [String] {
        PopulationColumns.required.filter { name in !columns.contains { $0.meaning == name } }
    }

    /// Places of the columns that are not read, from 0.
    public var unread: [Int] { columns.indices.filter { columns[$0].meaning == nil } }

    /// Is a name, folded, one that columns of people have?
    static func isKnown(_ folded: String) -> Bool {
        let folded = Self.folded(folded)
        return names[folded] != nil || vague[folded] != nil
    }

    /// One line a column, `header = column`; `-` for what is not read, a question mark before what
    /// somebody must settle. Before them stands what is missing.
    public var text: String {
        missing.map { "# \($0) is missing: write it behind the '=' of its column\n" }.joined()
            + columns.map {
                "\(ListMapping.quoted($0.header)) = \($0.isAmbiguous ? "?" : "")\($0.meaning ?? "-")\n"
            }.joined()
    }

    public init(columns: [Column]) { self.columns = columns }

    /// Reads the text back, after correction. The lines may stand in any order; columns of the same
    /// name are taken in the order of the file.
    public init(text: String, header: [String]) throws(ListMappingProblem) {
        var found = [Column?](repeating: nil, count: header.count)
        for (column, line) in try Self.lines(of: text) {
            let name = column.header
            let place = header.indices.first {
                found[$0] == nil && (header[$0] == name || header[$0].trimmedField == name)
            }
            guard let place else { throw .unknownColumn(line: line) }
            found[place] = column
            found[place]?.header = header[place]
        }
        columns = []
        for (place, column) in found.enumerated() {
            guard let column else { throw .missingColumn(place + 1) }
            columns.append(column)
        }
    }

    /// The columns of which a text speaks, in its order.
    public static func columns(of text: String) throws(ListMappingProblem) -> [Column] {
        try lines(of: text).map(\.column)
    }

    /// The same, each with its line.
    private static func lines(of text: String) throws(ListMappingProblem) -> [(
        column: Column, line: Int
    )] {
        let known = Dictionary(
            uniqueKeysWithValues: PopulationColumns.names.map { ($0.lowercased(), $0) }
        )
        var found: [(column: Column, line: Int)] = []
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (offset, line) in lines.enumerated() {
            let trimmed = String(line).trimmedField
            guard !trimmed.isEmpty, !trimmed.hasPrefix("#") else { continue }
            let (name, rest) = try ListMapping.split(trimmed, line: offset + 1)
            let comment = rest.firstIndex(of: "#") ?? rest.endIndex
            var code = String(rest[..<comment]).trimmedField
            let isOpen = code.hasPrefix("?")
            if isOpen { code = String(code.dropFirst()).trimmedField }
            let meaning = known[code.lowercased()]
            guard meaning != nil || code == "-" else { throw .unknownMeaning(line: offset + 1) }
            found.append(
                (Column(header: name, meaning: meaning, isAmbiguous: isOpen), offset + 1)
            )
        }
        return found
    }

    /// What a name that is not known may be short for. Whether somebody is dead or in hiding, and who they
    /// are, is never passed over without a question.
    private static func likely(_ folded: String) -> String? {
        func holds(_ parts: String...) -> Bool { parts.contains { folded.contains($0) } }
        if holds("overl", "sterf", "decea") { return "deceasedOn" }
        if folded == "geh" || holds("geheim", "secre", "afscherm") { return "secrecy" }
        if holds("tussenv", "voorv") { return holds("partner") ? "partnerPrefix" : "prefix" }
        if holds("bsn", "burgerserv", "sofin") { return "bsn" }
        return holds("geb", "birth") && holds("dat") ? "birthDate" : nil
    }

    private static func folded(_ header: String) -> String {
        let folded = ListHeaderNames.fold(header)
        if names[folded] != nil { return folded }
        // `ë` is no letter here.
        for word in ["patient", "patint", "client", "clint", "persoons", "persoon", "deelnemer"]
        where folded.hasPrefix(word) && names[String(folded.dropFirst(word.count))] != nil {
            return String(folded.dropFirst(word.count))
        }
        return folded
    }

    private static let names = table([
        ("sourceId", "patientnummer patientnr patintnummer patintnr patientid patnr patid"),
        ("sourceId", "zisnummer zisnr clientnummer clientnr clintnummer clintnr clientid mrn"),
        ("sourceId", "persoonsnummer persoonid personid personnumber patientnumber epdnummer"),
        (
            "sourceId",
            "deelnemernummer deelnemersnummer deelnamenummer relatienummer sourceid klantnummer"
        ),
        ("bsn", "burgerservicenummer burgerservicenr bsnnummer bsnnr sofinummer sofinr"),
        ("bsn", "citizenservicenumber citizennumber"),
        ("initials", "voorletters voorletter initialen initial voorl vl"),
        ("givenNames", "voornamen voornaam givenname firstname firstnames forenames"),
        ("prefix", "voorvoegsel voorvoegsels tussenvoegsel tussenvoegsels tv vv"),
        ("prefix", "voorvoegselgeslachtsnaam voorvoegselachternaam voorvoegseleigennaam"),
        ("surname", "geslachtsnaam achternaam familienaam geboortenaam meisjesnaam eigennaam"),
        ("surname", "lastname familyname eigenachternaam maidenname birthname"),
        ("partnerPrefix", "voorvoegselpartner voorvoegselspartner partnervoorvoegsel"),
        ("partnerPrefix", "tussenvoegselpartner voorvoegselgeslachtsnaampartner"),
        ("partnerPrefix", "voorvoegselpartnernaam partnertussenvoegsel"),
        ("partnerSurname", "geslachtsnaampartner partnernaam achternaampartner naampartner"),
        ("partnerSurname", "partnerachternaam partnergeslachtsnaam partnerlastname"),
        ("nameUse", "naamgebruik aanduidingnaamgebruik aanduidingaanschrijving"),
        ("birthDate", "geboortedatum gebdatum gebdat datumgeboorte geborenop dateofbirth dob"),
        ("street", "straatnaam straat streetname openbareruimte naamopenbareruimte"),
        ("street", "officielestraatnaam straatnaamofficieel"),
        ("houseNumber", "huisnummer huisnr hnr hsnr houseno housenr"),
        ("houseLetter", "huisletter hlt"),
        ("houseAddition", "toevoeging huisnummertoevoeging huisnrtoevoeging hnrtoev toev"),
        ("houseAddition", "housenumberaddition huistoevoeging"),
        ("postcode", "pc zipcode zip postalcode postkode"),
        ("place", "woonplaats woonplaatsnaam plaats plaatsnaam city town residence"),
        ("country", "land landcode countrycode woonland"),
        ("deceasedOn", "overlijdensdatum datumoverlijden overledenop dateofdeath deathdate"),
        ("deceasedOn", "datumvanoverlijden overldatum"),
        ("secrecy", "geheimhouding indicatiegeheim indicatiegeheimhouding geheim"),
        ("addressStatus", "adresstatus"),
        ("language", "taal taalcode voorkeurstaal correspondentietaal"),
        ("salutationPreference", "aanspreekvorm voorkeuraanhef"),
    ])

    /// Words that mean one thing here and another there: proposed, and asked about.
    private static let vague = table([
        ("sourceId", "id nummer nr number code kenmerk sleutel key identificatie"),
        ("surname", "naam name"), ("givenNames", "roepnaam"), ("street", "adres address"),
        ("deceasedOn", "overleden deceased"),
    ]).filter { names[$0.key] == nil }

    private static func table(_ rows: [(String, String)]) -> [String: String] {
        var table = Dictionary(
            uniqueKeysWithValues: rows.isEmpty
                ? [] : PopulationColumns.names.map { (ListHeaderNames.fold($0), $0) }
        )
        for (meaning, words) in rows {
            for word in words.split(separator: " ") { table[String(word)] = meaning }
        }
        return table
    }
}
