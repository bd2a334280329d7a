// SPDX-License-Identifier: EUPL-1.2

/// What is said of a file of an import: why it was left out, or what of it was not read.
public enum FileRemark: Sendable, Hashable, Codable {
    // Left out.
    case holds(FileContent)
    /// It begins as a file of messages does, and holds none.
    case noMessage
    case notThere
    case notAllowed
    /// The system does not open it, or breaks off while it is read.
    case doesNotRead
    case notGzip
    /// It is UTF-16, and another encoding was said.
    case otherEncoding
    /// A pipe, a device, a socket: no file.
    case noFile
    case linkToFolder
    case folderNotAllowed

    // Read as far as it is whole; what follows is not finished and is tried again.
    case gzipCutOff
    case gzipDamaged
    /// A workbook, behind that row.
    case workbookDamaged(lastRow: Int)

    // Read whole.
    /// The trailers of so many of its batches (BTS-1) say another number of messages than stand in them.
    case batchCount(batches: Int, said: Int, found: Int)
    /// Its trailer (FTS-1) says another number of batches than stand in it.
    case fileCount(said: Int, found: Int)
    /// It was gone on with in its midst: trailers of what had begun before were not compared.
    case countsNotCompared
    /// Neither zeros nor another member stand behind the end of the gzip data (RFC 1952).
    case bytesBehindGzip
    case utf16
    /// A line `sep=;` stands before the header.
    case separatorLine
    /// So many lines stand before the header.
    case titleLines(Int)
    /// Cells are written as formulas: `="0123"`; what is within was read.
    case formulaCells
    /// So many other sheets of the workbook hold rows, and nobody said which is meant.
    case otherSheets(Int)
    /// So many cells have a formula that nobody computed: they count as empty.
    case formulasWithoutValue(Int)
    /// So many merged cells stand over several rows: the first of them alone has the value.
    case mergedOverRows(Int)
    /// So many rows are not shown by the sheet, and were read.
    case hiddenRows(Int)

    public enum Kind: Sendable { case leftOut, cutOff, wholeButMore, otherCount, note }

    public var kind: Kind {
        switch self {
        case .gzipCutOff, .gzipDamaged, .workbookDamaged: .cutOff
        case .bytesBehindGzip, .otherSheets, .formulasWithoutValue, .mergedOverRows: .wholeButMore
        case .batchCount, .fileCount: .otherCount
        case .countsNotCompared, .utf16, .separatorLine, .titleLines, .formulaCells, .hiddenRows:
            .note
        default: .leftOut
        }
    }

    /// Of an error that costs one file and not those beside it.
    init?(_ error: IngestionError) {
        switch error {
        case .notThere: self = .notThere
        case .notAllowed: self = .notAllowed
        case .doesNotOpen, .readingFailed: self = .doesNotRead
        case .notGzip: self = .notGzip
        case .otherEncoding: self = .otherEncoding
        case .holds(_, let content): self = .holds(content)
        default: return nil
        }
    }
}

/// A remark and its file, as the file was given.
struct RemarkedFile: Sendable, Equatable {
    var file: String
    var remark: FileRemark
}
