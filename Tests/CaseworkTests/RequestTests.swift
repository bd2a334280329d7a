// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Testing

@Suite struct RequestTests {
    @Test(arguments: ["", " ", "\n", ".", "--"])
    func `nobody acts without a name`(name: String) {
        #expect(throws: CaseworkError.officerMissing) { try ActingOfficer(name, now: 0) }
    }

    @Test(arguments: ["Jansen", "j", "7"])
    func `a name is whatever somebody can be told apart by`(name: String) throws {
        #expect(try ActingOfficer(name, now: 5).name == name)
    }

    @Test(arguments: ["", ".", " . ", "\n", "x", "12", "12345", "ab 1", "...?!"])
    func `a reason is words`(text: String) {
        #expect(throws: CaseworkError.reasonMissing) { try StatedReason(text) }
    }

    @Test(arguments: ["call 17", "rig", "één", "klacht"])
    func `three letters are a word`(text: String) throws {
        #expect(try StatedReason(text).text == text)
    }

    @Test func `a moment is shown as the clock in Amsterdam has it, and reads back`() throws {
        let moment = Instant(milliseconds: 1_754_482_800_000)
        #expect(moment.text == "2025-08-06T14:20:00+02:00")
        #expect(moment.day.text == "2025-08-06")
        let data = try JSONEncoder().encode([moment])
        #expect(String(decoding: data, as: UTF8.self) == #"["2025-08-06T14:20:00+02:00"]"#)
        #expect(try JSONDecoder().decode([Instant].self, from: data) == [moment])
        let day = try JSONEncoder().encode([moment.day])
        #expect(String(decoding: day, as: UTF8.self) == #"["2025-08-06"]"#)
        #expect(try JSONDecoder().decode([Day].self, from: day) == [moment.day])
    }

    @Test(arguments: [#"["yesterday"]"#, #"["2025-02-31"]"#])
    func `what is no moment or day does not read`(text: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Instant].self, from: Data(text.utf8))
        }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Day].self, from: Data(text.utf8))
        }
    }

    @Test func `late in the evening it is tomorrow in UTC and still today here`() throws {
        // 31 December 2025, 23:30 in Amsterdam.
        let officer = try ActingOfficer("officer", now: 1_767_220_200_000)
        #expect(officer.today.text == "2025-12-31")
    }
}
