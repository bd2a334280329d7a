// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

@testable import Exercise

@Suite struct CaseScriptTests {
    @Test func `the script of the demo names the program that wrote it`() {
        let script = CaseScript(program: "/opt/it's here/spoor").script
        #expect(script.contains(#"written_by='/opt/it'\''s here/spoor'"#))
    }

    @Test func `as it happened, nothing moves, and no law is asked that was not there`() {
        let schedule = CaseSchedule(month: "2025-08")
        #expect(schedule == .asItHappened && schedule?.reference == "lab-2025")
        let script = CaseScript(program: "spoor").script
        #expect(script.contains("--told '2025-08-06 14:20'") && !script.contains("cbw"))
        // Before 15 August 2026 the act was not in force.
        let july = CaseSchedule(month: "2026-08")
        #expect(july?.moved("2025-08-06") == "2026-08-05")
        #expect(
            !CaseScript(program: "spoor", schedule: july ?? .asItHappened).script.contains("cbw")
        )
    }

    @Test func `moved to September 2026 the days keep their weekdays, and the Cbw asks its part`()
        throws
    {
        let schedule = try #require(CaseSchedule(month: "2026-09"))
        #expect(
            schedule.moved("lab-2025 '2025-08-06 14:20', WL-2025-01")
                == "lab-2026 '2026-09-02 14:20', WL-2026-01"
        )
        // What was sent before the hack stays where it was.
        #expect(
            schedule.moved("2017-01-01, 2025-07-01T10:00, 2025-07-05")
                == "2017-01-01, 2025-07-01T10:00, 2025-07-05"
        )
        #expect(schedule.moved("2025-07-06 to 2025-09-12") == "2026-08-02 to 2026-10-09")
        let script = CaseScript(program: "spoor", schedule: schedule).script
        #expect(script.contains("incident open lab-2026") && !script.contains("lab-2025"))
        #expect(script.contains("party cbw ourselves --applies --from 2026-08-15"))
        #expect(script.contains("earlyWarningSent '2026-09-03 09:30'"))
        #expect(
            script.contains("import hl7 input/hl7") && script.contains("--now '2025-07-01T10:00'")
        )
        #expect(PracticeStage.opened.clock(schedule) == "2026-09-03 09:00")
        #expect(PracticeStage.population.clock(schedule) == "2025-07-01 10:00")
    }

    @Test func `steps stand in the order of time, moved or not`() throws {
        for month in ["2025-08", "2026-09", "2027-02", "2099-12"] {
            let schedule = try #require(CaseSchedule(month: month))
            let script = CaseScript(program: "spoor", schedule: schedule).script
            let times = script.matches(of: #/--now '([^']+)'/#).map { String($0.output.1) }
            #expect(times.count > 15 && times == times.sorted(), "\(month)")
            let call = schedule.moved("2025-08-06")
            #expect(call.hasPrefix(month) && (Int(call.suffix(2)) ?? 99) <= 7, "\(call)")
            let date = DateComponents(
                calendar: Calendar(identifier: .gregorian),
                timeZone: TimeZone(secondsFromGMT: 0),
                year: Int(call.prefix(4)),
                month: Int(call.dropFirst(5).prefix(2)),
                day: Int(call.suffix(2))
            ).date
            let seconds = try #require(date).timeIntervalSince1970
            // 1 January 1970 was a Thursday.
            #expect((Int(seconds) / 86_400 + 3) % 7 == 2, "\(call) is a Wednesday")
        }
    }

    @Test(arguments: ["2025-07", "2026-13", "2026-9", "2100-01", "september", "2026-09-02", ""])
    func `what is no month of it is refused`(month: String) {
        #expect(CaseSchedule(month: month) == nil)
    }
}
