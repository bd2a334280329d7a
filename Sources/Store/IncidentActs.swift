// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// What was recorded around an incident besides moments and lists, each with its place in the ledger.
public struct IncidentActs: Sendable {
    public var publications: [Recorded<PublicationFact>] = []
    public var waves: [Recorded<WaveFact>] = []
    public var approvals: [Recorded<WaveApprovalFact>] = []
    public var cancellations: [Recorded<WaveCancellationFact>] = []
    public var handovers: [Recorded<HandoverFact>] = []
    public var handoverUndos: [Recorded<HandoverUndoFact>] = []
    /// Of print files, for how many letters they hold.
    public var batches: [Recorded<BatchFact>] = []
    /// Of the parties that the incident concerns, to them; in the order in which they began.
    public var imports: [Recorded<ImportFact>] = []
    public var importUndos: [Recorded<ImportUndoFact>] = []
}

extension Store {
    /// Each kind in the order in which it was recorded; imports to `parties`. Nobody is opened.
    public func acts(of incident: IncidentFact, parties: [Party.ID]) throws -> IncidentActs {
        var acts = IncidentActs()
        acts.publications = try facts.all(PublicationFact.self, .incident(incident.number))
        acts.waves = try waves(of: incident)
        for wave in acts.waves {
            let key = FactKey.wave(wave.body.number)
            acts.approvals += try facts.all(WaveApprovalFact.self, key)
            acts.cancellations += try facts.all(WaveCancellationFact.self, key)
            acts.handovers += try facts.all(HandoverFact.self, key)
            acts.handoverUndos += try facts.all(HandoverUndoFact.self, key)
            acts.batches += try facts.all(BatchFact.self, key)
        }
        let names = Set(parties.map(\.rawValue))
        acts.imports = try facts.all(ImportFact.self).filter { fact in
            fact.body.party.map(names.contains) ?? false
        }
        acts.importUndos = try imports(takenBackAt: parties)
        return acts
    }
}
