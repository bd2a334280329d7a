// SPDX-License-Identifier: EUPL-1.2

import HL7

/// The sample numbers (monsternummers) by which a result finds its order.
///
/// An order offers every number a result may come back with: SPM-2 (placer's and filler's), SAC-3 and
/// SAC-4, then ORC-4, then ORC-2 and OBR-2. A result offers only the surest of those it has, as one
/// result is one row of its person: SPM-2, SAC-3 and SAC-4; if there are none ORC-4; if there is none
/// ORC-2 and OBR-2; if there are none ORC-3 and OBR-3.
///
/// A placer number that is the sample number with a postfix (`S1-1` beside `S1`) is left out, and so
/// is an ORC or OBR number of fewer than four characters: a counter, not a sample. Specimens that
/// are controls offer none.
struct MessageSamples {
    /// Numbers with what is known of the specimens they came from.
    private struct Specimens {
        var found: [Range<Int>] = []
        var count = 0
        var controls = 0
        var isControl = false
    }

    /// What the segments before the first PID offer to each patient, the numbers of orders by field.
    private struct Common {
        var specimens = Specimens()
        var orders: [Int: [Range<Int>]] = [:]
    }

    private var state = Specimens()
    /// Nil for the first patient, whose common segments are read with their own.
    private var common: Common?
    private var isFurther = false
    /// The places of the specimens and containers, and of the orders and requests, in the group.
    private var specimens: [Int] = []
    private var orders: [Int] = []
    /// Of the numbers found, when there are many.
    private var index = SampleIndex()

    /// The numbers as ranges of the message.
    var found: [Range<Int>] { state.found }

    /// Before the first patient of a message, or the only one.
    mutating func begin() {
        state.found.removeAll(keepingCapacity: true)
        (state.count, state.controls, state.isControl) = (0, 0, false)
        isFurther = false
        if common != nil { common = nil }
        index.removeAll()
    }

    /// Before a further patient: with what all have in common.
    mutating func beginFurther() {
        state = common?.specimens ?? Specimens()
        isFurther = true
        index.removeAll()
    }

    /// Reads what the patients that follow have in common; how many bytes of numbers that are at most.
    mutating func readCommon(_ view: HL7View, _ group: MessageGroup) -> Int {
        begin()
        gather(view, group)
        var common = Common()
        readSpecimens(view)
        common.specimens = state
        var size = MessageSamples.size(of: state.found)
        for field in [4, 2, 3] {
            state.found.removeAll()
            index.removeAll()
            for place in orders {
                let segment = view.segments[place]
                guard field != 4 || segment.name == .ORC else { continue }
                let range = view.range(segment, field)
                if range.count >= 4 { add(range, view, isOrderNumber: false) }
            }
            common.orders[field] = state.found
            size += MessageSamples.size(of: state.found)
        }
        self.common = common
        return size
    }

    private static func size(of ranges: [Range<Int>]) -> Int {
        ranges.reduce(0) { $0 + $1.count + 16 }
    }

    /// True when there are specimens, and all of them are controls or calibrators.
    mutating func read(_ view: HL7View, _ group: MessageGroup, isResult: Bool) -> Bool {
        gather(view, group)
        if !specimens.isEmpty { readSpecimens(view) }
        let areControls = state.count > 0 && state.count == state.controls
        if areControls || isResult && !found.isEmpty { return areControls }
        if orders.isEmpty, !isFurther { return false }
        readOrders(4, view, ofRequests: false)
        if isResult, !found.isEmpty { return false }
        readOrders(2, view, ofRequests: true)
        // The filler's own number tells an order nothing.
        if isResult, found.isEmpty { readOrders(3, view, ofRequests: true) }
        return false
    }

    private mutating func gather(_ view: HL7View, _ group: MessageGroup) {
        specimens.removeAll(keepingCapacity: true)
        orders.removeAll(keepingCapacity: true)
        for number in 0..<group.count {
            let place = group.place(number)
            let name = view.segments[place].name
            if name == .ORC || name == .OBR {
                orders.append(place)
            } else if name == .SPM || name == .SAC {
                specimens.append(place)
            }
        }
    }

    /// A field of ORC, and the same of OBR.
    private mutating func readOrders(_ field: Int, _ view: HL7View, ofRequests: Bool) {
        if isFurther, let ranges = common?.orders[field] {
            for range in ranges { add(range, view, isOrderNumber: true) }
        }
        for place in orders {
            let segment = view.segments[place]
            guard ofRequests || segment.name == .ORC else { continue }
            let range = view.range(segment, field)
            if range.count >= 4 { add(range, view, isOrderNumber: true) }
        }
    }

    private mutating func readSpecimens(_ view: HL7View) {
        for place in specimens {
            let segment = view.segments[place]
            if segment.name == .SPM {
                state.count += 1
                state.isControl = isControl(segment, view)
                if state.isControl {
                    state.controls += 1
                    continue
                }
                add(view.range(segment, 2), view, isOrderNumber: false)
                add(view.range(segment, 2, component: 2), view, isOrderNumber: false)
            } else if !state.isControl {
                add(view.range(segment, 3), view, isOrderNumber: false)
                add(view.range(segment, 4), view, isOrderNumber: false)
            }
        }
    }

    /// SPM-11 (HL7 table 0369): control, calibrator, electronic control, verifying calibrator.
    private func isControl(_ specimen: HL7Segment, _ view: HL7View) -> Bool {
        let role = view.range(specimen, 11)
        return role.count == 1 && "QCEV".utf8.contains(view.bytes[role.lowerBound])
    }

    /// Blanks around a number are no part of it: those behind are optional (HL7 2.5.1, 2.A.74).
    private mutating func add(_ field: Range<Int>, _ view: HL7View, isOrderNumber: Bool) {
        guard !field.isEmpty, view.isFilled(field) else { return }
        var range = field
        while view.bytes[range.lowerBound] == 0x20 { range = range.dropFirst() }
        while view.bytes[range.upperBound - 1] == 0x20 { range = range.dropLast() }
        let number = view.slice(range)
        if state.found.count > SampleIndex.few {
            if index.holds(number, of: state.found, view, orPrefix: isOrderNumber) { return }
        } else {
            for known in state.found {
                if known.count == range.count, number.elementsEqual(view.slice(known)) { return }
                if isOrderNumber, known.count >= SampleIndex.shortest, known.count < range.count,
                    number.starts(with: view.slice(known))
                {
                    return
                }
            }
        }
        state.found.append(range)
    }
}
