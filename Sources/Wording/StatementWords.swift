// SPDX-License-Identifier: EUPL-1.2

public import Casework
public import Custody
import Incidents
import Store

extension StatementStanding {
    public static func table(_ statements: [Self], in language: Language) -> Passage {
        .table(
            ["statement", "certainty", "records", "unresolved", "set aside", "recorded", ""],
            statements.map { statement in
                [
                    statement.name,
                    Certainty(rawValue: statement.certainty)?.name(in: language) ?? "",
                    statement.records.grouped, statement.unresolved.grouped,
                    (statement.setAside ?? 0).grouped, statement.recorded.local.text,
                    statement.isWithdrawn ? "withdrawn" : "",
                ]
            },
            numeric: [2, 3, 4]
        )
    }
}
