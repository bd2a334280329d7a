// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// Why a row of the population cannot be about the person who has its sourceId.
public enum SourceIDContradiction: String, Sendable, Hashable, Codable, CaseIterable {
    /// Its citizen number is that of a person with another sourceId.
    case citizenNumberHeld = "citizenNumberHeld"
    /// The same number but for zeros at its beginning, which a spreadsheet takes off, is known, with the
    /// same birth date.
    case differsByZeros = "differsByZeros"
    /// Citizen number and birth date both differ from what is known; or, where one of the two has no
    /// number, birth date and surname.
    case somebodyElse = "somebodyElse"
}

/// What is compared of a person to tell whether a sourceId still means the same one: twelve bytes.
public struct SourceTraits: Sendable, Equatable, Masked {
    /// 0 for none.
    public var citizenNumber: UInt32 = 0
    /// `yyyymmdd`; 0 unless all of it is known.
    public var birthDate: UInt32 = 0
    /// A short hash, in which case does not count; 0 for none.
    private var surname: UInt32 = 0

    public init() {}

    public init(_ person: Person) {
        citizenNumber = person.citizenNumber?.value ?? 0
        birthDate = person.birthDate.map { $0.isFull ? $0.value : 0 } ?? 0
        surname = Self.hash(person.surname.utf8)
    }

    public init(_ texts: IdentifierTexts) {
        citizenNumber = Self.number(texts.citizenNumber)
        let date = Self.number(texts.birthDate)
        birthDate = date >= 10_000 && date / 100 % 100 > 0 && date % 100 > 0 ? date : 0
        surname = Self.hash(texts.surname)
    }

    /// Must a row with these traits be about somebody else than whom is known by the same sourceId?
    ///
    /// One thing that differs may be a correction; a citizen number that is the same settles it.
    public func contradict(_ known: SourceTraits) -> Bool {
        guard birthDate != 0, known.birthDate != 0, birthDate != known.birthDate else {
            return false
        }
        guard citizenNumber == 0 || known.citizenNumber == 0 else {
            return citizenNumber != known.citizenNumber
        }
        return surname != 0 && known.surname != 0 && surname != known.surname
    }

    /// Are these traits of one person whose sourceId is written with other zeros at its beginning?
    public func fit(_ known: SourceTraits) -> Bool {
        if citizenNumber != 0, known.citizenNumber != 0 {
            return citizenNumber == known.citizenNumber
        }
        if birthDate != 0, known.birthDate != 0 { return birthDate == known.birthDate }
        return surname == known.surname
    }

    public var mask: String { "traits" }

    /// The digits of a text as one number.
    private static func number(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        text.reduce(0) { 0x30...0x39 ~= $1 ? $0 &* 10 &+ UInt32($1 - 0x30) : $0 }
    }

    /// FNV-1a, of the ASCII letters without their case.
    private static func hash(_ text: some Sequence<UInt8>) -> UInt32 {
        var isEmpty = true
        var hash: UInt32 = 2_166_136_261
        for byte in text {
            isEmpty = false
            let folded = 0x41...0x5A ~= byte ? byte | 0x20 : byte
            hash = (hash ^ UInt32(folded)) &* 16_777_619
        }
        return isEmpty ? 0 : max(hash, 1)
    }
}

/// How many rows of a file of the population can be compared with whom is known, and how many of them
/// contradict it.
public struct SourceIDComparison: Sendable, Equatable {
    public var compared = 0
    public var contradicting = 0

    public init() {}

    /// Do most rows stand under another sourceId than before? Then not the people have changed but the
    /// sourceIds, and nobody may be taken in by them.
    public var areOthers: Bool { contradicting * 2 > compared }

    public static func + (left: SourceIDComparison, right: SourceIDComparison) -> SourceIDComparison
    {
        var sum = left
        sum.compared += right.compared
        sum.contradicting += right.contradicting
        return sum
    }
}
