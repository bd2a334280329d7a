// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents

/// One line of the timeline: what was done anywhere appears in it by itself.
struct TimelineEvent: Sendable {
    /// By which the timeline can be narrowed.
    enum Kind: String, CaseIterable, Sendable {
        case moments = "moments"
        case duties = "duties"
        case register = "register"
        case letters = "letters"
        case notices = "notices"
        case contact = "contact"
        case data = "data"
        case outside = "outside"
        case continuity = "continuity"

        func name(_ words: Words) -> String {
            switch self {
            case .moments: words.text("Momenten", "Moments")
            case .duties: words.text("Termijnen", "Duties")
            case .register: words.text("Register", "Register")
            case .letters: words.text("Brieven", "Letters")
            case .notices: words.text("Meldingen", "Notifications")
            case .contact: words.text("Klantcontact", "Contact centre")
            case .data: words.text("Gegevens", "Data")
            case .outside: words.text("Naar buiten", "Outside")
            case .continuity: words.text("Opschorting en continuïteit", "Suspension and continuity")
            }
        }
    }

    var at: Instant
    var kind: Kind
    var text: String
    /// In somebody's own words.
    var note = ""
    var by = ""
    /// Its place in the ledger; nil of what is no entry by itself.
    var entry: Int?

    /// With who did it, and where it stands in the ledger.
    func html(_ words: Words) -> HTML {
        let quoted: HTML = note.isEmpty ? "" : " <q>\(note)</q>"
        let place = entry.map { words.text("regel \($0)", "entry \($0)") }
        let source = [by.isEmpty ? nil : by, place].compactMap(\.self).joined(separator: ", ")
        let said: HTML = source.isEmpty ? "" : " <span class=\"hint\">\(source)</span>"
        let style: HTML =
            kind == .duties
            ? " class=\"due\"" : at.milliseconds > words.now ? " class=\"plan\"" : ""
        // What is counted of a whole day has no time of the day.
        let time: HTML =
            kind == .contact
            ? "<time datetime=\"\(at.day.text)\">\(words.near(at.day))</time>"
            : Piece.time(at, words)
        return "<li\(style)>\(time)\(text)\(quoted)\(said)</li>\n"
    }
}

/// All that happened around an incident, in the order of time.
struct TimelineWording {
    let events: [TimelineEvent]
    let words: Words

    init(_ frame: IncidentPages.Frame, _ done: [ShowTimeline.Line], _ words: Words) {
        let incident = frame.incident
        var events = incident.moments.filter { $0.takenBack == nil }.map { moment in
            let name = DutyMoment(rawValue: moment.moment).map { MomentWording.name($0, words) }
            let who = moment.party.map { " (\(words.name($0)))" } ?? ""
            let unknown =
                moment.notBefore == nil
                ? ""
                : words.text(
                    " De tijd is niet bekend; het laatste moment van de dag telt.",
                    " The time is not known; the last moment of the day counts."
                )
            return TimelineEvent(
                at: moment.happenedAt,
                kind: .moments,
                text: "\(name ?? moment.moment)\(who).\(unknown)",
                note: moment.note,
                by: moment.by
            )
        }
        events += incident.statements.map { list in
            let records = words.count(list.records, ("record", "records"), ("record", "records"))
            let nobody = words.number(list.unresolved)
            return TimelineEvent(
                at: Instant(milliseconds: list.recordedAt),
                kind: .data,
                text: words.text(
                    "Lijst \(list.name) verwerkt: \(records), \(nobody) zonder persoon.\(list.isWithdrawn ? " Ingetrokken." : "")",
                    "List \(list.name) taken in: \(records), \(nobody) about nobody known.\(list.isWithdrawn ? " Withdrawn." : "")"
                ),
                by: list.by
            )
        }
        events += frame.duties.standings.flatMap(\.duties).compactMap { duty in
            duty.dueAt.map { due in
                TimelineEvent(
                    at: due,
                    kind: .duties,
                    text: words.text(
                        "Einde van de termijn: \(duty.dutchTitle).",
                        "End of the period: \(duty.englishTitle)."
                    )
                )
            }
        }
        events += incident.closures.map {
            TimelineEvent(
                at: $0.closedAt,
                kind: .moments,
                text: words.text("Incident afgesloten.", "Incident closed.")
            )
        }
        events += done.map { Self.event($0, words) }
        self.events = events.sorted { $0.at < $1.at }
        self.words = words
    }

    private static func event(_ line: ShowTimeline.Line, _ words: Words) -> TimelineEvent {
        let (kind, text, note) = said(line.done, words)
        return TimelineEvent(
            at: line.at,
            kind: kind,
            text: text,
            note: note,
            by: line.by,
            entry: line.entry
        )
    }

    private static func said(_ done: ShowTimeline.Done, _ words: Words) -> (
        kind: TimelineEvent.Kind, text: String, note: String
    ) {
        switch done {
        case .versionFrozen(let version, let name, let people):
            let people = words.people(people)
            return (
                .register,
                words.text(
                    "Versie \(version) van het register bevroren (\(name)): \(people).",
                    "Version \(version) of the register frozen (\(name)): \(people)."
                ), ""
            )
        case .versionPublished(let version, let second):
            return (
                .register,
                words.text(
                    "Versie \(version) gepubliceerd, met \(second).",
                    "Version \(version) published, with \(second)."
                ), ""
            )
        case .wavePlanned(let name, let people):
            let people = words.people(people)
            return (
                .letters,
                words.text(
                    "Golf \(name) gepland: \(people).",
                    "Wave \(name) planned: \(people)."
                ), ""
            )
        case .waveApproved(let name, let texts, let second):
            let texts = words.count(texts, ("tekst", "teksten"), ("text", "texts"))
            return (
                .letters,
                words.text(
                    "Golf \(name) goedgekeurd, met \(second): \(texts) gelezen.",
                    "Wave \(name) approved, with \(second): \(texts) read."
                ), ""
            )
        case .saidPublicly(let place, let text):
            return (.outside, words.text("Gezegd, \(place):", "Said, \(place):"), text)
        case .questionAsked(let from, let number):
            let from = FigurePages.name(from, words)
            return (
                .outside,
                words.text(
                    "Vraag \(number) ontvangen: \(from).",
                    "Question \(number) came: \(from)."
                ),
                ""
            )
        case .questionAnswered(let from, let number, let version):
            let from = FigurePages.name(from, words)
            return (
                .outside,
                words.text(
                    "Vraag \(number) (\(from)) beantwoord uit versie \(version).",
                    "Question \(number) (\(from)) answered from version \(version)."
                ), ""
            )
        case .waveCancelled(let name, let because):
            return (
                .letters, words.text("Golf \(name) geannuleerd.", "Wave \(name) cancelled."),
                because
            )
        case .handedOver(let wave, let files, let letters, let carrier):
            let letters = words.count(letters, ("brief", "brieven"), ("letter", "letters"))
            let files = words.count(
                files,
                ("printbestand", "printbestanden"),
                ("print file", "print files")
            )
            return (
                .letters,
                words.text(
                    "Golf \(wave): \(letters) in \(files) overhandigd aan \(carrier).",
                    "Wave \(wave): \(letters) in \(files) handed over to \(carrier)."
                ), ""
            )
        case .handoverTakenBack(let wave, let because):
            return (
                .letters,
                words.text(
                    "Golf \(wave) was toch niet overhandigd.",
                    "Wave \(wave) was not handed over after all."
                ), because
            )
        case .noticeSent(let notice, let party, let number, let recipient):
            guard notice.isOfCyberAct else {
                return (
                    .notices,
                    words.text(
                        "Melding \(number) aan de Autoriteit Persoonsgegevens verstuurd.",
                        "Notification \(number) sent to the authority."
                    ), ""
                )
            }
            let title = notice.title(in: words.language)
            let whose =
                party.map { words.text(" van \(words.name($0))", " of \(words.name($0))") } ?? ""
            let to = recipient ?? ""
            return (
                .notices,
                words.text(
                    "\(title)\(whose) verstuurd aan \(to).",
                    "\(title)\(whose) sent to \(to)."
                ), ""
            )
        case .outsideReport(let kind, let recipient, let reference, let because):
            let title = kind.title(in: words.language)
            return (
                .notices,
                words.text(
                    "\(title), bij \(recipient). Kenmerk: \(reference).",
                    "\(title), \(recipient). Reference: \(reference)."
                ), because
            )
        case .callsMeasured(let calls):
            let calls = words.count(calls, ("gesprek", "gesprekken"), ("call", "calls"))
            return (.contact, words.text("\(calls) op deze dag.", "\(calls) on this day."), "")
        case .imported(let number, let source, let party):
            let name = number.map { " \($0)" } ?? ""
            let sort = Self.source(source, words)
            return (
                .data,
                words.text(
                    "Import\(name) ingelezen: \(sort) voor \(words.name(party)).",
                    "Import\(name) read: \(sort) to \(words.name(party))."
                ), ""
            )
        case .importTakenBack(let number, let because):
            return (
                .data,
                words.text("Import \(number) teruggenomen.", "Import \(number) taken back."),
                because
            )
        case .partySuspended, .conditionAdded, .conditionJudged, .partyResumed, .resultsExamined:
            let (text, note) = ContinuityWording.said(done, words)
            return (.continuity, text, note)
        case .listWithdrawn(let name, let because):
            return (
                .data, words.text("Lijst \(name) ingetrokken.", "List \(name) withdrawn."), because
            )
        }
    }

    private static func source(_ code: String, _ words: Words) -> String {
        switch code {
        case "hl7v2": words.text("berichten (HL7)", "messages (HL7)")
        case "fhir": words.text("berichten (FHIR)", "messages (FHIR)")
        case "backfile": words.text("een oud bestand", "a back-file")
        default: words.text("een bestand", "a file")
        }
    }

    // MARK: - Shown

    /// Of one kind, or all; the last so many, without the calls of each day, which would fill them.
    func html(_ kind: TimelineEvent.Kind? = nil, last: Int? = nil) -> HTML {
        let chosen = events.filter { event in
            kind == nil ? last == nil || event.kind != .contact : event.kind == kind
        }
        let shown = last.map { chosen.suffix($0) } ?? chosen[...]
        guard !shown.isEmpty else {
            return kind == nil
                ? words.paragraph(
                    "Leg vast wat u nu weet: wanneer ontdekten zij het, wanneer hoorde u het?",
                    "Record what you know now: when did they find out, when did you hear it?"
                )
                : words.paragraph(
                    "Hiervan is nog niets gebeurd.",
                    "Nothing of this kind has happened yet."
                )
        }
        return "<ol class=\"tl\">\n\(shown.map { $0.html(words) })</ol>"
    }

    /// A plain form that narrows the page to one kind.
    func filter(_ kind: TimelineEvent.Kind?) -> HTML {
        let kinds =
            [(value: "", name: words.text("alles", "everything"))]
            + TimelineEvent.Kind.allCases.filter { kind in events.contains { $0.kind == kind } }
            .map { (value: $0.rawValue, name: $0.name(words)) }
        return """
            <form method="get">
            \(Piece.select("kind", words.text("Soort", "Kind"), kinds, chosen: kind?.rawValue ?? ""))
            <div class="acts"><button class="alt">\(words("Toon", "Show"))</button></div></form>
            """
    }

    var csv: String {
        CommaSeparated.text(
            [["at", "kind", "what", "note", "by", "entry"]]
                + events.map {
                    [
                        $0.at.text, $0.kind.rawValue, $0.text, $0.note, $0.by,
                        $0.entry.map { "\($0)" } ?? "",
                    ]
                }
        )
    }
}
