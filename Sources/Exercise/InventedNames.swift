// SPDX-License-Identifier: EUPL-1.2

/// Names that nobody needs to recognise: made of syllables, as bytes ready to write.
struct InventedNames {
    /// More than 20,000 surnames, all different once diacritics and case are gone.
    let surnames: [[UInt8]]
    /// The same in capitals, diacritics kept.
    let capitals: [[UInt8]]
    /// UTF-8 read as Windows-1252 and written as UTF-8 again; the same as the surname without diacritics.
    let garbled: [[UInt8]]
    /// Each letter beyond ASCII lost to a question mark.
    let questioned: [[UInt8]]
    let prefixes: [[UInt8]]
    let given: [[UInt8]]
    let streets: [[UInt8]]
    let places: [[UInt8]]

    init() {
        var surnames: [String] = []
        for head in InventedNames.heads {
            for middle in InventedNames.middles {
                for tail in InventedNames.tails { surnames.append(head + middle + tail) }
            }
        }
        var seen: Set<String> = []
        surnames = surnames.filter { seen.insert(InventedNames.folded($0)).inserted }
        self.surnames = surnames.map { Array($0.utf8) }
        capitals = surnames.map { Array($0.uppercased().utf8) }
        garbled = surnames.map(InventedNames.garble)
        questioned = surnames.map { name in
            name.unicodeScalars.map { $0.isASCII ? UInt8($0.value) : UInt8(ascii: "?") }
        }
        prefixes = ["", "van", "de", "van der", "'t", "ten"].map { Array($0.utf8) }
        given = InventedNames.givenNames.split(separator: " ").map { Array($0.utf8) }
        var streets: [[UInt8]] = []
        for head in InventedNames.streetHeads.split(separator: " ") {
            for tail in ["laan", "straat", "weg", "hof", "pad", "dreef", "kade", "plein"] {
                streets.append(Array((head + tail).utf8))
            }
        }
        self.streets = streets
        var places: [[UInt8]] = []
        for head in ["Aster", "Bolder", "Dijk", "Eiken", "Grutto", "Kiel", "Linde", "Zilver"] {
            for tail in ["dam", "broek", "horst", "oord", "veen", "wijk", "zijl"] {
                places.append(Array((head + tail).utf8))
            }
        }
        self.places = places
    }

    private static let heads = [
        "Bar", "Bel", "Bo", "Bren", "Brë", "Çal", "Dal", "Dor", "Du", "El", "Fen", "Fo", "Gar",
        "Gel", "Hal", "Her", "Ho", "IJs", "In", "Ja", "Kal", "Ker", "Ko", "Lam", "Len", "Łu", "Mar",
        "Mel", "Mo", "Nar", "Nij", "Ol", "Par", "Pel", "Que", "Ros", "Rü", "San", "Șer", "Tel",
        "Tim", "Ul", "Ver", "Wal", "Wes", "Zan", "Zel",
    ]
    private static let middles = [
        "a", "be", "bi", "da", "de", "do", "ga", "ge", "go", "ka", "ke", "ko", "la", "le", "lo",
        "ma", "me", "mo", "na", "ne", "no", "ra", "ro", "ta", "to", "ğa", "vé", "wi",
    ]
    private static let tails = [
        "berg", "bos", "burg", "dijk", "gaard", "ham", "huis", "kamp", "link", "man", "meer",
        "mink", "rak", "rik", "sen", "sma", "stra", "veld", "vliet", "zaal", "zoë", "ğlu",
    ]
    private static let givenNames = """
        Aafke Beitske Carlijn Dieuwke Elske Femke Gerda Hilde Ilse Jorien Karin Liesbeth Marije \
        Noor Odette Petra Quirine Roos Sanne Tineke Ursula Vera Willemijn Xandra Yvonne Zohra \
        Amina Berber Chaima Derya Esma Fleur Griet Hanneke Irma Jet Katja Lotte Mieke Nienke \
        Anne-Fleur Eva-Lynn Zoë Renée
        """
    private static let streetHeads = """
        Ahorn Anjer Beuken Dahlia Elzen Fluiter Goudenregen Hazelaar Iepen Jasmijn Kastanje \
        Leeuwerik Merel Nachtegaal Olmen Populier Reiger Sleedoorn Tulpen Vlier Wilgen Zwaluw
        """

    private static func folded(_ name: String) -> String {
        var text = ""
        for character in name.lowercased() {
            switch character {
            case "ë", "é": text.append("e")
            case "ç": text.append("c")
            case "ğ": text.append("g")
            case "ł": text.append("l")
            case "ș": text.append("s")
            case "ü": text.append("u")
            default: text.append(character)
            }
        }
        return text
    }

    /// Only letters of Latin-1 are garbled; the others have bytes that the code page lacks.
    private static func garble(_ name: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in name.unicodeScalars {
            let utf8 = Array(String(scalar).utf8)
            if utf8.count == 2, utf8[0] == 0xC3, utf8[1] >= 0xA0 {
                for byte in utf8 {
                    bytes.append(contentsOf: [0xC0 | byte >> 6, 0x80 | byte & 0x3F])
                }
            } else {
                bytes.append(contentsOf: utf8)
            }
        }
        return bytes
    }
}
