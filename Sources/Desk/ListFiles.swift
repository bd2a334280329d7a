// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Ingestion

/// Lists that somebody sent and that are not taken in yet: files that only the owner of the store can read,
/// in a folder of their own within it.
///
/// The name that a file had is not kept: it may be of a person.
struct ListFiles: Sendable {
    private let folder: URL

    /// A list and what was said of it so far.
    struct Work: Codable, Sendable {
        /// Reference of the incident.
        var incident: String
        /// Of who sent it, and alone sees it.
        var account: String
        var sheet: String?
        var columns: [ListColumns.Column] = []
        /// Of the statement.
        var name = ""
        var source = ""
        /// As it was typed.
        var happened = ""
        /// A code.
        var certainty = ""
        /// What a trial found, in numbers.
        var trial: Trial?
        /// How many trials were made: what is added names the one that its page showed.
        var trials = 0
    }

    struct Trial: Codable, Sendable {
        var records: Int
        var linked: Int
        var people: Int
        var unresolvedBecause: [String: Int]
        var setAside: [String: Int]
        /// Rows that were read as Windows-1252, by guess.
        var guessedRows: Int
        /// Of what is said of the file.
        var remarks: [String]
    }

    init(in store: URL) { folder = store.appendingPathComponent("lists-received") }

    /// Seconds after it came.
    private static let isKept: TimeInterval = 86_400
    /// Bytes.
    static let largest = 256 * 1024 * 1024

    /// A new file to write to, and its mark. Throws when there is no room for it.
    func make() throws -> (mark: String, handle: FileHandle) {
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let mark = (0..<4).map { _ in
            let digits = String(UInt32.random(in: 0 ... .max), radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
        let descriptor = open(path(mark), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        return (mark, FileHandle(fileDescriptor: descriptor, closeOnDealloc: true))
    }

    func path(_ mark: String) -> String { folder.appendingPathComponent(mark).path }

    private func workPath(_ mark: String) -> String { path(mark) + ".json" }

    /// Of a mapping, while it is read.
    func mappingPath(_ mark: String) -> String { path(mark) + ".map" }

    /// Nil of a mark that is none, of a file that is gone, and of another person's.
    func work(_ mark: String, incident: String, account: String) -> Work? {
        guard Self.isMark(mark), FileManager.default.fileExists(atPath: path(mark)),
            let data = FileManager.default.contents(atPath: workPath(mark)),
            let work = try? JSONDecoder().decode(Work.self, from: data),
            work.incident == incident, work.account == account
        else { return nil }
        return work
    }

    static func isMark(_ text: String) -> Bool {
        text.utf8.count == 32 && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
    }

    func exists(_ mark: String) -> Bool {
        Self.isMark(mark) && FileManager.default.fileExists(atPath: path(mark))
    }

    func keep(_ work: Work, of mark: String) throws {
        try write(try JSONEncoder().encode(work), to: workPath(mark))
    }

    func keep(mapping: String, of mark: String) throws {
        try write(Data(mapping.utf8), to: mappingPath(mark))
    }

    /// Whole or not at all, for its owner alone.
    private func write(_ data: Data, to path: String) throws {
        let draft = path + ".new"
        guard
            FileManager.default.createFile(
                atPath: draft,
                contents: data,
                attributes: [.posixPermissions: 0o600]
            ), rename(draft, path) == 0
        else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    func remove(_ mark: String) {
        guard Self.isMark(mark) else { return }
        for path in [path(mark), workPath(mark), mappingPath(mark)] { unlink(path) }
    }

    /// The marks of lists of that incident and that person.
    func waiting(incident: String, account: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter {
            work($0, incident: incident, account: account) != nil
        }.sorted()
    }

    /// Removes what came more than a day ago.
    func sweep() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names {
            let path = folder.appendingPathComponent(name).path
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            guard let came = attributes?[.modificationDate] as? Date else { continue }
            if -came.timeIntervalSinceNow > Self.isKept { unlink(path) }
        }
    }
}
