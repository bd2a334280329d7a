// SPDX-License-Identifier: EUPL-1.2

public import Casework
import Crypto
public import Custody
import LetterPDF
import Letters
public import Store

/// The copy of everything that is held of somebody, as a document that can be read aloud. Only they get it:
/// it is never shown on a page.
public struct AccessCopy: Sendable, Masked {
    let held: HeldOfPerson
    private let matter: MatterStanding
    /// The numbers of the notes that stand in it: somebody read that they name nobody else.
    private let notes: Set<Int>
    let words: Words
    private let organisation: String
    private let isSynthetic: Bool
    private let entries: Int

    public var mask: String { "copy \(matter.number)" }

    /// `language`: nil for that of the person. `notes`: what was written down in calls and may be in it, by
    /// number; numbers of other notes are passed over.
    ///
    /// Throws ``CaseworkError`` for what is no request for access, before it was checked who asks, and of
    /// somebody who died. `now`: milliseconds since 1970-01-01 UTC.
    public init(
        _ number: Int,
        in store: Store,
        _ language: Language?,
        notes: Set<Int>,
        officer: ActingOfficer,
        roles: Set<OfficerRole>
    ) throws {
        matter = try ShowAccessRequest(number, for: roles).run(in: store).matter
        held = try GatherAccessCopy(number, for: roles, officer: officer).run(in: store)
        let known = Set(held.calls.flatMap(\.notes).filter { $0.text != nil }.map(\.number))
        self.notes = notes.intersection(known)
        words = Words(
            language: language ?? held.rows.first?.person.language ?? .dutch,
            now: officer.now,
            parties: try store.parties.reduce(into: [:]) { $0[$1.id.rawValue] = $1.name }
        )
        organisation = try store.organisation()
        isSynthetic = store.isSynthetic
        entries = try store.entryCount
    }

    public var language: Language { words.language }

    /// The notes that stand in it, ascending.
    public var noteNumbers: [Int] { notes.sorted() }

    /// As a tagged PDF with its SHA-256, hexadecimal. Throws when the fonts are not there.
    public func pdf() throws -> (bytes: [UInt8], sha256: String) {
        let bytes = try document.pdf(DocumentFont.loaded())
        return (bytes, Hexadecimal.text(SHA256.hash(data: bytes)))
    }

    var document: TaggedDocument {
        TaggedDocument(
            title: words.text("Kopie van persoonsgegevens", "Copy of personal data"),
            language: words.language.rawValue,
            blocks: PageDocument(body, words).blocks,
            footer: footer
        )
    }

    private var footer: String {
        let practice =
            isSynthetic
            ? words.text(
                "Oefening: alle mensen hierin zijn verzonnen. ",
                "Practice: all people in it are invented. "
            ) : ""
        let ledger = words.text(
            "grootboek tot en met regel \(words.number(entries))",
            "ledger up to entry \(words.number(entries))"
        )
        return """
            \(practice)\(organisation), \(words.text("verzoek", "request")) \(matter.number), \(ledger), \
            \(words.fullMoment(Instant(milliseconds: words.now))). \
            \(words.text("Pagina {page} van {pages}", "Page {page} of {pages}"))
            """
    }

    // MARK: - The text

    var body: HTML {
        """
        <h1>\(words("Dit bewaren wij van u", "This is what we keep of you"))</h1>
        <p class="lede">\(words(
            "\(organisation) houdt bij welke gegevens van u aan wie zijn gegeven. U vroeg daar een kopie van op \(words.date(matter.openedAt.day)). U hebt daar recht op: dat staat in artikel 15 van de AVG.",
            "\(organisation) records which data of yours went to whom. You asked for a copy of it on \(words.date(matter.openedAt.day)). You have a right to it: article 15 of the GDPR."
        ))</p>
        <p class="state">\(words(
            "Bewaar deze kopie goed. Er staan gegevens in die niemand anders hoort te zien.",
            "Keep this copy safe. It holds data that nobody else should see."
        ))</p>
        <h2>\(words("Zo staat u in onze administratie", "This is how you stand in our records"))</h2>
        \(held.rows.map(row))
        <h2>\(words("Deze gegevens van u zijn gegeven, en aan wie", "These data of yours went to others"))</h2>
        \(disclosed)
        <h2>\(words("Deze incidenten gaan ook over u", "These incidents are about you too"))</h2>
        \(incidents)
        <h2>\(words("Deze brieven zijn er voor u gemaakt", "These letters were made for you"))</h2>
        \(letters)
        <h2>\(words("Dit weten wij van uw gesprekken met ons", "This we know of your calls with us"))</h2>
        \(calls)
        <h2>\(words("Zo vaak is er naar uw gegevens gekeken", "This is how often somebody looked at your data"))</h2>
        \(looks)
        <h2>\(words("Dit staat hier niet in", "This is not in it"))</h2>
        \(missing)
        <h2>\(words("Dit kunt u doen", "This you can do"))</h2>
        \(rights)
        """
    }

    private func row(_ row: HeldOfPerson.Row) -> HTML {
        let person = row.person
        var facts: [(String, HTML)] = []
        func add(_ dutch: String, _ english: String, _ value: String) {
            guard !value.isEmpty else { return }
            facts.append((words.text(dutch, english), "\(value)"))
        }
        add("Ons kenmerk voor u", "Our reference for you", row.reference)
        add("Nummer in de bevolking", "Number in the population", person.sourceID.text)
        add(
            "Burgerservicenummer (BSN)",
            "Citizen service number (BSN)",
            person.citizenNumber?.digits ?? ""
        )
        add("Voorletters", "Initials", person.initials)
        add("Voornamen", "Given names", person.givenNames)
        add("Achternaam", "Surname", joined(person.prefix, person.surname))
        if person.nameUse != "E" {
            add("Naam die u gebruikt", "Name that you use", RegisteredName(person).neutralName)
        }
        add("Geboren", "Born", person.birthDate?.words(in: words.language) ?? "")
        add(
            "Adres",
            "Address",
            joined(
                person.street,
                person.houseNumber,
                person.houseLetter,
                person.houseAddition
            )
        )
        add("Postcode en plaats", "Postcode and place", joined(person.postcode, person.place))
        add(
            "Land",
            "Country",
            person.country == "NL"
                ? words.text("Nederland", "the Netherlands") : person.country
        )
        if person.secrecy > 0 {
            add(
                "Geheim adres",
                "Secret address",
                words.text("ja, code \(person.secrecy)", "yes, code \(person.secrecy)")
            )
        }
        add("Over het adres", "About the address", status(person.addressStatus))
        add(
            "Taal van brieven",
            "Language of letters",
            person.language == .dutch
                ? words.text("Nederlands", "Dutch") : words.text("Engels", "English")
        )
        add("Aanhef die u koos", "Form of address that you chose", person.salutationPreference)
        add(
            "Niet leesbaar in het bestand",
            "Not readable in the file",
            words.list(person.marks.map { field($0.field) })
        )
        let former = person.former.map { item -> HTML in
            // The name of a former partner is somebody else's.
            let what = [
                joined(item.prefix, item.surname), joined(item.postcode, item.houseNumber),
            ].filter { !$0.isEmpty }.joined(separator: ", ")
            return "<li>\(what)\(period(item.from, item.until))</li>"
        }
        let came = row.versions.map { "<li>\(origin($0))</li>" as HTML }
        let corrected = row.corrections.map { item -> HTML in
            """
            <li>\(words.date(item.day)): \(words(
                "verbeterd door een medewerker", "put right by an officer"
            )) (\(words.list(item.fields.map(field))))</li>
            """
        }
        let withdrawn = row.withdrawn.map { day -> HTML in
            """
            <li>\(words.date(day)): \(words(
                "uit de bevolking gehaald door een medewerker",
                "taken out of the population by an officer"
            ))</li>
            """
        }
        return """
            \(HTML.when(held.rows.count > 1, "<h3>\(row.reference)</h3>"))
            \(Piece.facts(facts))
            \(HTML.when(!person.partnerSurname.isEmpty || former.contains { _ in person.former.contains { !$0.partnerSurname.isEmpty } }, words.paragraph(
                "Wij bewaren ook de naam van een partner. Die staat hier alleen in als u die naam zelf gebruikt: het is de naam van een ander.",
                "We also keep the name of a partner. It stands here only if you use it yourself: it is somebody else's name."
            )))
            \(HTML.when(!former.isEmpty, "<h3>\(words("Vroegere namen en adressen", "Earlier names and addresses"))</h3><ul>\(former)</ul>"))
            <h3>\(words("Waar dit vandaan komt", "Where this comes from"))</h3>
            <ul>\(came)\(corrected)\(withdrawn)</ul>
            <p>\(words(
                "Wat er vóór een wijziging stond, is niet bewaard, behalve de vroegere namen en adressen hierboven.",
                "What stood there before a change is not kept, but for the earlier names and addresses above."
            ))</p>
            """
    }

    private func joined(_ parts: String...) -> String {
        parts.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func period(_ from: Int?, _ until: Int?) -> String {
        let (first, last) = (from.map(Day.init(number:)), until.map(Day.init(number:)))
        switch (first, last) {
        case (let first?, let last?):
            return words.text(
                ", van \(words.date(first)) tot en met \(words.date(last))",
                ", from \(words.date(first)) to \(words.date(last))"
            )
        case (nil, let last?):
            return words.text(", tot en met \(words.date(last))", ", until \(words.date(last))")
        case (let first?, nil):
            return words.text(", vanaf \(words.date(first))", ", from \(words.date(first))")
        case (nil, nil): return ""
        }
    }

    private func origin(_ brought: BroughtBy) -> String {
        let day = words.date(Instant(milliseconds: brought.recordedAt).day)
        guard let number = brought.number else { return day }
        let source =
            switch brought.source {
            case "population": words.text("bestand van de bevolking", "file of the population")
            case "former":
                words.text("bestand van vroegere namen", "file of earlier names")
            case "backfile": words.text("lijst van vroeger", "list of earlier data")
            default: words.text("berichten", "messages")
            }
        return words.text(
            "\(day): \(source), import \(number)",
            "\(day): \(source), import \(number)"
        )
    }

    private func status(_ status: AddressStatus) -> String {
        switch status {
        case .usual: ""
        case .shelter: words.text("beschermd adres", "protected address")
        case .unknownAbroad:
            words.text("vertrokken, onbekend waarheen", "left, nobody knows where to")
        case .noAddress: words.text("geen adres", "no address")
        case .underInvestigation: words.text("in onderzoek", "under investigation")
        }
    }

    private func field(_ field: PersonField) -> String {
        switch field {
        case .citizenNumber: words.text("BSN", "BSN")
        case .initials: words.text("voorletters", "initials")
        case .givenNames: words.text("voornamen", "given names")
        case .prefix, .surname: words.text("achternaam", "surname")
        case .partnerPrefix, .partnerSurname: words.text("naam van een partner", "partner's name")
        case .nameUse: words.text("naamgebruik", "use of names")
        case .birthDate: words.text("geboortedatum", "date of birth")
        case .street, .houseNumber, .houseLetter, .houseAddition, .postcode, .place, .country:
            words.text("adres", "address")
        case .deceasedOn: words.text("overlijden", "death")
        case .secrecy: words.text("geheim adres", "secret address")
        case .addressStatus: words.text("soort adres", "kind of address")
        case .language: words.text("taal", "language")
        case .salutationPreference: words.text("aanhef", "form of address")
        }
    }

    // MARK: - Disclosures

    private func kinds(_ categories: CategorySet) -> String {
        let names = categories.categories.map { $0.name(in: words.language) }
        return names.isEmpty ? words.text("niets", "nothing") : names.joined(separator: ", ")
    }

    private func basis(_ basis: LegalBasis) -> String {
        switch basis {
        case .consent: words.text("toestemming", "consent")
        case .contract: words.text("overeenkomst", "contract")
        case .legalObligation: words.text("wettelijke plicht", "legal obligation")
        case .vitalInterest: words.text("vitaal belang", "vital interest")
        case .publicTask: words.text("publieke taak", "public task")
        case .legitimateInterest: words.text("gerechtvaardigd belang", "legitimate interest")
        }
    }

    private var disclosed: HTML {
        guard !held.disclosed.isEmpty else {
            return words.paragraph(
                "Wij weten van geen gegevens van u die aan anderen zijn gegeven. Dat is niet hetzelfde als: er is niets gegeven.",
                "We know of no data of yours that went to others. That is not the same as: nothing did."
            )
        }
        let parties = Dictionary(grouping: held.disclosed, by: \.party).sorted { $0.key < $1.key }
        let results = held.disclosed.contains {
            $0.categories.contains(.testResult) || $0.categories.contains(.earlierResult)
        }
        let tables = parties.map { party, items -> HTML in
            let rows = items.map { item -> [HTML] in
                let keep = item.keepUntil.map { words.date($0) }
                let sender =
                    item.sender.isEmpty
                    ? "" : words.text(", verstuurd door \(item.sender)", ", sent by \(item.sender)")
                return [
                    "\(item.day.map { words.date($0) } ?? words.text("dag niet bekend", "day not known"))",
                    "\(kinds(item.categories))",
                    "\(item.purpose) (\(basis(item.basis)), \(words.text("AVG", "GDPR")) \(article(item.basis)))",
                    "\(keep ?? words.text("geen termijn afgesproken", "no term agreed"))",
                    "\(item.origin.name(in: words.language))\(sender); \(origin(item.broughtBy))\(HTML.when(item.grade == .reconstructed, words("; achteraf vastgesteld", "; established afterwards")))",
                ]
            }
            return """
                <h3>\(words.name(party))</h3>
                \(Piece.table(
                    words.text("Gegevens van u bij \(words.name(party))", "Data of yours at \(words.name(party))"),
                    [
                        .init(words.text("Dag", "Day")), .init(words.text("Soort gegevens", "Kinds of data")),
                        .init(words.text("Waarvoor", "What for")),
                        .init(words.text("Bewaren tot", "To keep until")),
                        .init(words.text("Hoe, en hoe wij dat weten", "How, and how we know")),
                    ],
                    rows
                ))
                """
        }
        return """
            \(tables)
            <p>\(words(
                "Wij bewaren hier alleen welke soorten gegevens het waren, en niet wat erin stond.",
                "We keep here only which kinds of data they were, and not what they said."
            ))</p>
            \(HTML.when(results, words.paragraph(
                "Er is ook een uitslag bij. Welke uitslag dat is, staat hier niet. Uw huisarts, of de arts die het onderzoek deed, geeft u die en legt haar uit.",
                "A test result is among them. Which result it is does not stand here. Your general practitioner, or the doctor of the test, gives it to you and explains it."
            )))
            """
    }

    private func article(_ basis: LegalBasis) -> String {
        let parts = basis.rawValue.split(separator: "-")
        return parts.count == 3 ? "\(parts[0])(\(parts[1]))(\(parts[2]))" : basis.rawValue
    }

    // MARK: - Incidents and letters

    private var incidents: HTML {
        guard !held.incidents.isEmpty else {
            return words.paragraph(
                "U staat niet in het register van een incident. Dat is niet hetzelfde als: uw gegevens zijn veilig.",
                "You are not in the register of an incident. That is not the same as: your data are safe."
            )
        }
        return held.incidents.map { incident -> HTML in
            let versions = incident.versions.enumerated().map { place, version -> HTML in
                let before = place > 0 ? incident.versions[place - 1].categories : []
                let certainty =
                    version.certainty.map { certainty in
                        certainty == .excluded
                            ? words.text(
                                "niet bekend dat gegevens van u erbij zijn",
                                "not known that data of yours are among them"
                            ) : certainty.name(in: words.language)
                    } ?? words.text("u staat er niet in", "you are not in it")
                let kinds: HTML =
                    version.categories.isEmpty || version.categories == before
                    ? "" : " (\(self.kinds(version.categories)))"
                return """
                    <li>\(words(
                        "Versie \(plain: version.version) van het register, \(words.date(version.frozenAt.day)):",
                        "Version \(plain: version.version) of the register, \(words.date(version.frozenAt.day)):"
                    )) \(certainty)\(kinds)</li>
                    """
            }
            let reports = incident.reports.map { report -> HTML in
                """
                <li>\(words(
                    "Een lijst of melding van \(words.date(report.saidAt.day)) noemt u:",
                    "A list or report of \(words.date(report.saidAt.day)) names you:"
                )) \(report.certainty.name(in: words.language)) (\(kinds(report.categories)))\
                \(HTML.when(report.isTakenBack, words(". Zij telt niet meer", ". It no longer counts")))</li>
                """
            }
            return """
                <h3>\(incident.reference): \(words.list(incident.parties.map(words.name)))</h3>
                <ul>\(versions)\(reports)</ul>
                """
        }.joined()
    }

    private func heldWords(_ reason: HoldReason) -> String {
        // Whose name it also is, is somebody else's to know.
        reason == .sameName
            ? words.text(
                "wij zoeken eerst uit voor wie de brief is",
                "we first find out for whom the letter is"
            ) : reason.name(in: words.language)
    }

    private func form(_ again: LetterAgain) -> String {
        let parts = [
            again.language.map {
                $0 == .dutch
                    ? words.text("in het Nederlands", "in Dutch")
                    : words.text("in het Engels", "in English")
            },
            again.bodySize.map { _ in words.text("in een andere letter", "in another size") },
            again.salutation.map { words.text("met de aanhef “\($0)”", "greeted “\($0)”") },
        ].compactMap(\.self)
        return parts.isEmpty
            ? words.text("zoals hij was", "as it was") : parts.joined(separator: ", ")
    }

    private var letters: HTML {
        guard !held.letters.isEmpty else {
            return words.paragraph("Er is geen brief voor u.", "There is no letter for you.")
        }
        let items = held.letters.map { letter -> HTML in
            let what: HTML =
                if let date = letter.date {
                    words(
                        "brief van \(words.date(date)), met de code die eindigt op \(String((letter.code ?? "").suffix(4)))",
                        "letter of \(words.date(date)), with the code that ends in \(String((letter.code ?? "").suffix(4)))"
                    )
                } else if let held = letter.held {
                    words(
                        "niet verstuurd: \(heldWords(held))",
                        "not sent: \(heldWords(held))"
                    )
                } else if letter.isCancelled {
                    words("niet verstuurd: ingetrokken", "not sent: cancelled")
                } else {
                    words("wordt nog gedrukt", "still to be printed")
                }
            let again = letter.again.map { form($0) }
            return """
                <li>\(letter.incident), \(words.date(letter.plannedAt.day)): \(what)\
                \(HTML.when(letter.isRetraction, words(". Deze brief zegt dat een eerdere brief niet klopte", ". This letter says that an earlier one was not so")))\
                \(HTML.when(letter.isReleased, words(". Een medewerker besloot dat deze brief toch mag gaan", ". An officer decided that it may go all the same")))\
                \(HTML.when(!again.isEmpty, words(". Opnieuw gemaakt: \(again.joined(separator: "; "))", ". Made again: \(again.joined(separator: "; "))")))</li>
                """
        }
        return "<ul>\(items)</ul>"
    }

    // MARK: - Calls and looks

    /// What stands for words that were struck out (`StrikeOut`).
    private static let struckOut = "▇▇▇"

    private func proof(_ proof: CallerProof?) -> String {
        switch proof {
        case .letterCode?:
            words.text("u gaf de code van uw brief", "you gave the code of your letter")
        case .callBack?:
            words.text("wij belden u terug op een bekend nummer", "we called you back")
        case .some(CallerProof.none), nil:
            words.text("wij weten niet zeker wie er belde", "we are not sure who called")
        }
    }

    private var calls: HTML {
        guard !held.calls.isEmpty || !held.searches.isEmpty || !held.matters.isEmpty else {
            return words.paragraph("Wij weten van geen gesprek.", "We know of no call.")
        }
        // Of whom it is not sure that they called, it may be somebody else's call.
        let own = held.calls.filter { $0.proof == .letterCode || $0.proof == .callBack }
        let unsure = held.calls.count - own.count
        let items = own.map { call -> HTML in
            let themes = call.themes.map { "“\($0.name(in: words.language))”" }
            let kept = call.notes.filter { notes.contains($0.number) }
            let left = call.notes.count - kept.count
            return """
                <li>\(words.fullMoment(call.openedAt)), \(call.channel.name(in: words.language)): \(proof(call.proof))\
                \(call.outcome.map { ". " + $0.name(in: words.language) } ?? "")\
                \(HTML.when(!themes.isEmpty, ". \(words("Het ging over", "It was about")): \(words.list(themes))"))\
                \(kept.map { ". \(words("Opgeschreven", "Written down")): “\(($0.text ?? "").replacing(Self.struckOut, with: words.text("(weggestreept)", "(struck out)")))”" as HTML })\
                \(HTML.when(left > 0, words(". Een notitie is weggelaten om een ander te beschermen", ". A note was left out to protect somebody else")))\
                \(HTML.when(call.erased > 0, words(". Wat er opgeschreven was, is gewist", ". What was written down is erased")))</li>
                """
        }
        let matters = held.matters.map { matter -> HTML in
            let end: HTML =
                matter.endedAt.map { ended in
                    matter.isDone
                        ? words(
                            "gedaan op \(words.date(ended.day))",
                            "done on \(words.date(ended.day))"
                        )
                        : words(
                            "niet meer nodig sinds \(words.date(ended.day))",
                            "no longer needed since \(words.date(ended.day))"
                        )
                }
                ?? matter.dueAt.map {
                    words("uiterlijk \(words.date($0.day))", "by \(words.date($0.day))")
                } ?? words("wacht nog", "still waits")
            return """
                <li>\(words.date(matter.openedAt.day)): \(matter.what.name(in: words.language)), \(end)</li>
                """
        }
        return """
            \(HTML.when(!items.isEmpty, "<ul>\(items)</ul>"))
            \(HTML.when(!matters.isEmpty, "<h3>\(words("Wat wij na een gesprek moesten doen", "What we had to do after a call"))</h3><ul>\(matters)</ul>"))
            \(HTML.when(unsure > 0, words.paragraph(
                "Bij \(words.count(unsure, ("gesprek", "gesprekken"), ("call", "calls"))) weten wij niet zeker of u belde. Die staan hier niet: het kan iemand anders zijn.",
                "Of \(words.count(unsure, ("gesprek", "gesprekken"), ("call", "calls"))) we are not sure that you called. They are not in this copy: it may be somebody else."
            )))
            \(HTML.when(!held.searches.isEmpty, words.paragraph(
                "Bij het zoeken naar een beller kwam u \(words.number(held.searches.count)) keer naar voren.",
                "When a caller was looked for, you came up \(words.number(held.searches.count)) times."
            )))
            """
    }

    private func purpose(_ code: String) -> String {
        switch code {
        case "call": words.text("een gesprek met het klantcontact", "a call to the contact centre")
        case "letters", "held", "held-release": words.text("een brief aan u", "a letter to you")
        case "person-answer": words.text("een antwoord aan u", "an answer to you")
        case "person-join":
            words.text("twee nummers die één persoon zijn", "two numbers of one person")
        case "register", "register-export", "register-why":
            words.text("het register van een incident", "the register of an incident")
        case "access-review", "audit", "review": words.text("controle", "oversight")
        case "access-request": words.text("deze kopie", "this copy")
        default:
            AccessPurpose.all.first { $0.code == code }.map { words.text($0.dutch, $0.english) }
                ?? words.text("ander werk (\(code))", "other work (\(code))")
        }
    }

    private var looks: HTML {
        let rows = held.looks.map { look -> [HTML] in
            let roles = look.roles.map { $0.name(in: words.language) }
            return [
                "\(words.fullMoment(look.at))",
                "\(roles.isEmpty ? words.text("medewerker", "officer") : words.list(roles))",
                "\(purpose(look.purpose))",
            ]
        }
        return """
            \(Piece.table(
                words.text("Wie keek, en waarvoor", "Who looked, and what for"),
                [
                    .init(words.text("Wanneer", "When")), .init(words.text("Wie", "Who")),
                    .init(words.text("Waarvoor", "What for")),
                ],
                rows
            ))
            <p>\(words(
                "Er staat hier welke functie iemand heeft, en geen naam. Op \(words.number(held.looksAtMany)) andere keren keek iemand naar veel mensen tegelijk, bijvoorbeeld om brieven te maken. Daarvan is alleen bekend hoeveel mensen het waren; u kunt erbij zijn.",
                "It says which work somebody does, and no name. At \(words.number(held.looksAtMany)) other times somebody looked at many people at once, to make letters for example. Of those only the number of people is known; you may be among them."
            ))</p>
            """
    }

    // MARK: - The end

    private var missing: HTML {
        let items: [HTML] = [
            words(
                "Wat de bedrijven die hierboven staan zelf van u hebben. Vraag het hun.",
                "What the companies above have of you themselves. Ask them."
            ),
            words(
                "Uitslagen en wat een arts opschreef. Vraag dat uw huisarts of de arts van het onderzoek.",
                "Results and what a doctor wrote. Ask your general practitioner or the doctor of the test."
            ),
            words(
                "Berichten waarvan wij niet weten over wie ze gaan. Er kan iets van u bij zijn.",
                "Messages of which we do not know whom they are about. Something of yours may be among them."
            ),
            words(
                "Wat andere delen van \(organisation) van u bewaren, hoe lang zij dat doen, en of het buiten de Europese Unie komt. Vraag het de privacyfunctionaris.",
                "What other parts of \(organisation) keep of you, for how long, and whether it goes outside the European Union. Ask the privacy officer."
            ),
            words(
                "Tekst die medewerkers schreven als reden voor hun werk, en namen van anderen.",
                "Text that officers wrote as a reason for their work, and names of others."
            ),
            words(
                "Gewiste teksten, en reservekopieën. In reservekopieën kan nog staan wat wij eerder van u wisten.",
                "Erased texts, and backups. Backups may still hold what we knew of you before."
            ),
        ]
        return "<ul>\(items.map { "<li>\($0)</li>" as HTML })</ul>"
    }

    private var rights: HTML {
        let items: [HTML] = [
            words(
                "Klopt er iets niet? Vraag ons het te verbeteren (AVG artikel 16).",
                "Is something wrong? Ask us to put it right (GDPR article 16)."
            ),
            words(
                "U kunt vragen om gegevens te wissen of om er minder mee te doen, en u kunt bezwaar maken (AVG artikelen 17, 18 en 21).",
                "You can ask for data to be erased or used less, and you can object (GDPR articles 17, 18 and 21)."
            ),
            words(
                "Geen computer neemt hiermee een besluit over u. Er is geen profiel van u.",
                "No computer takes a decision about you with this. There is no profile of you."
            ),
            words(
                "Bent u het niet met ons eens? U kunt klagen bij de Autoriteit Persoonsgegevens, autoriteitpersoonsgegevens.nl, of naar de rechter gaan.",
                "Do you disagree with us? You can complain to the Autoriteit Persoonsgegevens, autoriteitpersoonsgegevens.nl, or go to court."
            ),
        ]
        return "<ul>\(items.map { "<li>\($0)</li>" as HTML })</ul>"
    }
}
