// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Wording

/// A word in the place of a command that names none. The parser would take it for the first argument of
/// the command that a group has by default, and blame an incident for it.
enum MistypedCommand {
    static func refuse(in words: some Sequence<String>) throws {
        var command: any ParsableCommand.Type = Spoor.self
        var path = "spoor"
        for word in words where path != "spoor" || word != "help" {
            let inner = command.configuration.subcommands
            guard !inner.isEmpty, !word.hasPrefix("-") else { return }
            if let next = inner.first(where: { $0.configuration.commandName == word }) {
                command = next
                path += " " + word
                continue
            }
            let names = inner.compactMap { $0.configuration.commandName }
            let meant = word.nearest(of: names)
            // What is not near may be the argument of the default.
            guard meant != nil || command.configuration.defaultSubcommand == nil else { return }
            throw ToldFailure(
                .usage,
                "there is no command '\(path) \(word)'",
                command: meant.map { "did you mean '\(path) \($0)'?" }
                    ?? "use one of: \(names.joined(separator: ", "))"
            )
        }
    }
}
