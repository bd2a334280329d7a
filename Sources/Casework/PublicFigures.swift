// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
internal import Letters
public import Store

/// Records what was said outside, with the words as people read them. It stays as it was.
///
/// With a version its figures are filled in from there; without one the words came from elsewhere, and their
/// figures are nobody's.
public struct SayPublicly: Sendable {
    public var incident: String
    public var said: WrittenMoment
    /// Where: a press release, the public page.
    public var place: String
    /// With names in braces in place of figures, where a version is given.
    public var text: String
    /// Number or name; nil for words that came from elsewhere.
    public var version: String?
    /// Why it is said before the letters are out (a decision); nil when they are.
    public var because: StatedReason?
    public var officer: ActingOfficer

    public init(
        incident: String,
        said: WrittenMoment,
        place: String,
        text: String,
        version: String?,
        because: StatedReason? = nil,
        officer: ActingOfficer
    ) {
        self.incident = incident
        self.said = said
        self.place = place
        self.text = text
        self.version = version
        self.because = because
        self.officer = officer
    }

    /// Throws ``CaseworkError/versionNotPublished(_:)``, ``CaseworkError/figureWithoutVersion(_:)``, and ``CaseworkError/lettersNotOut(people:)`` when people
    /// would read it before their letter and nobody said why.
    public func run(in store: Store) throws {
        let found = try store.incident(named: incident)
        guard place.saysSomething, text.saysSomething else { throw CaseworkError.wordsMissing }
        guard said.earliest <= officer.now else { throw CaseworkError.momentToCome }
        for text in [place, text] where TypedNumbers.mayHoldCitizenNumber(text) {
            throw CaseworkError.citizenNumberTyped
        }
        var words = PublicWords(
            saidAt: said.latest,
            place: place,
            words: text,
            because: because?.text
        )
        if let version {
            let version = try RegisterVersion(store.version(named: version, of: found), in: store)
            let figures = try FigureText(text)
            guard version.isPublished else {
                throw CaseworkError.versionNotPublished(version.name)
            }
            let waiting = try Self.withoutLetter(of: found, version, store)
            guard waiting == 0 || because != nil else {
                throw CaseworkError.lettersNotOut(people: waiting)
            }
            words.words = figures.filled(from: version, number: Self.grouped)
            words.template = text
            words.version = version.version
        } else if let name = FigureText.firstFigure(in: text) {
            throw CaseworkError.figureWithoutVersion(name)
        }
        try store.publishing {
            try store.record(
                publicStatement: words,
                of: found,
                act: officer.act(towards: found.concernedParties)
            )
        }
    }

    /// People of the last version of whom no letter was handed over and none is held.
    private static func withoutLetter(
        of incident: IncidentFact,
        _ version: RegisterVersion,
        _ store: Store
    ) throws -> Int {
        let told = try ToldCount(
            of: incident,
            in: store,
            asOf: nil,
            isInformed: false,
            isQuick: false
        )
        guard let share = told.share else { return VersionFigure.people.value(in: version) }
        return share.left["noLetter"] ?? 0
    }

    /// As a Dutch text has it: `405.000`.
    static func grouped(_ number: Int) -> String {
        var digits = String(number)
        var place = digits.count - 3
        while place > 0 {
            digits.insert(".", at: digits.index(digits.startIndex, offsetBy: place))
            place -= 3
        }
        return digits
    }
}

/// From whom a question comes.
public enum Questioner: String, Codable, Sendable, CaseIterable {
    case parliament = "parliament"
    case press = "press"
    case people = "people"
}

/// Records a question from outside.
public struct AskQuestion: Sendable {
    public var incident: String
    public var from: Questioner
    public var text: String
    /// When it must be answered; nil where nobody set a time.
    public var due: WrittenMoment?
    public var officer: ActingOfficer

    public init(
        incident: String,
        from: Questioner,
        text: String,
        due: WrittenMoment? = nil,
        officer: ActingOfficer
    ) {
        self.incident = incident
        self.from = from
        self.text = text
        self.due = due
        self.officer = officer
    }

    /// Returns its number.
    public func run(in store: Store) throws -> Int {
        let found = try store.incident(named: incident)
        guard text.saysSomething else { throw CaseworkError.wordsMissing }
        guard !TypedNumbers.mayHoldCitizenNumber(text) else {
            throw CaseworkError.citizenNumberTyped
        }
        return try store.publishing {
            try store.record(
                question: text,
                from: from.rawValue,
                dueAt: due?.latest,
                of: found,
                act: officer.act(towards: found.concernedParties)
            )
        }
    }
}

/// Answers a question, with figures of a published version; again for another version, or to keep an older
/// one with a reason.
public struct AnswerQuestion: Sendable {
    public var incident: String
    public var question: Int
    /// With names in braces in place of figures; nil for the same words as before.
    public var text: String?
    /// Number or name; nil for the last one that is published.
    public var version: String?
    /// Why it keeps a version though there is a newer one.
    public var because: StatedReason?
    public var officer: ActingOfficer

    public init(
        incident: String,
        question: Int,
        text: String? = nil,
        version: String? = nil,
        because: StatedReason? = nil,
        officer: ActingOfficer
    ) {
        self.incident = incident
        self.question = question
        self.text = text
        self.version = version
        self.because = because
        self.officer = officer
    }

    public func run(in store: Store) throws {
        let found = try store.incident(named: incident)
        let before = try store.answers(of: found).last { $0.body.question == question }?.body
        guard let template = text ?? before?.template, template.saysSomething else {
            throw CaseworkError.wordsMissing
        }
        guard !TypedNumbers.mayHoldCitizenNumber(template) else {
            throw CaseworkError.citizenNumberTyped
        }
        _ = try FigureText(template)
        let versions = try store.registers(of: found).map {
            try RegisterVersion($0.body, in: store)
        }
        let last = versions.last(where: \.isPublished)
        let chosen = try version.map { name in
            try RegisterVersion(store.version(named: name, of: found), in: store)
        }
        guard let chosen = chosen ?? last else { throw CaseworkError.noVersion(nil) }
        guard chosen.isPublished, let last else {
            throw CaseworkError.versionNotPublished(chosen.name)
        }
        guard chosen.version == last.version || because != nil else {
            throw CaseworkError.versionOutdated(last.name)
        }
        try store.publishing {
            try store.record(
                answer: template,
                to: question,
                version: chosen.version,
                because: because?.text,
                of: found,
                act: officer.act(towards: found.concernedParties)
            )
        }
    }
}

/// All that was ever said of an incident in figures, and every question with its answer: against the version that
/// is published now.
public struct ShowPublicFigures: Sendable {
    public var incident: String

    public init(incident: String) { self.incident = incident }

    /// How something that was said stands against the last published version.
    public enum Standing: String, Codable, Sendable {
        /// Its figures are those of that version.
        case holds = "holds"
        /// A newer version has other figures.
        case outdated = "outdated"
        /// The same, and somebody said why it stays.
        case kept = "kept"
        /// Its figures are of no version.
        case unbound = "unbound"
    }

    public struct Figure: Codable, Sendable, Equatable {
        public var figure: VersionFigure
        public var value: Int
        /// In the last published version.
        public var now: Int
    }

    public struct Said: Codable, Sendable, Equatable {
        public var number: Int
        public var at: Instant
        public var by: String
        public var place: String
        public var words: String
        public var version: Int?
        public var figures: [Figure]
        /// Why it was said before the letters were out.
        public var because: String?
        public var standing: Standing
    }

    public struct Question: Codable, Sendable, Equatable {
        public var number: Int
        public var from: Questioner
        public var text: String
        public var due: Instant?
        public var asked: Instant
        public var answer: Answered?
    }

    public struct Answered: Codable, Sendable, Equatable {
        public var by: String
        public var at: Instant
        /// With names in place of figures, and as it reads.
        public var template: String
        public var words: String
        public var version: Int
        public var figures: [Figure]
        public var because: String?
        public var standing: Standing
    }

    public struct Answer: Codable, Sendable, Equatable {
        /// The last that is published; nil when none is.
        public var version: RegisterVersion?
        /// Newest first.
        public var said: [Said]
        /// In the order in which they came.
        public var questions: [Question]

        /// Questions that wait for an answer, or whose answer has old figures.
        public var open: [Question] {
            questions.filter { $0.answer == nil || $0.answer?.standing == .outdated }
        }

        public var outdated: Int { questions.count { $0.answer?.standing == .outdated } }
    }

    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(named: incident)
        let versions = try store.registers(of: found).map {
            try RegisterVersion($0.body, in: store)
        }
        let last = versions.last(where: \.isPublished)
        let published = try last.flatMap {
            try store.publicationEntry(ofVersion: $0.version, of: found)
        }
        let answers = try store.answers(of: found)
        let said = try store.publicStatements(of: found).map { recorded in
            let body = recorded.body
            let bound = bound(body.template, to: body.version, versions, last)
            return Said(
                number: body.number,
                at: Instant(milliseconds: body.saidAt),
                by: body.by,
                place: body.place,
                words: body.words,
                version: body.version,
                figures: bound.figures,
                because: body.because,
                standing: bound.standing
            )
        }
        let questions = try store.questions(of: found).map { recorded in
            let body = recorded.body
            guard let from = Questioner(rawValue: body.from) else {
                throw StoreError.integrity(.unreadable(.fact(kind: QuestionFact.kind)))
            }
            return Question(
                number: body.number,
                from: from,
                text: body.text,
                due: body.dueAt.map(Instant.init(milliseconds:)),
                asked: Instant(milliseconds: recorded.recordedAt),
                answer: try answers.last { $0.body.question == body.number }.map {
                    try answered($0, versions, last, lastPublished: published)
                }
            )
        }
        return Answer(
            version: last,
            said: said.sorted { ($1.at, $1.number) < ($0.at, $0.number) },
            questions: questions
        )
    }

    private func answered(
        _ recorded: Recorded<QuestionAnswerFact>,
        _ versions: [RegisterVersion],
        _ last: RegisterVersion?,
        lastPublished entry: Int?
    ) throws -> Answered {
        let body = recorded.body
        let bound = bound(body.template, to: body.version, versions, last)
        // A reason to keep a version was given against the one that was the last then.
        let isKept = body.because != nil && entry.map { $0 < recorded.entry } ?? true
        let version = versions.first { $0.version == body.version }
        let words = try version.map {
            try FigureText(body.template).filled(from: $0, number: SayPublicly.grouped)
        }
        return Answered(
            by: body.by,
            at: Instant(milliseconds: recorded.recordedAt),
            template: body.template,
            words: words ?? body.template,
            version: body.version,
            figures: bound.figures,
            because: body.because,
            standing: bound.standing == .outdated && isKept ? .kept : bound.standing
        )
    }

    private func bound(
        _ template: String?,
        to version: Int?,
        _ versions: [RegisterVersion],
        _ last: RegisterVersion?
    ) -> (figures: [Figure], standing: Standing) {
        guard let template, let text = try? FigureText(template), let last,
            let own = versions.first(where: { $0.version == version })
        else { return ([], .unbound) }
        let figures = text.figures.map {
            Figure(figure: $0, value: $0.value(in: own), now: $0.value(in: last))
        }
        return (figures, text.isSame(in: own, and: last) ? .holds : .outdated)
    }
}
