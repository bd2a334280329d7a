// SPDX-License-Identifier: EUPL-1.2

import Custody
import Letters

/// Strikes out of a note what must not be kept: citizen numbers, other long numbers, accounts and letter
/// codes. Somebody who types fast types them.
struct NoteCleaning {
    static let mark = "▇▇▇"

    /// The note without them, and how many there were.
    static func cleaned(_ note: String) -> (text: String, struck: Int) {
        cleaned(note, isLongNumber)
    }

    /// A note that is to hold a telephone number: citizen numbers and letter codes go all the same.
    static func withoutCitizenNumbers(_ note: String) -> (text: String, struck: Int) {
        cleaned(note) { piece in
            !piece.contains(where: \.isLetter)
                && isCitizenNumber(piece.filter(\.isNumber), shortest: 9)
        }
    }

    private static func cleaned(_ note: String, _ isNumber: (Substring) -> Bool) -> (
        text: String, struck: Int
    ) {
        let words = words(of: note)
        var struck = codes(in: words, note) + numbers(in: words, note, isNumber)
        struck.sort { $0.lowerBound < $1.lowerBound }
        var (text, place, count) = ("", note.startIndex, 0)
        for range in struck where range.upperBound > place {
            if range.lowerBound >= place {
                text += note[place..<range.lowerBound] + mark
                count += 1
            }
            place = range.upperBound
        }
        return (text + note[place...], count)
    }

    /// Letters and digits that stand together.
    private static func words(of note: String) -> [Substring] {
        note.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    }

    /// Are the words joined by one sign, as the parts of a number are?
    private static func areJoined(_ left: Substring, _ right: Substring, _ note: String) -> Bool {
        let between = note[left.endIndex..<right.startIndex]
        return between.count == 1 && between.allSatisfy { " -./".contains($0) }
    }

    private static func codes(in words: [Substring], _ note: String) -> [Range<String.Index>] {
        words.indices.compactMap { first in
            if words[first].count == 16 {
                let isCode = (try? LetterCode(String(words[first]))) != nil
                return isCode ? words[first].startIndex..<words[first].endIndex : nil
            }
            let last = first + 3
            guard last < words.count, words[first...last].allSatisfy({ $0.count == 4 }),
                (first..<last).allSatisfy({ areJoined(words[$0], words[$0 + 1], note) }),
                (try? LetterCode(words[first...last].joined())) != nil
            else { return nil }
            return words[first].startIndex..<words[last].endIndex
        }
    }

    /// The longest that each word with a digit begins.
    private static func numbers(
        in words: [Substring],
        _ note: String,
        _ isNumber: (Substring) -> Bool
    ) -> [Range<String.Index>] {
        words.indices.compactMap { first in
            guard words[first].contains(where: \.isNumber) else { return nil }
            var (last, found) = (first, nil as Range<String.Index>?)
            while true {
                let piece = note[words[first].startIndex..<words[last].endIndex]
                if isNumber(piece) { found = piece.startIndex..<piece.endIndex }
                guard last + 1 < words.count, areJoined(words[last], words[last + 1], note),
                    // The bank's four letters in an account have no digit.
                    words[last + 1].contains(where: \.isNumber) || words[last + 1].count == 4
                else { return found }
                last += 1
            }
        }
    }

    private static func isLongNumber(_ piece: Substring) -> Bool {
        let digits = piece.filter(\.isNumber)
        // A date has eight digits with signs between them.
        if digits.count >= 9 || digits.count == 8 && piece.count == 8 { return true }
        return piece.allSatisfy { !$0.isLetter } && isCitizenNumber(digits, shortest: 7)
    }

    private static func isCitizenNumber(_ digits: String, shortest: Int) -> Bool {
        (shortest...9).contains(digits.count)
            && CitizenNumber(String(repeating: "0", count: 9 - digits.count) + digits) != nil
    }
}
