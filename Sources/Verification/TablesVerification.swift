// SPDX-License-Identifier: EUPL-1.2

import GRDB

/// Reads the tables that are not the rows of one entry after another: people with their versions, what
/// imports fill, and every tree that an index is compared by; each worker takes the next of them.
struct TablesVerification {
    let entries: [EntryReader]
    let erasures: Erasures
    /// Are there versions of people?
    let hasVersions: Bool
    let index: IndexVerification
    /// Nil as long as no entry commits to what imports fill.
    var intake: IntakeVerification?

    private enum Piece: Sendable {
        case people
        case intake(IntakeTableReader)
        case index(IndexVerification.Piece)
    }

    private enum Outcome: Sendable {
        case people(findings: [Finding], rows: Int)
        case intake(IntakeTableReader, IntakeTableReader.Read)
        case index(IndexVerification.Outcome)
        /// An index led to a row that is not there; what is found of the indexes says which.
        case dangling
    }

    func run(_ connections: ReadingConnections, _ report: inout VerificationReport) throws {
        var read: Set<String> = []
        var pieces: [Piece] = []
        // The largest first: whoever ends early takes of the many small ones.
        if intake != nil {
            for table in IntakeTableReader.all {
                pieces.append(.intake(table))
                read.insert(table.name)
            }
        }
        if hasVersions {
            pieces.append(.people)
            read.insert(RowTable.personVersions.name)
            if intake != nil { read.formUnion(["person", "person_dossier", "person_mail"]) }
        }
        let scans = try connections.first { try index.scans(leavingOut: read, $0) }
        pieces += index.pieces(scans).map(Piece.index)
        let outcomes = try connections.map(pieces) {
            [entries, erasures, index, comparesPeople = intake != nil] piece, snapshot in
            do {
                switch piece {
                case .people:
                    let people = PersonVerification(
                        snapshot: snapshot,
                        entries: entries,
                        erasures: erasures,
                        comparesPeople: comparesPeople
                    )
                    let (findings, rows) = try people.run()
                    return Outcome.people(findings: findings, rows: rows)
                case .intake(let table): return .intake(table, try table.read(snapshot))
                case .index(let piece): return .index(try index.run(piece, snapshot))
                }
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
                if case .index = piece { throw error }
                return .dangling
            }
        }
        var found: [IndexVerification.Outcome] = []
        for outcome in outcomes {
            switch outcome {
            case .people(let findings, let rows):
                report.rows += rows
                findings.forEach { report.found($0) }
            case .intake(let table, let read): intake?.judge(read, of: table, &report)
            case .index(let outcome): found.append(outcome)
            case .dangling:
                report.found(.structure, "a page leads to a row that is not there")
            }
        }
        index.judge(found, of: scans, &report)
    }
}
