// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
public import Letters

extension Store {
    /// What was handed over of a wave and not taken back, in the order in which it was recorded; by that
    /// moment, milliseconds since 1970, or by now.
    public func handovers(of wave: WaveFact, recordedBy limit: Int64? = nil) throws
        -> [HandoverFact]
    {
        try standingHandovers(
            of: wave,
            before: try limit.map { try entries(recordedBy: $0) } ?? .max
        ).map(\.body)
    }

    private func standingHandovers(of wave: WaveFact, before size: Int = .max) throws
        -> [Recorded<HandoverFact>]
    {
        let undone = Set(
            try facts.all(HandoverUndoFact.self, .wave(wave.number)).filter { $0.entry < size }
                .map(\.body.entry)
        )
        return try facts.all(HandoverFact.self, .wave(wave.number)).filter {
            $0.entry < size && !undone.contains($0.entry)
        }
    }

    /// Takes back the last handing over of a wave that stands: its print files wait again, and their
    /// readers are not told. Refused when there is none, and when the incident is closed.
    public func takeBackHandover(
        of wave: WaveFact,
        in incident: IncidentFact,
        because: String,
        act: Act
    ) throws -> HandoverFact {
        try commit(act) { store, db, entries in
            try store.refuseClosed(incident)
            guard let last = try store.standingHandovers(of: wave).last else {
                throw StoreError.refused(.nothingHandedOver(wave: wave.name))
            }
            try entries.record(
                db,
                [
                    HandoverUndoFact(
                        wave: wave.number,
                        entry: last.entry,
                        by: act.by,
                        because: because
                    )
                ]
            )
            return last.body
        }
    }

    /// Records that all print files of a wave that are finished, and were not handed over before, were
    /// handed over. Refused when there is none, when one was printed after it, and when the incident is
    /// closed.
    public func recordHandover(
        of wave: WaveFact,
        from earliest: Int64,
        to latest: Int64,
        carrier: String,
        act: Act
    ) throws -> HandoverFact {
        try commit(act) { store, db, entries in
            if let incident = try store.incidents.first(where: {
                $0.body.number == wave.incident
            }) {
                try store.refuseClosed(incident.body)
            }
            let before = try Set(store.handovers(of: wave).flatMap(\.batches))
            let waiting = try store.facts.all(BatchFact.self, .wave(wave.number)).filter {
                !before.contains($0.body.batch)
            }
            guard let last = waiting.map(\.recordedAt).max() else {
                throw StoreError.refused(.nothingToHandOver(wave: wave.name))
            }
            // A day without a time ends when it is recorded at the latest.
            let end = earliest == latest ? latest : min(latest, act.at)
            guard earliest <= act.at, end >= last, end <= act.at else {
                throw StoreError.refused(.handedOverWhenNotThere(wave: wave.name))
            }
            let fact = HandoverFact(
                wave: wave.number,
                batches: waiting.map(\.body.batch).sorted(),
                happenedAt: end,
                notBefore: earliest == end ? nil : earliest,
                to: carrier,
                by: act.by
            )
            try entries.record(db, [fact])
            return fact
        }
    }

    /// The people of the letters of some print files of a wave; of them those whose letter took an earlier
    /// one back; and those held in the wave with the reason, as far as `finished` print files of it say.
    public func reached(by batches: Set<Int>, finished: Set<Int>, of wave: WaveFact) throws -> (
        told: [PersonNumber], retracted: Set<PersonNumber>, held: [PersonNumber: HoldReason]
    ) {
        var told: [PersonNumber] = []
        var retracted: Set<PersonNumber> = []
        var held: [PersonNumber: HoldReason] = [:]
        for batch in try finishedBatches(of: wave) where finished.contains(batch.batch) {
            for late in try lateHolds(of: batch) { held[late.person] = late.reason }
        }
        try forEachLetter(of: wave) { letters in
            for letter in letters {
                if let reason = letter.held {
                    held[letter.person] = reason
                } else if batches.contains(letter.batch), held[letter.person] == nil {
                    told.append(letter.person)
                    if letter.whyAgain == .retraction { retracted.insert(letter.person) }
                }
            }
        }
        return (told, retracted, held)
    }
}
