// SPDX-License-Identifier: EUPL-1.2

public import Custody
import FHIR
import HL7

/// Who is who in what messages say of their sender and receiver: the names of applications, facilities
/// and endpoints in MSH-3 to MSH-6 and in `MessageHeader.source` and `.destination`.
///
/// A name is compared whole, without regard to the case of letters and to how many blanks stand in it.
public struct Correspondents: Sendable, Equatable {
    private let ours: Set<[UInt8]>
    private let theirs: Set<[UInt8]>
    private let others: Set<[UInt8]>

    /// `others`: what the parties are called that the messages are not to, or from.
    public init(ours: [String] = [], theirs: [String] = [], others: [String] = []) {
        self.ours = Set(ours.map { Self.folded(Array($0.utf8)) })
        self.theirs = Set(theirs.map { Self.folded(Array($0.utf8)) })
        self.others = Set(others.map { Self.folded(Array($0.utf8)) }).subtracting(self.theirs)
            .subtracting(self.ours).subtracting([[]])
    }

    var isEmpty: Bool { ours.isEmpty && theirs.isEmpty && others.isEmpty }

    /// The same name for whoever compares: in small letters, with one blank where there are several.
    private static func folded(_ text: some Collection<UInt8>) -> [UInt8] {
        let words = text.split { $0 <= 0x20 }.joined(separator: [0x20])
        guard !words.allSatisfy({ $0 < 0x80 }) else {
            return words.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        }
        return Array(String(decoding: Array(words), as: UTF8.self).lowercased().utf8)
    }

    /// What the names of one message say. A message that would have gone both ways says nothing.
    struct Sides {
        fileprivate var given = false
        fileprivate var received = false
        fileprivate var sender = NamedParty.nobody
        fileprivate var receiver = NamedParty.nobody

        var heading: MessageHeading {
            MessageHeading(
                direction: given == received ? nil : given ? .given : .received,
                sender: sender,
                receiver: receiver
            )
        }
    }

    /// Whose name it is.
    private func party(_ name: [UInt8]) -> NamedParty {
        if theirs.contains(name) { return .theirs }
        if ours.contains(name) { return .ours }
        return others.contains(name) ? .other : .unknown
    }

    func note(sender text: UnsafeBufferPointer<UInt8>, in sides: inout Sides) {
        let name = Self.folded(text)
        guard !name.isEmpty else { return }
        if ours.contains(name) { sides.given = true }
        if theirs.contains(name) { sides.received = true }
        sides.sender = max(sides.sender, party(name))
    }

    func note(receiver text: UnsafeBufferPointer<UInt8>, in sides: inout Sides) {
        let name = Self.folded(text)
        guard !name.isEmpty else { return }
        if ours.contains(name) { sides.received = true }
        if theirs.contains(name) { sides.given = true }
        sides.receiver = max(sides.receiver, party(name))
    }

    /// Somebody whom the data are for, beside what the header says: it tells no direction.
    func note(addressee text: UnsafeBufferPointer<UInt8>, in sides: inout Sides) {
        let name = Self.folded(text)
        if !name.isEmpty { sides.receiver = max(sides.receiver, party(name)) }
    }
}

/// Whom one side of a message names. Of several names on one side the greatest counts.
public enum NamedParty: UInt8, Sendable, Comparable {
    case nobody
    /// Nobody who is recorded.
    case unknown
    case ours
    /// Another party that is recorded here.
    case other
    /// The party that the messages are to, or from.
    case theirs

    public static func < (left: NamedParty, right: NamedParty) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What a message says of who sent it and who got it.
public struct MessageHeading: Sendable, Equatable {
    /// Which way it says that it went; nil when it does not.
    public var direction: Direction?
    public var sender = NamedParty.nobody
    public var receiver = NamedParty.nobody

    public init(
        direction: Direction? = nil,
        sender: NamedParty = .nobody,
        receiver: NamedParty = .nobody
    ) {
        self.direction = direction
        self.sender = sender
        self.receiver = receiver
    }

    /// Does it name another party than that of the import, where the data went or came from? `direction` as
    /// the message or the officer says it; without one both sides count.
    public func namesOther(_ direction: Direction?) -> Bool {
        side(direction) == .other
    }

    /// Does it name somebody there who is not recorded?
    public func namesUnknown(_ direction: Direction?) -> Bool {
        side(direction) == .unknown
    }

    private func side(_ direction: Direction?) -> NamedParty {
        switch direction {
        case .given: receiver
        case .received: sender
        case nil: max(sender, receiver)
        }
    }
}

extension Correspondents {
    /// By MSH-3 and MSH-4, the sender, and MSH-5 and MSH-6, the receiver: each by its name or by its
    /// universal id (HD.1, HD.2).
    func heading(_ message: HL7View) -> MessageHeading {
        guard !isEmpty, let header = message.segments.first else { return MessageHeading() }
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
        return sides.heading
    }

    /// By the source and the destinations of the `MessageHeader` of a bundle, and its sender and receivers
    /// where they are organisations; of orders also by who is to carry them out (`ServiceRequest.performer`,
    /// `Task.owner`).
    func heading(
        _ document: JSONDocument,
        _ resources: UnsafeBufferPointer<FHIRResource>,
        _ names: FHIRNames
    ) -> MessageHeading {
        guard !isEmpty else { return MessageHeading() }
        var sides = Sides()
        let isResult = resources.contains { names.isResult($0.type) }
        var references: FHIRReferences?
        /// The names of the organisation that an element refers to.
        func forEachName(
            ofOrganizationIn member: UInt16,
            of number: Int,
            _ body: (UnsafeBufferPointer<UInt8>) -> Void
        ) {
            guard let elements = document.member(member, of: resources[number].place) else {
                return
            }
            document.forEachElement(of: elements) { element in
                var organization: Int?
                if let place = document.member(names.reference, of: element) {
                    let known = references ?? FHIRReferences(document, resources)
                    references = known
                    organization = known.target(of: place, from: number)
                    guard organization.map({ resources[$0].type == names.organization }) ?? true
                    else { return }
                    if organization == nil {
                        // `Organization/lab` by its id; somebody of another type is no party.
                        let parts = document.text(place).split(separator: "/")
                        guard parts.count < 2 || parts[parts.count - 2] == "Organization" else {
                            return
                        }
                        if parts.count > 1 { forText(String(parts[parts.count - 1]), body) }
                    }
                }
                forText(of: names.display, in: element, body)
                forIdentifier(in: element, body)
                guard let organization else { return }
                let place = resources[organization].place
                forText(of: names.name, in: place, body)
                forText(of: names.id, in: place, body)
                forIdentifier(in: place, body)
            }
        }
        func forText(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
            var text = text
            text.withUTF8(body)
        }
        func forText(
            of member: UInt16,
            in element: Int,
            _ body: (UnsafeBufferPointer<UInt8>) -> Void
        ) {
            guard let place = document.member(member, of: element),
                document[place].kind == .string
            else { return }
            forText(document.text(place), body)
        }
        func forIdentifier(in element: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
            guard let identifiers = document.member(names.identifier, of: element) else { return }
            document.forEachElement(of: identifiers) { forText(of: names.value, in: $0, body) }
        }
        for number in resources.indices {
            let type = resources[number].type
            if type == names.messageHeader {
                for (side, isSender) in [(names.source, true), (names.destination, false)] {
                    guard let elements = document.member(side, of: resources[number].place) else {
                        continue
                    }
                    document.forEachElement(of: elements) { element in
                        for name in [names.name, names.endpoint] {
                            forText(of: name, in: element) {
                                if isSender {
                                    note(sender: $0, in: &sides)
                                } else {
                                    note(receiver: $0, in: &sides)
                                }
                            }
                        }
                    }
                }
                forEachName(ofOrganizationIn: names.sender, of: number) {
                    note(sender: $0, in: &sides)
                }
                forEachName(ofOrganizationIn: names.receiver, of: number) {
                    note(receiver: $0, in: &sides)
                }
            } else if !isResult, type == names.serviceRequest {
                forEachName(ofOrganizationIn: names.performer, of: number) {
                    note(addressee: $0, in: &sides)
                }
            } else if !isResult, type != 0, type == names.task {
                forEachName(ofOrganizationIn: names.owner, of: number) {
                    note(addressee: $0, in: &sides)
                }
            }
        }
        return sides.heading
    }
}

/// Who sent messages and who got them, as their headers say: those of one file nearly all begin with the
/// same sender and receiver, so the last answer is kept with the bytes it was of.
struct LastHeading {
    private let correspondents: Correspondents
    /// The header up to MSH-6, with the delimiters.
    private var header: [UInt8] = []
    private var heading = MessageHeading()

    init(_ correspondents: Correspondents) { self.correspondents = correspondents }

    mutating func read(_ message: HL7View) -> MessageHeading {
        guard !correspondents.isEmpty, let segment = message.segments.first else {
            return MessageHeading()
        }
        let bytes = message.slice(segment.start..<message.field(6, of: segment).upperBound)
        guard !header.elementsEqual(bytes) else { return heading }
        heading = correspondents.heading(message)
        header.removeAll(keepingCapacity: true)
        header.append(contentsOf: bytes)
        return heading
    }
}
