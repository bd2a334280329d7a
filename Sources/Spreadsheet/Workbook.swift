// SPDX-License-Identifier: EUPL-1.2

/// A workbook of Office Open XML (ECMA-376, `.xlsx`): its sheets, and their rows one after another.
///
/// Memory holds the texts that cells share, within ``WorkbookLimits``, and the rows of one piece. Of
/// formulas their computed values are read; dimensions that a sheet claims are not believed.
public final class Workbook {
    public struct Sheet: Sendable, Equatable {
        /// As its tab shows it.
        public let name: String
        public let isHidden: Bool
        fileprivate let part: String
    }

    /// In the order of their tabs; charts are none.
    public let sheets: [Sheet]

    private let archive: WorkbookArchive
    private let numbers: CellNumbers
    private let formats: [CellFormat]
    private let textsPart: String?
    private var texts: SharedTexts?

    /// The place in the file that was read last, in bytes.
    public var position: Int { archive.position }

    /// Throws a ``WorkbookProblem``, or what reading the bytes throws.
    public init(_ bytes: WorkbookBytes, limits: WorkbookLimits = WorkbookLimits()) throws {
        archive = WorkbookArchive(bytes, limits: limits)
        let names = try archive.names()
        let own = try Self.mainPart(of: archive, names)
        let taker = SheetsTaker(most: limits.parts)
        guard try archive.parse(own, taker) else { throw WorkbookProblem.damaged(lastRow: 0) }
        guard taker.isWorkbook else { throw WorkbookProblem.noWorkbook }
        let relations = RelationsTaker(most: limits.parts)
        try archive.parse(RelationsTaker.part(of: own), relations)
        func part(_ type: String) -> String? {
            relations.relations.first { $0.type == type }
                .map { RelationsTaker.part($0.target, from: own) }
        }
        let targets = Dictionary(
            relations.relations.filter { $0.type == "worksheet" }.map { ($0.id, $0.target) },
            uniquingKeysWith: { first, _ in first }
        )
        sheets = taker.sheets.compactMap { sheet in
            targets[sheet.relation].map {
                Sheet(
                    name: sheet.name,
                    isHidden: sheet.isHidden,
                    part: RelationsTaker.part($0, from: own)
                )
            }
        }
        numbers = CellNumbers(countsFrom1904: taker.countsFrom1904)
        let styles = StylesTaker(most: limits.parts)
        if let part = part("styles") { try archive.parse(part, styles) }
        formats = styles.formats
        textsPart = part("sharedStrings")
    }

    /// The part that the package is about, by its relations.
    private static func mainPart(of archive: WorkbookArchive, _ names: Set<String>) throws -> String
    {
        if names.contains("mimetype"), names.contains("content.xml") {
            throw WorkbookProblem.openDocument
        }
        guard names.contains("_rels/.rels") else { throw WorkbookProblem.noWorkbook }
        let relations = RelationsTaker(most: archive.limits.parts)
        try archive.parse("_rels/.rels", relations)
        guard let main = relations.relations.first(where: { $0.type == "officeDocument" }) else {
            throw WorkbookProblem.noWorkbook
        }
        let part = RelationsTaker.part(main.target, from: "")
        if part.hasSuffix(".bin") { throw WorkbookProblem.binary }
        return part
    }

    /// Does something stand in it?
    public func hasRows(_ sheet: Sheet) throws -> Bool {
        struct Found: Error {}
        do {
            _ = try forEachRow(of: sheet) { _ in throw Found() }
        } catch is Found {
            return true
        }
        return false
    }

    /// Every row of a sheet with something in it, in their order, behind row `behind`.
    public func forEachRow(
        of sheet: Sheet,
        behind: Int = 0,
        _ body: (SheetRow) throws -> Void
    ) throws -> SheetEnding {
        let reader = SheetReader(
            texts: try sharedTexts(),
            formats: formats,
            numbers: numbers,
            limits: archive.limits,
            behind: behind
        )
        func handOut() throws {
            for row in reader.fetch() { try body(row) }
        }
        let isFound: Bool
        do {
            isFound = try archive.parse(sheet.part, reader) {
                try handOut()
                return true
            }
        } catch WorkbookProblem.damaged {
            try handOut()
            throw WorkbookProblem.damaged(lastRow: reader.lastRow)
        }
        guard isFound else { throw WorkbookProblem.damaged(lastRow: 0) }
        try handOut()
        return reader.ending
    }

    /// Read once, when the first sheet is.
    private func sharedTexts() throws -> SharedTexts? {
        if let texts { return texts }
        guard let textsPart else { return nil }
        let found = SharedTexts(most: archive.limits.sharedBytes)
        try archive.parse(textsPart, found)
        texts = found
        return found
    }
}
