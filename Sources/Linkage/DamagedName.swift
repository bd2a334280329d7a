// SPDX-License-Identifier: EUPL-1.2

/// A surname of which an encoding lost letters, each a question mark or U+FFFD: `Dani?ls`, `?z?`.
struct DamagedName: Equatable {
    /// Folded; `1` where a letter is lost.
    private let letters: [UInt8]

    private static let gap = UInt8(ascii: "1")
    /// With more gaps nearly any name would fit.
    private static let mostGaps = 3

    /// Nil when no letter was lost.
    static func readings(of surname: UnsafeBufferPointer<UInt8>) -> [DamagedName]? {
        var text: [UInt8] = []
        var isDamaged = false
        var place = 0
        while place < surname.count {
            if surname[place] == UInt8(ascii: "?") {
                text.append(gap)
                isDamaged = true
            } else if surname[place] == 0xEF, surname[place...].starts(with: [0xEF, 0xBF, 0xBD]) {
                text.append(gap)
                isDamaged = true
                place += 2
            } else {
                text.append(surname[place])
            }
            place += 1
        }
        guard isDamaged else { return nil }
        var readings: [DamagedName] = []
        text.withUnsafeBufferPointer { text in
            SurnameFold.forEachReading(of: text) {
                readings.append(DamagedName(letters: Array($0)))
            }
        }
        return readings
    }

    /// Can it be the surname with this key? Letters for the gaps are tried, as many as three; two
    /// gaps together may be one letter of two bytes.
    func canBe(_ keys: (UInt32, UInt32), seed: UInt64) -> Bool {
        let gaps = letters.count { $0 == Self.gap }
        guard gaps > 0, letters.count > gaps * 2 else { return false }
        var isPaired = false
        var paired: [UInt8] = []
        for letter in letters {
            if letter == Self.gap, paired.last == Self.gap, !isPaired {
                isPaired = true
            } else {
                paired.append(letter)
                isPaired = false
            }
        }
        return [letters, paired].contains { form in
            guard form.count(where: { $0 == Self.gap }) <= Self.mostGaps else { return false }
            var written: [UInt8] = []
            written.reserveCapacity(form.count + Self.mostGaps)
            return Self.fill(form[...], &written) {
                let key = IdentityKeys.surname($0, seed: seed)
                return key == keys.0 || key == keys.1
            }
        }
    }

    private static func fill(
        _ rest: ArraySlice<UInt8>,
        _ written: inout [UInt8],
        _ test: (UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool {
        let length = written.count
        defer { written.removeLast(written.count - length) }
        let place = rest.firstIndex(of: gap) ?? rest.endIndex
        written += rest[..<place]
        guard place < rest.endIndex else { return written.withUnsafeBufferPointer(test) }
        let filled = written.count
        for letters in lost {
            written += letters
            if fill(rest[(place + 1)...], &written, test) { return true }
            written.removeLast(written.count - filled)
        }
        return false
    }

    /// What a letter outside ASCII is folded to.
    private static let lost = "a c d e g h i j k l n o r s t u w y z ae oe ss ij".split(
        separator: " "
    )
    .map { Array($0.utf8) }
}
