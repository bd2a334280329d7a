// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// Tells of entries whose clock cannot have been right: before their predecessor, long after it, or
/// before there was such a ledger.
///
/// They were signed as they are, so they verify; but questions *as of* a day are cut by these clocks.
struct TimeVerification {
    let entries: [EntryReader]

    private static let day: UInt64 = 86_400_000
    /// A store that nobody wrote to for longer is told of once; that does no harm.
    private static let longest = 400 * day
    /// 1 January 2020.
    private static let least: UInt64 = 1_577_836_800_000
    /// As many as somebody reads.
    private static let most = 20

    func run(_ report: inout VerificationReport) {
        var notices: [String] = []
        var before: UInt64?
        for entry in entries {
            let now = entry.milliseconds
            if now < Self.least || now > UInt64(Int64.max) {
                notices.append("Entry \(entry.sequence) has a time before 2020.")
            }
            if let before, now < before {
                notices.append(
                    "Entry \(entry.sequence) has an earlier time than the entry before it, by "
                        + "\(Self.words(before - now))."
                )
            } else if let before, now - before > Self.longest {
                notices.append(
                    "Entry \(entry.sequence) has a time \(Self.words(now - before)) after the entry "
                        + "before it."
                )
            }
            before = now
        }
        report.notices += notices.prefix(Self.most)
        if notices.count > Self.most {
            report.notices.append("\(notices.count - Self.most) more entries have such a time.")
        }
    }

    private static func words(_ milliseconds: UInt64) -> String {
        switch milliseconds {
        case day...: "\(milliseconds / day) days"
        case 60_000...: "\(milliseconds / 60_000) minutes"
        default: "\(milliseconds) ms"
        }
    }
}
