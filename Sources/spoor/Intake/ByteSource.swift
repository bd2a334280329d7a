// SPDX-License-Identifier: EUPL-1.2

import CZlib
import Foundation
import Glibc

/// The bytes of one input: a file, a gzip file, a pipe, or standard input; read in pieces of 1 MiB.
final class ByteSource {
    /// How the input is called in sentences: its path, or `standard input`.
    let name: String
    private let path: String
    /// Size on the disk; nil of a pipe and of standard input, which can be read only once.
    let size: Int?
    /// Where the next piece begins (after decompression).
    private(set) var position = 0
    /// Bytes read from the disk so far, to measure progress against `size`.
    private(set) var consumed = 0

    private let descriptor: Int32
    private var gzip: GzipStream?
    private var buffer = [UInt8](repeating: 0, count: 1 << 20)
    /// What was read before it was known what it is, as it stands in the input.
    private var undecoded: [UInt8] = []
    /// What was handed out and given back, after decompression.
    private var givenBack: [UInt8] = []

    /// `-` is standard input.
    init(path: String) throws {
        self.path = path
        name = ByteSource.name(of: path)
        descriptor = path == "-" ? STDIN_FILENO : try ByteSource.open(path)
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        guard !isKnown || status.st_mode & S_IFMT != S_IFDIR else {
            throw Complaint(.inputMissing, "\(name) is a folder, a file is needed")
        }
        let isFile = isKnown && status.st_mode & S_IFMT == S_IFREG && path != "-"
        size = isFile ? Int(status.st_size) : nil
        while undecoded.count < 2 {
            let piece = try read()
            if piece.isEmpty { break }
            undecoded += piece
        }
        if undecoded.starts(with: [0x1F, 0x8B]) { gzip = try GzipStream(name: name) }
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
    }

    static func name(of path: String) -> String { path == "-" ? "standard input" : path }

    private static func open(_ path: String) throws -> Int32 {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor < 0 else { return descriptor }
        switch errno {
        case ENOENT:
            throw Complaint(
                .inputMissing,
                "\(path) is not there",
                help: "check the name and the folder"
            )
        case EACCES, EPERM:
            throw Complaint(
                .notAllowed,
                "no right to read \(path)",
                help: "check its owner and mode"
            )
        default:
            throw Complaint(
                .inputOutput,
                "\(path) does not open (\(String(cString: strerror(errno))))"
            )
        }
    }

    /// The next piece; empty at the end.
    func next() throws -> [UInt8] {
        var piece = givenBack
        if piece.isEmpty {
            piece = try gzip?.inflate { try raw() } ?? raw()
        } else {
            givenBack = []
        }
        position += piece.count
        return piece
    }

    /// At least `count` bytes, unless the input ends before: a pipe gives few at a time.
    func next(atLeast count: Int) throws -> [UInt8] {
        var bytes = try next()
        while bytes.count < count {
            let piece = try next()
            if piece.isEmpty { break }
            bytes += piece
        }
        return bytes
    }

    /// Takes back what was handed out last: it is handed out again.
    func giveBack(_ bytes: [UInt8]) {
        givenBack = bytes + givenBack
        position -= bytes.count
    }

    /// Goes on at a position that was reached before; what lies before it is not handed out.
    func skip(to target: Int) throws {
        if gzip == nil, size != nil {
            lseek(descriptor, off_t(target), SEEK_SET)
            (undecoded, givenBack) = ([], [])
            (position, consumed) = (target, target)
            return
        }
        precondition(position <= target, "what was handed out lies behind")
        while position < target {
            let piece = try next()
            if piece.isEmpty { return }
            if position > target { giveBack(Array(piece.suffix(position - target))) }
        }
    }

    /// From the beginning again: the same source as long as nothing before `target` is gone, else
    /// the file anew.
    func source(from target: Int) throws -> ByteSource {
        if gzip == nil && size != nil || position <= target {
            try skip(to: target)
            return self
        }
        guard size != nil else {
            throw Complaint(
                .usage,
                "\(name) can be read only once, and this reads it twice",
                help: "write it to a file first"
            )
        }
        let again = try ByteSource(path: path)
        try again.skip(to: target)
        return again
    }

    /// The next bytes as they stand in the input.
    private func raw() throws -> [UInt8] {
        guard undecoded.isEmpty else {
            defer { undecoded = [] }
            return undecoded
        }
        return Array(try read())
    }

    private func read() throws -> ArraySlice<UInt8> {
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw Complaint(
                    .inputOutput,
                    "reading \(name) failed (\(String(cString: strerror(errno))))"
                )
            }
            consumed += count
            return buffer[..<count]
        }
    }
}

/// Decompresses RFC 1952 members one after another, in bounded memory.
private final class GzipStream {
    private var stream = z_stream()
    private let name: String
    private var input: [UInt8] = []
    private var output = [UInt8](repeating: 0, count: 1 << 20)
    private var used = 0
    private var isBetweenMembers = true

    init(name: String) throws {
        self.name = name
        guard inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw Complaint(.failed, "zlib does not start") }
    }

    deinit { inflateEnd(&stream) }

    func inflate(read: () throws -> [UInt8]) throws -> [UInt8] {
        while true {
            if used == input.count {
                input = try read()
                used = 0
                if input.isEmpty {
                    guard isBetweenMembers else {
                        throw Complaint(
                            .inputOutput,
                            "\(name) ends in the middle of its gzip data",
                            help: "the file was cut off: fetch it again; what was read is kept"
                        )
                    }
                    return []
                }
            }
            let produced = try step()
            if !produced.isEmpty { return produced }
        }
    }

    private func step() throws -> [UInt8] {
        let space = output.count
        var status: Int32 = Z_OK
        var produced = 0
        input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress?.advanced(by: used)
                stream.avail_in = UInt32(source.count - used)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(space)
                status = CZlib.inflate(&stream, Z_NO_FLUSH)
                used = source.count - Int(stream.avail_in)
                produced = space - Int(stream.avail_out)
            }
        }
        switch status {
        case Z_STREAM_END:
            isBetweenMembers = true
            inflateReset(&stream)
        case Z_OK, Z_BUF_ERROR: isBetweenMembers = false
        default:
            throw Complaint(
                .inputOutput,
                "\(name) is not readable as gzip",
                help: "fetch the file again"
            )
        }
        return Array(output[..<produced])
    }
}

/// The files an import was given: files as they are, folders by their files in order of name.
enum InputFiles {
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
                throw Complaint(
                    .notAllowed,
                    "no right to read the folder \(path)",
                    help: "check its owner and mode"
                )
            }
            let chosen = content.sorted().filter { name in
                let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
                return endings.contains { plain.lowercased().hasSuffix("." + $0) }
            }
            if chosen.isEmpty {
                throw Complaint(
                    .inputMissing,
                    "the folder \(path) holds no files to read",
                    help: "expected are files ending in \(endings.sorted().joined(separator: ", "))"
                )
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
