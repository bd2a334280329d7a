// SPDX-License-Identifier: EUPL-1.2
import Custody

/// Whose data a letter speaks of, and in which language: the reader's own, or those of their child.
struct WhoseData: Hashable {
    var language: Language
    var isChilds: Bool

    init(_ truth: LetterTruth) {
        language = truth.language
        isChilds = truth.isToParents
    }

    /// The words of a template that differ with it.
    func set(in values: inout FieldValues) {
        for (field, dutch, english) in isChilds ? Self.childs : Self.own {
            values.set(field, language == .dutch ? dutch : english)
        }
        values.set(.toParents, isChilds)
    }

    private static let own: [(Field, String, String)] = [
        (.you, "u", "you"), (.yourData, "uw gegevens", "your data"),
        (.capitalYourData, "Uw gegevens", "Your data"),
        (.yourHealth, "uw gezondheid", "your health"),
        (.yourDoctor, "uw eigen arts of ziekenhuis", "your own doctor or hospital"),
        (
            .whoYouAre, "wie u bent, meestal met naam, adres of geboortedatum",
            "who you are, mostly by name, address or date of birth"
        ),
    ]

    private static let childs: [(Field, String, String)] = [
        (.you, "uw kind", "your child"),
        (.yourData, "de gegevens van uw kind", "your child's data"),
        (.capitalYourData, "De gegevens van uw kind", "Your child's data"),
        (.yourHealth, "de gezondheid van uw kind", "your child's health"),
        (
            .yourDoctor, "de arts of het ziekenhuis van uw kind",
            "your child's own doctor or hospital"
        ),
        (
            .whoYouAre, "wie uw kind is, meestal met naam, adres of geboortedatum",
            "who your child is, mostly by name, address or date of birth"
        ),
    ]
}
