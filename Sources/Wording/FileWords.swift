// SPDX-License-Identifier: EUPL-1.2

public import Ingestion

extension FileRemark {
    /// What is said of a file behind its name.
    public var words: String {
        switch self {
        case .holds(let content): content.words
        case .noMessage: "holds no HL7 v2 message and no FHIR resource"
        case .notThere: "is not there"
        case .notAllowed: "may not be read: you have no right to it"
        case .doesNotRead:
            "does not open or does not read to its end; the rest is read the next time"
        case .otherEncoding:
            "is UTF-16 and not what was said for the import: import it without saying it"
        case .notGzip: "is not readable as gzip"
        case .noFile: "is not a file but a pipe, a device or a socket"
        case .linkToFolder: "is a link to a folder, which is not followed"
        case .folderNotAllowed: "is a folder that may not be read: you have no right to it"
        case .gzipCutOff:
            "is cut off in its gzip data: what is whole was read, the rest is missing; fetch it again"
        case .gzipDamaged:
            "is damaged in its gzip data: what stands before the damage was read; fetch it again"
        case .workbookDamaged(let row):
            "is damaged after row \(row.grouped): what stands before it was read, the rest is missing; fetch it again"
        case .bytesBehindGzip:
            "has bytes after the end of its gzip data that are not gzip: they were not read"
        case .utf16: "is UTF-16 and is read as that"
        case .separatorLine: "begins with a line 'sep=', which is no header"
        case .titleLines(1): "has a line of a title before its header"
        case .titleLines(let count): "has \(count) lines of a title before its header"
        case .otherSheets(1): "has another sheet with rows, which was not read"
        case .otherSheets(let count):
            "has \(count.grouped) other sheets with rows, which were not read"
        case .formulasWithoutValue(let count):
            "has \(count.counted("formula")) that nobody computed, read as empty: open it in a spreadsheet program and save it"
        case .mergedOverRows(let count):
            "has \(count.counted("merged cell")) over several rows, of which only the first row has the value: undo the merging and fill the rows"
        case .hiddenRows(let count):
            "has \(count.counted("row")) that the sheet hides, read like the others"
        case .batchCount(let batches, let said, let found):
            """
            has \(batches == 1 ? "a batch that says" : "\(batches.grouped) batches that say together") \(said.counted("message")) (BTS-1) and \(batches == 1 ? "holds" : "hold") \
            \(found.grouped): what is there was read; ask the sender whether something is missing
            """
        case .fileCount(let said, let found):
            """
            says \(said.counted("batch", "batches")) (FTS-1) and holds \(found.grouped): what is there was read; \
            ask the sender whether something is missing
            """
        case .countsNotCompared:
            """
            was gone on with where it had been interrupted: the number of messages in the batch of that place \
            (BTS-1), or of batches (FTS-1), was not compared
            """
        case .formulaCells: "has cells like =\"0123\": the text inside was read"
        }
    }

    /// How files are counted of which the same is said.
    public var summary: String {
        switch kind {
        case .leftOut: "left out: it \(words)"
        case .cutOff, .wholeButMore: "not read whole: it \(words)"
        case .otherCount: "read whole, but it \(words)"
        case .note: "noted: it \(words)"
        }
    }
}

extension FileContent {
    fileprivate var words: String {
        switch self {
        case .hl7: "holds HL7 v2 messages"
        case .json: "holds JSON"
        case .xml: "holds XML or HTML"
        case .zip: "is a zip archive"
        case .officeArchive: "is an Office document (a workbook, xlsx, or the like)"
        case .binaryWorkbook: "is a workbook in binary parts (xlsb)"
        case .openDocument: "is an OpenDocument file (ods, odt)"
        case .officeFile: "is an Office document of the old form (xls, doc)"
        case .encryptedOffice: "is an Office document that opens with a password only"
        case .pdf: "is a PDF"
        case .tar: "is a tar archive"
        case .packed: "is packed by another program than gzip, or twice"
        case .picture: "is a picture"
        case .binary: "is binary: no text"
        case .text: "is text without a message in its first megabyte"
        case .whiteSpace: "holds nothing but white space"
        case .empty: "is empty"
        }
    }

    var help: String? {
        switch self {
        case .xml: "save it as CSV in UTF-8; FHIR as JSON, HL7 as v2 with bars"
        case .zip, .tar, .packed: "unpack it first"
        case .binaryWorkbook, .openDocument, .officeFile:
            "open it and save it as a workbook (xlsx), or as CSV in UTF-8"
        case .encryptedOffice: "open it and save it without a password"
        case .officeArchive:
            "if it holds a table, save that as a workbook (xlsx) or as CSV in UTF-8"
        default: nil
        }
    }
}
