// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import Accounts

@Suite struct OneTimeCodeTests {
    /// The table of RFC 6238, appendix B, for SHA-1; of its eight digits an app shows the last six.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"),
        (1_234_567_890, "005924"), (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func `codes are those of RFC 6238`(second: Int64, code: String) {
        let secret = OneTimeSecret(bytes: Array("12345678901234567890".utf8))
        #expect(secret.code(step: OneTimeSecret.step(at: second * 1000)) == code)
    }

    @Test func `a code of the step before or after is taken, and no code twice`() throws {
        let secret = OneTimeSecret()
        let now: Int64 = 1_754_484_000_000
        let step = OneTimeSecret.step(at: now)
        for near in step - 1...step + 1 {
            #expect(secret.step(of: secret.code(step: near), at: now, after: 0) == near)
        }
        #expect(secret.step(of: secret.code(step: step), at: now, after: step) == nil)
        #expect(secret.step(of: "", at: now, after: 0) == nil)
        #expect(secret.step(of: secret.code(step: step + 9), at: now, after: 0) == nil)
        let spaced = secret.code(step: step).prefix(3) + " " + secret.code(step: step).suffix(3)
        #expect(secret.step(of: String(spaced), at: now, after: 0) == step)
    }

    @Test func `the secret is base 32 as RFC 4648 writes it`() {
        #expect(OneTimeSecret(bytes: Array("foobar".utf8)).text == "MZXW6YTBOI")
        #expect(OneTimeSecret().text.count == 32)
    }
}
