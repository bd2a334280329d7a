// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Wording

/// How a command line takes what `WrittenMoment` reads: for `transform:`, so that a refusal says why.
enum GivenTime {
    /// When something happened; a day without a time is taken as that.
    static func moment(_ text: String) throws -> WrittenMoment {
        try reading { () throws(WrittenMomentProblem) in try WrittenMoment(text) }
    }

    /// Up to when: a day counts to its end. Milliseconds since 1970-01-01 UTC.
    static func limit(_ text: String) throws -> Int64 {
        try reading { () throws(WrittenMomentProblem) in try WrittenMoment(text).limit() }
    }

    /// What the clock shows: a day has just begun.
    static func clock(_ text: String) throws -> Int64 {
        try reading { () throws(WrittenMomentProblem) in
            _ = try WrittenMoment(text).limit()
            return try WrittenMoment(text).earliest
        }
    }

    static func day(_ text: String) throws -> Day {
        try reading { () throws(WrittenMomentProblem) in try Day(written: text) }
    }

    private static func reading<Value>(
        _ read: () throws(WrittenMomentProblem) -> Value
    ) throws -> Value {
        do {
            return try read()
        } catch {
            throw ValidationError(error.sentence)
        }
    }
}
