// SPDX-License-Identifier: EUPL-1.2

internal import Custody

/// Addresses that stand in one field.
enum ListAddress {
    /// `Dorpsstraat 12 b`, `Plein 1944 7`, `Dorpsstraat 12, 1234 AB Utrecht`: the house number is
    /// the last word before the comma that is a number.
    static func split(_ line: String) -> (houseNumber: String, postcode: String) {
        let parts = line.split(separator: ",", maxSplits: 1)
        let words = (parts.first ?? "").split(separator: " ")
        let number = words.dropFirst().last { word in
            let digits = word.utf8.prefix { 0x30...0x39 ~= $0 }.count
            guard 1...5 ~= digits else { return false }
            let rest = word.utf8.dropFirst(digits)
            return rest.count <= 1 || [0x2D, 0x2F].contains(rest.first ?? 0)
        }
        let postcode = parts.count > 1 ? postcode(before: String(parts[1]).trimmedField) : nil
        return (number.map(String.init) ?? "", postcode ?? "")
    }

    /// The postcode in front of `1234 AB Utrecht`.
    static func postcode(before line: String) -> String? {
        for length in [7, 6] where line.utf8.count >= length {
            let end = line.utf8.index(line.startIndex, offsetBy: length)
            guard end == line.endIndex || line.utf8[end] == 0x20 || line.utf8[end] == 0x2C,
                let postcode = Postcode(utf8: line.utf8[..<end])
            else { continue }
            return postcode.text
        }
        return nil
    }
}
