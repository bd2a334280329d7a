// SPDX-License-Identifier: EUPL-1.2

public import Casework
internal import Incidents

/// An incident as `--json` gives it, and as its tables show it.
public struct IncidentDocument: Encodable {
    public var reference: String
    public var title: String
    public var party: String
    public var said: String
    public var moments: [[String: String]]
    public var decisions: [ShowIncident.Decision]
    public var statements: [[String: String]]
    public var versions: [RegisterVersion]
    public var closures: [ClosureStanding]

    public init(_ answer: ShowIncident.Answer) {
        reference = answer.reference
        title = answer.title
        party = answer.parties.joined(separator: ", ")
        said = answer.said
        moments = answer.moments.map { moment in
            [
                "moment": moment.moment, "happenedAt": moment.happenedAt.text,
                "recordedAt": moment.recordedAt.text, "by": moment.by, "note": moment.note,
                "notBefore": moment.notBefore?.text ?? "",
                "happened": moment.happenedAt.words(notBefore: moment.notBefore),
                "recorded": moment.recordedAt.local.text, "party": moment.party ?? "",
                "decider": moment.decider ?? "", "takenBack": moment.takenBack ?? "",
            ]
        }
        decisions = answer.decisions
        statements = answer.statements.map { statement in
            [
                "name": statement.name, "source": statement.source,
                "happenedAt": statement.said.text, "recordedAt": statement.recorded.text,
                "records": "\(statement.records)", "unresolved": "\(statement.unresolved)",
                "withdrawn": statement.isWithdrawn ? "yes" : "no",
            ]
        }
        versions = answer.versions
        closures = answer.closures
    }
}
