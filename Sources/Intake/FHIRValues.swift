// SPDX-License-Identifier: EUPL-1.2

import Custody
import FHIR

/// What may be known of a document while findings are made in it: its shape freely, and of its values
/// only the answers to the questions below, each of which is noted.
///
/// So nothing decides a finding that is not compared before the finding is taken over for another
/// resource of the same shape (`FHIRShapes`, decision 0013).
struct FHIRValues {
    private let document: JSONDocument
    /// What the findings depended on beside the shape, when that is noted.
    private var noted: [FHIRQuestion]?

    init(_ document: JSONDocument) { self.document = document }

    mutating func beginNoting() { noted = [] }

    mutating func endNoting() -> [FHIRQuestion] {
        defer { noted = nil }
        return noted ?? []
    }

    // MARK: The shape

    /// A token without what stands in it.
    struct Element {
        let kind: JSONToken.Kind
        /// In the vocabulary; 0 for an element of an array and for other names.
        let name: UInt16
        /// Of an object or array the place behind it.
        let end: Int
        /// A string with nothing in it: no shape that is kept has one.
        let isEmptyString: Bool

        var isContainer: Bool { kind == .object || kind == .array }
    }

    subscript(place: Int) -> Element {
        @inline(__always) get {
            let token = document[place]
            return Element(
                kind: token.kind,
                name: token.name,
                end: token.isContainer ? Int(token.end) : place &+ 1,
                isEmptyString: token.kind == .string && token.start == token.end
            )
        }
    }

    /// Of a resource, when it is known.
    func shape(of resource: Int) -> UInt32 { document[resource].shape }

    /// The name of a member that the vocabulary does not know.
    func name(_ place: Int) -> String {
        document[place].kind == .name ? document.text(place) : ""
    }

    @inline(__always)
    func member(_ name: UInt16, of object: Int) -> Int? { document.member(name, of: object) }

    @inline(__always)
    func next(_ place: Int) -> Int { document.next(place) }

    /// Is there a value in it?
    func isFilled(_ place: Int) -> Bool { document.isFilled(place) }

    func type(
        of object: Int,
        _ candidate: FHIRDataType?,
        _ types: FHIRTypes
    ) -> FHIRDataType? {
        types.type(of: object, candidate, in: document)
    }

    // MARK: Questions about values

    /// The number of a string in the vocabulary; 0 when it is none of it.
    @inline(__always)
    mutating func number(_ place: Int) -> UInt16 { ask(.number, place) }

    /// Does an identifier hold a citizen number that no type says is one?
    mutating func isUntypedNumber(_ identifier: Int, _ names: FHIRNames) -> Bool {
        guard let value = member(names.value, of: identifier),
            member(names.system, of: identifier) == nil,
            member(names.type, of: identifier) == nil
        else { return false }
        return ask(.citizenNumber, value) == 1
    }

    /// Does a reference point to what stands in the same bundle or resource?
    @inline(__always)
    mutating func pointsWithin(_ place: Int) -> Bool { ask(.pointsWithin, place) == 1 }

    @inline(__always)
    private mutating func ask(_ kind: FHIRQuestion.Kind, _ place: Int) -> UInt16 {
        let answer = answer(kind, place)
        noted?.append(FHIRQuestion(place: place, kind: kind, answer: answer))
        return answer
    }

    /// Would a question have the same answer here?
    func hasSameAnswer(_ question: FHIRQuestion, for resource: Int) -> Bool {
        answer(question.kind, resource + question.place) == question.answer
    }

    @inline(__always)
    private func answer(_ kind: FHIRQuestion.Kind, _ place: Int) -> UInt16 {
        switch kind {
        case .number: document.number(place)
        case .citizenNumber: document.isCitizenNumber(place) ? 1 : 0
        case .pointsWithin: document.pointsWithin(place) ? 1 : 0
        }
    }
}

extension JSONDocument {
    fileprivate func isCitizenNumber(_ place: Int) -> Bool {
        guard self[place].kind == .string, self[place].range.count == 9 else { return false }
        return CitizenNumber(utf8: raw(place)) != nil
    }

    /// A reference to what stands in the same bundle or resource says nothing by itself.
    fileprivate func pointsWithin(_ place: Int) -> Bool {
        guard self[place].kind == .string else { return false }
        let text = raw(place)
        guard let first = text.first else { return false }
        if first == UInt8(ascii: "#") { return true }
        return first == UInt8(ascii: "u") && text.count > 9 && text.starts(with: JSONDocument.uuid)
    }

    private static let uuid = Array("urn:uuid:".utf8)
}
