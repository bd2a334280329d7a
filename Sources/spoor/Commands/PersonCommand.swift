// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Foundation
import Glibc
import Incidents
import Letters
import Store

struct PersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "One person: who, which data went where and when, how sure, letters, advice.",
        discussion: """
            Name the person by reference (P-…), by sourceId, or by the code of a letter with --code.
            By other attributes: --find FILE, or --find - to be asked or from a pipe, with lines such
            as citizenNumber=…, surname=…, initials=…, birthDate=…, postcode=…, houseNumber=…; at
            least two. Attributes never go on the command line, where others can see them.
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
        let reason = try why.required()
        let store = try options.open(.writing)
        let access = try options.reason("person-answer", incident ?? "desk", reason)
        let number = try number(store, access)
        let answer = try PersonAnswer(
            about: number,
            in: store,
            only: incident,
            for: access
        )
        if options.json { return try options.results.document(try answer.document()) }
        try answer.show(options.results)
    }

    private func number(_ store: Store, _ access: AccessReason) throws -> PersonNumber {
        if let person { return try resolve(person, in: store, for: access) }
        if code {
            guard let line = ask("code of the letter: ") else {
                throw Complaint(.usage, "no code was given")
            }
            let code: LetterCode
            do throws(LetterCode.Failure) {
                code = try LetterCode(line)
            } catch {
                throw Complaint(
                    .look,
                    "that is no letter code",
                    help: "sixteen letters and digits, in fours"
                )
            }
            guard let number = try store.person(of: code) else {
                throw Complaint(.look, "no letter has that code")
            }
            return number
        }
        let search = try PersonSearch(text: try attributes())
        let found = try store.find(
            search.claims,
            sourceID: search.sourceID,
            for: access,
            isNamed: search.isNamed
        )
        guard let only = found.first, found.count == 1 else {
            throw Complaint(
                .look,
                found.isEmpty ? "nobody fits all of that" : "\(found.count) people fit all of that",
                help: "check the spelling, or give more attributes"
            )
        }
        return only
    }

    /// Lines `name=value`: of a file, of a pipe, or by asking for each.
    private func attributes() throws -> String {
        guard find == "-" else {
            guard let find, let read = try? String(contentsOfFile: find, encoding: .utf8) else {
                throw Complaint(.inputMissing, "there is no readable file with attributes")
            }
            return read
        }
        guard isatty(STDIN_FILENO) == 1 else {
            let piped = FileHandle.standardInput.readDataToEndOfFile()
            return String(decoding: piped, as: UTF8.self)
        }
        return PersonSearch.names.map { "\($0)=\(ask("\($0) (empty: unknown): ") ?? "")\n" }
            .joined()
    }

    private func ask(_ prompt: String) -> String? {
        Output.write(prompt, to: 2)
        return readLine(strippingNewline: true)
    }
}
