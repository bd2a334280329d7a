// SPDX-License-Identifier: EUPL-1.2

/// Reads what registries write for a country.
extension Country {
    public enum Reading: Sendable, Equatable {
        /// ISO 3166-1 alpha-2.
        case code(String)
        /// `0000` of the civil registry: nobody knows where.
        case unknown
    }

    /// A code of two letters or of the civil registry (landelijke tabel 34), or a name as the post or the
    /// registry has it; nil for anything else.
    ///
    /// Countries that are no more are none of them: a letter there does not arrive.
    public static func read(_ text: String) -> Reading? {
        if text == "NL" { return .code(text) }
        let bytes = Array(text.utf8)
        if bytes.count == 2, bytes.allSatisfy({ 0x41...0x5A ~= $0 & 0xDF }) {
            return .code(text.uppercased())
        }
        if !bytes.isEmpty, bytes.count <= 4, bytes.allSatisfy({ 0x30...0x39 ~= $0 }) {
            guard let number = Int(text) else { return nil }
            return number == 0 ? .unknown : registryCodes[number].map(Reading.code)
        }
        return byName[folded(text)].map(Reading.code)
    }

    /// Letters only, in lower case and without their marks.
    private static func folded(_ text: String) -> String {
        var folded = ""
        for sign in text.lowercased() where sign.isLetter { folded.append(plain[sign] ?? sign) }
        return folded
    }

    private static let plain: [Character: Character] = [
        "ë": "e", "é": "e", "è": "e", "ê": "e", "ï": "i", "í": "i", "ç": "c", "ã": "a", "á": "a",
        "â": "a", "ô": "o", "ö": "o", "ü": "u",
    ]

    private static let byName: [String: String] = {
        var names: [String: String] = [:]
        for (code, name) in Country.names { names[folded(name)] = code }
        for (name, code) in otherNames { names[folded(name)] = code }
        return names
    }()

    /// Names of the registry where the post has another one, names in English, and codes of three letters,
    /// of the countries to which most letters go.
    private static let otherNames = [
        "The Netherlands": "NL", "Netherlands": "NL", "Holland": "NL", "NLD": "NL",
        "Belgium": "BE", "BEL": "BE", "Germany": "DE", "Bondsrepubliek Duitsland": "DE",
        "DEU": "DE", "France": "FR", "FRA": "FR", "Luxembourg": "LU", "LUX": "LU",
        "United Kingdom": "GB", "Great Britain": "GB", "Groot-Brittannië": "GB", "GBR": "GB",
        "Spain": "ES", "ESP": "ES", "Portugal": "PT", "PRT": "PT", "Italy": "IT", "ITA": "IT",
        "Austria": "AT", "AUT": "AT", "Switzerland": "CH", "CHE": "CH", "Poland": "PL",
        "POL": "PL", "Turkey": "TR", "Türkiye": "TR", "TUR": "TR", "Morocco": "MA", "MAR": "MA",
        "SUR": "SR", "United States": "US", "Verenigde Staten": "US",
        "United States of America": "US", "USA": "US", "Canada": "CA", "CAN": "CA",
        "Australia": "AU", "AUS": "AU", "Republiek Noord-Macedonië": "MK", "Zuid-Soedan": "SS",
        "Soedan": "SD", "Timor Leste": "TL", "Kenya": "KE", "Bosnië-Herzegovina": "BA",
        "Ireland": "IE", "IRL": "IE", "Denmark": "DK", "Sweden": "SE", "Norway": "NO",
        "Greece": "GR", "Hungary": "HU", "Romania": "RO", "Bulgaria": "BG",
    ]

    /// By their code in table 34 of the civil registry, of those that exist and to which letters go.
    private static let registryCodes: [Int: String] = [
        5001: "CA", 5002: "FR", 5003: "CH", 5005: "MW", 5006: "CU", 5007: "SR", 5008: "TN",
        5009: "AT", 5010: "BE", 5011: "BW", 5012: "IR", 5013: "NZ", 5014: "ZA", 5015: "DK",
        5017: "HU", 5018: "SA", 5019: "LR", 5020: "ET", 5021: "CL", 5022: "MA", 5023: "TG",
        5024: "GH", 5025: "LA", 5026: "AO", 5027: "PH", 5028: "ZM", 5029: "ML", 5030: "CI",
        5032: "MC", 5033: "CO", 5034: "AL", 5035: "CM", 5037: "SG", 5038: "PY", 5039: "SE",
        5040: "CY", 5042: "BN", 5043: "IQ", 5044: "MU", 5045: "VA", 5047: "MM", 5048: "YE",
        5049: "SI", 5051: "HR", 5052: "TW", 5053: "RU", 5054: "AM", 5057: "BH", 5058: "BT",
        5060: "KM", 5062: "GF", 5065: "GL", 5066: "GP", 5069: "MQ", 5070: "MZ", 5072: "GW",
        5073: "RE", 5076: "TO", 5092: "VC", 5095: "AW", 5096: "BF", 5097: "AZ", 5098: "BY",
        5099: "KZ", 5101: "TL", 5103: "RS", 5104: "ME", 5105: "XK", 5106: "BQ", 5107: "CW",
        5108: "BQ", 5109: "BQ", 5110: "SX", 5111: "SS", 5112: "PS", 5113: "MK", 6000: "MD",
        6001: "BI", 6002: "FI", 6003: "GR", 6004: "GT", 6005: "NG", 6006: "LY", 6007: "IE",
        6008: "BR", 6009: "RW", 6010: "VE", 6011: "IS", 6012: "LI", 6013: "SO", 6014: "US",
        6015: "BO", 6016: "AU", 6017: "JM", 6018: "LU", 6019: "TD", 6020: "MR", 6021: "KG",
        6022: "CN", 6023: "AF", 6024: "ID", 6025: "GY", 6027: "NO", 6028: "SM", 6029: "DE",
        6030: "NL", 6031: "KH", 6032: "FJ", 6033: "BS", 6034: "IL", 6035: "NP", 6036: "KR",
        6037: "ES", 6038: "UA", 6039: "GB", 6040: "NE", 6041: "HT", 6042: "JO", 6043: "TR",
        6044: "TT", 6047: "DZ", 6048: "GA", 6050: "UZ", 6051: "SL", 6054: "PF", 6055: "GI",
        6057: "TJ", 6059: "ST", 6063: "TM", 6064: "GE", 6065: "BA", 6066: "CZ", 6067: "SK",
        6069: "CD", 7001: "UG", 7002: "KE", 7003: "MT", 7004: "BB", 7005: "AD", 7006: "MX",
        7007: "CR", 7008: "GM", 7009: "SY", 7014: "EG", 7015: "AR", 7016: "LS", 7017: "HN",
        7018: "NI", 7020: "PK", 7021: "SN", 7024: "BG", 7026: "MY", 7027: "DO", 7028: "PL",
        7031: "TZ", 7032: "SV", 7033: "LK", 7034: "SD", 7035: "JP", 7037: "PA", 7038: "UY",
        7039: "EC", 7040: "GN", 7041: "MV", 7042: "TH", 7043: "LB", 7044: "IT", 7045: "KW",
        7046: "IN", 7047: "RO", 7049: "PE", 7050: "PT", 7051: "OM", 7052: "MN", 7053: "WS",
        7054: "AE", 7064: "LV", 7065: "EE", 7066: "LT", 7084: "BD", 8008: "GD", 8014: "FO",
        8017: "BZ", 8021: "PG", 8022: "SB", 8023: "BJ", 8024: "VN", 8025: "CV", 8026: "SC",
        8029: "LC", 8030: "DM", 8031: "ZW", 8035: "IM", 8037: "KN", 8045: "AG", 9003: "ER",
        9008: "CG", 9010: "MG", 9023: "NA", 9037: "QA", 9038: "SZ", 9043: "GQ", 9086: "CF",
        9087: "DJ", 9089: "DE", 9090: "VU",
    ]
}
