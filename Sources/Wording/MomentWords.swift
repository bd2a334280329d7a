// SPDX-License-Identifier: EUPL-1.2

public import Casework
internal import Incidents

extension WrittenMomentProblem {
    public var sentence: String {
        switch self {
        case .notAMoment:
            """
            that is no moment: write 2025-08-06 14:20, 06-08-2025 14:20 or \
            2025-08-06T14:20:00+02:00
            """
        case .noSuchDay: "there is no such day"
        case .noSuchTime: "there is no such time: a day goes from 00:00 to 23:59:59"
        case .skipped:
            "the clock was put forward over that time, from 02:00 to 03:00: it was never so late"
        case .wrongZone: "CEST is summer time and CET winter time: on that day it was the other"
        case .whichOfTwo:
            "that time came twice, when the clock was put back: add CEST for the first, CET for the second"
        case .timeNotWanted: "a day is asked for, without a time: write 2025-08-06 or 06-08-2025"
        case .timeMissing: "a time is asked for: write 2025-08-06 14:20"
        }
    }
}

extension WrittenMoment.Precision {
    /// The same of what a source said: it cannot be recorded again, and another one takes its place.
    public var remarkOfStatement: String? {
        self == .exact
            ? nil
            : """
            time not known: counted to our disadvantage, as said at the beginning of it; with the time \
            known, withdraw it and add it again under another name
            """
    }

    /// What is said of a moment that was recorded without its exact time; nil of one that is exact.
    public var remark: String? {
        switch self {
        case .exact: nil
        case .day: "time not known: counted to our disadvantage; record it again with the time"
        case .hourTwice:
            """
            that time came twice, when the clock was put back: counted to our disadvantage; record it \
            again with CEST for the first or CET for the second
            """
        }
    }
}

extension Instant {
    /// The same of a moment that is the earliest; `latest`, milliseconds since 1970.
    func words(notAfter latest: Int64?) -> String {
        guard let latest else { return local.text }
        return Instant(milliseconds: latest).words(notBefore: self)
    }

    /// `2025-08-06 14:20 CEST`; with the earliest that it can have been when its time is not known.
    public func words(notBefore: Instant?) -> String {
        guard let notBefore else { return local.text }
        guard notBefore.day == day, milliseconds - notBefore.milliseconds > 3_600_000 else {
            return "\(notBefore.local.text) or \(local.text)"
        }
        return "\(day.text), time not known"
    }
}
