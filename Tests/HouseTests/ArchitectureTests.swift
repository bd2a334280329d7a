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
        "CZlib", "CHarfBuzz", "COpenSSL", "CSQLite", "CProcess", "CArchive", "CXML2",
    ]

    /// Products of other packages that the picture tells of.
    private static let libraries: Set<String> = systemLibraries.union([
        "GRDB", "GRDBSQLite", "Crypto", "ArgumentParser", "Configuration", "Logging",
        "SystemPackage", "Algorithms", "DequeModule", "Hummingbird", "HummingbirdCore",
        "HummingbirdTLS", "HTTPTypes", "JWTKit", "AsyncHTTPClient", "NIOHTTP1", "NIOCore", "NIOSSL",
        "ServiceLifecycle", "UnixSignals",
    ])

    private func manifest() throws -> String {
        try String(contentsOf: root.appendingPathComponent("Package.swift"), encoding: .utf8)
    }

    /// Products of other packages by the names that the manifest gives them, with their packages.
    private static func products(in manifest: String) throws
        -> [String: (product: String, package: String)]
    {
        let form = try Regex(
            #"let (\w+): Target\.Dependency = \.product\(\s*name: "(\w+)",\s*package: "([^"]+)""#
        )
        return manifest.matches(of: form).reduce(into: [:]) { products, match in
            let parts = match.output.compactMap(\.substring).map(String.init)
            products[parts[1]] = (parts[2], parts[3])
        }
    }

    /// What the manifest lets each room import: `room("Name", ["Other", grdb])`.
    private func declared() throws -> [String: Set<String>] {
        let text = try manifest()
        let names = try Self.products(in: text).mapValues(\.product)
        let targets = try Regex(
            #"(?:\broom\(\s*|\.executableTarget\(\s*name: )"(\w+)"(?:,\s*(?:dependencies: )?\[([^\]]*)\])?"#
        )
        var rooms: [String: Set<String>] = [:]
        for match in text.matches(of: targets) {
            let parts = match.output.map { $0.substring.map(String.init) ?? "" }
            rooms[parts[1]] = Set(
                parts[2].split(separator: ",")
                    .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
                    .filter { !$0.isEmpty }
                    .map {
                        $0.hasPrefix("\"") ? String($0.dropFirst().dropLast()) : names[$0] ?? $0
                    }
            )
        }
        return rooms
    }

    /// A room can import no more than the manifest declares, so this is the picture that binds.
    @Test func `the manifest declares every arrow of the picture, and each room has an entry`()
        throws
    {
        let (rooms, declared) = (try picture(), try declared())
        #expect(Set(declared.keys) == Set(rooms.keys))
        for (room, arrows) in rooms {
            #expect(arrows.isSubset(of: declared[room] ?? []), "\(room)")
        }
        #expect(declared["Verification"]?.contains("Crypto") == true, "products are read")
        #expect(declared["spoor"]?.contains("Store") == true, "programs are read")
    }

    /// Packages whose products no room has.
    private static func unused(in manifest: String, by rooms: [String: Set<String>]) throws
        -> [String]
    {
        let used = rooms.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        let packages = try products(in: manifest).values.filter { used.contains($0.product) }
            .map(\.package)
        let form = try Regex(#"\.package\(url: "[^"]*/([^/"]+)""#)
        return manifest.matches(of: form).compactMap { $0.output[1].substring.map(String.init) }
            .filter { !packages.contains($0) }
    }

    /// A dependency is code that somebody else may change: it is declared where it is needed.
    @Test func `no product of another package is declared that nobody imports`() throws {
        let text = try manifest()
        let products = Set(try Self.products(in: text).values.map(\.product))
        let declared = try declared()
        for (room, arrows) in declared {
            let lent = arrows.intersection(products)
            #expect(try lent.isSubset(of: imports(of: room)), "\(room)")
        }
        #expect(try Self.unused(in: text, by: declared) == [])
        let spoilt = text.replacing(
            "dependencies: [",
            with:
                "dependencies: [\n.package(url: \"https://host/people/spare\", exact: \"1.0.0\"),",
            maxReplacements: 1
        )
        #expect(try Self.unused(in: spoilt, by: declared) == ["spare"], "one more would be seen")
    }

    @Test func `what the manifest declares only goes down too`() throws {
        let declared = try declared()
        var placed: Set<String> = []
        var rest = declared.mapValues { $0.intersection(declared.keys) }
        while !rest.isEmpty {
            let ready = rest.filter { $0.value.isSubset(of: placed) }.map(\.key)
            try #require(!ready.isEmpty, "a circle among \(rest.keys.sorted())")
            for room in ready {
                placed.insert(room)
                rest[room] = nil
            }
        }
        let ours = Set(try picture().keys)
        let verifier = declared["Verification"]?.intersection(ours) ?? []
        #expect(verifier.isSubset(of: ["Workers"]), "the verifier shares nothing with the writer")
        for engine in Self.engines {
            let arrows = declared[engine]?.intersection(ours) ?? []
            #expect(arrows.isSubset(of: Self.engines), "\(engine) is lent something impure")
        }
    }

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

    /// Engines and word rooms: no clock, file, random source, process, environment or thread.
    private static let engines = [
        "Custody", "HL7", "FHIR", "CSV", "Spreadsheet", "Ledger", "Intake", "Linkage", "Incidents",
        "Letters", "Forecast",
    ]

    private static let forbidden = [
        "Date()", "Date.now", "Clock.now", "clock_gettime", "time(nil)", "ContinuousClock",
        "SuspendingClock", "FileManager", "FileHandle", "fopen(", "contentsOfFile", "URLSession",
        "SystemRandomNumberGenerator", "getentropy", "arc4random", "ProcessInfo", "getenv",
        "import Glibc", "import GRDB", "import ArgumentParser", "import Dispatch", "DispatchQueue",
        "Thread", "Task {", "Task.detached", "import Synchronization", "import CSQLite", "usleep(",
        "sleep(", "import Workers",
    ]

    /// Drawing without a generator that was handed in: the argument list ends without `using:`.
    private static let draws = [".random(", ".randomElement(", ".shuffled(", ".shuffle("]

    /// What a text of Swift uses that no engine may; comments do not count.
    private static func misuses(in text: String) -> [String] {
        let code = text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//") }
            .joined(separator: "\n")
        let words = forbidden.filter(code.contains)
        let drawn = draws.filter { draw in
            code.ranges(of: draw).contains {
                !arguments(of: code, from: $0.upperBound).contains("using:")
            }
        }
        return words + drawn
    }

    /// Up to the bracket that closes the one before `start`.
    private static func arguments(of code: String, from start: String.Index) -> Substring {
        var depth = 1
        let end = code[start...].firstIndex { sign in
            if sign == "(" { depth += 1 }
            if sign == ")" { depth -= 1 }
            return depth == 0
        }
        return code[start..<(end ?? code.endIndex)]
    }

    @Test(arguments: engines)
    func `an engine touches no clock, file, thread or random source`(room: String) throws {
        let files = try swiftFiles(in: "Sources/\(room)")
        #expect(!files.isEmpty)
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(Self.misuses(in: text) == [], "\(file.lastPathComponent)")
        }
    }

    /// In a real source of each engine, each forbidden word is seen.
    @Test(arguments: engines)
    func `a forbidden word in an engine would be seen`(room: String) throws {
        let file = try #require(
            try swiftFiles(in: "Sources/\(room)").sorted { $0.path < $1.path }.first
        )
        let text = try String(contentsOf: file, encoding: .utf8)
        for word in Self.forbidden {
            let spoilt = text + "\nprivate func spoilt() { let _ = \(word) }\n"
            #expect(Self.misuses(in: spoilt).contains(word), "\(word)")
        }
        for draw in Self.draws {
            let spoilt = text + "\nlet spoilt = Int\(draw)in: (0..<9))\n"
            #expect(Self.misuses(in: spoilt).contains(draw), "\(draw)")
            let handedIn = text + "\nlet fine = Int\(draw)in: (0..<9), using: &dice)\n"
            #expect(!Self.misuses(in: handedIn).contains(draw), "\(draw)")
        }
        #expect(Self.misuses(in: text + "\n// Date() in a remark is none.\n") == [])
    }

    /// Rooms that do have clocks, files and threads: the words are those that real code uses.
    @Test func `rooms that are no engines do use forbidden words`() throws {
        var seen: Set<String> = []
        for room in ["Store", "Verification", "Hosting", "Workers"] {
            for file in try swiftFiles(in: "Sources/\(room)") {
                seen.formUnion(Self.misuses(in: try String(contentsOf: file, encoding: .utf8)))
            }
        }
        for word in ["FileManager", "import GRDB", "import Glibc", "ProcessInfo"] {
            #expect(seen.contains(word), "\(word)")
        }
    }

    /// A control is a mistake made on purpose: a program for use holds none.
    @Test func `controls are compiled into debug builds only, and each source says so`() throws {
        let manifest = try String(
            contentsOf: root.appendingPathComponent("Package.swift"),
            encoding: .utf8
        )
        #expect(
            manifest.contains(#".define("SPOOR_CONTROLS", .when(configuration: .debug))"#)
        )
        for file in try swiftFiles(in: "Sources") {
            let lines = try String(contentsOf: file, encoding: .utf8)
                .split(separator: "\n", omittingEmptySubsequences: false)
            var inside = 0
            for line in lines {
                let word = line.trimmingCharacters(in: .whitespaces)
                if word.hasPrefix("#if") {
                    inside = word.hasPrefix("#if SPOOR_CONTROL") || inside > 0 ? inside + 1 : 0
                }
                if line.contains("SPOOR_CONTROL\"") || line.contains("Control.isOn(") {
                    #expect(inside > 0, "\(file.lastPathComponent): \(word)")
                }
                if word == "#endif", inside > 0 { inside -= 1 }
            }
        }
    }

    @Test func `SQL stands in the Store, with identities and accounts, and in the verifier only`()
        throws
    {
        let folders = try picture().keys.filter {
            !["Store", "Identities", "Accounts", "Database", "Verification"].contains($0)
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

    /// What stands in a file of somebody, a store or an answer is written out where it is declared: a
    /// case or a property may be called otherwise without a change of what is read and written.
    @Test func `codes and keys are written out, never taken from a name in Swift`() throws {
        let rooms = try picture().keys.filter {
            !["spoor", "cases", "bench", "Exercise", "Verification"].contains($0)
        }
        for room in rooms {
            for file in try swiftFiles(in: "Sources/\(room)") {
                let text = try String(contentsOf: file, encoding: .utf8)
                #expect(
                    Self.codesTakenFromNames(in: text) == [],
                    "\(file.lastPathComponent)"
                )
            }
        }
        #expect(
            Self.codesTakenFromNames(in: "enum Code: String, CaseIterable {\n    case one, two\n}")
                == ["case one, two"]
        )
        #expect(
            Self.codesTakenFromNames(in: "enum Code: String {\n    case one = \"one\"\n}") == []
        )
    }

    /// Cases of enumerations over texts that have no text of their own.
    private static func codesTakenFromNames(in text: String) -> [String] {
        var found: [String] = []
        var end: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let indent = line.prefix { $0 == " " }
            let words = line.dropFirst(indent.count)
            if let close = end {
                if line.hasPrefix(close) { end = nil }
                if words.hasPrefix("case "), indent.count == close.count + 3, !words.contains("=") {
                    found.append(String(words))
                }
            } else if words.contains(/\benum \w+: String\b/) {
                end = indent + "}"
            }
        }
        return found
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

    /// The use cases of a room: structs that run on a store.
    private func useCases(of room: String) throws -> [String] {
        try swiftFiles(in: "Sources/\(room)").flatMap { file in
            let text = try String(contentsOf: file, encoding: .utf8)
            return text.components(separatedBy: "\npublic struct ").dropFirst().compactMap { part in
                part.contains("public func run(") ? String(part.prefix { $0.isLetter }) : nil
            }
        }
    }

    /// So that another door may rely on it: a test that starts a process proves the command line.
    @Test(arguments: ["Casework", "Ingestion", "Printing"])
    func `each use case is called by a test without a process`(room: String) throws {
        let tests = try swiftFiles(in: "Tests/\(room)Tests").map {
            try String(contentsOf: $0, encoding: .utf8)
        }
        let cases = try useCases(of: room)
        #expect(cases.count >= ["Casework": 25, "Ingestion": 7, "Printing": 2][room] ?? 0)
        for name in cases {
            #expect(tests.contains { $0.contains("\(name)(") }, "\(name) of \(room)")
        }
        // `pdftotext` reads what was printed: it is no door of ours.
        #expect(
            tests.allSatisfy { !$0.contains("Process()") || $0.contains("/usr/bin/pdftotext") }
        )
    }
}
