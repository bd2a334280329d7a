// SPDX-License-Identifier: EUPL-1.2

/// Something that was said outside about an incident, with the words of that day (uitlating). It is never
/// changed: what is said later stands beside it.
public struct PublicStatementFact: Fact {
    public static let kind = "public-statement"
    public var incident: Int
    /// Of those of its incident, from 1.
    public var number: Int
    /// Milliseconds since 1970-01-01 UTC: the latest that it can have been.
    public var saidAt: Int64
    /// Where: a press release, the public page, a letter to parliament.
    public var place: String
    /// As people read it.
    public var words: String
    /// With names in braces in place of figures; nil of words whose figures are not of a version.
    public var template: String?
    /// The version whose figures they are; nil of words that came from elsewhere.
    public var version: Int?
    /// Why it was said before the letters were out; nil when they were.
    public var because: String?
    public var by: String

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case number = "number"
        case saidAt = "saidAt"
        case place = "place"
        case words = "words"
        case template = "template"
        case version = "version"
        case because = "because"
        case by = "by"
    }
}

/// A question from outside: of parliament (Kamervraag), press or people.
public struct QuestionFact: Fact {
    public static let kind = "question"
    public var incident: Int
    /// Of those of its incident, from 1.
    public var number: Int
    /// `parliament`, `press` or `people`.
    public var from: String
    public var text: String
    /// Milliseconds since 1970-01-01 UTC; nil where nobody set a time.
    public var dueAt: Int64?
    public var by: String

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case number = "number"
        case from = "from"
        case text = "text"
        case dueAt = "dueAt"
        case by = "by"
    }
}

/// The answer to a question, bound to a version of the register. The last one counts.
public struct QuestionAnswerFact: Fact {
    public static let kind = "question-answer"
    public var incident: Int
    public var question: Int
    /// With names in braces in place of figures.
    public var template: String
    public var version: Int
    /// Why it keeps that version though there is a newer one.
    public var because: String?
    public var by: String

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case question = "question"
        case template = "template"
        case version = "version"
        case because = "because"
        case by = "by"
    }
}

extension PublicStatementFact {
    public var keys: [FactKey] { [.incident(incident)] }
}

extension QuestionFact {
    public var keys: [FactKey] { [.incident(incident)] }
}

extension QuestionAnswerFact {
    public var keys: [FactKey] { [.incident(incident)] }
}

/// What was said, before it has its number.
public struct PublicWords: Sendable {
    public var saidAt: Int64
    public var place: String
    public var words: String
    public var template: String?
    public var version: Int?
    public var because: String?

    public init(
        saidAt: Int64,
        place: String,
        words: String,
        template: String? = nil,
        version: Int? = nil,
        because: String? = nil
    ) {
        self.saidAt = saidAt
        self.place = place
        self.words = words
        self.template = template
        self.version = version
        self.because = because
    }
}

extension Store {
    /// In the order in which they were recorded.
    public func publicStatements(of incident: IncidentFact) throws -> [Recorded<
        PublicStatementFact
    >] {
        try facts.all(PublicStatementFact.self, .incident(incident.number))
    }

    public func questions(of incident: IncidentFact) throws -> [Recorded<QuestionFact>] {
        try facts.all(QuestionFact.self, .incident(incident.number))
    }

    /// Every answer that was given, in the order in which they were.
    public func answers(of incident: IncidentFact) throws -> [Recorded<QuestionAnswerFact>] {
        try facts.all(QuestionAnswerFact.self, .incident(incident.number))
    }

    /// Where in the ledger a version was published; nil where it is not.
    public func publicationEntry(ofVersion version: Int, of incident: IncidentFact) throws -> Int? {
        try facts.all(PublicationFact.self, .incident(incident.number))
            .first { $0.body.version == version }?.entry
    }

    public func record(publicStatement said: PublicWords, of incident: IncidentFact, act: Act)
        throws
    {
        try commit(act, alone: false) { store, db, entries in
            try entries.record(
                db,
                [
                    PublicStatementFact(
                        incident: incident.number,
                        number: try store.publicStatements(of: incident).count + 1,
                        saidAt: said.saidAt,
                        place: said.place,
                        words: said.words,
                        template: said.template,
                        version: said.version,
                        because: said.because,
                        by: act.by
                    )
                ]
            )
        }
    }

    /// Returns its number.
    public func record(
        question text: String,
        from: String,
        dueAt: Int64?,
        of incident: IncidentFact,
        act: Act
    ) throws -> Int {
        try commit(act, alone: false) { store, db, entries in
            let number = try store.questions(of: incident).count + 1
            try entries.record(
                db,
                [
                    QuestionFact(
                        incident: incident.number,
                        number: number,
                        from: from,
                        text: text,
                        dueAt: dueAt,
                        by: act.by
                    )
                ]
            )
            return number
        }
    }

    public func record(
        answer template: String,
        to question: Int,
        version: Int,
        because: String?,
        of incident: IncidentFact,
        act: Act
    ) throws {
        try commit(act, alone: false) { store, db, entries in
            guard try store.questions(of: incident).contains(where: { $0.body.number == question })
            else { throw StoreError.notFound(.question(number: question)) }
            try entries.record(
                db,
                [
                    QuestionAnswerFact(
                        incident: incident.number,
                        question: question,
                        template: template,
                        version: version,
                        because: because,
                        by: act.by
                    )
                ]
            )
        }
    }
}
