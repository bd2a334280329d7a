// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
import Casework
import Custody
public import Letters
import Printing
import Store
import Terminal
import Wording

struct LetterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "letter",
        abstract: "Waves of letters: who gets one, who is held and why, and the print files.",
        subcommands: [
            LetterSettingsCommand.self, LetterPlan.self, LetterPreview.self,
            LetterApprove.self, LetterRender.self,
            LetterAgainCommand.self, LetterHeld.self, LetterRelease.self, LetterReleased.self,
            LetterHoldAgain.self, LetterHandedOver.self, LetterTakeBack.self,
            LetterCancel.self,
            LetterShow.self,
        ],
        defaultSubcommand: LetterShow.self
    )
}

extension WaveAudience: ExpressibleByArgument {}

struct LetterHandedOver: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handed-over",
        abstract:
            "Records that the printed letters of a wave were handed over: their readers are told."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument(help: "The wave.") var wave: String
    @Argument(help: "When.", transform: GivenTime.moment) var time: WrittenMoment
    @Option(help: "Who took them.") var to: String

    func run() throws {
        let request = HandOverWave(
            incident: incident,
            wave: wave,
            when: time,
            carrier: to,
            officer: try options.acting()
        )
        let answer = try request.run(in: options.open(.writing))
        options.results.say(
            "Handed over: \(answer.letters.counted("letter")) in \(answer.printFiles.counted("print file"))."
        )
    }
}

struct LetterTakeBack: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "take-back",
        abstract: "Takes back that letters were handed over: they were not, or another day."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument(help: "The wave.") var wave: String
    @Option(help: "Why.") var because: String

    func run() throws {
        let request = TakeBackHandover(
            incident: incident,
            wave: wave,
            because: try StatedReason(because),
            officer: try options.acting()
        )
        let answer = try request.run(in: options.open(.writing))
        try options.answer("spoor/handover-taken-back/1", answer) { output in
            output.line("Taken back: \(answer.letters.grouped) letters wait to be handed over.")
        }
    }
}

struct LetterPlan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract:
            "Plans a wave from a frozen version and a decision; a decision changes a wave, never the register.",
        discussion: """
            Everyone the decision covers is either printed or held. Held people get a
            reason: safety, deceased, noAddress, abroadUnknown, addressInDoubt,
            addressIncomplete, signNotPrintable, fieldUnreadable,
            youngPerson, sameName.

            Somebody who had a letter and is not in the register any more, or wholly
            excluded in it, gets one that says so, whoever the wave is for. Held at the
            printing if data of them are found again: foundAgain. Held when something that
            a letter says was taken back since the version was frozen: evidenceGone. Held
            while a call waits in which somebody said that they died, or live elsewhere:
            saidDeceased, saidElsewhere.

            Somebody who had a letter before gets another one only with a reason: something
            is new for them, or the wave is for everyone. Any frozen version may be used;
            the letters need not wait until it is published.

            Example:  spoor letter plan lab-2025 --wave first --who reported \\
                        --decision "Crisis team: write at once" --reason "wave 1"
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var lost: LostOption
    @OptionGroup var why: ReasonOption
    @Argument var incident: String
    @Option(help: "Name of the wave.") var wave: String
    @Option(help: "Version of the register (else the last).") var version: String?
    @Option(help: "reported or everyone.") var who: WaveAudience
    @Option(help: "Who decided what, and why.") var decision: String
    @Option(help: "Letters in a print file.") var batchSize = 5000
    @Flag(help: "Leave out those for whom a second letter says nothing new.") var onlyNews = false
    @Option(help: "Letter settings to compare with the ledger first.") var settings: String?

    func run() throws {
        let store = try options.open(.writing)
        if let settings {
            try CompareLetterSettings(
                incident: incident,
                settings: LetterSettings.read(settings),
                letterDay: options.today.number
            ).run(in: store)
        }
        let request = PlanWave(
            incident: incident,
            wave: wave,
            version: version,
            audience: who,
            decision: decision,
            lettersInFile: batchSize,
            onlyNews: onlyNews,
            leavesOutLost: lost.leaveOutLost,
            pages: try PageCheck(fonts: options.fonts),
            officer: try options.acting(),
            reason: try why.stated()
        )
        let planned = try request.run(in: store)
        try showWave(planned.wave, options)
        for line in planned.remarks { options.results.say(line) }
        options.results.say(
            "Next: spoor letter preview \(incident) \(wave), letter approve, letter render"
        )
        try LostOption.tell(planned.leftOut, "They are held: noAddress.", options.results)
    }
}

struct LetterCancel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Ends a wave before all of it is printed; what was printed counts as sent."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String
    @Argument var wave: String
    @Option(help: "Why nothing more is printed of it.") var because: String

    func run() throws {
        let request = CancelWave(
            incident: incident,
            wave: wave,
            because: try StatedReason(because),
            officer: try options.acting()
        )
        try showWave(request.run(in: options.open(.writing)), options)
    }
}

/// A wave as it stands in the store: what follows the printing.
func showWave(_ wave: WaveFact, _ store: Store, _ options: StoreOptions) throws {
    try showWave(WaveStanding(wave, in: store), options)
}

func showWave(_ wave: WaveStanding, _ options: StoreOptions) throws {
    try options.answer("spoor/wave/1", wave, wave.passages)
}

struct LetterShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "The waves of an incident."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String

    func run() throws {
        let waves = try ListWaves(incident: incident).run(in: options.open(.reading))
        try options.answer("spoor/waves/1", items: waves) { $0.show(waves.flatMap(\.passages)) }
        if waves.isEmpty { options.results.say("No wave yet: 'spoor letter plan \(incident)'.") }
    }
}
