// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing

@testable import Wording

@Suite struct LanguageTests {
    @Test(arguments: [
        (["LANG": "nl_NL.UTF-8"], Language.dutch), (["LANG": "nl"], .dutch), ([:], .english),
        (["LANG": "C.UTF-8"], .english), (["LANG": "en_GB", "LC_ALL": "nl_BE"], .dutch),
        (["LANG": "nl_NL", "LC_MESSAGES": "en_GB"], .english),
        (["LANG": "nl_NL", "LC_ALL": ""], .dutch), (["LANG": "nlx"], .english),
    ])
    func `the locale says the language of a reader`(set: [String: String], language: Language) {
        #expect(Language(locale: set) == language)
    }

    @Test(arguments: [
        ("lst", "list"), ("show", "show"), ("paln", "plan"), ("verfy", "verify"), ("ad", "add"),
    ])
    func `the nearest word is found`(typed: String, meant: String) {
        let words = ["list", "show", "plan", "verify", "add", "withdraw"]
        #expect(typed.nearest(of: words) == meant)
    }

    @Test(arguments: ["lab-2025", "x", "", "wxyz"])
    func `what is near none is near none`(typed: String) {
        #expect(typed.nearest(of: ["list", "show", "plan", "verify", "add"]) == nil)
    }

    @Test func `of two that are equally near neither is meant`() {
        #expect("pap".nearest(of: ["map", "tap"]) == nil)
    }
}
