// SPDX-License-Identifier: EUPL-1.2

import Custody
import Linkage
import Store

/// Gathers classified disclosures into batches and records them: what HL7 and back-file share.
struct DisclosureIntake {
    let store: Store
    let options: StoreOptions
    let importing: ImportOptions
    var source: String
    let flow: Flow
    let keepMonths: Int?
    private(set) var read = 0
    private var batch: [ReceivedDisclosure] = []
    private var rejected: [Rejected] = []
    private var unclassified: [String: Int] = [:]
    private var outcome = ImportOutcome()
    private var controls = 0
    private var linked = 0
    private var setAside: [String: Int] = [:]
    private var allUnclassified: [String: Int] = [:]

    init(
        store: Store,
        options: StoreOptions,
        importing: ImportOptions,
        source: String,
        flow: Flow,
        keepMonths: Int?
    ) {
        self.store = store
        self.options = options
        self.importing = importing
        self.source = source
        self.flow = flow
        self.keepMonths = keepMonths
    }

    /// Rows in a transaction: one ledger entry, one sync of the disk.
    static let batchSize = 16_384

    var isFull: Bool { batch.count + rejected.count >= Self.batchSize }
    var problems: Int { setAside.values.reduce(0, +) }

    mutating func add(_ item: ReceivedDisclosure, unclassified paths: [String] = []) {
        read += 1
        if case .person = item.subject { linked += 1 }
        batch.append(item)
        for path in paths {
            unclassified[path, default: 0] += 1
            allUnclassified[path, default: 0] += 1
        }
    }

    mutating func addControl() {
        read += 1
        controls += 1
    }

    mutating func reject(_ content: [UInt8], line: Int, _ reason: String) {
        read += 1
        setAside[reason, default: 0] += 1
        rejected.append(Rejected(source: source, line: line, reason: reason, content: content))
    }

    mutating func commit(_ progress: ImportProgress?) throws {
        defer {
            batch.removeAll(keepingCapacity: true)
            rejected.removeAll(keepingCapacity: true)
            unclassified.removeAll(keepingCapacity: true)
        }
        guard !importing.dryRun else { return }
        #if SPOOR_CONTROL_ACK_EARLY
            // CONTROL, wrong on purpose: says so before it is so. docs/rigs.md.
            if importing.acknowledge { options.results.say("committed \(read)") }
        #endif
        outcome += try store.record(
            batch,
            rejected: rejected,
            unclassified: unclassified,
            progress: progress,
            act: options.act(flow.party.rawValue)
        )
        if importing.acknowledge { options.results.say("committed \(read)") }
    }

    var needsALook: Bool { !setAside.isEmpty || !allUnclassified.isEmpty || outcome.unresolved > 0 }

    var summary: ImportSummary {
        ImportSummary(
            stored: !importing.dryRun,
            read: read,
            counts: [
                "ledger rows": outcome.disclosures, "came twice": outcome.duplicates,
                "about nobody known": outcome.unresolved, "results that wait": outcome.waiting,
                "laboratory controls": controls, "about a known person": linked,
            ],
            setAside: setAside,
            unclassified: allUnclassified
        )
    }

    /// Whom linkage says it is about; the claims of an unresolved one are sealed here.
    static func subject(
        _ claims: IdentityClaims,
        _ decision: LinkageDecision,
        _ store: Store
    ) throws -> ReceivedDisclosure.Subject {
        switch decision {
        case .linked(let person, _): .person(person)
        case .unresolved(let reason):
            .unresolved(reason: Int(reason.rawValue), claims: try store.seal(claims))
        }
    }

    /// The last day the processor may keep it.
    func keepUntil(_ day: Int) -> Int? {
        keepMonths.map { months in
            let date = Timestamp.civil(days: day)
            let month = date.month - 1 + months
            let year = date.year + month / 12
            return Timestamp.days(year: year, month: month % 12 + 1, day: min(date.day, 28))
        }
    }
}
