// SPDX-License-Identifier: EUPL-1.2

// In files and answers these values stand by their stable codes, never by a number or a Swift name.

extension Certainty: Codable {
    public init(from decoder: any Decoder) throws {
        self = try decoder.value(named: Certainty.init(code:))
    }

    public func encode(to encoder: any Encoder) throws { try encoder.encode(name: code) }
}

extension Origin: Codable {
    public init(from decoder: any Decoder) throws {
        self = try decoder.value(named: Origin.init(code:))
    }

    public func encode(to encoder: any Encoder) throws { try encoder.encode(name: code) }
}

extension AffectedGroup: Codable {
    /// The group with this code, as it stands in a file.
    public init?(code: some StringProtocol) {
        guard let found = AffectedGroup.allCases.first(where: { $0.code == code }) else {
            return nil
        }
        self = found
    }

    public init(from decoder: any Decoder) throws {
        self = try decoder.value(named: AffectedGroup.init(code:))
    }

    public func encode(to encoder: any Encoder) throws { try encoder.encode(name: code) }
}

/// A list of codes, in the order of the categories.
extension CategorySet: Codable {
    public init(from decoder: any Decoder) throws {
        var codes = try decoder.unkeyedContainer()
        self.init()
        while !codes.isAtEnd {
            let code = try codes.decode(String.self)
            guard let category = DataCategory(code: code) else {
                throw DecodingError.dataCorruptedError(in: codes, debugDescription: "no category")
            }
            insert(category)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var codes = encoder.unkeyedContainer()
        for category in categories { try codes.encode(category.code) }
    }
}

/// `yyyy-mm-dd`, with zeros for what is unknown.
extension PartialDate: Codable {
    public init(from decoder: any Decoder) throws {
        self = try decoder.value(named: { PartialDate($0) })
    }

    public func encode(to encoder: any Encoder) throws { try encoder.encode(name: text) }
}

extension Language: Codable {}
extension PartyRole: Codable {}

extension Decoder {
    fileprivate func value<Value>(named read: (String) -> Value?) throws -> Value {
        let container = try singleValueContainer()
        guard let value = read(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no such code")
        }
        return value
    }
}

extension Encoder {
    fileprivate func encode(name: String) throws {
        var container = singleValueContainer()
        try container.encode(name)
    }
}
