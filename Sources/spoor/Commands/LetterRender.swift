// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Crypto
import Custody
import Foundation
import Incidents
import LetterPDF
import Letters
import Store

struct LetterRender: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Writes the print files of a wave; goes on where it was after an interruption.",
        discussion: """
            Each print file gets a manifest (sequence, first page, pages) and both get a SHA-256 in
            the ledger. A file that was being written when the program ended is written again, and
            is the same to the byte.
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument var incident: String
    @Argument var wave: String
    @Option(help: "JSON file with the organisation's words (docs/formats.md).") var settings: String
    @Option(help: "Folder for the print files.") var output: String
    @Option(help: "Date on the letters (else today).") var date: GivenTime?
    @Option(help: "Size of the text in points; 18 for large print.") var bodySize = 10.5

    func run() throws {
        let reason = try why.required()
        let store = try options.open(.writing)
        let found = try store.incident(incident)
        let wave = try store.wave(wave, of: found)
        let folder = URL(fileURLWithPath: output)
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let press = try LetterPress(
            store: store,
            incident: found,
            wave: wave,
            settings: LetterSettings.read(settings),
            day: DutchTime.day(date?.milliseconds ?? options.moment),
            bodySize: bodySize
        )
        let finished = Set(store.finishedBatches(of: wave).map(\.batch))
        var progress = ProgressLine(
            "Letters",
            unit: "letters",
            total: wave.batches,
            quiet: options.quiet || options.json
        )
        var letters = 0
        for batch in stride(from: 1, through: wave.batches, by: 1) where !finished.contains(batch) {
            let print = try press.batch(
                batch,
                for: options.reason("letters", found.reference, reason)
            )
            let pdf = try write(print.pdf, to: folder, name: press.name(of: batch, "pdf"))
            let manifest = try write(
                Array(print.manifest.utf8),
                to: folder,
                name: press.name(of: batch, "csv")
            )
            try store.recordBatch(
                batch,
                of: wave,
                letters: print.letters,
                pdfSHA256: pdf,
                manifestSHA256: manifest,
                act: options.act(found.party)
            )
            letters += print.letters
            progress.update(batch, count: letters)
        }
        progress.finish()
        let sums = store.finishedBatches(of: wave).sorted { $0.batch < $1.batch }.map { batch in
            "\(batch.pdfSHA256)  \(press.name(of: batch.batch, "pdf"))\n"
                + "\(batch.manifestSHA256)  \(press.name(of: batch.batch, "csv"))\n"
        }
        _ = try write(Array(sums.joined().utf8), to: folder, name: "\(wave.name).sha256")
        try store.publishTiles()
        options.results.say("committed \(letters) letters")
        try showWave(wave, store, options)
    }

    /// Writes a file durably under its name and returns its SHA-256.
    private func write(_ bytes: [UInt8], to folder: URL, name: String) throws -> String {
        let file = try PrivateFile(path: folder.appendingPathComponent(name).path)
        try file.write(bytes)
        try file.close()
        return SHA256.hash(data: bytes).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}

/// Prints the batches of one wave.
struct LetterPress {
    let store: Store
    let incident: IncidentFact
    let wave: WaveFact
    private let composer: LetterComposer
    private let font: LetterFont
    private let register: Register
    private let earlierDates: [(people: Set<PersonNumber>, date: PartialDate)]
    private let layout: PageLayout

    struct Print {
        var letters: Int
        var pdf: [UInt8]
        var manifest: String
    }

    init(
        store: Store,
        incident: IncidentFact,
        wave: WaveFact,
        settings: LetterSettings,
        day: Int,
        bodySize: Double
    ) throws {
        self.store = store
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

    /// Makes one print file in memory: some megabytes, whatever the size of the wave.
    func batch(_ batch: Int, for reason: AccessReason) throws -> Print {
        let planned = try store.letters(of: wave, batch: batch)
        let sink = ByteSink()
        var writer = try BatchWriter(
            BatchDocument(title: "\(incident.reference) \(wave.name) \(batch)", language: "nl"),
            font: font,
            layout: layout,
            sink: { sink.bytes.append(contentsOf: $0) }
        )
        var manifest = "sequence,firstPage,pages\n"
        var page = 1
        var place = 0
        var letters = 0
        try store.open(planned.map(\.person), for: reason, withMail: true) { number, person in
            while place < planned.count, planned[place].person < number { place += 1 }
            guard place < planned.count, planned[place].person == number else { return }
            let letter = planned[place]
            guard let row = register.row(of: number),
                let reader = LetterDesk.reader(
                    person,
                    row,
                    group: letter.group.letterGroup,
                    whyAgain: WhyAgain(rawValue: UInt8(letter.whyAgain)),
                    earlier: earlierDates.filter { $0.people.contains(number) }.map(\.date),
                    code: store.letterCode(wave: wave.number, person: number)
                )
            else {
                throw Complaint(
                    .failed,
                    "\(number.reference) cannot be written to any more",
                    help: "the population changed after the plan: plan the wave anew"
                )
            }
            let content: LetterContent
            do {
                content = try composer.letter(for: reader)
            } catch {
                throw Complaint(
                    .failed,
                    "the letter to \(number.reference) cannot be made: \(error)",
                    help: "nothing of this print file was written"
                )
            }
            do {
                let pages = try writer.add(LetterDesk.sheet(content))
                letters += 1
                manifest += "\(letters),\(page),\(pages)\n"
                page += pages
            } catch let error as LetterPDFError {
                throw Complaint(
                    .failed,
                    "the letter to \(number.reference) cannot be printed: \(error)",
                    help: "nothing of this print file was written"
                )
            }
        }
        guard letters == planned.count else {
            throw Complaint(
                .integrity,
                "print file \(batch) should hold \(planned.count) letters, \(letters) people were found"
            )
        }
        _ = try writer.finish()
        return Print(letters: letters, pdf: sink.bytes, manifest: manifest)
    }
}

/// Collects the bytes of a print file.
private final class ByteSink {
    var bytes: [UInt8] = []
}

struct LetterPreview: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Every variant that will occur, with its count, to an invented reader."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument var wave: String
    @Option(help: "JSON file with the organisation's words.") var settings: String
    @Option(help: "A PDF to write, one letter for each variant (else plain text).")
    var output: String?
    @Option(help: "nl or en.") var language = "nl"

    private struct Variant: Hashable {
        var group: AffectedGroup
        var whyAgain: Int
    }

    func run() throws {
        guard let language = Language(rawValue: language) else {
            throw Complaint(.usage, "--language is nl or en")
        }
        let store = try options.open(.reading)
        let found = try store.incident(incident)
        let wave = try store.wave(wave, of: found)
        let version = try store.registerVersion("v\(wave.version)", of: found)
        let register = try store.load(version)
        let composer = try LetterComposer(
            wave: try LetterSettings.read(settings).wave(
                dated: DutchTime.day(options.moment),
                unattributed: version.unresolved,
                hasLists: version.records > 0,
                isSynthetic: store.isSynthetic
            )
        )
        var variants: [Variant: (count: Int, row: RegisterRow)] = [:]
        for batch in stride(from: 1, through: wave.batches, by: 1) {
            for letter in try store.letters(of: wave, batch: batch) {
                guard let row = register.row(of: letter.person) else { continue }
                let variant = Variant(group: letter.group, whyAgain: letter.whyAgain)
                variants[variant, default: (0, row)].count += 1
            }
        }
        let font = output == nil ? nil : try LetterFonts.load()
        let sink = ByteSink()
        let ordered = variants.sorted {
            ($0.key.group.number, $0.key.whyAgain) < ($1.key.group.number, $1.key.whyAgain)
        }
        let contents = try ordered.map { variant, example in
            try composer.letter(
                for: try reader(language, variant, example.row, store, wave)
            )
        }
        for ((variant, example), content) in zip(ordered, contents) where font == nil {
            options.results.line(
                "=== \(variant.group.rawValue), \(example.count.grouped) letters ==="
            )
            options.results.line(content.plainText)
        }
        if let font, let output {
            var writer = try BatchWriter(
                BatchDocument(title: "\(incident) \(wave.name)", language: language.rawValue),
                font: font,
                sink: { sink.bytes.append(contentsOf: $0) }
            )
            for content in contents { try writer.add(LetterDesk.sheet(content)) }
            _ = try writer.finish()
            let file = try PrivateFile(path: output)
            try file.write(sink.bytes)
            try file.close()
            options.results.say("Wrote \(ordered.count) variants to \(output)")
        }
    }

    private func reader(
        _ language: Language,
        _ variant: Variant,
        _ row: RegisterRow,
        _ store: Store,
        _ wave: WaveFact
    ) throws -> LetterCase {
        var person = Person(sourceID: SourceID("PREVIEW"))
        person.initials = "A."
        person.surname = "Voorbeeld"
        person.street = "Proefstraat"
        person.houseNumber = "1"
        person.postcode = "1234AB"
        person.place = "Nergenshuizen"
        person.language = language
        let whyAgain = WhyAgain(rawValue: UInt8(variant.whyAgain))
        let earlier =
            whyAgain == nil ? [] : [PartialDate(DutchTime.dayText(DutchTime.day(options.moment)))]
        guard
            let reader = LetterDesk.reader(
                person,
                row,
                group: variant.group.letterGroup,
                whyAgain: whyAgain,
                earlier: earlier.compactMap(\.self),
                code: store.letterCode(wave: 0, person: PersonNumber(0))
            )
        else { throw Complaint(.failed, "the invented reader has no address") }
        return reader
    }
}
