// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Incidents
public import Store

/// Opens an incident from what is known at the first call, and freezes version 1 of its register:
/// everyone of whom the parties had data through us, as *cannot be excluded*.
public struct OpenIncident: Sendable {
    /// Short name of the incident.
    public var reference: String
    /// Empty: the reference serves.
    public var title: String
    /// Those that were hit, first the one that told us: a supplier, and its sub-processor.
    public var parties: [Party.ID]
    /// What they say.
    public var said: String
    public var moments: [GivenMoment]
    /// Freezes version 1 also when rows of people are lost: they are in it, without a sourceId.
    public var leavesOutLost: Bool
    public var officer: ActingOfficer

    public init(
        reference: String,
        title: String = "",
        parties: [Party.ID],
        said: String = "",
        moments: [GivenMoment] = [],
        leavesOutLost: Bool = false,
        officer: ActingOfficer
    ) {
        self.reference = reference
        self.title = title
        self.parties = parties
        self.said = said
        self.moments = moments
        self.leavesOutLost = leavesOutLost
        self.officer = officer
    }

    public struct Answer: Codable, Sendable, Equatable {
        public enum Outcome: String, Codable, Sendable {
            case opened = "opened"
            /// It was there without version 1, after an interruption. What is given now was not
            /// recorded.
            case wentOn = "wentOn"
            /// Nothing was changed.
            case wasThere = "wasThere"
        }

        public var incident: String
        public var outcome: Outcome
        /// Nil only when `wasThere`.
        public var version: RegisterVersion?
        /// What is odd about the recorded moments; they stand.
        public var doubts: [DutyMomentDoubt]
    }

    /// The name of version 1.
    public static let firstVersion = "opening"

    public func run(in store: Store) throws -> Answer {
        guard !parties.isEmpty else { throw CaseworkError.partyMissing }
        if let twice = parties.indices.first(where: { parties[..<$0].contains(parties[$0]) }) {
            throw CaseworkError.partyTwice(parties[twice].rawValue)
        }
        for party in parties { _ = try store.party(named: party) }
        if let earlier = try? store.incident(named: reference) {
            return try goOn(with: earlier, store)
        }
        let doubts = try RecordMoment.doubts(about: moments, known: [:], now: officer.now)
        let incident = try store.openIncident(
            reference: reference,
            title: title.isEmpty ? reference : title,
            parties: parties,
            said: said,
            moments: moments,
            act: officer.act(towards: parties)
        )
        return answer(.opened, try freezeFirst(of: incident, store), doubts)
    }

    private func goOn(with incident: IncidentFact, _ store: Store) throws -> Answer {
        if incident.concernedParties == parties, try store.registers(of: incident).isEmpty {
            return answer(.wentOn, try freezeFirst(of: incident, store))
        }
        let first = try store.registers(of: incident).map(\.body).first { $0.version == 1 }
        return answer(.wasThere, try first.map { try RegisterVersion($0, in: store) })
    }

    private func answer(
        _ outcome: Answer.Outcome,
        _ version: RegisterVersion?,
        _ doubts: [DutyMomentDoubt] = []
    ) -> Answer {
        Answer(incident: reference, outcome: outcome, version: version, doubts: doubts)
    }

    /// Version 1 is as of the incident's own entry, also when it is frozen after an interruption.
    private func freezeFirst(of incident: IncidentFact, _ store: Store) throws -> RegisterVersion {
        try store.publishing {
            try store.freezeRegister(
                Self.firstVersion,
                of: incident,
                asOfEntries: try store.entriesAtOpening(of: incident),
                leavesOutLost: leavesOutLost,
                officer,
                StatedReason(following: "version 1 at the opening of \(reference)")
            )
        }
    }
}
