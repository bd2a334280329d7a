// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import Glibc
import Store
import Vault

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes a store, and a key file if there is none.",
        discussion: """
            Example:  spoor init --store /var/lib/spoor --organisation "Voorbeeld Bevolkingsonderzoek"
            """
    )

    @OptionGroup var options: StoreOptions

    @Option(help: "The organisation that keeps the store, as it signs its letters.")
    var organisation = "Voorbeeldorganisatie"

    @Flag(help: "For exercises: accepts --now, and says 'synthetic' on all it prints.")
    var synthetic = false

    func run() throws {
        let folder = try options.folder
        try makeKey()
        let key = try options.rootKey(outside: folder)
        try Store.create(
            at: folder,
            root: key,
            synthetic: synthetic,
            organisation: organisation
        )
        let store = try options.open(.writing)
        if options.json {
            try options.results.document([
                "store": folder.path, "origin": store.origin, "verifierKey": store.verifierKey,
            ])
        } else {
            options.results.line("Made a store at \(folder.path)")
            options.results.line("Its ledger signs as  \(store.verifierKey)")
        }
        options.results.say(
            """
            Keep the key file (\(options.keyPath)) and a copy of that verifier key elsewhere.
            Next: export SPOOR_STORE='\(folder.path)'
                  spoor party add lab --name "…" --role processor
                  spoor import population people.csv
            """
        )
    }

    /// A new key of 32 random bytes, readable by its owner only, where none is.
    private func makeKey() throws {
        let path = options.keyPath
        guard !FileManager.default.fileExists(atPath: path) else { return }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FolderNames.make(folder, permissions: 0o700)
        var bytes = [UInt8](repeating: 0, count: 32)
        guard getentropy(&bytes, bytes.count) == 0 else {
            throw Complaint(.failed, "the system gives no random bytes")
        }
        guard Self.write(bytes, path) else {
            throw Complaint(.cannotCreate, "cannot write the key file \(path)")
        }
        try FolderNames.sync(folder)
        options.results.say("Made a key file at \(path)")
    }

    /// Under its name only when it is whole and on the disk, and never over another key.
    private static func write(_ key: [UInt8], _ path: String) -> Bool {
        let part = path + ".part"
        let descriptor = Glibc.open(part, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) == 0 && access(path, F_OK) != 0
            && ftruncate(descriptor, 0) == 0
            && Glibc.write(descriptor, key, key.count) == key.count
            && fsync(descriptor) == 0 && rename(part, path) == 0
    }
}
