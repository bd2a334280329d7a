// SPDX-License-Identifier: EUPL-1.2

public import Casework
public import Custody
import LetterPDF
public import Letters
public import Store

/// The letters of a wave as they will be, one of each kind, to an invented reader: what somebody approves
/// before anything is printed.
public struct WavePreview: Sendable {
    public var incident: String
    public var wave: String
    public var settings: LetterSettings
    public var language: Language
    public var today: Day

    public init(
        incident: String,
        wave: String,
        settings: LetterSettings,
        language: Language,
        today: Day
    ) {
        self.incident = incident
        self.wave = wave
        self.settings = settings
        self.language = language
        self.today = today
    }

    public struct Answer: Sendable {
        public var variants: [Variant]
        var title: String
        var language: Language
    }

    public struct Variant: Sendable {
        public var group: AffectedGroup
        /// Readers who get a letter of this kind; theirs differ in the kinds of data.
        public var letters: Int
        public var letter: LetterContent
    }

    /// A store that only reads will do.
    public func run(in store: Store) throws -> Answer {
        let request = PreviewWave(
            incident: incident,
            wave: wave,
            language: language,
            today: today
        )
        let preview = try request.run(in: store)
        let composer = try LetterComposer(
            wave: try settings.wave(
                dated: today.number,
                unattributed: preview.unattributedRecords,
                hasLists: preview.hasLists,
                isLater: preview.isLater,
                isSynthetic: preview.isSynthetic
            )
        )
        return Answer(
            variants: try preview.variants.map {
                Variant(
                    group: $0.group,
                    letters: $0.letters,
                    letter: try preview.letter($0, by: composer)
                )
            },
            title: "\(incident) \(wave)",
            language: language
        )
    }
}

extension WavePreview.Answer {
    /// A PDF with the letter of each variant, in the fonts of a folder.
    public func pdf(fonts: String = LetterFonts.folder) throws -> [UInt8] {
        let collected = Collected()
        var writer = try BatchWriter(
            BatchDocument(title: title, language: language.rawValue),
            font: try LetterFonts.load(folder: fonts),
            sink: { collected.bytes.append(contentsOf: $0) }
        )
        for variant in variants { try writer.add(LetterSheets.sheet(variant.letter)) }
        _ = try writer.finish()
        return collected.bytes
    }

    /// The bytes of a small document.
    private final class Collected {
        var bytes: [UInt8] = []
    }
}
