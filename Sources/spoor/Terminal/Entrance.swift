// SPDX-License-Identifier: EUPL-1.2

import Admission
import ArgumentParser
import Foundation
import Hosting
import Store
import Synchronization

/// Which command runs, and who was let in to it: once for a process.
enum Entrance {
    private struct State {
        var command = ""
        /// The gate's answer; nil until it was asked.
        var answer: Admitted??
        /// The name that was given was taken before the gate could be asked: the store did not open then.
        var isAssumed = false
    }

    private static let state = Mutex(State())

    static func begin(_ command: any ParsableCommand.Type) {
        let name = names.first { $0.type == command }?.name ?? ""
        state.withLock { $0.command = name }
    }

    static var answer: Admitted?? { state.withLock { $0.answer } }

    static func assume() { state.withLock { $0.isAssumed = true } }

    /// Asks the gate, with a store that is open. Throws `AdmissionError`.
    @discardableResult
    static func ask(_ gate: Gate, in store: Store) throws -> Admitted? {
        let (command, isAssumed) = state.withLock { ($0.command, $0.isAssumed) }
        let admitted = try gate.admit(to: command, in: store)
        guard admitted == nil || !isAssumed else { throw AdmissionError.storeUpgraded }
        state.withLock { $0.answer = .some(admitted) }
        return admitted
    }

    /// Every command that does something, by its words.
    static var names: [(name: String, type: any ParsableCommand.Type)] {
        leaves(of: Spoor.self, "")
    }

    private static func leaves(
        of command: any ParsableCommand.Type,
        _ name: String
    ) -> [(name: String, type: any ParsableCommand.Type)] {
        let inner = command.configuration.subcommands
        guard !inner.isEmpty else { return [(name, command)] }
        return inner.flatMap { next in
            leaves(
                of: next,
                name + (name.isEmpty ? "" : " ") + (next.configuration.commandName ?? "")
            )
        }
    }
}

extension StoreOptions {
    var gate: Gate {
        get throws {
            Gate(
                place: try place,
                environment: ProcessInfo.processInfo.environment,
                now: Int64(Date().timeIntervalSince1970 * 1000)
            )
        }
    }

    /// Who signed in; nil where nobody need to.
    func admitted() throws -> Admitted? {
        if let answer = Entrance.answer { return answer }
        // Why a store does not open is told by the command itself.
        guard try isThere, let store = try? place.open(.reading, timeIsGiven: now != nil) else {
            Entrance.assume()
            return nil
        }
        return try Entrance.ask(try gate, in: store)
    }
}
