// SPDX-License-Identifier: EUPL-1.2

import Admission
import ArgumentParser
import Casework
import Terminal
import Testing

@testable import spoor

/// What the command line takes and shows.
@Suite struct CommandLineTests {
    @Test func `every command has roles, and the table of roles has no other`() {
        let commands = Entrance.names.map(\.name).sorted()
        #expect(commands == CommandTable.commands.map(\.name).sorted())
        #expect(commands.contains("import columns propose") && commands.count > 90)
    }

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

    @Test func `a day is its end as a limit and its beginning on the clock`() throws {
        #expect(try GivenTime.limit("06-08-2025") == 1_754_517_599_999)
        #expect(try GivenTime.clock("2025-08-06") == 1_754_431_200_000)
        #expect(try GivenTime.limit("2025-08-06 14:20") == 1_754_482_800_000)
        #expect(try GivenTime.day("6 augustus 2025") == Day(number: 20_306))
        #expect(try GivenTime.moment("2025-08-06").precision == .day)
    }

    @Test(arguments: ["today", "2025-10-26 02:30"])
    func `a limit is one moment, and a refusal says why`(text: String) {
        for read in [GivenTime.limit, GivenTime.clock] {
            #expect(throws: ValidationError.self) { try read(text) }
        }
        #expect(throws: ValidationError.self) { try GivenTime.day("2025-08-06 14:20") }
    }
}
