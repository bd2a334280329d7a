// SPDX-License-Identifier: EUPL-1.2

import Custody
import Linkage
import Store
import Vault

extension Store {
    /// Everyone's identifiers in memory, opened under one line of the access log.
    func populationIndex(
        for reason: AccessReason,
        _ context: IngestionContext
    ) throws -> PopulationIndex {
        var random = SystemRandomNumberGenerator()
        let seed = random.next()
        var builder = PopulationIndex.Builder(seed: seed, expecting: try peopleCount())
        let withdrawn = try withdrawnPeople()
        for (other, kept) in try joinedPeople().kept { builder.join(other, to: kept) }
        let maker = PopulationIndex.Builder(seed: seed)
        try open(nil, for: reason, withMail: false) { opened in
            (
                entry: try opened.withIdentifiers { maker.entry(opened.number, $0) },
                former: try opened.formerClaims
            )
        } collect: { people in
            try context.stopIfInterrupted()
            for (entry, former) in people where !withdrawn.contains(entry.number) {
                builder.append(entry)
                for claims in former { builder.append(entry.number, claims) }
            }
        }
        #if SPOOR_CONTROLS
            // CONTROL, wrong on purpose: a citizen number alone links. docs/rigs.md.
            var index = builder.seal()
            index.linksByCitizenNumberAlone = Control.isOn("BSN_ALONE")
            return index
        #else
            return builder.seal()
        #endif
    }
}
