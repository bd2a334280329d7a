// SPDX-License-Identifier: EUPL-1.2

/// The Dutch letter: short sentences, `u`, nothing about sex, no outcome, no number of the person.
public enum DutchLetter {
    public static let source = """
        subject: Belangrijk bericht over uw gegevens

        [nature]
        Criminelen hebben ingebroken in de computers van ((processor)).((reported?? Volgens
        ((processor)) zijn ook gegevens van u gestolen.))((stolen?? Ook gegevens van u zijn
        gestolen.))((published?? Ook gegevens van u zijn gestolen en openbaar gemaakt. Anderen
        kunnen ze hebben gezien.))((uncertain?? Wij weten niet of er ook gegevens van u zijn
        gestolen. Het is wel mogelijk.)) Krijgt u een onverwacht bericht of telefoontje? Geef dan
        geen gegevens en betaal niets.

        ((processor)) werkte voor ons, voor ((purpose)). De inbraak was rond ((incidentDate)). Wij
        hoorden dit op ((toldDate)). Wij vinden dit heel erg en het spijt ons.

        # ((again??Waarom krijgt u weer een brief?))

        ((again??Wij schreven u hier al over. Dat was op
        ((earlierLetters)).((moreCertain??((reported?? Toen wisten wij niet of er gegevens van u
        waren gestolen. Volgens ((processor)) is dat wel zo.))((stolen?? Nu zijn gegevens van u
        gevonden in de gestolen bestanden.))((published?? Nu weten wij dat gegevens van u openbaar
        zijn gemaakt.))))((moreData?? Nu weten wij dat het om meer gegevens gaat dan wij toen
        schreven.))((everyone?? Voor u is er niets veranderd. Wij leggen het nog een keer
        uit.))((correction?? In onze vorige brief stond iets dat niet klopte. Dat spijt ons. Gebruik
        alleen deze brief.))))

        # Zijn uw gegevens gestolen?

        ((onFirstList??((processor)) gaf ons een eerste lijst van gestolen gegevens. Uw gegevens
        staan op die lijst.))((onLaterList??((processor)) gaf ons later nog een lijst van gestolen
        gegevens. Uw gegevens staan op die lijst.))((stolen?? Uw gegevens zijn gevonden in de
        gestolen bestanden.))((published?? Uw gegevens zijn gevonden in bestanden die openbaar zijn
        gemaakt.))((unconfirmedList??Volgens ((processor)) zijn uw gegevens misschien
        gestolen.))((notExcluded??((processor)) had via ons gegevens van u.))((reconstructed??Eerder
        stuurde ((thirdParty)) namens ons gegevens van u naar ((processor)). Wij hadden daar geen
        volledige lijst van. Daarom zochten wij later uit om wie het
        gaat.))((uncertain??((throughUs??((afterLists?? Wij vonden u niet op de lijsten van gestolen
        gegevens. Die lijsten zijn misschien niet compleet.)))) Wij kunnen niet uitsluiten dat uw
        gegevens zijn gestolen. Daarom schrijven wij u.))((laterWave??((firstLetter?? Anderen kregen
        al eerder een brief. Dat u dit nu pas hoort, spijt ons.))))

        ((listOnly??Wij konden niet vinden dat wij gegevens van u aan ((processor)) gaven. Ook niet
        dat iemand anders dat voor ons deed. Wij weten dus niet hoe ((processor)) aan uw gegevens
        kwam. Misschien via uw eigen arts of ziekenhuis. U mag dit ook zelf aan ((processor))
        vragen.))

        ((uncertain??((unattributed??((processor)) meldde ook gestolen gegevens zonder te weten van
        wie ze zijn. Daar kunnen gegevens van u bij zijn.))))

        # Om welke gegevens gaat het?

        ((throughUs??((processor)) had via ons deze gegevens van u:))((listOnly??Wij weten alleen
        van deze gegevens, maar het kunnen er meer zijn:))

        - ((categories))

        Wij weten niet precies wat er is gestolen. Het kunnen al deze gegevens
        zijn.((fromThirdParty?? Namens ons stuurde ((thirdParty)) gegevens naar
        ((processor)).))((alsoListed?? Het gaat ook om ((notOurs)). Voor zover wij weten kwam dat
        niet via ons.))((hasCare?? Meer schrijven wij met opzet niet over uw zorg.((throughUs?? Het
        kan ook gaan om gegevens die ((processor)) zelf voor ons maakte.)))) Wilt u precies weten om
        welke gegevens het gaat? Bel ons en noem uw briefcode, of schrijf ons.

        ((somethingNotGiven??Wij gaven ((notGiven)) niet aan ((processor)). ((processor)) kan dit
        wel hebben van uw eigen arts of ziekenhuis.))

        # Wat kan er gebeuren?

        [consequences]
        Criminelen kunnen gestolen gegevens gebruiken om u op te lichten. Ze zeggen bijvoorbeeld dat
        ze van uw bank of de overheid zijn. Dat kan echt lijken, als ze iets over u
        weten.((hasCitizenNumber?? Met uw BSN kan iemand proberen zich voor te doen als
        u.))((hasCare?? Iemand kan dreigen iets over uw gezondheid te vertellen.))

        # Wat kunt u zelf doen?

        [measures]
        - Krijgt u een vreemde mail, app of sms? Antwoord niet en klik nergens op.
        - Weet een beller veel over u? Dat bewijst niets. Hang op en bel zelf terug, op een nummer dat u al kent.
        - ((hasCare??Belt of schrijft iemand over uw gezondheid? Bel zelf uw huisarts, op het nummer dat u al kent.))
        - ((hasCitizenNumber??Uw BSN blijft hetzelfde. Krijgt u een rekening of contract dat u niet kent? Meld dat bij de politie en het Centraal Meldpunt Identiteitsfraude.))
        - ((hasFinancial??Controleer uw rekening. Een verkeerde incasso kunt u 8 weken lang terughalen.))
        - Bent u opgelicht of bedreigd? Betaal niet, bewaar het bericht en bel de politie.
        - ((hasAddress??Mag iemand uw adres niet weten? Bel ons dan meteen. Bent u in gevaar? Bel 112.))

        # Wat doen wij?

        [measures]
        - ((measures))
        - Weten wij later meer? Dan schrijven wij u weer.
        - Wij bellen of mailen u hier niet over, behalve als u dat zelf vraagt. Wij vragen u hierbij nooit om geld, uw BSN of een wachtwoord.

        # Heeft u vragen?

        [contact]
        | Telefoon | ((telephone)), ((openingHours))
        | Website | ((website))
        | Functionaris gegevensbescherming (privacy) | ((privacyOfficer))
        | Uw briefcode | ((letterCode))

        Wij vragen uw briefcode alleen als u ons zelf belt. Geef de code aan niemand anders.
        Twijfelt u of deze brief echt is? Zoek onze website zelf op. Daar moet hetzelfde
        telefoonnummer staan. Bent u niet tevreden? U kunt klagen bij ons of bij de Autoriteit
        Persoonsgegevens. Wilt u grotere letters of een andere aanspreekvorm? Bel ons. Do you
        prefer English? Please call us.

        closing: Met vriendelijke groet,
        """
}
