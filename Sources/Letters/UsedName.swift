// SPDX-License-Identifier: EUPL-1.2

/// The one or two surnames a person uses, in order, each with the title that goes with it.
///
/// All forms of address are made from it: names whose owner or partner has no known surname, lost
/// predicates and courtesy titles are settled here, once.
struct UsedName {
    struct Part {
        var title: String?
        var isPredicate = false
        var style: NobleStyle?
        var surname: Surname

        /// The title, the prefix and the name.
        var titled: String { [title ?? "", surname.plain].nonEmpty.joined(separator: " ") }
    }

    /// Empty when nothing can be said: a name that should have been used is unknown.
    var parts: [Part]
    /// The highest style that a title gives, also where the name it goes with is unknown.
    var style: NobleStyle?

    init(_ name: RegisteredName) {
        let partnership = name.usedPartnership
        let partner = partnership?.surname
        let use = partner?.isKnown == true ? name.use : .own

        // A woman loses her predicate through marriage; after it she has it back with her own name.
        let ownTitle = name.surname.title.flatMap { title in
            let isLost =
                title.isPredicate && name.sex == .female
                && (name.hasCurrentPartner || partnership != nil && name.use != .own)
            return isLost ? nil : title
        }
        // Only a wife bears a courtesy title, and only if she uses the name it belongs to.
        let courtesy = partner?.title.flatMap { title in
            name.sex == .female && name.use != .own ? title.courtesyWord.map { (title, $0) } : nil
        }

        let own = Part(
            title: ownTitle.flatMap { UsedName.word(of: $0, for: name.sex) },
            isPredicate: ownTitle?.isPredicate ?? false,
            style: ownTitle?.style,
            surname: name.surname
        )
        let other = partner.map { Part(title: courtesy?.1, style: courtesy?.0.style, surname: $0) }
        switch (use, other) {
        case (.partner, let other?): parts = [other]
        case (.partnerThenOwn, let other?): parts = [other, own]
        case (.ownThenPartner, let other?): parts = [own, other]
        default: parts = [own]
        }
        if parts.contains(where: { !$0.surname.isKnown }) { parts = [] }

        let ownStyle = use == .partner ? nil : ownTitle?.style
        style = [ownStyle, courtesy?.0.style].compactMap(\.self).max()
    }

    /// Without a known sex only a prince or princess keeps the title.
    private static func word(of title: NobleTitle, for sex: RegisteredSex) -> String? {
        sex == .unknown && title.style != .highness ? nil : title.word(for: sex)
    }

    /// The highest style among the names that are used.
    var shownStyle: NobleStyle? { parts.compactMap(\.style).max() }

    /// The surnames joined by hyphens, without titles.
    var plain: String {
        guard let first = parts.first?.surname.plain else { return "" }
        return parts.dropFirst().reduce(first) { $0.joined(by: "-", to: $1.surname.plain) }
    }

    /// The surnames joined by hyphens, each with its title.
    var titled: String { parts.map(\.titled).joined(separator: "-") }
}

extension String {
    /// The first letter as a capital; `'t Hart` has no letter first and stays.
    var capitalizedFirst: String {
        guard let first else { return self }
        return String(first).uppercased() + dropFirst()
    }
}
