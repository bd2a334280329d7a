// SPDX-License-Identifier: EUPL-1.2

/// Invents messages as laboratories send them and as they should not: the same seed, the same ones.
struct MessageInventor {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A number from 0 up to a bound.
    mutating func draw(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ mixed >> 31) % UInt64(bound))
    }

    private mutating func pick(_ choices: [String]) -> String { choices[draw(choices.count)] }

    mutating func message() -> [UInt8] {
        var lines = [header()]
        for _ in 0..<[0, 1, 1, 1, 1, 1, 2, 3][draw(8)] {
            lines.append(patient())
            for _ in 0..<draw(6) { lines.append(segment()) }
        }
        for _ in 0..<draw(8) { lines.append(segment()) }
        let end = pick(["\r", "\r", "\r", "\r", "\n", "\r\n"])
        var text = lines.joined(separator: end)
        if draw(3) == 0 { text += end }
        return draw(12) == 0 ? latin1(text) : Array(text.utf8)
    }

    private func latin1(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }

    /// Changes some bytes, takes some out, doubles some, or cuts the message off.
    mutating func mutate(_ bytes: inout [UInt8]) {
        let alphabet =
            Array("|^~\\&\r\n\"\" 09AZaz@#-.,\t\u{1C}\u{0B}SPIDMOBX".utf8) + [
                0, 0x80, 0xC3, 0xCC, 0xE9, 0x7F,
            ]
        for _ in 0...draw(6) where bytes.count > 4 {
            let place = draw(20) == 0 ? draw(9) % bytes.count : draw(bytes.count)
            switch draw(6) {
            case 0: bytes.remove(at: place)
            case 1: bytes.insert(alphabet[draw(alphabet.count)], at: place)
            case 2:
                let end = min(place + draw(40), bytes.count)
                let piece = Array(bytes[place..<end])
                bytes.insert(contentsOf: piece, at: draw(bytes.count))
            case 3 where draw(4) == 0: bytes.removeSubrange(place...)
            default: bytes[place] = alphabet[draw(alphabet.count)]
            }
        }
    }

    private mutating func header() -> String {
        let type = pick([
            "OML^O21", "ORU^R01", "OUL^R22^OUL_R22", "ORU^R01^ORU_R01", "ADT^A08", "ORL", "", "OML",
        ])
        let set = pick(["UNICODE UTF-8", "8859/1", "", ""])
        let time = pick(["20240229101500", "20240230", "2024", "", "19991231"])
        let delimiters = pick([
            "|^~\\&|", "|^~\\&|", "|^~\\&|", "|^~\\&|", "|^~\\&|", "|^~\\&#|", "|^|", "|@!\\$|",
            "||",
        ])
        return "MSH\(delimiters)LIS|\(value())|BVO|X|\(time)||\(type)|C1|P|2.4||||||\(set)"
    }

    private mutating func patient() -> String {
        let numbers = [
            "900000004^^^^NNNLD", "900000004^^^NLMINBIZA^NNNLD~17^^^VLZ^PI", "900000004",
            "123456789", "123456782", "123456782~900000004^^^^NNNLD", "", "\"\"",
            "1^^^HOSP&X&ISO^PI",
            "900000004^^^2.16.840.1.113883.2.4.6.3", "^^^^NNNLD~900000004^^^^BSN", "\\X\\^^^^NNNLD",
        ]
        let names = [
            "van Dijkstra&van&Dijkstra&&Jansma^Anna", "Proef^Bo^^van^^^L", "Proef&&Proef&&Toets^^C",
            "X-17^^^^^^S~Proef^B.", "Daniëls^Zoë", "Danie\u{308}ls^Z~Daniëls^Z", "", "\"\"",
            "^Alleen",
            "O\\T\\Neil^P\\X41\\", "Proef~~Toets",
        ]
        let addresses = [
            "&Proefstraat&12^^Nergenshuizen^^1234AB^NLD", "Dorpsstraat 12 B^^X^^1234 AB",
            "Plein 1944 12^^X^^1234AB", "2e Dwarsstraat  12   bis", "Laan^12^X^^1234AB^NL^H",
            "Postbus 1~&Dorpsweg&7^^X^^4321ZZ", "", "\"\"", "Daniëlplein 5 12 c", "Plein 12 1944 7",
            "Weg \u{301}5 é6 7", "Straat^³ hoog", "Straat^ 5", "&&\"\"^9^^^\"\"",
        ]
        var line = "PID|\(draw(3))|\(pick(["", "", "900000004", "77^^^^NNNLD"]))|\(pick(numbers))|"
        line += "\(pick(["", "", "123456782^^^^NNNLD"]))|\(pick(names))||"
        line += pick(["19700203", "1970-02-03", "1970", "", "03/02/1970"])
        line += "|\(value())|||\(pick(addresses))||\(phone())|\(phone())"
        for _ in 0..<draw(30) { line += "|" + value() }
        return line
    }

    /// Several messages under one header, so that segments stand before the first patient and people
    /// come again, with samples by the dozen.
    mutating func batch(of count: Int) -> [UInt8] {
        var header = ""
        var lines: [String] = []
        for _ in 0..<count {
            let text = String(decoding: message(), as: UTF8.self)
            let segments = text.split { $0 == "\r" || $0 == "\n" || $0 == "\r\n" }.map(String.init)
            if header.isEmpty { header = segments.first ?? "" }
            let own = segments.dropFirst()
            let isMixed = draw(2) == 0
            lines += isMixed ? Array(own) : own.filter { !$0.hasPrefix("PID") }
            if !isMixed { lines += own.filter { $0.hasPrefix("PID") } }
        }
        for _ in 0..<draw(90) {
            lines.insert(
                pick([
                    "SPM|1|S\(draw(90))-\(draw(3))",
                    "ORC|CA|AB\(draw(99))CD\(draw(9))|XY\(draw(100))",
                    "OBR|1|AB\(draw(99))CD\(draw(9))-1", "PID|1||||Naam\(draw(30))^B",
                    "ZQ\(draw(9))|a|b|\(draw(3))", "OBX|1|ST|LOC\(draw(60))||x",
                ]),
                at: draw(2) == 0 ? 0 : lines.count
            )
        }
        return Array(([header] + lines).joined(separator: "\r").utf8)
    }

    private mutating func phone() -> String {
        pick([
            "", "0612345678^PRN^PH", "^^^a@example.test", "a@example.test", "^PRN",
            "06^A_QUALIFIER_OF_MORE_THAN_SIXTEEN_BYTES", "06~b@example.test^NET^Internet",
        ])
    }

    private mutating func value() -> String {
        pick([
            "", "", "", "", "", "x", "17", "\"\"", "^", "^^ ~&", "Huisarts^A.B.", "S1000",
            "S1000-1", "é",
            "a~b", " ", "\\T\\", "20240102", "\"\"^\"\"", "&x",
        ])
    }

    private mutating func segment() -> String {
        let names = [
            "OBR", "ORC", "OBX", "OBX", "OBX", "OBX", "SPM", "SAC", "NTE", "PV1", "ZPI", "ZXX",
            "DG1",
            "MSA", "PD1", "NK1", "TQ1", "IN1",
        ]
        let name = pick(names)
        var fields = (0..<draw(draw(9) == 0 ? 90 : 16)).map { _ in value() }
        switch name {
        case "OBX":
            let code = pick([
                "02HPV", "CR_DOOR", "CR_HORMOONGEBRUIKANDERS", "CR_ANTICONCEPTIE",
                "LOCAL^x^L^CR_DOOR^y",
                "A_CODE_OF_MORE_THAN_SIXTEEN_BYTES", "12345678", "", "X^^^",
                "CR_HORMOONGEBRUIKANDERT",
                "a b", "E\\T\\D", "CR_VERSIE",
            ])
            fields = ["1", pick(["ST", "FT", "ED", "RP", "CWE", ""]), code, "", value()] + fields
        case "ORC": fields = [pick(["NW", "CA", "CA", "RE", ""])] + fields
        case "SPM":
            fields = ["1", pick(["S1000&X^L-9", "S1000", "", "^L-1", "\"\""])] + fields
            if fields.count < 11, draw(2) == 0 {
                while fields.count < 10 { fields.append("") }
                fields.append(pick(["Q", "P", "C"]))
            }
        default: break
        }
        return ([name] + fields).joined(separator: "|")
    }
}
