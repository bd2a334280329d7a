// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Letters
public import Vault

/// The codes on the letters of a wave: 75 bits that are a keyed function of wave and person, so that
/// a letter that must be printed again after a crash is the same letter. What is kept is a keyed
/// digest of the code.
public struct LetterCodes: Sendable {
    private let codes: KeyedDigest
    private let kept: KeyedDigest

    init(keys: KeyRing, origin: String, wave: Int) {
        codes = KeyedDigest(key: keys[.letterCodes], domain: "letter-code/1/\(origin)/\(wave)")
        kept = LetterCodes.digest(keys)
    }

    /// Under which a code is kept, whatever its wave.
    static func digest(_ keys: KeyRing) -> KeyedDigest {
        KeyedDigest(key: keys[.contentDigests], domain: "letter-code-digest/1")
    }

    public func code(for person: PersonNumber) -> LetterCode {
        let digest = codes.short(of: withUnsafeBytes(of: person.value.bigEndian) { Array($0) })
        var bits = GivenBits(digest)
        return LetterCode(using: &bits)
    }

    public func digest(for person: PersonNumber) -> DigestPair {
        kept.pair(of: code(for: person).canonical)
    }
}

/// Sixteen given bytes in the place of a random source; a letter code draws no more than that.
private struct GivenBits: RandomNumberGenerator {
    private var words: [UInt64]

    init(_ bytes: [UInt8]) {
        words = [bytes.prefix(8), bytes.dropFirst(8)].map { half in
            half.reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    mutating func next() -> UInt64 {
        words.isEmpty ? 0 : words.removeFirst()
    }
}
