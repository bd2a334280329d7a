// SPDX-License-Identifier: EUPL-1.2

import Incidents

/// How long a party may keep what it got, by all versions of its agreement that are recorded now.
struct KeepingTerms {
    /// By the day from which each holds; of one day, the one recorded last comes last.
    private let agreements: [AgreementFact]

    init(_ agreements: [AgreementFact]) {
        self.agreements = agreements.enumerated()
            .sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }
            .map(\.element)
    }

    /// The last day, in days since 1970-01-01, for something disclosed on a day: by the version that
    /// held then. Nil when it names no term, or none held.
    func lastDay(for day: Int) -> Int? {
        agreements.last { $0.from <= day }?.keepMonths.map {
            DutyDate(dayNumber: day).adding(months: $0).dayNumber
        }
    }
}

/// How long a party may keep what it got under a version of its agreement, where that was recorded wrongly.
struct CorrectedTerm: Sendable {
    /// Nil: nothing was agreed.
    var months: Int?

    /// The last day, in days since 1970-01-01; nil when the day of disclosure is not known.
    func lastDay(for day: Int?) -> Int? {
        guard let day, let months else { return nil }
        return DutyDate(dayNumber: day).adding(months: months).dayNumber
    }
}
