// SPDX-License-Identifier: EUPL-1.2

import HL7

/// The segments that speak of one patient: those before the first PID, which speak of all, and
/// their own from PID on.
struct PlainGroup {
    let common: Range<Int>
    let own: Range<Int>

    var count: Int { common.count + own.count }

    /// The place in the message of one of its segments, counted from 0.
    @inline(__always)
    func place(_ number: Int) -> Int {
        number < common.count ? number : own.lowerBound + number - common.count
    }

    /// The first patient's group; everything when there is no PID.
    static func first(of message: HL7Message) -> PlainGroup {
        let end = message.segments.count
        let start = nextPatient(in: message, from: 0) ?? end
        let next = nextPatient(in: message, from: start + 1) ?? end
        return PlainGroup(common: 0..<start, own: start..<next)
    }

    /// The next patient's.
    func next(of message: HL7Message) -> PlainGroup? {
        guard own.upperBound < message.segments.count else { return nil }
        let end =
            PlainGroup.nextPatient(in: message, from: own.upperBound + 1)
            ?? message.segments.count
        return PlainGroup(common: common, own: own.upperBound..<end)
    }

    private static func nextPatient(in message: HL7Message, from place: Int) -> Int? {
        guard place < message.segments.count else { return nil }
        return message.segments[place...].firstIndex { $0.name == .PID }
    }
}
