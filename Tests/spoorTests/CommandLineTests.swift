// SPDX-License-Identifier: EUPL-1.2

import Casework
import Testing

@testable import spoor

/// What the command line takes and shows.
@Suite struct CommandLineTests {
    @Test func `a line feed in a value begins no line of its own`() {
        let title = "Hack\nfrozen: yes"
        let text: TerminalText = "incident \(title)\nnext"
        #expect(text.text == "incident Hack\\u{A}frozen: yes\nnext")
    }

    @Test(arguments: [nil, "", ".", "\n", "  ", "17", "..!"])
    func `a reason that is no words is refused`(text: String?) {
        var option = ReasonOption()
        option.reason = text
        #expect(throws: CaseworkError.self) { try option.stated() }
    }

    @Test func `a reason of words is taken`() throws {
        var option = ReasonOption()
        option.reason = " call 17\n"
        #expect(try option.stated().text == "call 17")
    }

    @Test(
        arguments: [
            // Dutch time where no offset is given: summer, winter, and the hour that October has twice.
            ("2025-08-06", 1_754_431_200_000), ("2025-08-06 14:20", 1_754_482_800_000),
            ("2025-08-06T14:20:30.5", 1_754_482_830_000), ("2025-01-06T00:00", 1_736_118_000_000),
            ("2025-10-26T02:30", 1_761_438_600_000),
            ("2025-08-06T12:20Z", 1_754_482_800_000),
            ("2025-08-06T14:20:00+02:00", 1_754_482_800_000),
            ("2025-08-06T07:20-05:00", 1_754_482_800_000), ("1969-12-31T23:59Z", -60_000),
        ] as [(String, Int64)]
    )
    func `a moment is read to the second`(text: String, milliseconds: Int64) {
        #expect(GivenTime(argument: text)?.milliseconds == milliseconds)
        #expect(GivenTime(argument: text)?.isDay == (text.count == 10))
    }

    @Test(arguments: [
        "", "today", "2025", "2025-02-30", "06-08-2025", "2025-8-6", "2025-08-06 24:00",
        "2025-08-06 14:60", "2025-08-06 14", "2025-08-06T14:20+15:00", "2025-08-06T14:20 ",
        "2025-08-06T14:20X", "٢٠٢٥-08-06", "2025-08-06T14:20+0200",
    ])
    func `what is no moment is refused`(text: String) {
        #expect(GivenTime(argument: text) == nil)
    }
}
