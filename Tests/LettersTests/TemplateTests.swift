// SPDX-License-Identifier: EUPL-1.2
import Custody
import Letters
import Testing

struct TemplateTests {
    static func template(_ body: String) -> String {
        "subject: S\n\n\(body)\n\nclosing: C"
    }

    /// A template that says all it must.
    static let whole = template(
        """
        [nature]
        It happened at ((processor)).((again?? Again on ((earlierLetters)).))

        [consequences measures]
        Beware.

        [contact]
        | Telephone | ((telephone))
        """
    )

    @Test(arguments: [
        ("Hello ((nobody))", TemplateFailure.unknownField("nobody", paragraph: 2)),
        ("Hello ((nobody??text))", .unknownField("nobody", paragraph: 2)),
        ("Hello ((processor", .unclosedHole(paragraph: 2)),
        ("Hello ((processor)", .unclosedHole(paragraph: 2)),
        ("Hello ((again??text", .unclosedHole(paragraph: 2)),
        ("Hello ((again??text ((processor)", .unclosedHole(paragraph: 2)),
        ("Hello ((again?text))", .unclosedHole(paragraph: 2)),
        ("Hello (( processor))", .emptyHole(paragraph: 2)),
        ("Hello (())", .emptyHole(paragraph: 2)), ("Hello ((again??))", .emptyHole(paragraph: 2)),
        ("Hello processor))", .strayParentheses(paragraph: 2)),
        ("Hello ((again))", .wrongKind(.again, paragraph: 2)),
        ("Hello ((processor??text))", .wrongKind(.processor, paragraph: 2)),
        ("Hello ((categories))", .wrongKind(.categories, paragraph: 2)),
        ("- Hello ((categories))", .wrongKind(.categories, paragraph: 2)),
        ("[natures]\nHello", .unknownBlock("natures", paragraph: 2)),
    ])
    func `refuses what is not quite the language`(body: String, failure: TemplateFailure) {
        #expect(throws: failure) { try LetterTemplate(Self.template(body)) }
    }

    @Test(arguments: [
        "Your code is ((letterCode)).", "- ((letterCode))", "# ((again??Code ((letterCode))))",
    ])
    func `the letter code has a row of its own`(body: String) throws {
        #expect(throws: TemplateFailure.codeOutsideRow) {
            try LetterTemplate(Self.template(body))
        }
        #expect(throws: TemplateFailure.codeOutsideRow) {
            try LetterTemplate("subject: S ((letterCode))\n\nclosing: C")
        }
        #expect(throws: TemplateFailure.codeOutsideRow) {
            try LetterTemplate("subject: S\n\nclosing: C ((letterCode))")
        }
        _ = try LetterTemplate(Self.template("| Code | ((letterCode))"))
    }

    @Test func `a template has a subject and a closing`() {
        #expect(throws: TemplateFailure.subjectMissing) { try LetterTemplate("closing: C") }
        #expect(throws: TemplateFailure.closingMissing) { try LetterTemplate("subject: S") }
    }

    @Test func `a field that the run does not have stops it before the first letter`() throws {
        let template = try LetterTemplate(Self.whole)
        try template.check(against: Set(Field.allCases))
        #expect(throws: TemplateFailure.notProvided(.telephone)) {
            try template.check(against: Set(Field.allCases).subtracting([.telephone]))
        }
        #expect(throws: TemplateFailure.notProvided(.earlierLetters)) {
            try template.check(against: Set(Field.allCases).subtracting([.earlierLetters]))
        }
    }

    @Test(arguments: MandatoryBlock.allCases)
    func `a template without one of the four mandatory blocks is refused`(
        block: MandatoryBlock
    ) throws {
        let template = try LetterTemplate(
            Self.whole.replacing("[\(block.rawValue)]\n", with: "")
                .replacing(
                    "[consequences measures]",
                    with: block == .consequences
                        ? "[measures]"
                        : block == .measures ? "[consequences]" : "[consequences measures]"
                )
        )
        #expect(throws: TemplateFailure.missingBlock(block)) {
            try template.check(against: Set(Field.allCases))
        }
    }

    @Test func `a block that only some readers get does not count`() throws {
        let template = try LetterTemplate(
            Self.whole.replacing("Beware.", with: "((again??Beware.))")
        )
        #expect(throws: TemplateFailure.missingBlock(.consequences)) {
            try template.check(against: Set(Field.allCases))
        }
    }

    @Test func `a heading does not fulfil a block`() throws {
        let template = try LetterTemplate(Self.whole.replacing("Beware.", with: "# Beware"))
        #expect(throws: TemplateFailure.missingBlock(.consequences)) {
            try template.check(against: Set(Field.allCases))
        }
    }

    @Test func `an empty value is a missing value`() throws {
        var wave = Fixtures.wave
        wave.telephone = ""
        #expect(throws: TemplateFailure.notProvided(.telephone)) { try LetterComposer(wave: wave) }
        wave = Fixtures.wave
        wave.letterDate = Fixtures.day("2025-09-00")
        #expect(throws: TemplateFailure.letterDateIncomplete) { try LetterComposer(wave: wave) }
        wave = Fixtures.wave
        wave.words[.dutch]?.measures = []
        #expect(throws: TemplateFailure.notProvided(.measures)) { try LetterComposer(wave: wave) }
    }

    @Test func `our own templates pass in both languages`() throws {
        for source in [DutchLetter.source, EnglishLetter.source] {
            try LetterTemplate(source).check(against: Set(Field.allCases))
        }
    }

    @Test func `conditions take their text with them`() throws {
        let composer = try LetterComposer(
            wave: Fixtures.wave,
            templates: [.dutch: LetterTemplate(Self.whole)]
        )
        let again = try composer.letter(for: Fixtures.reader(.first))
        #expect(
            again.blocks.first
                == .paragraph("It happened at Laboratorium Westerlicht. Again on 19 augustus 2025.")
        )
        let first = try composer.letter(for: Fixtures.reader(.second))
        #expect(first.blocks.first == .paragraph("It happened at Laboratorium Westerlicht."))
        #expect(first.blocks.last == .table(rows: [["Telephone", "0800-0990"]]))
        #expect(throws: LetterFailure.noTemplate(.english)) {
            try composer.letter(for: Fixtures.reader(.first, in: .english))
        }
    }
}
