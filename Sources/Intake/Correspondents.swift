// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR
import HL7

/// Who is who in what messages say of their sender and receiver: the names of applications, facilities
/// and endpoints in MSH-3 to MSH-6 and in `MessageHeader.source` and `.destination`.
///
/// A name is compared whole, without regard to the case of the letters A to Z.
public struct Correspondents: Sendable, Equatable {
    private let ours: [[UInt8]]
    private let theirs: [[UInt8]]

    public init(ours: [String] = [], theirs: [String] = []) {
        self.ours = ours.map(Self.folded)
        self.theirs = theirs.map(Self.folded)
    }

    var isEmpty: Bool { ours.isEmpty && theirs.isEmpty }

    private static func folded(_ name: String) -> [UInt8] {
        name.utf8.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed().map(folded)
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }

    private static func holds(_ names: [[UInt8]], _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        !text.isEmpty
            && names.contains {
                $0.count == text.count && zip($0, text).allSatisfy { $0 == folded($1) }
            }
    }

    /// What the names of one message say. A message that would have gone both ways says nothing.
    struct Sides {
        fileprivate var given = false
        fileprivate var received = false

        var direction: Direction? {
            given == received ? nil : given ? .given : .received
        }
    }

    func note(sender text: UnsafeBufferPointer<UInt8>, in sides: inout Sides) {
        if Self.holds(ours, text) { sides.given = true }
        if Self.holds(theirs, text) { sides.received = true }
    }

    func note(receiver text: UnsafeBufferPointer<UInt8>, in sides: inout Sides) {
        if Self.holds(ours, text) { sides.received = true }
        if Self.holds(theirs, text) { sides.given = true }
    }
}

extension Correspondents {
    /// By MSH-3 and MSH-4, the sender, and MSH-5 and MSH-6, the receiver: each by its name or by its
    /// universal id (HD.1, HD.2).
    func direction(_ message: HL7View) -> Direction? {
        guard !isEmpty, let header = message.segments.first else { return nil }
        var sides = Sides()
        for field in 3...6 {
            for component in 1...2 {
                let text = message.slice(message.range(header, field, component: component))
                if field < 5 {
                    note(sender: text, in: &sides)
                } else {
                    note(receiver: text, in: &sides)
                }
            }
        }
        return sides.direction
    }

    /// By the source and the destinations of the `MessageHeader` of a bundle.
    func direction(
        _ document: JSONDocument,
        _ resources: [FHIRResource],
        _ names: FHIRNames
    ) -> Direction? {
        guard !isEmpty,
            let header = resources.first(where: { $0.type == names.messageHeader })?.place
        else { return nil }
        var sides = Sides()
        func forEachName(of side: UInt16, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
            guard let elements = document.member(side, of: header) else { return }
            document.forEachElement(of: elements) { element in
                for name in [names.name, names.endpoint] {
                    guard let place = document.member(name, of: element) else { continue }
                    var text = document.text(place)
                    text.withUTF8(body)
                }
            }
        }
        forEachName(of: names.source) { note(sender: $0, in: &sides) }
        forEachName(of: names.destination) { note(receiver: $0, in: &sides) }
        return sides.direction
    }
}

/// Which way messages went, as their headers say: those of one file nearly all begin with the same
/// sender and receiver, so the last answer is kept with the bytes it was of.
struct HeaderDirection {
    private let correspondents: Correspondents
    /// The header up to MSH-6, with the delimiters.
    private var header: [UInt8] = []
    private var direction: Direction?

    init(_ correspondents: Correspondents) { self.correspondents = correspondents }

    mutating func read(_ message: HL7View) -> Direction? {
        guard !correspondents.isEmpty, let segment = message.segments.first else { return nil }
        let bytes = message.slice(segment.start..<message.field(6, of: segment).upperBound)
        guard !header.elementsEqual(bytes) else { return direction }
        direction = correspondents.direction(message)
        header.removeAll(keepingCapacity: true)
        header.append(contentsOf: bytes)
        return direction
    }
}
