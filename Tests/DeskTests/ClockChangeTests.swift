// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Store
import Testing

@testable import Desk

/// Clocks that run while the clock on the wall is put back or forward, and a processor that was late, as the
/// page of the notification shows them.
@Suite struct ClockChangeTests {
    private static func local(_ text: String) throws -> Int64 { try WrittenMoment(text).latest }

    /// The page of a notification, looked at an hour after we became aware.
    private func page(
        _ query: String = "",
        aware: String,
        language: Language = .dutch,
        _ prepare: @escaping (CaseStore) throws -> [GivenMoment] = { _ in [] }
    ) async throws -> String {
        let known = try Self.local(aware)
        let cases = try CaseStore(now: known + 60_000)
        let more = try prepare(cases)
        _ = try OpenIncident(
            reference: "case",
            parties: [CaseStore.lab],
            moments: [
                .init(.processorToldController, happenedAt: known),
                .init(.controllerAware, happenedAt: known, note: "certain enough"),
            ] + more,
            officer: cases.officer
        ).run(in: cases.store)
        let house = try DeskHouse(played: cases)
        return try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer, language: language)
            return try await visitor.get("/incidents/case/notices\(query)").text
        }
    }

    @Test func `72 hours over the night in which the clock is put back end an hour earlier on it`()
        async throws
    {
        let autumn = try await page(aware: "2025-10-25 12:00")
        #expect(autumn.contains("2025-10-28T11:00:00+01:00"))
        #expect(autumn.contains("dinsdag 28 oktober 11.00"))
        #expect(
            autumn.contains("De klok gaat ertussen een uur terug: 72 uur is op de klok een uur")
        )
        let english = try await page(aware: "2025-10-25 12:00", language: .english)
        #expect(english.contains("72 hours end an hour earlier on the clock"))
    }

    @Test func `over the night in which it is put forward they end an hour later, else neither`()
        async throws
    {
        let spring = try await page(aware: "2026-03-28 12:00")
        #expect(spring.contains("2026-03-31T13:00:00+02:00"))
        #expect(spring.contains("De klok gaat ertussen een uur vooruit"))
        let plain = try await page(aware: "2026-03-25 11:00")
        #expect(plain.contains("2026-03-28T11:00:00+01:00"))
        #expect(!plain.contains("De klok gaat ertussen"))
        #expect(plain.contains("een termijn in uren loopt door"), "it ends on a Saturday")
    }

    @Test func `24 hours end in the hour that comes twice, and the page says in which of the two`()
        async throws
    {
        for (known, text, machine) in [
            ("2026-10-24 02:30", "02.30 (zomertijd)", "2026-10-25T02:30:00+02:00"),
            ("2026-10-24 03:30", "02.30 (wintertijd)", "2026-10-25T02:30:00+01:00"),
        ] {
            let warning = try await page("?notice=cbw-26", aware: known) { cases in
                try DecideCyberAct(
                    party: nil,
                    applies: true,
                    from: Day(number: 20_680),
                    because: StatedReason("a care provider of large size"),
                    officer: cases.officer
                ).run(in: cases.store)
                return [.init(.significantIncidentKnown, happenedAt: try Self.local(known))]
            }
            #expect(warning.contains(text) && warning.contains(machine), "\(known)")
        }
    }

    private func agree(_ hours: Int?, _ cases: CaseStore) throws {
        try AddAgreement(
            party: CaseStore.lab,
            version: "v3",
            from: Day(number: 17_000),
            incidentHours: hours,
            officer: cases.officer
        ).run(in: cases.store)
    }

    @Test func `how late the processor was stands beside what its agreement gives`() async throws {
        let found = try Self.local("2025-09-26 12:00")
        let late = try await page(aware: "2025-10-27 12:00") { cases in
            try agree(24, cases)
            return [.init(.processorDiscovered, happenedAt: found)]
        }
        // 31 days on the calendar, and an hour more for the clock that was put back.
        #expect(late.contains("Vertelde het vandaag 12.00, 31 dagen nadat het dit ontdekte."))
        #expect(late.contains("Overeenkomst v3 geeft 24 uur, tot zaterdag 27 september 12.00:"))
        #expect(late.contains("<strong>30 dagen te laat.</strong>"))
        let inTime = try await page(aware: "2025-10-26 12:30") { cases in
            try agree(24, cases)
            return [.init(.processorDiscovered, happenedAt: try Self.local("2025-10-25 13:30"))]
        }
        // 23 hours on the clock are 24 that passed: the last minute of the term.
        #expect(inTime.contains("1 dag nadat het dit ontdekte") && inTime.contains("op tijd."))
        let tooLate = try await page(aware: "2025-10-26 13:30") { cases in
            try agree(24, cases)
            return [.init(.processorDiscovered, happenedAt: try Self.local("2025-10-25 13:30"))]
        }
        #expect(tooLate.contains("<strong>1 uur te laat.</strong>"))
    }

    @Test func `without an agreement, without hours or without a discovery the page says so`()
        async throws
    {
        let found = try Self.local("2025-08-06 10:00")
        let none = try await page(aware: "2025-08-06 14:00") { _ in
            [.init(.processorDiscovered, happenedAt: found)]
        }
        #expect(none.contains("Er gold toen geen overeenkomst."))
        let silent = try await page(aware: "2025-08-06 14:00") { cases in
            try agree(nil, cases)
            return []
        }
        #expect(silent.contains("Overeenkomst v3 noemt geen uren."))
        #expect(silent.contains("Wanneer het dit ontdekte, is niet vastgelegd: vraag het."))
        #expect(!silent.contains("te laat"))
        let own = try await page(aware: "2025-08-06 14:00") { cases in
            try SetRole(
                party: CaseStore.lab,
                role: .jointController,
                from: Day(number: 1),
                officer: cases.officer
            ).run(in: cases.store)
            return []
        }
        #expect(!own.contains("nadat het dit ontdekte") && !own.contains("vraag het"))
    }
}
