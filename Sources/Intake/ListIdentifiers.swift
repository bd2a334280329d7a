// SPDX-License-Identifier: EUPL-1.2

internal import Custody

/// Identifiers as lists write them, in the form in which they are compared. What cannot be read stays
/// as it is, for whoever reviews the record.
public enum ListIdentifiers {
    /// `123.456.782`, `BSN 123456782`, `123456782.0` of a spreadsheet, and numbers of which it dropped one
    /// or two zeros. Of `1,23E+08` digits are lost: it is none.
    static func citizenNumber(_ text: String) -> String {
        var bytes = Array(text.withoutApostrophe.utf8)
        if bytes.count > 3, bytes[..<3].elementsEqual("BSN".utf8, by: { $0 & 0xDF == $1 }) {
            bytes.removeFirst(3)
            while let first = bytes.first, ": .#=-".utf8.contains(first) { bytes.removeFirst() }
        }
        if bytes.hasZeroFraction { bytes.removeLast(2) }
        if bytes.count == 7, bytes.allSatisfy({ 0x30...0x39 ~= $0 }) {
            bytes.insert(contentsOf: "00".utf8, at: 0)
        }
        guard let number = CitizenNumber(utf8: bytes) else { return text.withoutApostrophe }
        return number.digits
    }

    /// `1234-ab`, `NL-1234 AB`, `1234 A B`, `12O4AB`.
    static func postcode(_ text: String) -> String {
        guard let (postcode, rest) = postcode(inFrontOf: text.utf8), rest.isEmpty else {
            return text
        }
        return postcode.text
    }

    /// The postcode with which a text begins, and what stands behind it.
    static func postcode(inFrontOf text: String.UTF8View) -> (Postcode, Substring.UTF8View)? {
        var rest = text[...]
        func skip() { rest = rest.drop { " -.\t".utf8.contains($0) } }
        skip()
        if rest.prefix(2).elementsEqual("NL".utf8, by: { $0 & 0xDF == $1 }) {
            rest = rest.dropFirst(2)
            skip()
        }
        var code: [UInt8] = []
        while code.count < 6, let byte = rest.popFirst() {
            switch byte {
            case 0x30...0x39 where code.count < 4: code.append(byte)
            case UInt8(ascii: "O"), UInt8(ascii: "o"):
                // A letter where a digit stands.
                guard code.count > 0 else { return nil }
                code.append(code.count < 4 ? 0x30 : UInt8(ascii: "O"))
            case 0x41...0x5A where code.count >= 4, 0x61...0x7A where code.count >= 4:
                code.append(byte & 0xDF)
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."): continue
            default: return nil
            }
        }
        guard let postcode = Postcode(utf8: code) else { return nil }
        return (postcode, rest)
    }

    /// The other ways in which we may have written a sample number in our own order: in capitals, with
    /// the letter before it that the list lost, without a number of the vial behind it.
    public static func otherForms(ofSample text: String) -> [String] {
        let capitals = text.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        var stem = capitals
        if let cut = text.lastIndex(where: { "-/_. ".contains($0) }),
            1...2 ~= text[cut...].dropFirst().count, text[..<cut].count(where: \.isNumber) >= 5
        {
            stem = text[..<cut].uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }
        var forms = [capitals]
        func add(_ form: String) {
            if !form.isEmpty, form != text, !forms.contains(form) { forms.append(form) }
        }
        forms.removeAll { $0 == text || $0.isEmpty }
        add(stem)
        let digits = String(stem.drop(while: \.isLetter))
        guard digits.count >= 5 else { return forms }
        add(digits)
        if digits == stem {
            for letter in UInt8(ascii: "A")...UInt8(ascii: "Z") {
                add(String(UnicodeScalar(letter)) + digits)
            }
        }
        return forms
    }
}
