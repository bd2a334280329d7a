// SPDX-License-Identifier: EUPL-1.2

/// The Dutch letter: short sentences, `u`, nothing about sex, no outcome, no number of the person.
public enum DutchLetter {
    private static let shared = LetterSentences.dutch

    public static let source = """
        subject: ((reported??Volgens ((processor)) zijn ((yourData)) gestolen))((stolen??((capitalYourData)) zijn gestolen))((published??((capitalYourData)) zijn gestolen en openbaar gemaakt))((uncertain??((capitalYourData)) zijn misschien gestolen))

        [nature]
        ((toParents??Deze brief gaat over uw kind. ))((processor)) vertelde ons dat criminelen daar
        hebben ingebroken in de computers. \(shared.nature) Krijgt u een onverwacht bericht of telefoontje? Geef dan geen gegevens en
        betaal niets.

        ((capitalTheProcessor)) kreeg gegevens voor ((purpose)).((breakInKnown?? Volgens
        ((theProcessor)) was de inbraak rond ((incidentDate)).))((discovered?? De inbraak is daar
        ontdekt ((discoveredDate)), zegt ((theProcessor)).)) Wij hoorden het ((toldDate)). \(shared.sorry)((otherIncident?? Wij
        schreven u eerder over een ander datalek. Deze brief gaat daar niet over.)) 

        # ((again??Waarom krijgt u weer een brief?))

        ((again??Wij schreven u hier al over op ((earlierLetters)).((everyone?? Wij schrijven nu aan meer mensen.((newerList?? ((capitalYourData)) staan nu ook op de
        lijst van ((newestList)). Hieronder leest u wat er op de lijsten staat.))((noNewerList?? Wat wij over ((yourData)) schreven, is niet
        veranderd.))))((correction?? In onze vorige brief stond
        iets dat niet klopte. Dat spijt ons.))((toldReported?? Wij schreven dat ((yourData)) volgens
        ((theProcessor)) zijn gestolen.))((toldStolen?? Wij schreven dat ((yourData)) zijn gevonden in
        de gestolen bestanden.))((toldPublished?? Wij schreven dat ((yourData)) openbaar zijn
        gemaakt.))((toldTooSure?? Dat klopte niet.((stolen?? Ze zijn wel gestolen.))((reported??
        Volgens ((theProcessor)) zijn ze wel gestolen.))((uncertain?? Wij weten niet of ze zijn
        gestolen. Het is wel mogelijk.))))((hasWrongData?? Wij schreven dat het ook ging om
        ((wrongData)). Dat klopte niet.))((toldNothing?? Wij
        schreven dat wij niets wisten van gegevens van ((you)) bij ((theProcessor)). Dat klopte
        niet.))((toldExcluded?? Wij schreven dat ((yourData)) niet zijn gestolen, volgens de
        informatie van toen. Daar kunnen wij niet meer van uitgaan.))((wrongUnseen?? Wij dachten dat het om meer gegevens van
        ((you)) ging. Bel ons als u wilt weten welke.))((surer??((reported?? Toen wisten wij niet of
        er gegevens van ((you)) waren gestolen. Nu zegt ((theProcessor)) dat dat zo is.))((stolen?? Nu
        zijn gegevens van ((you)) gevonden in de gestolen bestanden.))((published?? Nu weten wij dat
        gegevens van ((you)) openbaar zijn gemaakt.))))((hasNewData?? Nu blijkt dat het ook gaat om ((newData)).))((moreOfSame?? Nu weten wij dat het om meer gegevens gaat dan wij toen
        dachten. Bel ons als u wilt weten welke.))((correction?? Gebruik alleen deze brief.))))

        # Zijn ((yourData)) gestolen?

        ((reported??Ja, volgens ((theProcessor)).))((stolen??Ja.))((published??Ja, en ze zijn openbaar
        gemaakt.))((uncertain??Dat weten wij niet. Het kan.))((onFirstList?? ((capitalTheProcessor)) gaf
        ons((listDayKnown?? op ((listDate)))) ((oneList??een lijst))((severalLists??lijsten)) van
        gestolen gegevens. ((capitalYourData)) staan ((oneList??op die lijst))((severalLists??op al die
        lijsten)).))((onLaterList?? ((capitalTheProcessor))
        gaf ons((listDayKnown?? op ((listDate)))) ((oneList??een nieuwe lijst))((severalLists??nieuwe
        lijsten)) van gestolen gegevens. ((capitalYourData)) staan ((oneList??op die lijst))((severalLists??op al die
        lijsten)).))((stolen?? ((capitalYourData)) zijn gevonden in de
        gestolen bestanden.))((published?? ((capitalYourData)) zijn gevonden in bestanden die
        openbaar zijn gemaakt.((placeKnown?? Dat was ((publishedPlace)).))))((foundDateKnown?? Dat
        is bekend sinds ((foundDate)).))((unconfirmedList?? Volgens ((theProcessor)) zijn ((yourData))
        misschien gestolen.))((notExcluded?? ((capitalTheProcessor)) had via ons gegevens van
        ((you)).))((reconstructed?? Vroeger stuurde ((thirdParty)) gegevens van ((you)) naar
        ((theProcessor)). Dat ging niet via ons.))((uncertain??((throughUs??((afterLists?? Wij hebben ((you))
        niet gevonden bij de gestolen gegevens die wij tot nu toe kennen. Misschien is er meer gestolen.)))) Daarom
        schrijven wij u.))((laterWave??((firstLetter?? Het spijt ons dat u dit nu pas hoort. Anderen kregen al
        een brief, van ((firstLettersDate)).))))

        \(shared.listOnly)

        ((uncertain??((unattributed??Van sommige gestolen gegevens weten wij niet van wie ze zijn.
        Misschien ook van ((you)).))))

        # Om welke gegevens gaat het?

        \(shared.dataIntroduction)

        - ((categories))

        ((fromThirdParty??Een deel kwam vroeger ook van ((thirdParty)). ))((sentByThirdParty??Deze
        gegevens kwamen van ((thirdParty)). ))\(shared.alsoListed)\(shared.found)((hasCare?? Meer staat hier niet, want iemand anders kan deze brief openen.((throughUs?? Het kan ook gaan om wat
        ((theProcessor)) zelf over ((you)) vastlegde.)))) Wilt u weten om welke soorten
        gegevens het gaat? Bel ons en noem de briefcode onder aan deze brief.

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
        - Weet een beller veel over u? Hang toch op. Bel een nummer dat u al had.
        - ((hasCare??Een bericht over ((yourHealth))? Bel zelf de huisarts, op een nummer dat u al had.))
        - ((hasCitizenNumber??Het BSN verandert niet. Krijgt u een rekening of contract dat niet van u is? Meld dat bij de politie en bij het Centraal Meldpunt Identiteitsfraude: 088 900 10 00.))
        - ((hasFinancial??Controleer uw rekening. Een verkeerde incasso kunt u 8 weken lang terughalen.))
        - Opgelicht? Bel uw bank. Bedreigd? Betaal niet en bewaar het bericht. Bel de politie: 0900-8844. Buiten Nederland: +31 343 57 88 44. In gevaar? Bel 112.
        - ((hasAddress??Is uw adres geheim? Bel ons meteen.))

        # Wat doen wij?

        [measures]
        - ((measures))
        - Weten wij later meer? Misschien schrijven wij u dan nog een keer.
        - Wij bellen of mailen u hier niet over, behalve als u dat zelf vraagt. Wij vragen u hierbij nooit om geld, uw BSN of een wachtwoord.

        # Heeft u vragen?

        [contact]
        | Telefoon | ((telephone)), ((openingHours))
        | Vanuit het buitenland | ((hasTelephoneAbroad??((telephoneAbroad))))
        | Website | ((website))
        | Vragen over privacy (FG) | ((privacyOfficer))
        | Uw briefcode (0 is een nul) | ((letterCode))

        - Wij vragen uw briefcode alleen als u zelf belt of schrijft. Geef die aan niemand anders.
        - Twijfelt u of deze brief echt is? Zoek zelf ons telefoonnummer op en bel dat.
        - Een klacht? Bel ons of kijk op autoriteitpersoonsgegevens.nl.
        - Kunt u dit niet lezen? Bel ons. Schrijven kan naar het adres boven aan deze brief.

        closing: Met vriendelijke groet,
        """
}
