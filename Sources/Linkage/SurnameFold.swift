// SPDX-License-Identifier: EUPL-1.2

/// A surname as it is compared: folded, without prefixes, its parts joined.
///
/// `De Vries`, `de vries` and `Vries, de` are `vries`. `Bakker-de Vries` is `bakkervries`, and may
/// also be meant as its first or its second name alone (own name, partner's name).
enum SurnameFold {
    /// Calls `body` with the whole name and, when it is double, with every beginning and every end
    /// of it that is cut between two parts. Never calls it for a name without letters.
    static func forEachReading(
        of bytes: UnsafeBufferPointer<UInt8>,
        wholeOnly: Bool = false,
        _ body: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        guard !bytes.isEmpty, bytes.count <= 1_000 else { return }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { folded in
            let (count, cuts) = reduce(bytes, into: folded)
            guard count > 0 else { return }
            let letters = UnsafeBufferPointer(rebasing: folded[..<count])
            body(letters)
            guard !wholeOnly else { return }
            var rest = count < 64 ? cuts & (1 << UInt64(count) - 1) : cuts
            while rest != 0 {
                let cut = rest.trailingZeroBitCount
                body(UnsafeBufferPointer(rebasing: letters[..<cut]))
                body(UnsafeBufferPointer(rebasing: letters[cut...]))
                rest &= rest - 1
            }
        }
    }

    /// Folds into `output` and drops prefixes and breaks there. Gives the number of letters and,
    /// as bits, where one part ends and the next starts (the first 63 places only).
    private static func reduce(
        _ bytes: UnsafeBufferPointer<UInt8>,
        into output: UnsafeMutableBufferPointer<UInt8>
    ) -> (count: Int, cuts: UInt64) {
        var reduction = Reduction(output)
        if let done = reduceLetters(bytes, &reduction) { return done }
        var folder = LatinFolder(bytes)
        while let byte = folder.next() {
            switch byte {
            case LatinFolder.wordBreak: reduction.endWord()
            case LatinFolder.partBreak: reduction.endPart()
            case LatinFolder.comma:
                // `Vries, de` and `Vries, J. de`: the name stands before the comma.
                reduction.endPart()
                if reduction.count > 0 { return (reduction.count, reduction.cuts) }
            default: reduction.append(byte)
            }
        }
        reduction.endPart()
        if reduction.count == 0 { reduction.keepLastPrefix() }
        return (reduction.count, reduction.cuts)
    }

    /// The same for a surname of the letters A to Z and a few spaces, as most are; nil, and nothing
    /// done, for any other.
    @inline(__always)
    private static func reduceLetters(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ reduction: inout Reduction
    ) -> (count: Int, cuts: UInt64)? {
        for byte in bytes where !(0x61...0x7A ~= byte | 0x20) && byte != LatinFolder.wordBreak {
            return nil
        }
        for byte in bytes {
            if byte == LatinFolder.wordBreak {
                reduction.endWord()
            } else {
                reduction.append(byte | 0x20)
            }
        }
        reduction.endPart()
        if reduction.count == 0 { reduction.keepLastPrefix() }
        return (reduction.count, reduction.cuts)
    }

    /// The state while words come in. Words of a part are written one behind the other; prefixes
    /// before the name and behind it are taken off again.
    private struct Reduction {
        private let output: UnsafeMutableBufferPointer<UInt8>
        /// Letters that stay.
        private(set) var count = 0
        private(set) var cuts: UInt64 = 0
        private var partStart = 0
        private var wordStart = 0
        private var end = 0
        /// Prefixes behind the name so far: they stay only if another name word follows.
        private var lastPrefix = 0..<0

        init(_ output: UnsafeMutableBufferPointer<UInt8>) {
            self.output = output
        }

        @inline(__always)
        mutating func append(_ byte: UInt8) {
            output[end] = byte
            end += 1
        }

        mutating func endWord() {
            guard end > wordStart else { return }
            let word = UnsafeBufferPointer(rebasing: output[wordStart..<end])
            if NamePrefix.contains(word) {
                lastPrefix = wordStart..<end
                if count == partStart {
                    // Before the name: overwritten by what follows.
                    end = count
                    lastPrefix = count..<count + word.count
                }
            } else {
                count = end
            }
            wordStart = end
        }

        mutating func endPart() {
            endWord()
            end = count
            wordStart = count
            guard count > partStart else { return }
            if count < 64 { cuts |= 1 << UInt64(count) }
            partStart = count
        }

        /// A name of prefixes only (`Le`, `Do`) is its last word.
        mutating func keepLastPrefix() {
            for offset in 0..<lastPrefix.count {
                output[offset] = output[lastPrefix.lowerBound + offset]
            }
            count = lastPrefix.count
        }
    }
}
