// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
import Foundation
import Incidents
import Letters

/// The letters of one wave that were written with one date on them, and were handed over or not.
public struct WrittenLetters: Sendable {
    public var wave: WaveFact
    /// The date that stands on them, days since 1970-01-01.
    public var letterDate: Int
    public var people: Set<PersonNumber>
    /// Of them, those whose letter took an earlier one back.
    public var retracted: Set<PersonNumber>
    /// Their print files were handed over to whoever carries them.
    public var isHandedOver: Bool
}

extension Store {
    /// Who really got which letters of an incident: the people of print files that were written
    /// completely, by wave, by the date on the letters, and by whether they were handed over. A letter that was planned, or held, was
    /// no letter. With `before`, of the waves before that one.
    public func lettersWritten(
        in incident: IncidentFact,
        before number: Int? = nil
    ) throws -> [WrittenLetters] {
        try waves(of: incident).map(\.body).filter { $0.number < number ?? .max }.flatMap { wave in
            let handedOver = Set(try handovers(of: wave).flatMap(\.batches))
            let batches = Dictionary(grouping: try recordedBatches(of: wave)) {
                Written(
                    date: Self.letterDate($0),
                    isHandedOver: handedOver.contains($0.body.batch)
                )
            }
            return try batches.sorted { $0.key < $1.key }.map { written, batches in
                var people: Set<PersonNumber> = []
                var retracted: Set<PersonNumber> = []
                for batch in batches {
                    let letters = try letters(of: wave, batch: batch.body.batch)
                    people.formUnion(letters.map(\.person))
                    retracted.formUnion(
                        letters.lazy.filter { $0.whyAgain == .retraction }.map(\.person)
                    )
                    for hold in try lateHolds(of: batch.body) {
                        people.remove(hold.person)
                        retracted.remove(hold.person)
                    }
                }
                return WrittenLetters(
                    wave: wave,
                    letterDate: written.date,
                    people: people,
                    retracted: retracted,
                    isHandedOver: written.isHandedOver
                )
            }
        }
    }

    /// What print files of a wave have in common that were written and handed over alike.
    private struct Written: Hashable, Comparable {
        var date: Int
        var isHandedOver: Bool

        static func < (one: Written, other: Written) -> Bool {
            one.date == other.date
                ? one.isHandedOver && !other.isHandedOver : one.date < other.date
        }
    }

    private func recordedBatches(of wave: WaveFact) throws -> [Recorded<BatchFact>] {
        try facts.all(BatchFact.self, .wave(wave.number))
    }

    /// The date on the letters of a batch in days since 1970-01-01; where it was not kept, the day
    /// on which the batch was recorded.
    private static func letterDate(_ batch: Recorded<BatchFact>) -> Int {
        batch.body.letterDate ?? DutyLocalTime(utcMilliseconds: batch.recordedAt).date.dayNumber
    }

    /// Batches that were written completely.
    public func finishedBatches(of wave: WaveFact) throws -> [BatchFact] {
        try recordedBatches(of: wave).map(\.body)
    }

    /// The date on the letters of one batch, days since 1970-01-01; nil when it was not written.
    public func letterDate(ofBatch batch: Int, wave: WaveFact) throws -> Int? {
        try recordedBatches(of: wave).first { $0.body.batch == batch }.map(Self.letterDate)
    }

    /// The date on the letters of each batch that was written, days since 1970-01-01.
    public func letterDates(of wave: WaveFact) throws -> [Int: Int] {
        try recordedBatches(of: wave).reduce(into: [:]) { $0[$1.body.batch] = Self.letterDate($1) }
    }

    /// When the letters of a wave were written, milliseconds since 1970: noon of the date that
    /// stands on the first of them; before there are any, when the wave was planned.
    public func printedAt(_ wave: Recorded<WaveFact>) throws -> Int64 {
        try recordedBatches(of: wave.body).first.map {
            (Int64(Self.letterDate($0)) * 24 + 11) * 3_600_000
        } ?? wave.recordedAt
    }

    /// Records that a print file was written completely; refused when its letters and those held at
    /// the printing are not those that were planned for it.
    ///
    /// `letterDate` is the date that stands on the letters, days since 1970-01-01.
    public func recordBatch(
        _ batch: Int,
        of wave: WaveFact,
        letters: Int,
        heldLate: [LateHold] = [],
        pdfSHA256: String,
        manifestSHA256: String,
        letterDate: Int? = nil,
        act: Act
    ) throws {
        let sealed = try identities.lateHolds.seal(heldLate, wave: wave.number, batch: batch)
        try commit(act) { store, db, entries in
            guard try store.cancellation(of: wave) == nil else {
                throw StoreError.refused(.waveCancelled(name: wave.name))
            }
            let planned = try store.letters(of: wave, batch: batch)
            guard letters >= 0, letters + heldLate.count == planned.count,
                Set(planned.map(\.person)).isSuperset(of: heldLate.map(\.person)),
                Set(heldLate.map(\.person)).count == heldLate.count
            else {
                throw StoreError.refused(
                    .printFile(
                        batch: batch,
                        wave: wave.name,
                        planned: planned.count,
                        printed: letters,
                        held: heldLate.count
                    )
                )
            }
            try entries.record(
                db,
                [
                    BatchFact(
                        wave: wave.number,
                        batch: batch,
                        letters: letters,
                        pdfSHA256: pdfSHA256,
                        manifestSHA256: manifestSHA256,
                        letterDate: letterDate,
                        sealedHolds: Data(sealed).base64EncodedString()
                    )
                ]
            )
        }
    }

    /// Those of a wave who were held only when their letter was to be printed, each with the reason.
    public func heldLate(in wave: WaveFact) throws -> [LateHold] {
        try recordedBatches(of: wave).flatMap { try lateHolds(of: $0.body) }
    }

    /// Those who were held when a print file was to be printed.
    public func lateHolds(of batch: BatchFact) throws -> [LateHold] {
        guard let text = batch.sealedHolds else {
            return try (batch.heldLate ?? []).map { hold in
                LateHold(
                    person: PersonNumber(UInt64(bitPattern: hold.person)),
                    reason: try HoldReason(column: hold.reason, .holdReason)
                )
            }
        }
        guard let sealed = Data(base64Encoded: text) else {
            throw StoreError.integrity(.unreadable(.lateHolds))
        }
        return try identities.lateHolds.open(
            [UInt8](sealed),
            wave: batch.wave,
            batch: batch.batch
        )
    }
}
