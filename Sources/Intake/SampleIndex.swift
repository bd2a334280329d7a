// SPDX-License-Identifier: EUPL-1.2

import HL7

/// The sample numbers of one patient by their bytes, so that a thousandth is found as quickly as a
/// tenth, and whether one begins with another in one pass over it.
struct SampleIndex {
    /// So many numbers are compared one by one.
    static let few = 32
    /// A shorter one is the beginning of many that have nothing to do with it.
    static let shortest = 4

    /// By the hash of the whole number; of two with the same hash the first.
    private var places: [UInt64: Int] = [:]
    /// How long the numbers are.
    private var lengths: Set<Int> = []
    private var entered = 0
    /// Of all of them, none of which any message can choose.
    private let base = SampleIndex.seed()

    mutating func removeAll() {
        guard entered > 0 else { return }
        places.removeAll(keepingCapacity: entered <= 4096)
        lengths.removeAll(keepingCapacity: true)
        entered = 0
    }

    /// Is the number among those found, or, if asked, does it begin with one of them?
    mutating func holds(
        _ number: UnsafeBufferPointer<UInt8>,
        of found: [Range<Int>],
        _ view: HL7View,
        orPrefix: Bool
    ) -> Bool {
        while entered < found.count {
            let known = view.slice(found[entered])
            let hash = hash(known)
            if places[hash] == nil { places[hash] = entered }
            lengths.insert(known.count)
            entered += 1
        }
        var hash: UInt64 = 0
        for place in 0..<number.count {
            hash = next(hash, number[place])
            let count = place + 1
            let isWhole = count == number.count
            guard isWhole || orPrefix && count >= SampleIndex.shortest, lengths.contains(count),
                let known = places[hash]
            else { continue }
            let range = found[known]
            // Two with one hash do not come in a lifetime.
            if range.count == count, number[..<count].elementsEqual(view.slice(range)) {
                return true
            }
        }
        return false
    }

    private func hash(_ number: UnsafeBufferPointer<UInt8>) -> UInt64 {
        number.reduce(0) { next($0, $1) }
    }

    /// A polynomial modulo 2^61 - 1 at a point that differs from process to process.
    @inline(__always)
    private func next(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        let product = hash.multipliedFullWidth(by: base)
        let low = product.low & SampleIndex.prime
        let high = product.high << 3 | product.low >> 61
        var sum = low + high + UInt64(byte) + 1
        sum = sum & SampleIndex.prime + sum >> 61
        return sum >= SampleIndex.prime ? sum - SampleIndex.prime : sum
    }

    private static let prime: UInt64 = 1 << 61 - 1

    /// The seed of the process, which `Hasher` has.
    private static func seed() -> UInt64 {
        let hash = UInt64(truncatingIfNeeded: Hasher().finalize())
        return hash % (prime - 512) + 256
    }
}
