// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Foundation
import Ingestion
import Store
import Terminal
import Wording

struct PersonCorrect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct",
        abstract: "Puts single fields of one person right.",
        discussion: """
            The fields come from a file, or with - from a pipe, in lines such as
            street=…, houseNumber=…, by the names of the columns of the population. An
            empty value empties the field. They never go on the command line, where others
            can see them. A population that says otherwise puts them back: have the owner
            correct them too. That somebody died or is in hiding stays until you say
            otherwise.

            Example:  spoor person correct VB-12 --fields fields.txt \\
                        --because "told by telephone, letter came back"
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "P-…, or a sourceId.") var person: String
    @Option(help: "File with fields; - reads a pipe.") var fields: String
    @Option(help: "Why.") var because: String

    func run() throws {
        let request = CorrectPerson(
            person,
            fields: try given(),
            because: try StatedReason(because).text
        )
        let answer = try request.run(
            in: options.open(.writing),
            try options.ingestion(dryRun: false)
        )
        try options.answer("spoor/person-correction/1", answer) { output in
            output.lines(answer.lines.joined(separator: "\n"))
        }
        if !answer.notRead.isEmpty { throw ExitStatus.look.code }
    }

    private func given() throws -> [String: String] {
        let bytes =
            fields == "-"
            ? FileHandle.standardInput.readDataToEndOfFile()
            : FileManager.default.contents(atPath: fields)
        guard let bytes, let text = String(data: bytes, encoding: .utf8) else {
            throw ToldFailure(.inputMissing, "there is no readable file with fields")
        }
        var found: [String: String] = [:]
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (number, line) in lines.enumerated() {
            if line.allSatisfy(\.isWhitespace) { continue }
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw ToldFailure(
                    .usage,
                    "line \(number + 1) is not 'field=value'; nothing changed"
                )
            }
            let name = parts[0].trimmingCharacters(in: .whitespaces)
            found[name] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        guard !found.isEmpty else { throw ToldFailure(.usage, "no field is given") }
        return found
    }
}

struct PersonWithdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Takes one person out of the population: they should not be in it.",
        discussion: """
            Refused while a party has data of them, a list names them, they are joined to
            another number, or a planned letter to them is not printed. A file of the
            population that has them brings them back.
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "P-…, or a sourceId.") var person: String
    @Option(help: "Why.") var because: String

    func run() throws {
        let answer = try WithdrawPerson(person, because: StatedReason(because).text)
            .run(in: options.open(.writing), try options.ingestion(dryRun: false))
        try options.answer("spoor/person-withdrawal/1", answer) { output in
            output.line("withdrawal \(answer.number): \(answer.person) is out of the population")
            output.say("Taken back with: spoor person restore \(answer.number) --because …")
        }
    }
}

struct PersonRestore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Takes the withdrawal of a person back."
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "The number that 'spoor person withdraw' gave.") var number: Int
    @Option(help: "Why.") var because: String

    func run() throws {
        let answer = try ReturnPerson(number: number, because: StatedReason(because).text)
            .run(in: options.open(.writing), try options.ingestion(dryRun: false))
        try options.answer("spoor/person-withdrawal/1", answer) { output in
            output.line("\(answer.person) is in the population again")
        }
    }
}
