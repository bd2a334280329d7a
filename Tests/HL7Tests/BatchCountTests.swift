// SPDX-License-Identifier: EUPL-1.2

import HL7
import Testing

/// What the trailers of a batch file say is compared with what stands in it.
@Suite struct BatchCountTests {
    private static let message = "MSH|^~\\&|A|B|C|D|20240131||ORU^R01|1|P|2.5\rPID|1\r"

    private func counts(_ text: String, offset: Int = 0) -> BatchCounts {
        var framing = MessageFraming(offset: offset)
        var messages = 0
        // In pieces of seven bytes, as they may come.
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: 7) {
            framing.feed(Array(bytes[start..<min(start + 7, bytes.count)])) { _ in messages += 1 }
        }
        framing.finish { _ in messages += 1 }
        #expect(messages == text.split(separator: "MSH|").count - (text.hasPrefix("MSH") ? 0 : 1))
        return framing.batchCounts
    }

    @Test(arguments: ["2", " 2 ", "", "two", "12345678901", "-2", "2|note|7"])
    func `a trailer that is right, or says no number, is no reason to look`(count: String) {
        let two = Self.message + Self.message
        let whole = "FHS|^~\\&\rBHS|^~\\&\r" + two + "BTS|\(count)\rFTS|1\r"
        #expect(counts(whole) == BatchCounts())
        #expect(counts("BHS|^~\\&\r" + two + "BTS\r") == BatchCounts())
    }

    @Test func `a trailer that says more or fewer is counted, and each message is handed out`() {
        let batch = "BHS|^~\\&\r" + Self.message
        let found = counts(
            "FHS|^~\\&\r" + batch + "BTS|3\r" + batch + "BTS|0\r" + batch + "BTS|1\rFTS|4\r"
        )
        #expect(found.messages.trailers == 2)
        #expect(found.messages.said == 3 && found.messages.found == 2)
        #expect(found.batches.trailers == 1)
        #expect(found.batches.said == 4 && found.batches.found == 3)
        #expect(found.notCompared == 0)
    }

    @Test func `a batch counts by its header or by its trailer, whichever it has`() {
        let both = "BHS|^~\\&\r" + Self.message + "BHS|^~\\&\r" + Self.message
        #expect(counts("FHS|^~\\&\r" + both + "FTS|2\r") == BatchCounts())
        #expect(counts("FHS|^~\\&\r" + both + "BTS|1\rFTS|3\r").batches.found == 2)
        #expect(counts(Self.message + "BTS|1\r" + Self.message + "BTS|1\rFTS|2\r") == BatchCounts())
        #expect(counts("FHS|^~\\&\rBHS|^~\\&\rBTS|0\rFTS|2\r").batches.found == 1)
    }

    /// The standard lets the header and the trailer of a batch be left out.
    @Test(arguments: ["0", "1", "2"])
    func `of a file without batches the number of batches is not compared`(count: String) {
        let two = Self.message + Self.message
        #expect(counts("FHS|^~\\&\r" + two + "FTS|\(count)\r") == BatchCounts())
    }

    @Test func `of a file that is gone on with in its midst what had begun before is not compared`()
    {
        let rest = Self.message + "BTS|2\rFTS|1\r"
        let goneOn = counts(rest, offset: 90)
        #expect(goneOn.messages.trailers == 0 && goneOn.batches.trailers == 0)
        #expect(goneOn.notCompared == 2)
        #expect(counts(rest).messages.trailers == 1 && counts(rest).notCompared == 0)
        // The batch behind it is seen whole.
        let next = counts(Self.message + "BTS|2\rBHS|^~\\&\r" + rest, offset: 90)
        #expect(next.messages.trailers == 1 && next.messages.found == 1)
        #expect(next.notCompared == 2)
    }
}
