// SPDX-License-Identifier: EUPL-1.2

public import Casework

private func words(ofMonths months: Int?) -> String { months.map { "\($0) months" } ?? "no term" }

extension CorrectTerm.Answer {
    public var words: String {
        "\(party), version \(version): \(Wording.words(ofMonths: months)) in the place of "
            + "\(Wording.words(ofMonths: monthsBefore)); past their term "
            + "\(pastTerm.grouped) rows, before \(pastTermBefore.grouped)"
    }
}

extension TermCorrection {
    public var words: String {
        "keeping term of \(party), version \(version), corrected to "
            + "\(Wording.words(ofMonths: months)): \(because)"
    }
}
