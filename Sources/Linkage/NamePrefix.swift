// SPDX-License-Identifier: EUPL-1.2

/// The prefixes of a surname (voorvoegsels), which lists leave out, abbreviate or put behind.
enum NamePrefix {
    /// Is this folded word a prefix, or a note such as `geb.` or `e/v`?
    @inline(__always)
    static func contains(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        guard word.count <= 7 else { return false }
        var packed: UInt64 = 0
        for byte in word { packed = packed << 8 | UInt64(byte) }
        return byLength[word.count].contains(packed)
    }

    private static let words = """
        van de den der het t s d te ten ter in op aan bij onder over uit voor von vom zu zum zur \
        du des la le les l da das do dos di del della dalla el al af av und a \
        v vd vdr vh e ev geb geboren
        """

    private static let byLength: [[UInt64]] = {
        var lists = [[UInt64]](repeating: [], count: 8)
        for word in words.split(separator: " ") {
            lists[word.utf8.count].append(word.utf8.reduce(0) { $0 << 8 | UInt64($1) })
        }
        return lists
    }()
}
