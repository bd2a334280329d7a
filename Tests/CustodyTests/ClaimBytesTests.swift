// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

/// Claims as bytes in memory that is used again say what the same claims as texts say.
@Suite struct ClaimBytesTests {
    static let claims: [IdentityClaims] = [
        IdentityClaims(),
        IdentityClaims(citizenNumber: "111222333"),
        IdentityClaims(surnames: ["Proefsteen", "van den Dijkstroom"], initials: "R.J."),
        IdentityClaims(
            citizenNumber: "900000004",
            surnames: ["Łęcka", "Öztürk", "Nguyễn"],
            initials: "Ł.",
            birthDate: "1970-02-03",
            postcode: "1234 AB",
            houseNumber: "12 B",
            sampleNumber: "S-00017",
            token: "c0ffee00c0ffee00"
        ),
        IdentityClaims(surnames: (1...40).map { "Verzonnen\($0)" }, token: "漢字"),
    ]

    @Test(arguments: claims.indices) func `claims go into bytes and come back the same`(index: Int)
    {
        #expect(IdentityClaims(ClaimBytes(Self.claims[index])) == Self.claims[index])
    }

    @Test(arguments: claims.indices) func `both forms agree on who is silent`(index: Int) {
        #expect(ClaimBytes(Self.claims[index]).isSilent == Self.claims[index].isSilent)
    }

    @Test func `a sample number alone names nobody and is not silent`() {
        let claims = ClaimBytes(IdentityClaims(sampleNumber: "S-1"))
        #expect(claims.namesNobody && !claims.isSilent)
        for claim in [
            IdentityClaims(citizenNumber: "1"), IdentityClaims(surnames: ["A"]),
            IdentityClaims(initials: "A"), IdentityClaims(birthDate: "1970"),
            IdentityClaims(postcode: "1"), IdentityClaims(houseNumber: "1"),
            IdentityClaims(token: "t"),
        ] {
            #expect(!ClaimBytes(claim).namesNobody)
        }
    }

    @Test func `what is used again holds nothing of the one before`() {
        var bytes = ClaimBytes(Self.claims[3])
        bytes.removeAll()
        #expect(bytes.isSilent && bytes.surnames.isEmpty)
        #expect(IdentityClaims(bytes) == IdentityClaims())
        bytes.addSurname(bytes.append("Ander"))
        #expect(IdentityClaims(bytes) == IdentityClaims(surnames: ["Ander"]))
        // Memory that one huge record asked for is given back.
        _ = bytes.append(String(repeating: "x", count: 200_000))
        bytes.removeAll()
        bytes.initials = bytes.append("A.")
        #expect(bytes.text(bytes.initials) == "A.")
    }

    @Test func `places keep their texts when the memory grows`() {
        var bytes = ClaimBytes()
        var places: [(ClaimBytes.Place, String)] = []
        for number in 0..<600 {
            let text = "tekst nummer \(number) ë"
            places.append((bytes.append(text), text))
        }
        for (place, text) in places {
            #expect(bytes.text(place) == text)
            #expect(place.count == text.utf8.count && !place.isEmpty)
        }
    }

    @Test func `an empty surname and one that is there already are no surnames`() {
        var bytes = ClaimBytes()
        for _ in 0..<3 {
            for number in 0..<30 { bytes.addSurname(bytes.append("Naam\(number)")) }
            bytes.addSurname(bytes.append(""))
        }
        #expect(bytes.surnames.map { bytes.text($0) } == (0..<30).map { "Naam\($0)" })
    }

    @Test func `the same letters are the same, however they are composed`() {
        var bytes = ClaimBytes()
        let composed = bytes.append("B\u{E9}la")
        let apart = bytes.append("Be\u{301}la")
        let other = bytes.append("Bela")
        #expect(bytes.isSame(composed, as: apart))
        #expect(!bytes.isSame(composed, as: other))
        var second = ClaimBytes()
        let elsewhere = second.append("Be\u{301}la")
        #expect(bytes.isSame(composed, in: second, as: elsewhere))
        bytes.addSurname(composed)
        bytes.addSurname(apart)
        #expect(bytes.surnames.count == 1)
    }

    @Test(arguments: [("Jansen", true), ("Jan\\F\\sen", false), ("Jönsson", false), ("", true)])
    func `bytes that are their own text are taken as they are`(text: String, isTaken: Bool) {
        var bytes = ClaimBytes()
        var text = text
        let place = text.withUTF8 { bytes.appendASCII($0, without: UInt8(ascii: "\\")) }
        #expect((place != nil) == isTaken)
        if let place { #expect(bytes.text(place) == text) }
        // Nothing of what was not taken stays.
        let next = bytes.append("volgende")
        #expect(bytes.text(next) == "volgende")
    }

    @Test func `a part of a text is the bytes that were asked for`() {
        var bytes = ClaimBytes()
        _ = bytes.append("ervoor")
        let place = bytes.append("1234 AB")
        #expect(bytes.text(bytes.part(0..<4, of: place)) == "1234")
        #expect(bytes.text(bytes.part(5..<7, of: place)) == "AB")
        #expect(bytes.part(2..<2, of: place).isEmpty)
    }

    @Test func `claims show nothing of themselves`() {
        let claims = Self.claims[3]
        var dumped = ""
        dump(claims, to: &dumped)
        dump(ClaimBytes(claims), to: &dumped)
        for text in ["\(claims)", String(reflecting: ClaimBytes(claims)), dumped] {
            #expect(!text.contains("900000004") && !text.contains("Öztürk"))
        }
    }
}
