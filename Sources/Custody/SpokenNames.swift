// SPDX-License-Identifier: EUPL-1.2

// What the values of the register are called in front of people. Codes are for files.

extension Certainty {
    /// *Excluded* is never worded as safe.
    public func name(in language: Language) -> String {
        let (dutch, english) =
            switch self {
            case .published: ("gepubliceerd", "published")
            case .stolen: ("gestolen (gevonden in de bestanden)", "stolen (found in the files)")
            case .reported: ("gemeld door de verwerker", "reported by the processor")
            case .cannotBeExcluded: ("niet uit te sluiten", "cannot be excluded")
            case .excluded: ("uitgesloten", "excluded")
            }
        return language == .dutch ? dutch : english
    }
}

extension Origin {
    /// How the processor came to have the data.
    public func name(in language: Language) -> String {
        let (dutch, english) =
            switch self {
            case .givenByUs: ("door ons verstrekt", "given by us")
            case .producedThere: ("daar voor ons gemaakt", "produced there for us")
            case .givenByThirdParty:
                ("door een derde voor ons verstrekt", "given by a third party for us")
            }
        return language == .dutch ? dutch : english
    }
}

extension PartyRole {
    public func name(in language: Language) -> String {
        let (dutch, english) =
            switch self {
            case .processor: ("verwerker", "processor")
            case .ownController:
                ("zelfstandig verwerkingsverantwoordelijke", "controller of its own")
            case .jointController:
                ("gezamenlijk verwerkingsverantwoordelijke", "joint controller")
            case .disputed: ("rol betwist", "role disputed")
            case .ourController:
                (
                    "verwerkingsverantwoordelijke voor wie wij verwerken",
                    "controller for whom we process"
                )
            }
        return language == .dutch ? dutch : english
    }
}
