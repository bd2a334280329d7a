// SPDX-License-Identifier: EUPL-1.2

/// What stands in one column for a house number in the Netherlands, taken apart: `12 A` is number and
/// letter, `12-2` and `12 bis` number and addition, `14B-3` all three; `0` is none.
struct HouseNumberText: Equatable {
    var number = ""
    var letter = ""
    var addition = ""

    /// Longer is no addition (huisnummertoevoeging has four characters), and may be something else.
    private static let longestAddition = 4

    /// Nil when the text is none of these.
    init?(_ text: String) {
        // Nearly every number is nothing but digits.
        if 1...5 ~= text.utf8.count, text.utf8.first != 0x30,
            text.utf8.allSatisfy({ 0x30...0x39 ~= $0 })
        {
            number = text
            return
        }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let significant = digits.drop { $0 == "0" }
        guard !digits.isEmpty, significant.count <= 5 else { return nil }
        var rest = text.dropFirst(digits.count).drop { $0 == " " }
        guard !significant.isEmpty else {
            guard rest.isEmpty else { return nil }
            return
        }
        number = String(significant)
        if let first = rest.first, first.isASCII, first.isLetter,
            rest.dropFirst().first?.isLetter != true
        {
            letter = String(first)
            rest = rest.dropFirst()
        }
        if rest.isEmpty { return }
        let behind = rest.drop { " -/".contains($0) }
        let isAddition = behind.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard !behind.isEmpty, behind.count <= Self.longestAddition, isAddition,
            rest.count - behind.count <= 3
        else { return nil }
        addition = String(behind)
    }
}
