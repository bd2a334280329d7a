// SPDX-License-Identifier: EUPL-1.2
import Custody

/// How kinds of data are named on paper, where a housemate may read along.
///
/// Contact and identity data stand one by one. Everything that has to do with care is one line,
/// the same for everybody under a purpose: a longer list would tell which test somebody had, and
/// with it the outcome of the test before. The exact list is given by letter code or on request.
struct PaperCategories {
    let lines: [String]
    let hasCare: Bool

    init(_ set: CategorySet, careData: String, language: Language) {
        var lines: [String] = []
        for (category, dutch, english) in PaperCategories.listed where set.contains(category) {
            lines.append(language == .dutch ? dutch : english)
        }
        let rest = set.subtracting(PaperCategories.listedSet)
        hasCare = !rest.isDisjoint(with: PaperCategories.care)
        if hasCare { lines.append(careData) }
        if !rest.isSubset(of: PaperCategories.care) {
            lines.append(
                language == .dutch ? "andere persoonlijke gegevens" : "other personal data"
            )
        }
        self.lines = lines
    }

    /// Health, who gave the care, and what only stands in a message because of a test: whether a
    /// message had a field that no table knows must not be seen on paper either.
    private static let care = CategorySet(
        DataCategory.allCases.filter { category in
            switch category {
            case .generalPractitioner, .careProvider, .careOrganisation, .collector,
                .sampleNumber, .orderNumber, .otherIdentifier, .account, .consent, .unclassified:
                true
            default: category.concernsHealth
            }
        }
    )

    private static let listedSet = CategorySet(listed.map(\.0))

    private static let listed: [(DataCategory, String, String)] = [
        (.name, "uw naam", "your name"),
        (.partnerName, "de naam van uw partner", "your partner's name"),
        (.address, "uw adres", "your address"),
        (.birthDate, "uw geboortedatum", "your date of birth"),
        (.sex, "uw geslacht", "your sex"),
        (
            .citizenNumber, "uw burgerservicenummer (BSN)", "your citizen service number (BSN)"
        ),
        (.telephone, "uw telefoonnummer", "your telephone number"),
        (.email, "uw e-mailadres", "your e-mail address"),
        (.financial, "uw financiële gegevens", "your financial data"),
    ]
}
