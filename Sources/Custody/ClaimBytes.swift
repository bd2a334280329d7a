// SPDX-License-Identifier: EUPL-1.2

/// What one message says about who it concerns, as UTF-8 in memory that is used again: the same
/// claims as `IdentityClaims`, without a `String` for each.
///
/// A record of which most are settled at once is read this way; `IdentityClaims` are made only of
/// those that stay open.
public struct ClaimBytes: Sendable, Masked {
    /// Where a claim stands among the bytes.
    public struct Place: Sendable, Hashable {
        @usableFromInline let start: UInt32
        @usableFromInline let end: UInt32

        @inlinable
        public init(_ start: Int = 0, _ end: Int = 0) {
            self.start = UInt32(truncatingIfNeeded: start)
            self.end = UInt32(truncatingIfNeeded: end)
        }

        @inlinable public var isEmpty: Bool { start == end }
        @inlinable public var count: Int { Int(end - start) }

        @inlinable
        public func slice(of bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
            UnsafeBufferPointer(rebasing: bytes[Int(start)..<Int(end)])
        }
    }

    /// The texts stand in front; what is behind `end` is memory to come.
    @usableFromInline var memory = [UInt8](repeating: 0, count: 256)
    @usableFromInline var end = 0
    /// The text in the place of the citizen number, valid or not.
    public var citizenNumber = Place()
    public var initials = Place()
    public var birthDate = Place()
    public var postcode = Place()
    public var houseNumber = Place()
    public var sampleNumber = Place()
    public var token = Place()
    public private(set) var surnames: [Place] = []
    /// The surnames again when there are many, so that each is found at once.
    private var manySurnames: Set<String> = []
    private static let fewSurnames = 16

    public init() {}

    public init(_ claims: IdentityClaims) {
        citizenNumber = append(claims.citizenNumber)
        for surname in claims.surnames { surnames.append(append(surname)) }
        initials = append(claims.initials)
        birthDate = append(claims.birthDate)
        postcode = append(claims.postcode)
        houseNumber = append(claims.houseNumber)
        sampleNumber = append(claims.sampleNumber)
        token = append(claims.token)
    }

    /// Forgets everything and keeps the memory.
    public mutating func removeAll() {
        if memory.count > 1 << 16 { memory = [UInt8](repeating: 0, count: 256) }
        end = 0
        surnames.removeAll(keepingCapacity: true)
        if !manySurnames.isEmpty { manySurnames = [] }
        (citizenNumber, initials, birthDate, postcode) = (Place(), Place(), Place(), Place())
        (houseNumber, sampleNumber, token) = (Place(), Place(), Place())
    }

    @inlinable
    public mutating func append(_ text: UnsafeBufferPointer<UInt8>) -> Place {
        let start = makeRoom(text.count)
        memory.withUnsafeMutableBufferPointer { memory in
            for place in 0..<text.count { memory[start &+ place] = text[place] }
        }
        end = start &+ text.count
        return Place(start, end)
    }

    public mutating func append(_ text: String) -> Place {
        var text = text
        return text.withUTF8 { append($0) }
    }

    /// Appends bytes that are their own text: nil, and nothing done, when there is an escape character
    /// or a byte above ASCII among them.
    @inlinable
    public mutating func appendASCII(
        _ text: UnsafeBufferPointer<UInt8>,
        without escape: UInt8
    ) -> Place? {
        let start = makeRoom(text.count)
        let isDone = memory.withUnsafeMutableBufferPointer { memory in
            var place = 0
            while place < text.count {
                let byte = text[place]
                if byte == escape || byte >= 0x80 { return false }
                memory[start &+ place] = byte
                place &+= 1
            }
            return true
        }
        guard isDone else { return nil }
        end = start &+ text.count
        return Place(start, end)
    }

    /// Where the next text of this length begins.
    @inlinable
    @inline(__always)
    mutating func makeRoom(_ count: Int) -> Int {
        if memory.count &- end < count { grow(count) }
        return end
    }

    @usableFromInline
    mutating func grow(_ count: Int) {
        memory.append(contentsOf: repeatElement(0, count: max(count, memory.count)))
    }

    /// A part of a text, by the bytes in it.
    public func part(_ range: Range<Int>, of place: Place) -> Place {
        Place(Int(place.start) + range.lowerBound, Int(place.start) + range.upperBound)
    }

    /// Takes what was appended last as a surname, unless it is empty or there already.
    public mutating func addSurname(_ place: Place) {
        guard !place.isEmpty else { return }
        if surnames.count < ClaimBytes.fewSurnames {
            guard !surnames.contains(where: { isSame($0, as: place) }) else { return }
        } else {
            if manySurnames.isEmpty { manySurnames = Set(surnames.map { text($0) }) }
            guard manySurnames.insert(text(place)).inserted else { return }
        }
        surnames.append(place)
    }

    /// Are two texts the same, as two `String`s are?
    public func isSame(_ place: Place, in other: ClaimBytes? = nil, as second: Place) -> Bool {
        let isEqual = withUTF8(place) { first in
            (other ?? self).withUTF8(second) { second -> Bool? in
                if first.count == second.count, first.elementsEqual(second) { return true }
                let isASCII =
                    first.reduce(0 as UInt8, |) | second.reduce(0 as UInt8, |) < 0x80
                return isASCII ? false : nil
            }
        }
        // The same letters can be composed in several ways.
        return isEqual ?? (text(place) == (other ?? self).text(second))
    }

    /// The bytes in which every `Place` lies.
    @inlinable
    public func withBytes<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result {
        try memory.withUnsafeBufferPointer { try body($0) }
    }

    @inlinable
    public func withUTF8<Result>(
        _ place: Place,
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result {
        try memory.withUnsafeBufferPointer {
            try body(place.slice(of: $0))
        }
    }

    public func text(_ place: Place) -> String {
        withUTF8(place) { String(decoding: $0, as: UTF8.self) }
    }

    /// Nothing at all is claimed.
    public var isSilent: Bool { namesNobody && sampleNumber.isEmpty }

    /// Nothing is claimed but perhaps a sample number.
    public var namesNobody: Bool {
        citizenNumber.isEmpty && surnames.isEmpty && initials.isEmpty && birthDate.isEmpty
            && postcode.isEmpty && houseNumber.isEmpty && token.isEmpty
    }
}

extension IdentityClaims {
    public init(_ claims: ClaimBytes) {
        self.init(
            citizenNumber: claims.text(claims.citizenNumber),
            surnames: claims.surnames.map { claims.text($0) },
            initials: claims.text(claims.initials),
            birthDate: claims.text(claims.birthDate),
            postcode: claims.text(claims.postcode),
            houseNumber: claims.text(claims.houseNumber),
            sampleNumber: claims.text(claims.sampleNumber),
            token: claims.text(claims.token)
        )
    }
}
