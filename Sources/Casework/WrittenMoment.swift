// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents

/// A moment as somebody wrote it: the one reader of moments, days and limits.
///
/// `2025-08-06 14:20`, `2025-08-06T14:20:05.123+02:00`, `06-08-2025 14.20 uur`, `6 augustus 2025 om
/// 14:20`, and whatever the program prints, `2025-08-06 14:20 CEST`. Without a zone it is what the clock
/// in Amsterdam showed. Milliseconds since 1970-01-01 UTC.
public struct WrittenMoment: Hashable, Sendable {
    /// The earliest and the latest that it can have been: the same when it is exact.
    public let earliest: Int64
    public let latest: Int64
    public let precision: Precision

    public enum Precision: Hashable, Sendable {
        case exact
        /// A day without a time.
        case day
        /// The hour that October has twice, without a zone.
        case hourTwice
    }

    public init(_ text: String) throws(WrittenMomentProblem) {
        let parts = try WrittenParts(text)
        let date = try parts.date()
        guard let time = parts.time else {
            guard parts.zone == nil else { throw .notAMoment }
            earliest = DutyLocalTime.utcMilliseconds(on: date)
            latest = DutyLocalTime.end(of: date)
            precision = .day
            return
        }
        let moments = DutyLocalTime.moments(
            on: date,
            hour: time.hour,
            minute: time.minute,
            second: time.second,
            millisecond: time.millisecond
        )
        switch parts.zone {
        case .offset(let minutes):
            let shown = Int64(date.dayNumber) * 86_400_000 + time.milliseconds
            earliest = shown - Int64(minutes) * 60_000
            latest = earliest
            precision = .exact
        case .local(let isSummer):
            let named = moments.filter {
                DutyLocalTime(utcMilliseconds: $0).isSummerTime == isSummer
            }
            guard let moment = named.first else { throw .wrongZone }
            (earliest, latest, precision) = (moment, moment, .exact)
        case nil:
            guard let first = moments.first, let last = moments.last else { throw .skipped }
            (earliest, latest) = (first, last)
            precision = first == last ? .exact : .hourTwice
        }
    }

    /// The very moment, milliseconds since 1970-01-01 UTC.
    public init(at moment: Int64) {
        (earliest, latest, precision) = (moment, moment, .exact)
    }

    /// As a limit: the end of a day. Throws for an hour that comes twice, for somebody must say which.
    public func limit() throws(WrittenMomentProblem) -> Int64 {
        guard precision != .hourTwice else { throw .whichOfTwo }
        return latest
    }
}

/// Why a text is no moment, or not the one that is asked for.
public enum WrittenMomentProblem: Error, Hashable, Sendable {
    case notAMoment
    case noSuchDay
    case noSuchTime
    /// The clock was put forward over it.
    case skipped
    /// CET in summer, or CEST in winter.
    case wrongZone
    /// It comes twice, and only one is meant.
    case whichOfTwo
    /// A day is asked for, without a time.
    case timeNotWanted
    /// A time is asked for.
    case timeMissing
}

extension Day {
    /// Reads a day in the same notations.
    public init(written text: String) throws(WrittenMomentProblem) {
        let moment = try WrittenMoment(text)
        guard moment.precision == .day else { throw .timeNotWanted }
        self = Instant(milliseconds: moment.earliest).day
    }
}

/// The parts of a moment, by their notation alone.
private struct WrittenParts {
    struct Time {
        var hour: Int
        var minute: Int
        var second: Int
        var millisecond: Int

        var milliseconds: Int64 {
            Int64(hour * 3_600_000 + minute * 60_000 + second * 1_000 + millisecond)
        }
    }

    enum Zone {
        /// Minutes before UTC.
        case offset(Int)
        case local(isSummer: Bool)
    }

    private var year: Int
    private var month: Int
    private var day: Int
    let time: Time?
    let zone: Zone?

    init(_ text: String) throws(WrittenMomentProblem) {
        // Of the parts of a date and of a time; what stands between is strict.
        let form =
            /(?:([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})|([0-9]{1,2}) ([a-z]{3,9})\.? ([0-9]{4}))(?:(?:[T ]| om )([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,]([0-9]{1,9}))?)?(?: (?:uur|u))?)?(?:(Z|[+-][0-9]{2}:[0-9]{2})| (CES?T))?/
            .ignoresCase()
        guard let parts = text.wholeMatch(of: form)?.output else { throw .notAMoment }
        func number(_ digits: Substring?) -> Int { digits.flatMap { Int($0) } ?? 0 }
        if let name = parts.8 {
            guard let place = Self.months.firstIndex(where: { $0.contains(name.lowercased()) })
            else { throw .notAMoment }
            (year, month, day) = (number(parts.9), place + 1, number(parts.7))
        } else if parts.1 != nil {
            (year, month, day) = (number(parts.1), number(parts.2), number(parts.3))
        } else {
            (year, month, day) = (number(parts.6), number(parts.5), number(parts.4))
        }
        time = try parts.10.map { hour throws(WrittenMomentProblem) in
            // What a machine writes has two digits.
            guard parts.1 == nil || hour.utf8.count == 2 else { throw .notAMoment }
            let thousandths = (parts.13 ?? "").prefix(3)
            let scale = [1, 100, 10, 1][thousandths.utf8.count]
            let time = Time(
                hour: number(hour),
                minute: number(parts.11),
                second: number(parts.12),
                millisecond: number(thousandths) * scale
            )
            guard time.hour < 24, time.minute < 60, time.second < 60 else { throw .noSuchTime }
            return time
        }
        if let offset = parts.14 {
            let (hours, minutes) = (
                number(offset.dropFirst().prefix(2)), number(offset.suffix(2))
            )
            let isUTC = offset.utf8.count == 1
            guard isUTC || (hours * 60 + minutes <= 14 * 60 && minutes < 60) else {
                throw .noSuchTime
            }
            zone = .offset(isUTC ? 0 : (hours * 60 + minutes) * (offset.first == "-" ? -1 : 1))
        } else {
            zone = parts.15.map { .local(isSummer: $0.utf8.count == 4) }
        }
    }

    func date() throws(WrittenMomentProblem) -> DutyDate {
        guard year > 0, let date = PartialDate(year: year, month: month, day: day), date.isFull
        else { throw .noSuchDay }
        return DutyDate(year: year, month: month, day: day)
    }

    /// In Dutch and in English, in full and short.
    private static let months: [Set<String>] = [
        ["januari", "january", "jan"], ["februari", "february", "feb"],
        ["maart", "mrt", "march", "mar"], ["april", "apr"], ["mei", "may"],
        ["juni", "june", "jun"], ["juli", "july", "jul"], ["augustus", "august", "aug"],
        ["september", "sept", "sep"], ["oktober", "october", "okt", "oct"],
        ["november", "nov"], ["december", "dec"],
    ]
}
