// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Testing

struct SpokenNamesTests {
    @Test(arguments: Language.allCases)
    func `certainty, origin and role are told apart in both languages`(language: Language) {
        #expect(Set(Certainty.allCases.map { $0.name(in: language) }).count == 5)
        #expect(Set(Origin.allCases.map { $0.name(in: language) }).count == 3)
        let roles = PartyRole.allCases
        #expect(Set(roles.map { $0.name(in: language) }).count == roles.count)
    }

    @Test func `excluded is never worded as safe`() {
        #expect(Certainty.excluded.name(in: .english) == "excluded")
        #expect(Certainty.excluded.name(in: .dutch) == "uitgesloten")
    }

    private func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode([value]), as: UTF8.self)
    }

    @Test func `values stand in documents by their codes, and read back`() throws {
        #expect(try text(Certainty.cannotBeExcluded) == #"["cannotBeExcluded"]"#)
        #expect(try text(Origin.givenByUs) == #"["givenByUs"]"#)
        #expect(try text(AffectedGroup.notExcluded) == #"["notExcluded"]"#)
        #expect(try text(CategorySet([.birthDate, .name])) == #"[["name","birthDate"]]"#)
        #expect(try text(PartialDate("1970-02-00")) == #"["1970-02-00"]"#)
        func read<Value: Codable & Equatable>(_ value: Value) throws -> Bool {
            let data = try JSONEncoder().encode([value])
            return try JSONDecoder().decode([Value].self, from: data) == [value]
        }
        for certainty in Certainty.allCases { #expect(try read(certainty)) }
        for origin in Origin.allCases { #expect(try read(origin)) }
        for group in AffectedGroup.allCases { #expect(try read(group)) }
        #expect(try read(CategorySet.all))
        #expect(try read(CategorySet()))
    }

    @Test func `a code that nobody knows is refused`() {
        let data = Data(#"["elsewhere"]"#.utf8)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Certainty].self, from: data)
        }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([AffectedGroup].self, from: data)
        }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(CategorySet.self, from: data)
        }
    }
}
