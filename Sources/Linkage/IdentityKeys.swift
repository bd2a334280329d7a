// SPDX-License-Identifier: EUPL-1.2

internal import Custody

/// The claims of one record as numbers that can be compared: normalised, zero where nothing
/// usable is claimed.
struct IdentityKeys {
    /// A number that passes the eleven test, or 0: an invalid one counts as absent.
    var citizenNumber: UInt32
    /// yyyymmdd with zeros for the parts that are not known, or 0.
    var anyBirthDate: UInt32
    /// Postcode and house number in one, or 0; letter and addition are left out.
    var address: UInt64
    /// One for each reading of each surname.
    var surnames = NameKeys()
    /// Other spellings of them.
    var variants: [NameVariant] = []
    /// Readings of which letters were lost (`Dani?ls`): that they are nobody's says nothing.
    var damaged: [DamagedName] = []
    /// Of the given names; 0 without.
    var initial: UInt32

    /// yyyymmdd of a full date, or 0.
    var birthDate: UInt32 { IdentityKeys.full(anyBirthDate) }
    /// Is there a surname with an initial?
    var hasName: Bool { initial != 0 && !surnames.isEmpty }

    init(_ claims: IdentityClaims, seed: UInt64) {
        self.init(withoutNames: claims)
        for surname in claims.surnames { surname.withBytes { add($0, seed: seed) } }
    }

    init(_ claims: ClaimBytes, seed: UInt64) {
        citizenNumber = claims.withUTF8(claims.citizenNumber) { IdentityKeys.citizenNumber($0) }
        anyBirthDate = claims.withUTF8(claims.birthDate) { IdentityKeys.anyBirthDate($0) }
        address = claims.withUTF8(claims.postcode) { postcode in
            claims.withUTF8(claims.houseNumber) { IdentityKeys.address(postcode, $0) }
        }
        initial = claims.withUTF8(claims.initials) { IdentityKeys.initial($0) } ?? 0
        for surname in claims.surnames { claims.withUTF8(surname) { add($0, seed: seed) } }
    }

    init(withoutNames claims: IdentityClaims) {
        citizenNumber = claims.citizenNumber.withBytes { IdentityKeys.citizenNumber($0) }
        anyBirthDate = claims.birthDate.withBytes { IdentityKeys.anyBirthDate($0) }
        initial = claims.initials.withBytes { IdentityKeys.initial($0) } ?? 0
        address = claims.postcode.withBytes { postcode in
            claims.houseNumber.withBytes { IdentityKeys.address(postcode, $0) }
        }
    }

    private mutating func add(_ surname: UnsafeBufferPointer<UInt8>, seed: UInt64) {
        var readings = 0
        var hasSpace = false
        var hasApostrophe = false
        var isASCII = true
        var hasQuestion = false
        for byte in surname {
            if byte == UInt8(ascii: " ") { hasSpace = true }
            if byte == UInt8(ascii: "'") { hasApostrophe = true }
            if byte == UInt8(ascii: "?") { hasQuestion = true }
            if byte >= 0x80 { isASCII = false }
        }
        SurnameFold.forEachReading(of: surname) { letters in
            readings += 1
            surnames.insert(IdentityKeys.surname(letters, seed: seed))
            MarkedLetters.forEachJoined(of: letters) {
                vary(IdentityKeys.surname($0, seed: seed), .writtenWithMark)
            }
            GluedPrefix.forEach(in: letters) { code, rest in
                vary(IdentityKeys.surname(rest, seed: seed), .prefix(code))
            }
        }
        if hasApostrophe {
            // `Van'tveld`: the fold takes the prefix off before the sign.
            let letters = surname.filter { $0 != UInt8(ascii: "'") }
            letters.withUnsafeBufferPointer { letters in
                SurnameFold.forEachReading(of: letters) { letters in
                    GluedPrefix.forEach(in: letters) { code, rest in
                        vary(IdentityKeys.surname(rest, seed: seed), .prefix(code))
                    }
                }
            }
        }
        if hasSpace, readings == 1 { addHalves(of: surname, seed: seed) }
        if !isASCII, let spelled = MarkedLetters.spelled(surname) {
            spelled.withUnsafeBufferPointer { spelled in
                SurnameFold.forEachReading(of: spelled) {
                    surnames.insert(IdentityKeys.surname($0, seed: seed))
                }
            }
        }
        if hasQuestion || !isASCII, let readings = DamagedName.readings(of: surname) {
            damaged += readings
        }
    }

    private mutating func vary(_ key: UInt32, _ condition: NameVariant.Condition) {
        let variant = NameVariant(key: key, condition: condition)
        if !variants.contains(variant) { variants.append(variant) }
    }

    /// `Bakker de Vries` may be two surnames with a space between them.
    private mutating func addHalves(of surname: UnsafeBufferPointer<UInt8>, seed: UInt64) {
        for place in surname.indices where surname[place] == UInt8(ascii: " ") {
            let first = IdentityKeys.wholeSurname(
                UnsafeBufferPointer(rebasing: surname[..<place]),
                seed: seed
            )
            let second = IdentityKeys.wholeSurname(
                UnsafeBufferPointer(rebasing: surname[(place + 1)...]),
                seed: seed
            )
            if first != 0, second != 0, first != second { vary(first, .beside(second)) }
        }
    }

    /// The key of a surname as it is in the population, undivided; 0 without letters.
    static func wholeSurname(_ surname: UnsafeBufferPointer<UInt8>, seed: UInt64) -> UInt32 {
        var key: UInt32 = 0
        SurnameFold.forEachReading(of: surname, wholeOnly: true) {
            key = self.surname($0, seed: seed)
        }
        return key
    }

    /// Never 0. Two surnames with one key come once in four thousand million, and every index has
    /// others.
    static func surname(_ letters: UnsafeBufferPointer<UInt8>, seed: UInt64) -> UInt32 {
        var hash = SeededHash(seed: seed)
        if hasLongY(letters) {
            // ij, y and ÿ are one letter.
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: letters.count) { short in
                var count = 0
                for letter in letters {
                    if letter == UInt8(ascii: "j"), count > 0, short[count - 1] == UInt8(ascii: "i")
                    {
                        short[count - 1] = UInt8(ascii: "y")
                    } else {
                        short[count] = letter
                        count += 1
                    }
                }
                hash.combine(UnsafeBufferPointer(rebasing: short[..<count]))
            }
        } else {
            hash.combine(letters)
        }
        return max(UInt32(truncatingIfNeeded: hash.value ^ hash.value >> 32), 1)
    }

    @inline(__always)
    private static func hasLongY(_ letters: UnsafeBufferPointer<UInt8>) -> Bool {
        var before: UInt8 = 0
        for letter in letters {
            if letter == UInt8(ascii: "j"), before == UInt8(ascii: "i") { return true }
            before = letter
        }
        return false
    }

    /// The first letter, folded: IJsbrand is I, Özlem is O. A letter of another script is itself.
    static func initial(_ text: UnsafeBufferPointer<UInt8>) -> UInt32? {
        if let first = text.first, 0x41...0x5A ~= first & 0xDF { return UInt32(first | 0x20) }
        // A letter that was lost is none, and the next one is not it.
        if text.first == UInt8(ascii: "?") || text.starts(with: [0xEF, 0xBF, 0xBD]) { return nil }
        var folder = LatinFolder(text)
        while let byte = folder.next() {
            switch byte {
            case LatinFolder.wordBreak, LatinFolder.partBreak, LatinFolder.comma: continue
            case UInt8(ascii: "0")...UInt8(ascii: "9"): return nil
            case ..<0x80: return UInt32(byte)
            default: break
            }
            var scalar = UInt32(byte)
            while let next = folder.next(), next & 0xC0 == 0x80 {
                scalar = scalar << 8 | UInt32(next)
            }
            return scalar
        }
        return nil
    }

    static func citizenNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        bytes.isEmpty ? 0 : CitizenNumber(bytes)?.value ?? 0
    }

    /// A date without its unknown parts, or 0.
    static func full(_ date: UInt32) -> UInt32 {
        date >= 10_000 && date / 100 % 100 != 0 && date % 100 != 0 ? date : 0
    }

    static func birthDate(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        full(anyBirthDate(bytes))
    }

    /// The rule of `PartialDate(utf8:)`; `yyyy-mm-dd` and `yyyymmdd` without leaving the bytes. What
    /// is not known of it is 0.
    static func anyBirthDate(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        guard bytes.count > 3 else { return 0 }
        let isDashed = bytes.count == 10 && bytes[4] == 0x2D && bytes[7] == 0x2D
        guard isDashed || bytes.count == 8,
            let year = number(bytes[0..<4]),
            let month = number(isDashed ? bytes[5..<7] : bytes[4..<6]),
            let day = number(isDashed ? bytes[8..<10] : bytes[6..<8])
        else {
            return PartialDate(utf8: Array(bytes))?.value ?? 0
        }
        guard year > 0 else { return 0 }
        return PartialDate(year: year, month: month, day: day)?.value ?? 0
    }

    private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        var number = 0
        for byte in digits {
            guard 0x30...0x39 ~= byte else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return number
    }

    static func address(
        _ postcode: UnsafeBufferPointer<UInt8>,
        _ houseNumber: UnsafeBufferPointer<UInt8>
    ) -> UInt64 {
        let code = self.postcode(postcode)
        let number = leadingNumber(houseNumber)
        guard code > 0, number > 0 else { return 0 }
        // Six characters of eight bits, then 17 bits for a house number up to 99,999.
        return code << 17 | number
    }

    /// The rule of `Postcode(utf8:)` without leaving the bytes: `1234AB` as one number, or 0.
    static func postcode(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var code: UInt64 = 0
        var taken = 0
        var hasSpace = false
        for byte in bytes {
            switch (byte, taken) {
            case (0x20, 0), (0x20, 6), (0x09, 0), (0x09, 6): continue
            case (0x20, 4) where !hasSpace, (0x2D, 4) where !hasSpace: hasSpace = true
            case (0x31...0x39, 0), (0x30...0x39, 1...3), (0x41...0x5A, 4...5),
                (0x61...0x7A, 4...5):
                code = code << 8 | UInt64(byte >= 0x61 ? byte - 0x20 : byte)
                taken += 1
            default: return 0
            }
        }
        guard taken == 6 else { return 0 }
        switch code & 0xFFFF {
        case 0x5341, 0x5344, 0x5353: return 0  // SA, SD and SS are not given out.
        default: return code
        }
    }

    /// The digits in front; 0 when there are none or more than five.
    private static func leadingNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var number: UInt64 = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                number = number * 10 + UInt64(byte - UInt8(ascii: "0"))
                guard number <= 99_999 else { return 0 }
            case UInt8(ascii: " ") where number == 0: continue
            default: return number
            }
        }
        return number
    }
}

extension String {
    fileprivate func withBytes<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        var text = self
        return text.withUTF8(body)
    }
}
