// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Incidents
import LetterPDF
import Letters
import Store

/// One worker that makes print files, with what it has made before: words that are set, and a sheet for
/// every truth it met. Neither changes a byte of any letter.
final class BatchPrinter {
    private let run: PrintRun
    private let number: Int
    private let folder: URL
    private let shaping: ShapingCache
    private let isInterrupted: @Sendable () -> Bool
    /// Sheets to fill in. Bounded: when full it is emptied.
    private var sheets: [LetterTruth: LetterSheet] = [:]

    private static let capacity = 4_096

    /// One print file as it was made; the one who closes it knows its SHA-256.
    struct Batch: Sendable {
        let number: Int
        let letters: Int
        /// People who may not be written to any more, found so when they were opened.
        let heldLate: [LateHold]
        // Whoever made them has let go of them.
        nonisolated(unsafe) let pdf: PrintFile
        nonisolated(unsafe) let manifest: PrintFile
    }

    init(
        _ run: PrintRun,
        number: Int,
        folder: URL,
        isInterrupted: @escaping @Sendable () -> Bool
    ) throws {
        self.run = run
        self.isInterrupted = isInterrupted
        self.number = number
        self.folder = folder
        shaping = try ShapingCache(run.font)
    }

    /// Makes one print file with its manifest, some tens of kilobytes in memory at a time.
    func print(_ job: PrintRun.Job) throws -> Batch {
        let pdf = try PrintFile(run.name(of: job.batch, "pdf"), in: folder)
        let manifest = try PrintFile(run.name(of: job.batch, "csv"), in: folder)
        var writer = try BatchWriter(
            BatchDocument(
                title: "\(run.incident.reference) \(run.wave.name) \(job.batch)",
                language: "nl"
            ),
            shaping: shaping,
            layout: run.layout,
            sink: { try pdf.write($0) }
        )
        var rows = "sequence,firstPage,pages\n"
        var page = 1
        var place = 0
        var letters = 0
        var heldLate: [LateHold] = []
        var heldBefore = 0
        let planned = job.letters
        let opening = job.openings[number % job.openings.count]
        _ = try opening.open(0..<opening.people.count) { opened in
            if isInterrupted() { throw PrintingError.interrupted }
            while place < planned.count, planned[place].person < opened.number { place += 1 }
            guard place < planned.count, planned[place].person == opened.number else { return }
            guard !job.heldBefore.contains(opened.number) else {
                heldBefore += 1
                return
            }
            let person = try opened.person
            func hold(_ reason: HoldReason) {
                heldLate.append(LateHold(person: opened.number, reason: reason))
            }
            let addressing: LetterAddressing
            let form: LetterForm
            switch run.holds.judged(
                person,
                opened.number,
                byGivenNames: planned[place].byGivenNames
            ) {
            case .failure(let reason): return hold(reason)
            case .success(let known, let knownForm): (addressing, form) = (known, knownForm)
            }
            let sheet = try sheet(planned[place], addressing, form, person.language)
            do {
                let pages = try writer.add(sheet)
                letters += 1
                rows += "\(letters),\(page),\(pages)\n"
                page += pages
            } catch let error as LetterPDFError {
                // One name that was changed since the plan never stops the letters of others.
                guard let reason = PageCheck.lane(of: error) else {
                    throw PrintingError.sheet(opened.number, error)
                }
                hold(reason)
            }
        }
        guard letters + heldLate.count + heldBefore == planned.count else {
            throw PrintingError.peopleMissing(
                printFile: job.batch,
                planned: planned.count,
                found: letters + heldLate.count + heldBefore
            )
        }
        _ = try writer.finish()
        try manifest.write(rows)
        return Batch(
            number: job.batch,
            letters: letters,
            heldLate: heldLate,
            pdf: pdf,
            manifest: manifest
        )
    }

    private func sheet(
        _ letter: PlannedLetter,
        _ addressing: LetterAddressing,
        _ form: LetterForm,
        _ language: Language
    ) throws -> LetterSheet {
        let number = letter.person
        do {
            guard
                let truth = run.truths.truth(
                    of: letter,
                    in: language,
                    toParents: form.toParents
                )
            else {
                throw PrintingError.cannotBeWrittenTo(number)
            }
            var sheet = try sheet(for: truth, of: number)
            sheet.fill(addressing, codeGroups: run.codes.code(for: number).groups)
            return sheet
        } catch let error as LetterFailure {
            throw PrintingError.letter(number, error)
        }
    }

    /// The sheet that all readers of a truth have in common.
    private func sheet(for truth: LetterTruth, of reader: PersonNumber) throws -> LetterSheet {
        if let known = sheets[truth] { return known }
        let body = try run.composer.body(of: truth)
        if let agreed = run.agreed, !agreed.contains(body.digest) {
            throw PrintingError.textNotApproved(reader, wave: run.wave.name)
        }
        let sheet = LetterSheets.sheet(body)
        if sheets.count >= Self.capacity { sheets.removeAll(keepingCapacity: true) }
        sheets[truth] = sheet
        return sheet
    }
}
