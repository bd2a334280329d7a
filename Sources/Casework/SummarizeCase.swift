// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
internal import Letters
public import Store

/// What a case has come to: its versions of the register, its groups, and whether the letters of each
/// wave add up.
public struct SummarizeCase: Sendable {
    public var incident: String

    public init(incident: String) { self.incident = incident }

    public struct Answer: Codable, Sendable, Equatable {
        /// In the last version of the register.
        public var people: Int
        public var records: Int
        /// Of them, those of which nobody can tell who it is: records, never people.
        public var unresolved: Int
        public var versions: [Version]
        public var groups: Groups
        public var letters: [Letters]
    }

    public struct Version: Codable, Sendable, Equatable {
        public var name: String
        /// People by the code of their certainty.
        public var counts: [String: Int]
        public var people: Int
        public var records: Int
        public var unresolved: Int
        /// Messages about nobody known, and results whose order never came, as it was frozen; nil of a
        /// version that does not say.
        public var unlinked: UnlinkedEvidence?
        /// SHA-256 of the canonical register, hexadecimal.
        public var hash: String
    }

    /// People of the last version, by the group of their letter.
    public struct Groups: Codable, Sendable, Equatable {
        public var first = 0
        public var second = 0
        public var notExcluded = 0
        public var reconstructed = 0
    }

    /// People of a wave: planned = rendered + held, once all of it is printed.
    public struct Letters: Codable, Sendable, Equatable {
        public var wave: String
        public var planned: Int
        public var rendered: Int
        public var held: Int
    }

    /// A store that only reads will do. Throws when no version has been frozen.
    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(named: incident)
        let last = try store.version(named: nil, of: found)
        return Answer(
            people: last.people,
            records: last.records,
            unresolved: last.unresolved,
            versions: try store.registers(of: found).map(\.body).map {
                Version(
                    name: $0.name,
                    counts: $0.counts,
                    people: $0.people,
                    records: $0.records,
                    unresolved: $0.unresolved,
                    unlinked: $0.unlinked,
                    hash: $0.hash
                )
            },
            groups: try groups(of: last, store),
            letters: try store.waves(of: found).map(\.body).map { wave in
                Letters(
                    wave: wave.name,
                    planned: wave.planned,
                    rendered: try store.finishedBatches(of: wave).reduce(0) { $0 + $1.letters },
                    held: try wave.held.values.reduce(0, +) + store.heldLate(in: wave).count
                )
            }
        )
    }

    private func groups(of version: RegisterFact, _ store: Store) throws -> Groups {
        let register = try store.load(version)
        let firstList = try store.firstList(of: version)
        var groups = Groups()
        for index in 0..<register.count {
            switch AffectedGroup(of: register[index], firstList: firstList) {
            case .first: groups.first += 1
            case .second: groups.second += 1
            case .notExcluded: groups.notExcluded += 1
            case .reconstructed: groups.reconstructed += 1
            case nil: break
            }
        }
        return groups
    }
}
