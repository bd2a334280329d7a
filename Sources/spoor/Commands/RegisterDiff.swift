// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Custody
import Store
import Wording

struct RegisterDiff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Explains every move between two versions."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument(help: "The older version.") var from: String
    @Argument(help: "The newer version.") var to: String

    private struct Move: Encodable {
        var from: String?
        var to: String?
        var because: [String]
        var people: Int

        init(_ move: CompareRegisters.Move) {
            from = move.from?.code
            to = move.to?.code
            because = move.because.map(\.words) + move.gone.map(\.wordsWhenGone)
            people = move.people
        }
    }

    private struct Difference: Encodable {
        var moves: [Move]
        var otherCategories: Int
        var unchanged: Int
        var takenBack: [CompareRegisters.TakenBack]
        var linkedLater: [CompareRegisters.LinkedLater]
        var joined: [CompareRegisters.Joined]
    }

    func run() throws {
        let request = CompareRegisters(incident: incident, from: from, to: to)
        let compared = try request.run(in: options.open(.reading))
        let difference = Difference(
            moves: compared.moves.map(Move.init),
            otherCategories: compared.otherCategories,
            unchanged: compared.unchanged,
            takenBack: compared.takenBack,
            linkedLater: compared.linkedLater,
            joined: compared.joined
        )
        try options.answer("spoor/register-difference/1", difference) { output in
            output.table(
                ["from", "to", "people", "because of"],
                zip(compared.moves, difference.moves).map { move, worded in
                    [
                        words(of: move.from),
                        words(of: move.to),
                        move.people.grouped, worded.because.joined(separator: ", "),
                    ]
                },
                numeric: [2]
            )
            for back in compared.takenBack {
                output.line("import \(String(back.number)) was taken back: \(back.because)")
            }
            for later in compared.linkedLater { output.line(later.words) }
            for joined in compared.joined { output.line(joined.words) }
            output.line(
                """
                \(compared.otherCategories.grouped) kept their certainty with other \
                categories or sources; \(compared.unchanged.grouped) did not change
                """
            )
        }
        if !compared.isSame { throw ExitStatus.look.code }
    }

    private func words(of certainty: Certainty?) -> String {
        certainty?.name(in: options.language)
            ?? (options.language == .dutch ? "niet in het register" : "not in the register")
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
