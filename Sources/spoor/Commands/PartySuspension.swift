// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
import Casework
import Custody
public import Incidents
import Store
import Terminal
import Wording

struct PartySuspend: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend",
        abstract: "Suspends a party: from a moment on nothing more goes there.",
        discussion: """
            Live traffic is not stopped by this: it records the order. What is given after
            it is shown, also at the desk.

            Example:  spoor party suspend lab --ordered-by "the director" \\
                        --from "2025-08-11 09:00" --scope "all samples and orders" \\
                        --because "hacked; nobody knows whether the intruder is out"
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument var id: String
    @Option(help: "Who gave the order.") var orderedBy: String
    @Option(help: "From when.", transform: GivenTime.moment) var from: WrittenMoment
    @Option(help: "What is suspended, in words.") var scope: String
    @Option(help: "What is on its way, as somebody counted it.") var counted: Int?
    @Option(help: "How it was counted.") var countedHow = ""
    @Option(help: "Why.") var because: String

    func run() throws {
        let request = SuspendParty(
            Party.ID(rawValue: id),
            from: from,
            orderedBy: orderedBy,
            scope: scope,
            counted: counted,
            countedHow: countedHow,
            because: try StatedReason(because),
            officer: try options.acting()
        )
        let store = try options.open(.writing)
        try request.run(in: store)
        try showSuspension(of: id, in: store, options)
    }
}

struct PartyCondition: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "condition",
        abstract: "Adds a condition for resuming a party, or says that one is met.",
        discussion: """
            Example:  spoor party condition lab --text "an independent test found nothing"
                      spoor party condition lab --met 1 --reference "report R-12"
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument var id: String
    @Option(help: "A new condition, in words.") var text: String?
    @Option(help: "The number of a condition that is met.") var met: Int?
    @Option(help: "The number of a condition that is not met after all.") var unmet: Int?
    @Option(help: "Where the proof is kept, or why it is not met.") var reference = ""
    @Option(help: "SHA-256 of a file that proves it.") var evidence = ""
    @Option(help: "When it was so (else now).", transform: GivenTime.moment) var at: WrittenMoment?

    func validate() throws {
        guard [text != nil, met != nil, unmet != nil].count(where: { $0 }) == 1 else {
            throw ValidationError("give one of --text, --met and --unmet")
        }
    }

    func run() throws {
        let officer = try options.acting()
        let party = Party.ID(rawValue: id)
        let store = try options.open(.writing)
        if let text {
            _ = try AddCondition(text, forResuming: party, officer: officer).run(in: store)
        } else {
            try JudgeCondition(
                met ?? unmet ?? 0,
                ofResuming: party,
                isMet: met != nil,
                reference: reference,
                evidence: try EvidenceHash.read(evidence),
                at: at ?? WrittenMoment(at: officer.now),
                officer: officer
            ).run(in: store)
        }
        try showSuspension(of: id, in: store, options)
    }
}

struct PartyResume: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Ends a suspension; takes two officers (--by and --second).",
        discussion: """
            Refused while a condition is not met, unless --because says why it is done all
            the same. When there are accounts, two people who signed in do it at the desk.
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument var id: String
    @Option(help: "From when (else now).", transform: GivenTime.moment) var from: WrittenMoment?
    @Option(help: "Why.") var because: String?
    @Option(help: "The second officer.") var second: String

    func run() throws {
        let officer = try options.acting()
        let request = ResumeParty(
            Party.ID(rawValue: id),
            from: from ?? WrittenMoment(at: officer.now),
            because: try because.map { try StatedReason($0) },
            officer: officer,
            second: .named(second)
        )
        let store = try options.open(.writing)
        try request.run(in: store)
        try showSuspension(of: id, in: store, options)
    }
}

extension ResultsFinding: ExpressibleByArgument {}
extension ProgrammeFigure: ExpressibleByArgument {}

struct PartyExamined: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "examined",
        abstract: "Records what an examination of a party's results found.",
        discussion: """
            Example:  spoor party examined lab intact --examiner "an auditor" \\
                        --method "all results compared with the practices' copies" \\
                        --scope "results of 2025" --not-examined "those before 2025" \\
                        --reference "report R-14"
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument var id: String
    @Argument(help: "intact, notIntact, undetermined.") var finding: ResultsFinding
    @Option(help: "Who examined them.") var examiner: String
    @Option(help: "How.") var method: String
    @Option(help: "Which results.") var scope: String
    @Option(help: "Which not.") var notExamined: String
    @Option(help: "The day (else today).", transform: GivenTime.day) var day: Day?
    @Option(help: "Where the report is kept.") var reference: String
    @Option(help: "SHA-256 of the report.") var evidence = ""

    func run() throws {
        let request = RecordResultsFinding(
            finding,
            of: Party.ID(rawValue: id),
            examiner: examiner,
            method: method,
            scope: scope,
            notExamined: notExamined,
            day: day ?? options.today,
            reference: reference,
            evidence: try EvidenceHash.read(evidence),
            officer: try options.acting()
        )
        try request.run(in: options.open(.writing))
    }
}

struct PartyFigure: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figure",
        abstract: "Records a figure of the programme while a party is suspended.",
        discussion: """
            capacity (a week, of a party), invitations and optOuts (a week), participation
            (of 1,000 invited) hold from the week of --day on; backlog is of that day.

            Example:  spoor party figure capacity 2500 --of lab-b --source "their letter"
                      spoor party figure participation 520 --low 480 --high 560 \\
                        --source "as in 2024"
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "capacity, backlog, invitations, optOuts, participation.")
    var figure: ProgrammeFigure
    @Argument var value: Int
    @Option(help: "The party, of a capacity.") var of: String?
    @Option(help: "The day (else today).", transform: GivenTime.day) var day: Day?
    @Option(help: "The least that it may be.") var low: Int?
    @Option(help: "The most that it may be.") var high: Int?
    @Flag(help: "It was counted (else it is assumed).") var measured = false
    @Option(help: "Who counted or assumes it, and where it stands.") var source: String

    func run() throws {
        let request = RecordProgrammeFigure(
            figure,
            of: of.map { Party.ID(rawValue: $0) },
            day: day ?? options.today,
            value: value,
            low: low,
            high: high,
            isMeasured: measured,
            source: source,
            officer: try options.acting()
        )
        try request.run(in: options.open(.writing))
    }
}

struct PartyContinuity: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "continuity",
        abstract: "Shows what is suspended, and what waits week by week (continuïteit)."
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "One party (else all).") var id: String?
    @Option(help: "Weeks to look ahead, 1 to 104.") var weeks = 12

    private struct Answer: Encodable {
        var suspensions: [PartySuspension]
        var continuity: ShowContinuity.Answer
    }

    func run() throws {
        let store = try options.open(.reading)
        let shown = id.map { ShowSuspensions(of: Party.ID(rawValue: $0)) } ?? ShowSuspensions()
        let answer = Answer(
            suspensions: try shown.run(in: store),
            continuity: try ShowContinuity(weeks: weeks, now: options.moment)
                .run(in: store)
        )
        try options.answer(
            "spoor/continuity/1",
            answer,
            answer.suspensions.flatMap { $0.passages + [.gap] } + answer.continuity.passages
        )
    }
}

private func showSuspension(of party: String, in store: Store, _ options: StoreOptions) throws {
    let all = try ShowSuspensions(of: Party.ID(rawValue: party)).run(in: store)
    try options.answer("spoor/suspensions/1", items: all) { $0.show(all.last?.passages ?? []) }
}
