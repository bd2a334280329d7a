// SPDX-License-Identifier: EUPL-1.2

import HL7

/// Goes over the values of a repetition that are not empty, with the numbers of their component and
/// subcomponent.
struct HL7ValueCursor {
    private(set) var component = 1
    private(set) var subcomponent = 1
    private(set) var range: Range<Int>
    private let bytes: UnsafeBufferPointer<UInt8>
    private let components: UInt8
    private let subcomponents: UInt8
    private let end: Int
    private var place: Int
    private var nextComponent = 1
    private var nextSubcomponent = 1

    @inline(__always)
    init(_ repetition: Range<Int>, of view: HL7View) {
        bytes = view.bytes
        components = view.delimiters.component
        subcomponents = view.delimiters.subcomponent
        place = repetition.lowerBound
        end = repetition.upperBound
        range = repetition
    }

    /// False when there is none any more.
    @inline(__always)
    mutating func next() -> Bool {
        while place < end {
            let start = place
            var byte: UInt8 = 0
            while place < end {
                byte = bytes[place]
                if (byte == components || byte == subcomponents) && byte != 0 { break }
                place &+= 1
            }
            range = Range(uncheckedBounds: (start, place))
            (component, subcomponent) = (nextComponent, nextSubcomponent)
            if byte == components {
                nextComponent &+= 1
                nextSubcomponent = 1
            } else {
                nextSubcomponent &+= 1
            }
            let isEmpty = place == start
            place &+= 1
            if !isEmpty { return true }
        }
        return false
    }
}

extension HL7View {
    /// The next repetition that is not empty; `start` moves behind it.
    @inline(__always)
    func nextRepetition(from start: inout Int, of field: Range<Int>) -> Range<Int>? {
        let delimiter = delimiters.repetition
        while start < field.upperBound {
            let first = start
            let place =
                delimiter == 0
                ? field.upperBound : self.place(of: delimiter, from: first, to: field.upperBound)
            start = place &+ 1
            if place > first { return Range(uncheckedBounds: (first, place)) }
        }
        return nil
    }
}
