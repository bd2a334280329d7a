// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Incidents
public import Letters
internal import Store

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
        listedOn: [PartialDate] = [],
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
            listed: row.listed,
            listedOn: listedOn,
            // The contact data people wonder about, as far as nobody gave them on our behalf.
            neverGiven: CategorySet([.telephone, .email]).subtracting(row.categories),
            isToParents: isToParents,
            hadOtherIncident: hadOtherIncident
        )
    }
}

extension Store {
    /// The day that stands with each statement of an incident, by its number.
    func statementDays(of incident: IncidentFact) throws -> [Int: PartialDate] {
        try statements(of: incident).map(\.body).reduce(into: [:]) { days, statement in
            let day = DutyLocalTime(utcMilliseconds: statement.happenedAt).date
            days[statement.number] = PartialDate(day.text)
        }
    }
}

extension RegisterRow {
    /// What the surest statements about somebody found of them; `days`: by the number of the statement.
    func finding(days: [Int: PartialDate]) -> Finding? {
        let certainty = certainty
        guard certainty >= .stolen else { return nil }
        var finding = Finding(categories: [])
        for line in lines where line.certainty == certainty {
            guard case .statement(let number) = line.source else { continue }
            finding.categories = finding.categories.union(line.categories)
            guard let day = days[number] else { continue }
            if finding.known.map({ day.value < $0.value }) ?? true { finding.known = day }
        }
        return finding
    }

    /// The days of the lists that name the person, earliest first; `days`: by the number of the statement.
    func listedOn(days: [Int: PartialDate]) -> [PartialDate] {
        Set(
            listLines.compactMap { line in
                if case .statement(let number) = line.source { days[number] } else { nil }
            }
        ).sorted { $0.value < $1.value }
    }

    /// Does a list of the processor name the person? Who is only found in files stands on none.
    fileprivate var isListed: Bool { !listLines.isEmpty }

    /// What the lists of the processor name of the person beyond who they are; nil when they stand on none.
    fileprivate var listed: ListedKinds? {
        guard isListed else { return nil }
        return ListedKinds(listLines.reduce(into: []) { $0.formUnion($1.categories) })
    }

    private var listLines: [RegisterLine] {
        lines.filter { line in
            if case .statement = line.source { line.certainty == .reported } else { false }
        }
    }
}
