// SPDX-License-Identifier: EUPL-1.2

/// Tells of entries whose clock cannot have been right: before their predecessor, long after it, or
/// before there was such a ledger.
///
/// They were signed as they are, so they verify; but questions *as of* a day are cut by these clocks.
struct TimeVerification {
    let entries: [EntryReader]

    /// A store that nobody wrote to for longer is told of once; that does no harm.
    private static let longest: UInt64 = 400 * 86_400_000
    /// 1 January 2020.
    private static let least: UInt64 = 1_577_836_800_000

    func run(_ report: inout VerificationReport) {
        var notices: [ClockNotice.Kind: ClockNotice] = [:]
        func note(_ kind: ClockNotice.Kind, _ entry: Int, by milliseconds: UInt64 = 0) {
            var notice = notices[kind] ?? ClockNotice(kind: kind, firstEntry: entry)
            notice.entries += 1
            notice.lastEntry = entry
            notice.largestMilliseconds = max(notice.largestMilliseconds, milliseconds)
            notices[kind] = notice
        }
        var before: UInt64?
        for entry in entries {
            let now = entry.milliseconds
            if now < Self.least || now > UInt64(Int64.max) { note(.before2020, entry.sequence) }
            if let before, now < before {
                note(.backward, entry.sequence, by: before - now)
            } else if let before, now - before > Self.longest {
                note(.farForward, entry.sequence, by: now - before)
            }
            before = now
        }
        report.clockNotices = ClockNotice.Kind.allCases.compactMap { notices[$0] }
    }
}

/// Entries of a ledger whose clock cannot have been right, of one kind. They verify, and yet somebody
/// should look at them.
public struct ClockNotice: Sendable, Equatable {
    public enum Kind: Sendable, CaseIterable {
        /// Before there was such a ledger.
        case before2020
        /// Earlier than the entry before.
        case backward
        /// More than 400 days after the entry before.
        case farForward
    }

    public let kind: Kind
    /// How many.
    public internal(set) var entries = 0
    public let firstEntry: Int
    public internal(set) var lastEntry: Int
    /// The largest difference from the entry before; 0 of ``Kind/before2020``.
    public internal(set) var largestMilliseconds: UInt64 = 0

    init(kind: Kind, firstEntry: Int) {
        self.kind = kind
        self.firstEntry = firstEntry
        lastEntry = firstEntry
    }
}
