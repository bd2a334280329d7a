// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Store
import Workers

/// A message or resource cut out of a stream, and where it stands.
struct IntakeFrame: Sendable {
    var bytes: [UInt8]
    /// Line in the stream, from 1.
    var line: Int
    /// Offset and line right behind it: where to go on after it.
    var end: Int
    var endLine: Int
    /// `bytes` then hold only the beginning.
    var isTooLong: Bool
}

/// Cuts a stream of bytes into frames.
protocol FrameCutting {
    mutating func cut(_ bytes: [UInt8], into frames: inout [IntakeFrame])
    mutating func cutRest(into frames: inout [IntakeFrame])
}

/// Reads frames into what is recorded; a value, so that every hand of the crew may use it.
protocol FrameReader: Sendable {
    /// `HL7 v2 message`, and how one begins.
    var noun: String { get }
    var beginning: String { get }
    func cutter(offset: Int, line: Int) -> any FrameCutting
    func read(_ frames: ArraySlice<IntakeFrame>, source: String) throws -> IntakePart
}

/// Reads files into parts, of a size that grows with what is recorded already; a part may end one
/// file and begin another.
struct FrameFeed {
    struct File: Sendable {
        var path: String
        /// Nil for standard input, which cannot be gone on with.
        var identity: [UInt8]?
        var position: Int
        var line: Int
    }

    /// Frames that are read before they are put together: some megabytes.
    private static let framesAtOnce = 4096

    private let reader: any FrameReader
    /// Whoever waits for acknowledgements gets one for each file, however small, and many for a
    /// large one.
    private let acknowledges: Bool
    private var received: Int
    private let put: (IntakePart) throws -> Void
    private var part = IntakePart()
    private var frames: [IntakeFrame] = []
    /// Bytes of the files before the present one.
    private var before = 0

    init(
        reader: any FrameReader,
        acknowledges: Bool,
        received: Int,
        put: @escaping (IntakePart) throws -> Void
    ) {
        self.reader = reader
        self.acknowledges = acknowledges
        self.received = received
        self.put = put
    }

    mutating func read(_ file: File, isOnly: Bool) throws {
        let source = try ByteSource(path: file.path)
        if file.identity != nil { try source.skip(to: file.position) }
        var cutter = reader.cutter(offset: file.position, line: file.line)
        var last = ImportProgress(
            file: file.identity ?? [],
            position: file.position,
            line: file.line,
            isFinished: false
        )
        var found = 0
        while true {
            let piece = try source.next()
            if piece.isEmpty { break }
            cutter.cut(piece, into: &frames)
            guard frames.count >= Self.framesAtOnce else { continue }
            found += frames.count
            try settle(source, &last)
        }
        cutter.cutRest(into: &frames)
        found += frames.count
        if found == 0, file.position == 0 {
            guard !isOnly else {
                throw Complaint(
                    .failed,
                    "\(file.path) holds no \(reader.noun)",
                    help: reader.beginning
                )
            }
            part.emptyFiles.append(file.path)
        }
        last.isFinished = true
        try settle(source, &last)
        before += source.consumed
        if acknowledges { try finish() }
    }

    mutating func finish() throws {
        guard part.read > 0 || !part.progress.isEmpty || !part.emptyFiles.isEmpty else { return }
        try hand()
    }

    /// Reads the frames gathered so far into the part, and hands it over when it is large enough.
    private mutating func settle(_ source: ByteSource, _ last: inout ImportProgress) throws {
        if let frame = frames.last { (last.position, last.line) = (frame.end, frame.endLine) }
        let shares = try WorkerPool.shares(of: frames.count, atLeast: 32) {
            [reader, frames, name = source.name] range in
            try reader.read(frames[range], source: name)
        }
        for share in shares { part.append(share) }
        frames.removeAll(keepingCapacity: true)
        part.consumed = before + source.consumed
        if !last.file.isEmpty {
            if part.progress.last?.file == last.file { part.progress.removeLast() }
            part.progress.append(last)
        }
        if part.count >= batchSize || part.heldBytes >= IntakePart.mostHeldBytes { try hand() }
    }

    private mutating func hand() throws {
        received += part.count
        try put(part)
        part = IntakePart(expecting: batchSize + Self.framesAtOnce)
    }

    private var batchSize: Int {
        acknowledges ? Store.acknowledgedBatchSize : Store.batchSize(after: received)
    }
}
