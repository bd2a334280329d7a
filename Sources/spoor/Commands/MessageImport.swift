// SPDX-License-Identifier: EUPL-1.2

import Custody
import Linkage
import Store
import Vault

/// What an import of messages needs, whatever they are written in.
struct MessageIntake {
    let index: PopulationIndex
    let flow: Flow
    let term: KeepingTerm
    let content: ContentDigest
    let samples: ContentDigest
    let seal: ClaimSeal
    /// The day of a message that says none, in days since 1970-01-01.
    let today: Int
}

/// Takes files of messages in: what HL7 and FHIR share.
struct MessageImport {
    let options: StoreOptions
    let importing: ImportOptions
    let flowOptions: FlowOptions
    /// `hl7v2` or `fhir`.
    let channel: String
    let grade: ProvenanceGrade

    func run(_ files: [String], reader: (MessageIntake) -> any FrameReader) throws {
        Interruption.listen()
        let store = try options.open(importing.dryRun ? .reading : .writing)
        let (flow, term) = try flowOptions.flow(store, channel: channel, grade: grade)
        let index = try store.populationIndex(
            for: options.reason("import", channel, "whom the messages are about")
        )
        let reader = reader(
            MessageIntake(
                index: index,
                flow: flow,
                term: term,
                content: store.contentDigest(party: flow.party),
                samples: store.sampleDigest(party: flow.party),
                seal: store.claimSeal,
                today: DutchTime.day(options.moment)
            )
        )
        let work = try files.compactMap { try begin($0, store) }
        var intake = DisclosureIntake(
            store: store,
            options: options,
            importing: importing,
            party: flow.party
        )
        var progress = ProgressLine(
            "Messages",
            unit: "messages",
            total: InputFiles.size(of: work.map(\.path)),
            quiet: options.quiet || options.json
        )
        let received = try store.disclosureCount()
        try Conveyor.run { put in
            var feed = FrameFeed(
                reader: reader,
                acknowledges: importing.acknowledge,
                received: received,
                put: put
            )
            for file in work { try feed.read(file, isOnly: work.count == 1) }
            try feed.finish()
        } record: { part in
            try intake.record(part)
            progress.update(part.consumed, count: intake.read, problems: intake.problems)
            try Interruption.stopIfAsked(options.results, committed: intake.read)
        }
        progress.finish()
        if !importing.dryRun { try store.publishTiles() }
        try intake.summary.show(options, next: "Next: spoor exposure \(flowOptions.to)")
        if intake.needsALook { throw ExitStatus.look.code }
    }

    /// Where to begin in a file; nil when it was taken in before.
    private func begin(_ path: String, _ store: Store) throws -> FrameFeed.File? {
        let identity = InputFiles.identity(path, kind: "\(channel)|\(flowOptions.to)")
            .map { store.contentDigest.short(of: $0) }
        var file = FrameFeed.File(path: path, identity: identity, position: 0, line: 1)
        if let identity, !importing.dryRun, let earlier = try store.progress(of: identity) {
            guard !earlier.isFinished else {
                options.results.say("\(path) was taken in before")
                return nil
            }
            (file.position, file.line) = (earlier.position, earlier.line)
        }
        return file
    }
}
