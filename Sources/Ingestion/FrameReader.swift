// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR
import HL7
import Intake
import Vault

/// Reads frames of one format into disclosures; a value, so that every worker may use it.
struct FrameReader<Reading: FrameReading & ~Copyable>: Sendable {
    let classifier: Reading.Classifier
    let intake: MessageIntake

    /// `source`: how the file is called beside what is set aside.
    func read(_ frames: ArraySlice<MessageFrame>, source: String) throws -> IngestionPart {
        var part = IngestionPart()
        var worker = FrameWorker<Reading>(classifier, intake, source: source)
        for frame in frames {
            if intake.isInterrupted() { throw IngestionError.interrupted }
            try worker.read(frame, into: &part)
        }
        return part
    }
}

/// What a format is to an import: how its streams are cut, and who a frame is about. Memory that each
/// frame takes again; one for each thread.
protocol FrameReading: ~Copyable, SendableMetatype {
    associatedtype Classifier: Sendable

    static var format: MessageFormat { get }
    /// Nothing at the end of a text says that it is whole: one that the file was cut off behind may not be.
    static var isOpenEnded: Bool { get }
    static func cutter(offset: Int, line: Int) -> any FrameCutting

    init(_ classifier: Classifier)

    /// How many people a frame is about. One about nobody, such as an organisation, discloses nothing.
    /// `isOpenEnded`: the file ended before anything closed it.
    mutating func people(
        in frame: UnsafeBufferPointer<UInt8>,
        isOpenEnded: Bool
    ) throws(SetAsideReason) -> Int

    /// A person of the frame that was read last, from 0.
    func withPerson<Result>(
        _ number: Int,
        _ body: (borrowing PatientReading) throws -> Result
    ) rethrows -> Result

    /// The path of an unclassified field by its number; never a value.
    func path(_ number: Int) -> String

    /// Was the frame that was read last of no character set that fits, and read by guess?
    var isEncodingAssumed: Bool { get }

    /// What the frame that was read last says, whatever its line ends and indentation.
    func content(of bytes: [UInt8]) -> [UInt8]

    /// The header of the frame that was read last and its filled fields, for `inspect`.
    mutating func shown(_ frame: [UInt8], _ classifier: Classifier) -> ShownFrame
}

/// What `inspect` shows of a frame beside what is known of its people.
struct ShownFrame {
    /// Of HL7 its type (MSH-9), and its number (MSH-10).
    var type = ""
    var controlID = ""
    var fields: [FilledField] = []
}

/// One worker, with memory that each of its frames takes again.
private struct FrameWorker<Reading: FrameReading & ~Copyable>: ~Copyable {
    private let source: String
    private var reading: Reading
    private var writer: DisclosureWriter

    init(_ classifier: Reading.Classifier, _ intake: MessageIntake, source: String) {
        self.source = source
        reading = Reading(classifier)
        writer = DisclosureWriter(intake, Reading.format)
    }

    /// What a frame holds: one disclosure for each person it is about.
    mutating func read(_ frame: MessageFrame, into part: inout IngestionPart) throws {
        let count: Int
        do throws(SetAsideReason) {
            count = try reading.people(in: frame)
        } catch {
            return part.reject(frame.bytes, source: source, line: frame.line, error)
        }
        if count == 0 { part.read += 1 }
        if reading.isEncodingAssumed { part.assumedEncodings += 1 }
        let digests = writer.digests(of: reading.content(of: frame.bytes))
        // Once for each reason: the frame is set aside whole, however many people it has.
        var refused: Set<SetAsideReason> = []
        for number in 0..<count {
            guard let reason = try take(number, digests[number], &part),
                refused.insert(reason).inserted
            else { continue }
            part.reject(frame.bytes, source: source, line: frame.line, reason)
        }
    }

    private mutating func take(
        _ number: Int,
        _ digest: DigestPair,
        _ part: inout IngestionPart
    ) throws -> SetAsideReason? {
        try reading.withPerson(number) { person in
            try writer.take(person, digest, &part) { reading.path($0) }
        }
    }
}

extension FrameReading where Self: ~Copyable {
    /// How many people a frame is about, unless it was not cut out whole.
    mutating func people(in frame: MessageFrame) throws(SetAsideReason) -> Int {
        guard !frame.isTooLong else { throw .tooLongToRead(Self.format) }
        guard frame.ending != .cutOff else { throw .cutOff }
        return try frame.bytes.withUnsafeBufferPointer { bytes throws(SetAsideReason) in
            try people(in: bytes, isOpenEnded: frame.ending == .open)
        }
    }

    /// How many of the frames that end a file are of what it was in the midst of, when it is cut off.
    static func openEnd(of rest: ArraySlice<MessageFrame>) -> Int {
        let open = rest.lastIndex { $0.bytes.starts(with: "MSH".utf8) } ?? rest.startIndex
        return rest.endIndex - open
    }
}

extension MessageReading: FrameReading {
    static var format: MessageFormat { .hl7 }
    static var isOpenEnded: Bool { true }

    static func cutter(offset: Int, line: Int) -> any FrameCutting {
        MessageFraming(offset: offset, line: line)
    }

    mutating func people(
        in frame: UnsafeBufferPointer<UInt8>,
        isOpenEnded: Bool
    ) throws(SetAsideReason) -> Int {
        switch read(frame, isOpenEnded: isOpenEnded) {
        case .cutOff: throw .cutOff
        case .patients: 1 + furtherPatients.count
        case .noMessage(let error): throw SetAsideReason(error)
        case .untyped: throw .untyped
        case .tooMuchInCommon: throw .tooMuchInCommon(Self.format)
        }
    }

    func withPerson<Result>(
        _ number: Int,
        _ body: (borrowing PatientReading) throws -> Result
    ) rethrows -> Result {
        number == 0 ? try body(first) : try body(furtherPatients[number - 1])
    }

    func shown(_ frame: [UInt8], _ classifier: MessageClassifier) -> ShownFrame {
        guard let message = try? HL7Message(frame) else { return ShownFrame() }
        let header = classifier.classify(message)
        return ShownFrame(
            type: header.type,
            controlID: header.controlID,
            fields: classifier.inspect(message)
        )
    }
}

extension FHIRReading: FrameReading {
    /// JSON is UTF-8, or does not read.
    var isEncodingAssumed: Bool { false }

    static var format: MessageFormat { .fhir }
    /// The last bracket of JSON closes it.
    static var isOpenEnded: Bool { false }

    static func cutter(offset: Int, line: Int) -> any FrameCutting {
        // Only a file with a text on each line is gone on with in its midst.
        FHIRFraming(offset: offset, line: line, form: offset > 0 ? .lines : nil)
    }

    mutating func people(
        in frame: UnsafeBufferPointer<UInt8>,
        isOpenEnded: Bool
    ) throws(SetAsideReason) -> Int {
        switch read(frame) {
        case .people(let count): count
        case .noResource: throw .noResource
        case .noJSON(let problem): throw SetAsideReason(problem.what)
        case .tooMuchInCommon: throw .tooMuchInCommon(Self.format)
        }
    }

    func withPerson<Result>(
        _ number: Int,
        _ body: (borrowing PatientReading) throws -> Result
    ) rethrows -> Result {
        try body(self[number])
    }

    mutating func shown(_ frame: [UInt8], _ classifier: FHIRClassifier) -> ShownFrame {
        ShownFrame(fields: frame.withUnsafeBufferPointer { fields(of: $0) })
    }
}
