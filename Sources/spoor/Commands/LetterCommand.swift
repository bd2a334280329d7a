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
        subcommands: [
            LetterPlan.self, LetterPreview.self, LetterRender.self, LetterCancel.self,
            LetterShow.self,
        ],
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

            Who had a letter before gets another one for which there is a reason: something is new
            for them, or the wave is for everyone. Any frozen version may be used; the letters need
            not wait until it is published.

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
        try store.checkWaveName(wave, of: found)
        try refuseUnfinished(store, found)
        let frozen = try store.registerVersion(version, of: found)
        let register = try store.load(frozen)
        let plan = try plan(store, found, frozen, register, reason)
        let outside = register.count - plan.letters.count - plan.held.count - plan.alreadyTold.count
        guard !plan.letters.isEmpty || !plan.held.isEmpty else {
            throw Complaint(
                .look,
                """
                nobody would get a letter: \(plan.alreadyTold.count.grouped) already told, \
                \(outside.grouped) outside the decision
                """,
                help: "nothing was recorded"
            )
        }
        var letters: [PlannedLetter] = []
        for (index, letter) in plan.letters.enumerated() {
            letters.append(
                PlannedLetter(
                    person: PersonNumber(letter.person),
                    group: letter.group,
                    whyAgain: Int(letter.whyAgain?.rawValue ?? 0),
                    held: 0,
                    batch: index / batchSize + 1
                )
            )
        }
        let firstList = try store.firstList(of: frozen)
        for held in plan.held {
            let group = register.index(of: PersonNumber(held.person)).flatMap {
                register.group(at: $0, firstList: firstList)
            }
            letters.append(
                PlannedLetter(
                    person: PersonNumber(held.person),
                    group: group ?? .notExcluded,
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
            alreadyTold: plan.alreadyTold.count,
            outside: outside,
            act: options.act(found.party)
        )
        try store.publishTiles()
        try showWave(recorded, store, options)
        if try !store.isPublished(frozen) {
            options.results.say("v\(frozen.version) is frozen and not published.")
        }
        options.results.say(
            "Next: spoor letter preview \(incident) \(wave), then spoor letter render"
        )
    }

    /// One wave at a time: what people were told before decides what they are told now.
    private func refuseUnfinished(_ store: Store, _ incident: IncidentFact) throws {
        guard
            let wave = try store.waves(of: incident).map(\.body).first(where: {
                try !store.isEnded($0)
            })
        else { return }
        throw Complaint(
            .look,
            """
            wave '\(wave.name)' is not printed yet: \(try store.finishedBatches(of: wave).count) of \
            \(wave.batches) print files
            """,
            help: """
                finish it with 'spoor letter render \(incident.reference) \(wave.name)', or end it \
                with 'spoor letter cancel \(incident.reference) \(wave.name) --because …'
                """
        )
    }

    private func plan(
        _ store: Store,
        _ incident: IncidentFact,
        _ frozen: RegisterFact,
        _ register: Register,
        _ reason: String
    ) throws -> WavePlan {
        let first = try store.firstList(of: frozen)
        let earlier = try EarlierLetters(store, incident)
        var rows: [WaveRow] = []
        rows.reserveCapacity(register.count)
        let selected = register.people.indices.filter {
            who.includes(register.certainty(at: $0))
        }
        var found = 0
        func addNext(hold: HoldReason?) {
            let index = selected[found]
            found += 1
            guard let group = register.group(at: index, firstList: first) else { return }
            let person = register.people[index]
            rows.append(
                WaveRow(
                    person: person.value,
                    certainty: register.certainty(at: index),
                    group: group,
                    categories: register.categories(at: index),
                    hold: hold,
                    earlier: earlier.letter(to: person)
                )
            )
        }
        try store.open(
            selected.map { register.people[$0] },
            for: options.reason("letters", incident.reference, reason),
            withMail: true
        ) {
            (number: $0.number, hold: HoldReason(try $0.person))
        } collect: { people in
            for (number, hold) in people {
                while found < selected.count, register.people[selected[found]] < number {
                    addNext(hold: .noAddress)
                }
                addNext(hold: hold)
            }
        }
        while found < selected.count { addNext(hold: .noAddress) }
        return try WavePlan(
            rows,
            decision: WaveDecision(
                wave: store.nextWaveNumber,
                again: WaveDecision.Again(isForAll: who == .everyone, onlyNews: onlyNews)
            )
        )
    }
}

/// What people were really told in earlier waves.
struct EarlierLetters {
    /// A wave with its register, and who of that got a letter.
    private struct Wave {
        var number: Int
        var register: Register
        var isTold: [Bool]

        mutating func tell(_ people: Set<PersonNumber>) {
            for index in isTold.indices where !isTold[index] {
                isTold[index] = people.contains(register.people[index])
            }
        }
    }

    private var waves: [Wave] = []

    init(_ store: Store, _ incident: IncidentFact) throws {
        for written in try store.lettersWritten(in: incident) {
            if waves.last?.number != written.wave.number {
                let version = try store.registerVersion(number: written.wave.version, of: incident)
                let register = try store.load(version)
                waves.append(
                    Wave(
                        number: written.wave.number,
                        register: register,
                        isTold: [Bool](repeating: false, count: register.count)
                    )
                )
            }
            waves[waves.count - 1].tell(written.people)
        }
    }

    func letter(to person: PersonNumber) -> EarlierLetter? {
        for wave in waves.reversed() {
            guard let index = wave.register.index(of: person), wave.isTold[index] else { continue }
            return EarlierLetter(
                wave: wave.number,
                certainty: wave.register.certainty(at: index),
                categories: wave.register.categories(at: index)
            )
        }
        return nil
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
        let store = try options.open(.writing)
        let found = try store.incident(incident)
        let wave = try store.wave(wave, of: found)
        try store.cancel(wave, because: because, act: options.act(found.party))
        try store.publishTiles()
        try showWave(wave, store, options)
    }
}

/// A wave with what became of it.
private struct WaveStanding: Encodable {
    var wave: WaveFact
    var written: Int
    var cancelled: String?

    init(_ wave: WaveFact, _ store: Store) throws {
        self.wave = wave
        written = try store.finishedBatches(of: wave).count
        cancelled = try store.cancellation(of: wave)?.because
    }

    private enum Key: String, CodingKey { case written, cancelled }

    func encode(to encoder: any Encoder) throws {
        try wave.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(written, forKey: .written)
        try container.encodeIfPresent(cancelled, forKey: .cancelled)
    }
}

func showWave(_ wave: WaveFact, _ store: Store, _ options: StoreOptions) throws {
    let standing = try WaveStanding(wave, store)
    if options.json {
        return try options.results.document(Document(schema: "spoor/wave/1", body: standing))
    }
    var lanes = wave.held
    for late in try store.heldLate(in: wave) {
        guard let reason = HoldReason(rawValue: UInt8(late.reason)) else { continue }
        lanes["\(reason)", default: 0] += 1
    }
    let held = lanes.values.reduce(0, +)
    options.results.table(
        [
            "wave", "register", "people", "to print", "held", "already told", "outside",
            "print files", "written",
        ],
        [
            [
                wave.name, "v\(wave.version)", wave.planned.grouped,
                (wave.planned - held).grouped, held.grouped, wave.alreadyTold?.grouped ?? "",
                wave.outside?.grouped ?? "", "\(wave.batches)", "\(standing.written)",
            ]
        ],
        numeric: [2, 3, 4, 5, 6, 7, 8]
    )
    for (reason, people) in lanes.sorted(by: { $0.key < $1.key }) {
        options.results.line("held, \(reason): \(people.grouped)")
    }
    if let because = standing.cancelled { options.results.line("cancelled: \(because)") }
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
        let waves = try store.waves(of: try store.incident(incident)).map(\.body)
        if options.json {
            return try options.results.document(
                Items(schema: "spoor/waves/1", items: waves.map { try WaveStanding($0, store) })
            )
        }
        for wave in waves { try showWave(wave, store, options) }
        if waves.isEmpty { options.results.say("No wave yet: 'spoor letter plan \(incident)'.") }
    }
}
