// SPDX-License-Identifier: EUPL-1.2

public import Casework
import Crypto
import Custody
import Foundation
import Letters
public import Store

/// Two officers agree to every text of a wave (akkoord, decision 0058). From then on nothing else is
/// printed of it, with no other date and in no other words.
public struct ApproveWave: Sendable {
    public var incident: String
    public var wave: String
    /// The organisation's words; nil for those that were kept.
    public var settings: LetterSettings?
    /// The date on the letters.
    public var letterDay: Day
    /// Folder of the fonts: who cannot be shown on a page is held.
    public var fonts = LetterFonts.folder
    public var officer: ActingOfficer
    public var second: SecondOfficer
    /// Why people are opened, which tells their language: for the access log.
    public var reason: StatedReason
    /// The digests of the texts that both have read; nil where nobody counts what is read.
    public var read: Set<String>?

    public init(
        incident: String,
        wave: String,
        settings: LetterSettings? = nil,
        letterDay: Day,
        officer: ActingOfficer,
        second: SecondOfficer,
        reason: StatedReason,
        read: Set<String>? = nil
    ) {
        self.incident = incident
        self.wave = wave
        self.settings = settings
        self.letterDay = letterDay
        self.officer = officer
        self.second = second
        self.reason = reason
        self.read = read
    }

    /// The wave as it stands now.
    ///
    /// Throws ``PrintingError/textsUnread(_:)`` when a text came that one of them did not read, and what
    /// the preview throws: settings that say what is not so, a language without words.
    public func run(in store: Store) throws -> WaveStanding {
        let found = try store.incident(incident)
        let wave = try store.wave(wave, of: found)
        let second = try second.name(in: store)
        let settings = try settings ?? LetterSettings.kept(for: found, in: store)
        var preview = PreviewWave(
            .planned(incident: incident, wave: wave.name),
            pages: try PageCheck(fonts: fonts),
            officer: officer,
            reason: reason
        )
        preview.letterDay = letterDay
        let texts = try WavePreview(preview, settings: settings, letterDay: letterDay)
            .run(in: store).texts
        let digests = Set(texts.map(\.digest))
        if let read {
            let unread = digests.subtracting(read).count
            guard unread == 0 else { throw PrintingError.textsUnread(unread) }
        }
        try store.publishing {
            try store.approve(
                wave,
                of: found,
                texts: digests,
                settings: settings.document(),
                letterDate: letterDay.number,
                second: second,
                act: Act(
                    by: officer.name,
                    at: officer.now,
                    counterparty: found.concerned.joined(separator: " ")
                )
            )
        }
        return try WaveStanding(wave, in: store)
    }
}

extension PreviewedText {
    /// Names the text in an approval: SHA-256, hexadecimal. The date on the letter is left out, for the
    /// approval has it.
    public var digest: String { letter.body.digest }
}

extension LetterBody {
    /// See ``PreviewedText/digest``.
    var digest: String { Hexadecimal.text(SHA256.hash(data: Data(wording.utf8))) }
}

/// Keeps what the organisation puts in the letters of an incident. It may be unfinished: what is missing
/// or contradicts the ledger stops the preview and the print, not the keeping.
public struct KeepLetterSettings: Sendable {
    public var incident: String
    public var settings: LetterSettings
    public var officer: ActingOfficer

    public init(incident: String, settings: LetterSettings, officer: ActingOfficer) {
        self.incident = incident
        self.settings = settings
        self.officer = officer
    }

    public func run(in store: Store) throws {
        let found = try store.incident(incident)
        try store.publishing {
            try store.keep(
                letterSettings: settings.document(),
                of: found,
                act: Act(
                    by: officer.name,
                    at: officer.now,
                    counterparty: found.concerned.joined(separator: " ")
                )
            )
        }
    }
}

/// What is kept for the letters of an incident, else what the ledger knows of it, and what is still wrong
/// with it; of a wave that was approved, what was approved.
public struct ShowLetterSettings: Sendable {
    public var incident: String
    public var wave: String?
    public var today: Day

    public init(incident: String, wave: String? = nil, today: Day) {
        self.incident = incident
        self.wave = wave
        self.today = today
    }

    public struct Answer: Sendable {
        public var settings: LetterSettings
        /// Who kept it, and when; nil when nobody did.
        public var by: String?
        public var at: Instant?
        public var contradictions: [SettingsContradiction]
    }

    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(incident)
        if let wave, let approval = try store.approval(of: store.wave(wave, of: found)) {
            return Answer(
                settings: try LetterSettings(document: approval.body.settings),
                by: approval.body.by,
                at: Instant(milliseconds: approval.recordedAt),
                contradictions: []
            )
        }
        let kept = try store.letterSettings(of: found)
        let settings =
            try kept.map { try LetterSettings(document: $0.body.settings) }
            ?? MakeLetterSettings(incident: incident).run(in: store).settings
        return Answer(
            settings: settings,
            by: kept?.body.by,
            at: kept.map { Instant(milliseconds: $0.recordedAt) },
            contradictions: try SettingsCheck(found, store)
                .contradictions(in: settings, letterDate: today.date)
        )
    }
}

extension LetterSettings {
    /// JSON with its keys in order: the same settings are the same text.
    public func document() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    /// As it stands in the ledger.
    init(document: String) throws {
        do {
            self = try JSONDecoder().decode(LetterSettings.self, from: Data(document.utf8))
        } catch {
            throw PrintingError.noSettings(file: "the ledger")
        }
    }

    /// Throws ``PrintingError/settingsMissing`` when nobody kept any.
    static func kept(for incident: IncidentFact, in store: Store) throws -> LetterSettings {
        guard let kept = try store.letterSettings(of: incident) else {
            throw PrintingError.settingsMissing
        }
        return try LetterSettings(document: kept.body.settings)
    }

    /// The words of a wave: those that were approved, else those that are given, else those that were kept.
    /// Throws ``PrintingError/otherWords(wave:)`` for others than were approved.
    static func of(
        _ wave: WaveFact,
        in incident: IncidentFact,
        given settings: LetterSettings?,
        _ store: Store
    ) throws -> LetterSettings {
        guard let approval = try store.approval(of: wave)?.body else {
            return try settings ?? kept(for: incident, in: store)
        }
        if let settings, try settings.document() != approval.settings {
            throw PrintingError.otherWords(wave: wave.name)
        }
        return try LetterSettings(document: approval.settings)
    }
}

/// What the print of a wave is bound to.
struct AgreedTexts: Sendable {
    let settings: LetterSettings
    /// The date on the letters, days since 1970-01-01.
    let letterDay: Int
    /// Digests of the texts; nil where nobody approved the wave, and nobody has an account.
    let texts: Set<String>?

    /// `settings` and `day` are nil where none were given. Throws when the wave is not approved, or they are
    /// not what was agreed to.
    init(
        of wave: WaveFact,
        in incident: IncidentFact,
        settings: LetterSettings?,
        day: Int?,
        today: Int,
        _ store: Store
    ) throws {
        self.settings = try LetterSettings.of(wave, in: incident, given: settings, store)
        guard let approval = try store.approval(of: wave)?.body else {
            guard try store.accounts().allSatisfy(\.isEnded) else {
                throw PrintingError.notApproved(wave: wave.name)
            }
            (letterDay, texts) = (day ?? today, nil)
            return
        }
        if let day, day != approval.letterDate {
            throw PrintingError.otherDate(
                wave: wave.name,
                approved: Day(number: approval.letterDate)
            )
        }
        (letterDay, texts) = (approval.letterDate, Set(approval.texts))
    }
}
