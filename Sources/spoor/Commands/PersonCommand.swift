// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Custody
import Foundation
import Glibc
import Store
import Terminal
import Wording

struct PersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "One person: what is known of them; two numbers that are one person.",
        subcommands: [
            PersonShow.self, PersonCorrect.self, PersonWithdraw.self, PersonRestore.self,
            PersonJoins.self, PersonJoinNumbers.self, PersonPart.self, PersonAccessRequest.self,
        ],
        defaultSubcommand: PersonShow.self
    )
}

struct PersonShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "One person: who, which data went where and when, how sure, letters, advice.",
        discussion: """
            Name the person by reference (P-…), by sourceId, or by the code of a letter
            with --code. By other attributes: --find FILE, or --find - to be asked or from
            a pipe, with lines such as citizenNumber=…, surname=…, initials=…, birthDate=…,
            postcode=…, houseNumber=…; at least two. Attributes never go on the command
            line, where others can see them.
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument(help: "P-…, or a sourceId.") var person: String?
    @Option(help: "File with attributes; - asks for them, or reads a pipe.") var find: String?
    @Flag(help: "Ask for the code of a letter.") var code = false
    @Option(help: "Only this incident (else all).") var incident: String?

    func validate() throws {
        guard [person != nil, find != nil, code].count(where: { $0 }) == 1 else {
            throw ValidationError("name one person: P-…, a sourceId, --find or --code")
        }
    }

    func run() throws {
        let (officer, reason) = (try options.acting(), try why.stated())
        // Asked before the store is opened: nothing waits for somebody who types.
        let request = AnswerPerson(
            try question(),
            incident: incident,
            officer: officer,
            reason: reason
        )
        let answer = PersonDocument(
            try request.run(in: options.open(.reading)),
            in: options.language
        )
        try options.answer("spoor/person/1", answer, answer.passages)
    }

    private func question() throws -> PersonQuestion {
        if let person { return .named(person) }
        guard code else { return .attributes(try search()) }
        guard let line = ask("code of the letter: ") else {
            throw ToldFailure(.usage, "no code was given")
        }
        return .letterCode(line)
    }

    /// Lines `name=value`: of a file, of a pipe, or by asking for each.
    private func search() throws -> PersonSearch {
        guard find == "-" else {
            guard let find, let read = try? String(contentsOfFile: find, encoding: .utf8) else {
                throw ToldFailure(.inputMissing, "there is no readable file with attributes")
            }
            return try PersonSearch(lines: read)
        }
        guard isatty(STDIN_FILENO) == 1 else {
            let piped = FileHandle.standardInput.readDataToEndOfFile()
            return try PersonSearch(lines: String(decoding: piped, as: UTF8.self))
        }
        return try PersonSearch(
            PersonAttribute.allCases.filter { $0 != .sourceID }.reduce(into: [:]) {
                $0[$1] = ask("\($1.rawValue) (empty: unknown): ").map(PersonAttribute.trimmed)
            }
        )
    }

    private func ask(_ prompt: String) -> String? {
        Output.write(prompt, to: 2)
        return readLine(strippingNewline: true)
    }
}
