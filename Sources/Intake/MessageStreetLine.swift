// SPDX-License-Identifier: EUPL-1.2

/// A street with its house number in one line.
enum MessageStreetLine {
    /// `12 B` of `Dorpsstraat 12 B`, `12` of `Plein 1944 12` and of `2e Dwarsstraat 12`; empty when
    /// there is none.
    ///
    /// The number is the last word that begins with a digit and is not the first word; of several in
    /// a row the first, unless it has four digits and is the name's (a year).
    static func houseNumber(in line: String) -> String {
        if let usual = line.utf8.withContiguousStorageIfAvailable(usualNumber), let usual {
            return usual
        }
        let words = line.split(separator: " ")
        guard let last = words.indices.dropFirst().last(where: { beginsWithDigit(words[$0]) })
        else {
            return ""
        }
        var place = last
        while place > 1, beginsWithDigit(words[place - 1]), !isYear(words[place - 1]) { place -= 1 }
        return words[place...].joined(separator: " ")
    }

    /// The last word, when it alone begins with a digit: most lines by far.
    private static func usualNumber(_ line: UnsafeBufferPointer<UInt8>) -> String? {
        guard let space = line.lastIndex(of: 0x20), space + 1 < line.count, space > 0,
            isDigit(line[space + 1]), line[space - 1] != 0x20, line[0] != 0x20
        else { return nil }
        var before = space - 1
        while before > 0, line[before - 1] != 0x20 { before -= 1 }
        guard !isDigit(line[before]) else { return nil }
        return String(
            decoding: UnsafeBufferPointer(rebasing: line[(space + 1)...]),
            as: UTF8.self
        )
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func beginsWithDigit(_ word: Substring) -> Bool {
        guard let first = word.utf8.first else { return false }
        return first >= 0x30 && first <= 0x39
    }

    private static func isYear(_ word: Substring) -> Bool {
        word.utf8.count == 4 && word.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
}
