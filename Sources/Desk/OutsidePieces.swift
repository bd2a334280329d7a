// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Store

/// Whom outside was asked for help, and what was reported to the police: decisions with their proof.
enum OutsidePieces {
    static func html(
        _ reports: [ListOutsideReports.Item],
        _ incident: String,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        return """
            <h2 id="outside">\(words("Hulp gevraagd, en aangifte gedaan", "Help asked for, and reports to the police"))</h2>
            \(list(reports, words))
            \(HTML.when(
                !visit.roles.isDisjoint(with: Roles.outside),
                recordForm(incident, visit, problem, form)
            ))
            """
    }

    private static func list(_ reports: [ListOutsideReports.Item], _ words: Words) -> HTML {
        guard !reports.isEmpty else {
            return words.paragraph(
                "Er is nog niemand om hulp gevraagd, en er is geen aangifte gedaan.",
                "Nobody was asked for help yet, and nothing was reported to the police."
            )
        }
        let items = reports.map { item -> HTML in
            let evidence: HTML =
                item.evidence.map {
                    " <span class=\"hint\">\(words("Bewijsstuk, SHA-256:", "Evidence, SHA-256:")) <code class=\"copy\">\($0)</code></span>"
                } ?? ""
            let back: HTML =
                item.takenBack.map {
                    " <strong>\(words("Teruggenomen:", "Taken back:"))</strong> \(words.moment($0.at)), \($0.by): \($0.because)"
                } ?? ""
            return """
                <li><time datetime="\(words.machine(item.happenedAt))">\
                \(words.moment(item.happenedAt)), \(item.by)</time>\
                \(item.report.title(in: words.language)): \(item.recipient). \
                \(words("Kenmerk:", "Reference:")) \(item.reference). <q>\(item.because)</q>\(evidence)\(back)</li>

                """
        }
        return "<ol class=\"tl\">\n\(items)</ol>"
    }

    private static func recordForm(
        _ incident: String,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        func wrong(_ field: String) -> String? {
            problem?.field == field ? words.text(problem?.dutch ?? "", problem?.english ?? "") : nil
        }
        let reports = OutsideReportKind.allCases.map {
            (value: $0.code, name: $0.title(in: words.language))
        }
        let isOpen: HTML = problem == nil ? "" : " open"
        return """
            <details\(isOpen)><summary>\(words("Leg vast wie u vroeg of inlichtte", "Record whom you asked or told"))</summary>
            \(visit.form("/incidents/\(Form.encoded(incident))/decisions/outside", """
                \(Piece.select("report", words.text("Wat deed u?", "What did you do?"), reports, chosen: form?["report"] ?? ""))
                \(Piece.field(
                    "recipient", words.text("Bij wie?", "With whom?"),
                    hint: words.text("Bijvoorbeeld het NCSC, Z-CERT of de politie.", "For example the NCSC, Z-CERT or the police."),
                    value: form?["recipient"] ?? "", problem: wrong("recipient")
                ))
                \(Piece.field(
                    "time", words.text("Wanneer?", "When?"),
                    hint: words.text("Bijvoorbeeld 8-8-2025 16.20.", "For example 2025-08-08 16:20."),
                    value: form?["time"] ?? "", problem: wrong("time")
                ))
                \(Piece.field(
                    "reference", words.text("Kenmerk, of wat het bewijst", "Reference, or what proves it"),
                    value: form?["reference"] ?? "", problem: wrong("reference")
                ))
                \(EvidenceField.html(words, form, wrong("evidence")))
                \(Piece.area(
                    "because", words.text("Waarom, en wat is niet gekozen?", "Why, and what was not chosen?"),
                    hint: words.text("Geen gegevens van mensen.", "No data of people."),
                    value: form?["because"] ?? "", problem: wrong("because"), id: "outside-because"
                ))
                <div class="acts"><button>\(words("Leg vast", "Record"))</button></div>
                """))</details>
            """
    }

    @Sendable static func record(_ visit: Visit, _ form: Form) async throws -> Reply {
        let incident = try visit.parameter("incident")
        let officer = try visit.officer()
        guard let report = OutsideReportKind(rawValue: form["report"]) else {
            throw DeskRefusal.formUnreadable
        }
        do {
            let written = try FormTime.read(form, "time")
            guard let because = try? StatedReason(form["because"]) else {
                throw DeskRefusal.problem([
                    FormProblem(
                        field: "because",
                        dutch: "Schrijf in woorden waarom.",
                        english: "Write in words why."
                    )
                ])
            }
            let request = RecordOutsideReport(
                incident: incident,
                report: report,
                recipient: form["recipient"],
                when: written,
                reference: form["reference"],
                evidence: try EvidenceHash.read(form["evidence"]),
                because: because,
                officer: officer
            )
            _ = try await visit.desk.writer.act { try request.run(in: $0) }
            return .seeOther("/incidents/\(Form.encoded(incident))/decisions#outside")
        } catch DeskRefusal.problem(let problems) {
            return .page(try await DutyPages.decisions(visit, problems.first, form))
        } catch let error as CaseworkError {
            guard let problem = FormProblem(ofProof: error, now: visit.words.now) else {
                throw error
            }
            return .page(try await DutyPages.decisions(visit, problem, form))
        }
    }
}
