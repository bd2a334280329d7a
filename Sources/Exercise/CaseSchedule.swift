// SPDX-License-Identifier: EUPL-1.2

/// When the case of the demo happens: in August 2025, or the same case in a later month, so that the
/// duties of that month can be practised.
///
/// It moves by whole weeks, so that each day keeps its weekday: the 72 hours end on a Saturday in both.
/// What was sent before the hack stays where it was.
public struct CaseSchedule: Sendable, Equatable {
    /// Days; whole weeks.
    let shift: Int

    public static let asItHappened = CaseSchedule(shift: 0)

    private init(shift: Int) { self.shift = shift }

    /// Wednesday 6 August 2025, on which the laboratory called.
    private static let call = dayNumber(2025, 8, 6)
    /// The Sunday on which it found out. Nothing before it belongs to the case.
    private static let beginning = dayNumber(2025, 7, 6)
    /// From when the Cyberbeveiligingswet is in force.
    private static let cyberAct = dayNumber(2026, 8, 15)

    /// With the call on the first Wednesday of a month, `2026-09`. Nil before August 2025, after 2099, and
    /// for what is no month.
    public init?(month: String) {
        let parts = month.split(separator: "-").map { Int($0) }
        guard month.utf8.count == 7, parts.count == 2, let year = parts[0], let month = parts[1],
            (2025...2099).contains(year), (1...12).contains(month),
            (year, month) >= (2025, 8)
        else { return nil }
        let first = Self.dayNumber(year, month, 1)
        // Up to six days after the first of the month, a whole number of weeks after the call.
        let days = first - Self.call
        shift = days + ((-days % 7) + 7) % 7
    }

    /// `lab-2025`: of the year in which the laboratory called.
    public var reference: String { "lab-\(year)" }

    /// Is the Cyberbeveiligingswet in force when the laboratory calls?
    var isUnderCyberAct: Bool { Self.call + shift >= Self.cyberAct }

    private var year: Int { Self.date(Self.call + shift).year }

    /// A text with the days of the case, `2025-08-06`, and its names, `lab-2025`, moved.
    public func moved(_ text: String) -> String {
        guard shift > 0 else { return text }
        let named = text.replacing("lab-2025", with: reference)
            .replacing("WL-2025-", with: "WL-\(year)-")
        return named.replacing(#/[0-9]{4}-[0-9]{2}-[0-9]{2}/#) { match in
            let parts = match.output.split(separator: "-").compactMap { Int($0) }
            let day = Self.dayNumber(parts[0], parts[1], parts[2])
            guard day >= Self.beginning else { return String(match.output) }
            let (year, month, date) = Self.date(day + shift)
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            return "\(year)-\(two(month))-\(two(date))"
        }
    }

    /// Days since 1970-01-01 in the Gregorian calendar; of the years from 1.
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        // Years begin in March, so that the leap day is the last.
        let shifted = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        let ofYear = (153 * shifted.1 + 2) / 5 + day - 1
        let years = shifted.0 * 365 + shifted.0 / 4 - shifted.0 / 100 + shifted.0 / 400
        return years + ofYear - 719_468
    }

    private static func date(_ number: Int) -> (year: Int, month: Int, day: Int) {
        let days = number + 719_468
        let era = days / 146_097
        let ofEra = days % 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * month + 2) / 5 + 1
        return (
            era * 400 + yearOfEra + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9, day
        )
    }
}
