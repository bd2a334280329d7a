// SPDX-License-Identifier: EUPL-1.2

import Database
import Letters

extension Store {
    public func waves(of incident: IncidentFact) throws -> [Recorded<WaveFact>] {
        try facts.all(WaveFact.self, .incident(incident.number))
    }

    /// The waves of all incidents.
    public func wavesByNumber() throws -> [Int: WaveFact] {
        try facts.all(WaveFact.self).reduce(into: [:]) { $0[$1.body.number] = $1.body }
    }

    public func wave(_ name: String, of incident: IncidentFact) throws -> WaveFact {
        let found = try waves(of: incident).first {
            $0.body.name == name || "\($0.body.number)" == name
        }
        guard let found else { throw StoreError.notFound(.wave(name: name)) }
        return found.body
    }

    /// The number of the next wave: over all incidents, for a letter is of one wave of the store.
    public var nextWaveNumber: Int {
        get throws { try (facts.all(WaveFact.self).map(\.body.number).max() ?? 0) + 1 }
    }

    /// The codes on the letters of a wave.
    public func letterCodes(wave: Int) -> LetterCodes {
        identities.letterCodes(wave: wave)
    }

    /// Throws when no wave can be planned under a name: before everyone is opened for it.
    public func checkWaveName(_ name: String, of incident: IncidentFact) throws {
        try ChosenName.checkWave(name)
        guard try !waves(of: incident).contains(where: { $0.body.name == name }) else {
            throw StoreError.alreadyThere(.wave(name: name))
        }
    }

    /// Records a wave: the decision and every letter of it, planned or held, in one act.
    public func record(
        wave name: String,
        of incident: IncidentFact,
        version: RegisterFact,
        who: String,
        decision: String,
        letters: [PlannedLetter],
        heldByReason: [String: Int],
        alreadyTold: Int? = nil,
        outside: Int? = nil,
        act: Act
    ) throws -> WaveFact {
        try checkWaveName(name, of: incident)
        return try commit(act, alone: letters.count > Self.manyRows) { store, db, entries in
            try store.refuseClosed(incident)
            try store.checkWaveName(name, of: incident)
            let wave = WaveFact(
                number: try store.nextWaveNumber,
                incident: incident.number,
                name: name,
                version: version.version,
                who: who,
                decision: decision,
                by: act.by,
                planned: letters.count,
                held: heldByReason,
                batches: letters.map(\.batch).max() ?? 0,
                alreadyTold: alreadyTold,
                outside: outside,
                retractions: {
                    let count = letters.count { $0.whyAgain == .retraction }
                    return count == 0 ? nil : count
                }()
            )
            let coded = try code(letters, wave)
            try write(coded, wave, db, &entries)
            try Self.enter(coded, wave, db)
            try entries.record(db, [wave])
            return wave
        }
    }

    public func cancellation(of wave: WaveFact) throws -> WaveCancellationFact? {
        try facts.all(WaveCancellationFact.self, .wave(wave.number)).first?.body
    }

    /// Is nothing more to be printed of it?
    public func isEnded(_ wave: WaveFact) throws -> Bool {
        try cancellation(of: wave) != nil || finishedBatches(of: wave).count >= wave.batches
    }

    /// Ends a wave before all of it is printed: what was printed counts as sent, the rest never
    /// was. Refused when there is nothing left to cancel.
    public func cancel(_ wave: WaveFact, because: String, act: Act) throws {
        try commit(act) { store, db, entries in
            guard try store.cancellation(of: wave) == nil else {
                throw StoreError.alreadyThere(.cancellation(of: wave.name))
            }
            guard try !store.isEnded(wave) else {
                throw StoreError.refused(.nothingToCancel(wave: wave.name))
            }
            try entries.record(
                db,
                [WaveCancellationFact(wave: wave.number, by: act.by, because: because)]
            )
        }
    }
}
