// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// The form of a register that is signed: lines `sourceId TAB certainty TAB categories TAB source LF`
/// sorted by the bytes of the sourceId, under one header line.
///
/// No random number and no clock enters it, so any two computations over the same facts are equal
/// to the byte, on any store.
public struct CanonicalRegister: Sendable {
    public static let header = "spoor/register/1\n"

    private let register: Register
    /// Aligned with the register's people.
    private let sources: [SourceID]
    private let statementNames: [Int: String]

    /// `sources` gives the population's number of each person, in the register's order.
    public init(_ register: Register, sources: [SourceID], statementNames: [Int: String]) {
        precondition(register.count == sources.count, "one sourceId for each person")
        self.register = register
        self.sources = sources
        self.statementNames = statementNames
    }

    /// The indexes of the register in canonical order.
    public func order() -> [Int] {
        sources.indices.sorted { sources[$0] < sources[$1] }
    }

    /// Calls `write` with each line, in order, header first.
    public func forEachLine(_ write: (String) throws -> Void) rethrows {
        try write(Self.header)
        for index in order() {
            for line in register.lines(at: index) {
                try write(
                    """
                    \(sources[index].text)\t\(line.certainty.code)\t\(line.categories.text)\t\
                    \(name(of: line.source))\n
                    """
                )
            }
        }
    }

    /// `givenByUs` and so on for the ledger, else the name of the statement.
    public func name(of source: RegisterSource) -> String {
        switch source {
        case .ledger(let origin): origin.code
        case .statement(let id): statementNames[id] ?? "statement-\(id)"
        }
    }
}
