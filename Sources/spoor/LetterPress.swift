// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Custody
import Foundation
import Incidents
import LetterPDF
import Letters
import Store

/// Prints the batches of one wave; a value, so that every hand of the crew prints one.
struct LetterPress: Sendable {
    /// One print file to be made: its people, whose opening stands in the access log.
    struct Work: Sendable {
        let batch: Int
        let letters: [PlannedLetter]
        let opening: LoggedOpening
    }

    /// One print file as it was written, with the SHA-256 of both its parts.
    struct Print: Sendable {
        let batch: Int
        let letters: Int
        let pdf: String
        let manifest: String
    }

    private let incident: IncidentFact
    private let wave: WaveFact
    private let composer: LetterComposer
    private let font: LetterFont
    private let register: Register
    private let codes: LetterCodes
    private let earlierDates: [(people: Set<PersonNumber>, date: PartialDate)]
    private let layout: PageLayout

    init(
        store: Store,
        incident: IncidentFact,
        wave: WaveFact,
        settings: LetterSettings,
        day: Int,
        bodySize: Double
    ) throws {
        self.incident = incident
        self.wave = wave
        let version = try store.registerVersion("v\(wave.version)", of: incident)
        register = try store.load(version)
        composer = try LetterComposer(
            wave: try settings.wave(
                dated: day,
                unattributed: version.unresolved,
                hasLists: version.records > 0,
                isSynthetic: store.isSynthetic
            )
        )
        codes = store.letterCodes(wave: wave.number)
        font = try LetterFonts.load()
        var layout = PageLayout()
        layout.bodySize = bodySize
        self.layout = layout
        earlierDates = try store.waves(of: incident).filter { $0.body.number < wave.number }.map {
            recorded in
            var people: Set<PersonNumber> = []
            for batch in stride(from: 1, through: recorded.body.batches, by: 1) {
                people.formUnion(
                    try store.letters(of: recorded.body, batch: batch).map(\.person)
                )
            }
            let day = DutchTime.day(store.printedAt(recorded))
            guard let date = PartialDate(DutchTime.dayText(day))
            else { throw StoreError.integrity("wave \(recorded.body.name) has no date") }
            return (people, date)
        }
    }

    func name(of batch: Int, _ type: String) -> String {
        let digits = String(batch)
        return "\(wave.name)-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            + "." + type
    }

    /// Looks up whom a batch is for and logs that they are opened.
    func work(
        _ batch: Int,
        hand: Int,
        in store: Store,
        for reason: AccessReason
    ) throws -> Work {
        let letters = try store.letters(of: wave, batch: batch)
        let openings = try store.log(letters.map(\.person), for: reason, withMail: true)
        return Work(batch: batch, letters: letters, opening: openings[hand % openings.count])
    }

    /// Makes one print file, some megabytes in memory whatever the size of the wave, and writes it
    /// with its manifest.
    func print(_ work: Work, into folder: URL) throws -> Print {
        let sink = ByteSink()
        var writer = try BatchWriter(
            BatchDocument(
                title: "\(incident.reference) \(wave.name) \(work.batch)",
                language: "nl"
            ),
            font: font,
            layout: layout,
            sink: { sink.bytes.append(contentsOf: $0) }
        )
        var manifest = Array("sequence,firstPage,pages\n".utf8)
        var page = 1
        var place = 0
        var letters = 0
        let planned = work.letters
        _ = try work.opening.open(0..<work.opening.people.count) { opened in
            while place < planned.count, planned[place].person < opened.number { place += 1 }
            guard place < planned.count, planned[place].person == opened.number else { return }
            let sheet = try sheet(planned[place], try opened.person)
            do {
                let pages = try writer.add(sheet)
                letters += 1
                manifest += Array("\(letters),\(page),\(pages)\n".utf8)
                page += pages
            } catch let error as LetterPDFError {
                throw Complaint(
                    .failed,
                    "the letter to \(opened.number.reference) cannot be printed: \(error)",
                    help: "nothing of this print file was written"
                )
            }
        }
        guard letters == planned.count else {
            throw Complaint(
                .integrity,
                """
                print file \(work.batch) should hold \(planned.count) letters, \(letters) people \
                were found
                """
            )
        }
        _ = try writer.finish()
        return Print(
            batch: work.batch,
            letters: letters,
            pdf: try write(sink.bytes, to: folder, name: name(of: work.batch, "pdf")),
            manifest: try write(manifest, to: folder, name: name(of: work.batch, "csv"))
        )
    }

    private func sheet(_ letter: PlannedLetter, _ person: Person) throws -> LetterSheet {
        let number = letter.person
        guard let row = register.row(of: number),
            let reader = LetterDesk.reader(
                person,
                row,
                group: letter.group.letterGroup,
                whyAgain: WhyAgain(rawValue: UInt8(letter.whyAgain)),
                earlier: earlierDates.filter { $0.people.contains(number) }.map(\.date),
                code: codes.code(for: number)
            )
        else {
            throw Complaint(
                .failed,
                "\(number.reference) cannot be written to any more",
                help: "the population changed after the plan: plan the wave anew"
            )
        }
        do {
            return LetterDesk.sheet(try composer.letter(for: reader))
        } catch {
            throw Complaint(
                .failed,
                "the letter to \(number.reference) cannot be made: \(error)",
                help: "nothing of this print file was written"
            )
        }
    }

    /// Writes a file durably under its name and returns its SHA-256.
    func write(_ bytes: [UInt8], to folder: URL, name: String) throws -> String {
        let path = folder.appendingPathComponent(name).path
        let file = try PrivateFile(path: path, replaces: true)
        try file.write(bytes)
        try file.close()
        return SHA256.hash(data: bytes).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}

/// Collects the bytes of a print file.
final class ByteSink {
    var bytes: [UInt8] = []
}
