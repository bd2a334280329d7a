// SPDX-License-Identifier: EUPL-1.2

import Casework
import Foundation
import Testing
import Wording

/// A party that is suspended, in words.
struct ContinuityWordsTests {
    private func suspension(givenAfter: Int) throws -> PartySuspension {
        let first = givenAfter > 0 ? #","firstGiven":"2025-08-13""# : ""
        let text = """
            {"number":1,"party":"lab","from":"2025-08-11T09:00:00+02:00","orderedBy":"director",\
            "scope":"all","because":"hacked","by":"officer","recordedAt":"2025-08-11T09:00:00+02:00",\
            "entry":7,"openOrders":3,"openOrdersNow":2,"conditions":[],"givenOnTheDay":0,\
            "givenAfter":\(givenAfter)\(first)}
            """
        return try JSONDecoder().decode(PartySuspension.self, from: Data(text.utf8))
    }

    @Test func `what was given after the order is warned of, and nothing is when nothing was`()
        throws
    {
        #expect(try suspension(givenAfter: 0).warning == nil)
        let warning = try suspension(givenAfter: 2).warning
        #expect(
            warning
                == "lab was suspended from 2025-08-11 on, and the ledger has 2 disclosures to it of later days, "
                + "the first of 2025-08-13: find out how that could be"
        )
    }
}
