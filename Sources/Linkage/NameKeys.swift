// SPDX-License-Identifier: EUPL-1.2

/// The keys of the readings of a record's surnames, each once; the first few without an allocation.
struct NameKeys: Equatable {
    private(set) var count = 0
    private var first: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
    private var rest: [UInt32] = []

    var isEmpty: Bool { count == 0 }

    @inline(__always)
    subscript(place: Int) -> UInt32 {
        switch place {
        case 0: first.0
        case 1: first.1
        case 2: first.2
        case 3: first.3
        default: rest[place - 4]
        }
    }

    @inline(__always)
    func contains(_ key: UInt32) -> Bool {
        // A key is never 0.
        guard first.0 != key, first.1 != key, first.2 != key, first.3 != key else { return true }
        return count > 4 && rest.contains(key)
    }

    @inline(__always)
    mutating func insert(_ key: UInt32) {
        guard !contains(key) else { return }
        switch count {
        case 0: first.0 = key
        case 1: first.1 = key
        case 2: first.2 = key
        case 3: first.3 = key
        default: rest.append(key)
        }
        count += 1
    }

    static func == (left: NameKeys, right: NameKeys) -> Bool {
        left.count == right.count && left.first == right.first && left.rest == right.rest
    }
}
