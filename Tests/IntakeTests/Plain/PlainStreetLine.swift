// SPDX-License-Identifier: EUPL-1.2

/// A street with its house number in one line.
enum PlainStreetLine {
    /// `12 B` of `Dorpsstraat 12 B`, `12` of `Plein 1944 12` and of `2e Dwarsstraat 12`; empty when
    /// there is none.
    ///
    /// The number is the last word that begins with a digit and is not the first word; of several in
    /// a row the first, unless it has four digits and is the name's (a year).
    static func houseNumber(in line: String) -> String {
        let words = line.split(separator: " ")
        guard let last = words.indices.dropFirst().last(where: { beginsWithDigit(words[$0]) })
        else {
            return ""
        }
        var place = last
        while place > 1, beginsWithDigit(words[place - 1]), !isYear(words[place - 1]) { place -= 1 }
        return words[place...].joined(separator: " ")
    }

    private static func beginsWithDigit(_ word: Substring) -> Bool {
        guard let first = word.utf8.first else { return false }
        return first >= 0x30 && first <= 0x39
    }

    private static func isYear(_ word: Substring) -> Bool {
        word.utf8.count == 4 && word.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
}
