// SPDX-License-Identifier: EUPL-1.2

public import Custody
internal import Incidents
public import Store

/// Which kinds of data a frozen version says of how many people, and how each came there. What is frozen
/// never changes, so that a door may keep the answer.
public struct SummarizeVersion: Sendable {
    public var incident: String
    /// Number or name; nil is the last.
    public var version: String?

    public init(incident: String, version: String? = nil) {
        self.incident = incident
        self.version = version
    }

    public struct Answer: Codable, Sendable, Equatable {
        public var version: RegisterVersion
        /// Those of which anybody is concerned, most people first.
        public var categories: [Category]
    }

    public struct Category: Codable, Sendable, Equatable {
        public var category: DataCategory
        /// People by the code of their certainty, excluded ones apart: each person once.
        public var counts: [String: Int]
        /// People by the code of the origin; of several origins, in each.
        public var origins: [String: Int]
        /// Of whom only a statement says it.
        public var statedOnly: Int

        /// Everyone whose data of this kind are not excluded.
        public var people: Int {
            counts.reduce(0) { $1.key == Certainty.excluded.code ? $0 : $0 + $1.value }
        }

        enum CodingKeys: String, CodingKey {
            case category = "category"
            case counts = "counts"
            case origins = "origins"
            case statedOnly = "statedOnly"
        }

        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let code = try container.decode(String.self, forKey: .category)
            guard let found = DataCategory.allCases.first(where: { $0.code == code }) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .category,
                    in: container,
                    debugDescription: "no category"
                )
            }
            category = found
            counts = try container.decode([String: Int].self, forKey: .counts)
            origins = try container.decode([String: Int].self, forKey: .origins)
            statedOnly = try container.decode(Int.self, forKey: .statedOnly)
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(category.code, forKey: .category)
            try container.encode(counts, forKey: .counts)
            try container.encode(origins, forKey: .origins)
            try container.encode(statedOnly, forKey: .statedOnly)
        }

        fileprivate init(
            _ category: DataCategory,
            counts: [String: Int],
            origins: [String: Int],
            statedOnly: Int
        ) {
            self.category = category
            self.counts = counts
            self.origins = origins
            self.statedOnly = statedOnly
        }
    }

    public func run(in store: Store) throws -> Answer {
        let found = try store.incident(named: incident)
        let fact = try store.version(named: version, of: found)
        return Answer(
            version: try RegisterVersion(fact, in: store),
            categories: try store.lasting(CategoryQuestion(version: FrozenVersion(fact)))
        )
    }
}

/// Which kinds of data a version says of how many people.
struct CategoryQuestion: LastingQuestion {
    var version: FrozenVersion

    func answer(in store: Store) throws -> [SummarizeVersion.Category] {
        let register = try store.load(version.fact)
        // People who have the same lines are the same to every count: there are few such kinds of line.
        var kinds: [[RegisterLine]: Int] = [:]
        for index in 0..<register.count {
            kinds[Array(register[index].lines), default: 0] += 1
        }
        var counts: [DataCategory: [Certainty: Int]] = [:]
        var origins: [DataCategory: [Origin: Int]] = [:]
        var stated: [DataCategory: Int] = [:]
        for (lines, people) in kinds {
            let row = RegisterRow(person: PersonNumber(0), lines: lines)
            for category in row.categories.categories {
                guard let certainty = row.certainty(of: category) else { continue }
                counts[category, default: [:]][certainty, default: 0] += people
                var isInLedger = false
                for origin in Origin.allCases
                where row.categories(from: origin).contains(category) {
                    origins[category, default: [:]][origin, default: 0] += people
                    isInLedger = true
                }
                if !isInLedger { stated[category, default: 0] += people }
            }
        }
        let categories = counts.map { category, counts in
            SummarizeVersion.Category(
                category,
                counts: counts.reduce(into: [:]) { $0[$1.key.code] = $1.value },
                origins: (origins[category] ?? [:]).reduce(into: [:]) {
                    $0[$1.key.code] = $1.value
                },
                statedOnly: stated[category] ?? 0
            )
        }
        return categories.filter { $0.people > 0 }
            .sorted { ($1.people, $0.category.rawValue) < ($0.people, $1.category.rawValue) }
    }
}
