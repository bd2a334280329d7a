// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Testing

/// Values as they stand in files and answers: by code, and read back by the same code only.
@Suite struct WrittenFormTests {
    private func written(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode([value]), as: UTF8.self)
    }

    private func read<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try #require(try JSONDecoder().decode([Value].self, from: Data(text.utf8)).first)
    }

    @Test func `certainties, origins and groups are written by their codes, and read back`() throws
    {
        for value in Certainty.allCases {
            #expect(try written(value) == #"["\#(value.code)"]"#)
            #expect(try read(Certainty.self, written(value)) == value)
        }
        for value in Origin.allCases {
            #expect(try written(value) == #"["\#(value.code)"]"#)
            #expect(try read(Origin.self, written(value)) == value)
        }
        for value in AffectedGroup.allCases {
            #expect(try written(value) == #"["\#(value.code)"]"#)
            #expect(try read(AffectedGroup.self, written(value)) == value)
        }
        for value in ProvenanceGrade.allCases {
            #expect(ProvenanceGrade(code: value.code) == value)
        }
    }

    @Test(arguments: ["[3]", #"["Reported"]"#, #"["reported "]"#, "[null]", #"[""]"#, "[{}]"])
    func `a number, another spelling and nothing are no codes`(text: String) {
        #expect(throws: DecodingError.self) { try read(Certainty.self, text) }
        #expect(throws: DecodingError.self) { try read(Origin.self, text) }
        #expect(throws: DecodingError.self) { try read(AffectedGroup.self, text) }
    }

    @Test func `a set is a list of codes in the order of the categories`() throws {
        let set = CategorySet([.testResult, .name, .unclassified, .citizenNumber])
        #expect(try written(set) == #"[["citizenNumber","name","testResult","unclassified"]]"#)
        #expect(try read(CategorySet.self, written(set)) == set)
        #expect(try read(CategorySet.self, written(CategorySet.all)) == .all)
        #expect(try read(CategorySet.self, "[[]]") == [])
        #expect(throws: DecodingError.self) { try read(CategorySet.self, #"[["shoeSize"]]"#) }
        #expect(throws: DecodingError.self) { try read(CategorySet.self, "[7]") }
    }

    @Test(arguments: ["1983-07-06", "1983-07-00", "1983-00-00", "0000-00-00", "2024-02-29"])
    func `a date is written with zeros for what is unknown, and read back`(text: String) throws {
        let date = try #require(PartialDate(text))
        #expect(try written(date) == #"["\#(text)"]"#)
        #expect(try read(PartialDate.self, written(date)) == date)
    }

    @Test(arguments: [#"["gisteren"]"#, #"["2023-02-29"]"#, "[19830706]", #"["1983-13-01"]"#])
    func `what is no date is refused`(text: String) {
        #expect(throws: DecodingError.self) { try read(PartialDate.self, text) }
    }

    // MARK: Numbers in the store

    @Test func `a stored number is exactly one of the values, or nothing`() {
        for number in -3...300 {
            #expect(
                Certainty(stored: number)?.rawValue == ((1...5) ~= number ? UInt8(number) : nil)
            )
            #expect(Origin(stored: number)?.rawValue == ((1...3) ~= number ? UInt8(number) : nil))
            #expect(
                ProvenanceGrade(stored: number)?.rawValue
                    == ((1...3) ~= number ? UInt8(number) : nil)
            )
            #expect(
                AffectedGroup(stored: number)?.rawValue == ((1...4) ~= number ? UInt8(number) : nil)
            )
        }
        #expect(Certainty(stored: Int64.max) == nil && Origin(stored: Int64.min) == nil)
    }

    @Test(arguments: [
        ("0", 0), ("1", 1), ("7", 7), ("8", nil), ("9", nil), ("", nil), (" 0", nil), ("00", nil),
        ("-1", nil), ("+1", nil), ("x", nil), ("٣", nil), ("0\n", nil),
    ])
    func `nothing but one digit from 0 to 7 says whether an address is secret`(
        text: String,
        secrecy: Int?
    ) {
        #expect(Secrecy.stored(text) == secrecy)
    }

    @Test func `the surer, the greater`() {
        #expect(Certainty.allCases.sorted() == Certainty.allCases)
        #expect(Certainty.excluded < .cannotBeExcluded && Certainty.stolen < .published)
        #expect(Certainty.allCases.max() == .published)
    }

    // MARK: Hexadecimal

    @Test func `every byte has two digits and reads back`() {
        let bytes = (0...255).map { UInt8($0) }
        let text = Hexadecimal.text(bytes)
        #expect(text.count == 512 && text.hasPrefix("000102") && text.hasSuffix("fdfeff"))
        #expect(Hexadecimal.bytes(Array(text.utf8)) == bytes)
        #expect(Hexadecimal.bytes([]) == [])
    }

    @Test(arguments: ["0", "0g", "FF", "0x", " 0", "0 ", "é", "00f"])
    func `an odd number of digits, capitals and other signs are refused`(text: String) {
        #expect(Hexadecimal.bytes(Array(text.utf8)) == nil)
    }
}
