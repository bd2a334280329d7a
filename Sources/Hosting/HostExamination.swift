// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Printing
import Store
import Vault

/// Looks at settings, key, store, rights, clock, memory, fonts and disk, one check each: what an
/// operator asks before anything is recorded.
public struct HostExamination: Sendable {
    private let place: StorePlace
    /// Milliseconds since 1970-01-01 UTC.
    private let now: Int64
    private let timeIsGiven: Bool

    public init(_ place: StorePlace, now: Int64, timeIsGiven: Bool = false) {
        self.place = place
        self.now = now
        self.timeIsGiven = timeIsGiven
    }

    public func run() -> [HostCheck] {
        let settings = Settings.Key.allCases.compactMap { key in
            place.settings[key].map { value in
                HostCheck(
                    .setting(key),
                    .success(.setting(value, source: place.settings.source(of: key)))
                )
            }
        }
        return [check(.configuration) { .configuration(file: place.settings.file) }] + settings
            + [
                check(.storeNamed) { .storeNamed(try place.folder.path) },
                check(.officer) { .officer(try place.officer) },
                check(.key) { .keyOpens(fingerprint: try place.rootKey().fingerprint) },
                check(.store) {
                    let store = try open()
                    return .storeOpens(
                        origin: store.origin,
                        entries: try store.entryCount,
                        people: try store.peopleCount()
                    )
                },
                check(.rights) { try rights() },
                check(.keyElsewhere) { try keyElsewhere() },
                check(.clock) { try clock() },
                check(.coreDumps) { coreDumps() },
                check(.swap) {
                    let table = (try? String(contentsOfFile: "/proc/swaps", encoding: .utf8)) ?? ""
                    return .swap(notKnownToBeEncrypted: Surroundings.plainSwap(in: table))
                },
                check(.fonts) {
                    _ = try LetterFonts.load(folder: place.settings[.fonts] ?? LetterFonts.folder)
                    return .fontsFound
                },
                check(.disk) { try disk() },
            ]
    }

    private func check(_ name: HostCheck.Name, _ body: () throws -> HostFinding) -> HostCheck {
        HostCheck(name, Result { try body() })
    }

    private func open() throws -> Store { try place.open(.reading, timeIsGiven: timeIsGiven) }

    private func rights() throws -> HostFinding {
        let folder = try place.folder.path
        let names = ["spoor.sqlite", "spoor.sqlite-wal", "spoor.sqlite-shm", "access.log"]
        return .rights(
            openToOthers: Surroundings.openToOthers(
                [folder] + names.map { folder + "/" + $0 } + [place.keyPath]
            )
        )
    }

    private func keyElsewhere() throws -> HostFinding {
        guard let store = Surroundings.disk(of: try place.folder.path),
            let key = Surroundings.disk(of: place.keyPath)
        else { return .key(besideStore: nil) }
        return .key(besideStore: store == key)
    }

    private func clock() throws -> HostFinding {
        let store = try open()
        guard try store.entryCount > 0 else { return .clockWithoutEntry }
        let last = try store.recordedAt(entry: store.entryCount - 1)
        guard now >= last else { return .clockBehind(lastEntryAt: last) }
        return .clock(jumpsAt: try store.clockJumps().map(\.entry))
    }

    private func coreDumps() -> HostFinding {
        guard ProcessProtection.holds else { return .coreDumpsOn }
        return ProcessProtection.inheritedCoreLimit == 0
            ? .coreDumpsOff : .coreDumpsOnAround
    }

    private func disk() throws -> HostFinding {
        let values = try FileManager.default.attributesOfFileSystem(forPath: place.folder.path)
        let free = (values[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
        guard free > 1 << 30 else { throw HostingError.diskNearlyFull }
        return .disk(freeGiB: Int(free >> 30))
    }
}

/// One check, and what it found or why it could not be made.
public struct HostCheck: Sendable {
    public enum Name: Hashable, Sendable {
        case configuration
        case setting(Settings.Key)
        case storeNamed, officer, key, store, rights, keyElsewhere, clock
        case coreDumps, swap, fonts, disk
    }

    public enum Level: String, Sendable {
        case ok = "ok"
        /// It works, but something is not as it should be.
        case warning = "warning"
        case failed = "failed"
    }

    public let name: Name
    public let result: Result<HostFinding, any Error>

    public init(_ name: Name, _ result: Result<HostFinding, any Error>) {
        self.name = name
        self.result = result
    }

    public var level: Level {
        guard case .success(let finding) = result else { return .failed }
        return finding.needsALook ? .warning : .ok
    }
}

/// What a check found.
public enum HostFinding: Equatable, Sendable {
    /// The file that was read; nil when there is none.
    case configuration(file: String?)
    case setting(String, source: String)
    case storeNamed(String)
    case officer(String)
    case keyOpens(fingerprint: String)
    case storeOpens(origin: String, entries: Int, people: Int)
    /// On which others than the owner have a right.
    case rights(openToOthers: [Surroundings.WideRight])
    /// On one disk? Nil when that is not known.
    case key(besideStore: Bool?)
    /// After the last ledger entry; the entries whose clock had jumped.
    case clock(jumpsAt: [Int])
    case clockWithoutEntry
    /// Milliseconds since 1970-01-01 UTC.
    case clockBehind(lastEntryAt: Int64)
    case coreDumpsOff
    /// Of this process.
    case coreDumpsOn
    /// Of whatever else the same parent starts.
    case coreDumpsOnAround
    case swap(notKnownToBeEncrypted: [String])
    case fontsFound
    case disk(freeGiB: Int)

    /// Does it work, and yet something is not as it should be?
    public var needsALook: Bool {
        switch self {
        case .rights(let wide): !wide.isEmpty
        case .key(let besideStore): besideStore == true
        case .clockBehind, .coreDumpsOn, .coreDumpsOnAround: true
        case .swap(let plain): !plain.isEmpty
        default: false
        }
    }
}
