// SPDX-License-Identifier: EUPL-1.2

import COpenSSL
import Foundation
internal import Vault

/// A password as it is kept: scrypt (RFC 7914) with a random salt, and its costs beside it so that they
/// can be raised later.
public struct PasswordHash: Sendable, Equatable {
    var salt: [UInt8]
    var key: [UInt8]
    /// The base 2 logarithm of the cost N.
    var logCost: Int
    var block: Int
    var lanes: Int

    /// 32 MiB and some 60 milliseconds: what an online guess costs us, and an offline one the thief.
    private static let (logCost, block, lanes) = (15, 8, 1)

    /// Characters of a password; NIST SP 800-63B asks for eight at least where a second factor is used.
    public static let lengths = 12...256

    /// Throws for a password that is too short or too long.
    public init(of password: String) throws(AccountError) {
        guard Self.lengths.contains(password.count) else { throw .passwordLength }
        var random = RandomBytes()
        salt = Array(random.next(16))
        (logCost, block, lanes) = (Self.logCost, Self.block, Self.lanes)
        key = try Self.key(password, salt, logCost, block, lanes)
    }

    init(salt: [UInt8], key: [UInt8], logCost: Int, block: Int, lanes: Int) {
        self.salt = salt
        self.key = key
        self.logCost = logCost
        self.block = block
        self.lanes = lanes
    }

    /// Of nobody: costs as much to compare, so that time does not tell who has an account.
    static let ofNobody = PasswordHash(
        salt: Array(repeating: 0, count: 16),
        key: Array(repeating: 0, count: 32),
        logCost: logCost,
        block: block,
        lanes: lanes
    )

    /// Is it this password? Takes as long for every answer.
    func fits(_ password: String) throws(AccountError) -> Bool {
        let other = try Self.key(password, salt, logCost, block, lanes)
        return key.count == other.count
            && zip(key, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func key(
        _ password: String,
        _ salt: [UInt8],
        _ logCost: Int,
        _ block: Int,
        _ lanes: Int
    ) throws(AccountError) -> [UInt8] {
        // The same letters in another composition are the same password (RFC 8265).
        let bytes = Array(password.precomposedStringWithCanonicalMapping.utf8)
        var key = [UInt8](repeating: 0, count: 32)
        let done = key.withUnsafeMutableBytes { key in
            salt.withUnsafeBytes { salt in
                bytes.withUnsafeBytes { bytes in
                    spoor_scrypt(
                        bytes.bindMemory(to: CChar.self).baseAddress,
                        bytes.count,
                        salt.baseAddress,
                        salt.count,
                        1 << UInt64(clamping: logCost),
                        UInt64(clamping: block),
                        UInt64(clamping: lanes),
                        key.baseAddress,
                        key.count
                    )
                }
            }
        }
        guard done == 1 else { throw .passwordNotComputed }
        return key
    }
}

extension PasswordHash {
    /// A password that nobody chose: 80 bits in letters that are not taken for one another.
    public static func random() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        var random = RandomBytes()
        var text = ""
        while text.count < 19 {
            if text.count % 5 == 4 { text.append("-") }
            // The top of the range is left out, so that no letter comes more often.
            let byte = random.next(1).first ?? 255
            if byte < 248 { text.append(letters[Int(byte) % letters.count]) }
        }
        return text
    }
}
