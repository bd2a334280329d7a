// SPDX-License-Identifier: EUPL-1.2

/// One row of a sheet, up to its last cell that holds something.
public struct SheetRow: Sendable {
    public enum Problem: Equatable, Sendable {
        case cellTooLong(limit: Int)
        case rowTooLong(limit: Int)
    }

    /// As the sheet counts them, from 1.
    public var number: Int
    /// Texts; numbers and days as the sheet shows them, days in ISO 8601. What is missing is empty.
    public var cells: [String]
    /// When not all of it could be kept.
    public var problem: Problem?
}

/// What is known of a sheet when it was read to its end.
public struct SheetEnding: Equatable, Sendable {
    /// Rows with something in them that the sheet does not show.
    public var hiddenRows = 0
    /// Cells whose formula nobody has computed: they count as empty.
    public var formulasWithoutValue = 0
    /// Merged cells over several of the rows that were handed out: the first row alone has their value.
    public var mergedOverRows = 0

    public init() {}
}

/// Reads the rows of a sheet out of its XML, and keeps those that are not fetched yet.
final class SheetReader: XMLTaker {
    private(set) var ending = SheetEnding()
    /// The last row that is whole.
    private(set) var lastRow: Int
    private var rows: [SheetRow] = []

    private let texts: SharedTexts?
    private let formats: [CellFormat]
    private let numbers: CellNumbers
    private let limits: WorkbookLimits
    private let behind: Int

    private var row = SheetRow(number: 0, cells: [])
    private var rowBytes = 0
    private var isHidden = false
    private var isInData = false
    private var isOver = false

    private enum Kind { case number, shared, text, inline, boolean, error, date }
    private var kind = Kind.number
    private var format = CellFormat.plain
    private var column = -1
    private var value: [UInt8] = []
    private var hasValue = false
    private var hasFormula = false
    private var takes = false
    private var phonetic = 0

    /// Rows up to and with `behind` are passed over.
    init(
        texts: SharedTexts?,
        formats: [CellFormat],
        numbers: CellNumbers,
        limits: WorkbookLimits,
        behind: Int
    ) {
        self.texts = texts
        self.formats = formats
        self.numbers = numbers
        self.limits = limits
        self.behind = behind
        lastRow = 0
    }

    /// The rows that became whole since this was asked last.
    func fetch() -> [SheetRow] {
        defer { rows.removeAll(keepingCapacity: true) }
        return rows
    }

    func begin(_ name: XMLName, _ attributes: XMLAttributes) throws {
        guard isInData else {
            if name == "sheetData" { isInData = !isOver }
            if name == "mergeCell" { countMerge(attributes) }
            return
        }
        if name == "c" {
            beginCell(attributes)
        } else if name == "v" {
            (takes, hasValue) = (kind != .inline, true)
        } else if name == "t" {
            takes = kind == .inline && phonetic == 0
        } else if name == "f" {
            hasFormula = true
        } else if name == "rPh" {
            phonetic += 1
        } else if name == "row" {
            try beginRow(attributes)
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        // One more than is allowed is enough to know that it is too long.
        if takes, value.count <= limits.cellBytes { value += bytes }
    }

    func end(_ name: XMLName) throws {
        guard isInData else { return }
        if name == "c" {
            try endCell()
        } else if name == "v" || name == "t" {
            takes = false
        } else if name == "rPh" {
            phonetic -= 1
        } else if name == "row" {
            endRow()
        } else if name == "sheetData" {
            (isInData, isOver) = (false, true)
        }
    }

    // MARK: Rows

    private func beginRow(_ attributes: XMLAttributes) throws {
        let number = attributes.number("r") ?? lastRow + 1
        // Rows stand in their order: what comes twice or goes back is no sheet that a program wrote.
        guard lastRow < number, number <= WorkbookLimits.rows else {
            throw WorkbookProblem.damaged(lastRow: lastRow)
        }
        row = SheetRow(number: number, cells: [])
        (rowBytes, column) = (0, -1)
        isHidden = attributes.isTrue("hidden")
    }

    private func endRow() {
        lastRow = max(lastRow, row.number)
        guard row.number > behind, !row.cells.isEmpty || row.problem != nil else { return }
        if isHidden { ending.hiddenRows += 1 }
        rows.append(row)
    }

    // MARK: Cells

    private func beginCell(_ attributes: XMLAttributes) {
        value.removeAll(keepingCapacity: true)
        (hasValue, hasFormula, takes, phonetic) = (false, false, false, 0)
        column = attributes.bytes("r").flatMap(Self.column) ?? column + 1
        kind = attributes.bytes("t").map(Self.kind) ?? .number
        let style = attributes.number("s") ?? 0
        format = formats.indices.contains(style) ? formats[style] : .plain
    }

    private static func kind(_ code: UnsafeBufferPointer<UInt8>) -> Kind {
        switch code.count == 1 ? code[0] : 0 {
        case UInt8(ascii: "s"): .shared
        case UInt8(ascii: "b"): .boolean
        case UInt8(ascii: "e"): .error
        case UInt8(ascii: "d"): .date
        case UInt8(ascii: "n"): .number
        default: code.elementsEqual("inlineStr".utf8) ? .inline : .text
        }
    }

    /// Of `AB12` the column, from 0; nil when it names none.
    private static func column(_ reference: UnsafeBufferPointer<UInt8>) -> Int? {
        var column = 0
        for byte in reference {
            let letter = byte & 0xDF
            guard UInt8(ascii: "A")...UInt8(ascii: "Z") ~= letter else { break }
            column = column * 26 + Int(letter - UInt8(ascii: "A")) + 1
            guard column <= WorkbookLimits.columns else { return WorkbookLimits.columns }
        }
        return column == 0 ? nil : column - 1
    }

    private func endCell() throws {
        guard row.number > behind else { return }
        // An empty text may be what was computed; an empty number is none.
        if hasFormula, value.isEmpty, kind == .number || !hasValue {
            ending.formulasWithoutValue += 1
        }
        let text = try cellText()
        guard !text.isEmpty, row.problem == nil else { return }
        guard column < WorkbookLimits.columns else {
            throw WorkbookProblem.damaged(lastRow: lastRow)
        }
        rowBytes += text.utf8.count
        if text.utf8.count > limits.cellBytes {
            row.problem = .cellTooLong(limit: limits.cellBytes)
        } else if rowBytes > limits.rowBytes {
            row.problem = .rowTooLong(limit: limits.rowBytes)
        } else if column < row.cells.count {
            row.cells[column] = text
        } else {
            while row.cells.count < column { row.cells.append("") }
            row.cells.append(text)
        }
    }

    private func cellText() throws -> String {
        guard !value.isEmpty else { return "" }
        switch kind {
        case .shared:
            guard let place = Int(String(decoding: value, as: UTF8.self)), let texts,
                0..<texts.count ~= place
            else { throw WorkbookProblem.damaged(lastRow: lastRow) }
            return CellText.text(texts[place])
        case .text, .inline: return CellText.text(value)
        case .boolean: return value == [UInt8(ascii: "1")] ? "TRUE" : "FALSE"
        case .error: return String(decoding: value, as: UTF8.self)
        case .date: return CellNumbers.text(ofISODate: String(decoding: value, as: UTF8.self))
        case .number: return numbers.text(String(decoding: value, as: UTF8.self), format)
        }
    }

    // MARK: Behind the rows

    /// `A3:A5`, when it lies behind the rows that are passed over.
    private func countMerge(_ attributes: XMLAttributes) {
        let ends = (attributes.text("ref") ?? "").split(separator: ":")
            .compactMap { Int($0.drop { !$0.isASCII || !$0.isNumber }) }
        if ends.count == 2, ends[0] < ends[1], ends[0] > behind {
            ending.mergedOverRows += 1
        }
    }
}
