// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Incidents
import LetterPDF
import Letters
import Printing
import Store

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
        let version = try store.registerVersion(number: wave.version, of: found)
        let register = try store.load(version)
        let written = try store.lettersWritten(in: found, before: wave.number)
        let composer = try LetterComposer(
            wave: try LetterSettings.read(settings).wave(
                dated: DutchTime.day(options.moment),
                unattributed: version.unresolved,
                hasLists: version.records > 0,
                isLater: !written.isEmpty,
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
        let font = output == nil ? nil : try LetterFonts.load(folder: LetterFonts.chosen)
        let sink = ByteSink()
        let ordered = variants.sorted {
            ($0.key.group.rawValue, $0.key.whyAgain) < ($1.key.group.rawValue, $1.key.whyAgain)
        }
        // The date that stands on the last letters before this wave.
        let earlier = written.last?.letterDate
        let contents = try ordered.map { variant, example in
            try composer.letter(
                for: try reader(language, variant, example.row, store, wave, earlier)
            )
        }
        for ((variant, example), content) in zip(ordered, contents) where font == nil {
            options.results.line(
                "=== \(variant.group.code), \(example.count.grouped) letters ==="
            )
            options.results.lines(content.plainText)
        }
        if let font, let output {
            var writer = try BatchWriter(
                BatchDocument(title: "\(incident) \(wave.name)", language: language.rawValue),
                font: font,
                sink: { sink.bytes.append(contentsOf: $0) }
            )
            for content in contents { try writer.add(LetterSheets.sheet(content)) }
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
        _ wave: WaveFact,
        _ earlier: Int?
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
        let date = earlier ?? DutchTime.day(options.moment)
        let dates = whyAgain == nil ? [] : [PartialDate(DutchTime.dayText(date))]
        guard
            let reader = LetterSheets.reader(
                person,
                row,
                group: variant.group,
                whyAgain: whyAgain,
                earlier: dates.compactMap(\.self),
                code: store.letterCodes(wave: 0).code(for: PersonNumber(0))
            )
        else { throw Complaint(.failed, "the invented reader has no address") }
        return reader
    }
}

/// Collects the bytes of a small batch.
private final class ByteSink {
    var bytes: [UInt8] = []
}
