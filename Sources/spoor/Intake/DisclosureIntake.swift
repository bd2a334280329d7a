// SPDX-License-Identifier: EUPL-1.2

import Custody
import Incidents
import Linkage
import Store
import Vault

/// Records parts of an import and keeps the sums: what messages and back-files share.
struct DisclosureIntake {
    private let store: Store
    private let options: StoreOptions
    private let importing: ImportOptions
    private let party: Party.ID
    private(set) var read = 0
    private var outcome = ImportOutcome()
    private var controls = 0
    private var acknowledgements = 0
    private var linked = 0
    private var setAside: [String: Int] = [:]
    private var unclassified: [String: Int] = [:]

    init(store: Store, options: StoreOptions, importing: ImportOptions, party: Party.ID) {
        self.store = store
        self.options = options
        self.importing = importing
        self.party = party
    }

    var problems: Int { setAside.values.reduce(0, +) }

    /// Records a part, unless nothing is to be stored.
    mutating func record(_ part: IntakePart) throws {
        read += part.read
        linked += part.linked
        controls += part.controls
        acknowledgements += part.acknowledgements
        for item in part.rejected { setAside[item.reason, default: 0] += 1 }
        for file in part.emptyFiles {
            setAside["a file without any message", default: 0] += 1
            options.results.say("\(file) holds no message; it begins with none")
        }
        unclassified.merge(part.unclassified, uniquingKeysWith: +)
        guard !importing.dryRun else { return }
        #if SPOOR_CONTROLS
            // CONTROL, wrong on purpose: says so before it is so. docs/rigs.md.
            if Control.isOn("ACK_EARLY"), importing.acknowledge { options.results.say("committed \(read)") }
        #endif
        outcome += try store.record(
            part.batch,
            rejected: part.rejected,
            unclassified: part.unclassified,
            progress: part.progress,
            act: options.act(party.rawValue)
        )
        if importing.acknowledge { options.results.say("committed \(read)") }
    }

    var needsALook: Bool { !setAside.isEmpty || !unclassified.isEmpty || outcome.unresolved > 0 }

    /// What only the store can tell is left out when it was not asked.
    private var counts: [String: Int] {
        let seen = [
            "laboratory controls": controls, "acknowledgements": acknowledgements,
            "about a known person": linked,
        ]
        guard !importing.dryRun else { return seen }
        let recorded = [
            "ledger rows": outcome.disclosures, "came twice": outcome.duplicates,
            "about nobody known": outcome.unresolved, "results that wait": outcome.waiting,
        ]
        return seen.merging(recorded) { seen, _ in seen }
    }

    var summary: ImportSummary {
        ImportSummary(
            stored: !importing.dryRun,
            read: read,
            counts: counts,
            setAside: setAside,
            unclassified: unclassified
        )
    }
}

/// How long a processor may keep what it gets under an agreement.
struct KeepingTerm: Sendable {
    var months: Int?

    /// The last day, in days since 1970-01-01, for something disclosed on a day.
    func lastDay(for day: Int) -> Int? {
        months.map { DutyDate(dayNumber: day).adding(months: $0).dayNumber }
    }
}
