// SPDX-License-Identifier: EUPL-1.2

import Intake
import Testing

/// What a message says, by which the same one is known when it comes again.
@Suite struct MessageContentTests {
    private func hl7(_ text: String) -> [UInt8] {
        var reading = MessageReading(MessageClassifier())
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBufferPointer { reading.read($0) }
        return reading.content(of: bytes)
    }

    private func fhir(_ text: String) -> [UInt8] {
        var reading = FHIRReading(FHIRClassifier())
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBufferPointer { reading.read($0) }
        return reading.content(of: bytes)
    }

    private static let message =
        "MSH|^~\\&|A||||2024||ORU^R01|1|P|2.5\rPID|1||9||Proef^Bo\rNTE|1||one\r\nOBX|1|TX|a||b"

    @Test(arguments: [
        message + "\r", message.replacing("Bo\r", with: "Bo||\r"),
        message.replacing("Bo\r", with: "Bo|^~&^|\r"), "\r\n" + message,
        message.replacing("2.5\r", with: "2.5|||\r\r"), message.replacing("\r", with: "\r\n"),
        message.replacing("\r\n", with: "\r").replacing("\r", with: "\n"),
    ])
    func `line ends and empty fields at the end say nothing`(other: String) {
        #expect(hl7(other) == hl7(Self.message))
    }

    @Test(arguments: [
        message.replacing("|9|", with: "||9|"), message.replacing("Bo\r", with: "Bo|\"\"\r"),
        message.replacing("one\r\n", with: "one\n"), message.replacing("||b", with: "|b"),
        message.replacing("|^~\\&|", with: "|^~\\&#|"), message.replacing("A|||", with: "A||"),
    ])
    func `everything else does`(other: String) {
        #expect(hl7(other) != hl7(Self.message))
    }

    @Test func `a header of delimiters alone keeps them`() {
        #expect(hl7("MSH|^~\\&|||||||A|\rPID|^\r") == Array("MSH|^~\\&|||||||A\rPID".utf8))
    }

    private static let resource =
        #"{"resourceType":"Patient","id":"a b","name":[{"family":"x\" , y","given":["A","B"]}]}"#

    @Test(arguments: [
        "\u{FEFF}" + resource, resource + "\n", " " + resource,
        resource.replacing("\":", with: "\" : "),
        resource.replacing(",", with: ", ", maxReplacements: 1),
        resource.replacing("[{", with: "[\n\t{"),
        resource.replacing("{\"r", with: "{ \"r"),
    ])
    func `white space between values says nothing`(other: String) {
        #expect(fhir(other) == Array(Self.resource.utf8))
    }

    @Test(arguments: [
        resource.replacing("a b", with: "ab"), resource.replacing(" , y", with: ", y"),
        resource.replacing(#""A","B""#, with: #""B","A""#),
    ])
    func `white space within a value is the value's`(other: String) {
        #expect(fhir(other) != Array(Self.resource.utf8))
    }
}

/// A message that ends before its end.
@Suite struct MessageEndingTests {
    private static let header = "MSH|^~\\&|A|B|C|D|20240101||ORU^R01|1|P|2.5"
    private static let whole =
        header + "\rPID|1||9||Proef^Bo\rOBR|1|S100|S100|HPV\rOBX|1|ST|a||neg||||||F"

    private func outcome(_ text: String, isOpenEnded: Bool = true) -> MessageReading.Outcome {
        var reading = MessageReading(MessageClassifier())
        return Array(text.utf8).withUnsafeBufferPointer {
            reading.read($0, isOpenEnded: isOpenEnded)
        }
    }

    @Test func `a message that lacks only its last line end is whole`() {
        #expect(outcome(Self.whole) == .patients)
        let notified = Self.header.replacing("ORU^R01", with: "ADT^A31")
        #expect(outcome(notified + "\rPID|1||9||Proef^Bo") == .patients)
    }

    @Test(arguments: [
        "MSH|^~\\&|A|B|C|D|20240101||ORU^R01|1|P", "\rPID|1||9", "\rPID|1||9||Proef^Bo||1970",
        "\rPID|1||9||Proef^Bo\rOBR|1|S100",
        "\rPID|1||9||Proef^Bo\rOBR|1|S100|S100|HPV\rOBX|1|ST|a||n",
    ])
    func `a message that lacks what it must have is cut off, where the file ends in it`(
        text: String
    ) {
        let text = text.first == "\r" ? Self.header + text : text
        #expect(outcome(text) == .cutOff)
        #expect(outcome(text, isOpenEnded: false) != .cutOff)
    }
}
