// SPDX-License-Identifier: EUPL-1.2

internal import Incidents
public import Store

/// How things stand, on one page: the store, the next clock, each incident, what an import was cut off
/// from, and what waits for somebody. Nobody is opened.
public struct ShowStatus: Sendable {
    /// Milliseconds since 1970-01-01 UTC.
    public var now: Int64

    public init(now: Int64) { self.now = now }

    public struct Answer: Codable, Sendable, Equatable {
        public var organisation: String
        /// All people in it are invented.
        public var isSynthetic: Bool
        /// Of the ledger.
        public var entries: Int
        /// In the population.
        public var people: Int
        public var parties: Int
        /// The process that writes now.
        public var writer: String?
        /// Files of which only a part was taken in, as far as was recorded.
        public var filesBegun: Int
        /// The clock that ends first over all incidents; one that is over stands before those that run.
        /// Nil when none runs towards a date.
        public var nextClock: Clock?
        /// Duties that are overdue, over all incidents.
        public var overdue: Int
        public var incidents: [Incident]
        public var waiting: [Waiting]
        /// Parties that get nothing for now, by their short names.
        public var suspended: [String]
        /// When people, messages and rows were counted, where an import went on since; nil: now.
        public var countedAt: Instant?
    }

    public struct Clock: Codable, Sendable, Equatable {
        public var incident: String
        /// Nil: ourselves.
        public var party: String?
        public var duty: JudgeDuties.Duty
        public var dueAt: Instant
    }

    public struct Incident: Codable, Sendable, Equatable {
        public var reference: String
        public var title: String
        public var parties: [String]
        /// Of the last version of the register; nil when none was frozen.
        public var version: String?
        public var people: Int?
        public var isPublished: Bool
        /// The one of this incident.
        public var nextClock: Clock?
        /// People whose letters are in finished print files.
        public var written: Int
    }

    /// Something that somebody must do or decide, and how often.
    public struct Waiting: Codable, Sendable, Equatable {
        public enum Kind: String, Codable, Sendable, CaseIterable {
            /// Results whose order has not come.
            case results = "results"
            /// Messages and rows about nobody known.
            case unlinkedDisclosures = "unlinkedDisclosures"
            /// Rows and messages that did not read.
            case setAside = "setAside"
            /// Messages with a field that no row of the table maps.
            case unclassified = "unclassified"
            /// Records of lists about nobody known.
            case unresolvedRecords = "unresolvedRecords"
            /// The newest version of the register is not published.
            case unpublished = "unpublished"
            /// Acts took back what the newest version of the register may rest on.
            case outdatedVersion = "outdatedVersion"
            /// Print files of a wave that were planned and are not made.
            case printFiles = "printFiles"
            /// People whose letter is held.
            case heldLetters = "heldLetters"
            /// Conditions for resuming a party that are not met; its short name is in `name`.
            case conditions = "conditions"
            /// Disclosures to a party of days after it was suspended; its short name is in `name`.
            case givenWhileSuspended = "givenWhileSuspended"
        }

        public var kind: Kind
        public var count: Int
        public var incident: String?
        /// The list, version or wave.
        public var name: String?
    }

    public func run(in store: Store) throws -> Answer {
        try store.snapshot { try answer($0) }
    }

    private func answer(_ store: Store) throws -> Answer {
        let standing = try ShowIncidentStandings(now: now).run(in: store)
        let intake = try ShowIntakeWaiting().run(in: store)
        return Answer(
            organisation: try store.organisation(),
            isSynthetic: store.isSynthetic,
            entries: try store.entryCount,
            people: try store.peopleCount(),
            parties: try store.parties.count,
            writer: store.writer,
            filesBegun: try store.filesBegun(),
            nextClock: standing.nextClock,
            overdue: standing.overdue,
            incidents: standing.incidents,
            waiting: intake.waiting + standing.waiting,
            suspended: try store.suspensions().filter { $0.resumption == nil }.map(
                \.order.body.party
            ),
            countedAt: intake.countedAt
        )
    }
}

/// What waits for somebody of what imports took in. It is counted anew after each act of an import: of
/// millions of messages that takes a second.
public struct ShowIntakeWaiting: Sendable {
    public init() {}

    public struct Answer: Sendable, Equatable {
        public var waiting: [ShowStatus.Waiting]
        /// When it was so; nil: now.
        public var countedAt: Instant?
    }

    /// A look that must be quick (`Store.leavingCounts`) has the last count while an import runs.
    public func run(in store: Store) throws -> Answer {
        let counted = try store.intakeWaiting()
        return Answer(
            waiting: [
                ShowStatus.Waiting(kind: .results, count: counted.waitingResults),
                ShowStatus.Waiting(kind: .unlinkedDisclosures, count: counted.unresolved),
                ShowStatus.Waiting(kind: .setAside, count: counted.setAside),
                ShowStatus.Waiting(kind: .unclassified, count: counted.unclassified),
            ].filter { $0.count > 0 },
            countedAt: counted.countedAt.map(Instant.init(milliseconds:))
        )
    }
}

/// How each incident stands, and what waits for somebody in it: nothing of messages and people.
public struct ShowIncidentStandings: Sendable {
    /// Milliseconds since 1970-01-01 UTC.
    public var now: Int64

    public init(now: Int64) { self.now = now }

    public struct Answer: Sendable, Equatable {
        /// The clock that ends first; one that is over stands before those that run.
        public var nextClock: ShowStatus.Clock?
        /// Duties that are overdue, over all incidents.
        public var overdue: Int
        public var incidents: [ShowStatus.Incident]
        public var waiting: [ShowStatus.Waiting]
    }

    public func run(in store: Store) throws -> Answer {
        try store.snapshot { store in
            let incidents = try store.incidents.map(\.body)
            let running = try incidents.flatMap { try clocks(of: $0, in: store) }
                .sorted { $0.dueAt < $1.dueAt }
            return Answer(
                nextClock: running.first,
                overdue: running.count { $0.duty.state == .overdue },
                incidents: try incidents.map { try show($0, running, store) },
                waiting: try incidents.flatMap { try waiting(in: $0, store) } + suspended(store)
            )
        }
    }

    /// Those that run towards a date or are over it.
    private func clocks(of incident: IncidentFact, in store: Store) throws -> [ShowStatus.Clock] {
        let judged = try JudgeDuties(incident: incident.reference, now: now).run(in: store)
        return judged.standings.flatMap { standing in
            standing.duties.compactMap { duty -> ShowStatus.Clock? in
                guard duty.state == .running || duty.state == .overdue, let due = duty.dueAt
                else { return nil }
                return ShowStatus.Clock(
                    incident: incident.reference,
                    party: standing.party,
                    duty: duty,
                    dueAt: due
                )
            }
        }
    }

    private func show(
        _ incident: IncidentFact,
        _ clocks: [ShowStatus.Clock],
        _ store: Store
    ) throws -> ShowStatus.Incident {
        let version = try store.lastRegister(of: incident)
        return ShowStatus.Incident(
            reference: incident.reference,
            title: incident.title,
            parties: incident.concerned,
            version: version?.name,
            people: version?.people,
            isPublished: try version.map { try store.isPublished($0) } ?? false,
            nextClock: clocks.first { $0.incident == incident.reference },
            written: try store.waves(of: incident).reduce(0) { sum, wave in
                try sum + store.finishedBatches(of: wave.body).reduce(0) { $0 + $1.letters }
            }
        )
    }

    /// Of parties that are suspended, in whatever incident.
    private func suspended(_ store: Store) throws -> [ShowStatus.Waiting] {
        try ShowSuspensions().run(in: store).flatMap { suspension -> [ShowStatus.Waiting] in
            let open = suspension.resumption == nil ? suspension.unmet.count : 0
            return [
                ShowStatus.Waiting(kind: .conditions, count: open, name: suspension.party),
                ShowStatus.Waiting(
                    kind: .givenWhileSuspended,
                    count: suspension.givenAfter,
                    name: suspension.party
                ),
            ].filter { $0.count > 0 }
        }
    }

    private func waiting(in incident: IncidentFact, _ store: Store) throws
        -> [ShowStatus.Waiting]
    {
        func item(
            _ kind: ShowStatus.Waiting.Kind,
            _ count: Int,
            _ name: String
        ) -> ShowStatus.Waiting? {
            guard count > 0 else { return nil }
            return ShowStatus.Waiting(
                kind: kind,
                count: count,
                incident: incident.reference,
                name: name
            )
        }
        var found: [ShowStatus.Waiting?] = []
        for list in try store.statements(of: incident) where try !store.isWithdrawn(list.body) {
            found.append(item(.unresolvedRecords, list.body.unresolved, list.body.name))
        }
        if let version = try store.lastRegister(of: incident), try !store.isPublished(version) {
            found.append(item(.unpublished, 1, version.name))
        }
        if let version = try store.lastRegister(of: incident) {
            let acts = try store.takingsBack(since: version, in: incident)
            found.append(item(.outdatedVersion, acts, version.name))
        }
        for wave in try store.waves(of: incident).map(\.body) {
            let standing = try WaveStanding(wave, in: store)
            let isCancelled = standing.cancelled != nil
            found.append(
                item(.printFiles, isCancelled ? 0 : wave.batches - standing.written, wave.name)
            )
            // Of a cancelled wave only what was printed counts, and another wave holds them again.
            let held = isCancelled ? 0 : standing.allHeld.values.reduce(0, +)
            found.append(item(.heldLetters, held, wave.name))
        }
        return found.compactMap(\.self)
    }
}
