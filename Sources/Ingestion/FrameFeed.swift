// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Store
import Workers

/// A file, and where to begin in it.
struct InputFile: Sendable {
    var path: String
    /// Nil for standard input, which cannot be gone on with.
    var identity: [UInt8]?
    var position: Int
    var line: Int
}

/// Reads files into parts, of a size that grows with what is recorded already; a part may end one
/// file and begin another.
struct FrameFeed<Reading: FrameReading & ~Copyable> {
    /// Frames that are read before they are put together: some megabytes.
    private static var framesAtOnce: Int { 4096 }

    private let reader: FrameReader<Reading>
    /// Whoever waits for acknowledgements gets one for each file, however small, and many for a
    /// large one.
    private let acknowledges: Bool
    private var received: Int
    private let put: (IngestionPart) throws -> Void
    private var part = IngestionPart()
    private var frames: [MessageFrame] = []
    /// Bytes of the files before the present one.
    private var before = 0

    init(
        reader: FrameReader<Reading>,
        acknowledges: Bool,
        received: Int,
        put: @escaping (IngestionPart) throws -> Void
    ) {
        self.reader = reader
        self.acknowledges = acknowledges
        self.received = received
        self.put = put
    }

    mutating func read(_ file: InputFile, isOnly: Bool) throws {
        let source = try ByteSource(path: file.path, isInterrupted: reader.intake.isInterrupted)
        if file.identity != nil { try source.skip(to: file.position) }
        var cutter = Reading.cutter(offset: file.position, line: file.line)
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
            if reader.intake.isInterrupted() { throw IngestionError.interrupted }
            cutter.cut(piece, into: &frames)
            guard frames.count >= Self.framesAtOnce else { continue }
            found += frames.count
            try settle(source, &last)
        }
        cutter.cutRest(into: &frames)
        found += frames.count
        if found == 0, file.position == 0 {
            guard !isOnly else {
                throw IngestionError.noMessage(file: source.name, Reading.format)
            }
            part.emptyFiles.append(source.name)
        }
        last.isFinished = true
        try settle(source, &last)
        before += source.consumed
        if acknowledges { try finish() }
    }

    mutating func finish() throws {
        guard part.read > 0 || !part.progress.isEmpty || !part.emptyFiles.isEmpty else { return }
        try putPart()
    }

    /// Reads the frames gathered so far into the part, and puts it when it is large enough.
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
        if part.count >= batchSize || part.heldBytes >= IngestionPart.mostHeldBytes {
            try putPart()
        }
    }

    private mutating func putPart() throws {
        received += part.count
        try put(part)
        part = IngestionPart(expecting: batchSize + Self.framesAtOnce)
    }

    private var batchSize: Int {
        acknowledges ? Store.acknowledgedBatchSize : Store.batchSize(after: received)
    }
}
