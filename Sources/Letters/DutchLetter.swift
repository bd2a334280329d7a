// SPDX-License-Identifier: EUPL-1.2

/// The Dutch letter: short sentences, `u`, nothing about sex, no outcome, no number of the person.
public enum DutchLetter {
    public static let source = """
        subject: Belangrijk bericht over uw gegevens

        [nature]
        Criminelen hebben ingebroken in de computers van ((processor)). Dat gebeurde in of rond
        ((incidentDate)). Deze organisatie werkte voor ons, voor ((purpose)). Wij hoorden het op
        ((toldDate)).((reported?? Volgens ((processor)) zijn ook gegevens van u
        gestolen.))((stolen?? Ook gegevens van u zijn gestolen.))((published?? Ook gegevens van u
        zijn gestolen. Ze zijn door de criminelen openbaar gemaakt.))((uncertain?? Wij weten niet
        of er ook gegevens van u zijn gestolen. Het kan wel.))

        Wij vinden dit heel erg. In deze brief leest u wat wij weten en wat u kunt doen.

        # ((again??Waarom krijgt u weer een brief?))

        ((again??Wij schreven u hier al over. Dat was op ((earlierLetters)).((moreCertain?? Wij
        weten nu beter dan toen dat het om uw gegevens gaat.))((moreData??
        Nu weten wij dat het om meer gegevens gaat dan wij toen schreven.))((everyone?? Nu schrijven
        wij iedereen van wie ((processor)) via ons gegevens had. Wat wij u eerder schreven, blijft
        gelden.))((correction?? In die brief stond iets dat niet klopte. Dat spijt ons. Deze brief
        komt in de plaats van de vorige.))))

        # Wat weten wij over u?

        ((first??((processor)) gaf ons een eerste lijst van gestolen gegevens. Uw gegevens staan op
        die lijst.))((second??((processor)) gaf ons later nog een lijst van gestolen gegevens. Uw
        gegevens staan op die tweede lijst.((firstLetter?? Daarom hoort u dit later dan anderen. Dat
        spijt ons.))))((stolen?? Uw gegevens zijn ook gevonden in de gestolen
        bestanden.))((published?? Uw gegevens zijn ook gevonden in bestanden die openbaar zijn
        gemaakt.))((notExcluded??((processor)) had via ons gegevens van u.))((reconstructed??Uw
        gegevens zijn eerder namens ons naar ((processor)) gestuurd. Dat deed ((thirdParty)). Wij
        hebben daar zelf geen volledige lijst van. Daarom hebben wij achteraf uitgezocht om wie het
        gaat.))((uncertain??((afterLists?? Wij konden u niet vinden op de lijsten van gestolen
        gegevens. Dat zegt niet alles.)) ((processor)) kan niet uitsluiten dat uw gegevens zijn
        gestolen. Daarom schrijven wij u.))

        ((uncertain??((unattributed??((processor)) meldde ook gestolen gegevens waarbij niet te
        zien is van wie ze zijn. Daar kunnen gegevens van u bij zijn.))))

        # Om welke gegevens gaat het?

        ((processor)) had via ons deze gegevens van u:

        - ((categories))

        ((fromThirdParty??Een deel van deze gegevens kwam namens ons van ((thirdParty)). ))((hasCare??Over
        uw zorg staat in deze brief met opzet niet meer. Zo kan niemand anders het hier lezen. Bij
        deze gegevens kan ook staan wat ((processor)) zelf voor ons vastlegde. ))Wilt u precies
        weten om welke gegevens het gaat? Bel ons en noem uw briefcode, of vraag het per brief.

        ((somethingNotGiven??Wij gaven ((notGiven)) niet aan ((processor)). ((processor)) kan dit
        wel hebben van uw eigen arts of ziekenhuis.))

        # Wat kan er gebeuren?

        [consequences]
        Criminelen kunnen uw gegevens gebruiken om u op te lichten. Ze doen zich bijvoorbeeld voor
        als uw bank of de overheid. Ze lijken echt, omdat ze al iets over u weten.((hasCitizenNumber??
        Met uw BSN kan iemand proberen om zich voor te doen als u.))((hasCare?? Iemand kan dreigen om
        iets over uw gezondheid te vertellen.))

        # Wat kunt u zelf doen?

        [measures]
        - Krijgt u een onverwacht bericht of telefoontje? Geef geen gegevens en betaal niets.
        - Weet een beller veel over u? Dat bewijst niets. Hang op en bel zelf terug, op een nummer dat u al kent.
        - ((hasCare??Gaat het over uw gezondheid? Bel dan uw huisarts, op het nummer dat u al kent.))
        - ((hasCitizenNumber??Uw BSN verandert niet. Gebruikt iemand uw BSN? Meld dat bij de politie en bij het Centraal Meldpunt Identiteitsfraude.))
        - ((hasContact??Krijgt u een vreemde mail, app of sms? Antwoord niet en klik nergens op.))
        - ((hasFinancial??Controleer uw rekening. Een verkeerde incasso kunt u 8 weken lang terughalen.))
        - Dreigt er iemand? Betaal niet. Bewaar het bericht en bel de politie.
        - ((hasAddress??Bent u bang dat iemand uw adres zoekt? Bel ons dan meteen. Wij denken met u mee.))

        # Wat doen wij?

        [measures]
        - ((measures))
        - Wij bellen of mailen u hier niet over, behalve als u dat zelf vraagt. Wij vragen u nooit om geld, uw BSN of een wachtwoord.

        # Heeft u vragen?

        [contact]
        | Telefoon | ((telephone)), ((openingHours))
        | Website | ((website))
        | Functionaris gegevensbescherming | ((privacyOfficer))
        | Uw briefcode | ((letterCode))

        Noem uw briefcode als u belt. Dan weten wij dat deze brief bij u is aangekomen. Geef de code
        aan niemand anders.

        Wilt u weten of deze brief echt is? Typ zelf het adres van onze website in. Daar staat
        hetzelfde telefoonnummer. U kunt ook een klacht indienen bij de Autoriteit
        Persoonsgegevens. Leest u liever een andere taal of grotere letters? Bel ons. Do you prefer English? Please
        call us.

        closing: Met vriendelijke groet,
        """
}
