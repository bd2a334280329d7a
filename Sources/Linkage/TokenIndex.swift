// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// The tokens of ours that a record may carry, and whose they are.
///
/// Kept as 64-bit seeded hashes: a token of at least 64 random bits is not guessed, and two of
/// them meet in one hash once in 2^64 pairs.
public struct TokenIndex: Sendable {
    private let seed: UInt64
    private var people: [UInt64: PersonNumber] = [:]

    public init(seed: UInt64, expecting count: Int = 0) {
        self.seed = seed
        people.reserveCapacity(count)
    }

    public var count: Int { people.count }

    /// Returns false, and takes nothing, when the text is too short for 64 random bits (eleven
    /// characters of base 64) or already stands with somebody else.
    @discardableResult
    public mutating func insert(_ token: String, for person: PersonNumber) -> Bool {
        guard let hash = hash(token) else { return false }
        guard let other = people[hash] else {
            people[hash] = person
            return true
        }
        return other == person
    }

    func person(of token: String) -> PersonNumber? {
        guard !people.isEmpty, let hash = hash(token) else { return nil }
        return people[hash]
    }

    private func hash(_ token: String) -> UInt64? {
        var token = token
        return token.withUTF8 { bytes in
            var trimmed = bytes[...]
            while let first = trimmed.first, first <= 0x20 { trimmed = trimmed.dropFirst() }
            while let last = trimmed.last, last <= 0x20 { trimmed = trimmed.dropLast() }
            guard trimmed.count >= 11 else { return nil }
            var hash = SeededHash(seed: seed)
            hash.combine(UnsafeBufferPointer(rebasing: trimmed))
            return hash.value
        }
    }
}
