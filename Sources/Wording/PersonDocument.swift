// SPDX-License-Identifier: EUPL-1.2

public import Casework
public import Custody
import Letters

/// What is said of one person, in words: as a document gives it, and as a table has it.
public struct PersonDocument: Encodable, Sendable {
    public struct Held: Encodable, Sendable {
        public var party: String
        public var origin: String
        public var first: String
        public var last: String
        public var times: Int
        public var dayUnknown: Int
        public var categories: [String]
    }

    public struct Standing: Encodable, Sendable {
        public var incident: String
        public var version: String
        public var certainty: String
        public var because: [String]
        public var stated: [Stated]
    }

    /// What a list, or a finding, names of the person, in codes.
    public struct Stated: Encodable, Sendable {
        public var statement: String
        public var certainty: String
        public var categories: [String]
        fileprivate var names: [String]

        private enum CodingKeys: String, CodingKey {
            case statement = "statement"
            case certainty = "certainty"
            case categories = "categories"
        }
    }

    public var reference: String
    public var identity: String
    /// Fields of their row of the population that did not read.
    public var notRead: [String]
    /// Other numbers of the same person.
    public var otherNumbers: [String]
    public var held: [Held]
    public var incidents: [Standing]
    public var letters: [PersonAnswer.Letter]
    public var advice: [String]
    private var language: Language
    /// Codes in a document, names for a reader.
    private var names: [[String]]

    private enum CodingKeys: String, CodingKey {
        case reference = "reference"
        case identity = "identity"
        case notRead = "notRead"
        case otherNumbers = "otherNumbers"
        case held = "held"
        case incidents = "incidents"
        case letters = "letters"
        case advice = "advice"
    }

    public init(_ answer: PersonAnswer, in language: Language) {
        self.language = language
        let isDutch = language == .dutch
        reference = answer.reference
        let place = answer.place.isEmpty ? "" : "\(isDutch ? "te" : "in") \(answer.place)"
        identity = [
            answer.name, answer.birthYear.map { "\(isDutch ? "geboren" : "born") \($0)" } ?? "",
            place,
        ].filter { !$0.isEmpty }.joined(separator: ", ")
        notRead = answer.marks.map(\.words)
        otherNumbers = answer.otherNumbers
        held = answer.disclosed.map { held in
            Held(
                party: held.party,
                origin: held.origin.name(in: language),
                first: held.first?.text ?? "",
                last: held.last?.text ?? "",
                times: held.times,
                dayUnknown: held.dayUnknown,
                categories: held.categories.categories.map(\.code)
            )
        }
        names = answer.disclosed.map { $0.categories.categories.map { $0.name(in: language) } }
        incidents = answer.incidents.map { standing in
            Standing(
                incident: standing.incident,
                version: "v\(standing.version)",
                certainty: standing.certainty?.name(in: language)
                    ?? (isDutch
                        ? "niet in het register: niet bekend of de gegevens daar zijn"
                        : "not in the register: not known to be there"),
                because: standing.because,
                stated: standing.stated.map { stated in
                    Stated(
                        statement: stated.statement,
                        certainty: stated.certainty.code,
                        categories: stated.categories.categories.map(\.code),
                        names: stated.categories.categories.map { $0.name(in: language) }
                    )
                }
            )
        }
        letters = answer.letters
        advice = answer.advice.map { $0.text(in: language) }
    }

    /// The answer, to be read aloud.
    public var passages: [Passage] {
        opening.map(Passage.line) + [.table(header, rows, numeric: [4])]
            + (unknownDays + closing).map(Passage.line)
    }

    /// Who it is, and that we know of nothing when that is so.
    private var opening: [String] {
        let nothing =
            language == .dutch
            ? "Wij weten van niets van deze persoon dat via ons ergens heen ging."
            : "We know of nothing of this person that went anywhere through us."
        let unread =
            language == .dutch ? "niet te lezen in de populatie" : "not read in the population"
        return ["\(reference)  \(identity)"] + notRead.map { "\(unread): \($0)" }
            + otherNumbers.map { "\(language == .dutch ? "ook" : "also") \($0)" } + [""]
            + (held.isEmpty ? [nothing] : [])
    }

    private var header: [String] {
        language == .dutch
            ? ["partij", "hoe het daar kwam", "eerst", "laatst", "keer", "gegevens"]
            : ["party", "how it came there", "first", "last", "times", "categories"]
    }

    private var rows: [[String]] {
        let unknown = language == .dutch ? "dag onbekend" : "day unknown"
        return zip(held, names).map { held, names in
            [
                held.party, held.origin, held.first.isEmpty ? unknown : held.first,
                held.last.isEmpty ? unknown : held.last, "\(held.times)",
                names.joined(separator: ", "),
            ]
        }
    }

    /// Of how many no day is known, where of others one is.
    private var unknownDays: [String] {
        held.filter { $0.dayUnknown > 0 && !$0.first.isEmpty }.map {
            language == .dutch
                ? "Van \($0.dayUnknown) van \($0.times) (\($0.party), \($0.origin)) is de dag onbekend."
                : "Of \($0.dayUnknown) of \($0.times) (\($0.party), \($0.origin)) the day is unknown."
        }
    }

    /// Where the person stands in each incident, the letters and the advice.
    private var closing: [String] {
        let by = language == .dutch ? "door" : "by"
        let standings = incidents.flatMap { standing in
            let because = standing.because.joined(separator: ", ")
            let sources = because.isEmpty ? "" : ", \(by) \(because)"
            return [
                "", "\(standing.incident) (\(standing.version)): \(standing.certainty)\(sources)",
            ]
                + standing.stated.map { stated in
                    let names = language == .dutch ? "noemt" : "names"
                    return "\(stated.statement) \(names): \(stated.names.joined(separator: ", "))"
                }
        }
        let sent = letters.map { letter in
            let word = language == .dutch ? "brief" : "letter"
            let what =
                letter.isRetraction
                ? language == .dutch
                    ? "trekt een eerdere brief in" : "takes an earlier letter back"
                : letter.group.code
            return "\(word) \(letter.wave): \(what), \(standing(of: letter))"
        }
        return standings + sent + (advice.isEmpty ? [] : [""]) + advice.map { "- \($0)" }
    }

    private func standing(of letter: PersonAnswer.Letter) -> String {
        let isDutch = language == .dutch
        if let reason = letter.held {
            return isDutch ? "aangehouden (\(reason.name(in: language)))" : "held (\(reason.code))"
        }
        if let date = letter.date {
            let again = letter.again
            return isDutch
                ? "gedateerd \(date.text), drukbestand \(letter.batch)"
                    + (again > 0 ? ", \(again) keer opnieuw gemaakt" : "")
                : "dated \(date.text), print file \(letter.batch)"
                    + (again > 0 ? ", made again \(again.counted("time"))" : "")
        }
        return switch (letter.cancelled, isDutch) {
        case (true, true): "afgebroken, niet gedrukt"
        case (true, false): "cancelled, not printed"
        case (false, true): "gepland, niet gedrukt"
        case (false, false): "planned, not printed"
        }
    }
}
