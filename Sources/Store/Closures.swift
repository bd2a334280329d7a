// SPDX-License-Identifier: EUPL-1.2

/// How an incident was closed, and whether that still counts.
public struct RecordedClosure: Sendable {
    public var closure: Recorded<ClosureFact>
    /// Nil while it is closed.
    public var reopening: Recorded<ReopeningFact>?
}

extension Store {
    /// The closures of an incident in their order; all but the last were taken back.
    public func closures(of incident: IncidentFact) throws -> [RecordedClosure] {
        let reopenings = try facts.all(ReopeningFact.self, .incident(incident.number))
        return try facts.all(ClosureFact.self, .incident(incident.number)).enumerated().map {
            RecordedClosure(
                closure: $1,
                reopening: $0 < reopenings.count ? reopenings[$0] : nil
            )
        }
    }

    public func isClosed(_ incident: IncidentFact) throws -> Bool {
        try closures(of: incident).last.map { $0.reopening == nil } ?? false
    }

    /// Throws for an incident that is closed: open it again before you record something new.
    func refuseClosed(_ incident: IncidentFact) throws {
        guard try !isClosed(incident) else {
            throw StoreError.refused(.incidentClosed(reference: incident.reference))
        }
    }

    /// Closes an incident with its effects and the measures that were taken (GDPR Art. 33(5)).
    public func record(
        closureOf incident: IncidentFact,
        effects: String,
        measures: String,
        because: String,
        act: Act
    ) throws {
        try commit(act) { store, db, entries in
            try store.refuseClosed(incident)
            try entries.record(
                db,
                [
                    ClosureFact(
                        incident: incident.number,
                        by: act.by,
                        effects: effects,
                        measures: measures,
                        because: because
                    )
                ]
            )
        }
    }

    /// Takes the closure back; it stays in the ledger.
    public func record(
        reopeningOf incident: IncidentFact,
        because: String,
        act: Act
    ) throws {
        try commit(act) { store, db, entries in
            guard try store.isClosed(incident) else {
                throw StoreError.refused(.incidentNotClosed(reference: incident.reference))
            }
            try entries.record(
                db,
                [ReopeningFact(incident: incident.number, by: act.by, because: because)]
            )
        }
    }
}
