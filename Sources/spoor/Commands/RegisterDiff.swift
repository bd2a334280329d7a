// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Incidents
import Store

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
    }

    private struct Difference: Encodable {
        var schema = "spoor/register-difference/1"
        var moves: [Move]
        var otherCategories: Int
        var unchanged: Int
    }

    func run() throws {
        let store = try options.open(.reading)
        let found = try store.incident(incident)
        let newer = try store.registerVersion(to, of: found)
        let difference = RegisterDifference(
            from: try store.load(try store.registerVersion(from, of: found)),
            to: try store.load(newer)
        )
        let statements = Dictionary(
            uniqueKeysWithValues: try store.statements(of: found).map { ($0.body.number, $0.body) }
        )
        func name(_ source: RegisterSource) -> String {
            switch source {
            case .ledger(let origin): "ledger: \(origin.words)"
            case .statement(let id): statements[id]?.name ?? "statement \(id)"
            }
        }
        func goneName(_ source: RegisterSource) throws -> String {
            if case .statement(let id) = source, let statement = statements[id],
                try store.isWithdrawn(statement, asOfEntries: newer.asOfEntries)
            {
                "withdrawn: \(statement.name)"
            } else {
                "without: \(name(source))"
            }
        }
        func inOrder(_ sources: Set<RegisterSource>) -> [RegisterSource] {
            sources.sorted { $0.number < $1.number }
        }
        let moves = try difference.moves.sorted { $0.key < $1.key }.map { move, people in
            Move(
                from: move.from?.code,
                to: move.to?.code,
                because: try inOrder(move.because).map(name) + inOrder(move.gone).map(goneName),
                people: people
            )
        }
        let exit = moves.isEmpty && difference.sameCertaintyOtherCategories == 0
        if options.json {
            try options.results.document(
                Difference(
                    moves: moves,
                    otherCategories: difference.sameCertaintyOtherCategories,
                    unchanged: difference.unchanged
                )
            )
        } else {
            options.results.table(
                ["from", "to", "people", "because of"],
                moves.map { move in
                    [
                        move.from.flatMap { Certainty(code: $0)?.words } ?? "not in the register",
                        move.to.flatMap { Certainty(code: $0)?.words } ?? "not in the register",
                        move.people.grouped, move.because.joined(separator: ", "),
                    ]
                },
                numeric: [2]
            )
            options.results.line(
                """
                \(difference.sameCertaintyOtherCategories.grouped) kept their certainty with other \
                categories or sources; \(difference.unchanged.grouped) did not change
                """
            )
        }
        if !exit { throw ExitStatus.look.code }
    }
}
