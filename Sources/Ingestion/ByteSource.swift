// SPDX-License-Identifier: EUPL-1.2

import CSV
import Foundation
import Glibc
import Spreadsheet
import SystemPackage

/// The bytes of one input: a file, a sealed file, a gzip file, a pipe, or standard input; read in pieces of
/// 1 MiB at most.
/// UTF-16 is handed out as UTF-8.
final class ByteSource {
    /// How the input is called in sentences: its path, or `standard input`.
    let name: String
    private var path: String
    /// Size on the disk; nil of what can be read only once, as a pipe and standard input.
    private(set) var size: Int?
    /// Where the next piece begins (after decompression).
    private(set) var position = 0
    /// Bytes read from the disk so far, to measure progress against `size`.
    private(set) var consumed = 0

    private var descriptor: FileDescriptor
    /// Of a file that lies sealed: it is read through its seal, at `sealedPlace` next.
    private let sealed: SealedFile?
    private let sealReader: SealedFile.Reader?
    private var sealedPlace = 0
    private let isInterrupted: @Sendable () -> Bool
    private var gzip: GzipStream?
    private var transcoder: TextTranscoder?
    /// What the first bytes show; it decides what is done with a file that was not named.
    private(set) var content = FileContent.empty
    private var buffer = [UInt8](repeating: 0, count: 1 << 20)
    /// What was read before it was known what it is, as it stands in the input.
    private var undecoded: [UInt8] = []
    /// What was handed out and given back, after decompression.
    private var givenBack: [UInt8] = []

    /// What is wrong with its gzip data, known at its end.
    var flaw: FileRemark? { gzip?.flaw }
    var isUTF16: Bool { transcoder != nil }
    /// Can it be gone on with at a place without reading what lies before?
    private var isPlain: Bool { gzip == nil && transcoder == nil && size != nil }

    /// `-` is standard input. `isInterrupted` is asked while nothing comes out of a pipe.
    ///
    /// `isReadTwice`: a pipe is read to its end at once, into a file without a name. Of a workbook it is not: it is
    /// asked for as a file.
    init(
        path: String,
        isReadTwice: Bool = false,
        sealed: SealedFile? = nil,
        named: String? = nil,
        isInterrupted: @escaping @Sendable () -> Bool = { false }
    ) throws {
        self.path = path
        self.isInterrupted = isInterrupted
        self.sealed = sealed
        sealReader = try sealed.map(SealedFile.Reader.init)
        name = named ?? ByteSource.name(of: path)
        descriptor = path == "-" ? .standardInput : try ByteSource.open(path)
        var status = stat()
        let isKnown = fstat(descriptor.rawValue, &status) == 0
        guard !isKnown || status.st_mode & S_IFMT != S_IFDIR else {
            throw IngestionError.isFolder(file: name)
        }
        let isFile = isKnown && status.st_mode & S_IFMT == S_IFREG && path != "-"
        size = isFile ? sealed?.size ?? Int(status.st_size) : nil
        while undecoded.count < 2 {
            let piece = try read()
            if piece.isEmpty { break }
            undecoded += piece
        }
        if isReadTwice, size == nil, !undecoded.starts(with: "PK".utf8) { try keepWhole() }
        if undecoded.starts(with: [0x1F, 0x8B]) { gzip = try GzipStream(name: name) }
        givenBack = try unpacked()
        if let encoding = FileContent.utf16(givenBack) {
            transcoder = TextTranscoder(from: encoding)
            givenBack = transcoded(givenBack)
        }
        content = FileContent(of: givenBack)
        if content == .officeFile, try isEncrypted() { content = .encryptedOffice }
    }

    /// Reads the pipe to its end, into a file of this process alone: mode 0600, in the folder for temporary files,
    /// and without a name as long as anything stands in it. So nothing is left of it, however the process ends.
    private func keepWhole() throws {
        let folder = FileManager.default.temporaryDirectory.path
        let file: FileDescriptor
        do {
            let path = "\(folder)/.spoor-\(UInt64.random(in: .min ... .max))"
            file = try FileDescriptor.open(
                FilePath(path),
                .readWrite,
                options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: .ownerReadWrite
            )
            unlink(path)
        } catch {
            throw IngestionError.notKept(file: name, folder: folder, code: Self.code(error))
        }
        var count = 0
        var piece = undecoded[...]
        while !piece.isEmpty {
            do {
                count += try file.writeAll(piece)
            } catch {
                try? file.close()
                throw IngestionError.notKept(file: name, folder: folder, code: Self.code(error))
            }
            piece = try read()
        }
        if descriptor != .standardInput { try? descriptor.close() }
        descriptor = file
        (path, size) = ("/proc/self/fd/\(file.rawValue)", count)
        try skip(to: 0)
        undecoded = Array(try read())
    }

    private static func code(_ error: any Error) -> Int32 { (error as? Errno)?.rawValue ?? EIO }

    /// Does the directory of the compound file say so? What is packed or comes through a pipe is looked at
    /// as far as it was read.
    private func isEncrypted() throws -> Bool {
        guard let place = FileContent.directory(ofCompoundFile: givenBack) else { return false }
        var directory = [UInt8](repeating: 0, count: 4096)
        var count = 0
        if isPlain {
            count = try directory.withUnsafeMutableBytes { try read(into: $0, at: place) }
        } else {
            directory = Array(givenBack.dropFirst(place).prefix(4096))
            count = directory.count
        }
        return FileContent.isEncrypted(directory: Array(directory[..<count]))
    }

    /// Reads the file at any place; nil of what can only be read in its order.
    var bytes: WorkbookBytes? {
        guard isPlain, let size else { return nil }
        return WorkbookBytes(size: size) { [self] in try read(into: $0, at: $1) }
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer, at place: Int) throws -> Int {
        do {
            if let sealReader { return try sealReader.read(into: buffer, at: place) }
            return try descriptor.read(fromAbsoluteOffset: Int64(place), into: buffer)
        } catch let told as IngestionError {
            throw told
        } catch {
            throw IngestionError.readingFailed(file: name, code: Self.code(error))
        }
    }

    deinit {
        // Nothing was written: there is nothing to lose.
        if descriptor != .standardInput { try? descriptor.close() }
    }

    static func name(of path: String) -> String { path == "-" ? "standard input" : path }

    private static func open(_ path: String) throws(IngestionError) -> FileDescriptor {
        do {
            return try FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
        } catch {
            switch error as? Errno {
            case .noSuchFileOrDirectory: throw .notThere(file: path)
            case .permissionDenied, .notPermitted: throw .notAllowed(file: path)
            case .tooManyOpenFiles, .tooManyOpenFilesInSystem: throw .tooManyOpenFiles
            case let code: throw .doesNotOpen(file: path, code: code?.rawValue ?? EIO)
            }
        }
    }

    /// The next piece; empty at the end.
    func next() throws -> [UInt8] {
        var piece = givenBack
        if piece.isEmpty {
            piece = try unpacked()
            if transcoder != nil { piece = try transcoded(behind: piece) }
        } else {
            givenBack = []
        }
        position += piece.count
        return piece
    }

    private func unpacked() throws -> [UInt8] { try gzip?.inflate { try raw() } ?? raw() }

    private func transcoded(_ piece: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        piece.withUnsafeBytes { transcoder?.append($0, to: &text) }
        return text
    }

    /// Of a piece, which may hold half a character and no more.
    private func transcoded(behind first: [UInt8]) throws -> [UInt8] {
        var piece = first
        while !piece.isEmpty {
            let text = transcoded(piece)
            if !text.isEmpty { return text }
            piece = try unpacked()
        }
        var rest: [UInt8] = []
        transcoder?.finish(&rest)
        return rest
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
        if isPlain {
            sealedPlace = target
            _ = try? descriptor.seek(offset: Int64(target), from: .start)
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
        if isPlain || position <= target {
            try skip(to: target)
            return self
        }
        guard size != nil else {
            throw IngestionError.readableOnlyOnce(file: name)
        }
        let again = try ByteSource(
            path: path,
            sealed: sealed,
            named: name,
            isInterrupted: isInterrupted
        )
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

    private func read() throws(IngestionError) -> ArraySlice<UInt8> {
        try waitForPipe()
        do {
            let count = try buffer.withUnsafeMutableBytes { room in
                guard let sealReader else { return try descriptor.read(into: room) }
                return try sealReader.read(into: room, at: sealedPlace)
            }
            sealedPlace += count
            consumed += count
            return buffer[..<count]
        } catch let told as IngestionError {
            throw told
        } catch {
            throw .readingFailed(file: name, code: Self.code(error))
        }
    }

    /// A pipe may be silent for hours, and whoever asks to stop must not wait for it.
    private func waitForPipe() throws(IngestionError) {
        guard size == nil else { return }
        var ready = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
        while poll(&ready, 1, ByteSource.pollMilliseconds) <= 0 {
            if isInterrupted() { throw .interrupted }
        }
    }

    private static let pollMilliseconds: Int32 = 200
}
