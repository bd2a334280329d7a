// SPDX-License-Identifier: EUPL-1.2

import Custody
import Incidents
import Letters
import Store

/// What may be said of one person: the same facts as in their letter.
struct PersonAnswer {
    let number: PersonNumber
    let store: Store
    let only: String?
    private let person: Person
    private let evidence: PersonEvidence

    /// Writes the line in the access log before anything is known.
    init(
        about number: PersonNumber,
        in store: Store,
        only: String?,
        for access: AccessReason
    ) throws {
        self.number = number
        self.store = store
        self.only = only
        (person, evidence) = try store.look(at: number, for: access)
    }

    struct Held: Encodable {
        var party: String
        var origin: String
        var first: String
        var last: String
        var times: Int
        var categories: [String]
    }

    struct Standing: Encodable {
        var incident: String
        var version: String
        var certainty: String
        var because: [String]
    }

    struct Letter: Encodable {
        var wave: String
        var group: String
        var held: String?
        var batch: Int
        /// The date on the letter; nil when it was not printed.
        var date: String?
        var cancelled: Bool
    }

    struct Document: Encodable {
        var schema = "spoor/person/1"
        var reference: String
        var identity: String
        var held: [Held]
        var incidents: [Standing]
        var letters: [Letter]
        var advice: [String]
    }

    func document() throws -> Document {
        Document(
            reference: number.reference,
            identity: identity,
            held: try held(evidence),
            incidents: try standings(),
            letters: try letters(),
            advice: advice(evidence)
        )
    }

    func show(_ output: Output) throws {
        let document = try document()
        output.line("\(document.reference)  \(document.identity)")
        output.line()
        if document.held.isEmpty {
            output.line("We know of nothing of this person that went anywhere through us.")
        }
        output.table(
            ["party", "how it came there", "first", "last", "times", "categories"],
            document.held.map {
                [
                    $0.party, $0.origin, $0.first, $0.last, "\($0.times)",
                    $0.categories.joined(separator: "+"),
                ]
            },
            numeric: [4]
        )
        for standing in document.incidents {
            output.line()
            output.line(
                "\(standing.incident) (\(standing.version)): \(standing.certainty)"
                    + (standing.because.isEmpty
                        ? "" : ", by \(standing.because.joined(separator: ", "))")
            )
        }
        for letter in document.letters {
            output.line(
                "letter \(letter.wave): \(letter.group), \(standing(of: letter))"
            )
        }
        if !document.advice.isEmpty { output.line() }
        for advice in document.advice { output.line("- \(advice)") }
    }

    private func standing(of letter: Letter) -> String {
        if let reason = letter.held { return "held (\(reason))" }
        if let date = letter.date { return "dated \(date), print file \(letter.batch)" }
        return letter.cancelled ? "cancelled, not printed" : "planned, not printed"
    }

    /// Name, and no more than is needed to know that it is the right one.
    private var identity: String {
        let name = RegisteredName(person).neutralName
        let year = person.birthDate.map { "born \($0.year)" } ?? ""
        let place = person.place.isEmpty ? "" : "in \(person.place)"
        return [name, year, place].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private func held(_ evidence: PersonEvidence) throws -> [Held] {
        var rows: [String: (Held, CategorySet)] = [:]
        let flows = try store.flows
        for item in evidence.held {
            guard let flow = flows[item.disclosure.flow] else { continue }
            let key = "\(flow.party.rawValue)|\(flow.origin.rawValue)"
            let day = DutchTime.dayText(item.disclosure.disclosedOn)
            var (row, set) =
                rows[key]
                ?? (
                    Held(
                        party: flow.party.rawValue,
                        origin: flow.origin.words,
                        first: day,
                        last: day,
                        times: 0,
                        categories: []
                    ), []
                )
            row.first = min(row.first, day)
            row.last = max(row.last, day)
            row.times += 1
            set.formUnion(item.disclosure.categories)
            row.categories = set.categories.map(\.code)
            rows[key] = (row, set)
        }
        return rows.sorted { $0.key < $1.key }.map(\.value.0)
    }

    private func standings() throws -> [Standing] {
        try store.incidents.map(\.body).filter { only == nil || $0.reference == only }
            .compactMap { incident in
                guard let version = try store.lastRegister(of: incident) else { return nil }
                let row = try store.row(of: number, in: version)
                let names = Dictionary(
                    uniqueKeysWithValues: try store.statements(of: incident).map {
                        ($0.body.number, $0.body.name)
                    }
                )
                return Standing(
                    incident: incident.reference,
                    version: "v\(version.version)",
                    certainty: row?.certainty.words ?? "not in the register: not known to be there",
                    because: row?.statements.map { names[$0] ?? "statement \($0)" } ?? []
                )
            }
    }

    private func letters() throws -> [Letter] {
        let waves = Dictionary(
            uniqueKeysWithValues: try store.incidents.flatMap { incident in
                try store.waves(of: incident.body).map { ($0.body.number, $0.body) }
            }
        )
        return try store.letters(to: number).map { letter in
            let wave = waves[letter.wave]
            return Letter(
                wave: wave?.name ?? "\(letter.wave)",
                group: letter.group.code,
                held: HoldReason(rawValue: UInt8(letter.held)).map { "\($0)" },
                batch: letter.batch,
                date: try wave.flatMap { try store.letterDate(ofBatch: letter.batch, wave: $0) }
                    .map(DutchTime.dayText),
                cancelled: try wave.map { try store.cancellation(of: $0) != nil } ?? false
            )
        }
    }

    /// What to do, by what was there; the worst pair counts, so the whole set decides.
    private func advice(_ evidence: PersonEvidence) -> [String] {
        let all = evidence.held.reduce(into: CategorySet([])) {
            $0.formUnion($1.disclosure.categories)
        }
        .union(evidence.stated.reduce(into: CategorySet([])) { $0.formUnion($1.categories) })
        guard !all.isEmpty else { return [] }
        var advice = [
            "Be alert to letters, calls and messages that use these data; ask who is calling and call back on a number you know."
        ]
        if all.contains(.citizenNumber) {
            advice.append(
                "Citizen service number: it is not changed. Report real misuse to the Central Identity Fraud Desk (CMI) and the police."
            )
        }
        if all.concernsHealth {
            advice.append(
                "Health data: do not pay who threatens to publish; report it to the police."
            )
        }
        if all.contains(.generalPractitioner) {
            advice.append("General practitioner: call the practice on the number you already have.")
        }
        if all.contains(.telephone) { advice.append("Telephone: hang up, and call back yourself.") }
        if all.contains(.email) { advice.append("E-mail: open no links; check the sender.") }
        return advice
    }
}
