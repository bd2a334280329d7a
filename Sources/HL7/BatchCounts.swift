// SPDX-License-Identifier: EUPL-1.2

/// What the trailers of a stream say of it, where it is otherwise: messages in a batch by BTS-1, batches in a
/// file by FTS-1 (HL7 2.5.1, 2.10.3).
public struct BatchCounts: Sendable, Equatable {
    /// Trailers that say another number, what they say together, and what was found.
    public struct Difference: Sendable, Equatable {
        public private(set) var trailers = 0
        public private(set) var said = 0
        public private(set) var found = 0

        mutating func compare(said: Int, found: Int) {
            guard said != found else { return }
            trailers += 1
            self.said += said
            self.found += found
        }
    }

    public internal(set) var messages = Difference()
    public internal(set) var batches = Difference()
    /// Trailers with a number of what began before the stream was gone on with.
    public internal(set) var notCompared = 0

    public init() {}
}

/// Counts along a stream.
struct BatchCounter: Sendable {
    private(set) var counts = BatchCounts()
    /// Nil as long as the beginning of the batch, or of the file, was not seen.
    private var messages: Int?
    private var batches: Int?
    private var isInBatch = false

    /// `isWhole`: the stream is read from its beginning.
    init(isWhole: Bool) { if isWhole { (messages, batches) = (0, 0) } }

    /// A segment that stands before, between or behind messages; `said` is the number in its first field.
    mutating func note(_ name: HL7SegmentName, said: Int?) {
        switch name {
        case .MSH: messages? += 1
        case .BHS: beginBatch()
        case Self.batchTrailer:
            // Its header may be left out.
            if !isInBatch { batches? += 1 }
            compare(said, messages, \.messages)
            (messages, isInBatch) = (0, false)
        case .FHS: beginFile()
        case Self.fileTrailer:
            // Messages may stand in a file without a batch: then nothing says what counts as one.
            if batches != 0 { compare(said, batches, \.batches) }
            beginFile()
        default: break
        }
    }

    private mutating func beginBatch() {
        (messages, isInBatch) = (0, true)
        batches? += 1
    }

    private mutating func beginFile() { (messages, batches, isInBatch) = (0, 0, false) }

    private mutating func compare(
        _ said: Int?,
        _ found: Int?,
        _ difference: WritableKeyPath<BatchCounts, BatchCounts.Difference>
    ) {
        guard let said else { return }
        guard let found else { return counts.notCompared += 1 }
        counts[keyPath: difference].compare(said: said, found: found)
    }

    static let batchTrailer = HL7SegmentName(0x42, 0x54, 0x53)
    static let fileTrailer = HL7SegmentName(0x46, 0x54, 0x53)
}
