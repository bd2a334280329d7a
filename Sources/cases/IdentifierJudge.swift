// SPDX-License-Identifier: EUPL-1.2
import Custody

/// BSN and Dutch postcode; the other identifiers are not ours to judge.
struct IdentifierJudge: CaseJudge {
    let expectation = 1.0

    func verdict(on theCase: ThirdPartyCase) -> Verdict {
        guard let input = theCase["input"]?.string, let valid = theCase["valid"]?.bool else {
            return .outOfScope
        }
        if theCase["kind"]?.string == "postcode" {
            let postcode = Postcode(input)
            guard (postcode != nil) == valid else { return .same(postcode != nil, valid) }
            guard let canonical = theCase["canonical"]?.string else { return .agrees }
            return .same(postcode?.printed ?? "", canonical)
        }
        let isCitizenNumber =
            theCase.file.contains("bsn") || theCase.id.hasPrefix("bsn")
            || theCase["kind"]?.string == "bsn"
        return isCitizenNumber ? verdict(on: input, valid: valid) : .outOfScope
    }

    private func verdict(on input: String, valid: Bool) -> Verdict {
        let accepted = CitizenNumber(input) != nil
        if accepted == valid { return .agrees }
        let digits = input.filter(\.isNumber).count
        let hasOthers = digits != input.count
        switch (accepted, digits) {
        case (true, 8): return .deviates(.citizenNumberOfEightDigits)
        case (false, ..<8) where digits > 0: return .deviates(.citizenNumberOfFewerDigits)
        case (true, 9) where hasOthers: return .deviates(.citizenNumberSeparators)
        default: return .same(accepted, valid, input)
        }
    }
}
