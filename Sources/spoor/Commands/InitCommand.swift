// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import Hosting
import Store
import Terminal
import Wording

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes a store, and a key file if there is none.",
        discussion: """
            Example:  spoor init --store /var/lib/spoor --organisation "Waterland"
            """
    )

    @OptionGroup var options: StoreOptions

    @Option(
        help:
            "The organisation that keeps the store, as it signs its letters; asked for unless synthetic."
    )
    var organisation: String?

    @Flag(help: "For exercises: accepts --now, and says 'synthetic' on all it prints.")
    var synthetic = false

    func run() throws {
        let organisation = try namedOrganisation()
        let place = try options.place
        let folder = try place.folder
        if try KeyFile(path: place.keyPath).make() {
            options.results.say("Made a key file at \(place.keyPath)")
        }
        try Store.create(
            at: folder,
            root: try place.rootKey(),
            synthetic: synthetic,
            organisation: organisation
        )
        let store = try options.openUnsigned(.writing)
        if options.json {
            try options.results.document(
                "spoor/store/1",
                ["store": folder.path, "origin": store.origin, "verifierKey": store.verifierKey]
            )
        } else {
            options.results.line("Made a store at \(folder.path)")
            options.results.line("Its ledger signs as  \(store.verifierKey)")
        }
        options.results.say(
            """
            Keep the key file (\(place.keyPath)) and a copy of that verifier key elsewhere.
            Next: export SPOOR_STORE='\(folder.path)' SPOOR_BY='your name'
                  spoor doctor
                  spoor party add lab --name "…" --role processor
                  spoor import population people.csv
            """
        )
    }

    /// No name enters a real store by default.
    private func namedOrganisation() throws -> String {
        let name = (organisation ?? (synthetic ? "Voorbeeldorganisatie" : ""))
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard name.contains(where: \.isLetter), !name.unicodeScalars.contains(where: \.isActedOn)
        else {
            throw ToldFailure(
                .usage,
                "whose store is it? The name of the organisation was not given",
                help: "add --organisation \"…\"; a store for an exercise (--synthetic) needs none"
            )
        }
        return name
    }
}
