// SPDX-License-Identifier: EUPL-1.2

package import Vault

/// Where a record of a statement stood and what it was linked by, which is sealed in its row: the
/// numbers of the lines are what joins the rows with the list, and the hacker has the list.
///
/// Sixteen bytes, so that all are of one length: `1 u8 ‖ file u16 ‖ line u32 ‖ basis u16 ‖ zeros 7`.
/// The zeros are room for an offset within a file.
package struct RecordPlace: Equatable, Sendable {
    /// Which of the files of the statement; 0 when it is one list.
    package var file: UInt16
    /// 1 is the header.
    package var line: UInt32
    /// Which identifiers matched, or why it is nobody's: as linkage numbers them.
    package var basis: UInt16

    /// Throws when a number is above what is kept of it.
    package init(file: Int = 0, line: Int, basis: Int) throws {
        guard let file = UInt16(exactly: file), let line = UInt32(exactly: line),
            let basis = UInt16(exactly: basis)
        else { throw IdentitiesError.misfit(.recordPlace) }
        self.file = file
        self.line = line
        self.basis = basis
    }

    private static let version: UInt8 = 1
    private static let size = 16

    var bytes: [UInt8] {
        var bytes = [Self.version]
        bytes.reserveCapacity(Self.size)
        withUnsafeBytes(of: file.bigEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: line.bigEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: basis.bigEndian) { bytes.append(contentsOf: $0) }
        return bytes + [UInt8](repeating: 0, count: Self.size - bytes.count)
    }

    /// Nil for bytes of another form: of a later one, maybe.
    init?(bytes: [UInt8]) {
        guard bytes.count == Self.size, bytes[0] == Self.version else { return nil }
        func number(_ range: Range<Int>) -> UInt32 {
            bytes[range].reduce(0) { $0 << 8 | UInt32($1) }
        }
        file = UInt16(number(1..<3))
        line = number(3..<7)
        basis = UInt16(number(7..<9))
        guard self.bytes == bytes else { return nil }
    }
}

/// Seals and opens the places of records, each bound to its statement and row.
package struct RecordPlaceSeal: Sendable {
    private let key: DataKey

    init(_ keys: KeyRing) { key = keys[.unresolved] }

    package func seal(
        _ place: RecordPlace,
        statement: Int,
        row: Int,
        random: inout RandomBytes
    ) -> [UInt8] {
        var sealed: [UInt8] = []
        place.bytes.withUnsafeBytes {
            Seal.appendBriefly(
                $0,
                with: key,
                context: Self.context(statement, row),
                random: &random,
                to: &sealed
            )
        }
        return sealed
    }

    package func open(_ sealed: UnsafeRawBufferPointer, statement: Int, row: Int) throws
        -> RecordPlace
    {
        let bytes = try Seal.openBrief(sealed, with: key, context: Self.context(statement, row))
        guard let place = RecordPlace(bytes: bytes) else {
            throw IdentitiesError.unreadable(.recordPlace)
        }
        return place
    }

    private static func context(_ statement: Int, _ row: Int) -> [UInt8] {
        Array("assertion|place|\(statement)|\(row)".utf8)
    }
}
