// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Incidents
import LetterPDF
import Letters
import Store

/// One hand at the press, with what it has made before: words that are set, and a sheet for every truth
/// it met. Neither changes a byte of any letter.
final class PressHand {
    private let press: LetterPress
    private let number: Int
    private let folder: URL
    private let types: TypeCase
    /// Sheets to fill in. Bounded: when full it is emptied.
    private var sheets: [LetterTruth: LetterSheet] = [:]

    private static let capacity = 4_096

    /// One print file as it was made; the one who closes it knows its SHA-256.
    struct Print: Sendable {
        let batch: Int
        let letters: Int
        /// People who may not be written to any more, found so when they were opened.
        let heldLate: [LateHold]
        // Whoever made them has let go of them.
        nonisolated(unsafe) let pdf: PrintFile
        nonisolated(unsafe) let manifest: PrintFile
    }

    init(_ press: LetterPress, number: Int, folder: URL) throws {
        self.press = press
        self.number = number
        self.folder = folder
        types = try TypeCase(press.font)
    }

    /// Makes one print file with its manifest, some tens of kilobytes in memory at a time.
    func print(_ work: LetterPress.Work) throws -> Print {
        let pdf = try PrintFile(press.name(of: work.batch, "pdf"), in: folder)
        let manifest = try PrintFile(press.name(of: work.batch, "csv"), in: folder)
        var writer = try BatchWriter(
            BatchDocument(
                title: "\(press.incident.reference) \(press.wave.name) \(work.batch)",
                language: "nl"
            ),
            types: types,
            layout: press.layout,
            sink: { try pdf.write($0) }
        )
        var rows = "sequence,firstPage,pages\n"
        var page = 1
        var place = 0
        var letters = 0
        var heldLate: [LateHold] = []
        let planned = work.letters
        let opening = work.openings[number % work.openings.count]
        _ = try opening.open(0..<opening.people.count) { opened in
            while place < planned.count, planned[place].person < opened.number { place += 1 }
            guard place < planned.count, planned[place].person == opened.number else { return }
            let person = try opened.person
            // What was true at the planning may not be any more: the dead, and those in hiding.
            if let reason = HoldReason(person) {
                heldLate.append(LateHold(person: opened.number, reason: Int(reason.rawValue)))
                return
            }
            let sheet = try sheet(planned[place], person)
            do {
                let pages = try writer.add(sheet)
                letters += 1
                rows += "\(letters),\(page),\(pages)\n"
                page += pages
            } catch let error as LetterPDFError {
                throw Complaint(
                    .failed,
                    "the letter to \(opened.number.reference) cannot be printed: \(error)",
                    help: "nothing of this print file was written"
                )
            }
        }
        guard letters + heldLate.count == planned.count else {
            throw Complaint(
                .integrity,
                """
                print file \(work.batch) should hold \(planned.count) letters, \(letters) people \
                were found
                """
            )
        }
        _ = try writer.finish()
        try manifest.write(rows)
        return Print(
            batch: work.batch,
            letters: letters,
            heldLate: heldLate,
            pdf: pdf,
            manifest: manifest
        )
    }

    private func sheet(_ letter: PlannedLetter, _ person: Person) throws -> LetterSheet {
        let number = letter.person
        do {
            guard let place = press.register.index(of: number),
                let addressing = try LetterAddressing(person)
            else {
                throw Complaint(
                    .failed,
                    "\(number.reference) cannot be written to any more",
                    help: "the population changed after the plan: plan the wave anew"
                )
            }
            var sheet = try sheet(
                for: LetterTruth(
                    press.register[place],
                    language: person.language,
                    group: letter.group,
                    whyAgain: WhyAgain(rawValue: UInt8(letter.whyAgain)),
                    earlier: press.earlierDates[place]
                )
            )
            sheet.fill(addressing, codeGroups: press.codes.code(for: number).groups)
            return sheet
        } catch let error as LetterFailure {
            throw Complaint(
                .failed,
                "the letter to \(number.reference) cannot be made: \(error)",
                help: "nothing of this print file was written"
            )
        }
    }

    /// The sheet that all readers of a truth have in common.
    private func sheet(for truth: LetterTruth) throws(LetterFailure) -> LetterSheet {
        if let known = sheets[truth] { return known }
        let sheet = LetterDesk.sheet(try press.composer.body(of: truth))
        if sheets.count >= Self.capacity { sheets.removeAll(keepingCapacity: true) }
        sheets[truth] = sheet
        return sheet
    }
}
