// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Hosting
import Terminal
import Wording

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "Checks configuration, key, store, rights, clock, fonts and disk; says what to do."
    )

    @OptionGroup var options: StoreOptions

    private struct Item: Encodable {
        var name: String
        var level: String
        var ok: Bool
        var detail: String

        init(_ check: HostCheck) {
            name = check.name.words
            level = check.level.rawValue
            ok = check.level == .ok
            detail = check.words
        }
    }

    func run() throws {
        let checks = checks()
        try options.answer("spoor/doctor/1", items: checks.map(Item.init)) { output in
            let words: [HostCheck.Level: String] = [
                .ok: "ok", .warning: "LOOK", .failed: "NOT OK",
            ]
            output.table(
                ["check", "", "detail"],
                checks.map { [$0.name.words, words[$0.level] ?? "", $0.words] }
            )
        }
        if checks.contains(where: { $0.level != .ok }) { throw ExitStatus.look.code }
    }

    private func checks() -> [HostCheck] {
        do {
            return HostExamination(
                try options.place,
                now: options.moment,
                timeIsGiven: options.now != nil
            ).run()
        } catch {
            return [HostCheck(.configuration, .failure(error))]
        }
    }
}
