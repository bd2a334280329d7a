// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Glibc
import Store
import Testing

@testable import Hosting

/// The checks of a machine are values: no door is needed to see them.
@Suite struct HostExaminationTests {
    private let folder: URL
    private let place: StorePlace

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-host-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        place = StorePlace(
            try Settings(
                flags: [
                    .store: folder.path + "/store", .keyFile: folder.path + "/key",
                    .by: "officer",
                ],
                environment: ["XDG_CONFIG_HOME": folder.path]
            )
        )
    }

    private static let now: Int64 = 1_754_481_600_000

    private func checks(at now: Int64 = now) -> [HostCheck.Name: HostCheck] {
        let checks = HostExamination(place, now: now, timeIsGiven: true).run()
        return Dictionary(checks.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    }

    private func finding(_ name: HostCheck.Name, at now: Int64 = now) throws -> HostFinding? {
        try checks(at: now)[name]?.result.get()
    }

    private func found(synthetic: Bool = true) throws {
        #expect(try KeyFile(path: place.keyPath).make())
        #expect(try !KeyFile(path: place.keyPath).make(), "never over another key")
        try Store.create(
            at: place.folder,
            root: place.rootKey(),
            synthetic: synthetic,
            organisation: "Stichting Proef"
        )
    }

    private func act(at time: Int64) throws {
        let store = try place.open(.writing, timeIsGiven: true)
        try store.add(
            party: .init(id: .init(rawValue: "lab\(time)"), name: "Lab"),
            role: .processor,
            from: 0,
            act: Act(by: "officer", at: time)
        )
    }

    @Test func `without a store every other check is made still, and says why not`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let checks = checks()
        #expect(checks[.key]?.level == .failed)
        #expect(checks[.store]?.level == .failed)
        #expect(checks[.officer]?.level == .ok)
        #expect(try finding(.setting(.by)) == .setting("officer", source: "--by"))
        #expect(throws: HostingError.noKeyFile(place.keyPath)) {
            try checks[.key]?.result.get()
        }
    }

    @Test func `a clock behind the ledger and clocks that jumped are told`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try found()
        #expect(try finding(.clock) == .clockWithoutEntry)
        try act(at: Self.now)
        #expect(try finding(.clock) == .clock(jumpsAt: []))
        #expect(try finding(.clock, at: Self.now - 1) == .clockBehind(lastEntryAt: Self.now))
        #expect(HostFinding.clockBehind(lastEntryAt: 0).needsALook)
        try act(at: Self.now - 86_400_000)
        let jumps = try place.open(.reading, timeIsGiven: true).clockJumps().map(\.entry)
        #expect(jumps.count == 1)
        #expect(try finding(.clock) == .clock(jumpsAt: jumps))
    }

    @Test func `rights of others and a key beside the store are told`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try found()
        #expect(try finding(.rights) == .rights(openToOthers: []))
        #expect(try finding(.keyElsewhere) == .key(besideStore: true))
        #expect(checks()[.keyElsewhere]?.level == .warning)
        let database = try place.folder.path + "/spoor.sqlite"
        chmod(database, 0o644)
        guard case .rights(let wide) = try finding(.rights) else {
            Issue.record("no rights were looked at")
            return
        }
        // What SQLite makes beside it gets the same mode.
        #expect(wide.contains(Surroundings.WideRight(path: database, mode: "644")))
        #expect(wide.allSatisfy { $0.path.hasPrefix(database) })
    }

    @Test func `a time is given to a synthetic store only`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try found(synthetic: false)
        #expect(throws: HostingError.timeGivenToRealStore) {
            try place.open(.reading, timeIsGiven: true)
        }
        #expect(throws: Never.self) { try place.open(.reading) }
    }

    @Test func `no store is one that was not named`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let nowhere = StorePlace(try Settings(flags: [:], environment: [:]))
        #expect(throws: HostingError.noStoreNamed) { try nowhere.open(.reading) }
    }
}
