// SPDX-License-Identifier: EUPL-1.2

/// A number for a collection of rows in whatever order, by which two collections are compared.
///
/// The product of `point + row` over all rows, modulo the prime 2^61 - 1; a row is a polynomial in
/// `base` over its values. Both are drawn anew for each verification, after the file was written: for
/// any two different collections of ten million rows the numbers agree less than once in a thousand
/// million draws, whatever was done to the file (Schwartz and Zippel).
struct Fingerprint: Sendable, Equatable {
    /// What is drawn.
    struct Key: Sendable {
        let point: UInt64
        let base: UInt64

        init(using generator: inout some RandomNumberGenerator) {
            point = .random(in: 1..<Fingerprint.prime, using: &generator)
            base = .random(in: (1 << 32)..<Fingerprint.prime, using: &generator)
        }
    }

    static let prime: UInt64 = (1 << 61) - 1

    private(set) var product: UInt64 = 1
    private(set) var count = 0

    /// The values of one row as they are added.
    struct Row {
        private let base: UInt64
        fileprivate private(set) var value: UInt64 = 1

        @inline(__always)
        init(_ key: Key) { base = key.base }

        @inline(__always)
        mutating func add(_ column: Cursor.Value) {
            let form = column.form
            switch form {
            case .integer:
                let bits = UInt64(bitPattern: column.integer)
                add(bits >> 32, form)
                add(bits & 0xFFFF_FFFF, form)
            case .text, .blob:
                let bytes = column.bytes
                add(UInt64(bytes.count) & 0xFFFF_FFFF, form)
                var place = 0
                while place < bytes.count {
                    var part: UInt64 = 0
                    for byte in place..<min(place + 4, bytes.count) {
                        part = part << 8 | UInt64(bytes[byte])
                    }
                    add(part, form)
                    place += 4
                }
            // No column of ours holds a fraction; which one it is does not matter.
            case .null, .real: add(0, form)
            }
        }

        /// At most 32 bits at a time, and what kind of value they are of: less than the prime.
        @inline(__always)
        private mutating func add(_ bits: UInt64, _ form: Cursor.Value.Form) {
            value = Fingerprint.sum(
                Fingerprint.product(value, base),
                bits | UInt64(form.rawValue + 1) << 32
            )
        }
    }

    @inline(__always)
    mutating func add(_ row: Row, _ key: Key) {
        product = Self.product(product, Self.sum(key.point, row.value))
        count += 1
    }

    mutating func add(_ other: Fingerprint) {
        product = Self.product(product, other.product)
        count += other.count
    }

    /// The fingerprints of several indexes over one part of the rows and over another.
    static func sums(_ one: [Fingerprint]?, _ other: [Fingerprint]) -> [Fingerprint] {
        guard let one else { return other }
        return zip(one, other).map { one, other in
            var sum = one
            sum.add(other)
            return sum
        }
    }

    @inline(__always)
    static func sum(_ one: UInt64, _ other: UInt64) -> UInt64 {
        let sum = one + other
        return sum >= prime ? sum - prime : sum
    }

    @inline(__always)
    static func product(_ one: UInt64, _ other: UInt64) -> UInt64 {
        let (high, low) = one.multipliedFullWidth(by: other)
        // 2^61 is 1 modulo the prime: what stands above it is added.
        return sum(low & prime, high << 3 | low >> 61)
    }
}
