// SPDX-License-Identifier: EUPL-1.2

internal import Casework
public import Custody

/// A command of the command line, and who may run it as soon as a store has accounts.
public struct Command: Sendable {
    public enum Access: Sendable, Equatable {
        /// Whoever holds the key and the store: it makes the store, repairs it, or shows that it is whole.
        case keyHolder
        /// Whoever holds the key and the store, until somebody is an administrator; then they.
        case administrators
        case roles(Set<OfficerRole>)
    }

    /// `register publish`.
    public var name: String
    public var access: Access
    /// Not for the key of a machine, whatever its roles.
    public var isForPeople = false

    /// The roles that may run it when somebody is an administrator; nil is whoever holds the key.
    public var roles: Set<OfficerRole>? {
        switch access {
        case .keyHolder: nil
        case .administrators: Roles.accounts
        case .roles(let roles): roles
        }
    }

    public func allows(_ held: Set<OfficerRole>) -> Bool {
        roles.map { !$0.isDisjoint(with: held) } ?? true
    }
}

/// Every command with the roles that may run it, as the table of routes has every page: what is not in it
/// is refused. The roles are those of the desk wherever the act is the same.
public enum CommandTable {
    public static func command(_ name: String) -> Command? {
        commands.first { $0.name == name }
    }

    public static let commands: [Command] =
        store + accounts + intake + incidents + registers + letters + contacts + people

    private static func all(_ access: Command.Access, _ names: String...) -> [Command] {
        names.map { Command(name: $0, access: access) }
    }

    private static func forPeople(_ access: Command.Access, _ names: String...) -> [Command] {
        names.map { Command(name: $0, access: access, isForPeople: true) }
    }

    private static let store =
        all(.keyHolder, "init", "serve", "doctor", "demo", "inspect")
        + all(.keyHolder, "ledger verify", "ledger checkpoint", "ledger upgrade")
        + all(.roles(Roles.proving), "ledger prove")
        + all(.roles(Roles.room), "status")

    private static let accounts =
        all(.keyHolder, "account sign-in", "account sign-out", "account whoami", "account list")
        + forPeople(
            .administrators,
            "account add",
            "account bind",
            "account password",
            "account end",
            "account service"
        )
        + all(.roles(Roles.accessLog), "access show", "access export")

    private static let intake =
        all(
            .roles(Roles.importing),
            "import population",
            "import hl7",
            "import fhir",
            "import backfile",
            "import columns drop",
            "import rejects",
            "import undo",
            "import unlinked",
            "import retry",
            "import settle"
        )
        + all(.roles(Roles.data), "import columns list", "import columns propose")
        + all(.roles(Roles.data), "import status", "import list", "exposure")
        + all(.roles(Roles.room), "party list", "party continuity")
        + all(
            .roles(Roles.parties),
            "party add",
            "party rename",
            "party role",
            "party cbw",
            "party agreement",
            "party term",
            "party code"
        )

    private static let incidents =
        all(.roles(Roles.opening), "incident open")
        + all(.roles(Roles.moments), "incident moment")
        + all(.roles(Roles.decisions), "incident decide")
        + all(.roles(Roles.decisions.union(Roles.moments)), "incident take-back")
        + all(.roles(Roles.closing), "incident close", "incident reopen")
        + all(.roles(Roles.room), "incident list", "incident show", "incident report")
        + all(.roles(Roles.room), "duty list", "duty overview")
        + all(
            .roles(Roles.suspending),
            "party suspend",
            "party condition",
            "party examined",
            "party figure"
        )
        + all(.roles(Roles.resuming), "party resume")

    private static let registers =
        all(
            .roles(Roles.lists),
            "statement map",
            "statement add",
            "statement correct",
            "statement withdraw",
            "statement unresolved"
        )
        + forPeople(.roles(Roles.peopleToFile), "statement links", "register export")
        + all(.roles(Roles.room), "statement list", "register show", "register diff")
        + all(.roles(Roles.freezing), "register compute", "register freeze")
        + forPeople(.roles(Roles.publishing), "register publish")
        + all(.roles(Roles.people), "register why")

    private static let letters =
        all(.roles(Roles.room), "letter show")
        + all(
            .roles(Roles.planning),
            "letter settings",
            "letter plan",
            "letter cancel",
            "letter render",
            "letter handed-over",
            "letter take-back"
        )
        + forPeople(.roles(Roles.approving), "letter preview", "letter approve")
        + all(.roles(Roles.lettersAgain), "letter again")
        + all(
            .roles(Roles.holding),
            "letter held",
            "letter release",
            "letter hold",
            "letter released"
        )

    private static let contacts =
        all(.roles(Roles.room), "forecast show", "forecast wave-size", "forecast agents")
        + all(
            .roles(Roles.contacts),
            "forecast measured",
            "forecast team",
            "forecast news",
            "forecast announcement"
        )

    private static let people =
        all(.roles(Roles.people), "person show", "person correct", "person join", "person part")
        + all(.roles(Roles.data), "person joins")
        + all(.roles(Roles.erasing), "person withdraw", "person restore")
        + all(.roles(Roles.accessRequests), "person access-request")
}
