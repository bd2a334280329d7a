// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc

/// A file that an import was given, by its name or in a folder.
struct GivenFile: Sendable {
    var path: String
    /// It was not named itself: its content decides whether it is read.
    var isFromFolder: Bool
}

/// The files an import was given: files as they are, folders by all their files in order of name.
public enum InputFiles {
    /// What was found, and what is left out before it is opened.
    struct Listing {
        var files: [GivenFile] = []
        var remarks: [RemarkedFile] = []
    }

    static func list(_ paths: [String]) throws -> Listing {
        var listing = Listing()
        for path in paths {
            guard path != "-", kind(of: path) == S_IFDIR else {
                listing.files.append(GivenFile(path: path, isFromFolder: false))
                continue
            }
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
                throw IngestionError.folderNotAllowed(folder: path)
            }
            var found: [String] = []
            let before = listing.remarks.count
            look(at: names, in: path, behind: "", &found, &listing.remarks)
            if found.isEmpty, listing.remarks.count == before {
                throw IngestionError.folderHoldsNone(folder: path)
            }
            listing.files += found.sorted().map {
                GivenFile(path: path + "/" + $0, isFromFolder: true)
            }
        }
        return listing
    }

    private static func look(
        at names: [String],
        in folder: String,
        behind prefix: String,
        _ found: inout [String],
        _ remarks: inout [RemarkedFile]
    ) {
        for name in names.sorted() {
            let name = prefix + name
            let path = folder + "/" + name
            let isLink = kind(of: path, lstat) == S_IFLNK
            switch kind(of: path) {
            case S_IFREG: found.append(name)
            case nil: remarks.append(RemarkedFile(file: path, remark: .notThere))
            case S_IFDIR where isLink:
                remarks.append(RemarkedFile(file: path, remark: .linkToFolder))
            case S_IFDIR:
                guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
                    remarks.append(RemarkedFile(file: path, remark: .folderNotAllowed))
                    continue
                }
                look(at: names, in: folder, behind: name + "/", &found, &remarks)
            default: remarks.append(RemarkedFile(file: path, remark: .noFile))
            }
        }
    }

    /// File, folder or something else; nil when it is not there.
    private static func kind(
        of path: String,
        _ look: (UnsafePointer<CChar>, UnsafeMutablePointer<stat>) -> Int32 = { stat($0, $1) }
    ) -> mode_t? {
        var status = stat()
        return look(path, &status) == 0 ? status.st_mode & S_IFMT : nil
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
