// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

/// A server in a folder of its own, under a user that is not root, for one test.
struct PostgreSQLServer {
    private static let programs = "/usr/lib/postgresql/15/bin"

    static var isThere: Bool {
        FileManager.default.isExecutableFile(atPath: programs + "/initdb")
    }

    /// CI asks for it, so that no run passes there for want of a server.
    static var isRequired: Bool {
        ProcessInfo.processInfo.environment["SPOOR_POSTGRESQL"] == "1"
    }

    private let folder: String
    private let user: String?

    init() throws {
        folder = "/tmp/spoor-postgresql-\(UUID().uuidString)"
        user = getuid() == 0 ? "nobody" : nil
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o777]
        )
        chmod(folder, 0o777)
        try need(
            """
            \(Self.programs)/initdb -D \(folder)/data -U spoor --auth=trust -E UTF8 --locale=C.UTF-8 \
            && \(Self.programs)/pg_ctl -D \(folder)/data -l \(folder)/log -w \
            -o "-c listen_addresses= -c unix_socket_directories=\(folder)" start
            """
        )
    }

    func stop() {
        _ = try? shell("\(Self.programs)/pg_ctl -D \(folder)/data -m immediate stop", "")
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// What it has to say: nothing when all went well.
    func run(_ sql: String) throws -> String {
        try shell("\(Self.programs)/psql -h \(folder) -U spoor -d postgres -q -t -X", sql).said
    }

    private func need(_ command: String) throws {
        let (status, said) = try shell(command, "")
        try #require(status == 0, "\(said)")
    }

    private func shell(_ command: String, _ input: String) throws -> (status: Int32, said: String) {
        let process = Process()
        let line = user.map { "su -s /bin/sh \($0) -c '\(command)'" } ?? command
        // A server that goes on must not hold what this process waits for the end of.
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = [
            "-c", "for file in {3..255}; do eval \"exec $file>&-\"; done; " + line,
        ]
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        let (given, heard) = (Pipe(), folder + "/said")
        _ = FileManager.default.createFile(atPath: heard, contents: nil)
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: heard))
        process.standardInput = given
        process.standardOutput = output
        process.standardError = output
        try process.run()
        given.fileHandleForWriting.write(Data(input.utf8))
        try given.fileHandleForWriting.close()
        process.waitUntilExit()
        return (process.terminationStatus, try String(contentsOfFile: heard, encoding: .utf8))
    }
}
