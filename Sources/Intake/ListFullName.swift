// SPDX-License-Identifier: EUPL-1.2

/// A name in one field, taken apart: `Vries, J.P. de`, `mw. J. de Vries`, `Jan Peter de Vries`.
///
/// Where it is not sure at which word the surname starts, all readings are offered; linkage
/// compares each of them with the initial.
struct ListFullName {
    private(set) var surnames: [String] = []
    /// Initials, or the given names.
    private(set) var initials = ""

    init(_ text: String) {
        let parts = text.split(separator: ",", maxSplits: 1)
        guard let first = parts.first else { return }
        var words = ListFullName.words(first)
        if parts.count == 2, !words.isEmpty {
            surnames = [words.joined(separator: " ")]
            initials = ListFullName.words(parts[1]).prefix { !ListFullName.isPrefix($0) }
                .joined(separator: " ")
            return
        }
        // `Vries J.P. de`: the initials stand behind.
        if words.count > 1, !ListFullName.isInitials(words[0]),
            let place = words.firstIndex(where: ListFullName.isDottedInitials)
        {
            initials = words[place]
            surnames = [words[..<place].joined(separator: " ")]
            return
        }
        guard words.count > 1 else {
            surnames = words
            return
        }
        let given = words.removeFirst()
        initials = given
        if ListFullName.isPrefix(given) {
            initials = ""
            surnames = [([given] + words).joined(separator: " ")]
            return
        }
        if words.contains(where: { $0.hasPrefix("-") || $0.hasSuffix("-") }) {
            surnames = [words.joined(separator: " ")]
        } else if let start = words.firstIndex(where: ListFullName.isPrefix) {
            surnames = [words[start...].joined(separator: " ")]
        } else {
            // `Jan Peter Vries`: a surname of two words, or a second given name.
            surnames = words.indices.map { words[$0...].joined(separator: " ") }
        }
    }

    /// `J.`, `J.P.`, `J P`, `JP`, `Th.`: letters that stand for given names.
    static func isInitials(_ text: String) -> Bool {
        if isDottedInitials(text) { return true }
        let letters = text.filter { $0 != " " }
        return 1...4 ~= letters.count && letters.allSatisfy { $0.isLetter && $0.isUppercase }
    }

    private static func isDottedInitials(_ text: String) -> Bool {
        guard text.hasSuffix("."), text.count <= 16 else { return false }
        return text.split(separator: ".").allSatisfy {
            1...2 ~= $0.count && $0.allSatisfy { $0.isLetter || $0 == "-" || $0 == " " }
                && $0.first?.isLowercase == false
        }
    }

    private static func words(_ text: Substring) -> [String] {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        return Array(words.drop { titles.contains($0.lowercased().filter(\.isLetter)) })
    }

    private static func isPrefix(_ word: String) -> Bool {
        prefixes.contains(word.lowercased().filter { $0.isLetter })
    }

    private static let titles: Set<String> = [
        "dhr", "heer", "mw", "mevr", "mevrouw", "mej", "dr", "drs", "ir", "ing", "prof", "mr",
        "mrs",
        "ms",
    ]

    private static let prefixes: Set<String> = [
        "van", "de", "den", "der", "het", "t", "s", "d", "te", "ten", "ter", "in", "op", "aan",
        "bij", "onder", "over", "uit", "voor", "von", "vom", "zu", "du", "des", "la", "le", "da",
        "dos", "di", "del", "della", "el", "al", "v", "vd",
    ]
}
