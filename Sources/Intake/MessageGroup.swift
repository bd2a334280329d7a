// SPDX-License-Identifier: EUPL-1.2

import HL7

/// The segments that speak of one patient: those before the first PID, which speak of all, and
/// their own from PID on.
struct MessageGroup {
    let common: Range<Int>
    let own: Range<Int>

    var count: Int { common.count + own.count }

    /// The place in the message of one of its segments, counted from 0.
    @inline(__always)
    func place(_ number: Int) -> Int {
        number < common.count ? number : own.lowerBound + number - common.count
    }

    /// The first patient's group; everything when there is no PID.
    static func first(of message: HL7View) -> MessageGroup {
        let end = message.segments.count
        let start = nextPatient(in: message, from: 0) ?? end
        let next = nextPatient(in: message, from: start + 1) ?? end
        return MessageGroup(common: 0..<start, own: start..<next)
    }

    /// The next patient's.
    func next(of message: HL7View) -> MessageGroup? {
        guard own.upperBound < message.segments.count else { return nil }
        let end =
            MessageGroup.nextPatient(in: message, from: own.upperBound + 1)
            ?? message.segments.count
        return MessageGroup(common: common, own: own.upperBound..<end)
    }

    /// How many orders there are; that all of them are cancelled says ORC-1 `CA` in each ORC.
    func orders(in message: HL7View) -> Orders {
        var orders = Orders()
        for number in 0..<count {
            let segment = message.segments[place(number)]
            guard segment.name == .ORC else { continue }
            orders.isAny = true
            let control = message.field(1, of: segment)
            guard control.count == 2, message.bytes[control.lowerBound] == UInt8(ascii: "C"),
                message.bytes[control.lowerBound + 1] == UInt8(ascii: "A")
            else {
                orders.areCancelled = false
                break
            }
        }
        return orders
    }

    struct Orders {
        var isAny = false
        /// None is not.
        var areCancelled = true

        /// Is there an order, and is every one of them cancelled?
        var isCancellation: Bool { isAny && areCancelled }

        func and(_ other: Orders) -> Orders {
            Orders(
                isAny: isAny || other.isAny,
                areCancelled: areCancelled && other.areCancelled
            )
        }
    }

    private static func nextPatient(in message: HL7View, from place: Int) -> Int? {
        var place = place
        while place < message.segments.count {
            if message.segments[place].name == .PID { return place }
            place += 1
        }
        return nil
    }
}
