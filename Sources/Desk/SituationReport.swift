// SPDX-License-Identifier: EUPL-1.2

import Casework
public import Custody
import Incidents
import LetterPDF
import Printing
public import Store
import Synchronization

/// How things stand in an incident, read from one state of the store: the same words on the page and in the
/// document. Nothing is typed.
public struct SituationReport: Sendable {
    let frame: IncidentPages.Frame
    private let timeline: TimelineWording
    private let letters: ShowLetterDays.Answer
    private let before: RegisterVersion?
    private let compared: CompareRegisters.Answer?
    private let findings: [ListResultsFindings.Item]
    private let continuity: ShowContinuity.Answer
    private let words: Words
    private let organisation: String
    private let isSynthetic: Bool
    private let entries: Int

    /// `now`: milliseconds since 1970-01-01 UTC.
    ///
    /// Throws ``CaseworkError/noIncident(_:)``.
    public init(_ incident: String, in store: Store, _ language: Language, now: Int64) throws {
        let parties = try store.parties.reduce(into: [:]) { $0[$1.id.rawValue] = $1.name }
        try self.init(incident, in: store, Words(language: language, now: now, parties: parties))
    }

    init(_ incident: String, in store: Store, _ words: Words) throws {
        self.words = words
        frame = try IncidentPages.Frame(incident, now: words.now, in: store)
        timeline = TimelineWording(
            frame,
            try ShowTimeline(incident: incident).run(in: store),
            words
        )
        letters = try ShowLetterDays(incident: incident).run(in: store)
        findings = try ListResultsFindings(
            of: frame.incident.parties.map(Party.ID.init(rawValue:))
        ).run(in: store)
        continuity = try ShowContinuity(now: words.now).run(in: store)
        let versions = frame.incident.versions
        let last = versions.last
        before = versions.last { $0.version < last?.version ?? 0 }
        compared = try before.flatMap { before in
            try last.map { last in
                try CompareRegisters(
                    incident: incident,
                    from: "\(before.version)",
                    to: "\(last.version)"
                ).run(in: store)
            }
        }
        organisation = try store.organisation()
        isSynthetic = store.isSynthetic
        entries = try store.entryCount
    }

    var title: String { words.text("Stand van zaken", "Situation report") }

    /// Letters, digits and hyphens: an address or a header holds nothing else.
    var fileName: String {
        let reference = frame.incident.reference.unicodeScalars.map { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                ? Character(scalar) : "-"
        }
        return words.text("stand-van-zaken", "situation-report") + "-\(String(reference)).pdf"
    }

    var body: HTML {
        let people = frame.version.map { words.people(Certainties($0.counts).concerned) }
        let path = "/incidents/\(Form.encoded(frame.incident.reference))"
        return """
            <h1>\(title)\(people.map { ": \($0)" } ?? "")</h1>
            <p class="lede">\(words(
                "Zoals het is op \(words.fullMoment(Instant(milliseconds: words.now))). Alles komt uit het grootboek.",
                "As it is on \(words.fullMoment(Instant(milliseconds: words.now))). All of it comes from the ledger."
            ))</p>
            <h2>\(words("Wat er gebeurde", "What happened"))</h2>
            \(HTML.when(!frame.incident.said.isEmpty, "<p>\(words("Zij zeggen:", "They say:")) <q>\(frame.incident.said)</q></p>"))
            \(timeline.html(.moments))
            <h2>\(words("Hoeveel mensen, en hoe zeker", "How many people, and how sure"))</h2>
            \(ReportPages.certainty(frame, words))
            \(frame.version.map { ScopePages.difference(before, $0, compared, words) } ?? "")
            <h2>\(words("Wat moet, en voor wanneer", "What must happen, and by when"))</h2>
            \(DutyPages.tasks(frame, words, withAll: true))
            <h2>\(words("Brieven", "Letters"))</h2>
            <p>\(letters.letters == 0 ? words.text("Er is nog geen golf brieven gepland.", "No wave of letters is planned yet.") : LettersPlot(letters, words).caption)</p>
            \(HTML.when(!frame.waves.isEmpty, LetterPages.table(frame.waves, path, words)))
            \(ContinuityPages.report(frame.suspensions, findings, continuity, words))
            <h2>\(words("Bewijs zonder persoon", "Evidence about nobody known"))</h2>
            <p>\(words(
                "Records, geen mensen. Tel ze nooit bij het aantal mensen op.",
                "Records, not people. Never add them to the number of people."
            ))</p>
            \(frame.version.map { EvidenceWording($0, words).page } ?? "")
            <h2>\(words("Besluiten", "Decisions"))</h2>
            \(DutyPages.decisions(frame, words))
            <h2>\(words("Wat er nu komt", "What comes next"))</h2>
            \(ReportPages.next(frame, letters, words))
            """
    }

    /// At the foot of each page: of what version, up to where in the ledger, and when.
    private var footer: String {
        let practice =
            isSynthetic
            ? words.text(
                "Oefening: alle mensen hierin zijn verzonnen. ",
                "Practice: all people in it are invented. "
            ) : ""
        let version = frame.version.map { version in
            words.text(
                "versie \(version.version) van het register, ",
                "version \(version.version) of the register, "
            )
        }
        let ledger = words.text(
            "grootboek tot en met regel \(words.number(entries))",
            "ledger up to entry \(words.number(entries))"
        )
        let moment = words.fullMoment(Instant(milliseconds: words.now))
        return """
            \(practice)\(organisation), incident \(frame.incident.reference), \(version ?? "")\(ledger), \
            \(moment). \(words.text("Pagina {page} van {pages}", "Page {page} of {pages}"))
            """
    }

    var document: TaggedDocument {
        TaggedDocument(
            title: "\(title), incident \(frame.incident.reference)",
            language: words.language.rawValue,
            blocks: PageDocument(body, words).blocks,
            footer: footer
        )
    }

    /// As a tagged PDF. Takes some tenths of a second. Throws when the fonts are not there.
    public func pdf() throws -> [UInt8] { try document.pdf(DocumentFont.loaded()) }
}

/// The fonts of documents, read once.
enum DocumentFont {
    private static let font = Mutex<LetterFont?>(nil)

    static func loaded() throws -> LetterFont {
        try font.withLock { kept in
            if let kept { return kept }
            let font = try LetterFonts.load()
            kept = font
            return font
        }
    }
}
