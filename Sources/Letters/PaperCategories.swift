// SPDX-License-Identifier: EUPL-1.2
import Custody

/// How kinds of data are named on paper, where a housemate may read along.
///
/// Contact and identity data stand one by one. Everything that has to do with care is one line,
/// the same for everybody under a purpose: a longer list would tell which test somebody had, and
/// with it the outcome of the test before. The exact list is given by letter code or on request.
/// Of whom there is nothing about health, only who their doctor is, nothing else is said: no test was
/// asked for them, so that there is nothing to hide.
struct PaperCategories {
    let lines: [String]
    let hasCare: Bool

    init(_ set: CategorySet, careData: String, _ whose: WhoseData) {
        var lines: [String] = []
        for listed in PaperCategories.listed where set.contains(listed.category) {
            lines.append(listed.words(whose))
        }
        let rest = set.subtracting(PaperCategories.listedSet)
        hasCare = !rest.isDisjoint(with: PaperCategories.health)
        if hasCare { lines.append(careData) }
        if !hasCare, !rest.isDisjoint(with: PaperCategories.doctors) {
            lines.append(
                whose.language == .dutch
                    ? "wie \(whose.isChilds ? "de" : "uw") huisarts of andere zorgverlener was"
                    : "who \(whose.isChilds ? "the" : "your") doctor or other care provider was"
            )
        }
        if !rest.isSubset(of: hasCare ? PaperCategories.care : PaperCategories.doctors) {
            lines.append(
                whose.language == .dutch ? "andere persoonlijke gegevens" : "other personal data"
            )
        }
        self.lines = lines
    }

    /// The citizen number in short, where its name stood before.
    static func briefCitizenNumber(_ whose: WhoseData) -> [String] {
        switch (whose.language, whose.isChilds) {
        case (.dutch, false): ["uw BSN"]
        case (.dutch, true): ["het BSN van uw kind"]
        case (.english, false): ["your BSN"]
        case (.english, true): ["your child's BSN"]
        }
    }

    /// A telephone number or an e-mail address, whosever it is; nil of any other kind.
    static func contact(_ category: DataCategory, _ language: Language) -> String? {
        switch (category, language) {
        case (.telephone, .dutch): "telefoonnummer"
        case (.email, .dutch): "e-mailadres"
        case (.telephone, .english): "telephone number"
        case (.email, .english): "e-mail address"
        default: nil
        }
    }

    /// Health, who gave the care, and what only stands in a message because of a test: whether a
    /// message had a field that no table knows must not be seen on paper either.
    private static let care = health.union(doctors).union(
        CategorySet([.otherIdentifier, .account, .consent, .unclassified])
    )

    /// Data about health, and what there is only because of a test.
    static let health = CategorySet(
        DataCategory.allCases.filter { category in
            switch category {
            case .collector, .sampleNumber, .orderNumber: true
            default: category.concernsHealth
            }
        }
    )

    /// The least set of which a letter says the same: kinds that it names by themselves, and one of each sort
    /// that it names in common.
    static func namedOnPaper(_ set: CategorySet) -> CategorySet {
        let rest = set.subtracting(listedSet)
        var named = set.intersection(listedSet)
        func keep(_ category: DataCategory, for sort: CategorySet) {
            if !rest.isDisjoint(with: sort) { named.insert(category) }
        }
        keep(.testRequested, for: health)
        if rest.isDisjoint(with: health) {
            keep(.generalPractitioner, for: doctors)
            keep(.unclassified, for: care.subtracting(doctors))
        }
        if let other = rest.subtracting(care).categories.first { named.insert(other) }
        return named
    }

    private static let doctors = CategorySet([
        .generalPractitioner, .careProvider, .careOrganisation,
    ])

    private static let listedSet = CategorySet(listed.map(\.category))

    /// A kind of data in the words of each language, as the reader's own and as their child's.
    private struct Listed {
        var category: DataCategory
        var own: (dutch: String, english: String)
        var childs: (dutch: String, english: String)

        init(
            _ category: DataCategory,
            _ dutch: String,
            _ english: String,
            ofChild childsDutch: String,
            _ childsEnglish: String
        ) {
            self.category = category
            own = (dutch, english)
            childs = (childsDutch, childsEnglish)
        }

        func words(_ whose: WhoseData) -> String {
            let words = whose.isChilds ? childs : own
            return whose.language == .dutch ? words.dutch : words.english
        }
    }

    private static let listed = [
        Listed(
            .name,
            "uw naam",
            "your name",
            ofChild: "de naam van uw kind",
            "your child's name"
        ),
        Listed(
            .partnerName,
            "de naam van uw partner of vroegere partner",
            "the name of your partner or former partner",
            ofChild: "de naam van een partner",
            "a partner's name"
        ),
        Listed(
            .address,
            "uw adres",
            "your address",
            ofChild: "het adres van uw kind",
            "your child's address"
        ),
        Listed(
            .birthDate,
            "uw geboortedatum",
            "your date of birth",
            ofChild: "de geboortedatum van uw kind",
            "your child's date of birth"
        ),
        Listed(
            .sex,
            "uw geslacht",
            "your sex",
            ofChild: "het geslacht van uw kind",
            "your child's sex"
        ),
        Listed(
            .citizenNumber,
            "uw burgerservicenummer (BSN)",
            "your citizen service number (BSN)",
            ofChild: "het burgerservicenummer (BSN) van uw kind",
            "your child's citizen service number (BSN)"
        ),
        Listed(
            .telephone,
            "uw telefoonnummer",
            "your telephone number",
            ofChild: "het telefoonnummer van u of van uw kind",
            "your or your child's telephone number"
        ),
        Listed(
            .email,
            "uw e-mailadres",
            "your e-mail address",
            ofChild: "het e-mailadres van u of van uw kind",
            "your or your child's e-mail address"
        ),
        Listed(
            .financial,
            "uw financiële gegevens",
            "your financial data",
            ofChild: "financiële gegevens over uw kind",
            "financial data about your child"
        ),
    ]
}
