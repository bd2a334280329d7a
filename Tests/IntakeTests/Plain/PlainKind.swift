// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7

@testable import Intake

/// What the header of a message says: which way it went, when, and between whom.
struct PlainKind {
    let header: HL7Segment?
    /// Results and answers of the processor; everything else goes to it.
    let isResult: Bool

    init(_ message: HL7Message) {
        header = message.segments.first
        guard let header else {
            isResult = false
            return
        }
        let code = message.component(1, of: message.field(9, of: header))
        isResult = code.count == 3 && PlainKind.isResult(message.bytes[code])
    }

    /// Unsolicited and asked-for results, and answers to orders, by MSH-9.1.
    private static func isResult(_ code: ArraySlice<UInt8>) -> Bool {
        // All of them begin with O: ORU OUL OPU ORF OSR ORL ORR ORA.
        guard code.first == UInt8(ascii: "O") else { return false }
        return switch (code[code.startIndex + 1], code[code.startIndex + 2]) {
        case (UInt8(ascii: "R"), UInt8(ascii: "U")), (UInt8(ascii: "U"), UInt8(ascii: "L")),
            (UInt8(ascii: "P"), UInt8(ascii: "U")), (UInt8(ascii: "R"), UInt8(ascii: "F")),
            (UInt8(ascii: "S"), UInt8(ascii: "R")), (UInt8(ascii: "R"), UInt8(ascii: "L")),
            (UInt8(ascii: "R"), UInt8(ascii: "R")), (UInt8(ascii: "R"), UInt8(ascii: "A")):
            true
        default: false
        }
    }

    /// What every patient of the message has in common.
    func classified(_ message: HL7Message) -> ClassifiedMessage {
        var classified = ClassifiedMessage()
        guard let header else { return classified }
        let type = message.field(9, of: header)
        let code = message.component(1, of: type)
        let event = message.component(2, of: type)
        classified.type = message.text(event.isEmpty ? code : code.lowerBound..<event.upperBound)
        classified.controlID = message.text(message.field(10, of: header))
        classified.sendingApplication = message.text(header, 3)
        classified.receivingApplication = message.text(header, 5)
        classified.origin = isResult ? .producedThere : .givenByUs
        classified.day = day(message.bytes[message.field(7, of: header)])
        for (name, field) in [("EVN", 2), ("ORC", 9), ("OBR", 7)] where classified.day == nil {
            for segment in message.segments where segment.name.description == name {
                classified.day =
                    classified.day ?? day(message.bytes[message.range(segment, field)])
            }
        }
        return classified
    }

    /// Days since 1970-01-01 of a time `yyyymmdd…`.
    private func day(_ time: ArraySlice<UInt8>) -> Int? {
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
