// SPDX-License-Identifier: EUPL-1.2

/// A name in one field, taken apart: `Vries, J.P. de`, `mw. J. de Vries`, `de Vries JP`, `Vries^Jan`,
/// `Jan Peter de Vries`.
///
/// Where it is not sure at which word the surname starts, all readings are offered; linkage
/// compares each of them with the initial. Capitals with full stops are initials, whatever word they
/// spell: `D.E.`, `T.`, `M.W.`; so are capitals beside a name in small letters: `DE de Vries`.
struct ListFullName {
    private(set) var surnames: [String] = []
    /// Initials, or the given names.
    private(set) var initials = ""
    /// Of a name in capitals that ends with a short word: `BAKKER AA` may as well be somebody Bakker.
    private(set) var other: (surnames: [String], initials: String)?

    init(_ text: String) {
        let separator: Character = text.contains("^") ? "^" : ","
        let parts = text.split(separator: separator)
        guard let first = parts.first else { return }
        let word = NameWords(isCapitals: !text.contains(where: \.isLowercase))
        if parts.count > 1, !word.split(first).isEmpty {
            surnames = ListFullName.married(word.split(first))
            for part in parts.dropFirst() where initials.isEmpty {
                initials = word.split(part).drop(while: word.isPrefix)
                    .prefix { !word.isPrefix($0) }.joined(separator: " ")
            }
            return
        }
        readWords(word.split(first), word)
    }

    private mutating func readWords(_ all: [String], _ word: NameWords) {
        var words = all
        guard words.count > 1 else {
            surnames = words
            return
        }
        if let place = word.initialsBehind(words) {
            initials = words[place]
            surnames = ListFullName.married(Array(words[..<place]))
            return
        }
        if let last = words.last, word.mayBeInitials(last), !word.isInitials(words[0]) {
            other = (ListFullName.married(words.dropLast()), last)
        }
        let given = words.removeFirst()
        if word.isPrefix(given) {
            surnames = ListFullName.married([given] + words)
            return
        }
        initials = given
        if words.contains(where: { $0.hasPrefix("-") || $0.hasSuffix("-") })
            || words.contains(where: ListFullName.isNote)
        {
            surnames = ListFullName.married(Array(words.drop { word.isInitials($0) }))
        } else if let start = words.firstIndex(where: word.isPrefix) {
            surnames = [words[start...].joined(separator: " ")]
        } else {
            // `Jan Peter Vries`: a surname of two words, or a second given name.
            surnames = words.indices.map { words[$0...].joined(separator: " ") }
        }
    }

    /// A surname, and when a note says that it is two (`Vries geb. Proef`, `Vries e/v Proef`), each.
    private static func married(_ words: [String]) -> [String] {
        words.split(whereSeparator: isNote).map { $0.joined(separator: " ") }
    }

    private static func isNote(_ word: String) -> Bool {
        notes.contains(word.lowercased().filter(\.isLetter))
    }

    private static let notes: Set<String> = ["geb", "geboren", "ev", "wed", "wv"]

    /// `J.`, `J.P.`, `J P`, `JP`, `Th.`: letters that stand for given names.
    static func isInitials(_ text: String) -> Bool {
        if NameWords.areDotted(text) { return true }
        let letters = text.filter { $0 != " " }
        return 1...4 ~= letters.count && letters.allSatisfy { $0.isLetter && $0.isUppercase }
    }
}

/// What the words of a name can be.
private struct NameWords {
    /// The whole name is written in capitals: they tell nothing then.
    let isCapitals: Bool

    /// The words without the titles before them.
    func split(_ text: Substring) -> [String] {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        var first = 0
        if words.count > 2, words[0].lowercased() == "de",
            ["heer", "hr", "hr."].contains(words[1].lowercased())
        {
            first = 2
        }
        while first < words.count, isTitle(words[first], before: words[(first + 1)...]) {
            first += 1
        }
        return Array(words[first...])
    }

    /// `DR`, `MW` and the like are initials where no others follow: `DR de Vries` is D.R.
    private func isTitle(_ word: String, before rest: ArraySlice<String>) -> Bool {
        let letters = word.filter(\.isLetter)
        guard NameWords.titles.contains(letters.lowercased()),
            !word.dropLast().contains(".")
        else { return false }
        guard letters.count == 2, letters.allSatisfy(\.isUppercase), !word.hasSuffix(".") else {
            return true
        }
        return rest.contains { NameWords.areDotted($0) || isCapitalInitials($0) }
    }

    /// Four letters at most, in a name that is written in capitals.
    func mayBeInitials(_ word: String) -> Bool {
        isCapitals && word.count <= 4 && word.allSatisfy(\.isLetter) && !isPrefix(word)
    }

    /// Does the word stand for given names?
    func isInitials(_ word: String) -> Bool {
        NameWords.areDotted(word) || isCapitalInitials(word)
    }

    /// `JP` beside names in small letters; one letter in any case.
    private func isCapitalInitials(_ word: String) -> Bool {
        guard 1...4 ~= word.count, word.allSatisfy({ $0.isLetter && $0.isUppercase }) else {
            return false
        }
        return word.count == 1 || !isCapitals
    }

    /// Where the initials stand behind the surname: `Vries J.P. de`, `de Vries JP`, `DE VRIES JP`.
    func initialsBehind(_ words: [String]) -> Int? {
        guard !isInitials(words[0]) else { return nil }
        if let place = words.firstIndex(where: NameWords.areDotted) { return place }
        if let place = words.firstIndex(where: isCapitalInitials) {
            return words[place...].allSatisfy { isInitials($0) || isPrefix($0) } ? place : nil
        }
        let last = words.count - 1
        let isShort = words[last].count <= 3 && words[last].allSatisfy(\.isLetter)
        return isCapitals && isShort && last > 1 && isPrefix(words[0]) && !isPrefix(words[last])
            ? last : nil
    }

    func isPrefix(_ word: String) -> Bool {
        let letters = word.filter(\.isLetter)
        guard NameWords.prefixes.contains(letters.lowercased()) else { return false }
        guard letters.allSatisfy(\.isUppercase) else { return true }
        // `'T HOF`, `D'`.
        if word.hasPrefix("'") || word.hasPrefix("’") || word.hasSuffix("'") { return true }
        if NameWords.areDotted(word) || letters.count == 1 { return false }
        return isCapitals
    }

    /// `J.`, `J.P.`, `J.P`, `Th.`: capitals with full stops.
    static func areDotted(_ text: String) -> Bool {
        guard text.contains("."), text.count <= 16 else { return false }
        return text.split(separator: ".").allSatisfy {
            1...2 ~= $0.count && $0.allSatisfy { $0.isLetter || $0 == "-" || $0 == " " }
                && $0.first?.isLowercase == false
        }
    }

    private static let titles: Set<String> = [
        "dhr", "heer", "mw", "mevr", "mevrouw", "mej", "dr", "drs", "ir", "ing", "prof", "mr",
        "mrs", "ms",
    ]

    private static let prefixes: Set<String> = [
        "van", "de", "den", "der", "het", "t", "s", "d", "te", "ten", "ter", "in", "op", "aan",
        "bij", "onder", "over", "uit", "voor", "von", "vom", "zu", "du", "des", "la", "le", "da",
        "dos", "di", "del", "della", "el", "al", "v", "vd",
    ]
}
