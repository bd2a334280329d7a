// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7

/// What the header of a message says: of what kind it is, when it was sent, and which way.
struct MessageKind {
    let header: HL7Segment?
    /// Results and answers; as a rule they come from the processor, and everything else goes to it.
    let isResult: Bool
    /// Who sent it and who got it.
    let heading: MessageHeading
    /// `ACK`: whether a message arrived.
    let isAcknowledgement: Bool
    /// A question (`QRY`, `QBP`) and what goes with it.
    let isQuery: Bool
    /// It says, in segments of its own, whom it asks about.
    let asksAboutSomebody: Bool

    init(_ message: HL7View, _ heading: MessageHeading = MessageHeading()) {
        header = message.segments.first
        self.heading = heading
        guard let header else {
            (isResult, isAcknowledgement, isQuery) = (false, false, false)
            asksAboutSomebody = false
            return
        }
        let code = message.slice(message.component(1, of: message.field(9, of: header)))
        isResult = code.count == 3 && MessageKind.isResult(code)
        isAcknowledgement = code.elementsEqual("ACK".utf8) || code.elementsEqual("MCF".utf8)
        isQuery = code.count == 3 && code[0] == UInt8(ascii: "Q")
        asksAboutSomebody =
            isQuery
            && message.segments.contains {
                $0.name == MessageKind.queryDefinition || $0.name == MessageKind.queryParameters
            }
    }

    private static let queryDefinition = HL7SegmentName("QRD")
    private static let queryParameters = HL7SegmentName("QPD")

    /// Unsolicited and asked-for results, and answers to orders, by MSH-9.1.
    private static func isResult(_ code: UnsafeBufferPointer<UInt8>) -> Bool {
        // All of them begin with O: ORU OUL OPU ORF OSR ORL ORR ORA.
        guard code[0] == UInt8(ascii: "O") else { return false }
        return switch (code[1], code[2]) {
        case (UInt8(ascii: "R"), UInt8(ascii: "U")), (UInt8(ascii: "U"), UInt8(ascii: "L")),
            (UInt8(ascii: "P"), UInt8(ascii: "U")), (UInt8(ascii: "R"), UInt8(ascii: "F")),
            (UInt8(ascii: "S"), UInt8(ascii: "R")), (UInt8(ascii: "R"), UInt8(ascii: "L")),
            (UInt8(ascii: "R"), UInt8(ascii: "R")), (UInt8(ascii: "R"), UInt8(ascii: "A")):
            true
        default: false
        }
    }

    /// MSH-9 up to its event: `OML^O21`.
    func type(_ message: HL7View) -> Range<Int> {
        guard let header else { return 0..<0 }
        let type = message.field(9, of: header)
        let code = message.component(1, of: type)
        let event = message.component(2, of: type)
        return event.isEmpty ? code : code.lowerBound..<event.upperBound
    }

    /// The day on which it was sent: MSH-7; without that when what it tells of was recorded (EVN-2), else
    /// when its order was (ORC-9), else when its first sample was taken (OBR-7). Nil when nothing says.
    func day(_ message: HL7View) -> Int? {
        guard let header else { return nil }
        return day(message.slice(message.field(7, of: header))) ?? dayWithin(message)
    }

    private func dayWithin(_ message: HL7View) -> Int? {
        for (name, field) in MessageKind.days {
            for segment in message.segments where segment.name == name {
                if let day = day(
                    message.slice(message.firstValue(of: message.field(field, of: segment)))
                ) {
                    return day
                }
            }
        }
        return nil
    }

    private static let days: [(HL7SegmentName?, Int)] = [
        (HL7SegmentName("EVN"), 2), (.ORC, 9), (.OBR, 7),
    ]

    /// Days since 1970-01-01 of a time `yyyymmdd…`.
    private func day(_ time: UnsafeBufferPointer<UInt8>) -> Int? {
        guard time.count >= 8 else { return nil }
        var number = 0
        for byte in time.prefix(8) {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        let date = PartialDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        return date.flatMap { $0.isFull ? $0.dayNumber : nil }
    }
}
