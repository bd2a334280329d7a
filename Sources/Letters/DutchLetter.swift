// SPDX-License-Identifier: EUPL-1.2

/// The Dutch letter: short sentences, `u`, nothing about sex, no outcome, no number of the person.
public enum DutchLetter {
    private static let shared = LetterSentences.dutch

    public static let source = """
        subject: ((reported??Volgens ((processor)) zijn ((yourData)) gestolen))((stolen??((capitalYourData)) zijn gestolen))((published??((capitalYourData)) zijn gestolen en openbaar gemaakt))((uncertain??((capitalYourData)) zijn misschien gestolen))

        [nature]
        ((toParents??Deze brief gaat over uw kind. ))Criminelen hebben ingebroken in de computers
        van ((processor)). \(shared.nature) Krijgt u een onverwacht bericht of telefoontje? Geef dan geen gegevens en
        betaal niets.

        ((processor)) werkte voor ons, voor ((purpose)).((discovered?? ((processor)) ontdekte de
        inbraak ((discoveredDate)).))((breakInKnown?? De inbraak was rond ((incidentDate)).)) Wij
        hoorden dit ((toldDate)). \(shared.sorry)((otherIncident?? Wij
        schreven u eerder over een ander datalek. Deze brief gaat daar niet over.))

        # ((again??Waarom krijgt u weer een brief?))

        ((again??Wij schreven u hier al over. Dat was op ((earlierLetters)).((everyone?? Wij
        schrijven nu ook aan mensen van wie wij niet zeker weten of hun gegevens zijn gestolen. Wat wij
        over ((yourData)) schreven, is niet veranderd.))((correction?? In onze vorige brief stond
        iets dat niet klopte. Dat spijt ons.))((toldReported?? Wij schreven dat ((yourData)) volgens
        ((processor)) zijn gestolen.))((toldStolen?? Wij schreven dat ((yourData)) zijn gevonden in
        de gestolen bestanden.))((toldPublished?? Wij schreven dat ((yourData)) openbaar zijn
        gemaakt.))((toldTooSure?? Dat klopte niet.((stolen?? Ze zijn wel gestolen.))((reported??
        Volgens ((processor)) zijn ze wel gestolen.))((uncertain?? Wij weten niet of ze zijn
        gestolen. Het is wel mogelijk.))))((hasWrongData?? Wij schreven dat het ook ging om
        ((wrongData)). Dat klopte niet.))((toldNothing?? Wij
        schreven dat wij niets wisten van gegevens van ((you)) bij ((processor)). Dat klopte
        niet.))((toldExcluded?? Wij schreven dat ((yourData)) niet zijn gestolen, volgens de
        informatie van toen. Daar kunnen wij niet meer van uitgaan.))((wrongUnseen?? Wij dachten dat het om meer gegevens van
        ((you)) ging. Bel ons als u wilt weten welke.))((surer??((reported?? Toen wisten wij niet of
        er gegevens van ((you)) waren gestolen. Nu zegt ((processor)) dat dat zo is.))((stolen?? Nu
        zijn gegevens van ((you)) gevonden in de gestolen bestanden.))((published?? Nu weten wij dat
        gegevens van ((you)) openbaar zijn gemaakt.))))((hasNewData?? Nu weten wij dat het ook gaat
        om ((newData)).))((moreOfSame?? Nu weten wij dat het om meer gegevens gaat dan wij toen
        dachten. Bel ons als u wilt weten welke.))((correction?? Gebruik alleen deze brief.))))

        # Zijn ((yourData)) gestolen?

        ((reported??Ja, volgens ((processor)).))((stolen??Ja.))((published??Ja, en ze zijn openbaar
        gemaakt.))((uncertain??Dat weten wij niet. Het kan.))((onFirstList?? ((processor)) gaf ons
        een lijst van gestolen gegevens. ((capitalYourData)) staan op die
        lijst.))((onLaterList?? ((processor)) gaf ons later nog een lijst van gestolen gegevens.
        ((capitalYourData)) staan op die lijst.))((stolen?? ((capitalYourData)) zijn gevonden in de
        gestolen bestanden.))((published?? ((capitalYourData)) zijn gevonden in bestanden die
        openbaar zijn gemaakt.((placeKnown?? Dat was ((publishedPlace)).))))((foundDateKnown?? Dat
        is bekend sinds ((foundDate)).))((unconfirmedList?? Volgens ((processor)) zijn ((yourData))
        misschien gestolen.))((notExcluded?? ((processor)) had via ons gegevens van
        ((you)).))((reconstructed?? Eerder stuurde ((thirdParty)) namens ons gegevens van ((you))
        naar ((processor)). Daar hadden wij zelf niet altijd een lijst van. Daarom zochten
        wij uit om wie het gaat.))((uncertain??((throughUs??((afterLists?? Wij hebben ((you))
        niet gevonden bij de gestolen gegevens die wij tot nu toe kennen. Misschien is dat niet
        alles.)))) Daarom
        schrijven wij u.))((laterWave??((firstLetter?? Het spijt ons dat u dit nu pas hoort. Anderen
        kregen al eerder een brief.))))

        \(shared.listOnly)

        ((uncertain??((unattributed??Van sommige gestolen gegevens weten wij niet van wie ze zijn.
        Misschien ook van ((you)).))))

        # Om welke gegevens gaat het?

        \(shared.dataIntroduction)

        - ((categories))

        \(shared.alsoListed)\(shared.found)((fromThirdParty?? Namens ons stuurde ((thirdParty)) gegevens naar
        ((processor)).))((hasCare?? Meer schrijven wij hier niet over ((yourHealth)). Iemand
        anders kan deze brief openen.((throughUs?? Het kan ook gaan om gegevens die ((processor)) over ((you))
        vastlegde.)))) Wilt u precies weten om welke gegevens het gaat? Bel ons en noem uw
        briefcode, of schrijf ons.

        \(shared.notGiven)

        # Wat kan er gebeuren?

        [consequences]
        Criminelen kunnen gestolen gegevens gebruiken om u op te lichten. Ze zeggen bijvoorbeeld dat
        ze van uw bank of de overheid zijn. Dat kan echt lijken, als ze iets over u
        weten.((hasCitizenNumber?? Met het BSN kan iemand proberen zich voor te doen als
        ((you)).))((hasCare?? Iemand kan dreigen iets over ((yourHealth)) te vertellen.))

        # Wat kunt u zelf doen?

        [measures]
        - Krijgt u een vreemde mail, sms of appje? Antwoord niet en klik nergens op.
        - Weet een beller veel over u? Dat bewijst niets. Hang op en bel een nummer dat u kent.
        - ((hasCare??Een bericht over ((yourHealth))? Bel zelf de huisarts, op een nummer dat u kent.))
        - ((hasCitizenNumber??Het BSN verandert niet. Krijgt u een rekening die niet van u is? Of een contract? Meld dat bij de politie en bij het Centraal Meldpunt Identiteitsfraude: 088 900 10 00.))
        - ((hasFinancial??Controleer uw rekening. Een verkeerde incasso kunt u 8 weken lang terughalen.))
        - Opgelicht of bedreigd? Betaal niet, bewaar het bericht en bel de politie: 0900-8844.
        - ((hasAddress??Mag iemand uw adres niet weten? Bel ons dan meteen. Bent u in gevaar? Bel 112.))

        # Wat doen wij?

        [measures]
        - ((measures))
        - Weten wij later meer? Dan kunt u weer een brief krijgen.
        - Wij bellen of mailen u hier niet over, behalve als u dat zelf vraagt. Wij vragen u hierbij nooit om geld, een BSN of een wachtwoord.

        # Heeft u vragen?

        [contact]
        | Telefoon | ((telephone)), ((openingHours))
        | Vanuit het buitenland | ((hasTelephoneAbroad??((telephoneAbroad))))
        | Website | ((website))
        | Privacyfunctionaris (FG) | ((privacyOfficer))
        | Uw briefcode | ((letterCode))

        Wij vragen uw briefcode alleen als u zelf belt. Geef die aan niemand anders. Twijfelt u of
        deze brief echt is? Zoek onze website zelf op. Daar moet hetzelfde telefoonnummer staan.
        Bent u niet tevreden? U kunt klagen bij ons of bij de Autoriteit Persoonsgegevens. Kunt u
        dit niet goed lezen? Bel ons. No Dutch? Please call us.

        closing: Met vriendelijke groet,
        """
}
