// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Testing

@testable import Desk

@Suite struct WordsTests {
    private let dutch = Words(language: .dutch, now: 1_758_093_120_000)
    private let english = Words(language: .english, now: 1_758_093_120_000)

    @Test func `numbers, days and times are as people write them`() throws {
        #expect(dutch.number(941_000) == "941.000" && english.number(941_000) == "941,000")
        #expect(dutch.number(-1234) == "−1.234" && dutch.number(0) == "0")
        #expect(dutch.people(1) == "1 mens" && english.people(2) == "2 people")
        let now = Instant(milliseconds: dutch.now)
        #expect(dutch.fullMoment(now) == "woensdag 17 september 2025, 09.12 uur")
        #expect(english.fullMoment(now) == "Wednesday 17 September 2025, 09:12")
        #expect(dutch.moment(Instant(milliseconds: dutch.now + 86_400_000)) == "morgen 09.12")
        let saturday = try WrittenMoment("2025-08-09 10:05").latest
        #expect(dutch.moment(Instant(milliseconds: saturday)) == "zaterdag 9 augustus 10.05")
        #expect(dutch.day(Day(number: 0)) == "donderdag 1 januari 1970")
    }

    @Test func `a duration says days, hours or minutes, and never seconds`() {
        let spans: [(Double, String)] = [
            (0, "minder dan een minuut"), (60, "1 minuut"), (10_080, "2 uur 48 minuten"),
            (86_400, "1 dag"), (100_000, "1 dag 3 uur"), (2_700_000, "31 dagen"),
            (-5, "minder dan een minuut"),
        ]
        for (seconds, text) in spans { #expect(dutch.duration(seconds: seconds) == text) }
        #expect(english.duration(seconds: 3661) == "1 hour 1 minute")
    }

    @Test func `a form is read as a browser writes it, and refused when it is none`() throws {
        let form = try Form("a=+x%20y%C3%A9+&b=1&b=2&c")
        #expect(form["a"] == "x yé" && form.exact("a") == " x yé ")
        #expect(form.all("b") == ["1", "2"] && form["c"] == "" && form["d"] == "")
        for broken in ["a=%", "a=%2", "a=%zz", "a=%ff", "a=%00"] {
            #expect(throws: DeskRefusal.formUnreadable) { try Form(broken) }
        }
        let many = Array(repeating: "a=1", count: 201).joined(separator: "&")
        #expect(throws: DeskRefusal.formUnreadable) { try Form(many) }
    }

    @Test func `no cell of a download is a formula`() {
        #expect(
            CommaSeparated.text([["=1+1", "-2", "@x", "a,b", "say \"x\"", "plain"]])
                == "'=1+1,'-2,'@x,\"a,b\",\"say \"\"x\"\"\",plain\r\n"
        )
    }

    @Test func `the language is Dutch, unless a browser asks for English first`() {
        #expect(Answering.preferred("") == .dutch)
        #expect(Answering.preferred("en-GB,nl;q=0.5") == .english)
        #expect(Answering.preferred("de-DE, nl") == .dutch)
    }
}
