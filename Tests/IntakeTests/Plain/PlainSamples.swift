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
struct PlainSamples {
    private let message: HL7Message
    private let group: PlainGroup
    private var found: [Range<Int>] = []
    /// Are there specimens, and are all of them controls or calibrators?
    private(set) var areControls = false

    init(_ message: HL7Message, _ group: PlainGroup, isResult: Bool) {
        self.message = message
        self.group = group
        readSpecimens()
        if areControls || isResult && !found.isEmpty { return }
        readOrders(4, ofRequests: false)
        if isResult, !found.isEmpty { return }
        readOrders(2, ofRequests: true)
        // The filler's own number tells an order nothing.
        if isResult, found.isEmpty { readOrders(3, ofRequests: true) }
    }

    var numbers: [String] { found.map { message.text($0) } }

    /// A field of ORC, and the same of OBR.
    private mutating func readOrders(_ field: Int, ofRequests: Bool) {
        for number in 0..<group.count {
            let segment = message.segments[group.place(number)]
            guard segment.name == .ORC || ofRequests && segment.name == .OBR else { continue }
            let range = message.range(segment, field)
            if range.count >= 4 { add(range, isOrderNumber: true) }
        }
    }

    private mutating func readSpecimens() {
        var specimens = 0
        var controls = 0
        var isControl = false
        for number in 0..<group.count {
            let segment = message.segments[group.place(number)]
            if segment.name == .SPM {
                specimens += 1
                isControl = self.isControl(segment)
                if isControl {
                    controls += 1
                    continue
                }
                add(message.range(segment, 2), isOrderNumber: false)
                add(message.range(segment, 2, component: 2), isOrderNumber: false)
            } else if segment.name == .SAC, !isControl {
                add(message.range(segment, 3), isOrderNumber: false)
                add(message.range(segment, 4), isOrderNumber: false)
            }
        }
        areControls = specimens > 0 && specimens == controls
    }

    /// SPM-11 (HL7 table 0369): control, calibrator, electronic control, verifying calibrator.
    private func isControl(_ specimen: HL7Segment) -> Bool {
        let role = message.range(specimen, 11)
        return role.count == 1 && "QCEV".utf8.contains(message.bytes[role.lowerBound])
    }

    private mutating func add(_ field: Range<Int>, isOrderNumber: Bool) {
        guard !field.isEmpty, message.isFilled(field) else { return }
        let places = field.filter { message.bytes[$0] != 0x20 }
        let range = (places.first ?? 0)..<(places.last ?? 0) + 1
        let number = message.bytes[range]
        for known in found {
            if known.count == range.count, number.elementsEqual(message.bytes[known]) { return }
            if isOrderNumber, known.count >= 4, known.count < range.count,
                number.starts(with: message.bytes[known])
            {
                return
            }
        }
        found.append(range)
    }
}
