// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
public import Store
import SystemPackage

/// A file that waits to be taken in and lies sealed on the disk: its wrapped key, and then its pieces. Its name
/// is bound into each of them, so that no other file can be put in its place.
public struct SealedFile: Sendable {
    public let path: String
    /// Bytes of what is sealed.
    public let size: Int
    let seal: FileSeal

    private static let head = FileSeal.wrappedSize
    private static let sealedPiece = FileSeal.pieceSize + FileSeal.overhead

    /// Throws where nothing lies that this store sealed and that is whole in its length.
    public init(opening path: String, in store: Store) throws {
        self.path = path
        let file = try Self.open(path)
        defer { try? file.close() }
        let length = Int(try Self.telling(path) { try file.seek(offset: 0, from: .end) })
        let wrapped = try Self.read(file, path, from: 0, count: Self.head)
        let (whole, rest) = max(0, length - Self.head).quotientAndRemainder(
            dividingBy: Self.sealedPiece
        )
        guard whole > 0 || rest > FileSeal.overhead, rest == 0 || rest > FileSeal.overhead else {
            throw IngestionError.sealBroken(file: path)
        }
        size = whole * FileSeal.pieceSize + max(0, rest - FileSeal.overhead)
        do {
            seal = try store.identities.fileSeal(Self.name(of: path), wrapped: wrapped)
        } catch {
            throw IngestionError.sealBroken(file: path)
        }
    }

    /// What is kept beside the file, under its key; nil when it does not open.
    public func open(note: [UInt8]) -> [UInt8]? { try? seal.open(note: note) }

    public func seal(note: [UInt8]) throws -> [UInt8] { try seal.seal(note: note) }

    /// Destroys its key where it lies, and removes it. Nothing when it is not there.
    public static func destroy(_ path: String) {
        if let file = try? FileDescriptor.open(FilePath(path), .writeOnly, options: .closeOnExec) {
            let nothing = [UInt8](repeating: 0, count: head)
            _ = try? file.writeAll(toAbsoluteOffset: 0, nothing)
            fsync(file.rawValue)
            try? file.close()
        }
        unlink(path)
    }

    static func name(of path: String) -> String { URL(fileURLWithPath: path).lastPathComponent }

    fileprivate static func open(_ path: String) throws -> FileDescriptor {
        try telling(path) {
            try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec, .noFollow])
        }
    }

    fileprivate static func telling<Result>(_ path: String, _ body: () throws -> Result) throws
        -> Result
    {
        do {
            return try body()
        } catch let code as Errno {
            if code == .noSuchFileOrDirectory { throw IngestionError.notThere(file: path) }
            throw IngestionError.readingFailed(file: path, code: code.rawValue)
        }
    }

    /// So many bytes; throws when there are fewer.
    fileprivate static func read(
        _ file: FileDescriptor,
        _ path: String,
        from place: Int,
        count: Int
    ) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = try telling(path) {
                try bytes.withUnsafeMutableBytes {
                    try file.read(
                        fromAbsoluteOffset: Int64(place + filled),
                        into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...])
                    )
                }
            }
            guard got > 0 else { throw IngestionError.sealBroken(file: path) }
            filled += got
        }
        return bytes
    }
}

extension SealedFile {
    /// Opens one piece at a time, and keeps the last one.
    final class Reader {
        private let sealed: SealedFile
        private let file: FileDescriptor
        private var number = -1
        private var piece: [UInt8] = []

        init(_ sealed: SealedFile) throws {
            self.sealed = sealed
            file = try SealedFile.open(sealed.path)
        }

        deinit {
            // Nothing was written: there is nothing to lose.
            try? file.close()
        }

        /// Fills the buffer from a place on; returns how many bytes, 0 at the end.
        func read(into buffer: UnsafeMutableRawBufferPointer, at place: Int) throws -> Int {
            guard place < sealed.size, !buffer.isEmpty else { return 0 }
            try open(place / FileSeal.pieceSize)
            let rest = piece[(place % FileSeal.pieceSize)...].prefix(buffer.count)
            buffer.copyBytes(from: rest)
            return rest.count
        }

        private func open(_ wanted: Int) throws {
            guard wanted != number else { return }
            let last = (sealed.size - 1) / FileSeal.pieceSize
            let count = min(FileSeal.pieceSize, sealed.size - wanted * FileSeal.pieceSize)
            let bytes = try SealedFile.read(
                file,
                sealed.path,
                from: SealedFile.head + wanted * SealedFile.sealedPiece,
                count: count + FileSeal.overhead
            )
            do {
                piece = try sealed.seal.open(bytes, number: wanted, isLast: wanted == last)
            } catch {
                throw IngestionError.sealBroken(file: sealed.path)
            }
            number = wanted
        }
    }

    /// Seals what is written to it, in pieces; nothing of it lies on the disk in the clear.
    public final class Writer {
        private let file: FileDescriptor
        private let seal: FileSeal
        private var waiting: [UInt8] = []
        private var number = 0
        private var isOpen = true

        /// Of a file that does not exist yet, for its owner alone. `name`: the one that it will have, when it is
        /// another. Throws `Errno`.
        public init(creating path: String, named name: String? = nil, in store: Store) throws {
            seal = store.identities.newFileSeal(name ?? SealedFile.name(of: path))
            file = try FileDescriptor.open(
                FilePath(path),
                .writeOnly,
                options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: .ownerReadWrite
            )
            try file.writeAll(seal.wrapped)
        }

        deinit { close() }

        public func append(_ bytes: some Collection<UInt8>) throws {
            waiting += bytes
            var begin = 0
            // The last piece is sealed as such: so one is kept until more comes.
            while waiting.count - begin > FileSeal.pieceSize {
                try write(waiting[begin..<begin + FileSeal.pieceSize], isLast: false)
                begin += FileSeal.pieceSize
            }
            waiting.removeFirst(begin)
        }

        /// Seals the end, and returns when all of it is on the disk.
        public func finish() throws {
            try write(waiting[...], isLast: true)
            waiting = []
            guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
            close()
        }

        private func write(_ piece: ArraySlice<UInt8>, isLast: Bool) throws {
            try file.writeAll(seal.seal(piece, number: number, isLast: isLast))
            number += 1
        }

        private func close() {
            guard isOpen else { return }
            isOpen = false
            try? file.close()
        }
    }
}
