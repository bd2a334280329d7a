// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc

/// What can be seen of the machine that the store and its key depend on.
public enum Surroundings {
    /// A path on which others than its owner have a right, and its mode in octal digits.
    public struct WideRight: Hashable, Sendable {
        public var path: String
        public var mode: String
    }

    /// The disk that a path is on; partitions of one disk count as one.
    static func disk(of path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let device = UInt64(status.st_dev)
        let major = (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF
        let minor = device & 0xFF | (device >> 12) & ~0xFF
        let place = "/sys/dev/block/\(major):\(minor)"
        guard access(place + "/partition", F_OK) == 0 else { return "\(major):\(minor)" }
        let parent = URL(fileURLWithPath: place).resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent("dev").path
        let name = try? String(contentsOfFile: parent, encoding: .utf8)
        return name.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
            ?? "\(major):\(minor)"
    }

    /// Those of the paths on which others than the owner have a right.
    static func openToOthers(_ paths: [String]) -> [WideRight] {
        paths.compactMap { path in
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { return nil }
            return WideRight(path: path, mode: String(status.st_mode & 0o7777, radix: 8))
        }
    }

    /// Swap areas of which nobody can tell that they are encrypted, out of `/proc/swaps`.
    ///
    /// Memory that is compressed (zram) never reaches a disk; dm-crypt names itself in its identifier.
    static func plainSwap(
        in table: String,
        identifier: (_ device: String) -> String? = deviceIdentifier
    ) -> [String] {
        table.split(separator: "\n").dropFirst().compactMap { line in
            guard let name = line.split(whereSeparator: \.isWhitespace).first.map(String.init)
            else { return nil }
            if name.hasPrefix("/dev/zram") { return nil }
            return identifier(name)?.hasPrefix("CRYPT-") == true ? nil : name
        }
    }

    static func deviceIdentifier(_ path: String) -> String? {
        let name = URL(fileURLWithPath: path).resolvingSymlinksInPath().lastPathComponent
        return try? String(contentsOfFile: "/sys/class/block/\(name)/dm/uuid", encoding: .utf8)
    }
}
