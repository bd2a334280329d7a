// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc

/// The files an import was given: files as they are, folders by their files in order of name.
public enum InputFiles {
    static func list(_ paths: [String], endings: Set<String>) throws -> [String] {
        var files: [String] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard path != "-", FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            else {
                files.append(path)
                continue
            }
            guard isFolder.boolValue else {
                files.append(path)
                continue
            }
            let content: [String]
            do {
                content = try FileManager.default.subpathsOfDirectory(atPath: path)
            } catch {
                throw IngestionError.folderNotAllowed(folder: path)
            }
            let chosen = content.sorted().filter { name in
                let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
                return endings.contains { plain.lowercased().hasSuffix("." + $0) }
            }
            if chosen.isEmpty {
                throw IngestionError.folderHoldsNone(folder: path, endings: endings.sorted())
            }
            files += chosen.map { path + "/" + $0 }
        }
        return files
    }

    /// Bytes of all files together, for the progress line; nil when one of them has no size.
    static func size(of paths: [String]) -> Int? {
        paths.reduce(into: Int?(0)) { total, path in
            var status = stat()
            guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                return total = nil
            }
            total = total.map { $0 + Int(status.st_size) }
        }
    }

    /// What identifies a file for going on after an interruption: path, size and time of change; nil
    /// of a pipe, of which what was read is gone.
    static func identity(_ path: String, kind: String) -> [UInt8]? {
        var status = stat()
        guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        let full = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        return Array(
            "\(kind)|\(full)|\(status.st_size)|\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
                .utf8
        )
    }
}
