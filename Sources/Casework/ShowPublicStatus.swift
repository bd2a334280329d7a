// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Letters
public import Store

/// What anybody may read of the incidents (openbare pagina): the words that were said there with figures of a
/// published version, the kinds of data of that version, and what people can do. Nothing of anything else, and
/// nobody is opened.
public struct ShowPublicStatus: Sendable {
    public init() {}

    /// Of fewer people than so many a kind of data is not named to everybody.
    public static let fewest = 10

    public struct Said: Sendable, Equatable {
        public var at: Instant
        /// In the language in which it was said.
        public var words: String
        /// A newer published version says otherwise. Its figures are not said here before they are said outside.
        public var isOld: Bool
    }

    public struct Incident: Sendable, Equatable {
        /// Not shown: by it what else is published of it is found.
        public var reference: String
        /// What the parties are called.
        public var parties: [String]
        /// Newest first; never empty.
        public var said: [Said]
        /// Of the version of which the newest of them speaks, most people first.
        public var categories: [DataCategory]
        /// Are there kinds of data that few people had there, so that they are not among them?
        public var hasOthers: Bool
        /// The same sentences as in letters and calls.
        public var advice: [Advice]
        public var isClosed: Bool
    }

    public struct Answer: Sendable, Equatable {
        public var organisation: String
        /// All people in it are invented.
        public var isSynthetic: Bool
        /// Newest first; those of which nothing was said in figures of ours are not among them.
        public var incidents: [Incident]
    }

    public func run(in store: Store) throws -> Answer {
        try store.snapshot { store in
            let names = try store.parties.reduce(into: [:]) { $0[$1.id] = $1.name }
            return Answer(
                organisation: try store.organisation(),
                isSynthetic: store.isSynthetic,
                incidents: try store.incidents.reversed().compactMap {
                    try Self.incident($0.body, names, store)
                }
            )
        }
    }

    /// Was it said on this page? `openbare pagina` or `public page`.
    static func isPublicPage(_ place: String) -> Bool {
        ["openbare pagina", "public page"].contains(place.lowercased())
    }

    private static func incident(
        _ incident: IncidentFact,
        _ names: [Party.ID: String],
        _ store: Store
    ) throws -> Incident? {
        let figures = try ShowPublicFigures(incident: incident.reference).run(in: store)
        // What was told to one is not published to all.
        let said = figures.said.filter { $0.version != nil && isPublicPage($0.place) }
        guard let newest = said.first, let version = newest.version else { return nil }
        let summary = try SummarizeVersion(incident: incident.reference, version: "\(version)")
            .run(in: store)
        let named = summary.categories.filter { $0.people >= fewest }.map(\.category)
        return Incident(
            reference: incident.reference,
            parties: incident.concernedParties.map { names[$0] ?? $0.rawValue },
            said: said.map {
                Said(
                    at: $0.at,
                    words: $0.words,
                    isOld: $0.standing == .outdated || $0.standing == .kept
                )
            },
            categories: named,
            hasOthers: named.count < summary.categories.count,
            advice: Advice.advice(for: CategorySet(Set(named))),
            isClosed: try store.isClosed(incident)
        )
    }
}
