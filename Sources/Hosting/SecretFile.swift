// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SystemPackage

/// A file with a secret in words, such as that of a client of an identity provider: mode 0600.
public struct SecretFile: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    private static let longest = 4096

    /// At most 4096 bytes. Throws ``HostingError/secretFileOpenToOthers(_:)`` and
    /// ``HostingError/secretFileDoesNotRead(_:)``.
    public func read() throws -> String {
        guard
            let descriptor = try? FileDescriptor.open(
                path,
                .readOnly,
                options: [.closeOnExec, .nonBlocking]
            )
        else { throw HostingError.secretFileDoesNotRead(path) }
        return try descriptor.closeAfter {
            var status = stat()
            guard fstat(descriptor.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
                (1...Self.longest).contains(Int(status.st_size))
            else { throw HostingError.secretFileDoesNotRead(path) }
            guard status.st_mode & 0o077 == 0 else {
                throw HostingError.secretFileOpenToOthers(path)
            }
            var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
            let count = try bytes.withUnsafeMutableBytes { try descriptor.read(into: $0) }
            guard let text = String(validating: bytes[..<count], as: UTF8.self) else {
                throw HostingError.secretFileDoesNotRead(path)
            }
            return text
        }
    }
}
