// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
import Casework
import Custody
public import Incidents
import Store
import Terminal
import Wording

struct IncidentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident",
        abstract: "Opens an incident from one telephone call, and keeps what was known when.",
        subcommands: [
            IncidentOpen.self, IncidentMoment.self, IncidentDecide.self, IncidentTakeBack.self,
            IncidentShow.self, IncidentList.self, IncidentClose.self,
            IncidentReopen.self, IncidentReport.self,
        ],
        defaultSubcommand: IncidentList.self
    )
}

struct IncidentOpen: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Opens an incident: which processor, when did they find out, when did you hear.",
        discussion: """
            Version 1 of the register is frozen at once and holds everyone of whom the
            processor had data through us, as 'cannot be excluded'. Lists and files only
            move certainty.

            Example:  spoor incident open lab-2025 --party lab --told "2025-08-06 14:20" \\
                        --discovered "2025-07-06 10:00" --said "Hack; a part was copied"
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var lost: LostOption
    @Argument(help: "Short name of the incident.") var reference: String
    @Option(
        help:
            "The processor that was hit. Give it again for each other one, such as its sub-processor."
    )
    var party: [String] = []
    @Option(help: "Title.") var title = ""
    @Option(help: "When the processor found out, if it says so.", transform: GivenTime.moment)
    var discovered: WrittenMoment?
    @Option(help: "When the processor told you.", transform: GivenTime.moment)
    var told: WrittenMoment?
    @Option(
        help:
            "When you became aware, in the sense of GDPR Art. 33(1): who decided that, say in --note.",
        transform: GivenTime.moment
    )
    var aware: WrittenMoment?
    @Option(help: "What they say.") var said = ""
    @Option(help: "Why the moment of --aware counts as becoming aware.") var note = ""
    @Option(help: "Who decided that (else who acts).") var decidedBy: String?

    func validate() throws {
        guard note.isEmpty || aware != nil else {
            throw ValidationError("--note says why the moment of --aware counts: give both")
        }
    }

    func run() throws {
        let request = OpenIncident(
            reference: reference,
            title: title,
            parties: party.map(Party.ID.init(rawValue:)),
            said: said,
            moments: moments,
            leavesOutLost: lost.leaveOutLost,
            officer: try options.acting()
        )
        let answer = try request.run(in: options.open(.writing))
        if let version = answer.version { try showRegister(version, options) }
        if answer.outcome == .wasThere { throw wasThere }
        options.results.say(
            """
            Version 1 is frozen. Next: spoor duty list \(reference)
                  spoor statement add LIST --incident \(reference) --name list-1
            """
        )
        let leftOut = answer.version?.leftOut ?? []
        try LostOption.tell(leftOut, LostOption.withoutSource, options.results)
        try warn(of: answer.doubts, without: written, options)
    }

    private var written: [(DutyMoment, WrittenMoment)] {
        [
            discovered.map { (.processorDiscovered, $0) },
            told.map { (.processorToldController, $0) }, aware.map { (.controllerAware, $0) },
        ].compactMap(\.self)
    }

    private var moments: [GivenMoment] {
        written.map { moment, written in
            guard moment == .controllerAware else { return GivenMoment(moment, written) }
            return GivenMoment(moment, written, note: note, decider: decidedBy)
        }
    }

    private var wasThere: ToldFailure {
        ToldFailure(
            .cannotCreate,
            "nothing was changed: there is already an incident '\(reference)'",
            help: moments.isEmpty
                ? "" : "to record or correct a moment: spoor incident moment \(reference) NAME TIME"
        )
    }
}

extension DutyMoment: ExpressibleByArgument {}

/// Says what is odd about what was recorded, and ends with the exit code to look.
private func warn(
    of doubts: [DutyMomentDoubt],
    without times: [(moment: DutyMoment, written: WrittenMoment)],
    _ options: StoreOptions
) throws {
    let remarks = times.compactMap { time in
        time.written.precision.remark.map { "\(time.moment.code): \($0)" }
    }
    let sentences = doubts.map(\.sentence) + remarks
    for sentence in sentences { options.results.warn("Recorded, but look: \(sentence).") }
    if !sentences.isEmpty { throw ExitStatus.look.code }
}

struct IncidentMoment: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "moment",
        abstract: "Records when something happened; a later one of the same name corrects it.",
        discussion: """
            Of authorityNotified the first counts; --correct puts another in its place.
            A time without a zone is what the clock in Amsterdam showed: 2025-08-06 14:20,
            or 06-08-2025 14:20. Of a day without a time the end that speaks against you
            counts.

            Names:
            \(DutyMoment.allCases.map { "  " + $0.code }.joined(separator: "\n"))
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument(help: "Which moment.") var name: DutyMoment
    @Argument(help: "When.", transform: GivenTime.moment) var time: WrittenMoment
    @Option(help: "Source or reason; becoming aware needs it.") var note = ""
    @Option(help: "Who decided that you became aware (else who acts).") var decidedBy: String?
    @Option(help: "Whose moment it is, of several parties (else of all, and yours).")
    var of: String?
    @Option(help: "Takes back the one that stands and puts this in its place; why, in words.")
    var correct: String?

    func run() throws {
        let moment = GivenMoment(
            name,
            time,
            note: note,
            party: of.map(Party.ID.init(rawValue:)),
            decider: decidedBy
        )
        let request = RecordMoment(
            incident: incident,
            moment: moment,
            correcting: try correct.map { try StatedReason($0) },
            officer: try options.acting()
        )
        let answer = try request.run(in: options.open(.writing))
        try warn(of: answer.doubts, without: [(name, time)], options)
    }
}

extension DutyDecisionKind: ExpressibleByArgument {}

struct IncidentDecide: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Records a decision about a duty: that it ends, waits, or why it was late.",
        discussion: """
            Decisions:
            \(DutyDecisionKind.allCases.map { "  \($0.code)  (\($0.article))" }.joined(separator: "\n"))
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument(help: "Which decision.") var decision: DutyDecisionKind
    @Option(help: "Why, in words.") var because: String
    @Option(help: "When it was decided (else now).", transform: GivenTime.limit) var at: Int64?
    @Option(help: "Up to when it holds, of lawEnforcementAsks.", transform: GivenTime.limit)
    var until: Int64?
    @Option(help: "Of which party (else of all).") var of: String?

    func run() throws {
        let request = DecideDuty(
            incident: incident,
            decision: decision,
            decidedAt: at,
            until: until,
            party: of.map(Party.ID.init(rawValue:)),
            because: try StatedReason(because),
            officer: try options.acting()
        )
        let recorded = try request.run(in: options.open(.writing))
        let takenBackWith =
            "spoor incident take-back \(incident) \(decision.code)"
            + (of.map { " --of \($0)" } ?? "") + " --because '…'"
        for line in recorded.lines(takenBackWith: takenBackWith) { options.results.say(line) }
    }
}

struct IncidentTakeBack: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "take-back",
        abstract: "Takes back a moment, decision or report; both stay visible, with the reason."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument(help: "Name of the moment, decision or report (policeReport).") var what: String
    @Option(help: "Why, in words.") var because: String
    @Option(help: "Of which party (else of all).") var of: String?

    func run() throws {
        let request = TakeBack(
            incident: incident,
            what: what,
            party: of.map(Party.ID.init(rawValue:)),
            because: try StatedReason(because),
            officer: try options.acting()
        )
        let answer = try request.run(in: options.open(.writing))
        options.results.say(
            answer.isNow.map { "Taken back: \(what) is \($0.local.text) again." }
                ?? "Taken back: no \(what) stands any more."
        )
    }
}

struct IncidentList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the incidents."
    )

    @OptionGroup var options: StoreOptions

    func run() throws {
        let items = try ListIncidents().run(in: options.open(.reading)).map(IncidentItem.init)
        try options.answer("spoor/incidents/1", items: items) {
            $0.show([IncidentItem.table(items)])
        }
        if items.isEmpty {
            options.results.say("No incident is open. Practise with 'spoor demo'.")
        }
    }
}

struct IncidentShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "What is known of an incident, with the source of each fact."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String

    func run() throws {
        let found = IncidentDocument(try ShowIncident(incident).run(in: options.open(.reading)))
        try options.answer("spoor/incident/1", found, found.passages)
    }
}
