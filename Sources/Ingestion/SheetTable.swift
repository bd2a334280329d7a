// SPDX-License-Identifier: EUPL-1.2

import CSV
import Spreadsheet

/// One sheet of a workbook as a table. A row is called by its number in the sheet, and that is also the
/// place from which an import goes on.
struct SheetTable {
    private let name: String
    private let workbook: Workbook
    private let sheet: Workbook.Sheet
    /// What is said of the choice of the sheet.
    let event: IngestionEvent
    private let remark: FileRemark?
    private let isInterrupted: @Sendable () -> Bool

    /// `named`: nil for the first sheet that is shown and has rows.
    init(
        _ source: ByteSource,
        named wanted: String?,
        _ isInterrupted: @escaping @Sendable () -> Bool
    ) throws {
        guard let bytes = source.bytes else {
            // The directory of a zip archive is at its end: a pipe is read only once.
            if source.size == nil { throw IngestionError.readableOnlyOnce(file: source.name) }
            throw IngestionError.holds(file: source.name, .packed)
        }
        (name, self.isInterrupted) = (source.name, isInterrupted)
        let (workbook, sheet, others) = try Self.telling(source) {
            let workbook = try Workbook(bytes)
            let (sheet, others) = try Self.choose(wanted, of: workbook, source.name)
            return (workbook, sheet, others)
        }
        (self.workbook, self.sheet) = (workbook, sheet)
        event = .sheetRead(sheet.name, others: others)
        remark = wanted == nil && !others.isEmpty ? .otherSheets(others.count) : nil
    }

    private static func choose(
        _ wanted: String?,
        of workbook: Workbook,
        _ file: String
    ) throws -> (sheet: Workbook.Sheet, others: [String]) {
        if let wanted {
            let sheet =
                workbook.sheets.first { $0.name == wanted }
                ?? workbook.sheets.first {
                    $0.name.trimmed.lowercased() == wanted.trimmed.lowercased()
                }
            guard let sheet else {
                throw IngestionError.noSheet(
                    wanted,
                    file: file,
                    known: workbook.sheets.map(\.name)
                )
            }
            return (sheet, [])
        }
        let filled = try workbook.sheets.filter { try workbook.hasRows($0) }
        guard let sheet = filled.first(where: { !$0.isHidden }) else {
            guard filled.isEmpty else {
                throw IngestionError.onlyHiddenSheets(file: file, known: filled.map(\.name))
            }
            throw IngestionError.noRows(file: file)
        }
        return (sheet, filled.filter { $0 != sheet }.map(\.name))
    }

    /// Says of the file what a workbook says of itself.
    private static func telling<Result>(
        _ source: ByteSource,
        _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let problem as WorkbookProblem {
            switch problem {
            case .noWorkbook: throw IngestionError.holds(file: source.name, source.content)
            case .openDocument: throw IngestionError.holds(file: source.name, .openDocument)
            case .binary: throw IngestionError.holds(file: source.name, .binaryWorkbook)
            case .encrypted: throw IngestionError.holds(file: source.name, .encryptedOffice)
            default: throw IngestionError.workbook(file: source.name, problem)
            }
        }
    }

    /// The header and some rows.
    func head() throws -> TableHead {
        struct Enough: Error {}
        var rows: [FileRow] = []
        do {
            _ = try workbook.forEachRow(of: sheet) { row in
                rows.append(FileRow(row))
                if rows.count == Self.headRows { throw Enough() }
            }
        } catch is Enough {
        } catch let problem as WorkbookProblem {
            // What stands before the damage is told when it is taken in.
            if rows.count < 2 { throw IngestionError.workbook(file: name, problem) }
        }
        var head = try TableHead(rows, .comma, name: name)
        head.header.fields = head.header.fields.map(\.onOneLine)
        let width = head.header.fields.count
        head.sample = head.sample.map { $0.filled(to: width) }
        if let remark { head.remarks.insert(remark) }
        return head
    }

    private static let headRows = 121

    /// Every row behind that number with something in it.
    func forEachRow(
        _ head: TableHead,
        _ judge: RowJudge,
        behind number: Int,
        _ body: (FileRow, _ consumed: Int) throws -> Void
    ) throws -> RowFile.Ending {
        let width = head.header.fields.count
        var repair = RowRepair(guess: nil)
        var ending = RowFile.Ending()
        var remarks = head.remarks.sorted { "\($0)" < "\($1)" }
        do {
            let end = try workbook.forEachRow(of: sheet, behind: number) { row in
                if isInterrupted() { throw IngestionError.interrupted }
                let row = repair.plain(FileRow(row).filled(to: width))
                if let row = judge.judged(row) { try body(row, workbook.position) }
            }
            remarks += end.remarks
        } catch let problem as WorkbookProblem {
            guard case .damaged(let row) = problem else {
                throw IngestionError.workbook(file: name, problem)
            }
            ending.isCutOff = true
            remarks.append(.workbookDamaged(lastRow: row))
        }
        if repair.hasFormulaCells { remarks.append(.formulaCells) }
        ending.remarks = remarks.map { RemarkedFile(file: name, remark: $0) }
        return ending
    }
}

extension SheetEnding {
    fileprivate var remarks: [FileRemark] {
        var remarks: [FileRemark] = []
        if formulasWithoutValue > 0 { remarks.append(.formulasWithoutValue(formulasWithoutValue)) }
        if mergedOverRows > 0 { remarks.append(.mergedOverRows(mergedOverRows)) }
        if hiddenRows > 0 { remarks.append(.hiddenRows(hiddenRows)) }
        return remarks
    }
}

extension FileRow {
    fileprivate init(_ row: SheetRow) {
        self.init(fields: row.cells, line: row.number, end: row.number, endLine: row.number + 1)
        guard let problem = row.problem else { return }
        asItStands = raw
        self.problem =
            switch problem {
            case .cellTooLong(let limit): .fieldTooLong(limit: limit)
            case .rowTooLong(let limit): .rowTooLong(limit: limit)
            }
    }

    /// A sheet stores no empty cells at the end of a row.
    fileprivate func filled(to count: Int) -> FileRow {
        guard problem == nil, fields.count < count else { return self }
        var row = self
        row.fields += Array(repeating: "", count: count - fields.count)
        return row
    }
}

extension String {
    /// The name of a column may be broken over lines within its cell.
    var onOneLine: String {
        split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
