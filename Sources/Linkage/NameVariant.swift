// SPDX-License-Identifier: EUPL-1.2

/// Another spelling of a record's surname, which is somebody's only under a condition. Without it
/// `Boer` would be `Bor`, and `Dekker` would be `de Kker`.
struct NameVariant: Equatable {
    let key: UInt32
    let condition: Condition

    enum Condition: Equatable {
        /// `Mueller`: of a name that is registered with the letter, `Müller`.
        case writtenWithMark
        /// `Vandenberg`: of a name that is registered with this prefix.
        case prefix(UInt8)
        /// `Bakker Vries`: of somebody whose own and partner's surnames these are.
        case beside(UInt32)
    }
}

/// What else of a person's surname is registered, in a byte for each of both names: the prefix, and
/// whether it has a letter with a mark that is also written as two letters.
struct NameMarks: Equatable {
    private(set) var bits: UInt8 = 0

    static let marked: UInt8 = 1 << 7

    var hasMark: Bool { bits & NameMarks.marked != 0 }
    /// The code of the prefix, 0 without.
    var prefix: UInt8 { bits & ~NameMarks.marked }

    init() {}

    init(prefix: UnsafeBufferPointer<UInt8>, surname: UnsafeBufferPointer<UInt8>) {
        if surname.contains(where: { $0 >= 0x80 }), MarkedLetters.isIn(surname) {
            bits = NameMarks.marked
        }
        bits |= GluedPrefix.code(before: surname, prefix: prefix)
    }
}

/// Prefixes that lists write together with the name: `Vandenberg`, `Tenhave`.
enum GluedPrefix {
    private static let words = """
        van de den der te ten ter t vande vanden vander vant vanhet op opde opden opt in inde inden int \
        aande aanden uitde uitden von vonder du dela la le el del della di da dos s
        """.split(separator: " ").map { Array($0.utf8) }

    /// By its letters as one number. A code is 1 to 127.
    private static let codes: [UInt64: UInt8] = {
        var codes: [UInt64: UInt8] = [:]
        for (place, word) in words.enumerated() {
            codes[word.reduce(0) { $0 << 8 | UInt64($1) }] = UInt8(place + 1)
        }
        return codes
    }()

    /// For each first letter a to z its words, the short ones first, as long as all are.
    private static let byFirstLetter: [[(length: Int, packed: UInt64, code: UInt8)]] = {
        var table = [[(length: Int, packed: UInt64, code: UInt8)]](repeating: [], count: 26)
        for (place, word) in words.enumerated() {
            let packed = word.reduce(0) { $0 << 8 | UInt64($1) }
            table[Int(word[0] - UInt8(ascii: "a"))].append((word.count, packed, UInt8(place + 1)))
        }
        return table.map { $0.sorted { $0.length < $1.length } }
    }()

    private static let longest = 7

    /// Calls `body` with each prefix with which the letters begin, and the three or more behind it.
    static func forEach(
        in letters: UnsafeBufferPointer<UInt8>,
        _ body: (UInt8, UnsafeBufferPointer<UInt8>) -> Void
    ) {
        guard letters.count > 3, case UInt8(ascii: "a")...UInt8(ascii: "z") = letters[0] else {
            return
        }
        let words = byFirstLetter[Int(letters[0] - UInt8(ascii: "a"))]
        guard !words.isEmpty else { return }
        let most = min(longest, letters.count - 3)
        var packed: UInt64 = 0
        for place in 0..<most { packed = packed << 8 | UInt64(letters[place]) }
        for word in words {
            guard word.length <= most else { return }
            guard packed >> UInt64(8 * (most - word.length)) == word.packed else { continue }
            body(word.code, UnsafeBufferPointer(rebasing: letters[word.length...]))
        }
    }

    /// The code of the prefix in its own field, or of the words before a surname that are prefixes; 0
    /// for none, and for one that nobody writes together.
    static func code(
        before surname: UnsafeBufferPointer<UInt8>,
        prefix: UnsafeBufferPointer<UInt8>
    ) -> UInt8 {
        if !prefix.isEmpty { return codes[letters(of: prefix)] ?? 0 }
        guard surname.contains(UInt8(ascii: " ")) else { return 0 }
        var packed: UInt64 = 0
        var rest = surname[...]
        while let space = rest.firstIndex(of: UInt8(ascii: " ")) {
            let word = UnsafeBufferPointer(rebasing: rest[..<space])
            let letters = letters(of: word)
            guard codes[letters] != nil || letters == 0 else { break }
            for byte in word where 0x61...0x7A ~= byte | 0x20 {
                packed = packed << 8 | UInt64(byte | 0x20)
            }
            rest = rest[(space + 1)...]
        }
        return codes[packed] ?? 0
    }

    /// The letters a to z as one number; 0 for none or more than eight.
    private static func letters(of text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var packed: UInt64 = 0
        var count = 0
        for byte in text where 0x61...0x7A ~= byte | 0x20 {
            count += 1
            packed = packed << 8 | UInt64(byte | 0x20)
        }
        return count <= 8 ? packed : 0
    }
}

/// Letters with a mark that are also written as two: ä ö ü ø å as ae oe ue oe aa.
enum MarkedLetters {
    /// The second letter in place of the mark; nil for any other letter.
    private static func second(_ scalar: UnicodeScalar) -> (UInt8, UInt8)? {
        switch scalar {
        case "ä", "Ä": (UInt8(ascii: "a"), UInt8(ascii: "e"))
        case "ö", "Ö", "ø", "Ø": (UInt8(ascii: "o"), UInt8(ascii: "e"))
        case "ü", "Ü": (UInt8(ascii: "u"), UInt8(ascii: "e"))
        case "å", "Å": (UInt8(ascii: "a"), UInt8(ascii: "a"))
        default: nil
        }
    }

    /// Composed, or with the mark behind the letter.
    static func isIn(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        String(decoding: text, as: UTF8.self).unicodeScalars.contains {
            second($0) != nil || $0 == "\u{308}" || $0 == "\u{30A}"
        }
    }

    /// The text with two letters for each; nil when there is none.
    static func spelled(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var spelled: [UInt8] = []
        var isChanged = false
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            if let (one, two) = second(scalar) {
                spelled += [one, two]
                isChanged = true
            } else if scalar == "\u{308}" || scalar == "\u{30A}", let last = spelled.last {
                spelled.append(scalar == "\u{30A}" ? last : UInt8(ascii: "e"))
                isChanged = true
            } else {
                spelled += Array(String(scalar).utf8)
            }
        }
        return isChanged ? spelled : nil
    }

    /// Calls `body` with the letters in which some of the pairs ae, oe, ue and aa are one letter, in
    /// all ways; of more than four pairs, with all of them.
    static func forEachJoined(
        of letters: UnsafeBufferPointer<UInt8>,
        _ body: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        var pairs: [Int] = []
        var place = 1
        while place < letters.count {
            let (one, two) = (letters[place - 1], letters[place])
            let isPair =
                two == UInt8(ascii: "e")
                ? one == UInt8(ascii: "a") || one == UInt8(ascii: "o") || one == UInt8(ascii: "u")
                : two == UInt8(ascii: "a") && one == two
            if isPair {
                pairs.append(place)
                place += 1
            }
            place += 1
        }
        guard !pairs.isEmpty else { return }
        let all = 1 << min(pairs.count, 4) - 1
        for choice in pairs.count > 4 ? all...all : 1...all {
            var joined: [UInt8] = []
            joined.reserveCapacity(letters.count)
            for (place, letter) in letters.enumerated() {
                if let pair = pairs.firstIndex(of: place),
                    pairs.count > 4 || choice >> pair & 1 == 1
                {
                    continue
                }
                joined.append(letter)
            }
            joined.withUnsafeBufferPointer(body)
        }
    }
}
