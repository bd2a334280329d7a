// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import Exercise

@Suite struct CaseScriptTests {
    @Test func `the script of the demo names the program that wrote it`() {
        let script = CaseScript(program: "/opt/it's here/spoor").script
        #expect(script.contains(#"written_by='/opt/it'\''s here/spoor'"#))
    }
}
