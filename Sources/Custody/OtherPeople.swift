// SPDX-License-Identifier: EUPL-1.2

/// How many people a message names beside those it is about, by what they are to them. Data of theirs went with it,
/// and nobody looks up who they are.
public struct OtherPeople: Sendable, Equatable {
    public enum Kind: Int, Sendable, CaseIterable {
        /// NK1; `Patient.contact`.
        case nextOfKin = 0
        /// MRG: the number that somebody had before; `Patient.link`.
        case mergedNumber = 1
        /// GT1: who pays.
        case guarantor = 2
        /// `RelatedPerson`.
        case relatedPerson = 3
        /// Who takes part or is a member, and is nobody of an organisation: `participant`, `member`, `actor`.
        case participant = 4

        /// As it stands in the ledger; never changes.
        public var code: String {
            switch self {
            case .nextOfKin: "nextOfKin"
            case .mergedNumber: "mergedNumber"
            case .guarantor: "guarantor"
            case .relatedPerson: "relatedPerson"
            case .participant: "participant"
            }
        }

        public init?(code: String) {
            guard let kind = Kind.allCases.first(where: { $0.code == code }) else { return nil }
            self = kind
        }
    }

    private var counts = SIMD8<UInt16>.zero

    public init() {}

    public var isEmpty: Bool { counts == .zero }

    /// Mentions, 65,535 at most.
    public subscript(kind: Kind) -> Int { Int(counts[kind.rawValue]) }

    public mutating func add(_ kind: Kind) {
        if counts[kind.rawValue] < .max { counts[kind.rawValue] += 1 }
    }
}

/// How often messages name other people of one kind.
public struct MentionCount: Codable, Sendable, Equatable {
    /// Messages that name one at least.
    public var messages: Int
    /// All together.
    public var mentions: Int

    public init(messages: Int = 0, mentions: Int = 0) {
        (self.messages, self.mentions) = (messages, mentions)
    }

    enum CodingKeys: String, CodingKey {
        case messages = "messages"
        case mentions = "mentions"
    }

    public static func += (left: inout MentionCount, right: MentionCount) {
        left.messages += right.messages
        left.mentions += right.mentions
    }
}

extension [String: MentionCount] {
    /// Adds one message.
    public mutating func add(_ people: OtherPeople) {
        guard !people.isEmpty else { return }
        for kind in OtherPeople.Kind.allCases where people[kind] > 0 {
            self[kind.code, default: MentionCount()] +=
                MentionCount(messages: 1, mentions: people[kind])
        }
    }

    public mutating func add(_ others: [String: MentionCount]) {
        for (kind, count) in others { self[kind, default: MentionCount()] += count }
    }
}
