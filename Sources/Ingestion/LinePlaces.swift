// SPDX-License-Identifier: EUPL-1.2

/// Where the lines of a file begin, as far back as they are asked for.
struct LinePlaces {
    /// Behind the last byte.
    private(set) var end: Int
    private let base: Int
    /// Offsets at which lines begin, the first being line `base + dropped`.
    private var starts: [Int]
    private var dropped = 0
    private var previousWasCR = false

    init(position: Int, line: Int) {
        end = position
        base = line
        starts = [position]
    }

    mutating func append(_ bytes: [UInt8]) {
        for byte in bytes {
            end += 1
            if byte == 0x0A {
                if previousWasCR {
                    starts[starts.count - 1] = end
                } else {
                    starts.append(end)
                }
            } else if byte == 0x0D {
                starts.append(end)
            }
            previousWasCR = byte == 0x0D
        }
    }

    mutating func finish() { starts.append(end) }

    /// Lines before the one that is being read are not asked for again.
    mutating func forget() {
        let excess = starts.count - 100_000
        guard excess > 0 else { return }
        starts.removeFirst(excess)
        dropped += excess
    }

    /// Where a line of the reader begins in the file.
    func start(of line: Int) -> Int {
        starts[max(0, min(line - 1 - dropped, starts.count - 1))]
    }

    /// The number of the line that begins at an offset, or in which it lies.
    func line(at offset: Int) -> Int {
        let place = starts.lastIndex { $0 <= offset } ?? 0
        return number(of: place + 1 + dropped)
    }

    /// The number of a line of the reader in the file.
    func number(of line: Int) -> Int { line + base - 1 }
}
