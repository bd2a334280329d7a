// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
import Casework
public import Custody
import Desk
import Hosting
import Store
import Terminal
import Wording

struct PersonAccessRequest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access-request",
        abstract: "Writes all that is held of who asked for it, as a tagged PDF, mode 0600.",
        discussion: """
            Only for a request that came in a call (GDPR 15), and only when it was checked
            who asks: documentSeen, electronicIdentity or registeredPost. A note of a call
            comes into it with --note N, once you read that it names nobody else.

            Example:  spoor person access-request 3 --identity documentSeen --output c.pdf
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "The number of the request among the matters.") var request: Int
    @Option(help: "How it was checked who asks, when that is not recorded yet.")
    var identity: IdentityCheck?
    @Option(help: "A note that may be in it, by its number; may be repeated.") var note: [Int] = []
    @Option(help: "nl or en, instead of the person's own.") var language: String?
    @Option(help: "The file to write.") var output: String

    func run() throws {
        let (officer, roles) = (try options.acting(), Set([OfficerRole.privacyOfficer]))
        let language = try language.map(letterLanguage)
        let store = try options.open(.writing)
        if let identity {
            try CheckIdentity(request, how: identity, for: roles, officer: officer).run(in: store)
        }
        let copy = try AccessCopy(
            request,
            in: store,
            language,
            notes: Set(note),
            officer: officer,
            roles: roles
        )
        let made = try copy.pdf()
        let file = try PrivateFile(path: output)
        try file.write(made.bytes)
        try RecordAccessCopy(
            request,
            copy.language,
            sha256: made.sha256,
            notes: copy.noteNumbers,
            for: roles,
            officer: officer
        ).run(in: store)
        try file.close()
        try store.publishTiles()
        options.results.say("Wrote \(output).\nSHA-256 \(made.sha256)")
    }
}

extension IdentityCheck: ExpressibleByArgument {}
