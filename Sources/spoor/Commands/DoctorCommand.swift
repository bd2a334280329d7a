// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import Printing
import Store
import Vault

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "Checks configuration, key, store, rights, clock, fonts and disk; says what to do."
    )

    @OptionGroup var options: StoreOptions

    private struct Check: Encodable {
        enum Level: String, Encodable {
            case ok
            /// It works, but something is not as it should be.
            case warning
            case failed
        }

        var name: String
        var level: Level
        var ok: Bool { level == .ok }
        var detail: String

        private enum CodingKeys: String, CodingKey { case name, level, ok, detail }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try container.encode(level, forKey: .level)
            try container.encode(ok, forKey: .ok)
            try container.encode(detail, forKey: .detail)
        }
    }

    /// Something to look at while all works.
    private struct Warning: Error {
        var detail: String
    }

    func run() throws {
        let checks = settings() + store() + machine()
        if options.json {
            try options.results.document(checks)
        } else {
            let words: [Check.Level: String] = [.ok: "ok", .warning: "LOOK", .failed: "NOT OK"]
            options.results.table(
                ["check", "", "detail"],
                checks.map { [$0.name, words[$0.level] ?? "", $0.detail] }
            )
        }
        if checks.contains(where: { !$0.ok }) { throw ExitStatus.look.code }
    }

    private func check(_ name: String, _ body: () throws -> String) -> Check {
        do {
            return Check(name: name, level: .ok, detail: try body())
        } catch let warning as Warning {
            return Check(name: name, level: .warning, detail: warning.detail)
        } catch {
            let told = CommandFailure.failure(for: error) ?? CommandFailure(.failed, "failed")
            let help = told.help.isEmpty ? "" : "; " + told.help
            return Check(name: name, level: .failed, detail: told.sentence + help)
        }
    }

    /// Each setting with its value and where that came from.
    private func settings() -> [Check] {
        let file = check("configuration") {
            try options.settings.file ?? "no file; flags and environment only"
        }
        guard let settings = try? options.settings else { return [file] }
        return [file]
            + Settings.Key.allCases.compactMap { key in
                settings[key].map { value in
                    Check(
                        name: "  \(key.rawValue)",
                        level: .ok,
                        detail: "\(value) (from \(settings.source(of: key)))"
                    )
                }
            }
    }

    private func store() -> [Check] {
        [
            check("store named") { try options.folder.path },
            check("who acts") { try options.officer },
            check("key") {
                "opens as \(try options.rootKey(outside: try options.folder).fingerprint)"
            },
            check("store opens") {
                let store = try options.openUnsigned(.reading)
                return
                    "\(store.origin), \(try store.entryCount) entries, \(try store.peopleCount()) people"
            },
            check("rights") { try rights() },
            check("key elsewhere") { try keyElsewhere() },
            check("clock") { try clock() },
        ]
    }

    private func machine() -> [Check] {
        [
            check("core dumps") { try coreDumps() },
            check("swap") { try swap() },
            check("fonts") {
                _ = try LetterFonts.load()
                return "Noto Sans found"
            },
            check("disk") {
                let folder = try options.folder
                let values = try FileManager.default.attributesOfFileSystem(forPath: folder.path)
                let free = (values[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
                guard free > 1 << 30 else {
                    throw CommandFailure(.inputOutput, "less than 1 GiB is free", help: "make room")
                }
                return "\(Int(free >> 30)) GiB free"
            },
        ]
    }

    private func rights() throws -> String {
        let folder = try options.folder.path
        let names = ["spoor.sqlite", "spoor.sqlite-wal", "spoor.sqlite-shm", "access.log"]
        let wide = Surroundings.openToOthers(
            [folder] + names.map { folder + "/" + $0 } + [try options.keyPath]
        )
        guard wide.isEmpty else {
            throw Warning(
                detail: wide.map { "others have rights on \($0.path) (mode \($0.mode))" }
                    .joined(separator: "; ") + "; chmod go= on each"
            )
        }
        return "folder, database, access log and key are for their owner only"
    }

    private func keyElsewhere() throws -> String {
        let disks = (
            Surroundings.disk(of: try options.folder.path),
            Surroundings.disk(of: try options.keyPath)
        )
        guard let store = disks.0, let key = disks.1 else { return "not known yet" }
        guard store != key else {
            throw Warning(
                detail: """
                    key and store are on one disk: whoever takes it, or its backup, has both; \
                    keep the key on another device
                    """
            )
        }
        return "the key is on another disk than the store"
    }

    private func clock() throws -> String {
        let store = try options.openUnsigned(.reading)
        guard try store.entryCount > 0 else { return "no ledger entry yet" }
        let last = try store.recordedAt(entry: store.entryCount - 1)
        guard options.moment >= last else {
            throw Warning(
                detail: """
                    the clock is behind the last ledger entry (\(DutchTime.text(last))); \
                    set it right before anything is recorded
                    """
            )
        }
        return "after the last ledger entry"
    }

    private func coreDumps() throws -> String {
        guard ProcessProtection.holds else {
            throw Warning(detail: "this process could not turn its core dumps off")
        }
        guard ProcessProtection.inheritedCoreLimit == 0 else {
            throw Warning(
                detail: """
                    core dumps are on where spoor was started; spoor turns its own off; \
                    set 'ulimit -c 0' or LimitCORE=0 for the tools beside it
                    """
            )
        }
        return "off"
    }

    private func swap() throws -> String {
        let table = (try? String(contentsOfFile: "/proc/swaps", encoding: .utf8)) ?? ""
        let plain = Surroundings.plainSwap(in: table)
        guard plain.isEmpty else {
            throw Warning(
                detail: """
                    swap is on, not known to be encrypted: \(plain.joined(separator: ", ")); \
                    encrypt it or turn it off: memory with people in it may reach the disk
                    """
            )
        }
        return "off, or encrypted"
    }
}
