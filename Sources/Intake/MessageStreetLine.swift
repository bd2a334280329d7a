// SPDX-License-Identifier: EUPL-1.2

import Custody

/// A street with its house number in one line.
enum MessageStreetLine {
    /// `12 B` of `Dorpsstraat 12 B`, `12` of `Plein 1944 12` and of `2e Dwarsstraat 12`; empty when
    /// there is none.
    ///
    /// The number is the last word that begins with a digit and is not the first word; of several in
    /// a row the first, unless it has four digits and is the name's (a year).
    static func houseNumber(in line: ClaimBytes.Place, of claims: inout ClaimBytes)
        -> ClaimBytes.Place
    {
        let (number, isJoined) = claims.withUTF8(line) { line in
            (place(in: line), hasSingleSpaces(line))
        }
        guard !number.isEmpty else { return ClaimBytes.Place() }
        let found = claims.part(number, of: line)
        return isJoined ? found : claims.append(joined(claims.text(found)))
    }

    /// The same for a line that is a text by itself.
    static func houseNumber(in line: String) -> String {
        var claims = ClaimBytes()
        let place = claims.append(line)
        let number = houseNumber(in: place, of: &claims)
        return claims.text(number)
    }

    /// Where the number stands, up to the last word.
    private static func place(in line: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        var number = 0..<0
        /// Where a number begins that the last word continues; nil when it was no digit or a year.
        var open: Int?
        var words = 0
        var place = 0
        while place < line.count {
            guard !isSpace(at: place, of: line) else {
                place += 1
                continue
            }
            let start = place
            while place < line.count, !isSpace(at: place, of: line) { place += 1 }
            words += 1
            if words > 1, beginsWithDigit(line[start]) {
                let begin = open ?? start
                number = begin..<place
                open = isYear(line[start..<place]) ? nil : begin
            } else {
                open = nil
                if !number.isEmpty { number = number.lowerBound..<place }
            }
        }
        return number
    }

    /// A space that no mark is put on: with one it is another character.
    private static func isSpace(at place: Int, of line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard line[place] == 0x20 else { return false }
        guard place + 1 < line.count, line[place + 1] >= 0x80 else { return true }
        return String(decoding: line[place...].prefix(5), as: UTF8.self).first == " "
    }

    private static func hasSingleSpaces(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        for place in line.indices.dropFirst() where line[place] == 0x20 && line[place - 1] == 0x20 {
            return false
        }
        return true
    }

    private static func joined(_ words: String) -> String {
        words.split(separator: " ").joined(separator: " ")
    }

    private static func beginsWithDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

    private static func isYear(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        word.count == 4 && word.allSatisfy { 0x30...0x39 ~= $0 }
    }

    /// Is the first character a number of any script?
    static func beginsWithNumber(_ place: ClaimBytes.Place, of claims: ClaimBytes) -> Bool {
        let isASCII = claims.withUTF8(place) { text -> Bool? in
            guard let first = text.first, first < 0x80 else { return text.isEmpty ? false : nil }
            let isAlone = text.count == 1 || text[1] < 0x80
            return isAlone ? beginsWithDigit(first) : nil
        }
        return isASCII ?? (claims.text(place).first?.isNumber == true)
    }
}
