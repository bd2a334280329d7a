// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Custody
import Foundation
import Glibc
import Hosting

/// What keeps somebody signed in on this machine: a file of their own for each store, mode 0600.
struct SessionFile {
    struct Content: Codable {
        /// The secret of the session; the store keeps its digest. Nil: signed out.
        var session: String?
        /// Of this machine, so that who guesses elsewhere keeps nobody out here.
        var device: String?
    }

    let path: String

    /// `folder`: the user's own for configuration. `origin`: the store's.
    init(in folder: String, origin: String) {
        let name = Hexadecimal.text(SHA256.hash(data: Data(origin.utf8)).prefix(8))
        path = "\(folder)/spoor/sessions/\(name).json"
    }

    /// Nothing of a file that is not there or does not read. Throws for one that others may read.
    func read() throws -> Content {
        guard access(path, F_OK) == 0 else { return Content() }
        let text = try SecretFile(path: path).read()
        return (try? JSONDecoder().decode(Content.self, from: Data(text.utf8))) ?? Content()
    }

    func write(_ content: Content) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let file = try PrivateFile(path: path, replaces: true)
        try file.write(Array(try JSONEncoder().encode(content)))
        try file.close()
    }
}
