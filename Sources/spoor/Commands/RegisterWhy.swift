// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Incidents
import Linkage
import Store

struct RegisterWhy: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Why somebody is in the register, source by source."
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var why: ReasonOption
    @Argument var incident: String
    @Argument(help: "A person reference (P-…), or a sourceId.") var person: String

    private struct Source: Encodable {
        var source: String
        var certainty: String
        var categories: [String]
        var happenedAt: String
        var recordedAt: String
        var basis: String
    }

    private struct Answer: Encodable {
        var schema = "spoor/why/1"
        var person: String
        var certainty: String?
        var sources: [Source]
    }

    func run() throws {
        let reason = try why.required()
        let store = try options.open(.writing)
        let found = try store.incident(incident)
        let access = try options.reason("register-why", incident, reason)
        let number = try resolve(person, in: store, for: access)
        let version = try store.registerVersion(nil, of: found)
        // First, for it writes the line in the access log.
        let sources = try explain(number, found, store, access)
        let row = try store.row(of: number, in: version)
        if options.json {
            try options.results.document(
                Answer(
                    person: number.reference,
                    certainty: row?.certainty.code,
                    sources: sources
                )
            )
        } else {
            show(number, row, version, sources)
        }
        if row == nil { throw ExitStatus.look.code }
    }

    private func show(
        _ number: PersonNumber,
        _ row: RegisterRow?,
        _ version: RegisterFact,
        _ sources: [Source]
    ) {
        options.results.line(
            row.map { "\(number.reference): \($0.certainty.words) (v\(version.version))" }
                ?? "\(number.reference) is not in v\(version.version): we know of nothing of this "
                + "person at the processor through us"
        )
        options.results.table(
            ["source", "certainty", "categories", "happened", "recorded", "how it was linked"],
            sources.map {
                [
                    $0.source, $0.certainty, $0.categories.joined(separator: "+"), $0.happenedAt,
                    $0.recordedAt, $0.basis,
                ]
            }
        )
    }

    private func explain(
        _ person: PersonNumber,
        _ incident: IncidentFact,
        _ store: Store,
        _ access: AccessReason
    ) throws -> [Source] {
        let evidence = try store.evidence(about: person, for: access)
        var sources: [Source] = []
        for held in evidence.held {
            guard let flow = store.flows[held.disclosure.flow],
                flow.party.rawValue == incident.party
            else { continue }
            sources.append(
                Source(
                    source: "ledger entry \(held.entry): \(flow.origin.words)"
                        + (flow.sender.isEmpty ? "" : ", by \(flow.sender)"),
                    certainty: Certainty.cannotBeExcluded.code,
                    categories: held.disclosure.categories.categories.map(\.code),
                    happenedAt: DutchTime.dayText(held.disclosure.disclosedOn),
                    recordedAt: DutchTime.machineText(try store.recordedAt(entry: held.entry)),
                    basis: flow.grade.code
                )
            )
        }
        let statements = Dictionary(
            uniqueKeysWithValues: store.statements(of: incident).map { ($0.body.number, $0.body) }
        )
        for stated in evidence.stated {
            guard let statement = statements[stated.statement] else { continue }
            sources.append(
                Source(
                    source: "\(statement.name), line \(stated.line)"
                        + (store.isWithdrawn(statement) ? " (withdrawn)" : ""),
                    certainty: stated.certainty.code,
                    categories: stated.categories.categories.map(\.code),
                    happenedAt: DutchTime.machineText(stated.happenedAt),
                    recordedAt: DutchTime.machineText(try store.recordedAt(entry: stated.entry)),
                    basis: LinkEvidence(rawValue: UInt16(stated.basis)).text
                )
            )
        }
        return sources
    }
}

/// A person named by reference or sourceId; the look-up of a sourceId opens the candidates of its
/// bucket and is logged.
func resolve(
    _ text: String,
    in store: Store,
    for reason: AccessReason
) throws -> PersonNumber {
    if let number = PersonNumber(reference: text) { return number }
    let found = try store.find(IdentityClaims(), sourceID: SourceID(text), for: reason)
    guard let only = found.first, found.count == 1 else {
        throw Complaint(
            .look,
            "nobody in the population has that reference",
            help: "give P-… or the sourceId; by other attributes: 'spoor person --find FILE'"
        )
    }
    return only
}
