// SPDX-License-Identifier: EUPL-1.2

import Custody

/// The words of a printed sheet that are in no template.
struct SheetWords {
    var codeLabel: String
    /// `{page}` and `{pages}` are filled in.
    var pageFooter: String
    var syntheticMark: String

    static func of(_ language: Language) -> SheetWords {
        switch language {
        case .dutch: dutch
        case .english: english
        }
    }

    private static let dutch = SheetWords(
        codeLabel: "Uw briefcode (0 is een nul)",
        pageFooter: "{page} van {pages}",
        syntheticMark: "SYNTHETISCH"
    )

    private static let english = SheetWords(
        codeLabel: "Your letter code (0 is a zero)",
        pageFooter: "{page} of {pages}",
        syntheticMark: "SYNTHETIC"
    )
}
