// SPDX-License-Identifier: EUPL-1.2

/// A value as a JSON document: its own fields, and the schema by which to read them.
package struct Document<Body: Encodable>: Encodable {
    package var schema: String
    package var body: Body

    private enum Key: String, CodingKey { case schema }

    package func encode(to encoder: any Encoder) throws {
        try body.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(schema, forKey: .schema)
    }
}

/// A list as the body of a JSON document.
package struct Items<Item: Encodable>: Encodable {
    package var items: [Item]

    package init(_ items: [Item]) { self.items = items }
}
