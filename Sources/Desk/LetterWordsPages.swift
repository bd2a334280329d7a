// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Printing
import Store
import Wording

/// What the organisation puts in the letters of an incident: filled in from the ledger where it knows, and
/// compared with it (decision 0058).
enum LetterWordsPages {
    static let routes: [Route] = [
        Route(
            name: "letters.words",
            path: "/incidents/{incident}/letters/words",
            access: .roles(Roles.planning),
            purpose: "letters",
            action: .look { visit in .page(try await page(visit)) }
        ),
        Route(
            name: "letters.words.keep",
            path: "/incidents/{incident}/letters/words",
            access: .roles(Roles.planning),
            purpose: "letters",
            action: .act(keep)
        ),
    ]

    private static func page(_ visit: Visit) async throws -> Page {
        let words = visit.words
        let frame = try await IncidentPages.frame(visit)
        let incident = frame.incident.reference
        let today = words.today
        let answer = try await visit.look {
            try ShowLetterSettings(incident: incident, today: today).run(in: $0)
        }
        let path = "/incidents/\(Form.encoded(incident))/letters"
        let isKept = answer.by != nil
        // Before anybody filled it in, what is missing is no mistake.
        let problems = isKept ? answer.contradictions : []
        let wrong = Set(problems.map(\.key)).count
        let state =
            !isKept
            ? words.text("Vul de woorden van de brieven in", "Fill in the words of the letters")
            : wrong == 0
                ? words.text(
                    "De woorden van de brieven kloppen",
                    "The words of the letters are right"
                )
                : words.text(
                    "Aan \(words.count(wrong, ("veld", "velden"), ("field", "fields"))) moet nog iets gebeuren",
                    "\(words.capital(words.count(wrong, ("veld", "velden"), ("field", "fields")))) must still be put right"
                )
        let kept: HTML =
            if let by = answer.by, let at = answer.at {
                words.paragraph(
                    "Vastgelegd door \(by), \(words.moment(at)). Wie de woorden schrijft, keurt de brieven niet goed.",
                    "Kept by \(by), \(words.moment(at)). Whoever writes the words does not approve the letters."
                )
            } else {
                words.paragraph(
                    "Naam en dagen komen uit het grootboek. Vul in wat tussen &lt; en &gt; staat.",
                    "Names and days come from the ledger. Fill in what stands between &lt; and &gt;."
                )
            }
        let groups = LetterWord.Group.allCases.map { group -> HTML in
            let fields = LetterWord.all.filter { $0.group == group }.map { word in
                field(word, answer.settings, problems, words)
            }
            return "<h2>\(group.title(words))</h2>\(fields)"
        }
        return IncidentPages.page(
            frame,
            visit,
            title: words.text("Woorden van de brieven", "Words of the letters"),
            """
            <p class="crumb"><a href="\(path)">\(words("Brieven", "Letters"))</a></p>
            <h1>\(state)</h1>
            \(kept)
            \(visit.form(path + "/words", """
                \(groups)<div class="acts"><button>\(words("Leg vast", "Keep"))</button></div>
                """))
            """
        )
    }

    private static func field(
        _ word: LetterWord,
        _ settings: LetterSettings,
        _ problems: [SettingsContradiction],
        _ words: Words
    ) -> HTML {
        let wrong = problems.filter { $0.key == word.key }.map { $0.remark(in: words.language) }
        let problem = wrong.isEmpty ? nil : words.capital(wrong.joined(separator: "; ")) + "."
        let label = words.text(word.dutch, word.english)
        let hint = words.text(word.dutchHint, word.englishHint)
        let value = word.read(settings)
        return word.isOfLines
            ? Piece.area(word.key, label, hint: hint, value: value, problem: problem)
            : Piece.field(word.key, label, hint: hint, value: value, problem: problem)
    }

    @Sendable private static func keep(_ visit: Visit, _ form: Form) async throws -> Reply {
        let incident = try visit.parameter("incident")
        let officer = try visit.officer()
        let today = visit.words.today
        var settings = try await visit.look {
            try ShowLetterSettings(incident: incident, today: today).run(in: $0).settings
        }
        // Half a form would empty the rest.
        guard LetterWord.all.allSatisfy({ form.has($0.key) }) else {
            throw DeskRefusal.formUnreadable
        }
        for word in LetterWord.all { word.write(&settings, form[word.key]) }
        settings.dropEmptyLanguages()
        let filled = settings
        _ = try await visit.desk.writer.act { store in
            try KeepLetterSettings(incident: incident, settings: filled, officer: officer)
                .run(in: store)
        }
        return .seeOther("/incidents/\(Form.encoded(incident))/letters/words")
    }
}

/// One thing that an organisation puts in its letters: where it stands in ``LetterSettings``, and how it is
/// asked for.
struct LetterWord: Sendable {
    enum Group: CaseIterable, Sendable {
        case sender, incident, dutch, english

        func title(_ words: Words) -> String {
            switch self {
            case .sender: words.text("De afzender", "The sender")
            case .incident: words.text("Wat er gebeurde", "What happened")
            case .dutch: words.text("De Nederlandse brief", "The Dutch letter")
            case .english: words.text("De Engelse brief", "The English letter")
            }
        }
    }

    /// As in `docs/formats.md`; those of a language begin with it.
    var key: String
    var group: Group
    var dutch: String
    var english: String
    var dutchHint = ""
    var englishHint = ""
    var isOfLines = false
    var read: @Sendable (LetterSettings) -> String
    var write: @Sendable (inout LetterSettings, String) -> Void

    static let all: [LetterWord] =
        [
            text(
                \.organisation,
                "organisation",
                .sender,
                "Naam van de organisatie",
                "Name of the organisation"
            ),
            lines(
                \.senderLines,
                "senderLines",
                .sender,
                "Naam en adres, bovenaan de brief",
                "Name and address, at the top of the letter"
            ),
            text(
                \.returnLine,
                "returnLine",
                .sender,
                "Retouradres, op één regel",
                "Return address, on one line"
            ),
            lines(\.signatureLines, "signatureLines", .sender, "Ondertekening", "Signature"),
            text(\.reference, "reference", .sender, "Kenmerk", "Reference"),
            text(
                \.telephone,
                "telephone",
                .sender,
                "Telefoonnummer",
                "Telephone number",
                "Het staat ook op uw website: de brief zegt dat mensen het daar kunnen nakijken.",
                "It stands on your website too: the letter tells people to check it there."
            ),
            optional(
                \.telephoneAbroad,
                "telephoneAbroad",
                .sender,
                "Telefoonnummer vanuit het buitenland",
                "Telephone number from abroad"
            ),
            text(\.website, "website", .sender, "Website", "Website"),
            text(
                \.privacyOfficer,
                "privacyOfficer",
                .sender,
                "Functionaris gegevensbescherming: e-mailadres",
                "Data protection officer: e-mail address"
            ),
            text(
                \.processor,
                "processor",
                .incident,
                "Naam van de verwerker",
                "Name of the processor"
            ),
            optional(
                \.incidentDate,
                "incidentDate",
                .incident,
                "Dag van de inbraak",
                "Day of the break-in",
                "Bijvoorbeeld 2025-07-06, of 2025-07-00 als alleen de maand bekend is.",
                "For example 2025-07-06, or 2025-07-00 where only the month is known."
            ),
            optional(
                \.discoveredDate,
                "discoveredDate",
                .incident,
                "Dag waarop de verwerker het ontdekte",
                "Day on which the processor discovered it"
            ),
            text(
                \.toldDate,
                "toldDate",
                .incident,
                "Dag waarop de verwerker het u zei",
                "Day on which the processor told you"
            ),
        ] + ofLanguage("nl", .dutch) + ofLanguage("en", .english)

    private static func ofLanguage(_ code: String, _ group: Group) -> [LetterWord] {
        let child = " (aan ouders)"
        var all = [
            said(
                \.purpose,
                code,
                "purpose",
                group,
                "Waarvoor de verwerker werkte",
                "What the processor worked for"
            ),
            saidOrNot(
                \.theProcessor,
                code,
                "theProcessor",
                group,
                "Zo heet de verwerker na de eerste keer, zoals: het laboratorium",
                "What the processor is called after the first time, such as: the laboratory"
            ),
            said(
                \.careData,
                code,
                "careData",
                group,
                "Zo heten gegevens over zorg",
                "What data about care are called",
                "Woorden die voor iedereen kloppen: geen uitslag, geen cijfers. Huisgenoten kunnen meelezen.",
                "Words that fit everybody: no outcome, no figures. Others in the house may read along."
            ),
            said(
                \.thirdParty,
                code,
                "thirdParty",
                group,
                "Van wie gegevens kwamen, als het niet van u was",
                "Whom data came from, if not from you"
            ),
            LetterWord(
                key: code + ".measures",
                group: group,
                dutch: "Wat er gedaan is, een zin op elke regel",
                english: "What was done, a sentence on each line",
                isOfLines: true,
                read: { ($0.words[code]?.measures ?? []).joined(separator: "\n") },
                write: { settings, text in
                    settings.change(code) { $0.measures = Self.split(text) }
                }
            ),
            said(\.openingHours, code, "openingHours", group, "Openingstijden", "Opening hours"),
            saidOrNot(
                \.publishedPlace,
                code,
                "publishedPlace",
                group,
                "Waar gegevens openbaar werden gemaakt",
                "Where data were made public"
            ),
            saidOrNot(
                \.careDataOfChild,
                code,
                "careDataOfChild",
                group,
                "Gegevens over zorg" + child,
                "Data about care (to parents)"
            ),
            saidOrNot(
                \.thirdPartyOfChild,
                code,
                "thirdPartyOfChild",
                group,
                "Wie gegevens gaf" + child,
                "Who gave data (to parents)"
            ),
        ]
        guard group == .english else { return all }
        all.append(
            saidOrNot(
                \.returnLine,
                code,
                "returnLine",
                group,
                "Retouradres in het Engels",
                "Return address in English"
            )
        )
        all.append(
            LetterWord(
                key: code + ".signatureLines",
                group: group,
                dutch: "Ondertekening in het Engels",
                english: "Signature in English",
                isOfLines: true,
                read: { ($0.words[code]?.signatureLines ?? []).joined(separator: "\n") },
                write: { settings, text in
                    let lines = Self.split(text)
                    settings.change(code) { $0.signatureLines = lines.isEmpty ? nil : lines }
                }
            )
        )
        return all
    }

    private static func split(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).map(String.init).filter {
            !$0.allSatisfy(\.isWhitespace)
        }
    }

    private typealias Path<Root, Value> = any WritableKeyPath<Root, Value> & Sendable

    private static func text(
        _ path: Path<LetterSettings, String>,
        _ key: String,
        _ group: Group,
        _ dutch: String,
        _ english: String,
        _ dutchHint: String = "",
        _ englishHint: String = ""
    ) -> LetterWord {
        LetterWord(
            key: key,
            group: group,
            dutch: dutch,
            english: english,
            dutchHint: dutchHint,
            englishHint: englishHint,
            read: { $0[keyPath: path] },
            write: { $0[keyPath: path] = $1 }
        )
    }

    private static func optional(
        _ path: Path<LetterSettings, String?>,
        _ key: String,
        _ group: Group,
        _ dutch: String,
        _ english: String,
        _ dutchHint: String = "",
        _ englishHint: String = ""
    ) -> LetterWord {
        LetterWord(
            key: key,
            group: group,
            dutch: dutch,
            english: english,
            dutchHint: dutchHint,
            englishHint: englishHint,
            read: { $0[keyPath: path] ?? "" },
            write: { $0[keyPath: path] = $1.isEmpty ? nil : $1 }
        )
    }

    private static func lines(
        _ path: Path<LetterSettings, [String]>,
        _ key: String,
        _ group: Group,
        _ dutch: String,
        _ english: String
    ) -> LetterWord {
        LetterWord(
            key: key,
            group: group,
            dutch: dutch,
            english: english,
            isOfLines: true,
            read: { $0[keyPath: path].joined(separator: "\n") },
            write: { $0[keyPath: path] = split($1) }
        )
    }

    private static func said(
        _ path: Path<LetterSettings.Words, String>,
        _ code: String,
        _ name: String,
        _ group: Group,
        _ dutch: String,
        _ english: String,
        _ dutchHint: String = "",
        _ englishHint: String = ""
    ) -> LetterWord {
        LetterWord(
            key: "\(code).\(name)",
            group: group,
            dutch: dutch,
            english: english,
            dutchHint: dutchHint,
            englishHint: englishHint,
            read: { $0.words[code]?[keyPath: path] ?? "" },
            write: { settings, text in settings.change(code) { $0[keyPath: path] = text } }
        )
    }

    private static func saidOrNot(
        _ path: Path<LetterSettings.Words, String?>,
        _ code: String,
        _ name: String,
        _ group: Group,
        _ dutch: String,
        _ english: String
    ) -> LetterWord {
        LetterWord(
            key: "\(code).\(name)",
            group: group,
            dutch: dutch,
            english: english,
            read: { $0.words[code]?[keyPath: path] ?? "" },
            write: { settings, text in
                settings.change(code) { $0[keyPath: path] = text.isEmpty ? nil : text }
            }
        )
    }
}

extension LetterSettings {
    /// Changes the words of a language, which begins without any.
    fileprivate mutating func change(_ code: String, _ body: (inout Words) -> Void) {
        var spoken = words[code] ?? Words()
        body(&spoken)
        words[code] = spoken
    }

    /// A language of which nothing is filled in is not spoken.
    fileprivate mutating func dropEmptyLanguages() {
        words = words.filter { $0.value != Words() }
    }
}
