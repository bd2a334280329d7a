// SPDX-License-Identifier: EUPL-1.2

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

    public init(_ classifier: MessageClassifier) {
        patients = PatientReader(map: classifier.map)
    }

    /// The path of an unclassified field by its number, the same for every message; never a value.
    public func path(_ number: Int) -> String { patients.paths.text(number) }

    /// Takes the place of what was read before.
    public mutating func read(
        _ bytes: UnsafeBufferPointer<UInt8>,
        limit: Int = 16 << 20
    ) -> Outcome {
        do throws(HL7ParseError) {
            let view = try scan.read(bytes, limit: limit)
            let kind = MessageKind(view)
            guard !view.isTextEmpty(kind.type(view)) else { return .untyped }
            read(view, kind)
            return .patients
        } catch {
            return .noMessage(error)
        }
    }

    /// A patient group begins at PID; what stands before the first PID belongs to each of them.
    mutating func read(_ view: HL7View, _ kind: MessageKind) {
        if !furtherPatients.isEmpty { furtherPatients.removeAll() }
        var group = MessageGroup.first(of: view)
        let day = kind.day(view)
        patients.read(view, kind, day, group, into: &first)
        while let next = group.next(of: view) {
            group = next
            var patient = PatientReading()
            patients.read(view, kind, day, group, into: &patient)
            if first.isAbout(patient) {
                first.take(patient)
            } else if let same = furtherPatients.firstIndex(where: { $0.isAbout(patient) }) {
                furtherPatients[same].take(patient)
            } else {
                furtherPatients.append(patient)
            }
        }
    }
}
