// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Custody
import Ingestion
import Store
import Terminal
import Wording

struct ForecastCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: "The contact centre: calls and mails to come, agents, and the next wave.",
        subcommands: [
            ForecastShow.self, ForecastMeasured.self, ForecastTeam.self, ForecastWaveSize.self,
            ForecastAgents.self, ForecastNews.self, ForecastAnnouncement.self,
        ],
        defaultSubcommand: ForecastShow.self
    )
}

struct ForecastShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Calls and mails on each day with their band, and the agents for them.",
        discussion: """
            It learns from the letters handed over and from each measured day. Exit code 1:
            the team is too small, calls do not arrive, or the announcement is old.
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "The incident (else all letters together).") var incident: String?
    @Option(help: "The first day shown (else two weeks ago).", transform: GivenTime.day)
    var from: Day?
    @Option(help: "How many days ahead, 1 to 90.") var days = 14
    @Option(help: "The day whose half hours are shown.", transform: GivenTime.day) var on: Day?
    @Option(help: "Agents suffice on so many of 100 days: 50, 75 or 95.") var level = 95
    @Option(help: "What if so many letters are posted …") var letters: Int?
    @Option(help: "… on that day (else tomorrow).", transform: GivenTime.day) var posted: Day?

    func run() throws {
        let answer = try ShowForecast(
            incident: incident,
            from: from,
            days: days,
            on: on,
            level: level,
            whatIfLetters: letters,
            whatIfDay: posted,
            now: options.moment
        ).run(in: options.open(.reading))
        try options.answer(
            "spoor/forecast/1",
            ForecastDocument(answer, in: options.language),
            answer.passages(in: options.language)
        )
        if answer.needsALook { throw ExitStatus.look.code }
    }
}

struct ForecastMeasured: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measured",
        abstract: "Records what came on a day, or puts it right.",
        discussion: """
            Example:  spoor forecast measured lab-2025 --day 2025-09-16 --calls 210 \\
                        --answered 201 --abandoned 9 --mails 40
            A file has the columns day, calls, answered, abandoned, mails and
            handlingSeconds; only the first two must be there:
                      spoor forecast measured lab-2025 --file days.csv
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "The incident (else all together).") var incident: String?
    @Option(help: "CSV or xlsx, a row for each day.") var file: String?
    @Option(help: "The day (else yesterday).", transform: GivenTime.day) var day: Day?
    @Option(help: "Calls that came, who hung up too.") var calls: Int?
    @Option(help: "Calls answered.") var answered: Int?
    @Option(help: "Callers who hung up.") var abandoned: Int?
    @Option(help: "Mails that came.") var mails: Int?
    @Option(help: "Seconds of a mean call, with what is written after it.")
    var handlingSeconds: Int?
    @Option(help: "Why a day that was recorded is put right.") var because: String?

    func validate() throws {
        guard (file == nil) != (calls == nil) else {
            throw ValidationError("give --calls, or --file")
        }
    }

    private func figures() throws -> [ContactFigures] {
        if let file { return try ContactTable.days(file) }
        return [
            ContactFigures(
                day: day?.number ?? options.today.number - 1,
                offered: calls ?? 0,
                answered: answered,
                abandoned: abandoned,
                mails: mails,
                handlingSeconds: handlingSeconds
            )
        ]
    }

    func run() throws {
        let answer = try RecordContactDays(
            incident: incident,
            days: figures(),
            because: because.map { try StatedReason($0) },
            officer: options.acting()
        ).run(in: options.open(.writing))
        try options.answer(
            "spoor/forecast-measured/1",
            answer,
            answer.sentences(in: options.language).map(Passage.line)
        )
        if !answer.breaks.isEmpty { throw ExitStatus.look.code }
    }
}

/// Who answers, and how: the same for a team of a store and for a question without one.
struct TeamOptions: ParsableArguments {
    @Option(help: "Agents at their desks, without who is ill, on leave or at a break.")
    var agents = 0
    @Option(help: "Others at a time: 12:00-14:00=8 (more than once).") var at: [String] = []
    @Option(help: "Opening hours.") var opening = "mo-fr 08:00-20:00"
    @Option(help: "Seconds of a call (else as measured, else 480).") var handlingSeconds: Int?
    @Option(help: "Seconds of a mail.") var mailSeconds = 360
    @Option(help: "Per cent of callers called back later.") var callBacks = 5
    @Option(help: "Per cent of a roster not at their desks.") var shrinkage = 30
    @Option(help: "Seconds a caller is ready to wait on average.") var patience = 180
    @Option(help: "Per cent of the calls answered in time …") var goal = 80
    @Option(help: "… which is within so many seconds.") var within = 20
    @Option(help: "Per cent of their time in calls, at most.") var occupancy = 85
    @Option(help: "Per cent of a day's calls in its busiest hour.") var busiestHour: Int?

    func team(closed: [Day] = []) throws -> GivenTeam {
        var team = GivenTeam(agents: agents)
        team.parts = try at.map { text in
            let sides = text.split(separator: "=")
            let hours = sides.first?.split(separator: "-") ?? []
            guard sides.count == 2, hours.count == 2, let agents = Int(sides[1]) else {
                throw ValidationError("write --at as 12:00-14:00=8")
            }
            return GivenTeam.Part(from: String(hours[0]), to: String(hours[1]), agents: agents)
        }
        team.opening = opening
        team.closedDays = closed
        team.handlingSeconds = handlingSeconds
        team.mailSeconds = mailSeconds
        team.callBacks = callBacks
        team.shrinkage = shrinkage
        team.patienceSeconds = patience
        (team.goal, team.goalSeconds, team.occupancy) = (goal, within, occupancy)
        team.busiestHour = busiestHour
        return team
    }
}

struct ForecastTeam: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "team",
        abstract: "Records who answers from a day on, and what was promised.",
        discussion: """
            Example:  spoor forecast team lab-2025 --agents 12 --from 2025-09-15 \\
                        --opening "mo-fr 08:00-20:00, sa 10:00-16:00"
            """
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "The incident (else all together).") var incident: String?
    @Option(help: "The day from which (else today).", transform: GivenTime.day) var from: Day?
    @Option(help: "A closed day (more than once).", transform: GivenTime.day) var closed: [Day] = []
    @OptionGroup var team: TeamOptions

    func run() throws {
        let answer = try SetContactTeam(
            incident: incident,
            from: from ?? options.today,
            team: team.team(closed: closed),
            officer: options.acting()
        ).run(in: options.open(.writing))
        try options.answer("spoor/forecast-team/1", answer) {
            $0.line(answer.sentence(in: options.language))
        }
    }
}

struct ForecastWaveSize: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wave-size",
        abstract: "How many letters may be posted so that the team answers in time."
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "The incident (else all letters together).") var incident: String?
    @Option(help: "The day of posting (else tomorrow).", transform: GivenTime.day) var posted: Day?
    @Option(help: "Whom the wave is for: reported or everyone.") var who = "reported"

    func run() throws {
        let answer = try ShowWaveSize(
            incident: incident,
            postedOn: posted,
            group: who,
            now: options.moment
        ).run(in: options.open(.reading))
        try options.answer(
            "spoor/forecast-wave-size/1",
            answer,
            answer.sentences(in: options.language).map(Passage.line)
        )
    }
}

struct ForecastAgents: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agents",
        abstract: "How many agents so many calls and mails of a day need. Needs no store.",
        discussion: "Example:  spoor forecast agents --calls 400 --mails 91 --agents 12"
    )

    @Option(help: "Calls of a day.") var calls: Int
    @Option(help: "Mails of a day.") var mails = 0
    @OptionGroup var team: TeamOptions
    @Flag(help: "One JSON document instead of a table.") var json = false
    @Option(help: "nl or en (else the locale).", transform: StoreOptions.language)
    var lang: Language?

    func run() throws {
        let answer = try PlanAgents(calls: calls, mails: mails, team: team.team()).run()
        let output = Output(json: json)
        guard !json else { return try output.document("spoor/forecast-agents/1", answer) }
        output.show(answer.passages(in: lang ?? StoreOptions.localeLanguage))
    }
}

struct ForecastNews: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "news",
        abstract: "Records news that makes people call, or takes it back."
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "What it is called, in quotes.") var title: String
    @Option(help: "The incident (else all together).") var incident: String?
    @Option(help: "The day (else today).", transform: GivenTime.day) var day: Day?
    @Option(help: "About how many more call on that day.") var calls: Int?
    @Option(help: "Days after which half of it remains.") var halfLife = 2
    @Option(help: "Takes it back, with the reason.") var takeBack: String?

    func validate() throws {
        guard (calls == nil) != (takeBack == nil) else {
            throw ValidationError("give --calls, or --take-back")
        }
    }

    func run() throws {
        let officer = try options.acting()
        let request =
            if let takeBack {
                RecordContactNews(
                    takingBack: title,
                    of: incident,
                    because: try StatedReason(takeBack),
                    officer: officer
                )
            } else {
                RecordContactNews(
                    incident: incident,
                    title: title,
                    day: day ?? options.today,
                    calls: calls ?? 0,
                    halfLifeDays: halfLife,
                    officer: officer
                )
            }
        try request.run(in: options.open(.writing))
    }
}

struct ForecastAnnouncement: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "announcement",
        abstract: "Records which version of the register callers hear first.",
        discussion: "It is old as soon as a newer version is frozen or published."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument(help: "The version that the text quotes: a name, or v2.") var version: String

    func run() throws {
        let answer = try RecordAnnouncement(
            incident: incident,
            version: version,
            officer: options.acting()
        ).run(in: options.open(.writing))
        if let old = answer.announcement?.sentence(in: options.language) {
            options.results.warn(old)
            throw ExitStatus.look.code
        }
    }
}
