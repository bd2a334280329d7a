// SPDX-License-Identifier: EUPL-1.2

internal import Glibc

/// A page of its own for keys: never written to swap or a core dump, and zeros before it is given
/// back to the system.
///
/// The system allows a process a few pages of this kind (`RLIMIT_MEMLOCK`). Without leave the page is
/// used unlocked, and ``isLocked`` says so.
final class LockedBytes: @unchecked Sendable {
    // Written in `init` alone, and read from then on.
    private let page: UnsafeMutableRawPointer
    private let size: Int
    let isLocked: Bool

    /// `fill` writes the keys: into these bytes, so that no copy of them is left anywhere.
    init(count: Int, _ fill: (UnsafeMutableRawBufferPointer) throws -> Void) rethrows {
        let pageSize = Int(getpagesize())
        size = (max(count, 1) + pageSize - 1) / pageSize * pageSize
        let made = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let made, made != MAP_FAILED else { preconditionFailure("no page for keys") }
        page = made
        isLocked = mlock(page, size) == 0
        madvise(page, size, MADV_DONTDUMP)
        try fill(UnsafeMutableRawBufferPointer(start: page, count: count))
    }

    deinit {
        AuthenticatedCipher.wipe(UnsafeMutableRawBufferPointer(start: page, count: size))
        munmap(page, size)
    }

    subscript(range: Range<Int>) -> UnsafeRawBufferPointer {
        precondition(range.upperBound <= size, "a key stands within its page")
        return UnsafeRawBufferPointer(start: page + range.lowerBound, count: range.count)
    }
}
