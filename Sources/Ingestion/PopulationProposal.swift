// SPDX-License-Identifier: EUPL-1.2

import Custody
import Intake
public import Store

/// What the columns of a population mean, column by column: as they name themselves, as they were kept, else as
/// proposed.
public struct PopulationProposal: Sendable, Equatable {
    public struct Column: Sendable, Equatable, Codable {
        public var header: String
        /// The name of a column of a population; nil when it is not read.
        public var meaning: String?
        /// Must somebody say whether this is right before the file is read?
        public var isQuestion: Bool

        public init(header: String, meaning: String?, isQuestion: Bool = false) {
            self.header = header
            self.meaning = meaning
            self.isQuestion = isQuestion
        }
    }

    /// In the order of the file.
    public var columns: [Column]
    /// The name under which they were kept for the same columns; nil when they were not.
    public var keptAs: String?
    /// Of a workbook: the sheet that is read, and the others with rows.
    public var sheet: String?
    public var otherSheets: [String] = []

    /// What a column can mean.
    public static let meanings: [String] = PopulationColumns.names
    /// What a file must say of everybody.
    public static let required: [String] = ["sourceId", "surname"]

    /// A store that only reads will do.
    public static func read(
        _ file: SealedFile,
        encoding: String? = nil,
        sheet: String? = nil,
        in store: Store
    ) throws -> PopulationProposal {
        let rows = try RowFile(path: file.path, sealed: file, encoding: encoding, sheet: sheet)
        let header = try rows.head().header.fields
        let kept = try ListKeptColumns(of: ListKeptColumns.population).run(in: store)
        var proposal: PopulationProposal
        if let (mapping, name) = PopulationHeader.fitting(header, kept) {
            proposal = PopulationProposal(mapping.columns)
            proposal.keptAs = name
        } else if PopulationMapping.isOwn(header) {
            proposal = PopulationProposal(columns: header.map(ownColumn))
        } else {
            proposal = PopulationProposal(PopulationMapping.propose(header: header).columns)
        }
        if case .sheetRead(let name, let others)? = rows.sheetRead {
            (proposal.sheet, proposal.otherSheets) = (name, others)
        }
        return proposal
    }

    private static func ownColumn(_ header: String) -> Column {
        let name = header.trimmed.lowercased()
        return Column(header: header, meaning: meanings.first { $0.lowercased() == name })
    }

    private init(_ columns: [PopulationMapping.Column]) {
        self.init(
            columns: columns.map {
                Column(header: $0.header, meaning: $0.meaning, isQuestion: $0.isAmbiguous)
            }
        )
    }

    init(columns: [Column]) { self.columns = columns }

    /// The text of a mapping that somebody settled column by column.
    public static func text(of columns: [Column]) -> String {
        PopulationMapping(
            columns: columns.map {
                PopulationMapping.Column(
                    header: $0.header,
                    meaning: $0.meaning,
                    isAmbiguous: $0.isQuestion
                )
            }
        ).text
    }
}

extension PopulationImport {
    /// What the ledger has of this import; nil as long as nobody of the file was new or changed.
    public func recorded(in store: Store) throws -> ListImports.Item? {
        let content = store.source(paths: [file], kind: "population", party: nil).content
        let mark = Hexadecimal.text(content)
        return try ListImports().run(in: store).last { $0.files == mark }
    }
}
