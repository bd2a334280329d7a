// SPDX-License-Identifier: EUPL-1.2

public import Custody
internal import Incidents
public import Letters
public import Store

/// What may be said to the caller: the facts of their letter. Only in an open call of the officer's own, and
/// only of somebody who is proven.
public struct AnswerCaller: Sendable {
    public var call: Int
    public var language: Language
    public var officer: ActingOfficer

    public init(_ call: Int, in language: Language = .dutch, officer: ActingOfficer) {
        self.call = call
        self.language = language
        self.officer = officer
    }

    public struct Answer: Sendable, Masked {
        public var person: PersonAnswer
        /// Of each incident whose register was frozen; of the call's incident alone when it has one.
        public var sheets: [Sheet]

        public var mask: String { person.mask }
    }

    /// What one incident means for the person.
    public struct Sheet: Sendable, Masked {
        public var incident: String
        /// The short name of the party that was hacked; of several the first.
        public var party: String
        public var processor: String
        /// What their letter says, or would say now.
        public var truth: LetterTruth

        public var mask: String { incident }

        /// What to read aloud, in paragraphs, in the language that was asked for.
        public var words: [String] { SpokenAnswer(truth, processor: processor).paragraphs }
    }

    /// A store that only reads will do; the line is in the access log first.
    public func run(in store: Store) throws -> Answer {
        let found = try store.openCall(call, of: officer)
        guard let caller = found.person, caller.proof != CallerProof.none.rawValue else {
            throw CaseworkError.callerUnknown(call)
        }
        let number = caller.personNumber
        let incidents = try store.incidents.map(\.body).filter { incident in
            found.call.body.incident.map { $0 == incident.number } ?? true
        }
        let person = try AnswerPerson(
            .named(number.reference),
            incident: incidents.count == 1 ? incidents[0].reference : nil,
            officer: officer,
            reason: StatedReason(following: "call \(call)")
        ).run(in: store)
        let born = person.birthYear.flatMap { PartialDate(year: $0, month: 0, day: 0) }
        let isChilds = AgeGroup(born: born, on: officer.today.date) == .child
        return Answer(
            person: person,
            sheets: try incidents.compactMap { try sheet(number, $0, isChilds, store) }
        )
    }

    private func sheet(
        _ person: PersonNumber,
        _ incident: IncidentFact,
        _ isChilds: Bool,
        _ store: Store
    ) throws -> Sheet? {
        guard let version = try store.lastRegister(of: incident) else { return nil }
        let row = try store.rows(of: person, in: version).max { $0.certainty < $1.certainty }
        let days = try store.statementDays(of: incident)
        return Sheet(
            incident: incident.reference,
            party: incident.party,
            processor: try store.party(named: Party.ID(rawValue: incident.party)).name,
            truth: row.map { row in
                LetterTruth(
                    row,
                    language: language,
                    group: row.certainty >= .reported ? .second : .notExcluded,
                    whyAgain: row.certainty == .excluded ? .retraction : nil,
                    earlier: [],
                    finding: row.finding(days: days),
                    isToParents: isChilds
                )
            } ?? .notInRegister(language, isToParents: isChilds)
        )
    }
}
