// SPDX-License-Identifier: EUPL-1.2

public import Custody
internal import Incidents
public import Store

/// Explains every move between two versions of a register.
public struct CompareRegisters: Sendable {
    public var incident: String
    /// The older version, by number or name.
    public var from: String
    public var to: String

    public init(incident: String, from: String, to: String) {
        self.incident = incident
        self.from = from
        self.to = to
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var moves: [Move]
        /// People who kept their certainty, with other categories or sources.
        public var otherCategories: Int
        public var unchanged: Int
        /// Imports that counted in the older version and were taken back before the newer one.
        public var takenBack: [TakenBack]
        /// Ledger rows that counted in the older version, and that nobody can tell whose they are in the newer.
        public var withdrawnRows: [WithdrawnRows]
        /// Records of lists that could be linked in between.
        public var linkedLater: [LinkedLater]
        /// Numbers of people of either version that became one person in between, or no longer are.
        public var joined: [Joined]
        /// Keeping terms of the parties that were corrected in between.
        public var correctedTerms: [TermCorrection]

        /// Did nothing change for anyone?
        public var isSame: Bool { moves.isEmpty && otherCategories == 0 }
    }

    public struct TakenBack: Codable, Sendable, Equatable {
        /// Number of the import.
        public var number: Int
        public var because: String
    }

    public struct WithdrawnRows: Codable, Sendable, Equatable {
        public var rows: Int
        /// Code of an `UnresolvedReason`: `sampleOfSeveral`.
        public var because: String
        /// Number of the import that showed it; nil when no import did.
        public var importNumber: Int?

        enum CodingKeys: String, CodingKey {
            case rows = "rows"
            case because = "because"
            case importNumber = "import"
        }
    }

    public struct LinkedLater: Codable, Sendable, Equatable {
        /// Name of the statement.
        public var statement: String
        /// How many more are somebody's than before.
        public var records: Int
        /// `population`, `hand`, `mapping`.
        public var because: String
    }

    /// Two numbers that an officer joined to one person, or parted.
    public struct Joined: Codable, Sendable, Equatable {
        /// Number of the join.
        public var number: Int
        /// Under which number the person goes on, `P-…`.
        public var kept: String
        public var other: String
        public var isTakenBack: Bool
        public var because: String
    }

    public struct Move: Codable, Sendable, Equatable {
        /// Nil: was not in the register.
        public var from: Certainty?
        /// Nil: is no longer in it.
        public var to: Certainty?
        /// The sources that are new for these people.
        public var because: [Source]
        /// The sources that no longer speak of them.
        public var gone: [Source]
        public var people: Int
    }

    public enum Source: Codable, Sendable, Equatable {
        case ledger(Origin)
        case statement(String)
        /// It had been withdrawn when the newer version was frozen.
        case withdrawn(String)
    }

    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(named: incident)
        let newer = try store.version(named: to, of: found)
        let older = try store.version(named: from, of: found)
        let difference = try store.lasting(
            DifferenceQuestion(from: FrozenVersion(older), to: FrozenVersion(newer))
        )
        let statements = try store.statements(of: found).reduce(into: [:]) {
            $0[$1.body.number] = $1.body
        }
        func sources(_ sources: Set<RegisterSource>, asOfEntries: Int?) throws -> [Source] {
            try sources.sorted { $0.number < $1.number }.map { source in
                switch source {
                case .ledger(let origin): return .ledger(origin)
                case .statement(let number):
                    guard let statement = statements[number] else {
                        return .statement("statement \(number)")
                    }
                    let isWithdrawn = try asOfEntries.map {
                        try store.isWithdrawn(statement, asOfEntries: $0)
                    }
                    return isWithdrawn == true
                        ? .withdrawn(statement.name) : .statement(statement.name)
                }
            }
        }
        return Answer(
            moves: try difference.moves.sorted { $0.key < $1.key }.map { move, people in
                Move(
                    from: move.from,
                    to: move.to,
                    because: try sources(move.because, asOfEntries: nil),
                    gone: try sources(move.gone, asOfEntries: newer.asOfEntries),
                    people: people
                )
            },
            otherCategories: difference.sameCertaintyOtherCategories,
            unchanged: difference.unchanged,
            takenBack: try takenBack(found, after: older, by: newer, store),
            withdrawnRows: try store.withdrawnRows(
                of: found.concernedParties,
                between: older.asOfEntries,
                and: newer.asOfEntries
            ).map {
                WithdrawnRows(rows: $0.rows, because: $0.because, importNumber: $0.importNumber)
            },
            linkedLater: try statements.values.sorted { $0.number < $1.number }.flatMap {
                statement in
                try store.laterRecords(of: statement).filter {
                    $0.entry >= older.asOfEntries && $0.entry < newer.asOfEntries
                }.map {
                    LinkedLater(
                        statement: statement.name,
                        records: $0.body.linked,
                        because: $0.body.because
                    )
                }
            },
            joined: try joined(between: older, and: newer, store) {
                try store.row(of: $0, in: older) != nil || store.row(of: $0, in: newer) != nil
            },
            correctedTerms: try found.concernedParties.flatMap {
                try store.correctedTerms(with: $0).filter {
                    $0.entry >= older.asOfEntries && $0.entry < newer.asOfEntries
                }.map { TermCorrection($0.body) }
            }
        )
    }

    /// Those that count in one of the two versions alone, and are about people of either.
    private func joined(
        between older: RegisterFact,
        and newer: RegisterFact,
        _ store: Store,
        isInEither: (PersonNumber) throws -> Bool
    ) throws -> [Joined] {
        func joined(_ version: RegisterFact) throws -> [Int: PersonJoinFact] {
            let people = try store.joinedPeople(asOfEntries: version.asOfEntries)
            return try store.personJoins(asOfEntries: version.asOfEntries).map(\.body)
                .filter { people.kept[$0.otherPerson] != nil }.reduce(into: [:]) {
                    $0[$1.number] = $1
                }
        }
        let (before, after) = (try joined(older), try joined(newer))
        let partings = try store.personPartings().reduce(into: [:]) {
            $0[$1.body.number] = $1.body.because
        }
        return try Set(before.keys).symmetricDifference(after.keys).sorted().compactMap { number in
            guard let fact = before[number] ?? after[number],
                try isInEither(fact.keptPerson) || isInEither(fact.otherPerson)
            else { return nil }
            let isTakenBack = after[number] == nil
            return Joined(
                number: number,
                kept: fact.keptPerson.reference,
                other: fact.otherPerson.reference,
                isTakenBack: isTakenBack,
                because: isTakenBack ? partings[number] ?? fact.because : fact.because
            )
        }
    }

    private func takenBack(
        _ incident: IncidentFact,
        after older: RegisterFact,
        by newer: RegisterFact,
        _ store: Store
    ) throws -> [TakenBack] {
        try store.imports(takenBackAt: incident.concernedParties).filter {
            $0.entry >= older.asOfEntries && $0.entry < newer.asOfEntries
        }.map { TakenBack(number: $0.body.number, because: $0.body.because) }
    }
}

/// How many people moved between two versions, and by which sources.
struct DifferenceQuestion: LastingQuestion {
    var from: FrozenVersion
    var to: FrozenVersion

    func answer(in store: Store) throws -> RegisterDifference {
        RegisterDifference(from: try store.load(from.fact), to: try store.load(to.fact))
    }
}
