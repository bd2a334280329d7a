// SPDX-License-Identifier: EUPL-1.2

import Crypto
internal import Vault

/// The secret behind the six digits of an app (RFC 6238: SHA-1, six digits, steps of 30 seconds).
public struct OneTimeSecret: Sendable, Equatable {
    let bytes: [UInt8]

    /// A new one, of the length of the digest (RFC 4226, 4).
    public init() {
        var random = RandomBytes()
        bytes = Array(random.next(20))
    }

    init(bytes: [UInt8]) { self.bytes = bytes }

    public static let stepMilliseconds: Int64 = 30_000

    /// The number of the step at a moment, in milliseconds since 1970-01-01 UTC.
    public static func step(at moment: Int64) -> Int64 { moment / stepMilliseconds }

    /// The six digits of a step.
    public func code(step: Int64) -> String {
        let counter = withUnsafeBytes(of: UInt64(max(0, step)).bigEndian, Array.init)
        let digest = Array(
            HMAC<Insecure.SHA1>.authenticationCode(
                for: counter,
                using: SymmetricKey(data: bytes)
            )
        )
        let offset = Int(digest[digest.count - 1] & 15)
        let number = digest[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let digits = String((number & 0x7fff_ffff) % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The step whose code this is: the one of the moment, or the one before or after it, for clocks
    /// differ (RFC 6238, 5.2). Nil for none, and for a step that was used before.
    func step(of code: String, at moment: Int64, after used: Int64) -> Int64? {
        let digits = code.filter(\.isNumber)
        let now = Self.step(at: moment)
        return (now - 1...now + 1).first { step in
            step > used && Self.isSame(self.code(step: step), digits)
        }
    }

    private static func isSame(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        return left.count == right.count
            && zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// As an app takes it when it is typed (RFC 4648, base 32), in groups of four.
    public var text: String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (text, bits, held) = ("", 0, 0)
        for byte in bytes {
            (bits, held) = (bits << 8 | Int(byte), held + 8)
            while held >= 5 {
                held -= 5
                text.append(letters[bits >> held & 31])
                bits &= (1 << held) - 1
            }
        }
        if held > 0 { text.append(letters[bits << (5 - held) & 31]) }
        return text
    }

    /// As an app reads it out of a square or a link.
    public func link(account: String, issuer: String) -> String {
        "otpauth://totp/\(issuer):\(account)?secret=\(text)&issuer=\(issuer)"
    }
}
