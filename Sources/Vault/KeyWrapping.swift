// SPDX-License-Identifier: EUPL-1.2

extension KeyRing {
    /// A key under one of the store's own, so that it can stand in a file; `context` binds it to its place.
    public func wrap(_ key: DataKey, under name: Name, context: [UInt8]) -> [UInt8] {
        var random = RandomBytes()
        var wrapped: [UInt8] = []
        context.withUnsafeBytes { context in
            key.withBytes {
                Seal.appendWrapped(
                    $0,
                    with: self[name],
                    context: context,
                    random: &random,
                    to: &wrapped
                )
            }
        }
        return wrapped
    }

    /// Throws for a key of another store or another place.
    public func unwrap(_ wrapped: [UInt8], under name: Name, context: [UInt8]) throws -> DataKey {
        try wrapped.withUnsafeBytes { wrapped in
            try context.withUnsafeBytes {
                try Seal.unwrap(wrapped, with: self[name], context: $0) { DataKey(copying: $0) }
            }
        }
    }
}
