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

    public private(set) var bytes: [UInt8] = []
    /// The text in the place of the citizen number, valid or not.
    public var citizenNumber = Place()
    public var initials = Place()
    public var birthDate = Place()
    public var postcode = Place()
    public var houseNumber = Place()
    public var sampleNumber = Place()
    public var token = Place()
    public private(set) var surnames: [Place] = []

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
        bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 16)
        surnames.removeAll(keepingCapacity: true)
        (citizenNumber, initials, birthDate, postcode) = (Place(), Place(), Place(), Place())
        (houseNumber, sampleNumber, token) = (Place(), Place(), Place())
    }

    @inlinable
    public mutating func append(_ text: UnsafeBufferPointer<UInt8>) -> Place {
        let start = bytes.count
        appendBytes(text)
        return Place(start, bytes.count)
    }

    public mutating func append(_ text: String) -> Place {
        var text = text
        return text.withUTF8 { append($0) }
    }

    @usableFromInline
    mutating func appendBytes(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: text)
    }

    /// A part of a text, by the bytes in it.
    public func part(_ range: Range<Int>, of place: Place) -> Place {
        Place(Int(place.start) + range.lowerBound, Int(place.start) + range.upperBound)
    }

    /// Takes what was appended last as a surname, unless it is empty or there already.
    public mutating func addSurname(_ place: Place) {
        guard !place.isEmpty, !surnames.contains(where: { isSame($0, as: place) }) else { return }
        surnames.append(place)
    }

    /// Are two texts the same, as two `String`s are?
    public func isSame(_ place: Place, in other: ClaimBytes? = nil, as second: Place) -> Bool {
        let isEqual = withUTF8(place) { first in
            (other ?? self).withUTF8(second) { second -> Bool? in
                if first.elementsEqual(second) { return true }
                let isASCII = first.allSatisfy { $0 < 0x80 } && second.allSatisfy { $0 < 0x80 }
                return isASCII ? false : nil
            }
        }
        // The same letters can be composed in several ways.
        return isEqual ?? (text(place) == (other ?? self).text(second))
    }

    @inlinable
    public func withUTF8<Result>(
        _ place: Place,
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result {
        try bytes.withUnsafeBufferPointer {
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
