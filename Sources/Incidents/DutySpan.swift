// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// A length of time as it is said of a deadline: `30 days 0 h 5 min`, `59 s`, and from a minute on to the
/// second: somebody may be late by one.
public struct DutySpan: Hashable, Sendable, Comparable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Days of 24 hours.
    public var days: Int { Int(milliseconds / 86_400_000) }
    public var hours: Int { Int(milliseconds / 3_600_000 % 24) }
    public var minutes: Int { Int(milliseconds / 60_000 % 60) }

    public func text(in language: Language) -> String {
        guard milliseconds < 60_000 else {
            return DutySpan(milliseconds: (milliseconds + 500) / 1_000 * 1_000).whole(in: language)
        }
        return milliseconds == 0 ? whole(in: language) : Self.seconds(milliseconds)
    }

    private func whole(in language: Language) -> String {
        let rest = milliseconds % 60_000
        let seconds = rest == 0 ? "" : Self.seconds(rest)
        let (day, days, hour) =
            language == .dutch ? ("dag", "dagen", "uur") : ("day", "days", "h")
        let front = self.days == 0 ? "" : "\(self.days) \(self.days == 1 ? day : days) "
        return "\(front)\(hours) \(hour)" + (minutes == 0 ? "" : " \(minutes) min")
            + (seconds.isEmpty ? "" : " " + seconds)
    }

    /// With the unit; thousandths only where there are any.
    private static func seconds(_ milliseconds: Int64) -> String {
        let (whole, rest) = (milliseconds / 1_000, String(milliseconds % 1_000))
        guard milliseconds % 1_000 > 0 else { return "\(whole) s" }
        return "\(whole).\(String(repeating: "0", count: 3 - rest.count))\(rest) s"
    }

    public static func < (left: DutySpan, right: DutySpan) -> Bool {
        left.milliseconds < right.milliseconds
    }
}
