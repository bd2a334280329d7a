// SPDX-License-Identifier: EUPL-1.2

import Casework
public import Hosting
import Incidents

// What the checks of a machine are called, and what they found, in words.

extension HostCheck.Name {
    /// As it stands in a table.
    public var words: String {
        switch self {
        case .configuration: "configuration"
        case .setting(let key): "  \(key.rawValue)"
        case .storeNamed: "store named"
        case .officer: "who acts"
        case .key: "key"
        case .store: "store opens"
        case .rights: "rights"
        case .keyElsewhere: "key elsewhere"
        case .clock: "clock"
        case .coreDumps: "core dumps"
        case .swap: "swap"
        case .fonts: "fonts"
        case .disk: "disk"
        }
    }
}

extension HostCheck {
    /// What was found, or why nothing could be.
    public var words: String {
        switch result {
        case .success(let finding): return finding.words
        case .failure(let error):
            let told = ToldFailure(about: error) ?? ToldFailure(.failed, "failed")
            return [told.sentence, told.help, told.command].filter { !$0.isEmpty }
                .joined(separator: "; ")
        }
    }
}

extension HostFinding {
    /// A sentence, with what to do where something is not as it should be.
    public var words: String {
        switch self {
        case .configuration(let file): file ?? "no file; flags and environment only"
        case .setting(let value, let source): "\(value) (from \(source))"
        case .storeNamed(let folder): folder
        case .officer(let name): name
        case .keyOpens(let fingerprint): "opens as \(fingerprint)"
        case .storeOpens(let origin, let entries, let people):
            "\(origin), \(entries) entries, \(people) people"
        case .rights(let wide) where wide.isEmpty:
            "folder, database, access log and key are for their owner only"
        case .rights(let wide):
            wide.map { "others have rights on \($0.path) (mode \($0.mode))" }
                .joined(separator: "; ") + "; chmod go= on each"
        case .key(besideStore: nil): "not known yet"
        case .key(besideStore: false?): "the key is on another disk than the store"
        case .key(besideStore: true?):
            """
            key and store are on one disk: whoever takes it, or its backup, has both; \
            keep the key on another device
            """
        case .clock(let jumps): "after the last ledger entry" + Self.words(ofJumps: jumps)
        case .clockWithoutEntry: "no ledger entry yet"
        case .clockBehind(let last):
            """
            the clock is behind the last ledger entry (\(Instant(milliseconds: last).local.text)); \
            set it right before anything is recorded
            """
        case .coreDumpsOff: "off"
        case .coreDumpsOn: "this process could not turn its core dumps off"
        case .coreDumpsOnAround:
            """
            core dumps are on where spoor was started; spoor turns its own off; \
            set 'ulimit -c 0' or LimitCORE=0 for the tools beside it
            """
        case .swap(let plain) where plain.isEmpty: "off, or encrypted"
        case .swap(let plain):
            """
            swap is on, not known to be encrypted: \(plain.joined(separator: ", ")); \
            encrypt it or turn it off: memory with people in it may reach the disk
            """
        case .fontsFound: "Noto Sans found"
        case .disk(let free): "\(free) GiB free"
        }
    }

    /// The ledger says so in its entries; the verifier tells of what kind they are.
    private static func words(ofJumps entries: [Int]) -> String {
        guard let first = entries.first, let last = entries.last else { return "" }
        guard entries.count > 1 else { return "; the clock jumped once, at entry \(first)" }
        return "; the clock jumped \(entries.count.grouped) times, first at entry \(first), "
            + "last at entry \(last)"
    }
}
