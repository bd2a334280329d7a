// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
import Casework
import Hosting
import Store
import Terminal
public import Wording

struct AccessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access",
        abstract: "Who looked at whom, when and why: the access log (NEN 7513).",
        subcommands: [AccessShow.self, AccessExport.self],
        defaultSubcommand: AccessShow.self
    )
}

struct AccessShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Who looked at whom, when and why. Your own look is logged first.",
        discussion: """
            Example:  spoor access show --day 2025-08-11 --reason 'monthly review'
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @OptionGroup var which: LooksOptions

    func run() throws {
        let answer = try which.request(try options.acting(), try why.stated())
            .run(in: options.open(.reading))
        try options.answer("spoor/access/1", answer, answer.passages)
        options.results.say(answer.sentence)
    }
}

struct AccessExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the access log for another program, mode 0600.",
        discussion: """
            fhir: AuditEvents of FHIR R4, one on each line. csv: for a spreadsheet. Your
            own look is logged first, and stands last in the file.

            Example:  spoor access export --as fhir --from 2025-08-01 \\
                      --reason 'monthly review' --output august.ndjson
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @OptionGroup var which: LooksOptions
    @Option(help: "fhir or csv.") var `as`: AccessForm
    @Option(help: "The file to write.") var output: String

    func run() throws {
        let request = which.request(try options.acting(), try why.stated())
        let store = try options.open(.reading)
        let file = try PrivateFile(path: output)
        try file.write(`as`.head)
        let answer = try request.run(in: store) {
            try file.write(`as`.line($0, origin: store.origin))
        }
        try file.close()
        options.results.say(answer.sentence(written: output))
    }
}

/// Which looks are meant.
struct LooksOptions: ParsableArguments {
    @Option(help: "Only the looks of this officer.") var officer: String?
    @Option(help: "Only looks for this purpose: letters, call, ….") var purpose: String?
    @Option(help: "Only looks that name this person: P-….") var person: String?
    @Option(help: "Only this day.", transform: GivenTime.day) var day: Day?
    @Option(help: "From this day.", transform: GivenTime.day) var from: Day?
    @Option(help: "Until this day, and on it.", transform: GivenTime.day) var until: Day?

    func request(_ acting: ActingOfficer, _ why: StatedReason) -> ShowAccess {
        ShowAccess(
            byOfficer: officer,
            purpose: purpose,
            person: person,
            from: day ?? from,
            until: day ?? until,
            officer: acting,
            reason: why
        )
    }
}

extension AccessForm: ExpressibleByArgument {}
