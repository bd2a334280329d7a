// SPDX-License-Identifier: EUPL-1.2

/// A set of data categories, one bit each: the id of the set in a ledger row is the set itself.
///
/// A set can imply a result (a cytology order follows a positive test), so it is sensitive too.
public struct CategorySet: OptionSet, Hashable, Sendable {
    public let rawValue: UInt64

    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    public init(_ category: DataCategory) {
        self.init(rawValue: 1 << UInt64(category.rawValue))
    }

    public init(_ categories: some Sequence<DataCategory>) {
        self.init(rawValue: categories.reduce(0) { $0 | 1 << UInt64($1.rawValue) })
    }

    /// Every category there is.
    public static let all = CategorySet(DataCategory.allCases)

    public func contains(_ category: DataCategory) -> Bool {
        rawValue & 1 << UInt64(category.rawValue) != 0
    }

    public mutating func insert(_ category: DataCategory) {
        self = union(CategorySet(category))
    }

    /// The categories in the order of their numbers.
    public var categories: [DataCategory] {
        DataCategory.allCases.filter(contains)
    }

    /// How many categories the set holds.
    public var count: Int { rawValue.nonzeroBitCount }

    /// Does any of it concern health (GDPR Art. 9)?
    public var concernsHealth: Bool { categories.contains(where: \.concernsHealth) }

    /// The codes in alphabetical order joined by `+`, as in register files; empty for the empty set.
    public var text: String {
        var text = ""
        for category in CategorySet.alphabetical where contains(category) {
            if !text.isEmpty { text += "+" }
            text += category.code
        }
        return text
    }

    private static let alphabetical = DataCategory.allCases.sorted { $0.code < $1.code }

    /// Reads `text` back; also accepts `;`, `,` and spaces between the codes.
    /// Returns nil when a code is not known.
    public init?(text: some StringProtocol) {
        var set = CategorySet([])
        for code in text.split(whereSeparator: { "+;, ".contains($0) }) {
            guard let category = DataCategory(code: code) else { return nil }
            set.insert(category)
        }
        self = set
    }
}
