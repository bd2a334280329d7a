// SPDX-License-Identifier: EUPL-1.2

import Intake
public import Store

/// What the columns of a table mean as it was kept under a name.
public struct KeptColumns: Sendable, Equatable {
    public var name: String
    /// Of what they are: `population`.
    public var table: String
    /// A line for each column, `header = column`.
    public var mapping: String
    public var by: String
    /// Milliseconds since 1970, UTC.
    public var recorded: Int64

    public init(name: String, table: String, mapping: String, by: String, recorded: Int64) {
        self.name = name
        self.table = table
        self.mapping = mapping
        self.by = by
        self.recorded = recorded
    }
}

/// The columns that were kept, the newest first; of each name what counts.
public struct ListKeptColumns: Sendable {
    static let population = "population"

    /// Nil is every table.
    public var table: String?

    public init(of table: String? = nil) { self.table = table }

    /// A store that only reads will do.
    public func run(in store: Store) throws -> [KeptColumns] {
        try store.keptColumns(of: table).map {
            KeptColumns(
                name: $0.body.name,
                table: $0.body.table,
                mapping: $0.body.mapping,
                by: $0.body.by,
                recorded: $0.recordedAt
            )
        }
    }
}

/// Says that what is kept under a name no longer counts: no file is read so by itself from then on. Imports that
/// were made stay.
public struct DropKeptColumns: Sendable {
    public var name: String
    public var because: String

    public init(_ name: String, because: String) {
        self.name = name
        self.because = because
    }

    /// Throws when nothing is kept under the name.
    public func run(in store: Store, _ context: IngestionContext) throws {
        try store.drop(
            columns: name,
            of: ListKeptColumns.population,
            because: because,
            act: context.act()
        )
        try store.publishTiles()
    }
}

/// Kept columns as they are shown: a name of a column may be a person's, so it stands there only if columns have
/// it.
public struct ShownColumns: Sendable, Equatable, Codable {
    public var name: String
    /// Of what they are: `population`.
    public var table: String
    public var by: String
    /// Milliseconds since 1970, UTC.
    public var recorded: Int64
    public var columns: [Column]

    public struct Column: Sendable, Equatable, Codable {
        /// From 1, in the order of the file that they were kept with.
        public var place: Int
        /// Nil for a name that is not known as one of columns.
        public var header: String?
        /// Nil for a column that is not read.
        public var meaning: String?
    }

    /// Throws when what was kept does not read.
    public init(_ kept: KeptColumns) throws {
        name = kept.name
        table = kept.table
        by = kept.by
        recorded = kept.recorded
        columns = try PopulationMapping.columns(of: kept.mapping).enumerated().map {
            Column(
                place: $0 + 1,
                header: HeaderLook.isKnown($1.header) ? $1.header : nil,
                meaning: $1.meaning
            )
        }
    }
}
