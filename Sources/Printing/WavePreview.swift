// SPDX-License-Identifier: EUPL-1.2

public import Casework
public import Custody
import LetterPDF
import Letters
public import Store

/// The letters of a wave as they will be, each text once, to an invented reader: what somebody approves
/// before anything is printed.
public struct WavePreview: Sendable {
    public var preview: PreviewWave
    /// Nil for those that were kept.
    public var settings: LetterSettings?
    /// Only texts in this language; nil is all.
    public var language: Language?
    /// That stands on the letters, as the print will have it.
    public var letterDay: Day

    public init(
        _ preview: PreviewWave,
        settings: LetterSettings? = nil,
        language: Language? = nil,
        letterDay: Day
    ) {
        self.preview = preview
        self.settings = settings
        self.language = language
        self.letterDay = letterDay
        self.preview.letterDay = letterDay
    }

    public struct Answer: Sendable {
        /// Each text that will be printed, with how many people get it.
        public var texts: [PreviewedText]
        /// Letters that print, in all languages, and people held, by the code of a `HoldReason`.
        public var letters: Int
        public var held: [String: Int]
        var title: String
    }

    /// A store that only reads will do.
    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(preview.incident)
        let settings = try settings ?? LetterSettings.kept(for: found, in: store)
        try settings.check(
            against: found,
            letterDay: letterDay.number,
            in: store
        )
        let answer = try preview.run(in: store)
        let composer = try LetterComposer(
            wave: try settings.wave(dated: letterDay.number, answer.standing)
        )
        return Answer(
            texts: try answer.texts(by: composer).filter {
                language == nil || $0.truth.language == language
            },
            letters: answer.letters,
            held: answer.held,
            title: "\(answer.incident) \(answer.wave)"
        )
    }
}

extension WavePreview.Answer {
    /// A PDF with a letter for each text, in the fonts of a folder.
    public func pdf(fonts: String = LetterFonts.folder) throws -> [UInt8] {
        let collected = Collected()
        var writer = try BatchWriter(
            BatchDocument(title: title, language: "nl"),
            font: try LetterFonts.load(folder: fonts),
            sink: { collected.bytes.append(contentsOf: $0) }
        )
        for text in texts { try writer.add(LetterSheets.sheet(text.letter)) }
        _ = try writer.finish()
        return collected.bytes
    }

    /// The bytes of a small document.
    private final class Collected {
        var bytes: [UInt8] = []
    }
}
