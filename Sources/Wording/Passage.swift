// SPDX-License-Identifier: EUPL-1.2

/// A part of what a door shows: words in their order, and no layout. A terminal makes columns of a table, a
/// page cells.
public enum Passage: Sendable, Equatable {
    case line(String)
    /// The columns whose cells are numbers are counted from 0.
    case table([String], [[String]], numeric: Set<Int> = [])

    public static let gap = Passage.line("")
}
