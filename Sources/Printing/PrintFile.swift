// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Custody
import Foundation
import Glibc
import Store
import SystemPackage

/// A file for the printer, on its way to the disk and hashed as it goes: its letters are in memory
/// only for a moment. Readable by its owner only; one that is not closed leaves nothing behind.
final class PrintFile {
    private let url: URL
    private let part: FilePath
    private var descriptor: FileDescriptor?
    private var hash = SHA256()
    private var buffer: [UInt8] = []

    private static let partEnding = ".spoor-part"
    private static let bufferBytes = 1 << 20

    init(_ name: String, in folder: URL) throws {
        url = folder.appendingPathComponent(name)
        part = FilePath(folder.appendingPathComponent(".\(name)\(Self.partEnding)").path)
        unlink(part.string)
        do {
            descriptor = try FileDescriptor.open(
                part,
                .writeOnly,
                options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: [.ownerRead, .ownerWrite]
            )
        } catch { throw failure(error) }
    }

    deinit {
        guard let descriptor else { return }
        // Its letters are not to be kept: nothing depends on how it closes.
        try? descriptor.close()
        unlink(part.string)
    }

    /// Removes what a run that was killed has left of files of a wave.
    static func removeParts(of wave: String, in folder: URL) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        for name in names where name.hasSuffix(partEnding) {
            guard name.hasPrefix(".\(wave)-") || name.hasPrefix(".\(wave).") else { continue }
            unlink(folder.appendingPathComponent(name).path)
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        hash.update(bufferPointer: bytes)
        if buffer.count + bytes.count > Self.bufferBytes { try flush() }
        buffer.append(contentsOf: bytes)
    }

    func write(_ text: String) throws {
        try Array(text.utf8).withUnsafeBytes { try write($0) }
    }

    private func flush() throws {
        do { try descriptor?.writeAll(buffer) } catch { throw failure(error) }
        buffer.removeAll(keepingCapacity: true)
    }

    /// The SHA-256 of what was written so far.
    func sum() -> String { Hexadecimal.text(hash.finalize()) }

    /// The SHA-256 of a file that is there; nil of one that is not.
    static func hash(of file: URL) throws -> String? {
        let handle: FileDescriptor
        do {
            handle = try FileDescriptor.open(FilePath(file.path), .readOnly, options: .closeOnExec)
        } catch Errno.noSuchFileOrDirectory {
            return nil
        } catch {
            let code = (error as? Errno) ?? .ioError
            throw PrintingError.cannotRead(file: file.path, code: code.rawValue)
        }
        defer { try? handle.close() }
        var hash = SHA256()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferBytes, alignment: 16)
        defer { buffer.deallocate() }
        do {
            while true {
                let count = try handle.read(into: buffer)
                if count == 0 { return Hexadecimal.text(hash.finalize()) }
                hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        } catch {
            let code = (error as? Errno) ?? .ioError
            throw PrintingError.cannotRead(file: file.path, code: code.rawValue)
        }
    }

    /// Waits until the file is on the disk under its name, and returns its SHA-256.
    func close() throws -> String {
        try flush()
        guard let open = descriptor else { preconditionFailure("a print file is closed once") }
        guard fsync(open.rawValue) == 0 else { throw failure(Errno(rawValue: errno)) }
        descriptor = nil
        defer { unlink(part.string) }
        do { try open.close() } catch { throw failure(error) }
        guard rename(part.string, url.path) == 0 else { throw failure(Errno(rawValue: errno)) }
        try FolderNames.sync(url.deletingLastPathComponent())
        return Hexadecimal.text(hash.finalize())
    }

    private func failure(_ error: any Error) -> PrintingError {
        let code = (error as? Errno) ?? .ioError
        return code == .noSpace ? .diskFull : .cannotWrite(file: url.path, code: code.rawValue)
    }
}
