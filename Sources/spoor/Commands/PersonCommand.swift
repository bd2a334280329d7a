// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Foundation
import Incidents
import Letters
import Store

struct PersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "One person: who, which data went where and when, how sure, letters, advice.",
        discussion: """
            Name the person by reference (P-…), by sourceId, or by the code of a letter with --code.
            By other attributes: --find FILE, or --find - to be asked, with lines such as
            citizenNumber=…, surname=…, initials=…, birthDate=…, postcode=…, houseNumber=…; at least
            two. Attributes never go on the command line, where others can see them.
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument(help: "P-…, or a sourceId.") var person: String?
    @Option(help: "File with attributes; - asks for them.") var find: String?
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
        let access = options.reason("person-answer", incident ?? "desk", reason)
        let number = try number(store, access)
        let answer = PersonAnswer(
            number: number,
            person: try store.open(number, for: access),
            store: store,
            only: incident,
            access: access
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
        let (claims, sourceID) = try attributes()
        let found = try store.find(claims, sourceID: sourceID, for: access)
        guard let only = found.first, found.count == 1 else {
            throw Complaint(
                .look,
                found.isEmpty ? "nobody fits all of that" : "\(found.count) people fit all of that",
                help: "check the spelling, or give more attributes"
            )
        }
        return only
    }

    private func attributes() throws -> (IdentityClaims, SourceID?) {
        var text = ""
        if find == "-" {
            for name in [
                "citizenNumber", "surname", "initials", "birthDate", "postcode", "houseNumber",
            ] {
                text += "\(name)=\(ask("\(name) (empty: unknown): ") ?? "")\n"
            }
        } else {
            guard let find, let read = try? String(contentsOfFile: find, encoding: .utf8) else {
                throw Complaint(.inputMissing, "there is no readable file with attributes")
            }
            text = read
        }
        var claims = IdentityClaims()
        var sourceID: SourceID?
        var given = 0
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let value = parts[1].trimmingCharacters(in: .whitespaces)
            guard !value.isEmpty else { continue }
            given += 1
            switch parts[0].trimmingCharacters(in: .whitespaces) {
            case "citizenNumber", "bsn": claims.citizenNumber = value
            case "surname": claims.surnames = [value]
            case "initials": claims.initials = value
            case "birthDate": claims.birthDate = value
            case "postcode": claims.postcode = value
            case "houseNumber": claims.houseNumber = value
            case "sourceId": (sourceID, given) = (SourceID(value), given + 1)
            case let name:
                throw Complaint(
                    .usage,
                    "there is no attribute '\(name)'",
                    help:
                        "citizenNumber, surname, initials, birthDate, postcode, houseNumber, sourceId"
                )
            }
        }
        guard given >= 2 else {
            throw Complaint(.usage, "two attributes at least, so that nobody browses")
        }
        return (claims, sourceID)
    }

    private func ask(_ prompt: String) -> String? {
        Output.write(prompt, to: 2)
        return readLine(strippingNewline: true)
    }
}
