// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
internal import Letters
public import Store

/// What may be said of one person: the same facts as in their letter.
public struct AnswerPerson: Sendable {
    public var person: PersonQuestion
    /// Only this incident; nil is all.
    public var incident: String?
    public var officer: ActingOfficer
    public var reason: StatedReason

    public init(
        _ person: PersonQuestion,
        incident: String? = nil,
        officer: ActingOfficer,
        reason: StatedReason
    ) {
        self.person = person
        self.incident = incident
        self.officer = officer
        self.reason = reason
    }

    /// The line in the access log is written before anything is known. A store that only reads will
    /// do.
    public func run(in store: Store) throws -> PersonAnswer {
        let only = try incident.map { try store.incident(named: $0) }
        let access = try officer.access("person-answer", incident ?? "desk", reason)
        let number = try person.find(in: store, for: access)
        let (person, evidence) = try store.look(at: number, for: access)
        let incidents = try only.map { [$0] } ?? store.incidents.map(\.body)
        return PersonAnswer(
            reference: number.reference,
            name: RegisteredName(person).neutralName,
            birthYear: person.birthDate?.year,
            place: person.place,
            marks: person.marks,
            otherNumbers: try store.joinedPeople().all(number).dropFirst().map(\.reference),
            disclosed: try disclosed(evidence, store),
            incidents: try incidents.compactMap { try standing(of: number, in: $0, store) },
            letters: try letters(to: number, store),
            advice: Advice.advice(for: evidence.categories)
        )
    }

    private func disclosed(_ evidence: PersonEvidence, _ store: Store) throws -> [PersonAnswer
        .Disclosed]
    {
        let flows = try store.flows
        var rows: [String: PersonAnswer.Disclosed] = [:]
        for item in evidence.disclosed {
            guard let flow = flows[item.disclosure.flow] else { continue }
            let day = item.disclosure.disclosedOn.map(Day.init(number:))
            let key = "\(flow.party.rawValue)|\(flow.origin.rawValue)"
            var row =
                rows[key]
                ?? PersonAnswer.Disclosed(
                    party: flow.party.rawValue,
                    origin: flow.origin,
                    first: day,
                    last: day,
                    times: 0,
                    dayUnknown: 0,
                    categories: []
                )
            if let day {
                row.first = min(row.first ?? day, day)
                row.last = max(row.last ?? day, day)
            } else {
                row.dayUnknown += 1
            }
            row.times += 1
            row.categories.formUnion(item.disclosure.categories)
            rows[key] = row
        }
        return rows.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Nil while no version of the incident's register is frozen.
    private func standing(
        of person: PersonNumber,
        in incident: IncidentFact,
        _ store: Store
    ) throws -> PersonAnswer.Standing? {
        guard let version = try store.lastRegister(of: incident) else { return nil }
        let row = try store.rows(of: person, in: version)
        let names = try store.statementNames(of: incident)
        let stated = row.flatMap { $0.lines }.compactMap { line -> PersonAnswer.Stated? in
            guard case .statement(let number) = line.source else { return nil }
            return PersonAnswer.Stated(
                statement: names[number] ?? "statement \(number)",
                certainty: line.certainty,
                categories: line.categories
            )
        }
        return PersonAnswer.Standing(
            incident: incident.reference,
            version: version.version,
            certainty: row.map(\.certainty).max(),
            because: row.flatMap { row in
                row.statements.map { names[$0] ?? "statement \($0)" }
            }.uniqued(),
            stated: stated.uniqued()
        )
    }

    private func letters(
        to person: PersonNumber,
        _ store: Store
    ) throws -> [PersonAnswer.Letter] {
        let waves = try store.incidents.flatMap { try store.waves(of: $0.body) }.reduce(into: [:]) {
            $0[$1.body.number] = $1.body
        }
        let numbers = try store.joinedPeople().all(person)
        let letters = try numbers.flatMap { try store.letters(to: $0) }
        return try letters.sorted { $0.wave < $1.wave }.map { letter in
            let wave = waves[letter.wave]
            return PersonAnswer.Letter(
                wave: wave?.name ?? "\(letter.wave)",
                group: letter.group,
                isRetraction: letter.whyAgain == .retraction,
                held: letter.held,
                batch: letter.batch,
                date: try wave.flatMap { try store.letterDate(ofBatch: letter.batch, wave: $0) }
                    .map(Day.init(number:)),
                cancelled: try wave.map { try store.cancellation(of: $0) != nil } ?? false,
                again: try wave.map {
                    try store.lettersAgain(of: $0).count { numbers.contains($0.person) }
                } ?? 0
            )
        }
    }
}

extension Store {
    /// The rows of somebody in a frozen version: of several numbers that were not yet, or no more, one
    /// person then, several.
    func rows(of person: PersonNumber, in version: RegisterFact) throws -> [RegisterRow] {
        try joinedPeople().all(person).compactMap { try row(of: $0, in: version) }
    }
}

extension Array where Element: Hashable {
    /// Each once, in their order.
    fileprivate func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

extension PersonEvidence {
    /// Everything that any source knows of the person.
    fileprivate var categories: CategorySet {
        let disclosed = disclosed.reduce(into: CategorySet()) {
            $0.formUnion($1.disclosure.categories)
        }
        return stated.reduce(into: disclosed) { $0.formUnion($1.categories) }
    }
}
