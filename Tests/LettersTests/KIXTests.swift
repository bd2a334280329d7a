// SPDX-License-Identifier: EUPL-1.2
import Letters
import Testing

struct KIXTests {
    @Test func `letter and addition stand behind an X`() throws {
        let kix = try KIX(
            postcode: "4321 ZY",
            houseNumber: "17",
            letter: "b",
            addition: "hs"
        )
        #expect(kix.content == "4321ZY17XBHS")
        #expect(kix.bars.count == 48)
    }

    @Test func `a number without addition has no X`() throws {
        #expect(try KIX(postcode: "4321ZY", houseNumber: "17").content == "4321ZY17")
    }

    @Test(arguments: [("0", "TTFF"), ("1", "TDAF"), ("A", "DADA"), ("Z", "FFTT")])
    func `a character is four bars`(content: String, bars: String) throws {
        #expect(try KIX(content: content).text == bars)
    }

    @Test func `lower case counts as upper case`() throws {
        #expect(try KIX(content: "q9") == KIX(content: "Q9"))
    }

    @Test func `eighteen characters fit, nineteen do not`() throws {
        _ = try KIX(content: "4321ZY99999XABCDEF")
        #expect(throws: KIX.Failure.tooLong(characters: 19)) {
            try KIX(content: "4321ZY99999XABCDEFG")
        }
    }

    @Test(arguments: [("4321ZY1½", 8), ("4321ZY1/2", 8), ("é", 1)])
    func `refuses what is no letter and no digit`(content: String, position: Int) {
        #expect(throws: KIX.Failure.character(position: position)) { try KIX(content: content) }
    }

    @Test func `refuses nothing at all`() {
        #expect(throws: KIX.Failure.empty) { try KIX(content: "") }
    }
}
