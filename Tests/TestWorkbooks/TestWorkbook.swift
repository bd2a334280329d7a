// SPDX-License-Identifier: EUPL-1.2

import CArchive

/// A cell as a spreadsheet program stores it.
public enum TestCell: ExpressibleByStringLiteral, Sendable {
    case none
    /// In the table of texts that cells share.
    case text(String)
    /// XML within the cell's own text: `<t>…</t>`, or runs.
    case inline(String)
    /// As stored, with the number of a style.
    case number(String, style: Int = 0)
    case boolean(Bool)
    case error(String)
    /// A formula with the text that was computed; nil when nobody computed it.
    case formula(String?)
    case isoDate(String)

    public init(stringLiteral value: String) { self = value.isEmpty ? .none : .text(value) }
}

/// One sheet: its name, its rows, and what surrounds them.
public struct TestSheet: Sendable {
    public var name: String
    public var rows: [[TestCell]]
    /// `visible`, `hidden` or `veryHidden`.
    public var state = "visible"
    /// What a row says of itself beside its number.
    public var rowAttributes: [Int: String] = [:]
    /// Ranges that are merged: `A1:C1`.
    public var merges: [String] = []
    /// What is claimed of its size.
    public var dimension = "A1"
    /// Stands in the place of all that.
    public var xml: String?

    public init(_ name: String, _ rows: [[TestCell]]) {
        self.name = name
        self.rows = rows
    }

    /// Rows of a table in CSV without quotes, each field a shared text.
    public init(_ name: String, csv: String, delimiter: Character = ",") {
        self.init(
            name,
            csv.split(separator: "\n").map { line in
                line.split(separator: delimiter, omittingEmptySubsequences: false)
                    .map { $0.isEmpty ? .none : .text(String($0)) }
            }
        )
    }
}

/// Writes workbooks for tests: a zip archive of the parts that spreadsheet programs write.
public struct TestWorkbook: Sendable {
    public var sheets: [TestSheet]
    public var countsFrom1904 = false
    /// Format codes of the styles from 1 on; a number is one that every workbook has.
    public var formats: [String] = []
    /// In the place of parts, or beside them.
    public var parts: [String: String] = [:]

    public init(_ sheets: TestSheet...) { self.sheets = sheets }

    public func bytes() -> [UInt8] {
        var texts: [String] = []
        var places: [String: Int] = [:]
        var all: [(String, String)] = [
            ("[Content_Types].xml", "<Types/>"),
            ("_rels/.rels", Self.relations([("rId1", "officeDocument", "xl/workbook.xml")])),
        ]
        var relations = [
            ("rS", "sharedStrings", "sharedStrings.xml"), ("rF", "styles", "styles.xml"),
        ]
        var tabs = ""
        for (place, sheet) in sheets.enumerated() {
            let file = "worksheets/sheet\(place + 1).xml"
            relations.append(("rId\(place + 1)", "worksheet", file))
            tabs +=
                "<sheet name=\"\(Self.escaped(sheet.name))\" sheetId=\"\(place + 1)\" state=\"\(sheet.state)\" r:id=\"rId\(place + 1)\"/>"
            let xml =
                sheet.xml
                ?? Self.xml(of: sheet) { text in
                    if let known = places[text] { return known }
                    places[text] = texts.count
                    texts.append(text)
                    return texts.count - 1
                }
            all.append(("xl/" + file, xml))
        }
        all.append(("xl/_rels/workbook.xml.rels", Self.relations(relations)))
        all.append(
            (
                "xl/workbook.xml",
                Self.head + "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"urn:r\"><workbookPr"
                    + (countsFrom1904 ? " date1904=\"1\"" : "")
                    + "/><sheets>\(tabs)</sheets></workbook>"
            )
        )
        all.append(
            (
                "xl/sharedStrings.xml",
                Self.head + "<sst xmlns=\"\(Self.main)\">"
                    + texts.map { "<si><t xml:space=\"preserve\">\(Self.escaped($0))</t></si>" }
                    .joined() + "</sst>"
            )
        )
        all.append(("xl/styles.xml", styles))
        all = all.filter { parts[$0.0] == nil } + parts.map { ($0, $1) }.sorted { $0.0 < $1.0 }
        return Self.zip(all.map { ($0, Array($1.utf8)) })
    }

    private var styles: String {
        let own = formats.enumerated().filter { Self.number($0.element) == nil }
        return Self.head + "<styleSheet xmlns=\"\(Self.main)\"><numFmts>"
            + own.map {
                "<numFmt numFmtId=\"\(164 + $0.offset)\" formatCode=\"\(Self.escaped($0.element))\"/>"
            }.joined()
            + "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
            + formats.enumerated().map {
                "<xf numFmtId=\"\(Self.number($0.element) ?? 164 + $0.offset)\"/>"
            }
            .joined() + "</cellXfs></styleSheet>"
    }

    private static func number(_ format: String) -> Int? {
        format.hasPrefix("0") ? nil : Int(format)
    }

    public static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    public static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    private static func relations(_ all: [(String, String, String)]) -> String {
        head + "<Relationships>"
            + all.map { id, type, target in
                "<Relationship Id=\"\(id)\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/\(type)\" Target=\"\(target)\"/>"
            }.joined() + "</Relationships>"
    }

    private static func xml(of sheet: TestSheet, _ place: (String) -> Int) -> String {
        var xml =
            head + "<worksheet xmlns=\"\(main)\"><dimension ref=\"\(sheet.dimension)\"/><sheetData>"
        for (offset, row) in sheet.rows.enumerated() where !row.isEmpty {
            let number = offset + 1
            let more = sheet.rowAttributes[number].map { " " + $0 } ?? ""
            xml += "<row r=\"\(number)\"\(more)>"
            for (column, cell) in row.enumerated() {
                xml += self.xml(of: cell, at: name(ofColumn: column) + "\(number)", place)
            }
            xml += "</row>"
        }
        xml += "</sheetData>"
        if !sheet.merges.isEmpty {
            xml +=
                "<mergeCells>" + sheet.merges.map { "<mergeCell ref=\"\($0)\"/>" }.joined()
                + "</mergeCells>"
        }
        return xml + "</worksheet>"
    }

    private static func xml(of cell: TestCell, at reference: String, _ place: (String) -> Int)
        -> String
    {
        let begin = "<c r=\"\(reference)\""
        return switch cell {
        case .none: ""
        case .text(let text): begin + " t=\"s\"><v>\(place(text))</v></c>"
        case .inline(let xml): begin + " t=\"inlineStr\"><is>\(xml)</is></c>"
        case .number(let number, let style): begin + " s=\"\(style)\"><v>\(number)</v></c>"
        case .boolean(let value): begin + " t=\"b\"><v>\(value ? 1 : 0)</v></c>"
        case .error(let error): begin + " t=\"e\"><v>\(error)</v></c>"
        case .formula(let text?):
            begin + " t=\"str\"><f>A1&amp;\"x\"</f><v>\(escaped(text))</v></c>"
        case .formula(nil): begin + "><f>SUM(A1)</f></c>"
        case .isoDate(let date): begin + " t=\"d\"><v>\(date)</v></c>"
        }
    }

    private static func name(ofColumn column: Int) -> String {
        var (name, rest) = ("", column + 1)
        while rest > 0 {
            name = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + name
            rest = (rest - 1) / 26
        }
        return name
    }

    public static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
            "\"",
            with: "&quot;"
        )
    }

    /// A zip archive of these files, deflated.
    public static func zip(_ files: [(name: String, content: [UInt8])]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        for file in files { bytes += [UInt8](repeating: 0, count: file.content.count / 2 + 4096) }
        var used = 0
        let archive = archive_write_new()
        defer { archive_write_free(archive) }
        archive_write_set_format_zip(archive)
        bytes.withUnsafeMutableBytes { buffer in
            archive_write_open_memory(archive, buffer.baseAddress, buffer.count, &used)
            for file in files {
                let entry = archive_entry_new()
                defer { archive_entry_free(entry) }
                archive_entry_set_pathname(entry, file.name)
                archive_entry_set_size(entry, la_int64_t(file.content.count))
                archive_entry_set_filetype(entry, 0o100000)
                archive_entry_set_perm(entry, 0o644)
                archive_write_header(archive, entry)
                _ = file.content.withUnsafeBytes {
                    archive_write_data(archive, $0.baseAddress, $0.count)
                }
            }
            archive_write_close(archive)
        }
        return Array(bytes[..<used])
    }
}
