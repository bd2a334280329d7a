// SPDX-License-Identifier: EUPL-1.2

// What the contact centre records of a call or a mail, in codes: they stand in the ledger and never change
// their meaning.

/// By which way somebody asks something.
public enum ContactChannel: String, Sendable, Hashable, Codable, CaseIterable {
    case telephone = "telephone"
    case mail = "mail"
    case social = "social"
    case letter = "letter"

    public func name(in language: Language) -> String {
        let (dutch, english) =
            switch self {
            case .telephone: ("telefoon", "telephone")
            case .mail: ("e-mail", "mail")
            case .social: ("sociale media", "social media")
            case .letter: ("brief", "letter")
            }
        return language == .dutch ? dutch : english
    }
}

/// What somebody asked about.
public enum ContactTheme: String, Sendable, Hashable, Codable, CaseIterable {
    case amIInIt = "amIInIt"
    case whichData = "whichData"
    case whatCanHappen = "whatCanHappen"
    case result = "result"
    case letter = "letter"
    case optOut = "optOut"
    case claim = "claim"
    case language = "language"
    case distress = "distress"
    case safety = "safety"
    case other = "other"

    public func name(in language: Language) -> String {
        let (dutch, english) =
            switch self {
            case .amIInIt: ("Gaat het over mij?", "Is it about me?")
            case .whichData: ("Welke gegevens?", "Which data?")
            case .whatCanHappen: ("Wat kan er gebeuren?", "What can happen?")
            case .result: ("Uitslag", "Result")
            case .letter: ("De brief", "The letter")
            case .optOut: ("Niet meer meedoen", "No longer taking part")
            case .claim: ("Schade", "Damage")
            case .language: ("Andere taal", "Another language")
            case .distress: ("Angst of paniek", "Fear or panic")
            case .safety: ("Veiligheid", "Safety")
            case .other: ("Iets anders", "Something else")
            }
        return language == .dutch ? dutch : english
    }
}

/// How a call ended, or what follows from it.
public enum ContactOutcome: String, Sendable, Hashable, Codable, CaseIterable {
    case answered = "answered"
    case generalAnswer = "generalAnswer"
    case letterAgain = "letterAgain"
    case otherForm = "otherForm"
    case address = "address"
    case accessRequest = "accessRequest"
    case complaint = "complaint"
    case callBack = "callBack"
    case misuse = "misuse"
    case answerByLetter = "answerByLetter"
    case deceased = "deceased"
    case escalated = "escalated"
    case brokenOff = "brokenOff"

    /// Who must do something after the call; nil when it is done.
    public var waitsFor: OfficerRole? {
        switch self {
        case .answered, .generalAnswer, .brokenOff: nil
        case .letterAgain, .otherForm, .answerByLetter: .communication
        case .address, .deceased: .dataManager
        case .accessRequest, .misuse: .privacyOfficer
        case .complaint, .escalated: .teamLead
        case .callBack: .agent
        }
    }

    public func name(in language: Language) -> String {
        let (dutch, english) =
            switch self {
            case .answered: ("Vraag beantwoord", "Question answered")
            case .generalAnswer: ("Algemeen antwoord gegeven", "General answer given")
            case .letterAgain: ("Brief opnieuw sturen", "Send the letter again")
            case .otherForm:
                ("Grote letters, andere taal of aanhef", "Large print, other language or address")
            case .address: ("Adres klopt niet, of geheim adres", "Address wrong, or secret address")
            case .accessRequest: ("Inzageverzoek", "Access request")
            case .complaint: ("Klacht", "Complaint")
            case .callBack: ("Terugbellen", "Call back")
            case .misuse: ("Er is misbruik gemaakt van gegevens", "Data were misused")
            case .answerByLetter:
                (
                    "Antwoord per brief naar het bekende adres",
                    "Answer by letter to the known address"
                )
            case .deceased: ("Belt voor een overledene", "Calls about somebody who died")
            case .escalated: ("Doorverbonden met een specialist", "Passed on to a specialist")
            case .brokenOff: ("Gesprek brak af", "The call broke off")
            }
        return language == .dutch ? dutch : english
    }
}

/// By what a caller is known to be who they say: never by data that may have leaked.
public enum CallerProof: String, Sendable, Hashable, Codable, CaseIterable {
    /// Somebody fits what was said, which proves nothing.
    case none = "none"
    /// They read out the code of a letter that went to their address.
    case letterCode = "letterCode"
    /// They were called back on a number that was known before the incident and was not in it.
    case callBack = "callBack"
}

/// How it was checked that who asks for a copy of their data is who they say (GDPR Art. 12(6)).
///
/// The code of a letter is not among them: whoever lives at the address may have it.
public enum IdentityCheck: String, Sendable, Hashable, Codable, CaseIterable {
    /// An officer saw the person with an identity document; no copy of it is kept.
    case documentSeen = "documentSeen"
    /// They signed in with a means that the state gives, such as DigiD.
    case electronicIdentity = "electronicIdentity"
    /// They answered a registered letter that is handed over to them alone.
    case registeredPost = "registeredPost"

    public func name(in language: Language) -> String {
        let (dutch, english) =
            switch self {
            case .documentSeen:
                (
                    "De persoon was hier en liet een identiteitsbewijs zien",
                    "The person was here and showed an identity document"
                )
            case .electronicIdentity:
                ("De persoon logde in met DigiD", "The person signed in with DigiD")
            case .registeredPost:
                (
                    "De persoon antwoordde op een aangetekende brief",
                    "The person answered a registered letter"
                )
            }
        return language == .dutch ? dutch : english
    }
}
