// SPDX-License-Identifier: EUPL-1.2

/// The whole case in plain commands of the program, as a script that goes on after any interruption: every command
/// in it may be run again, and one that finds its work done says so and changes nothing.
public struct CaseScript {
    /// The program that wrote the script.
    let program: String
    let schedule: CaseSchedule
    private var body = ""

    public init(program: String, schedule: CaseSchedule = .asItHappened) {
        self.program = program
        self.schedule = schedule
        add("make the store", "init --synthetic --organisation 'Bevolkingsonderzoek Waterland'")
        add(
            "the laboratory",
            "party add vlietzicht --name 'Laboratorium Vlietzicht' --role processor --from 2017-01-01",
            at: "2017-01-01T09:00"
        )
        add(
            "its agreement",
            """
            party agreement vlietzicht --version v3 --from 2017-01-01 --incident-hours 24 \
            --keep-months 180
            """,
            at: "2017-01-01T09:00"
        )
        add("the population", "import population input/population.csv", at: "2025-07-01T09:00")
        reached(.population)
        add(
            "the messages",
            "import hl7 input/hl7 --to vlietzicht --purpose screening --basis 6-1-e --ours OPROEP --theirs LAB",
            at: "2025-07-01T10:00"
        )
        add(
            "the referrals in FHIR",
            "import fhir input/fhir --to vlietzicht --purpose screening --basis 6-1-e --direction given",
            at: "2025-07-01T11:00"
        )
        add("exposure, before anything happened", "exposure vlietzicht", at: "2025-07-02T09:00")
        reached(.messages)
        add(
            "its role is disputed",
            "party role vlietzicht disputed --from 2025-07-06",
            at: "2025-08-06T14:25"
        )
        add(
            "the telephone call",
            """
            incident open lab-2025 --party vlietzicht --title 'Hack at Laboratorium Vlietzicht' \
            --discovered '2025-07-06 10:00' --told '2025-08-06 14:20' --aware '2025-08-06 14:20' \
            --said 'Intruders copied files; which, we do not know yet' \
            --note 'decided by the privacy officer: the call was certain enough'
            """,
            at: "2025-08-06T14:40"
        )
        addCyberAct()
        reached(.opened)
        add("the clocks", "duty list lab-2025", at: "2025-08-07T09:00")
        report(
            "earlyWarningSent",
            "2025-08-07 09:30",
            theirs: "2025-08-06 18:00",
            at: "2025-08-07T09:40"
        )
        add(
            "the back-file of general practitioners",
            "import backfile input/backfile-2011-2016.csv --to vlietzicht --purpose screening --basis 6-1-e",
            at: "2025-08-08T11:00"
        )
        freeze("with-back-file", at: "2025-08-08T12:00")
        add(
            "the notification to the authority",
            """
            incident moment lab-2025 authorityNotified '2025-08-09 11:30' \
            --note 'form sent by the privacy officer'
            """,
            at: "2025-08-09T11:35"
        )
        report(
            "incidentNotificationSent",
            "2025-08-09 11:00",
            theirs: "2025-08-08 17:00",
            at: "2025-08-09T11:40"
        )
        add(
            "the first list",
            """
            statement add input/list-1.csv --incident lab-2025 --name list-1 \
            --source 'list of the laboratory' --happened '2025-08-11 16:00'
            """,
            at: "2025-08-11T16:30"
        )
        freeze("first-list", at: "2025-08-11T17:00")
        publish("first-list", at: "2025-08-11T18:00")
        reached(.firstList)
        add(
            "the first wave: those who are reported",
            """
            letter plan lab-2025 --wave first --version first-list --who reported \
            --decision 'Crisis team, 2025-08-12: write at once to those who are reported' \
            --reason 'letters of the first wave'
            """,
            at: "2025-08-12T10:00"
        )
        approve("first", dated: "2025-08-18", at: "2025-08-15T15:00")
        render("first", at: "2025-08-18T09:00")
        reached(.firstLetters)
        add(
            "the second list",
            """
            statement add input/list-2.csv --incident lab-2025 --name list-2 \
            --source 'second list of the laboratory' --happened '2025-08-29 10:00'
            """,
            at: "2025-08-29T10:30"
        )
        freeze("second-list", at: "2025-08-29T11:00")
        publish("second-list", at: "2025-08-29T12:00")
        reached(.secondList)
        add(
            "the second wave: everyone",
            """
            letter plan lab-2025 --wave second --version second-list --who everyone \
            --decision 'Crisis team, 2025-09-01: inform everyone, each with their own truth' \
            --reason 'letters of the second wave'
            """,
            at: "2025-09-01T10:00"
        )
        report(
            "progressReportSent",
            "2025-09-08 10:00",
            theirs: "2025-09-08 09:00",
            at: "2025-09-08T10:10"
        )
        approve("second", dated: "2025-09-12", at: "2025-09-11T15:00")
        render("second", at: "2025-09-12T09:00")
        for (from, to) in [
            ("opening", "with-back-file"), ("with-back-file", "first-list"),
            ("first-list", "second-list"),
        ] {
            add("what moved: \(from) to \(to)", "register diff lab-2025 \(from) \(to)")
        }
        add(
            "the register by sourceId",
            "register export lab-2025 second-list --output register.csv --reason 'demo'",
            at: "2025-09-12T12:00"
        )
        add("a checkpoint to keep elsewhere", "ledger checkpoint > checkpoint.txt")
        add("the ledger verifies", "ledger verify --against checkpoint.txt")
    }

    /// What the Cyberbeveiligingswet asks of us and of the laboratory, where it is in force.
    private mutating func addCyberAct() {
        guard schedule.isUnderCyberAct else { return }
        for (party, name, reason) in [
            ("ourselves", "us", "a care provider of large size, as counsel reads the act"),
            ("vlietzicht", "the laboratory", "a laboratory of large size, as it says itself"),
        ] {
            add(
                "whether the Cyberbeveiligingswet applies to \(name)",
                "party cbw \(party) --applies --from \(Self.asIs) --channel 'the portal of the NCSC' --because '\(reason)'",
                at: "2025-08-06T14:50"
            )
        }
        moment(
            "significantIncidentKnown",
            "2025-08-06 14:20",
            "no results come in: screening stops",
            at: "2025-08-06T14:55"
        )
        moment(
            "significantIncidentKnown",
            "2025-08-06 12:30",
            "its systems are down, as it says",
            of: " --of vlietzicht",
            at: "2025-08-06T14:55"
        )
    }

    /// That we and the laboratory sent a stage of a notification, where the act is in force.
    private mutating func report(_ name: String, _ ours: String, theirs: String, at time: String) {
        guard schedule.isUnderCyberAct else { return }
        moment(name, ours, "filed at the portal", at: time)
        moment(name, theirs, "as it says", of: " --of vlietzicht", at: time)
    }

    /// A day of the law, which does not move with the case.
    private static let asIs = "IN-FORCE"

    private mutating func moment(
        _ name: String,
        _ happened: String,
        _ note: String,
        of party: String = "",
        at time: String
    ) {
        add(
            "\(name)\(party.isEmpty ? "" : " of the laboratory")",
            "incident moment lab-2025 \(name) '\(happened)'\(party) --note '\(note)'",
            at: time
        )
    }

    private mutating func reached(_ stage: PracticeStage) {
        body += "reached '\(stage.rawValue)'\n"
    }

    private mutating func freeze(_ name: String, at time: String) {
        add(
            "register '\(name)', frozen",
            "register freeze lab-2025 --name \(name) --reason 'version \(name) of the register'",
            at: time
        )
    }

    private mutating func publish(_ name: String, at time: String) {
        add(
            "register '\(name)', published",
            "register publish lab-2025 \(name) --second 'second officer'",
            at: time
        )
    }

    private mutating func approve(_ wave: String, dated day: String, at time: String) {
        add(
            "the texts of the \(wave) wave, approved",
            """
            letter approve lab-2025 \(wave) --settings input/letters.json --date \(day) \
            --second 'second officer' --reason 'every text of the \(wave) wave was read'
            """,
            at: time
        )
    }

    private mutating func render(_ wave: String, at time: String) {
        add(
            "letters of the \(wave) wave",
            """
            letter render lab-2025 \(wave) --settings input/letters.json --output letters/\(wave) \
            --date '\(time.prefix(10))' --reason 'letters of the \(wave) wave'
            """,
            at: time
        )
    }

    private mutating func add(_ name: String, _ command: String, at time: String? = nil) {
        let command = schedule.moved(command).replacing(Self.asIs, with: "2026-08-15")
        let now = time.map { " --now '\(schedule.moved($0))'" } ?? ""
        // A redirection stays at the end.
        let parts = command.split(separator: " > ", maxSplits: 1)
        let redirection = parts.count == 2 ? " > \(parts[1])" : ""
        let writes = !redirection.isEmpty || command.contains("--output")
        let quoted = name.replacing("'", with: "’")
        body +=
            "step '\(quoted)' && spoor \(parts[0])\(now)\(redirection); done_with $?\(writes ? "" : " once")\n"
    }

    /// The script. `SPOOR` names the program, else it is the one that wrote the script, else that of
    /// `PATH`; all else is relative to the script's own folder. `UNTIL` names a ``PracticeStage`` to stop at.
    public var script: String {
        """
        #!/usr/bin/env bash
        # The whole case in plain commands. Run it again after an interruption: it goes on.
        set -u
        cd "$(dirname "$0")"
        written_by='\(program.replacing("'", with: #"'\''"#))'
        program="${SPOOR:-}"
        [ -n "$program" ] || ! [ -x "$written_by" ] || program="$written_by"
        # The file: a function below has the same name.
        [ -n "$program" ] || program="$(type -P spoor)" || {
            echo "the program is not there: export SPOOR=/path/to/spoor" >&2
            exit 127
        }
        unset SPOOR_NOW
        export SPOOR_STORE="$PWD/store" SPOOR_KEY_FILE="${SPOOR_KEY_FILE:-$PWD/key}" SPOOR_BY="privacy officer"
        spoor() { command "$program" "$@"; }
        step() { name="$1"; began="$EPOCHREALTIME"; echo; echo "== $name"; }
        # With UNTIL it stops there, and somebody goes on by hand.
        reached() { [ "${UNTIL:-}" != "$1" ] || exit 0; }
        # 0: done. 1: done, look at something. 73 of a step that writes no file: it is there already.
        done_with() {
            ended="$EPOCHREALTIME"
            printf '%s\\t%s\\t%s\\t%s\\n' "$name" "${began/,/.}" "${ended/,/.}" "$1" >> steps.log
            if [ "$1" = 73 ] && [ "${2:-}" = once ] && [ -f store/spoor.sqlite ]; then return; fi
            if [ "$1" -gt 1 ]; then echo "stopped at: $name (exit $1)" >&2; exit "$1"; fi
        }

        \(body)
        """
    }
}
