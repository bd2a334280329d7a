// SPDX-License-Identifier: EUPL-1.2

/// What a sealed value is bound to: `person|dossier|<number>|1`. Authenticated, not kept.
public enum SealContext {
    /// A column of the row of a person.
    public static func person(_ column: KeyPurpose, _ number: UInt64) -> [UInt8] {
        context(column, number, tail: "|1")
    }

    /// The wrapped key of a person for a purpose.
    static func key(_ purpose: KeyPurpose, _ number: UInt64, epoch: Int) -> [UInt8] {
        var bytes = context(purpose, number, tail: "|")
        append(UInt64(epoch), to: &bytes)
        bytes.append(contentsOf: "|key/1".utf8)
        return bytes
    }

    private static func context(_ purpose: KeyPurpose, _ number: UInt64, tail: StaticString)
        -> [UInt8]
    {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(56)
        switch purpose {
        case .dossier: append("person|dossier|", to: &bytes)
        case .mail: append("person|mail|", to: &bytes)
        case .log: append("person|log|", to: &bytes)
        }
        append(number, to: &bytes)
        append(tail, to: &bytes)
        return bytes
    }

    private static func append(_ text: StaticString, to bytes: inout [UInt8]) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        guard number > 0 else { return bytes.append(0x30) }
        let start = bytes.count
        var rest = number
        while rest > 0 {
            bytes.append(0x30 + UInt8(rest % 10))
            rest /= 10
        }
        bytes[start...].reverse()
    }
}
