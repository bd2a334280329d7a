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
    /// It was not named itself: its content decides whether it is read.
    var isFromFolder = false
}

/// Reads files into parts, of a size that grows with what is recorded already; a part may end one
/// file and begin another.
struct FrameFeed<Reading: FrameReading & ~Copyable> {
    /// Frames that are read before they are put together: some megabytes.
    private static var framesAtOnce: Int { 4096 }
    /// Fewer when they are large ones.
    private static var mostFrameBytes: Int { 32 << 20 }

    private let reader: FrameReader<Reading>
    /// Whoever waits for acknowledgements gets one for each file, however small, and many for a
    /// large one.
    private let acknowledges: Bool
    /// At most so many together.
    private let most: Int
    private var received: Int
    private let put: (IngestionPart) throws -> Void
    private var part = IngestionPart()
    private var frames: [MessageFrame] = []
    private var frameBytes = 0
    /// Bytes of the files before the present one.
    private var before = 0
    /// Was anything of the present file read? As long as nothing was, it is not taken in.
    private var hasRead = false

    init(
        reader: FrameReader<Reading>,
        acknowledges: Bool,
        most: Int,
        received: Int,
        put: @escaping (IngestionPart) throws -> Void
    ) {
        self.reader = reader
        self.acknowledges = acknowledges
        self.most = most
        self.received = received
        self.put = put
    }

    /// A file that is `isOnly` and named ends the import when it does not read; others cost
    /// themselves alone.
    mutating func read(_ file: InputFile, isOnly: Bool) throws {
        do {
            try read(file, isOnly: isOnly && !file.isFromFolder, try source(of: file))
        } catch let error as IngestionError {
            guard !isOnly || file.isFromFolder, let remark = FileRemark(error) else { throw error }
            part.remarks.append(
                RemarkedFile(file: ByteSource.name(of: file.path), remark: remark)
            )
        }
        if acknowledges { try finish() }
    }

    /// The file, if it is one of messages of this format. One that was named is believed as long as
    /// it can be text.
    private func source(of file: InputFile) throws -> ByteSource {
        let source = try ByteSource(path: file.path, isInterrupted: reader.intake.isInterrupted)
        let others: [FileContent] = [.text, .whiteSpace, .empty, .binary]
        guard
            Reading.format.reads(source.content)
                || !file.isFromFolder && others.contains(source.content)
        else { throw IngestionError.holds(file: source.name, source.content) }
        guard !source.isUTF16 || !reader.intake.isCharacterSetSaid else {
            throw IngestionError.otherEncoding(file: source.name)
        }
        return source
    }

    private mutating func read(_ file: InputFile, isOnly: Bool, _ source: ByteSource) throws {
        if file.identity != nil { try source.skip(to: file.position) }
        if source.isUTF16 { part.remarks.append(RemarkedFile(file: source.name, remark: .utf16)) }
        hasRead = file.position > 0
        var cutter = Reading.cutter(offset: file.position, line: file.line)
        var last = ImportProgress(
            file: file.identity ?? [],
            position: file.position,
            line: file.line,
            isFinished: false
        )
        var found = 0
        while true {
            let piece: [UInt8]
            do {
                piece = try source.next()
            } catch let error as IngestionError where FileRemark(error) != nil && !isOnly {
                // What was read so far is whole; the rest is read the next time.
                try settle(source, &last)
                throw error
            }
            if piece.isEmpty { break }
            if reader.intake.isInterrupted() { throw IngestionError.interrupted }
            cut(piece, &cutter)
            guard frames.count >= Self.framesAtOnce || frameBytes >= Self.mostFrameBytes else {
                continue
            }
            found += frames.count
            try settle(source, &last)
        }
        found += frames.count
        let whole = frames.count
        cutter.cutRest(into: &frames)
        found += frames.count - whole
        if let flaw = source.flaw {
            part.remarks.append(RemarkedFile(file: source.name, remark: flaw))
        }
        part.remarks += cutter.remarks.map { RemarkedFile(file: source.name, remark: $0) }
        if source.flaw?.kind == .cutOff {
            // What it was in the midst of is set aside, and read again when there is more of it.
            try settle(source, &last, cutOff: Reading.openEnd(of: frames[whole...]))
        } else {
            if found == 0, file.position == 0 {
                guard !isOnly else {
                    throw IngestionError.noMessage(file: source.name, Reading.format)
                }
                part.remarks.append(RemarkedFile(file: source.name, remark: .noMessage))
            }
            last.isFinished = true
            try settle(source, &last)
        }
        before += source.consumed
    }

    private mutating func cut(_ piece: [UInt8], _ cutter: inout any FrameCutting) {
        let known = frames.count
        cutter.cut(piece, into: &frames)
        for frame in frames[known...] { frameBytes += frame.bytes.count }
    }

    mutating func finish() throws {
        guard part.read > 0 || !part.progress.isEmpty || !part.remarks.isEmpty else { return }
        try putPart()
    }

    /// Reads the frames gathered so far into the part, and puts it when it is large enough. So many
    /// of them at the end are of a file that is `cutOff` there.
    private mutating func settle(
        _ source: ByteSource,
        _ last: inout ImportProgress,
        cutOff: Int = 0
    ) throws {
        for place in frames.indices.suffix(cutOff) where Reading.isOpenEnded {
            frames[place].ending = .cutOff
        }
        if let frame = frames.dropLast(cutOff).last {
            (last.position, last.line) = (frame.end, frame.endLine)
        }
        let shares = try WorkerPool.shares(of: frames.count, atLeast: 32) {
            [reader, frames, name = source.name] range in
            try reader.read(frames[range], source: name)
        }
        for share in shares {
            if share.read > share.rejected.count { hasRead = true }
            part.append(share)
        }
        frames.removeAll(keepingCapacity: true)
        frameBytes = 0
        part.consumed = before + source.consumed
        if !last.file.isEmpty, hasRead {
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
        acknowledges ? Store.acknowledgedBatchSize : min(most, Store.batchSize(after: received))
    }
}
