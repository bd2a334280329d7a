// SPDX-License-Identifier: EUPL-1.2

public import Casework
import Incidents

// What is said of the access log beside its lines.

extension ShowAccess.Look {
    /// Whom it was about, in one cell of a table.
    public var whom: String {
        if let object { return object }
        switch persons.count {
        case 0: return "many: a number, no names"
        case 1: return persons[0]
        default: return "\(persons[0]) and \((persons.count - 1).grouped) more"
        }
    }
}

extension ShowAccess.Answer {
    public var passages: [Passage] {
        [
            .table(
                ["when", "officer", "purpose", "case", "people", "whom", "reason"],
                looks.map { look in
                    [
                        look.at.local.text, look.officer, look.purpose, look.caseReference,
                        look.people.grouped, look.whom, look.reason,
                    ]
                },
                numeric: [4]
            )
        ]
    }

    /// How much of the log is shown, and what cannot be told from it.
    public var sentence: String {
        "\(looks.count.grouped) of \(lines.grouped) lines of the access log." + among
    }

    /// What was written to a file, and what cannot be told from it.
    public func sentence(written path: String) -> String {
        "Wrote \(fitting.grouped) of \(lines.grouped) lines of the access log to \(path)"
            + (among.isEmpty ? "" : "." + among)
    }

    private var among: String {
        if ofOfficer == 0 { return " The log has nobody of the name that was asked for." }
        guard let looksAtMany, looksAtMany > 0 else { return "" }
        return """
             This person may also have been among the many of \(looksAtMany.grouped) other \
            lines: those say how many people were opened, and not who.
            """
    }
}
