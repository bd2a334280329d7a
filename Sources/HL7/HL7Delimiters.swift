// SPDX-License-Identifier: EUPL-1.2

/// The delimiters a message declares in MSH-1 and MSH-2 (HL7 v2 section 2.5.4).
public struct HL7Delimiters: Hashable, Sendable {
    public var field: UInt8 = UInt8(ascii: "|")
    public var component: UInt8 = UInt8(ascii: "^")
    public var repetition: UInt8 = UInt8(ascii: "~")
    /// 0 when the message declares none.
    public var escape: UInt8 = UInt8(ascii: "\\")
    /// 0 when the message declares none.
    public var subcomponent: UInt8 = UInt8(ascii: "&")

    public init() {}

    /// Reads them from the header segment: `MSH|^~\&`.
    init(header: ArraySlice<UInt8>) throws(HL7ParseError) {
        let start = header.startIndex
        guard header.count > 4 else { throw .headerTooShort }
        field = header[start + 3]
        let declared = header[(start + 4)...].prefix { $0 != field }
        // An empty MSH-2 leaves the recommended ones in force.
        guard let first = declared.first else { return }
        func declaredAt(_ place: Int) -> UInt8 {
            declared.count > place ? declared[declared.startIndex + place] : 0
        }
        component = first
        repetition = declaredAt(1)
        escape = declaredAt(2)
        subcomponent = declaredAt(3)
    }
}

/// Why bytes are no HL7 v2 message: where and what, never the content.
public enum HL7ParseError: Error, Equatable, Sendable {
    case empty
    case noHeader
    case headerTooShort
    /// A line that does not begin with a segment name of three capitals or digits and a delimiter.
    case segmentName(line: Int)
    /// Longer than the limit that was set.
    case tooLong(limit: Int)
}
