// SPDX-License-Identifier: EUPL-1.2
import Letters

/// The bars of the sorting code.
struct SortingCodeJudge: CaseJudge {
    let expectation = 1.0

    func verdict(on theCase: ThirdPartyCase) -> Verdict {
        guard let content = (theCase["kix"] ?? theCase["input"])?.string else {
            return .outOfScope
        }
        let code = try? KIX(content: content)
        if let valid = theCase["valid"]?.bool {
            guard (code != nil) == valid else { return .same(code != nil, valid) }
            guard let same = theCase["same_as"]?.string else { return .agrees }
            return .same(code?.text, (try? KIX(content: same))?.text)
        }
        guard let bars = theCase["bars"]?.string else { return .outOfScope }
        guard let rows = theCase["rows"]?.strings, code?.text == bars else {
            return .same(code?.text, bars)
        }
        return .same(rows, rowsOfModules(bars))
    }

    /// Top, track and bottom, a bar and a space by turns.
    private func rowsOfModules(_ bars: String) -> [String] {
        ["FA", "FADT", "FD"].map { raised in
            bars.map { raised.contains($0) ? "1" : "0" }.joined(separator: "0")
        }
    }
}
