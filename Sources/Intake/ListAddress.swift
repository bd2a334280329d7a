// SPDX-License-Identifier: EUPL-1.2

internal import Custody

/// Addresses that stand in one field.
enum ListAddress {
    /// `Dorpsstraat 12 b`, `Plein 1944 7`, `Dorpsstraat 12, 1234 AB Utrecht`: the house number is
    /// the last word before the comma that is a number.
    /// `other` is an earlier number that it may be as well: of `Singel 131 79`, where 79 is the addition.
    static func split(_ line: String) -> (houseNumber: String, postcode: String, other: String) {
        let parts = line.split(separator: ",", maxSplits: 1)
        let words = (parts.first ?? "").split(separator: " ")
        let numbers = words.dropFirst().filter { word in
            let digits = word.utf8.prefix { 0x30...0x39 ~= $0 }.count
            guard 1...5 ~= digits else { return false }
            let rest = word.utf8.dropFirst(digits)
            return rest.count <= 1 || [0x2D, 0x2F].contains(rest.first ?? 0)
        }
        let postcode = parts.count > 1 ? postcode(before: String(parts[1]).trimmedField) : nil
        return (
            numbers.last.map(String.init) ?? "", postcode ?? "",
            numbers.dropLast().last.map(String.init) ?? ""
        )
    }

    /// The postcode in front of `1234 AB Utrecht`.
    static func postcode(before line: String) -> String? {
        guard let (postcode, rest) = ListIdentifiers.postcode(inFrontOf: line.utf8),
            rest.isEmpty || rest.first == 0x20 || rest.first == 0x2C
        else { return nil }
        return postcode.text
    }
}
