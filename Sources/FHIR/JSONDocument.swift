// SPDX-License-Identifier: EUPL-1.2

/// A JSON text that was read: its tokens and its bytes, valid for the time of the closure that it is
/// handed to.
public struct JSONDocument {
    public let bytes: UnsafeBufferPointer<UInt8>
    /// The value itself, then everything in it; never empty.
    public let tokens: UnsafeBufferPointer<JSONToken>
    /// Kept by whoever reads; a document is copied often and does not count who has it.
    public unowned(unsafe) let vocabulary: JSONVocabulary
    private let names: JSONVocabulary.View

    init(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ tokens: UnsafeBufferPointer<JSONToken>,
        _ vocabulary: JSONVocabulary
    ) {
        self.bytes = bytes
        self.tokens = tokens
        self.vocabulary = vocabulary
        names = vocabulary.view
    }

    @inlinable public subscript(place: Int) -> JSONToken {
        @inline(__always) get { tokens[place] }
    }

    /// The token behind a value and all that is in it.
    @inlinable @inline(__always)
    public func next(_ place: Int) -> Int {
        let token = tokens[place]
        return token.isContainer ? Int(token.end) : place + 1
    }

    /// The members of an object: where each value stands, and of names that the vocabulary does not
    /// know where the name stands.
    @inlinable @inline(__always)
    public func forEachMember(of object: Int, _ body: (_ value: Int, _ name: Int?) -> Void) {
        guard tokens[object].kind == .object else { return }
        let end = Int(tokens[object].end)
        var place = object + 1
        while place < end {
            if tokens[place].kind == .name {
                body(place + 1, place)
                place += 1
            } else {
                body(place, nil)
            }
            place = next(place)
        }
    }

    /// The elements of an array; the value itself when it is no array.
    @inlinable @inline(__always)
    public func forEachElement(of array: Int, _ body: (_ value: Int) -> Void) {
        guard tokens[array].kind == .array else { return body(array) }
        let end = Int(tokens[array].end)
        var place = array + 1
        while place < end {
            body(place)
            place = next(place)
        }
    }

    /// The value of a member by the number of its name.
    @inlinable
    public func member(_ name: UInt16, of object: Int) -> Int? {
        guard tokens[object].kind == .object, name != 0 else { return nil }
        let end = Int(tokens[object].end)
        var place = object + 1
        while place < end {
            if tokens[place].name == name { return place }
            if tokens[place].kind == .name { place += 1 }
            place = next(place)
        }
        return nil
    }

    /// The bytes of a string, number or name as they stand there; nothing of an object or array.
    @inlinable
    public func raw(_ place: Int) -> UnsafeBufferPointer<UInt8> {
        let token = tokens[place]
        return UnsafeBufferPointer(rebasing: bytes[token.isContainer ? 0..<0 : token.range])
    }

    /// The text of a string or name with its escapes resolved, and of a number as it stands there;
    /// empty for everything else.
    public func text(_ place: Int) -> String {
        let token = tokens[place]
        switch token.kind {
        case .string, .name, .number:
            if token.isEscaped {
                return String(decoding: JSONBytes(bytes).unescaped(token.range), as: UTF8.self)
            }
            return String(decoding: raw(place), as: UTF8.self)
        default: return ""
        }
    }

    /// The number of a string in the vocabulary; 0 when it is no string or not known.
    public func number(_ place: Int) -> UInt16 {
        let token = tokens[place]
        guard token.kind == .string else { return 0 }
        guard !token.isEscaped else { return vocabulary.number(of: text(place)) }
        return names.number(in: JSONBytes(bytes), Int(token.start), Int(token.end - token.start))
    }

    /// Are two strings the same, byte by byte as they stand there?
    public func isSame(_ one: Int, _ other: Int) -> Bool {
        isRaw(one, raw(other))
    }

    /// Is a string, as it stands there, exactly these bytes?
    public func isRaw(_ place: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let token = tokens[place]
        guard token.kind == .string, Int(token.end - token.start) == text.count else {
            return false
        }
        var number = 0
        while number < text.count {
            if bytes[Int(token.start) + number] != text[number] { return false }
            number += 1
        }
        return true
    }

    /// Does it say anything: a string with something in it, a number, true or false, or an object or
    /// array that holds such a value?
    public func isFilled(_ place: Int) -> Bool {
        let token = tokens[place]
        switch token.kind {
        case .string: return token.end > token.start
        case .number, .yes, .no: return true
        case .null, .name: return false
        case .object, .array:
            var inner = place + 1
            while inner < Int(token.end) {
                if !tokens[inner].isContainer, isFilled(inner) { return true }
                inner += 1
            }
            return false
        }
    }
}
