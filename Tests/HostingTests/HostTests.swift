// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Logging
import Store
import SystemPackage
import Testing
import Vault

@testable import Hosting

/// What a door keeps from others: part files, keys, logs, rights.
@Suite struct HostTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-door-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    private var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }

    @Test func `a file that is not closed leaves nothing, and one that is stands whole`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            let file = try PrivateFile(path: path("letters"))
            try file.write("somebody")
            #expect(names == [".letters.spoor-part"])
        }
        #expect(names.isEmpty)
        let file = try PrivateFile(path: path("letters"))
        try file.write(String(repeating: "x", count: 3 << 20))
        try file.close()
        #expect(names == ["letters"])
        #expect(try Data(contentsOf: URL(fileURLWithPath: path("letters"))).count == 3 << 20)
        var status = stat()
        #expect(stat(path("letters"), &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test func `a folder that is not there is told, and leaves no part`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(throws: HostingError.self) { try PrivateFile(path: path("none/letters")) }
        #expect(names.isEmpty)
    }

    @Test func `another file under the name stays as it is`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path("letters")))
        let file = try PrivateFile(path: path("letters"))
        try file.write("theirs")
        #expect(throws: HostingError.self) { try file.close() }
        #expect(try String(contentsOfFile: path("letters"), encoding: .utf8) == "mine")
        #expect(names == ["letters"])
    }

    @Test(arguments: [0o600, 0o400])
    func `a key of its owner is read`(mode: Int) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data((0..<32).map { UInt8($0) }).write(to: URL(fileURLWithPath: path("key")))
        chmod(path("key"), mode_t(mode))
        let store = folder.appendingPathComponent("store")
        #expect(try KeyFile(path: path("key")).read(outside: store).fingerprint.count == 8)
    }

    @Test(arguments: [(31, 0o600), (33, 0o600), (0, 0o600), (32, 0o640), (32, 0o604)])
    func `a key of another length, or that others read, is refused`(length: Int, mode: Int) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(repeating: 7, count: length).write(to: URL(fileURLWithPath: path("key")))
        chmod(path("key"), mode_t(mode))
        #expect(throws: HostingError.self) {
            try KeyFile(path: path("key")).read(outside: folder.appendingPathComponent("store"))
        }
    }

    @Test func `a key inside the store is refused, also by a link`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(repeating: 7, count: 32).write(to: URL(fileURLWithPath: path("key")))
        chmod(path("key"), 0o600)
        #expect(throws: HostingError.self) {
            try KeyFile(path: path("key")).read(outside: folder)
        }
        let link = folder.path + "-link"
        defer { unlink(link) }
        symlink(path("key"), link)
        #expect(throws: HostingError.self) { try KeyFile(path: link).read(outside: folder) }
    }

    @Test func `rights of others are seen on files and folders`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data().write(to: URL(fileURLWithPath: path("store")))
        chmod(path("store"), 0o600)
        #expect(Surroundings.openToOthers([folder.path, path("store"), path("none")]).isEmpty)
        chmod(path("store"), 0o666)
        chmod(folder.path, 0o777)
        let wide = Surroundings.openToOthers([folder.path, path("store")])
        #expect(wide.map(\.mode) == ["777", "666"])
    }

    @Test func `two files of one folder are on one disk, those of proc are not`() {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(Surroundings.disk(of: folder.path) == Surroundings.disk(of: folder.path + "/."))
        #expect(Surroundings.disk(of: folder.path) != Surroundings.disk(of: "/proc"))
        #expect(Surroundings.disk(of: path("none")) == nil)
    }

    @Test func `swap counts as encrypted only when it is known to be`() {
        let table = """
            Filename Type Size Used Priority
            /dev/dm-1 partition 8 0 -2
            /dev/zram0 partition 8 0 100
            /dev/dm-2 partition 8 0 -3
            /swapfile file 8 0 -4
            """
        let plain = Surroundings.plainSwap(in: table) { device in
            ["/dev/dm-1": "CRYPT-PLAIN-swap", "/dev/dm-2": "LVM-x"][device]
        }
        #expect(plain == ["/dev/dm-2", "/swapfile"])
        #expect(Surroundings.plainSwap(in: "Filename Type\n").isEmpty)
    }

    @Test func `a line of the log is JSON, with what is hidden made visible`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let descriptor = try FileDescriptor.open(
            path("log"),
            .writeOnly,
            options: [.create, .append],
            permissions: .ownerReadWrite
        )
        let log = Logger(label: "test") { _ in
            JSONLineLog(descriptor: descriptor, logLevel: .info, now: { 0 })
        }
        log.info("store opened", metadata: ["name": "a\u{1B}[31m\u{9B}\u{202E}\nb", "ms": "12"])
        log.debug("not asked for")
        try descriptor.close()
        let text = try String(contentsOfFile: path("log"), encoding: .utf8)
        #expect(text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
        let lines = text.split(separator: "\n")
        #expect(lines.count == 1)
        let line = try JSONDecoder().decode([String: String].self, from: Data(lines[0].utf8))
        #expect(line["name"] == "a\u{1B}[31m\u{9B}\u{202E}\nb", "it means the same")
        #expect(line["time"] == "1970-01-01T00:00:00.000Z")
        #expect(line["level"] == "info")
    }
}
