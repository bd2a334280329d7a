// SPDX-License-Identifier: EUPL-1.2

import Casework
public import Foundation
import Incidents
public import Store
import Workers

/// Writes the print files of a wave, each with its manifest, and goes on where an earlier run stopped.
///
/// A file is in the ledger only when it is whole and on the disk. In the end the letters are compared
/// with the plan.
public struct WavePrinting: Sendable {
    /// Reference of the incident, and name of the wave.
    public var incident: String
    public var wave: String
    /// Nil for those that were approved, else for those that were kept.
    public var settings: LetterSettings?
    public var folder: URL
    /// The date on the letters, days since 1970-01-01; nil for the one that was approved, else for today.
    public var letterDay: Int?
    /// Of the text, in points.
    public var bodySize = PrintRun.usualBodySize
    /// Folder of the fonts.
    public var fonts = LetterFonts.folder
    public var officer: String
    /// Why people are opened, for the access log.
    public var reason: String
    /// Milliseconds since 1970, UTC.
    public var now: Int64
    /// Asked before each letter, on any thread; true ends the run, and no part of a file is left.
    public var isInterrupted: @Sendable () -> Bool = { false }

    public init(
        incident: String,
        wave: String,
        settings: LetterSettings?,
        folder: URL,
        officer: String,
        reason: String,
        now: Int64
    ) {
        self.incident = incident
        self.wave = wave
        self.settings = settings
        self.folder = folder
        self.officer = officer
        self.reason = reason
        self.now = now
    }

    /// `progress` gets the letters printed so far by this run, on the calling thread.
    public func run(
        in store: Store,
        progress: (_ printFile: Int, _ of: Int, _ letters: Int) -> Void = { _, _, _ in }
    ) throws -> WavePrintingAnswer {
        let found = try store.incident(incident)
        let wave = try store.wave(wave, of: found)
        let agreed = try AgreedTexts(
            of: wave,
            in: found,
            settings: settings,
            day: letterDay,
            today: DutyLocalTime(utcMilliseconds: now).date.dayNumber,
            store
        )
        let (settings, day) = (agreed.settings, agreed.letterDay)
        try settings.check(against: found, letterDay: day, in: store)
        var begun = try PrintRun(
            store: store,
            incident: found,
            wave: wave,
            settings: settings,
            day: day,
            bodySize: bodySize,
            fonts: fonts
        )
        begun.agreed = agreed.texts
        let written = try store.finishedBatches(of: wave)
        let run =
            written.count < wave.batches
            ? begun.holding(
                try begun.truths.heldSincePlan(
                    in: store,
                    on: begun.letterDate,
                    for: access(found)
                )
            )
            : begun
        let missing = written.count { batch in
            ["pdf", "csv"].contains {
                let name = PrintRun.name(of: batch.batch, of: wave, $0)
                return !FileManager.default.fileExists(
                    atPath: folder.appendingPathComponent(name).path
                )
            }
        }
        if missing > 0, written.count >= wave.batches {
            throw PrintingError.printFilesElsewhere(
                wave: wave.name,
                incident: incident,
                missing: missing,
                of: wave.batches
            )
        }
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try PrintFile.removeParts(of: wave.name, in: folder)
        var answer = WavePrintingAnswer()
        answer.elsewhere = missing
        // Workers make print files; this thread sees to it that people are logged before they are
        // opened, and that a file is on the disk before the ledger names it.
        let finished = Set(written.map(\.batch))
        let batches = stride(from: 1, through: wave.batches, by: 1).filter {
            !finished.contains($0)
        }
        try OrderedJobs.run(
            batches.count,
            ahead: 2 * WorkerPool.size,
            prepare: { try run.job(batches[$0], in: store, for: try access(found)) },
            worker: { [folder, isInterrupted] number in
                try BatchPrinter(
                    run,
                    number: number,
                    folder: folder,
                    isInterrupted: isInterrupted
                ).print
            },
            finish: { batch in
                try record(batch, of: wave, day, found, store)
                answer.letters += batch.letters
                answer.heldLate += batch.heldLate.count
                progress(batch.number, wave.batches, answer.letters)
            }
        )
        try writeSums(run, store)
        try store.publishTiles()
        answer.reconciliation = try WaveReconciliation(wave, in: store)
        return answer
    }

    private func record(
        _ batch: BatchPrinter.Batch,
        of wave: WaveFact,
        _ day: Int,
        _ incident: IncidentFact,
        _ store: Store
    ) throws {
        if isInterrupted() { throw PrintingError.interrupted }
        try store.recordBatch(
            batch.number,
            of: wave,
            letters: batch.letters,
            heldLate: batch.heldLate,
            pdfSHA256: batch.pdf.close(),
            manifestSHA256: batch.manifest.close(),
            letterDate: day,
            act: Act(by: officer, at: now, counterparty: incident.concerned.joined(separator: " "))
        )
    }

    /// The SHA-256 of all print files, as `sha256sum --check` reads them.
    private func writeSums(_ run: PrintRun, _ store: Store) throws {
        let file = try PrintFile("\(run.wave.name).sha256", in: folder)
        for batch in try store.finishedBatches(of: run.wave).sorted(by: { $0.batch < $1.batch }) {
            try file.write("\(batch.pdfSHA256)  \(run.name(of: batch.batch, "pdf"))\n")
            try file.write("\(batch.manifestSHA256)  \(run.name(of: batch.batch, "csv"))\n")
        }
        _ = try file.close()
    }

    private func access(_ incident: IncidentFact) throws -> AccessReason {
        try AccessReason(
            user: officer,
            purpose: "letters",
            caseReference: incident.reference,
            reason: reason,
            at: now
        )
    }
}

/// What a run printed, and how the wave stands against its plan now.
public struct WavePrintingAnswer: Sendable, Equatable, Codable {
    /// By this run.
    public var letters = 0
    /// People who may not be written to any more, found so by this run.
    public var heldLate = 0
    /// Print files of earlier runs that are not in the folder.
    public var elsewhere = 0
    public var reconciliation: WaveReconciliation?
}
