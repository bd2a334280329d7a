// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
public import Custody
import Store

struct PartyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "party",
        abstract: "Organisations that data go to, their roles and agreements.",
        subcommands: [PartyAdd.self, PartyRoleSet.self, PartyAgreement.self, PartyList.self],
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
    @Option(help: "processor, ownController, jointController or disputed.")
    var role = PartyRole.processor
    @Option(help: "The day from which it has this role (else today).") var from: GivenTime?

    func validate() throws {
        guard !id.isEmpty, id.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) else {
            throw ValidationError("the short name is made of letters, digits and hyphens")
        }
    }

    func run() throws {
        let store = try options.open(.writing)
        try store.add(
            party: Party(id: Party.ID(rawValue: id), name: name),
            role: role,
            from: DutchTime.day(from?.milliseconds ?? options.moment),
            act: options.act(id)
        )
        try store.publishTiles()
        options.results.say("Added \(id). Next: spoor party agreement \(id) --version v1 …")
    }
}

struct PartyRoleSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: "Records another role from a day on; it decides which clock runs."
    )

    @OptionGroup var options: StoreOptions
    @Argument var id: String
    @Argument(help: "processor, ownController, jointController or disputed.") var role: PartyRole
    @Option(help: "The day from which (else today).") var from: GivenTime?

    func run() throws {
        let store = try options.open(.writing)
        try requireParty(id, in: store)
        try store.set(
            role: role,
            of: Party.ID(rawValue: id),
            from: DutchTime.day(from?.milliseconds ?? options.moment),
            act: options.act(id)
        )
        try store.publishTiles()
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
    @Option(help: "The day from which it holds.") var from: GivenTime
    @Option(help: "Hours after discovery within which a breach must be told.")
    var incidentHours: Int?
    @Option(help: "Months the processor may keep what it got.") var keepMonths: Int?

    func validate() throws {
        if let incidentHours, !(1...8784).contains(incidentHours) {
            throw ValidationError("--incident-hours is 1 to 8784, which is a year")
        }
        if let keepMonths, !(1...1200).contains(keepMonths) {
            throw ValidationError("--keep-months is 1 to 1200, which is a hundred years")
        }
    }

    func run() throws {
        let store = try options.open(.writing)
        try requireParty(id, in: store)
        try store.add(
            agreement: versionName,
            with: Party.ID(rawValue: id),
            from: DutchTime.day(from.milliseconds),
            incidentHours: incidentHours,
            keepMonths: keepMonths,
            act: options.act(id)
        )
        try store.publishTiles()
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
    }

    func run() throws {
        let store = try options.open(.reading)
        let today = DutchTime.day(options.moment)
        let items = try store.parties.map { party in
            Item(
                id: party.id.rawValue,
                name: party.name,
                role: try store.role(of: party.id, on: today)?.rawValue ?? "",
                agreements: try store.agreements(with: party.id).map(\.version)
            )
        }
        guard !options.json else { return try options.results.document(items) }
        options.results.table(
            ["id", "name", "role", "agreements"],
            items.map { [$0.id, $0.name, $0.role, $0.agreements.joined(separator: " ")] }
        )
    }
}

func requireParty(_ id: String, in store: Store) throws {
    guard try store.parties.contains(where: { $0.id.rawValue == id }) else {
        let known = try store.parties.map(\.id.rawValue).joined(separator: ", ")
        throw Complaint(
            .inputMissing,
            "there is no party '\(id)'",
            help: known.isEmpty
                ? "add it with 'spoor party add \(id) --name …'" : "known are: \(known)"
        )
    }
}
