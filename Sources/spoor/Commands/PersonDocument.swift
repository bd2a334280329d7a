// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Hosting
import Letters
import Wording

/// What is said of one person, in words: as `--json` gives it, and as a table.
struct PersonDocument: Encodable {
    struct Held: Encodable {
        var party: String
        var origin: String
        var first: String
        var last: String
        var times: Int
        var dayUnknown: Int
        var categories: [String]
    }

    struct Standing: Encodable {
        var incident: String
        var version: String
        var certainty: String
        var because: [String]
    }

    var reference: String
    var identity: String
    /// Fields of their row of the population that did not read.
    var notRead: [String]
    var held: [Held]
    var incidents: [Standing]
    var letters: [PersonAnswer.Letter]
    var advice: [String]

    init(_ answer: PersonAnswer, in language: Language = .english) {
        reference = answer.reference
        identity = [
            answer.name, answer.birthYear.map { "born \($0)" } ?? "",
            answer.place.isEmpty ? "" : "in \(answer.place)",
        ].filter { !$0.isEmpty }.joined(separator: ", ")
        notRead = answer.marks.map(\.words)
        held = answer.disclosed.map { held in
            Held(
                party: held.party,
                origin: held.origin.name(in: language),
                first: held.first?.text ?? "",
                last: held.last?.text ?? "",
                times: held.times,
                dayUnknown: held.dayUnknown,
                categories: held.categories.categories.map(\.code)
            )
        }
        incidents = answer.incidents.map { standing in
            Standing(
                incident: standing.incident,
                version: "v\(standing.version)",
                certainty: standing.certainty?.name(in: language)
                    ?? "not in the register: not known to be there",
                because: standing.because
            )
        }
        letters = answer.letters
        advice = answer.advice.map { $0.text(in: language) }
    }

    func show(_ output: Output) {
        output.line("\(reference)  \(identity)")
        for field in notRead { output.line("not read in the population: \(field)") }
        output.line()
        if held.isEmpty {
            output.line("We know of nothing of this person that went anywhere through us.")
        }
        output.table(
            ["party", "how it came there", "first", "last", "times", "categories"],
            held.map {
                [
                    $0.party, $0.origin, $0.first.isEmpty ? "day unknown" : $0.first,
                    $0.last.isEmpty ? "day unknown" : $0.last, "\($0.times)",
                    $0.categories.joined(separator: "+"),
                ]
            },
            numeric: [4]
        )
        for held in held where held.dayUnknown > 0 && !held.first.isEmpty {
            output.line(
                "Of \(held.dayUnknown) of \(held.times) (\(held.party), \(held.origin)) the day is unknown."
            )
        }
        for standing in incidents {
            output.line()
            output.line(
                "\(standing.incident) (\(standing.version)): \(standing.certainty)"
                    + (standing.because.isEmpty
                        ? "" : ", by \(standing.because.joined(separator: ", "))")
            )
        }
        for letter in letters {
            output.line(
                "letter \(letter.wave): \(letter.group.code), \(standing(of: letter))"
            )
        }
        if !advice.isEmpty { output.line() }
        for advice in advice { output.line("- \(advice)") }
    }

    private func standing(of letter: PersonAnswer.Letter) -> String {
        if let reason = letter.held { return "held (\(reason.code))" }
        if let date = letter.date {
            return "dated \(date.text), print file \(letter.batch)"
                + (letter.again > 0 ? ", made again \(letter.again) times" : "")
        }
        return letter.cancelled ? "cancelled, not printed" : "planned, not printed"
    }
}
