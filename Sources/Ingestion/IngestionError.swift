// SPDX-License-Identifier: EUPL-1.2

public import Intake
public import Spreadsheet

/// Why a file could not be taken in: which, where, what. Files are called as they were given;
/// `standard input` is one of them. No contents in any case.
public enum IngestionError: Error, Equatable, Sendable {
    // Files and folders.
    case notThere(file: String)
    case isFolder(file: String)
    case notAllowed(file: String)
    /// The code is that of the system (errno).
    case doesNotOpen(file: String, code: Int32)
    case readingFailed(file: String, code: Int32)
    /// Of this process or of the whole system.
    case tooManyOpenFiles
    case folderNotAllowed(folder: String)
    case folderHoldsNone(folder: String)
    /// A pipe, of which what was read is gone, and it is needed twice.
    case readableOnlyOnce(file: String)
    /// A pipe that is read twice could not be kept in that folder. The code is that of the system (errno).
    case notKept(file: String, folder: String, code: Int32)
    case notGzip(file: String)
    /// It ends in the middle of its gzip data.
    case gzipCutOff(file: String)
    /// It is damaged behind what was read.
    case gzipDamaged(file: String)
    case decompressionFailed
    /// It lay sealed, and is cut off, changed, or of another store or name.
    case sealBroken(file: String)
    /// Something that this does not read.
    case holds(file: String, FileContent)

    // Workbooks.
    /// It does not read, or not further.
    case workbook(file: String, WorkbookProblem)
    /// A sheet was named, and it is no workbook.
    case noSheets(file: String)
    /// No sheet has that name.
    case noSheet(String, file: String, known: [String])
    /// Of its sheets only some that are not shown hold rows.
    case onlyHiddenSheets(file: String, known: [String])

    // Tables.
    case unknownEncoding(String)
    /// It is UTF-16, and another encoding was said.
    case otherEncoding(file: String)
    case empty(file: String)
    case noRows(file: String)
    case header(file: String, line: Int, SetAsideReason)
    /// The first line looks like a record, not like column names.
    case headerIsRecord(file: String, line: Int)
    case columnsMissing(file: String, columns: [String], known: [String])
    case columnTwice(file: String, column: String)
    /// Measured days of a contact centre: without the columns `day` and `calls`.
    case contactColumns(file: String)
    /// A day of them whose column does not read.
    case contactRow(file: String, line: Int, column: String)
    /// Nobody has settled what these columns of a population mean.
    case populationUnsettled(file: String, columns: [String])
    /// Of the dates of a column so many can be read with the day first only, and so many with the month first
    /// only: neither any, or too many of both.
    case dateOrderUnclear(file: String, column: String, dayFirst: Int, monthFirst: Int)
    /// The population is known, and these columns would take from everybody what is known there.
    case columnsWouldWipe(file: String, columns: [String])

    /// Of so many people who can be compared so many are known under another sourceId, or as somebody
    /// else: the sourceIds have changed. Nothing of the file was kept.
    case sourceIDsChanged(file: String, people: Int, of: Int)

    // One person.
    case nobodyNamed
    /// No column of the population has that name, or it cannot be corrected.
    case noSuchField(String)
    /// A value that does not read, or that is somebody else's.
    case correctionRefused(SetAsideReason)

    // Messages.
    case noMessage(file: String, MessageFormat)
    case fieldTableNotReadable(file: String, MessageFormat)
    case fieldTable(file: String, FieldMap.Problem, MessageFormat)

    // Where disclosures go.
    case unknownParty(String, known: [String])
    case unknownAgreement(String, party: String)
    /// Nothing enters the ledger for a purpose nobody said.
    case noPurpose
    /// The day that was said lies ahead, or before anything was sent.
    case dayRefused

    // Lists of a processor.
    case mappingNotReadable(file: String)
    case mapping(file: String, ListMappingProblem)
    /// Nobody has settled what these columns mean.
    case columnsUnsettled(file: String, columns: [String])
    /// Every row of it was set aside, if it has any.
    case noRecords(file: String, setAside: [SetAsideReason])
    /// No statement of that name counts.
    case noStatement(String)
    /// The file is not the list that was added as the statement.
    case anotherList(file: String, statement: String)

    /// Asked to stop; what was recorded before is kept.
    case interrupted
}
