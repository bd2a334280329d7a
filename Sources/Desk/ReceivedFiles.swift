// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Ingestion
import Store

/// Files that somebody sent and that are not taken in yet: each sealed under a key of its own, in a folder of their
/// own within the store, with what was said of it so far (decision 0074).
///
/// The name that a file had is not kept: it may be of a person.
struct ReceivedFiles: Sendable {
    private let store: Store
    private let folder: URL
    /// What is said of a file is changed by one at a time.
    private let changing = NSRecursiveLock()

    init(in store: Store) {
        self.store = store
        folder = store.folder.appendingPathComponent("lists-received")
    }

    /// Seconds after it came.
    private static let isKept: TimeInterval = 86_400

    /// A new file to write to, and its mark. Throws when there is no room for it.
    func make() throws -> (mark: String, writer: SealedFile.Writer) {
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let mark = (0..<4).map { _ in
            let digits = String(UInt32.random(in: 0 ... .max), radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
        return (mark, try SealedFile.Writer(creating: path(mark), in: store))
    }

    func path(_ mark: String) -> String { folder.appendingPathComponent(mark).path }

    private func notePath(_ mark: String) -> String { path(mark) + ".note" }

    /// The file, to be read; nil of a mark that is none and of a file that is gone.
    func file(_ mark: String) -> SealedFile? {
        guard Self.isMark(mark) else { return nil }
        return try? SealedFile(opening: path(mark), in: store)
    }

    /// What was said of a file; nil of one that is gone, and of what is no such work.
    func work<Work: Decodable>(_ mark: String, as: Work.Type) -> Work? {
        // Not while the file is put in the place of another: then neither note is there.
        changing.withLock {
            guard let file = file(mark),
                let sealed = FileManager.default.contents(atPath: notePath(mark)),
                let note = file.open(note: [UInt8](sealed))
            else { return nil }
            return try? JSONDecoder().decode(Work.self, from: Data(note))
        }
    }

    static func isMark(_ text: String) -> Bool {
        text.utf8.count == 32 && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
    }

    /// Keeps what was said of a file, whole or not at all, under the file's key.
    func keep(_ work: some Encodable, of mark: String) throws {
        guard let file = file(mark) else { throw DeskRefusal.formUnreadable }
        let sealed = try file.seal(note: [UInt8](try JSONEncoder().encode(work)))
        let draft = notePath(mark) + ".new"
        guard
            FileManager.default.createFile(
                atPath: draft,
                contents: Data(sealed),
                attributes: [.posixPermissions: 0o600]
            ), rename(draft, notePath(mark)) == 0
        else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    /// Changes what was said of a file; nothing when it is gone.
    func change<Work: Codable>(
        _ mark: String,
        as: Work.Type,
        _ body: (inout Work) -> Void
    ) throws {
        try changing.withLock {
            guard var work = work(mark, as: Work.self) else { return }
            body(&work)
            try keep(work, of: mark)
        }
    }

    /// Destroys the key of a file and what was in it; what was said of it stays, under a key of its own.
    func empty(_ mark: String, keeping work: some Encodable) throws {
        try changing.withLock {
            let draft = path(mark) + ".new"
            unlink(draft)
            let writer = try SealedFile.Writer(creating: draft, named: mark, in: store)
            try writer.append([0])
            try writer.finish()
            SealedFile.destroy(path(mark))
            guard rename(draft, path(mark)) == 0 else {
                throw POSIXError(.init(rawValue: errno) ?? .EIO)
            }
            try keep(work, of: mark)
        }
    }

    /// Destroys the key of a file, and removes what is left of it.
    func remove(_ mark: String) {
        guard Self.isMark(mark) else { return }
        SealedFile.destroy(path(mark))
        unlink(notePath(mark))
    }

    /// The marks of all files, in one order.
    var marks: [String] { names.filter(Self.isMark).sorted() }

    private var names: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    }

    /// Removes files of which only a part came before the server stopped: of those nothing was said yet, and no form
    /// that is still to be done, of `forms`, names them.
    func removeCutOff(except forms: [String]) {
        for mark in marks where !FileManager.default.fileExists(atPath: notePath(mark)) {
            if !forms.contains(where: { $0.contains(mark) }) { remove(mark) }
        }
    }

    /// Removes what came more than a day ago and is not `kept`.
    func sweep(except kept: (String) -> Bool = { _ in false }) {
        for name in names {
            let path = folder.appendingPathComponent(name).path
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            guard let came = attributes?[.modificationDate] as? Date,
                -came.timeIntervalSinceNow > Self.isKept, !kept(String(name.prefix(32)))
            else { continue }
            if Self.isMark(name) { remove(name) } else { unlink(path) }
        }
    }
}
