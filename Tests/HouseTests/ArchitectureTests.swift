// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

/// The package as declared, read once by `swift package describe`'s source: the manifest itself.
private let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

@Suite struct ArchitectureTests {
    /// The picture in `ARCHITECTURE.md`: `Room: what it may import`.
    private func picture() throws -> [String: Set<String>] {
        let text = try String(
            contentsOf: root.appendingPathComponent("ARCHITECTURE.md"),
            encoding: .utf8
        )
        let block = try #require(text.components(separatedBy: "```rooms\n").dropFirst().first)
        let lines = try #require(block.components(separatedBy: "```").first)
        var rooms: [String: Set<String>] = [:]
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            rooms[parts[0].trimmingCharacters(in: .whitespaces)] = Set(
                (parts.count > 1 ? parts[1] : "").split(separator: " ").map(String.init)
                    .filter { $0 != "-" }
            )
        }
        return rooms
    }

    /// What every room really imports, out of its sources.
    private func imports(of room: String) throws -> Set<String> {
        var found: Set<String> = []
        for file in try swiftFiles(in: "Sources/\(room)") {
            let text = try String(contentsOf: file, encoding: .utf8)
            for line in text.split(separator: "\n") {
                let words = line.split(separator: " ")
                if words.first == "import", words.count > 1 {
                    found.insert(String(words[1]))
                } else if words.count > 2, words[1] == "import",
                    ["public", "internal", "package", "private", "@testable"].contains(words[0])
                {
                    found.insert(String(words[2]))
                }
            }
        }
        return found
    }

    private func swiftFiles(in folder: String) throws -> [URL] {
        let base = root.appendingPathComponent(folder)
        let names = try FileManager.default.subpathsOfDirectory(atPath: base.path)
        return names.filter { $0.hasSuffix(".swift") }.map(base.appendingPathComponent)
    }

    @Test func `every room imports exactly what the picture in ARCHITECTURE allows`() throws {
        let rooms = try picture()
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: root.appendingPathComponent("Sources").path
        ).filter { !Self.systemLibraries.contains($0) }
        #expect(Set(folders) == Set(rooms.keys), "the picture names every room and no other")
        for (room, allowed) in rooms {
            let ours = try imports(of: room).intersection(Set(rooms.keys).union(Self.libraries))
            #expect(ours == allowed, "\(room)")
        }
    }

    /// Folders that only name a library of the system.
    private static let systemLibraries: Set<String> = [
        "CZlib", "CHarfBuzz", "COpenSSL", "CSQLite", "CProcess",
    ]

    private static let libraries: Set<String> = systemLibraries.union([
        "GRDB", "GRDBSQLite", "Crypto", "ArgumentParser",
    ])

    @Test func `arrows in the picture only go down`() throws {
        let rooms = try picture()
        var placed: Set<String> = Self.libraries
        var rest = rooms
        while !rest.isEmpty {
            let ready = rest.filter { $0.value.isSubset(of: placed) }.map(\.key)
            try #require(!ready.isEmpty, "a circle among \(rest.keys.sorted())")
            for room in ready {
                placed.insert(room)
                rest[room] = nil
            }
        }
    }

    /// Engines and word rooms: no clock, no file, no random source, no process, no environment.
    private static let forbidden = [
        "Date()", "Date.now", "Clock.now", "clock_gettime", "time(nil)", "ContinuousClock",
        "SuspendingClock", "FileManager", "FileHandle", "fopen(", "contentsOfFile", "URLSession",
        "SystemRandomNumberGenerator", "getentropy", "arc4random", "ProcessInfo", "getenv",
        "import Glibc", "import GRDB", "import ArgumentParser",
    ]

    @Test(arguments: [
        "Custody", "HL7", "FHIR", "CSV", "Ledger", "Intake", "Linkage", "Incidents", "Letters",
    ])
    func `an engine touches no clock, file or random source`(room: String) throws {
        let files = try swiftFiles(in: "Sources/\(room)")
        #expect(!files.isEmpty)
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            let code = text.split(separator: "\n", omittingEmptySubsequences: false)
                .filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//") }
                .joined(separator: "\n")
            for word in Self.forbidden {
                #expect(!code.contains(word), "\(file.lastPathComponent) uses \(word)")
            }
        }
    }

    @Test func `a forbidden word would be seen`() {
        #expect(Self.forbidden.contains { "let now = Date()".contains($0) })
    }

    @Test func `SQL stands in the Store and in the verifier only`() throws {
        let folders = try picture().keys.filter {
            !["Database", "Identities", "Store", "Verification"].contains($0)
        }
        for room in folders {
            #expect(try !imports(of: room).contains("GRDB"), "\(room)")
            for file in try swiftFiles(in: "Sources/\(room)") {
                let text = try String(contentsOf: file, encoding: .utf8)
                for word in ["SELECT ", "INSERT INTO", "DELETE FROM", "CREATE TABLE"] {
                    #expect(!text.contains(word), "\(file.lastPathComponent) holds SQL")
                }
            }
        }
    }

    @Test func `the verifier shares no room with the writer`() throws {
        #expect(
            try imports(of: "Verification").isDisjoint(with: [
                "Ledger", "Store", "Vault", "Custody",
            ])
        )
    }

    @Test func `every source file carries the licence line`() throws {
        for file in try swiftFiles(in: "Sources") + swiftFiles(in: "Tests") {
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(
                text.hasPrefix("// SPDX-License-Identifier: EUPL-1.2\n"),
                "\(file.lastPathComponent)"
            )
        }
    }

    @Test func `the papers name every room`() throws {
        let architecture = try String(
            contentsOf: root.appendingPathComponent("ARCHITECTURE.md"),
            encoding: .utf8
        )
        for room in try picture().keys {
            #expect(architecture.contains("**\(room)**"), "\(room) has no paragraph")
        }
    }
}
