// SPDX-License-Identifier: EUPL-1.2

import Intake
import Testing

struct HeaderLookTests {
    @Test(arguments: [
        "111222333", "'111222333", "1970-02-03", "03-02-1970", "anna@example.org", "42", "1234 AB",
        "06-12345678",
    ])
    func `a value of a person is no name of a column`(value: String) {
        #expect(HeaderLook.isOfARecord(["naam", value]))
    }

    @Test(arguments: [
        "bsn", "tel1", "2e naam", "postcode/plaats", "", "e-mail", "dob (yyyy-mm-dd)",
    ])
    func `a word is a name of a column, whatever stands in it`(name: String) {
        #expect(!HeaderLook.isOfARecord([name, "naam"]))
    }
}
