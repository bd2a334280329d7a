// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import Store
import Vault

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Checks configuration, key, store, fonts and disk; says what to do."
    )

    @OptionGroup var options: StoreOptions

    private struct Check: Encodable {
        var name: String
        var ok: Bool
        var detail: String
    }

    func run() throws {
        var checks: [Check] = []
        func check(_ name: String, _ body: () throws -> String) {
            do {
                checks.append(Check(name: name, ok: true, detail: try body()))
            } catch {
                let complaint =
                    Complaint.complaint(for: error) ?? Complaint(.failed, "failed")
                checks.append(
                    Check(
                        name: name,
                        ok: false,
                        detail: complaint.sentence
                            + (complaint.help.isEmpty ? "" : "; " + complaint.help)
                    )
                )
            }
        }
        check("store named") { try options.folder.path }
        check("key") {
            "opens as \(try options.rootKey(outside: try options.folder).fingerprint)"
        }
        check("store opens") {
            let store = try options.open(.reading)
            return
                "\(store.origin), \(try store.entryCount) entries, \(try store.peopleCount()) people"
        }
        check("fonts") {
            _ = try LetterFonts.load()
            return "Noto Sans found"
        }
        check("disk") {
            let folder = try options.folder
            let values = try FileManager.default.attributesOfFileSystem(forPath: folder.path)
            let free = (values[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
            guard free > 1 << 30 else {
                throw Complaint(.inputOutput, "less than 1 GiB is free", help: "make room")
            }
            return "\(Int(free >> 30)) GiB free"
        }
        if options.json {
            try options.results.document(checks)
        } else {
            options.results.table(
                ["check", "", "detail"],
                checks.map { [$0.name, $0.ok ? "ok" : "NOT OK", $0.detail] }
            )
        }
        if checks.contains(where: { !$0.ok }) { throw ExitStatus.look.code }
    }
}
