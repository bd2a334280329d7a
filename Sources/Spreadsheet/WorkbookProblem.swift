// SPDX-License-Identifier: EUPL-1.2

/// Why a workbook is not read, or not read further: what, never what stands in its cells.
public enum WorkbookProblem: Error, Equatable, Sendable {
    /// A zip archive of something else.
    case noWorkbook
    /// A document of OpenDocument (ISO/IEC 26300): `.ods`, `.odt`.
    case openDocument
    /// A workbook in binary parts: `.xlsb`.
    case binary
    /// Its parts are encrypted within the zip archive.
    case encrypted
    /// The directory at the end of the zip archive is missing: the file was cut off.
    case cutOff
    /// A part is missing or does not read; the last row that was whole, 0 for none.
    case damaged(lastRow: Int)
    /// A document type stands in a part (ECMA-376 part 2, section 8.1.4 forbids it): it could name
    /// entities that grow without end, or other files.
    case documentType
    /// It would unpack to more than ``WorkbookLimits`` allow.
    case unpacksTooFar
    /// Its texts together are longer than ``WorkbookLimits`` allow.
    case tooManyTexts
    /// More sheets, formats or relations than ``WorkbookLimits`` allow.
    case tooManyParts
}

/// How much of a workbook is read and kept at most.
public struct WorkbookLimits: Sendable, Equatable {
    /// Bytes that the texts which cells share (`sharedStrings`) take in memory.
    public var sharedBytes: Int
    /// Bytes to which any one part may unpack, whatever the size of the file.
    public var unpackedBytes: Int
    /// How many times as large as the file any one part may unpack, beyond that.
    public var unpackedTimes: Int
    /// Sheets, formats and relations, each.
    public var parts: Int
    /// Bytes of one cell.
    public var cellBytes: Int
    /// Bytes of all cells of one row together.
    public var rowBytes: Int

    /// Rows and columns of a sheet (ECMA-376 part 1, section 18.3.1.73).
    public static let rows = 1_048_576
    public static let columns = 16_384

    public init(
        sharedBytes: Int = 256 << 20,
        unpackedBytes: Int = 64 << 20,
        unpackedTimes: Int = 250,
        parts: Int = 65_536,
        cellBytes: Int = 1 << 20,
        rowBytes: Int = 4 << 20
    ) {
        self.sharedBytes = sharedBytes
        self.unpackedBytes = unpackedBytes
        self.unpackedTimes = unpackedTimes
        self.parts = parts
        self.cellBytes = cellBytes
        self.rowBytes = rowBytes
    }
}
