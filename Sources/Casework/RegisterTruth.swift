// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Incidents
public import Letters

extension LetterTruth {
    /// What is true for a reader by their row of the register: what a preview and a print file share.
    public init(
        _ row: RegisterRow,
        language: Language,
        group: LetterGroup,
        whyAgain: WhyAgain?,
        earlier: [PartialDate],
        told: ToldBefore? = nil,
        finding: Finding? = nil,
        isToParents: Bool = false,
        hadOtherIncident: Bool = false
    ) {
        var known = CategoriesByOrigin()
        for origin in Origin.allCases { known[origin] = row.categories(from: origin) }
        self.init(
            language: language,
            group: group,
            certainty: row.certainty,
            earlierLetters: earlier,
            whyAgain: whyAgain,
            told: told,
            finding: finding,
            categories: known,
            reported: row.categories,
            isListed: row.isListed,
            // The contact data people wonder about, as far as nobody gave them on our behalf.
            neverGiven: CategorySet([.telephone, .email]).subtracting(row.categories),
            isToParents: isToParents,
            hadOtherIncident: hadOtherIncident
        )
    }
}

extension RegisterRow {
    /// Does a list of the processor name the person? Who is only found in files stands on none.
    fileprivate var isListed: Bool {
        lines.contains { line in
            if case .statement = line.source { line.certainty == .reported } else { false }
        }
    }
}
