// SPDX-License-Identifier: EUPL-1.2

public import Casework
public import Custody
import Linkage

/// What moved between two versions of a register, as `--json` gives it, and as its table shows it.
public struct RegisterDifference: Encodable, Sendable {
    public struct Move: Encodable, Sendable {
        public var from: String?
        public var to: String?
        public var because: [String]
        public var people: Int
    }

    public var moves: [Move]
    public var otherCategories: Int
    public var unchanged: Int
    public var takenBack: [CompareRegisters.TakenBack]
    public var withdrawnRows: [CompareRegisters.WithdrawnRows]
    public var linkedLater: [CompareRegisters.LinkedLater]
    public var joined: [CompareRegisters.Joined]
    public var correctedTerms: [TermCorrection]

    public init(_ compared: CompareRegisters.Answer) {
        moves = compared.moves.map { move in
            Move(
                from: move.from?.code,
                to: move.to?.code,
                because: move.because.map(\.words) + move.gone.map(\.wordsWhenGone),
                people: move.people
            )
        }
        otherCategories = compared.otherCategories
        unchanged = compared.unchanged
        takenBack = compared.takenBack
        withdrawnRows = compared.withdrawnRows
        linkedLater = compared.linkedLater
        joined = compared.joined
        correctedTerms = compared.correctedTerms
    }

    public func passages(in language: Language) -> [Passage] {
        func words(_ code: String?) -> String {
            code.flatMap(Certainty.init(code:))?.name(in: language)
                ?? (language == .dutch ? "niet in het register" : "not in the register")
        }
        let table = Passage.table(
            ["from", "to", "people", "because of"],
            moves.map {
                [
                    words($0.from), words($0.to), $0.people.grouped,
                    $0.because.joined(separator: ", "),
                ]
            },
            numeric: [2]
        )
        let back = takenBack.map { "import \($0.number) was taken back: \($0.because)" }
        let withdrawn = withdrawnRows.map(\.words)
        let rest = """
            \(otherCategories.grouped) kept their certainty with other categories or sources; \
            \(unchanged.grouped) did not change
            """
        let later = linkedLater.map(\.words) + joined.map(\.words) + correctedTerms.map(\.words)
        return [table] + (back + withdrawn + later + [rest]).map(Passage.line)
    }
}

extension CompareRegisters.Source {
    fileprivate var words: String {
        switch self {
        case .ledger(let origin): "ledger: \(origin.words)"
        case .statement(let name), .withdrawn(let name): name
        }
    }

    fileprivate var wordsWhenGone: String {
        if case .withdrawn(let name) = self { "withdrawn: \(name)" } else { "without: \(words)" }
    }
}

extension CompareRegisters.WithdrawnRows {
    fileprivate var words: String {
        let reason = UnresolvedReason(code: because)?.words ?? because
        let what =
            rows == 1 ? "1 ledger row is" : "\(rows.grouped) ledger rows are"
        let shown = importNumber.map { "; import \($0) showed it" } ?? ""
        return "\(what) nobody's any more (\(reason)\(shown))"
    }
}
