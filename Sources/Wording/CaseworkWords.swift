// SPDX-License-Identifier: EUPL-1.2

public import Casework
public import Custody
internal import Incidents
import Letters

// What the use cases around an incident refuse, in words and with an exit code; and the few sentences
// that stand in their answers. Here and nowhere else.

extension ToldFailure {
    init(_ error: CaseworkError) {
        switch error {
        case .officerMissing:
            self.init(
                .notAllowed,
                "nobody is named who does this",
                command: "give the officer's name with --by or SPOOR_BY"
            )
        case .reasonMissing:
            self.init(
                .notAllowed,
                "a reason in words is needed",
                help: "it is recorded in the access log before anything is shown",
                command: "add --reason \"…\""
            )
        case .partyMissing:
            self.init(.usage, "an incident needs a party", command: "give --party")
        case .partyTwice(let id): self.init(.usage, "the party '\(id)' is named twice")
        case .twoSignIn:
            self.init(
                .notAllowed,
                "this takes two people who signed in",
                help: "there are accounts: do it at the desk (spoor serve)"
            )
        case .momentRefused(let doubt):
            self.init(.usage, doubt.sentence, help: "nothing was recorded")
        case .momentOdd(let doubt):
            self.init(
                .usage,
                doubt.sentence,
                help: "nothing was recorded yet: say that it is right"
            )
        case .figureWithoutVersion(let name):
            self.init(
                .usage,
                "the words have {\(name)}, and no version from which that figure comes",
                help: "choose the version"
            )
        case .awarenessWithoutNote:
            self.init(
                .usage,
                "becoming aware is a decision: it needs a reason in words",
                help: "say who decided it, and why",
                command: "add --note 'who decided it, and why'"
            )
        case .partyNotConcerned(let id):
            self.init(.usage, "the incident does not concern the party '\(id)'")
        case .nothingSoCalled(let name):
            self.init(
                .usage,
                "'\(name)' is no moment, decision, report or question that can be meant here"
            )
        case .untilRefused:
            self.init(
                .usage,
                "a decision cannot be of a moment to come, and only lawEnforcementAsks has a moment until which it holds"
            )
        case .sectorUnknown(let sector):
            self.init(.usage, "the sector '\(sector)' is not known", help: "known is: care")
        case .partyIDRefused:
            self.init(
                .usage,
                "the short name is made of letters, digits and hyphens, and is not 'ourselves'"
            )
        case .accountNameRefused:
            self.init(
                .usage,
                "an account is named by 2 to 32 lower case letters, digits, dots and hyphens, first a letter"
            )
        case .noAccount(let name):
            self.init(.inputMissing, "there is no account '\(name)' yet", help: "say whose it is")
        case .citizenNumberTyped:
            self.init(
                .usage,
                "what was typed may hold a citizen number: others will read it",
                help: "leave the number out"
            )
        case .answerTooLong(let most):
            self.init(.usage, "an answer has \(most.grouped) characters at most")
        case .noProofOfSending:
            self.init(.usage, "say by what reference, or by what proof, the notification was sent")
        case .nothingNotified:
            self.init(
                .failed,
                "no notification was sent yet that could be supplemented or withdrawn"
            )
        case .noticeNotAsked(let notice, let party):
            self.init(
                .usage,
                "no law asks \(party.map { "the party '\($0)'" } ?? "us") for this: \(notice.title(in: .english).lowercased()) (\(notice.code))",
                help: "the duties of an incident say what is asked of whom",
                command: "see 'spoor duty list'"
            )
        case .withdrawalRefused(let notice):
            self.init(
                .usage,
                "\(notice.title(in: .english).lowercased()) (\(notice.code)): this is supplemented, and not withdrawn"
            )
        case .recipientMissing: self.init(.usage, "say to whom it was sent, or who was told")
        case .wordsMissing, .figureUnknown, .figureTyped, .versionNotPublished, .versionOutdated,
            .lettersNotOut:
            self.init(outside: error)
        case .momentToCome:
            self.init(.usage, "this moment has not been yet", help: "record it when it has")
        case .evidenceHashRefused:
            self.init(
                .usage,
                "the hash of the evidence is SHA-256 in hexadecimal: 64 digits",
                help: "compute it with 'sha256sum FILE'"
            )
        case .accountOfAnother(let name):
            self.init(
                .cannotCreate,
                "the account '\(name)' is somebody else's, and stays so",
                help: "choose another name for the account"
            )
        case .incidentHoursRefused:
            self.init(.usage, "the hours to tell of a breach are 1 to 8784, which is a year")
        case .codeRefused:
            self.init(
                .usage,
                "the name in messages is empty",
                help:
                    "Give it as it stands there, as MSH-5 or as the identifier of the organisation."
            )
        case .keepMonthsRefused:
            self.init(.usage, "the months to keep data are 1 to 1200, which is a hundred years")
        case .printFileSizeRefused: self.init(.usage, "a print file holds 1 to 50000 letters")
        case .notInLedger(let entry, let entries):
            self.init(.usage, "the ledger has no place e\(entry): it goes from e0 to e\(entries)")
        case .registerHashDiffers(let version):
            self.init(
                .integrity,
                "register \(version) does not have the hash it was frozen with",
                help: Self.keepFolder,
                command: Self.verifyLedger
            )
        case .exposureSumsDiffer:
            self.init(
                .integrity,
                "the sums of the exposure differ from a full count",
                help: Self.keepFolder,
                command: Self.verifyLedger
            )
        case .noParty, .noIncident, .noVersion, .noWave, .noStatement: self.init(absence: error)
        case .waveUnfinished, .nobodyToWriteTo, .peopleJoinedSince,
            .peopleWithdrawnSince, .recipientOfYoungPerson:
            self.init(wave: error)
        case .incidentNotDone(let open):
            self.init(
                .notAllowed,
                "the incident is not done, so it was not closed",
                help: open.map(\.sentence).joined(separator: "\n")
            )
        case .contactsRefused(let problem):
            self.init(.usage, problem.sentence, help: "nothing was recorded")
        case .forecastRefused(let problem): self.init(.usage, problem.sentence)
        case .continuityRefused(let problem): self.init(.usage, problem.sentence)
        case .noContactTeam:
            self.init(
                .inputMissing,
                "no team was recorded, so nobody knows what it can carry",
                help: "record who answers from a day on",
                command: "spoor forecast team --agents 12"
            )
        case .tooFewAttributes, .unknownAttribute, .notACitizenNumber, .notABirthDate,
            .attributesFindNobody, .notALetterCode, .noSuchLetterCode, .nobodyHasReference,
            .notAReference, .nobodyFits,
            .severalFit:
            self.init(search: error)
        case .noCall, .callEnded, .callerUnknown, .noSuchChoice, .callBackMomentRefused,
            .textTooLong, .noMatter, .keepDaysRefused,
            .nothingToStrikeOut, .nobodyFound, .noLetterYet, .identityNotChecked,
            .accessOfDeceased, .accessNotAnswered:
            self.init(call: error)
        }
    }

    static let keepFolder = "keep the folder as it is"
    static let verifyLedger = "run 'spoor ledger verify'"

    /// A party that nobody added.
    static func noParty(_ id: String, known: [String]) -> ToldFailure {
        let sentence = "there is no party '\(id)'"
        guard known.isEmpty else {
            let help = "known are: \(known.joined(separator: ", "))"
            return ToldFailure(.inputMissing, sentence, help: help)
        }
        return ToldFailure(
            .inputMissing,
            sentence,
            command: "add it with 'spoor party add \(id) --name …'"
        )
    }

    /// What is not there.
    private init(absence error: CaseworkError) {
        switch error {
        case .noParty(let id, let known): self = .noParty(id, known: known)
        case .noIncident(let reference):
            self.init(
                .inputMissing,
                "not found: incident '\(reference)'",
                command: "see 'spoor incident list'"
            )
        case .noVersion(nil): self.init(.inputMissing, "not found: a frozen register version")
        case .noVersion(let name?):
            self.init(.inputMissing, "not found: register version '\(name)'")
        case .noWave(let name): self.init(.inputMissing, "not found: wave '\(name)'")
        case .noStatement(let name): self.init(.inputMissing, "not found: statement '\(name)'")
        default: self.init(.failed, "\(error)")
        }
    }

    private init(wave error: CaseworkError) {
        switch error {
        case .waveUnfinished(let incident, let wave, let written, let printFiles):
            self.init(
                .notAllowed,
                "wave '\(wave)' is not printed yet: \(written) of \(printFiles) print files",
                command: """
                    finish it with 'spoor letter render \(incident) \(wave)', or end it \
                    with 'spoor letter cancel \(incident) \(wave) --because …'
                    """
            )
        case .nobodyToWriteTo(let alreadyTold, let outside):
            self.init(
                .notAllowed,
                """
                nobody would get a letter: \(alreadyTold.grouped) already told, \
                \(outside.grouped) outside the decision
                """,
                help: "nothing was recorded"
            )
        case .recipientOfYoungPerson(isMissing: true):
            self.init(
                .usage,
                "to whom the letter about a young person goes must be said",
                command: "give --to parents or --to themselves"
            )
        case .recipientOfYoungPerson(isMissing: false):
            self.init(
                .usage,
                "only of a young person it is said to whom the letter goes",
                command: "leave --to out"
            )
        case .peopleWithdrawnSince(let version, let people):
            self.init(
                .notAllowed,
                """
                \(people.grouped) people of version '\(version)' were taken out of the population since \
                it was frozen
                """,
                help: "freeze the register again and plan from that version",
                command: "spoor register freeze INCIDENT --name …"
            )
        case .peopleJoinedSince(let version, let people):
            self.init(
                .notAllowed,
                """
                \(people.grouped) people of version '\(version)' were joined to another number, or \
                parted, since it was frozen
                """,
                help: "freeze the register again and plan from that version",
                command: "spoor register freeze INCIDENT --name …"
            )
        default: self.init(.failed, "\(error)")
        }
    }

    /// Nobody could be found, or looked for.
    private init(search error: CaseworkError) {
        switch error {
        case .tooFewAttributes(let least):
            self.init(
                .usage,
                "give at least \(least) attributes, for example a postcode and a birth date"
            )
        case .unknownAttribute(let line):
            self.init(
                .usage,
                "line \(line) names no attribute that people are found by",
                help: "use one of: "
                    + PersonAttribute.allCases.map(\.rawValue).joined(separator: ", ")
            )
        case .notACitizenNumber:
            self.init(
                .usage,
                "that is not a citizen number",
                help: "nine digits that pass the eleven test; leave it out if it is not known"
            )
        case .notABirthDate:
            self.init(.usage, "that is not a date of birth", help: "write it as yyyy-mm-dd")
        case .attributesFindNobody:
            self.init(
                .usage,
                "that alone is not enough to find a person",
                help:
                    "give the citizen number, the whole date of birth, or postcode and house number with it"
            )
        case .notALetterCode:
            self.init(
                .usage,
                "that is not a letter code",
                help: "sixteen letters and digits, in fours"
            )
        case .noSuchLetterCode: self.init(.inputMissing, "no letter has that code")
        case .nobodyHasReference:
            self.init(
                .inputMissing,
                "nobody in the population has that reference",
                help: "give P-… or the sourceId",
                command: "by other attributes: 'spoor person --find FILE'"
            )
        case .notAReference:
            self.init(
                .usage,
                "that is not the reference of a person",
                help: "P- and sixteen hexadecimal digits",
                command: "'spoor person' shows it"
            )
        case .nobodyFits:
            self.init(.inputMissing, "nobody fits all of that", help: Self.otherAttributes)
        case .severalFit(let people):
            self.init(.inputMissing, "\(people) people fit all of that", help: Self.otherAttributes)
        default: self.init(.failed, "\(error)")
        }
    }

    private static let otherAttributes = "check the spelling, or give more attributes"
}

extension OpenMatter {
    private static func sentence(_ what: String, command: String) -> String {
        "\(what) ('\(command)')"
    }

    /// What is open, and what ends it.
    public var sentence: String {
        switch self {
        case .awarenessNotDecided:
            "nobody decided when the controller became aware: record controllerAware"
        case .reasonsForDelayMissing:
            Self.sentence(
                "the authority was told late: record why",
                command: "spoor incident decide … reasonsForDelay"
            )
        case .withdrawalNotDecided:
            Self.sentence(
                "the notification was withdrawn: record why none is due",
                command: "spoor incident decide"
            )
        case .controllerNotTold(let party):
            Self.sentence(
                """
                \(party.map { $0 + ": " } ?? "")we are its processor, and it is not recorded that we \
                told it: record controllerTold, or the decision that ends the duty
                """,
                command: "spoor incident moment"
            )
        case .duty(let party, let duty, let state):
            Self.sentence(
                """
                \(party.map { $0 + ": " } ?? "")\(duty) is \(state.name(in: .english)): record the \
                moment that meets it, or the decision that ends it
                """,
                command: "spoor incident decide"
            )
        case .noVersion: "no version of the register is frozen"
        case .versionBehind(let version):
            "v\(version) is older than the last list or withdrawal: freeze the register"
        case .waveUnfinished(let wave): "wave '\(wave)' is neither printed nor cancelled"
        }
    }
}

extension Origin {
    /// For the staff's screen.
    public var words: String { name(in: .english) }
}

extension Certainty {
    public var words: String { name(in: .english) }
}

extension ToldFailure {
    /// Why something may not be said outside.
    fileprivate init(outside error: CaseworkError) {
        switch error {
        case .wordsMissing: self.init(.usage, "the text is missing, or where it was said")
        case .figureUnknown(let name):
            self.init(
                .usage,
                "'{\(name)}' is no figure of a version",
                help: "known are: "
                    + VersionFigure.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", ")
            )
        case .figureTyped(let number):
            self.init(
                .notAllowed,
                "the number '\(number)' is typed",
                help: "figures come from a version: write for example {reported}"
            )
        case .versionNotPublished(let name):
            self.init(
                .notAllowed,
                "version '\(name)' is not published",
                help: "what is said outside quotes a published version"
            )
        case .versionOutdated(let name):
            self.init(
                .notAllowed,
                "version '\(name)' is newer and published",
                help: "take it, or say why the older one stays"
            )
        case .lettersNotOut(let people):
            self.init(
                .notAllowed,
                "\(people.counted("person has", "people have")) no letter yet, and would read it elsewhere first",
                help: "wait for the letters, or say why not: that is a decision"
            )
        default: self.init(.failed, "\(error)")
        }
    }
}
