// SPDX-License-Identifier: EUPL-1.2
import Letters
import Testing

struct LetterCodeTests {
    static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func `a printed code reads back as itself`(seed: UInt64) throws {
        let code = Fixtures.code(seed: seed)
        #expect(try LetterCode(code.text) == code)
        #expect(code.text.count == 19)
        #expect(code.text.split(separator: "-").map(\.count) == [4, 4, 4, 4])
    }

    @Test func `every bit comes back`() throws {
        for seed in 1...2_000 as ClosedRange<UInt64> {
            let code = Fixtures.code(seed: seed)
            #expect(try LetterCode(code.text).canonical == code.canonical)
        }
    }

    @Test func `people may type it as they like`() throws {
        let code = try LetterCode("0000-0000-0000-0000")
        #expect(try LetterCode("oooo OOOO 0000 0000") == code)
        let other = Fixtures.code(seed: 7)
        #expect(try LetterCode(other.text.lowercased()) == other)
        #expect(try LetterCode(other.text.filter { $0 != "-" }) == other)
        #expect(try LetterCode(" " + other.text.replacing("-", with: " ") + " ") == other)
        let ones = Fixtures.code(seed: 3).text.replacing("1", with: "l")
        #expect(try LetterCode(ones) == Fixtures.code(seed: 3))
    }

    @Test(arguments: [1, 2, 3, 99] as [UInt64])
    func `every single wrong character shows`(seed: UInt64) {
        let printed = Array(Fixtures.code(seed: seed).text.filter { $0 != "-" })
        for place in 0..<16 {
            for character in Self.alphabet where character != printed[place] {
                var wrong = printed
                wrong[place] = character
                #expect(throws: LetterCode.Failure.checkCharacter) { try LetterCode(String(wrong)) }
            }
        }
    }

    @Test func `every exchange of two neighbours shows, and of any two places`() {
        for seed in 1...200 as ClosedRange<UInt64> {
            let printed = Array(Fixtures.code(seed: seed).text.filter { $0 != "-" })
            for first in 0..<15 {
                for second in first + 1..<16 where printed[first] != printed[second] {
                    var wrong = printed
                    wrong.swapAt(first, second)
                    #expect(throws: LetterCode.Failure.checkCharacter) {
                        try LetterCode(String(wrong))
                    }
                }
            }
        }
    }

    @Test(arguments: ["", "0000-0000-0000-000", "0000-0000-0000-00000"])
    func `refuses another length`(text: String) {
        #expect(throws: LetterCode.Failure.length(text.filter { $0 == "0" }.count)) {
            try LetterCode(text)
        }
    }

    @Test(arguments: [
        ("U000000000000000", 1), ("0000-00é0-0000-0000", 8), ("000000000000000!", 16),
    ])
    func `refuses a character that no code has`(text: String, position: Int) {
        #expect(throws: LetterCode.Failure.character(position: position)) { try LetterCode(text) }
    }

    @Test func `a code shows a mask`() {
        #expect("\(Fixtures.code())" == "•••")
        #expect(String(reflecting: Fixtures.code()) == "•••")
    }
}
