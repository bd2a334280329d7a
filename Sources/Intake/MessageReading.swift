// SPDX-License-Identifier: EUPL-1.2

import Custody
public import HL7

/// Reads one message after the other in memory that is used again: whom each is about, and which
/// categories its filled fields carried. One for each thread.
///
/// ```swift
/// var reading = MessageReading(classifier)
/// switch reading.read(bytes) {
/// case .patients: reading.first, reading.furtherPatients
/// ```
public struct MessageReading: ~Copyable {
    public enum Outcome: Sendable, Equatable {
        case noMessage(HL7ParseError)
        /// It says no type (MSH-9); it may be cut off.
        case untyped
        /// No line end closes it, and something of it is missing.
        case cutOff
        /// What stands before its first patient belongs to each of them, and would take more than so
        /// many bytes: nobody is read out of it.
        case tooMuchInCommon(limit: Int)
        /// `first` and `furtherPatients` say the rest.
        case patients
    }

    /// The first patient of the message read last.
    public private(set) var first = PatientReading()
    /// The other people of a batch of results, a patient group (PID) each; empty nearly always.
    ///
    /// Groups that claim the same person are one.
    public private(set) var furtherPatients: [PatientReading] = []

    private var scan = HL7Scan()
    private var patients: PatientReader
    private var directory = PatientDirectory()
    private var content = MessageContent()
    private var heading: LastHeading
    /// The character set of all messages, when somebody said it.
    private let said: HL7CharacterSet?

    /// Of paths and sample numbers, over all patients, in bytes.
    static let mostInCommon = 64 << 20

    public init(_ classifier: MessageClassifier) {
        patients = PatientReader(map: classifier.map)
        heading = LastHeading(classifier.correspondents)
        said = classifier.characterSet
    }

    /// The path of an unclassified field by its number, until the next message is read; never a value.
    public func path(_ number: Int) -> String { patients.paths.text(number) }

    /// No character set fits the message read last: its bytes were read as Windows-1252, by guess.
    public private(set) var isEncodingAssumed = false

    /// What the message read last says whatever its line ends, to tell it from others; `bytes` are its
    /// own.
    public func content(of bytes: [UInt8]) -> [UInt8] { content.normalised ?? bytes }

    /// Takes the place of what was read before. `isOpenEnded`: the stream ended in its last segment.
    public mutating func read(
        _ bytes: UnsafeBufferPointer<UInt8>,
        isOpenEnded: Bool = false,
        limit: Int = HL7Scan.longest
    ) -> Outcome {
        do throws(HL7ParseError) {
            let view = try scan.read(bytes, limit: limit, characterSet: said)
            guard !MessageEnding.holdsAnother(view) else { return .noMessage(.messageInside) }
            isEncodingAssumed = view.characterSet == .assumedWindows1252
            let kind = MessageKind(view, heading.read(view))
            guard !view.isTextEmpty(kind.type(view)) else { return .untyped }
            if isOpenEnded, MessageEnding.isCut(view, kind) { return .cutOff }
            return read(view, kind)
        } catch {
            return .noMessage(error)
        }
    }

    /// A patient group begins at PID; what stands before the first PID belongs to each of them.
    @discardableResult
    mutating func read(_ view: HL7View, _ kind: MessageKind) -> Outcome {
        if !furtherPatients.isEmpty { furtherPatients.removeAll() }
        content.read(view)
        patients.beginMessage()
        let group = MessageGroup.first(of: view)
        let day = kind.day(view)
        patients.read(view, kind, day, group, into: &first)
        first.otherPeople = OtherPeople(view)
        guard let next = group.next(of: view) else { return .patients }
        return readFurther(view, kind, day, from: next)
    }

    private mutating func readFurther(
        _ view: HL7View,
        _ kind: MessageKind,
        _ day: Int?,
        from group: MessageGroup
    ) -> Outcome {
        let inCommon = patients.readCommon(view, kind, group)
        var count = 0
        for segment in view.segments where segment.name == .PID { count += 1 }
        guard inCommon * count <= MessageReading.mostInCommon else {
            return .tooMuchInCommon(limit: MessageReading.mostInCommon)
        }
        directory.removeAll()
        var next: MessageGroup? = group
        while let group = next {
            next = group.next(of: view)
            var patient = PatientReading()
            patients.readFurther(view, kind, day, group, into: &patient)
            if first.isAbout(patient) {
                directory.add(patient, to: &first, at: -1)
            } else if let same = directory.place(
                of: patient,
                among: furtherPatients,
                furtherPatients.count
            ) {
                directory.add(patient, to: &furtherPatients[same], at: same)
            } else {
                furtherPatients.append(patient)
            }
        }
        return .patients
    }
}
