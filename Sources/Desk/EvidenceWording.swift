// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Linkage
import Store

/// Evidence that belongs to nobody, beside the people who are counted: in records, never in people.
struct EvidenceWording {
    let version: RegisterVersion
    let words: Words

    init(_ version: RegisterVersion, _ words: Words) {
        self.version = version
        self.words = words
    }

    private var lines: [(String, Int)] {
        var lines: [(String, Int)] = []
        if version.unresolved > 0 {
            lines.append(
                (
                    words.text("op lijsten van de verwerker", "on lists of the processor"),
                    version.unresolved
                )
            )
        }
        guard let unlinked = version.unlinked else { return lines }
        for (code, count) in unlinked.records.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }
        ) {
            let reason = UnresolvedReason(code: code).map { Self.reason($0, words) } ?? code
            lines.append((reason, count))
        }
        if unlinked.waitingSamples > 0 {
            lines.append(
                (
                    words.text(
                        "monsternummers met een uitslag zonder aanvraag",
                        "sample numbers with a result and no order"
                    ), unlinked.waitingSamples
                )
            )
        }
        if let setAside = unlinked.setAside, setAside > 0 {
            lines.append(
                (
                    words.text(
                        "berichten en regels die niet te lezen waren",
                        "messages and rows that could not be read"
                    ), setAside
                )
            )
        }
        return lines
    }

    var total: Int { lines.reduce(0) { $0 + $1.1 } }

    /// Beside the counts.
    func card(_ people: Int) -> HTML {
        let list = lines.map { reason, count -> HTML in
            "<li>\(words.number(count)) \(reason)</li>"
        }
        guard total > 0 else {
            return """
                <aside class="card" aria-labelledby="h-loose"><h3 id="h-loose">\(words(
                    "Bewijs zonder persoon", "Evidence about nobody known"
                ))</h3><p>\(words(
                    "Geen: alles is gelezen en aan een mens verbonden.",
                    "None: all was read and linked to somebody."
                ))</p></aside>
                """
        }
        return """
            <aside class="card" aria-labelledby="h-loose">
            <h3 id="h-loose">\(words("Bewijs zonder persoon", "Evidence about nobody known"))</h3>
            <p class="state">\(words.count(total, ("record", "records"), ("record", "records")))</p>
            <p>\(words(
                "Records, geen mensen. Het kunnen mensen zijn die al meetellen. <strong>Tel ze nooit bij \(words.number(people)) op.</strong>",
                "Records, not people. They may be of people who are counted already. <strong>Never add them to \(words.number(people)).</strong>"
            ))</p>
            <ul>\(list)</ul>
            </aside>
            """
    }

    /// The whole of it.
    var page: HTML {
        guard total > 0 else {
            return """
                <p>\(words(
                    "In versie \(words.number(version.version)) is alles gelezen en aan een mens verbonden.",
                    "In version \(words.number(version.version)) all was read and linked to somebody."
                ))</p>
                """
        }
        return Piece.table(
            words.text(
                "Bij versie \(version.version), bevroren met die versie",
                "With version \(version.version), frozen with that version"
            ),
            [
                .init(words.text("Waarom geen persoon", "Why nobody")),
                .init(words.text("Records", "Records"), numeric: true),
            ],
            lines.map { ["\(words.capital($0.0))", "\(words.number($0.1))"] },
            total: [words("Samen", "Together"), "\(words.number(total))"]
        )
    }

    static func reason(_ reason: UnresolvedReason, _ words: Words) -> String {
        switch reason {
        case .noKeys:
            words.text("met niets dat mensen onderscheidt", "with nothing that tells people apart")
        case .citizenNumberAlone:
            words.text("met alleen een BSN", "with a citizen number alone")
        case .tooFewIdentifiers:
            words.text(
                "zonder BSN en met te weinig anders",
                "without a citizen number and with too little else"
            )
        case .citizenNumberUnknown:
            words.text(
                "met een BSN dat niemand bij ons heeft",
                "with a citizen number that nobody here has"
            )
        case .notInPopulation:
            words.text("die bij niemand van ons passen", "that fit nobody here")
        case .ambiguous: words.text("die bij meer mensen passen", "that fit more than one person")
        case .conflict:
            words.text("met gegevens van twee mensen", "with data of two people")
        case .conflictNothingElse:
            words.text(
                "waarvan alleen het BSN bij iemand past",
                "of which only the citizen number fits somebody"
            )
        case .conflictBirthDate:
            words.text(
                "met een andere geboortedatum dan bij het BSN hoort",
                "with another birth date than the citizen number's"
            )
        case .conflictName:
            words.text(
                "met een andere naam dan bij het BSN hoort",
                "with another name than the citizen number's"
            )
        case .conflictSample:
            words.text(
                "die een ander noemen dan van wie het monster is",
                "that name somebody else than the sample's person"
            )
        case .sampleOfSeveral:
            words.text(
                "met een monsternummer van meer mensen",
                "with a sample number of several people"
            )
        }
    }
}
