// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
import Casework
public import Custody
import Ingestion

extension Direction: ExpressibleByArgument {}

/// What messages may not say themselves.
struct SaidOptions: ParsableArguments {
    @Option(help: "Which way messages went that do not say it: given (by us) or received.")
    var direction: Direction?
    @Option(help: "A name of ours in MSH-3 to MSH-6 or in MessageHeader; may come again.")
    var ours: [String] = []
    @Option(help: "A name of the party there, beside its short name and its name.")
    var theirs: [String] = []

    @Option(help: "The day of what says none (else unknown).", transform: GivenTime.day)
    var day: Day?

    func said() -> SaidAtImport {
        SaidAtImport(
            direction: direction,
            ours: ours,
            theirs: theirs,
            day: day?.number
        )
    }
}
