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
                "happened": statement.said.words(notAfter: statement.notAfter),
                "records": "\(statement.records)", "unresolved": "\(statement.unresolved)",
                "withdrawn": statement.isWithdrawn ? "yes" : "no",
            ]
        }
        versions = answer.versions
        closures = answer.closures
    }
}

extension IncidentDocument {
    public var passages: [Passage] {
        var passages = [Passage.line("\(title) (\(reference)), at \(party)")]
        if !said.isEmpty { passages.append(.line("They said: \(said)")) }
        passages += [
            .gap,
            .table(
                ["moment", "happened", "recorded", "by", "note", "taken back"],
                moments.cells(["moment", "happened", "recorded", "by", "note", "takenBack"])
            ),
        ]
        if !decisions.isEmpty {
            passages += [
                .gap,
                .table(
                    ["decision", "article", "decided", "by", "because", "taken back"],
                    decisions.map { item in
                        [
                            item.decision.decision.code, item.decision.article,
                            item.decision.decidedAt.local.text,
                            item.decision.by, item.decision.because, item.takenBack ?? "",
                        ]
                    }
                ),
            ]
        }
        passages += [
            .gap,
            .table(
                ["statement", "source", "said on", "records", "unresolved", "withdrawn"],
                statements.cells(
                    ["name", "source", "happened", "records", "unresolved", "withdrawn"]
                ),
                numeric: [3, 4]
            ),
            .gap, RegisterVersion.table(versions),
        ]
        return passages + closures.flatMap(\.lines).map(Passage.line)
    }
}

extension [[String: String]] {
    fileprivate func cells(_ columns: [String]) -> [[String]] {
        map { item in columns.map { item[$0] ?? "" } }
    }
}

/// The incidents as a list gives them.
public struct IncidentItem: Encodable, Sendable {
    public var reference: String
    public var party: String
    public var title: String
    public var opened: String
    public var people: String

    public init(_ item: ListIncidents.Item) {
        reference = item.reference
        party = item.parties.joined(separator: ", ")
        title = item.title
        opened = item.opened.text
        people = item.people.map(String.init) ?? ""
    }

    public static func table(_ items: [IncidentItem]) -> Passage {
        .table(
            ["incident", "party", "title", "opened", "people"],
            items.map { [$0.reference, $0.party, $0.title, $0.opened, $0.people] }
        )
    }
}
