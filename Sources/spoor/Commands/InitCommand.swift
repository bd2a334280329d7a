// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import Glibc
import Store
import SystemPackage
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

    @Option(
        help:
            "The organisation that keeps the store, as it signs its letters; asked for unless synthetic."
    )
    var organisation: String?

    @Flag(help: "For exercises: accepts --now, and says 'synthetic' on all it prints.")
    var synthetic = false

    func run() throws {
        let organisation = try namedOrganisation()
        let folder = try options.folder
        try makeKey()
        let key = try options.rootKey(outside: folder)
        try Store.create(
            at: folder,
            root: key,
            synthetic: synthetic,
            organisation: organisation
        )
        let store = try options.openUnsigned(.writing)
        if options.json {
            try options.results.document([
                "store": folder.path, "origin": store.origin, "verifierKey": store.verifierKey,
            ])
        } else {
            options.results.line("Made a store at \(folder.path)")
            options.results.line("Its ledger signs as  \(store.verifierKey)")
        }
        let keyPath = try options.keyPath
        options.results.say(
            """
            Keep the key file (\(keyPath)) and a copy of that verifier key elsewhere.
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
            throw CommandFailure(
                .usage,
                "whose store is it? The name of the organisation was not given",
                help: "add --organisation \"…\"; a store for an exercise (--synthetic) needs none"
            )
        }
        return name
    }

    /// A new key of 32 random bytes, readable by its owner only, where none is.
    private func makeKey() throws {
        let path = try options.keyPath
        guard !FileManager.default.fileExists(atPath: path) else { return }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FolderNames.make(folder, permissions: 0o700)
        let isWritten = try LockedPage.use { page in
            guard getentropy(page.baseAddress, 32) == 0 else {
                throw CommandFailure(.failed, "the system gives no random bytes")
            }
            return Self.write(UnsafeRawBufferPointer(rebasing: page[..<32]), path)
        }
        guard isWritten else {
            throw CommandFailure(.cannotCreate, "cannot write the key file \(path)")
        }
        try FolderNames.sync(folder)
        options.results.say("Made a key file at \(path)")
    }

    /// Under its name only when it is whole and on the disk, and never over another key.
    private static func write(_ key: UnsafeRawBufferPointer, _ path: String) -> Bool {
        let part = path + ".part"
        let options: FileDescriptor.OpenOptions = [.create, .closeOnExec, .noFollow]
        guard
            let file = try? FileDescriptor.open(
                part,
                .writeOnly,
                options: options,
                permissions: .ownerReadWrite
            )
        else { return false }
        defer { try? file.close() }
        return flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 && access(path, F_OK) != 0
            && ftruncate(file.rawValue, 0) == 0
            && (try? file.writeAll(key)) == key.count
            && fsync(file.rawValue) == 0 && rename(part, path) == 0
    }
}
