// SPDX-License-Identifier: EUPL-1.2

public import Casework
import Custody
public import Foundation
import Incidents
public import Store

/// Makes print files of a wave again that are in the ledger and were lost: the same to the byte, under
/// the same codes, or not at all.
public struct ReprintWave: Sendable {
    public var incident: String
    public var wave: String
    /// Those, with the size and the fonts, of the first time; nil for those that were approved or kept.
    public var settings: LetterSettings?
    public var folder: URL
    public var bodySize = 10.5
    public var fonts = LetterFonts.folder
    public var officer: ActingOfficer
    /// Why, for the ledger and the access log.
    public var reason: StatedReason

    public init(
        incident: String,
        wave: String,
        settings: LetterSettings?,
        folder: URL,
        officer: ActingOfficer,
        reason: StatedReason
    ) {
        self.incident = incident
        self.wave = wave
        self.settings = settings
        self.folder = folder
        self.officer = officer
        self.reason = reason
    }

    public struct Answer: Sendable, Equatable, Codable {
        /// The print files that were made again, and those that are in the folder as they were.
        public var made: [Int] = []
        public var kept: [Int] = []
        public var letters = 0
    }

    /// What stands under the name of a print file and is not that file is left alone, and refused.
    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(incident)
        let wave = try store.wave(wave, of: found)
        let finished = try store.finishedBatches(of: wave).sorted { $0.batch < $1.batch }
        guard !finished.isEmpty else { throw PrintingError.nothingPrinted(wave: wave.name) }
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        var answer = Answer()
        for batch in finished {
            guard try !isThere(batch, of: wave) else {
                answer.kept.append(batch.batch)
                continue
            }
            let letters = try make(batch, of: wave, found, store)
            answer.made.append(batch.batch)
            answer.letters += letters
        }
        try store.publishTiles()
        return answer
    }

    /// Are the pages and the manifest in the folder, as they were?
    private func isThere(_ batch: BatchFact, of wave: WaveFact) throws -> Bool {
        let files = [
            (PrintRun.name(of: batch.batch, of: wave, "pdf"), batch.pdfSHA256),
            (PrintRun.name(of: batch.batch, of: wave, "csv"), batch.manifestSHA256),
        ]
        return try files.allSatisfy { name, hash in
            let file = folder.appendingPathComponent(name)
            guard let known = try PrintFile.hash(of: file) else { return false }
            guard known == hash else { throw PrintingError.printFileDiffers(file: file.path) }
            return true
        }
    }

    private func make(
        _ batch: BatchFact,
        of wave: WaveFact,
        _ incident: IncidentFact,
        _ store: Store
    ) throws -> Int {
        guard let day = try store.letterDate(ofBatch: batch.batch, wave: wave) else {
            throw PrintingError.nothingPrinted(wave: wave.name)
        }
        let run = try PrintRun(
            store: store,
            incident: incident,
            wave: wave,
            settings: LetterSettings.of(wave, in: incident, given: settings, store),
            day: day,
            bodySize: bodySize,
            fonts: fonts,
            isAgain: true,
            releasedBefore: try store.entry(ofBatch: batch.batch, wave: wave)
        )
        var job = try run.job(
            batch.batch,
            in: store,
            for: AccessReason(
                user: officer.name,
                purpose: "letters",
                caseReference: incident.reference,
                reason: reason.text,
                at: officer.now
            )
        )
        job.heldBefore = Set(try store.lateHolds(of: batch).map(\.person))
        let printer = try BatchPrinter(run, number: 0, folder: folder, isInterrupted: { false })
        let made = try printer.print(job)
        // Known by the same sums: an address that changed since would be another letter.
        guard made.heldLate.isEmpty, made.letters == batch.letters,
            made.pdf.sum() == batch.pdfSHA256, made.manifest.sum() == batch.manifestSHA256
        else { throw PrintingError.notTheSame(printFile: batch.batch) }
        _ = try made.pdf.close()
        _ = try made.manifest.close()
        try store.record(
            reprintOf: batch.batch,
            of: wave,
            because: reason.text,
            act: Act(
                by: officer.name,
                at: officer.now,
                counterparty: incident.concerned.joined(separator: " ")
            )
        )
        return made.letters
    }
}
