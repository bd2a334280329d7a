// SPDX-License-Identifier: EUPL-1.2

import Custody
import HL7
import Testing

@testable import Intake

/// `MessageReading` against `PlainClassifier`: the same of every message, however odd.
@Suite struct MessageReadingTests {
    private func expectTheSame(
        _ bytes: [UInt8],
        _ reading: inout MessageReading,
        _ map: FieldMap = .standard
    ) {
        let outcome = bytes.withUnsafeBufferPointer { reading.read($0) }
        let message: HL7Message
        do throws(HL7ParseError) {
            message = try HL7Message(bytes)
        } catch {
            #expect(outcome == .noMessage(error))
            return
        }
        if outcome == .noMessage(.messageInside) {
            let begins = message.withView { view in
                view.segments.first.map {
                    Array("MSH".utf8) + [view.delimiters.field] + view.slice(view.field(2, of: $0))
                }
            }
            let places = bytes.indices.count { bytes[$0...].starts(with: begins ?? []) }
            #expect(places > 1, "another message begins inside")
            return
        }
        let plain = PlainClassifier(map).classify(message)
        guard !plain.type.isEmpty else {
            #expect(outcome == .untyped)
            return
        }
        guard outcome == .patients, reading.furtherPatients.count == plain.furtherPatients.count
        else {
            Issue.record("\(plain.furtherPatients.count) further patients expected")
            return
        }
        expectTheSame(reading.first, plain, reading, bytes)
        for (patient, expected) in zip(reading.furtherPatients, plain.furtherPatients) {
            expectTheSame(patient, expected, reading, bytes)
        }
        let classified = MessageClassifier(map).classify(message)
        #expect(classified.type == plain.type)
        #expect(classified.controlID == plain.controlID)
        #expect(classified.sendingApplication == plain.sendingApplication)
        #expect(classified.receivingApplication == plain.receivingApplication)
        #expect(classified.isControl == plain.isControl)
        #expect(classified.samples == plain.samples)
        #expect(classified.furtherPatients.count == plain.furtherPatients.count)
    }

    private func expectTheSame(
        _ patient: PatientReading,
        _ expected: ClassifiedMessage,
        _ reading: borrowing MessageReading,
        _ bytes: [UInt8]
    ) {
        let paths = patient.unclassified.map { reading.path($0) }
        let samples = patient.samples.map { patient.claims.text($0) }
        let isSame =
            IdentityClaims(patient.claims) == expected.claims
            && patient.categories == expected.categories && paths == expected.unclassified
            && samples == expected.samples && patient.day == expected.day
            && patient.origin == expected.origin
            && patient.isCancellation == expected.isCancellation
            && patient.identifiesPerson == expected.identifiesPerson
            && (patient.kind == .control) == expected.isControl
            && (patient.kind == .disclosure || patient.kind == .control)
                == (expected.isControl || expected.identifiesPerson
                    || !expected.samples.isEmpty && expected.origin != .givenByUs)
        #expect(isSame, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }

    @Test(
        arguments: [
            ("ACK^O21", "MSA|AA|1", .acknowledgement), ("ACK", "ERR|^^^207", .acknowledgement),
            ("QCN^J01", "QID|Q1", .acknowledgement), ("QRY^A19", "QRD|1|R|I|Q1|||1|900", .query),
            ("QBP^Q22", "QPD|Q22|1|@PID.5.1^X", .query), ("OML^O21", "ORC|NW", .namesNothing),
            ("ACK^O21", "PID|1||||Nergens^N", .disclosure),
        ] as [(String, String, PatientReading.Kind)]
    )
    func `acknowledgements and questions are told from what was cut off`(
        type: String,
        segment: String,
        kind: PatientReading.Kind
    ) {
        var reading = MessageReading(MessageClassifier())
        let message = Array("MSH|^~\\&|A|B|C|D|20240131||\(type)|1|P|2.4\r\(segment)\r".utf8)
        #expect(message.withUnsafeBufferPointer { reading.read($0) } == .patients)
        #expect(reading.first.kind == kind)
    }

    @Test func `an invented feed reads the same in both ways`() {
        var inventor = MessageInventor(seed: 1)
        var reading = MessageReading(MessageClassifier())
        for _ in 0..<1_500 { expectTheSame(inventor.message(), &reading) }
    }

    @Test(arguments: 2..<6 as Range<UInt64>)
    func `messages with changed bytes read the same in both ways`(seed: UInt64) {
        var inventor = MessageInventor(seed: seed)
        var reading = MessageReading(MessageClassifier())
        for _ in 0..<1_500 {
            var bytes = inventor.message()
            inventor.mutate(&bytes)
            expectTheSame(bytes, &reading)
        }
    }

    @Test(arguments: 11..<15 as Range<UInt64>)
    func `batches of many patients read the same in both ways`(seed: UInt64) {
        var inventor = MessageInventor(seed: seed)
        var reading = MessageReading(MessageClassifier())
        var patients = 0
        for round in 0..<150 {
            var bytes = inventor.batch(of: 2 + inventor.draw(60))
            if round % 4 == 0 { inventor.mutate(&bytes) }
            expectTheSame(bytes, &reading)
            patients = max(patients, reading.furtherPatients.count)
        }
        #expect(patients > 30)
    }

    @Test func `a user's table reads the same in both ways`() throws {
        let map = try FieldMap.standard.merging(
            """
            ZPI-2,name
            ZPI-70,religion
            PID-5.2,unclassified
            PID-11.1.3,visit
            OBX-5@order,structural
            OBX[A_CODE_OF_MORE_THAN_SIXTEEN_BYTES]-5,allergy
            PID-8[@],email
            PID-13[A_QUALIFIER_OF_MORE_THAN_SIXTEEN_BYTES],account
            PV1-*,professional
            NTE-3,insurance+religion
            """
        )
        var inventor = MessageInventor(seed: 7)
        var reading = MessageReading(MessageClassifier(map))
        for _ in 0..<1_500 {
            var bytes = inventor.message()
            if inventor.draw(2) == 0 { inventor.mutate(&bytes) }
            expectTheSame(bytes, &reading, map)
        }
    }

    @Test func `nothing of a message is left when the next one is read`() throws {
        var reading = MessageReading(MessageClassifier())
        let batch = Array(
            """
            MSH|^~\\&|A|B|C|D|20240229||ORU^R01|1|P|2.5\rZZZ|x\rPID|1||900000004^^^^NNNLD||Proef^Bo\r\
            SPM|1|S-1\rPID|2||||Toets^Al\rSPM|1|S-2
            """.utf8
        )
        #expect(batch.withUnsafeBufferPointer { reading.read($0) } == .patients)
        #expect(reading.furtherPatients.count == 1)
        let bare = Array("MSH|^~\\&|A|B|C|D|||OML^O21|2".utf8)
        #expect(bare.withUnsafeBufferPointer { reading.read($0) } == .patients)
        #expect(reading.furtherPatients.isEmpty)
        #expect(reading.first.kind == .namesNothing)
        #expect(reading.first.claims.isSilent)
        #expect(reading.first.samples.isEmpty && reading.first.unclassified.isEmpty)
        #expect(reading.first.day == nil)
        #expect("\(reading.first)".contains("categories"))
    }
}
