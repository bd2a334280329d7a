// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Foundation
import Incidents
import Letters
import Store

struct LetterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "letter",
        abstract: "Waves of letters: who gets one, who is held and why, and the print files.",
        subcommands: [LetterPlan.self, LetterPreview.self, LetterRender.self, LetterShow.self],
        defaultSubcommand: LetterShow.self
    )
}

/// Whom a wave is for.
enum WaveAudience: String, ExpressibleByArgument, CaseIterable {
    /// Everyone reported by the processor, found in files, or published.
    case reported
    /// Everyone in the register of whom not everything is excluded.
    case everyone

    func includes(_ certainty: Certainty) -> Bool {
        self == .everyone ? certainty > .excluded : certainty >= .reported
    }
}

struct LetterPlan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract:
            "Plans a wave from a frozen version and a decision; a decision changes a wave, never the register.",
        discussion: """
            Everyone of the decision is rendered later or held now, each with the reason: safety,
            deceased, noAddress, abroadUnknown, addressInDoubt, addressIncomplete.

            Example:  spoor letter plan lab-2025 --wave first --version v3 --who reported \\
                        --decision "Crisis team 14 Aug: inform the reported at once" --reason "wave 1"
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument var incident: String
    @Option(help: "Name of the wave.") var wave: String
    @Option(help: "Version of the register (else the last).") var version: String?
    @Option(help: "reported or everyone.") var who: WaveAudience
    @Option(help: "Who decided what, and why.") var decision: String
    @Option(help: "Letters in a print file.") var batchSize = 5000
    @Flag(help: "Leave out those for whom a second letter says nothing new.") var onlyNews = false

    func validate() throws {
        guard (1...50_000).contains(batchSize) else {
            throw ValidationError("--batch-size is 1 to 50000")
        }
    }

    func run() throws {
        let reason = try why.required()
        let store = try options.open(.writing)
        let found = try store.incident(incident)
        let frozen = try store.registerVersion(version, of: found)
        let register = try store.load(frozen)
        let plan = try plan(store, found, frozen, register, reason)
        var letters: [PlannedLetter] = []
        for (index, letter) in plan.letters.enumerated() {
            letters.append(
                PlannedLetter(
                    person: PersonNumber(letter.person),
                    group: letter.group.affectedGroup,
                    whyAgain: Int(letter.whyAgain?.rawValue ?? 0),
                    held: 0,
                    batch: index / batchSize + 1
                )
            )
        }
        let groups = try self.groups(register, store, found)
        for held in plan.held {
            letters.append(
                PlannedLetter(
                    person: PersonNumber(held.person),
                    group: groups[held.person] ?? .notExcluded,
                    whyAgain: 0,
                    held: Int(held.reason.rawValue),
                    batch: 0
                )
            )
        }
        var heldByReason: [String: Int] = [:]
        for (lane, people) in plan.heldByReason { heldByReason["\(lane)"] = people }
        let recorded = try store.record(
            wave: wave,
            of: found,
            version: frozen,
            who: who.rawValue,
            decision: decision,
            letters: letters,
            heldByReason: heldByReason,
            act: options.act(found.party)
        )
        try store.publishTiles()
        try showWave(recorded, store, options)
        options.results.say(
            "Next: spoor letter preview \(incident) \(wave), then spoor letter render"
        )
    }

    private func groups(
        _ register: Register,
        _ store: Store,
        _ incident: IncidentFact
    ) throws -> [UInt64: AffectedGroup] {
        let first = firstStatement(of: incident, in: store)
        var groups: [UInt64: AffectedGroup] = [:]
        for index in 0..<register.count {
            let row = register[index]
            groups[row.person.value] = AffectedGroup(of: row, firstStatement: first)
        }
        return groups
    }

    private func plan(
        _ store: Store,
        _ incident: IncidentFact,
        _ frozen: RegisterFact,
        _ register: Register,
        _ reason: String
    ) throws -> WavePlan {
        let number = store.waves(of: incident).count + 1
        let first = firstStatement(of: incident, in: store)
        let earlier = try EarlierLetters(store, incident)
        var rows: [WaveRow] = []
        rows.reserveCapacity(register.count)
        var selected: [PersonNumber] = []
        for index in 0..<register.count where who.includes(register.certainty(at: index)) {
            selected.append(register.people[index])
        }
        var found = 0
        func add(_ person: PersonNumber, hold: HoldReason?) {
            guard let row = register.row(of: person),
                let group = AffectedGroup(of: row, firstStatement: first)
            else { return }
            rows.append(
                WaveRow(
                    person: person.value,
                    certainty: row.certainty,
                    group: group.letterGroup,
                    categories: row.categories,
                    hold: hold,
                    earlier: earlier.letter(to: person)
                )
            )
        }
        try store.open(
            selected,
            for: options.reason("letters", incident.reference, reason),
            withMail: true
        ) {
            (number: $0.number, hold: HoldReason(try $0.person))
        } collect: { people in
            for (number, hold) in people {
                while found < selected.count, selected[found] < number {
                    add(selected[found], hold: .noAddress)
                    found += 1
                }
                add(number, hold: hold)
                found += 1
            }
        }
        while found < selected.count {
            add(selected[found], hold: .noAddress)
            found += 1
        }
        return try WavePlan(
            rows,
            decision: WaveDecision(
                wave: number,
                again: onlyNews ? .ifSomethingIsNew : .everyone
            )
        )
    }
}

/// The statement that first reported people: those in it are the first group.
func firstStatement(of incident: IncidentFact, in store: Store) -> Int? {
    store.statements(of: incident).map(\.body)
        .first { $0.certainty >= Certainty.reported.rawValue && !store.isWithdrawn($0) }?.number
}

/// What people were told in earlier waves.
struct EarlierLetters {
    private var waves: [(number: Int, register: Register, people: Set<PersonNumber>)] = []

    init(_ store: Store, _ incident: IncidentFact) throws {
        for wave in store.waves(of: incident).map(\.body) {
            let version = try store.registerVersion("v\(wave.version)", of: incident)
            var people: Set<PersonNumber> = []
            if wave.batches > 0 {
                for batch in 1...wave.batches {
                    people.formUnion(try store.letters(of: wave, batch: batch).map(\.person))
                }
            }
            waves.append((wave.number, try store.load(version), people))
        }
    }

    func letter(to person: PersonNumber) -> EarlierLetter? {
        for wave in waves.reversed() where wave.people.contains(person) {
            guard let row = wave.register.row(of: person) else { continue }
            return EarlierLetter(
                wave: wave.number,
                certainty: row.certainty,
                categories: row.categories
            )
        }
        return nil
    }
}

func showWave(_ wave: WaveFact, _ store: Store, _ options: StoreOptions) throws {
    if options.json { return try options.results.document(wave) }
    let held = wave.held.values.reduce(0, +)
    let written = store.finishedBatches(of: wave)
    options.results.table(
        ["wave", "register", "people", "to print", "held", "print files", "written"],
        [
            [
                wave.name, "v\(wave.version)", wave.planned.grouped,
                (wave.planned - held).grouped, held.grouped, "\(wave.batches)", "\(written.count)",
            ]
        ],
        numeric: [2, 3, 4, 5, 6]
    )
    for (reason, people) in wave.held.sorted(by: { $0.key < $1.key }) {
        options.results.line("held, \(reason): \(people.grouped)")
    }
}

struct LetterShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "The waves of an incident."
    )

    @OptionGroup var options: StoreOptions
    @Argument var incident: String

    func run() throws {
        let store = try options.open(.reading)
        let waves = store.waves(of: try store.incident(incident)).map(\.body)
        if options.json { return try options.results.document(waves) }
        for wave in waves { try showWave(wave, store, options) }
        if waves.isEmpty { options.results.say("No wave yet: 'spoor letter plan \(incident)'.") }
    }
}
