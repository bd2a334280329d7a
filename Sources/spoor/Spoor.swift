// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Hosting
import Terminal
import Wording

@main
struct Spoor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spoor",
        abstract: "Who, which data, how sure: within the hour after a processor was hacked.",
        discussion: """
            Start:  spoor demo                            a case, with invented people
                    spoor init                            a store of your own
                    spoor import population people.csv    who there is to disclose about
                    spoor import hl7 messages/ --to lab … what was disclosed of whom
                    spoor exposure                        what each processor has, any day
            Then:   spoor incident open, statement add, register freeze, duty list,
                    letter plan
            Also:   spoor status, spoor access show, spoor doctor, spoor --version

            Exit codes: 0 done · 1 done, look at something · 2 failed · 64 wrong usage ·
            66 not there · 73 there already, or cannot write · 74 input or output error ·
            75 busy, try again · 76 does not verify · 77 not allowed · 78 configuration ·
            130 interrupted
            """,
        subcommands: [
            InitCommand.self, PartyCommand.self, ImportCommand.self, InspectCommand.self,
            ExposureCommand.self, IncidentCommand.self, StatementCommand.self,
            RegisterCommand.self, DutyCommand.self, LetterCommand.self, ForecastCommand.self,
            LedgerCommand.self,
            PersonCommand.self, AccessCommand.self, StatusCommand.self, DemoCommand.self,
            DoctorCommand.self, ServeCommand.self, AccountCommand.self,
        ]
    )

    /// Runs a command and says once, in words, what went wrong.
    static func main() {
        ProcessProtection.begin()
        Interruption.watch {
            TypedLine.restore()
            FailedExit.tell(.interrupted, about: HostingError.interrupted)
        }
        // Not of ArgumentParser, which would take the '--version' of an agreement for it.
        if CommandLine.arguments.dropFirst() == ["--version"] {
            return Output(json: false).line("0.1.0")
        }
        do {
            // The system's own libraries end a program that cannot open the files they need.
            if let failure = ToldFailure.noFileLeft { throw failure }
            try MistypedCommand.refuse(in: CommandLine.arguments.dropFirst())
            var command = try parseAsRoot()
            Entrance.begin(type(of: command))
            try command.run()
            try Output.check()
        } catch {
            FailedExit.exit(with: error)
        }
    }
}
