// SPDX-License-Identifier: EUPL-1.2

import Custody
import Linkage
import Store

extension PopulationIndex {
    /// What the store asks when it records results.
    func judge(_ digests: IntakeDigests) -> SampleJudge {
        SampleJudge(
            conflict: Int(UnresolvedReason.conflictSample.rawValue),
            contradicts: { contradicts($0, $1) },
            seal: { try digests.seal($0) }
        )
    }

    /// Whom a message about nobody known turns out to be about: the same as if it came now.
    func person(of open: OpenDisclosure) -> PersonNumber? {
        if case .linked(let person, _) = decide(open.claims) {
            return open.people.isEmpty || open.people.contains(person) ? person : nil
        }
        let agreeing = open.people.filter { !contradicts(open.claims, $0) }
        return agreeing.count == 1 ? agreeing[0] : nil
    }
}
