// SPDX-License-Identifier: EUPL-1.2

/// A value as a JSON document: its own fields, and the schema by which to read them.
struct Document<Body: Encodable>: Encodable {
    var schema: String
    var body: Body

    private enum Key: String, CodingKey { case schema }

    func encode(to encoder: any Encoder) throws {
        try body.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(schema, forKey: .schema)
    }
}

/// A list as the body of a JSON document.
struct Items<Item: Encodable>: Encodable {
    var items: [Item]
}
