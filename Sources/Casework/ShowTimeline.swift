// SPDX-License-Identifier: EUPL-1.2

internal import Custody
public import Incidents
public import Store

/// What was done anywhere around an incident, in the order of time, with who did it and its place in the
/// ledger. Moments, lists and duties stand in ``ShowIncident`` and ``JudgeDuties``. Nobody is opened.
public struct ShowTimeline: Sendable {
    public var incident: String

    public init(incident: String) { self.incident = incident }

    public enum Done: Codable, Sendable, Equatable {
        case versionFrozen(version: Int, name: String, people: Int)
        /// By a second officer too.
        case versionPublished(version: Int, second: String)
        case wavePlanned(name: String, people: Int)
        /// By a second officer too.
        case waveApproved(name: String, texts: Int, second: String)
        case saidPublicly(place: String, words: String)
        case questionAsked(Questioner, number: Int)
        case questionAnswered(Questioner, number: Int, version: Int)
        case waveCancelled(name: String, because: String)
        case handedOver(wave: String, files: Int, letters: Int, to: String)
        case handoverTakenBack(wave: String, because: String)
        /// `party` is nil of ours, `to` of that of a breach, which has one recipient.
        case noticeSent(notice: NoticeKind, party: String?, number: Int, to: String?)
        case outsideReport(OutsideReportKind, to: String, reference: String, because: String)
        /// On the day of the line.
        case callsMeasured(calls: Int)
        /// `source`: `hl7v2`, `fhir`, `backfile`.
        case imported(number: Int?, source: String, party: String)
        case importTakenBack(number: Int, because: String)
        case listWithdrawn(name: String, because: String)
        case partySuspended(party: String, orderedBy: String, because: String)
        case conditionAdded(party: String, number: Int, text: String)
        case conditionJudged(party: String, number: Int, isMet: Bool, reference: String)
        /// By a second officer too. `unmet`: how many conditions were not met.
        case partyResumed(party: String, unmet: Int, second: String, because: String)
        case resultsExamined(
            party: String,
            finding: ResultsFinding,
            examiner: String,
            scope: String
        )
    }

    public struct Line: Codable, Sendable, Equatable {
        /// When it happened, where that is known; else when it was recorded.
        public var at: Instant
        public var by: String
        /// In the ledger, from 0.
        public var entry: Int
        public var done: Done
    }

    /// Throws ``CaseworkError/noIncident(_:)``.
    public func run(in store: Store) throws -> [Line] {
        try store.snapshot { store in
            let found = try store.incident(named: incident)
            let acts = try store.acts(of: found, parties: found.concernedParties)
            return try
                (registers(found, acts, store) + letters(acts) + others(found, acts, store)
                + suspensions(found, store))
                .sorted { ($0.at, $0.entry) < ($1.at, $1.entry) }
        }
    }

    private func line<Body: Fact>(
        _ recorded: Recorded<Body>,
        _ by: String,
        at: Int64? = nil,
        _ done: Done
    ) -> Line {
        Line(
            at: Instant(milliseconds: at ?? recorded.recordedAt),
            by: by,
            entry: recorded.entry,
            done: done
        )
    }

    private func registers(_ found: IncidentFact, _ acts: IncidentActs, _ store: Store) throws
        -> [Line]
    {
        let frozen = try store.registers(of: found).map { version in
            line(
                version,
                version.body.by,
                .versionFrozen(
                    version: version.body.version,
                    name: version.body.name,
                    people: version.body.people
                )
            )
        }
        return frozen
            + acts.publications.map {
                line(
                    $0,
                    $0.body.by,
                    .versionPublished(version: $0.body.version, second: $0.body.second)
                )
            }
    }

    /// Of the parties of the incident, without those that ended before it was opened.
    private func suspensions(_ found: IncidentFact, _ store: Store) throws -> [Line] {
        var lines: [Line] = []
        for suspension in try store.suspensions(in: found) {
            let body = suspension.order.body
            let party = body.party
            lines.append(
                line(
                    suspension.order,
                    body.by,
                    at: body.from,
                    .partySuspended(
                        party: party,
                        orderedBy: body.orderedBy,
                        because: body.because
                    )
                )
            )
            lines += suspension.conditions.map {
                line(
                    $0,
                    $0.body.by,
                    .conditionAdded(party: party, number: $0.body.number, text: $0.body.text)
                )
            }
            lines += suspension.judgements.map {
                line(
                    $0,
                    $0.body.by,
                    at: $0.body.at,
                    .conditionJudged(
                        party: party,
                        number: $0.body.condition,
                        isMet: $0.body.isMet,
                        reference: $0.body.reference
                    )
                )
            }
            lines +=
                suspension.resumption.map {
                    line(
                        $0,
                        $0.body.by,
                        at: $0.body.from,
                        .partyResumed(
                            party: party,
                            unmet: $0.body.unmet.count,
                            second: $0.body.second,
                            because: $0.body.because ?? ""
                        )
                    )
                }.map { [$0] } ?? []
        }
        lines += try found.concernedParties.flatMap { try store.resultsFindings(of: $0) }
            .compactMap { examined in
                ResultsFinding(rawValue: examined.body.finding).map {
                    line(
                        examined,
                        examined.body.by,
                        at: Day(number: examined.body.day).end,
                        .resultsExamined(
                            party: examined.body.party,
                            finding: $0,
                            examiner: examined.body.examiner,
                            scope: examined.body.scope
                        )
                    )
                }
            }
        return lines
    }

    private func letters(_ acts: IncidentActs) -> [Line] {
        let names = acts.waves.reduce(into: [:]) { $0[$1.body.number] = $1.body.name }
        func name(_ wave: Int) -> String { names[wave] ?? "" }
        var lines = acts.waves.map {
            line($0, $0.body.by, .wavePlanned(name: $0.body.name, people: $0.body.planned))
        }
        lines += acts.cancellations.map {
            line(
                $0,
                $0.body.by,
                .waveCancelled(name: name($0.body.wave), because: $0.body.because)
            )
        }
        lines += acts.approvals.map {
            line(
                $0,
                $0.body.by,
                .waveApproved(
                    name: name($0.body.wave),
                    texts: $0.body.texts.count,
                    second: $0.body.second
                )
            )
        }
        lines += acts.handovers.map { handed in
            let files = Set(handed.body.batches)
            let letters = acts.batches.reduce(0) { sum, batch in
                batch.body.wave == handed.body.wave && files.contains(batch.body.batch)
                    ? sum + batch.body.letters : sum
            }
            return line(
                handed,
                handed.body.by,
                at: handed.body.happenedAt,
                .handedOver(
                    wave: name(handed.body.wave),
                    files: files.count,
                    letters: letters,
                    to: handed.body.to
                )
            )
        }
        return lines
            + acts.handoverUndos.map {
                line(
                    $0,
                    $0.body.by,
                    .handoverTakenBack(wave: name($0.body.wave), because: $0.body.because)
                )
            }
    }

    private func others(_ found: IncidentFact, _ acts: IncidentActs, _ store: Store) throws
        -> [Line]
    {
        var lines = try store.noticesSent(of: found).map {
            line(
                $0,
                $0.body.by,
                at: $0.body.sentAt,
                .noticeSent(
                    notice: try $0.body.subject().kind,
                    party: $0.body.party,
                    number: $0.body.number,
                    to: $0.body.to
                )
            )
        }
        lines += try store.outsideReports(of: found).filter { $0.takenBack == nil }.map {
            let body = $0.report.body
            return line(
                $0.report,
                body.by,
                at: body.happenedAt,
                .outsideReport(
                    $0.kind,
                    to: body.to,
                    reference: body.reference,
                    because: body.because
                )
            )
        }
        lines += try store.publicStatements(of: found).map {
            line(
                $0,
                $0.body.by,
                at: $0.body.saidAt,
                .saidPublicly(place: $0.body.place, words: $0.body.words)
            )
        }
        let questions = try store.questions(of: found)
        let from = questions.reduce(into: [:]) {
            $0[$1.body.number] = Questioner(rawValue: $1.body.from)
        }
        lines += questions.compactMap { asked in
            from[asked.body.number].map {
                line(asked, asked.body.by, .questionAsked($0, number: asked.body.number))
            }
        }
        lines += try store.answers(of: found).compactMap { answer in
            from[answer.body.question].map {
                line(
                    answer,
                    answer.body.by,
                    .questionAnswered(
                        $0,
                        number: answer.body.question,
                        version: answer.body.version
                    )
                )
            }
        }
        lines += try store.contactDays(of: found).map {
            line(
                $0,
                $0.body.by,
                at: Day(number: $0.body.day).end,
                .callsMeasured(calls: $0.body.offered)
            )
        }
        lines += acts.imports.map {
            line(
                $0,
                $0.body.by,
                .imported(
                    number: $0.body.number,
                    source: $0.body.source,
                    party: $0.body.party ?? ""
                )
            )
        }
        lines += acts.importUndos.map {
            line(
                $0,
                $0.body.by,
                .importTakenBack(number: $0.body.number, because: $0.body.because)
            )
        }
        for statement in try store.statements(of: found) {
            guard let withdrawn = try store.withdrawal(of: statement.body) else { continue }
            lines.append(
                line(
                    withdrawn,
                    withdrawn.body.by,
                    .listWithdrawn(
                        name: statement.body.name,
                        because: withdrawn.body.because
                    )
                )
            )
        }
        return lines
    }
}
