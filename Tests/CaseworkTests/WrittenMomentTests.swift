// SPDX-License-Identifier: EUPL-1.2

import Casework
import Incidents
import Testing

/// One reader of moments, for every command.
@Suite struct WrittenMomentTests {
    @Test(
        arguments: [
            ("2025-08-06 14:20", 1_754_482_800_000), ("2025-08-06T14:20", 1_754_482_800_000),
            ("2025-08-06T14:20:30.5", 1_754_482_830_500),
            ("2025-08-06T14:20:30,123456", 1_754_482_830_123),
            ("2025-01-06T00:00", 1_736_118_000_000), ("2025-08-06T12:20Z", 1_754_482_800_000),
            ("2025-08-06t12:20z", 1_754_482_800_000),
            ("2025-08-06T14:20:00+02:00", 1_754_482_800_000),
            ("2025-08-06T07:20-05:00", 1_754_482_800_000), ("1969-12-31T23:59Z", -60_000),
            ("2025-10-26T02:45+02:00", 1_761_439_500_000),
            // As a Dutch hand writes it, and as the program prints it.
            ("06-08-2025 14:20", 1_754_482_800_000), ("6-8-2025 14.20", 1_754_482_800_000),
            ("6-8-2025 om 9.05 uur", 1_754_463_900_000),
            ("6 augustus 2025 om 14.20 uur", 1_754_482_800_000),
            ("6 aug. 2025 14:20", 1_754_482_800_000), ("6 August 2025 14:20", 1_754_482_800_000),
            ("2025-08-06 14:20 CEST", 1_754_482_800_000),
            ("2025-01-06 00:00 CET", 1_736_118_000_000),
            ("2025-10-26 02:45 CEST", 1_761_439_500_000),
            ("2025-10-26 02:45 CET", 1_761_443_100_000),
        ] as [(String, Int64)]
    )
    func `a moment is read to the millisecond`(text: String, milliseconds: Int64) throws {
        let moment = try WrittenMoment(text)
        #expect(moment.precision == .exact)
        #expect(moment.earliest == milliseconds && moment.latest == milliseconds)
        #expect(try moment.limit() == milliseconds)
    }

    @Test(
        arguments: [
            ("", .notAMoment), ("today", .notAMoment), ("2025", .notAMoment),
            ("2025-8-6", .notAMoment), ("2025-08-06 14", .notAMoment),
            ("2025-08-06T14+02:00", .notAMoment), ("2025-08-06T09-05:00", .notAMoment),
            ("2025-08-06 14-20", .notAMoment), ("2025-08-06 9:05", .notAMoment),
            ("2025-08-06T14:20 ", .notAMoment), (" 2025-08-06", .notAMoment),
            ("2025-08-06T14:20X", .notAMoment), ("2025-08-06T14:20+0200", .notAMoment),
            ("2025-08-06+02:00", .notAMoment), ("06/08/2025", .notAMoment),
            ("20250806", .notAMoment), ("06-08-25", .notAMoment), ("6 foo 2025", .notAMoment),
            ("٢٠٢٥-08-06", .notAMoment), ("2025-02-30", .noSuchDay), ("31-04-2025", .noSuchDay),
            ("08-13-2025", .noSuchDay), ("0000-01-01", .noSuchDay),
            ("2025-08-06 24:00", .noSuchTime), ("2025-08-06 14:60", .noSuchTime),
            ("2025-08-06 14:20:60", .noSuchTime), ("2025-08-06T14:20+15:00", .noSuchTime),
            ("2025-08-06T14:20+14:30", .noSuchTime), ("2025-03-30 02:30", .skipped),
            ("30-03-2025 02.00 uur", .skipped), ("2025-12-06 14:20 CEST", .wrongZone),
            ("2025-08-06 14:20 CET", .wrongZone), ("2025-03-30 02:30 CET", .wrongZone),
        ] as [(String, WrittenMomentProblem)]
    )
    func `what is no moment is refused, with the reason`(
        text: String,
        problem: WrittenMomentProblem
    ) {
        #expect(throws: problem) { try WrittenMoment(text) }
    }

    @Test func `a day has two ends, and as a limit is its end, also when the clock changes`() throws
    {
        for (text, hours) in [("2025-08-06", 24), ("30-03-2025", 23), ("26 oktober 2025", 25)] {
            let day = try WrittenMoment(text)
            #expect(day.precision == .day)
            #expect(day.latest - day.earliest == Int64(hours) * 3_600_000 - 1)
            #expect(try day.limit() == day.latest)
            #expect(try Day(written: text).end == day.latest)
        }
        #expect(throws: WrittenMomentProblem.timeNotWanted) { try Day(written: "2025-08-06 14:20") }
    }

    @Test func `the hour that comes twice is both until somebody says which`() throws {
        let twice = try WrittenMoment("2025-10-26 02:45")
        #expect(twice.precision == .hourTwice)
        #expect(twice.latest - twice.earliest == 3_600_000)
        #expect(throws: WrittenMomentProblem.whichOfTwo) { try twice.limit() }
        #expect(try WrittenMoment("2025-10-26 03:00").precision == .exact)
        #expect(try WrittenMoment("2025-10-26 01:59").precision == .exact)
    }

    @Test func `what is printed reads back as the same moment`() throws {
        // Around both changes of the clock, by uneven steps, to the millisecond.
        for start in [1_743_292_800_000, 1_761_436_800_000, 1_754_482_800_000] as [Int64] {
            for moment in stride(from: start, to: start + 14_400_000, by: 61_007) {
                let shown = DutyLocalTime(utcMilliseconds: moment)
                for text in [shown.text, shown.machineText] {
                    let read = try WrittenMoment(text)
                    #expect(read.precision == .exact && read.latest == moment, "\(text)")
                }
            }
        }
    }
}
