// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
import CSV
import Casework
import Hosting
public import Letters
import Store
import Terminal
import Wording

extension HoldReason: ExpressibleByArgument {
    public init?(argument: String) { self.init(code: argument) }
    public static var allValueStrings: [String] { allCases.map(\.code) }
}

struct LetterHeld: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "held",
        abstract: "Writes who is held in a wave, by lane, mode 0600: to reach them another way.",
        discussion: """
            The file is CSV with name, birth date and address. Of people in the lane
            'safety' it holds no address. They are opened: the reason goes into the
            access log.
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument var incident: String
    @Argument var wave: String
    @Option(help: "Only this lane; again for another.") var lane: [HoldReason] = []
    @Option(help: "The file to write.") var output: String

    func run() throws {
        let held = try ListHeld(
            incident: incident,
            wave: wave,
            lanes: lane,
            officer: try options.acting(),
            reason: try why.stated()
        ).run(in: options.open(.reading))
        var bytes: [UInt8] = []
        let writer = CSVWriter()
        writer.append(ListHeld.columns, to: &bytes)
        for row in held { writer.append(row.fields, to: &bytes) }
        let file = try PrivateFile(path: output)
        try file.write(bytes)
        try file.close()
        let lanes = Dictionary(grouping: held) { $0.lane.code }.mapValues(\.count)
        options.results.table(
            ["lane", "people"],
            lanes.sorted { $0.key < $1.key }.map { [$0.key, $0.value.grouped] },
            numeric: [1]
        )
        options.results.say("Wrote \(held.count.grouped) people to \(output)")
    }
}
