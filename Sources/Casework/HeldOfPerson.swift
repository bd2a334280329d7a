// SPDX-License-Identifier: EUPL-1.2

public import Custody
internal import Incidents
public import Letters
public import Store

/// Everything that is held of one person, and nothing of anybody else (GDPR Art. 15). Masks itself.
///
/// The name of a partner is in it only as far as the person bears it. Free text that officers typed is not
/// in it: it may name others. Decision 0060.
public struct HeldOfPerson: Sendable, Masked {
    /// Under each number, the one under which the person goes on first.
    public var rows: [Row]
    public var disclosed: [Disclosed]
    public var incidents: [Incident]
    public var letters: [Letter]
    public var calls: [Call]
    /// What had to be done because of calls.
    public var matters: [Matter]
    /// Searches in calls that showed this person among those who fitted.
    public var searches: [Instant]
    public var looks: [Look]
    /// Looks at many, which say how many they were and not who.
    public var looksAtMany: Int

    public var mask: String { "held" }

    /// A row of the population as it stands now, under one of the person's numbers.
    public struct Row: Sendable, Masked {
        /// `P-…`
        public var reference: String
        public var person: Person
        /// When it came or changed, oldest first. What it said before a change is not kept.
        public var versions: [BroughtBy]
        public var corrections: [Correction]
        /// When it was taken out of the population.
        public var withdrawn: [Day]

        public var mask: String { reference }
    }

    /// What an officer put right.
    public struct Correction: Sendable {
        public var day: Day
        public var fields: [PersonField]
    }

    public struct Disclosed: Sendable {
        public var party: String
        public var origin: Origin
        /// Who sent it on our behalf, when the origin is a third party.
        public var sender: String
        /// Nil when nothing says the day.
        public var day: Day?
        public var categories: CategorySet
        /// In the organisation's own register of processing.
        public var purpose: String
        public var basis: LegalBasis
        /// Nil when no period was agreed.
        public var keepUntil: Day?
        public var grade: ProvenanceGrade
        public var broughtBy: BroughtBy
    }

    public struct Incident: Sendable {
        public var reference: String
        public var parties: [String]
        /// The frozen versions of the register, oldest first.
        public var versions: [Version]
        public var reports: [Report]
    }

    public struct Version: Sendable {
        public var version: Int
        public var frozenAt: Instant
        /// Nil: the person is not in it, which is not *safe*.
        public var certainty: Certainty?
        /// What the parties had of the person, by this version.
        public var categories: CategorySet
    }

    /// What a list, or another statement, says of the person.
    public struct Report: Sendable {
        public var saidAt: Instant
        public var certainty: Certainty
        public var categories: CategorySet
        /// It no longer counts.
        public var isTakenBack: Bool
    }

    public struct Letter: Sendable, Masked {
        public var incident: String
        public var plannedAt: Instant
        public var group: AffectedGroup
        public var isRetraction: Bool
        /// Nil when it was printed, or will be.
        public var held: HoldReason?
        /// On the letter; nil when it was not printed.
        public var date: Day?
        public var isCancelled: Bool
        /// On the letter; nil when it was not printed.
        public var code: String?
        /// Forms in which it was made again.
        public var again: [LetterAgain]
        /// An officer decided that it goes, though it was held.
        public var isReleased: Bool
    }

    public struct Call: Sendable {
        public var number: Int
        public var channel: ContactChannel
        public var openedAt: Instant
        public var endedAt: Instant?
        public var proof: CallerProof?
        public var outcome: ContactOutcome?
        public var themes: [ContactTheme]
        public var notes: [Note]
        /// Notes whose term has ended: nobody can read them any more.
        public var erased: Int
    }

    /// What was written down in a call.
    public struct Note: Sendable, Masked {
        public var number: Int
        public var day: Day
        /// Nil when it is not known who called: then it may be somebody else's.
        public var text: String?

        public var mask: String { "note \(number)" }
    }

    public struct Matter: Sendable {
        public var what: ContactOutcome
        public var openedAt: Instant
        public var dueAt: Instant?
        public var endedAt: Instant?
        public var isDone: Bool
    }

    /// By whom is said in roles: a name is the officer's (CJEU 22 June 2023, C-579/21).
    public struct Look: Sendable {
        public var at: Instant
        /// Those in which they signed in, or of lines without them those of the account today; none for
        /// somebody without one.
        public var roles: [OfficerRole]
        /// A code, as in the access log.
        public var purpose: String
    }
}

extension HeldOfPerson {
    /// Gathers it. The lines are in the access log before anything is known.
    init(of person: PersonNumber, for access: AccessReason, in store: Store) throws {
        let numbers = try store.joinedPeople().all(person)
        let (known, evidence) = try store.look(at: person, for: access)
        rows = try numbers.map { number in
            let versions = try store.versionEntries(of: number)
            let came = try store.broughtBy(Set(versions))
            return Row(
                reference: number.reference,
                person: number == person ? known : try store.open(number, for: access),
                versions: versions.compactMap { came[$0] },
                corrections: try store.corrections(of: number).map {
                    Correction(
                        day: Instant(milliseconds: $0.recordedAt).day,
                        fields: $0.body.fields.compactMap(PersonField.init(rawValue:))
                    )
                },
                withdrawn: try store.withdrawals(of: number).map {
                    Instant(milliseconds: $0.recordedAt).day
                }
            )
        }
        disclosed = try Self.disclosed(evidence, store)
        incidents = try store.incidents.map(\.body).compactMap {
            try Self.incident($0, numbers, person, evidence, store)
        }
        letters = try store.incidents.map(\.body).flatMap {
            try Self.letters(in: $0, numbers, store)
        }
        calls = try store.calls(about: person).compactMap { try store.call($0) }.map {
            try Self.call($0, numbers, access, store)
        }
        matters = try store.callMatters(about: person).compactMap { item in
            try MatterStanding(item.matter, item.end, store).map {
                Matter(
                    what: $0.what,
                    openedAt: $0.openedAt,
                    dueAt: $0.dueAt,
                    endedAt: $0.endedAt,
                    isDone: $0.isDone
                )
            }
        }
        searches = try numbers.flatMap { try store.callSearches(showing: $0) }
            .map { Instant(milliseconds: $0.recordedAt) }.sorted()
        (looks, looksAtMany) = ([], 0)
        let roles = try store.accounts().reduce(into: [:]) {
            $0[$1.person] = $1.officerRoles.sorted()
        }
        try store.readAccessLog(for: access) { look in
            if numbers.contains(where: look.line.names) {
                looks.append(
                    Look(
                        at: Instant(milliseconds: look.at),
                        roles: look.line.roleIdCode?.split(separator: " ")
                            .compactMap { OfficerRole(rawValue: String($0)) }
                            ?? roles[look.line.userId] ?? [],
                        purpose: look.line.purposeOfUse
                    )
                )
            } else if look.line.isOfMany, look.line.people > 0 {
                looksAtMany += 1
            }
        }
    }

    private static func disclosed(_ evidence: PersonEvidence, _ store: Store) throws
        -> [Disclosed]
    {
        let flows = try store.flows
        let came = try store.broughtBy(Set(evidence.disclosed.map(\.entry)))
        return evidence.disclosed.compactMap { item in
            guard let flow = flows[item.disclosure.flow], let broughtBy = came[item.entry] else {
                return nil
            }
            return Disclosed(
                party: flow.party.rawValue,
                origin: flow.origin,
                sender: flow.sender,
                day: item.disclosure.disclosedOn.map(Day.init(number:)),
                categories: item.disclosure.categories,
                purpose: flow.purpose,
                basis: flow.basis,
                keepUntil: item.disclosure.keepUntil.map(Day.init(number:)),
                grade: flow.grade,
                broughtBy: broughtBy
            )
        }
    }

    /// Nil of an incident in which nothing is said of the person.
    private static func incident(
        _ incident: IncidentFact,
        _ numbers: [PersonNumber],
        _ person: PersonNumber,
        _ evidence: PersonEvidence,
        _ store: Store
    ) throws -> Incident? {
        let versions = try store.registers(of: incident).map { version in
            let rows = try store.rows(of: person, in: version.body)
            return Version(
                version: version.body.version,
                frozenAt: Instant(milliseconds: version.recordedAt),
                certainty: rows.map(\.certainty).max(),
                categories: rows.flatMap(\.lines).reduce(into: CategorySet()) {
                    $0.formUnion($1.categories)
                }
            )
        }
        let statements = try store.statements(of: incident).reduce(into: [:]) {
            $0[$1.body.number] = $1.body
        }
        let reports = try evidence.stated.compactMap { stated -> Report? in
            guard let statement = statements[stated.statement] else { return nil }
            return Report(
                saidAt: Instant(milliseconds: stated.happenedAt),
                certainty: stated.certainty,
                categories: stated.categories,
                isTakenBack: try store.isWithdrawn(statement)
            )
        }
        guard !reports.isEmpty || versions.contains(where: { $0.certainty != nil }) else {
            return nil
        }
        return Incident(
            reference: incident.reference,
            parties: incident.concerned,
            versions: versions,
            reports: reports
        )
    }

    private static func letters(
        in incident: IncidentFact,
        _ numbers: [PersonNumber],
        _ store: Store
    ) throws -> [Letter] {
        let waves = try store.waves(of: incident).reduce(into: [:]) { $0[$1.body.number] = $1 }
        guard !waves.isEmpty else { return [] }
        let released = try store.heldReleases(in: incident).map(\.release)
        return try numbers.flatMap { number in
            try store.letters(to: number).compactMap { letter in
                guard let wave = waves[letter.wave] else { return nil }
                let date =
                    letter.held == nil
                    ? try store.letterDate(ofBatch: letter.batch, wave: wave.body) : nil
                return Letter(
                    incident: incident.reference,
                    plannedAt: Instant(milliseconds: wave.recordedAt),
                    group: letter.group,
                    isRetraction: letter.whyAgain == .retraction,
                    held: letter.held,
                    date: date.map(Day.init(number:)),
                    isCancelled: try store.cancellation(of: wave.body) != nil,
                    code: date.map { _ in
                        store.letterCodes(wave: letter.wave).code(for: number).text
                    },
                    again: try store.lettersAgain(of: wave.body).filter { $0.person == number },
                    isReleased: released.contains { $0.person == number }
                )
            }
        }.sorted { $0.plannedAt < $1.plannedAt }
    }

    private static func call(
        _ call: RecordedCall,
        _ numbers: [PersonNumber],
        _ access: AccessReason,
        _ store: Store
    ) throws -> Call {
        let fact = call.call.body
        let isMine = call.person.map { numbers.contains($0.personNumber) } ?? false
        let proof = isMine ? call.person.flatMap { CallerProof(rawValue: $0.proof) } : nil
        let replaced = Set(call.texts.compactMap(\.body.replaces))
        let standing = call.texts.map(\.body).filter { !replaced.contains($0.number) }
        let isProven = proof == .letterCode || proof == .callBack
        let notes = try standing.compactMap { text -> Note? in
            guard try store.callText(text.number)?.end == nil else { return nil }
            return Note(
                number: text.number,
                day: Day(number: text.day),
                text: isProven ? try store.open(text, for: access) : nil
            )
        }
        return Call(
            number: fact.number,
            channel: ContactChannel(rawValue: fact.channel) ?? .telephone,
            openedAt: Instant(milliseconds: call.call.recordedAt),
            endedAt: call.end.map { Instant(milliseconds: $0.recordedAt) },
            proof: proof,
            outcome: isMine ? call.end.flatMap { ContactOutcome(rawValue: $0.body.outcome) } : nil,
            themes: isMine
                ? call.end?.body.themes.compactMap(ContactTheme.init(rawValue:)) ?? [] : [],
            notes: isMine ? notes : [],
            erased: isMine ? standing.count - notes.count : 0
        )
    }
}
