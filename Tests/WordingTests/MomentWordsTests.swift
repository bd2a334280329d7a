// SPDX-License-Identifier: EUPL-1.2

import Casework
import Testing
import Wording

/// Moments in words: why a text is none, and what was counted of one without its time.
@Suite struct MomentWordsTests {
    @Test(
        arguments: [
            ("2025-03-30 02:30", "put forward"), ("2025-12-06 14:20 CEST", "the other"),
            ("2025-02-30", "no such day"), ("2025-08-06 24:00", "no such time"),
            ("gisteren", "06-08-2025 14:20"),
        ] as [(String, String)]
    )
    func `a refusal says what is wrong, or how to write it`(text: String, part: String) throws {
        let problem = #expect(throws: WrittenMomentProblem.self) { try WrittenMoment(text) }
        #expect(problem?.sentence.contains(part) == true)
    }

    @Test func `a day without a time is shown as a day, an hour that came twice with both`() throws
    {
        func shown(_ text: String) throws -> String {
            let moment = try WrittenMoment(text)
            return Instant(milliseconds: moment.latest).words(
                notBefore: moment.precision == .exact
                    ? nil : Instant(milliseconds: moment.earliest)
            )
        }
        #expect(try shown("2025-08-06") == "2025-08-06, time not known")
        #expect(try shown("2025-08-06 14:20") == "2025-08-06 14:20 CEST")
        #expect(
            try shown("2025-10-26 02:45") == "2025-10-26 02:45 CEST or 2025-10-26 02:45 CET"
        )
        #expect(try WrittenMoment("2025-08-06").precision.remark?.contains("not known") == true)
        #expect(try WrittenMoment("2025-08-06 14:20").precision.remark == nil)
    }
}
