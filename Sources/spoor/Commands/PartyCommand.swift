// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
import Casework
public import Custody
import Ingestion
import Store
import Terminal
import Wording

struct PartyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "party",
        abstract: "Organisations that data go to, their roles and agreements.",
        subcommands: [
            PartyAdd.self, PartyRename.self, PartyRoleSet.self, PartyAgreement.self, PartyTerm.self,
            PartyCode.self,
            PartyCyberAct.self, PartySuspend.self, PartyCondition.self, PartyResume.self,
            PartyExamined.self, PartyFigure.self, PartyContinuity.self, PartyList.self,
        ],
        defaultSubcommand: PartyList.self
    )
}

extension PartyRole: ExpressibleByArgument {}

struct PartyAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Adds a party: spoor party add lab --name \"Lab Vlietzicht\""
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "Short name, used in other commands.") var id: String
    @Option(help: "Full name, as it stands in letters.") var name: String
    @Option(help: "processor, ownController, jointController, disputed, ourController.")
    var role = PartyRole.processor
    @Option(help: "The day from which it has this role (else today).", transform: GivenTime.day)
    var from: Day?

    func run() throws {
        let request = AddParty(
            Party(id: Party.ID(rawValue: id), name: name),
            role: role,
            from: from ?? options.today,
            officer: try options.acting()
        )
        try request.run(in: options.open(.writing))
        options.results.say("Added \(id). Next: spoor party agreement \(id) --version v1 …")
    }
}

struct PartyRename: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Corrects the full name of a party; its short name stays."
    )

    @OptionGroup var options: StoreOptions
    @Argument var id: String
    @Option(help: "Full name, as it stands in letters.") var name: String
    @Option(help: "Why.") var because: String

    func run() throws {
        let request = RenameParty(
            Party.ID(rawValue: id),
            to: name,
            because: try StatedReason(because),
            officer: try options.acting()
        )
        try request.run(in: options.open(.writing))
    }
}

struct PartyRoleSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: "Records another role from a day on; it decides which clock runs."
    )

    @OptionGroup var options: StoreOptions
    @Argument var id: String
    @Argument(help: "processor, ownController, jointController, disputed, ourController.") var role:
        PartyRole
    @Option(help: "The day from which (else today).", transform: GivenTime.day) var from: Day?
    @Option(help: "Why; it stands beside the duties that this takes away.") var because: String?

    func run() throws {
        let request = SetRole(
            party: Party.ID(rawValue: id),
            role: role,
            from: from ?? options.today,
            because: try because.map { try StatedReason($0) },
            officer: try options.acting()
        )
        try request.run(in: options.open(.writing))
    }
}

struct PartyCyberAct: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cbw",
        abstract: "Records whether the Cyberbeveiligingswet applies to a party, or to ourselves."
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "The party, or 'ourselves'.") var id: String
    @Flag(inversion: .prefixedNo, exclusivity: .exclusive, help: "Whether it applies.")
    var applies: Bool
    @Option(help: "The day from which.", transform: GivenTime.day) var from: Day
    @Option(help: "The sector: it decides which authority and response team are told.") var sector =
        "care"
    @Option(help: "Where its notices are filed.") var channel: String?
    @Option(help: "Why, in words.") var because: String

    func run() throws {
        let request = DecideCyberAct(
            party: id == AddParty.ourselves ? nil : Party.ID(rawValue: id),
            applies: applies,
            sector: sector,
            from: from,
            channel: channel,
            because: try StatedReason(because),
            officer: try options.acting()
        )
        try request.run(in: options.open(.writing))
    }
}

struct PartyAgreement: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreement",
        abstract: "Records a version of the processor agreement (verwerkersovereenkomst)."
    )

    @OptionGroup var options: StoreOptions
    @Argument var id: String
    @Option(name: .customLong("version"), help: "Such as v3.") var versionName: String
    @Option(help: "The day from which it holds.", transform: GivenTime.day) var from: Day
    @Option(help: "Hours after discovery within which a breach must be told.")
    var incidentHours: Int?
    @Option(help: "Months the processor may keep what it got.") var keepMonths: Int?

    func run() throws {
        let request = AddAgreement(
            party: Party.ID(rawValue: id),
            version: versionName,
            from: from,
            incidentHours: incidentHours,
            keepMonths: keepMonths,
            officer: try options.acting()
        )
        try request.run(in: options.open(.writing))
    }
}

struct PartyTerm: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "term",
        abstract: "Corrects how long a processor may keep what it got (bewaartermijn).",
        discussion: """
            Of a version of the agreement that was recorded with another term. What was
            imported under it counts by the right one from then on.

            Example:  spoor party term lab --version v3 --keep-months 120 \\
                        --because "180 was a typing error"
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument var id: String
    @Option(name: .customLong("version"), help: "Such as v3.") var versionName: String
    @Option(help: "Months the processor may keep what it got.") var keepMonths: Int?
    @Flag(help: "Nothing was agreed.") var none = false
    @Option(help: "Why.") var because: String

    func validate() throws {
        guard none == (keepMonths == nil) else {
            throw ValidationError("give --keep-months, or --none")
        }
    }

    func run() throws {
        let answer = try CorrectTerm(
            party: Party.ID(rawValue: id),
            version: versionName,
            keepMonths: keepMonths,
            because: try StatedReason(because),
            officer: try options.acting()
        ).run(in: options.open(.writing))
        try options.answer("spoor/party-term/1", answer) { $0.line(answer.words) }
    }
}

struct PartyCode: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code",
        abstract: "Says how a party is called in messages, as sender or receiver.",
        discussion: """
            A message that names another party than that of its import is set aside. Of HL7
            the names of MSH-3 to MSH-6 count, of FHIR those of the MessageHeader and of
            organisations. What was set aside for that is tried again; if that is cut off,
            'spoor import retry' goes on.

            Example:  spoor party code lab LIMS-2 --because "their new application"
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument var id: String
    @Argument(help: "The name or identifier, as it stands in messages.") var code: String
    @Flag(help: "It is not, or no longer, called so.") var none = false
    @Option(help: "Why.") var because: String

    func run() throws {
        let request = SetPartyCode(
            code,
            of: Party.ID(rawValue: id),
            holds: !none,
            because: try StatedReason(because),
            officer: try options.acting()
        )
        let store = try options.open(.writing)
        try request.run(in: store)
        let answer = try RetryNamedParty(none ? nil : request.party, because: because)
            .run(in: store, options.ingestion(dryRun: false))
        try options.answer("spoor/party-code/1", answer, answer.lines.map(Passage.line))
        if answer.needsALook { throw ExitStatus.look.code }
    }
}

struct PartyList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the parties, their roles and agreements."
    )

    @OptionGroup var options: StoreOptions

    private struct Item: Encodable {
        var id: String
        var name: String
        var role: String
        var agreements: [String]
        var codes: [String]
    }

    func run() throws {
        let items = try ListParties(on: options.today).run(in: try options.open(.reading)).map {
            Item(
                id: $0.id,
                name: $0.name,
                role: $0.role?.rawValue ?? "",
                agreements: $0.agreements,
                codes: $0.codes
            )
        }
        try options.answer("spoor/parties/1", items: items) { output in
            let hasCodes = items.contains { !$0.codes.isEmpty }
            output.table(
                ["id", "name", "role", "agreements"] + (hasCodes ? ["in messages"] : []),
                items.map {
                    [$0.id, $0.name, $0.role, $0.agreements.joined(separator: " ")]
                        + (hasCodes ? [$0.codes.joined(separator: ", ")] : [])
                }
            )
        }
    }
}
