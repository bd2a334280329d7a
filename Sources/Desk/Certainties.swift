// SPDX-License-Identifier: EUPL-1.2

import Custody

/// How sure a count is, in the three forms that carry every figure: full, outlined, dashed. The form, the
/// word and the number each suffice alone.
struct Certainties: Sendable, Equatable {
    var published = 0
    var stolen = 0
    var reported = 0
    var cannotBeExcluded = 0
    var excluded = 0

    init(_ counts: [String: Int]) {
        published = counts[Certainty.published.code] ?? 0
        stolen = counts[Certainty.stolen.code] ?? 0
        reported = counts[Certainty.reported.code] ?? 0
        cannotBeExcluded = counts[Certainty.cannotBeExcluded.code] ?? 0
        excluded = counts[Certainty.excluded.code] ?? 0
    }

    /// Found by somebody, in the files or in the open.
    var found: Int { published + stolen }
    /// Everyone who is not excluded.
    var concerned: Int { found + reported + cannotBeExcluded }

    subscript(certainty: Certainty) -> Int {
        switch certainty {
        case .published: published
        case .stolen: stolen
        case .reported: reported
        case .cannotBeExcluded: cannotBeExcluded
        case .excluded: excluded
        }
    }

    /// A bar of the whole, or of a part of `whole`; says nothing by itself, the numbers stand beside it.
    func bar(of whole: Int? = nil, large: Bool = false) -> HTML {
        let all = max(whole ?? concerned, 1)
        var (start, marks): (Double, HTML) = (0, "")
        for (form, count) in [("s", found), ("o", reported), ("d", cannotBeExcluded)]
        where count > 0 {
            let width = Double(count) * 100 / Double(all)
            marks += """
                <rect class="\(form)" x="\(Self.percent(start))" \
                width="\(Self.percent(width))" height="100%"/>
                """
            start += width
        }
        return "<svg class=\"bar\(" xl", if: large)\" aria-hidden=\"true\">\(marks)</svg>"
    }

    /// With one digit behind the point, as SVG writes it.
    static func percent(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths.isMultiple(of: 10) ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
    }

    /// Which form is which, with the numbers.
    func key(_ words: Words) -> HTML {
        let items: [(HTML, String, Int)] = [
            (
                "s",
                words.text(
                    published > 0
                        ? "gevonden in de bestanden of openbaar" : "gevonden in de bestanden",
                    published > 0 ? "found in the files or in the open" : "found in the files"
                ), found
            ), ("o", words.text("gemeld door de verwerker", "reported by the processor"), reported),
            ("d", words.text("niet uit te sluiten", "cannot be excluded"), cannotBeExcluded),
        ]
        let list = items.map { form, name, count -> HTML in
            """
            <li><svg aria-hidden="true"><rect class="\(form)" width="26" height="12"/></svg>\
            \(name): \(words.number(count))</li>
            """
        }
        return "<ul class=\"key\">\(list)</ul>"
    }

    /// `621.000 gemeld, 320.000 niet uit te sluiten`.
    func sentence(_ words: Words) -> String {
        let parts: [(Int, String, String)] = [
            (published, "openbaar gemaakt", "published"),
            (stolen, "gevonden in de bestanden", "found in the files"),
            (reported, "gemeld", "reported"),
            (cannotBeExcluded, "niet uit te sluiten", "cannot be excluded"),
        ]
        return parts.filter { $0.0 > 0 }
            .map { "\(words.number($0.0)) \(words.text($0.1, $0.2))" }.joined(separator: ", ")
    }
}
