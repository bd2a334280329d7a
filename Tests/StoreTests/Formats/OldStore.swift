// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Incidents
import Store
import Testing
import Vault

/// The store of format 1 under Tests/Fixtures, unpacked into a folder that goes when the test ends:
/// made by the program as it was then, of sixty invented people, with two lists, four registers and a
/// wave whose printing held two.
final class OldStore {
    let folder: URL
    let root: RootKey
    private let unpacked: URL

    init() throws {
        unpacked = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-old-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: unpacked, withIntermediateDirectories: true)
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/tar")
        tar.arguments = [
            "-xzf", Self.fixture("store.tar.gz").path, "-C", unpacked.path, "--no-same-owner",
        ]
        try tar.run()
        tar.waitUntilExit()
        try #require(tar.terminationStatus == 0)
        folder = unpacked.appendingPathComponent("store")
        let key = try Data(contentsOf: unpacked.appendingPathComponent("key"))
        root = try #require(RootKey(bytes: key))
    }

    deinit { try? FileManager.default.removeItem(at: unpacked) }

    func open(_ mode: Store.Mode = .writing) throws -> Store {
        try Store(at: folder, root: root, mode: mode)
    }

    static func fixture(_ name: String) -> URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Fixtures/format1").appendingPathComponent(name)
    }

    /// The checkpoint that was kept elsewhere in the midst of its life.
    static func checkpoint() throws -> String {
        try String(contentsOf: fixture("checkpoint.txt"), encoding: .utf8)
    }

    /// A frozen version as the program showed it then.
    struct Version: Decodable {
        var name: String
        var version: Int
        var asOfEntries: Int
        var hash: String
        var pages: String
        var people: Int
        var records: Int
        var unresolved: Int
        var counts: [String: Int]
    }

    static func versions() throws -> [Version] {
        struct Document: Decodable { var items: [Version] }
        return try JSONDecoder().decode(
            Document.self,
            from: Data(contentsOf: fixture("registers.json"))
        ).items
    }

    /// What the program said of the laboratory.
    struct Exposure: Decodable {
        var people: Int
        var disclosures: Int
        var first: String
        var last: String
        var pastTerm: Int
        var peoplePerCategory: [String: Int]
        var peoplePerOrigin: [String: Int]
    }

    static func exposure() throws -> Exposure {
        struct Document: Decodable { var items: [Exposure] }
        let items = try JSONDecoder().decode(
            Document.self,
            from: Data(contentsOf: fixture("exposure.json"))
        ).items
        return try #require(items.first)
    }

    /// The frozen versions read and compute to what the program said of them then.
    static func expectTheSameRegisters(_ store: Store, for reason: AccessReason) throws {
        let incident = try store.incident("lab-2025")
        for version in try versions() {
            let kept = try store.registerVersion(number: version.version, of: incident)
            #expect(kept.hash == version.hash)
            #expect(kept.pages == version.pages)
            #expect(try store.load(kept).count == version.people)
            let computed = try store.computeRegister(of: incident, asOfEntries: version.asOfEntries)
            #expect(computed.register.count == version.people)
            #expect(computed.records == version.records)
            #expect(computed.unresolved == version.unresolved)
            let hash = try Store.hash(of: store.canonical(computed, for: reason))
            #expect(hash == version.hash, "\(version.name) as of \(version.asOfEntries) entries")
        }
    }
}
