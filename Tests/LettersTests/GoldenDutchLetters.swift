// SPDX-License-Identifier: EUPL-1.2
import Custody
import Letters

extension GoldenLetters {
    static let dutch = [
        GoldenLetter(
            group: .first,
            language: .dutch,
            text: """
                Stichting Gezondheidsproef Laagland
                Postbus 1200, 3999 XA Laagdorp

                Retour: Postbus 1200, 3999 XA Laagdorp
                R.J. van der Proefsteen
                Langeweg 12 Bhs
                3999 XA  LAAGDORP
                DTAFDATFDATFDATFFATDDADATDAFTDFAFATDDFTADFATFTFT

                12 september 2025
                Kenmerk: GL-2025-2
                Belangrijk bericht over uw gegevens

                Geachte R.J. van der Proefsteen,

                Criminelen hebben ingebroken in de computers van Laboratorium Westerlicht. Dat gebeurde in of rond juli 2025. Deze organisatie werkte voor ons, voor de gezondheidsproef. Wij hoorden het op 6 augustus 2025. Volgens Laboratorium Westerlicht zijn ook gegevens van u gestolen.

                Wij vinden dit heel erg. In deze brief leest u wat wij weten en wat u kunt doen.

                WAAROM KRIJGT U WEER EEN BRIEF?

                Wij schreven u hier al over. Dat was op 19 augustus 2025. Nu schrijven wij iedereen van wie Laboratorium Westerlicht via ons gegevens had. Wat wij u eerder schreven, blijft gelden.

                WAT WETEN WIJ OVER U?

                Laboratorium Westerlicht gaf ons een eerste lijst van gestolen gegevens. Uw gegevens staan op die lijst.

                OM WELKE GEGEVENS GAAT HET?

                Laboratorium Westerlicht had via ons deze gegevens van u:

                - uw naam
                - uw adres
                - uw geboortedatum
                - uw burgerservicenummer (BSN)
                - gegevens over uw deelname, uw huisarts en uw gezondheid

                Over uw zorg staat in deze brief met opzet niet meer. Zo kan niemand anders het hier lezen. Bij deze gegevens kan ook staan wat Laboratorium Westerlicht zelf voor ons vastlegde. Wilt u precies weten om welke gegevens het gaat? Bel ons en noem uw briefcode, of vraag het per brief.

                Wij gaven uw telefoonnummer en uw e-mailadres niet aan Laboratorium Westerlicht. Laboratorium Westerlicht kan dit wel hebben van uw eigen arts of ziekenhuis.

                WAT KAN ER GEBEUREN?

                Criminelen kunnen uw gegevens gebruiken om u op te lichten. Ze doen zich bijvoorbeeld voor als uw bank of de overheid. Ze lijken echt, omdat ze al iets over u weten. Met uw BSN kan iemand proberen om zich voor te doen als u. Iemand kan dreigen om iets over uw gezondheid te vertellen.

                WAT KUNT U ZELF DOEN?

                - Krijgt u een onverwacht bericht of telefoontje? Geef geen gegevens en betaal niets.
                - Weet een beller veel over u? Dat bewijst niets. Hang op en bel zelf terug, op een nummer dat u al kent.
                - Gaat het over uw gezondheid? Bel dan uw huisarts, op het nummer dat u al kent.
                - Uw BSN verandert niet. Gebruikt iemand uw BSN? Meld dat bij de politie en bij het Centraal Meldpunt Identiteitsfraude.
                - Dreigt er iemand? Betaal niet. Bewaar het bericht en bel de politie.
                - Bent u bang dat iemand uw adres zoekt? Bel ons dan meteen. Wij denken met u mee.

                WAT DOEN WIJ?

                - Wij sturen geen nieuwe gegevens naar het laboratorium.
                - Wij hebben de inbraak gemeld bij de Autoriteit Persoonsgegevens.
                - Wij bellen of mailen u hier niet over, behalve als u dat zelf vraagt. Wij vragen u nooit om geld, uw BSN of een wachtwoord.

                HEEFT U VRAGEN?

                Telefoon: 0800-0990, elke dag van 8.00 tot 20.00 uur
                Website: www.gezondheidsproef.example
                Functionaris gegevensbescherming: fg@gezondheidsproef.example
                Uw briefcode: 01R4-T46P-E34M-6RVV

                Noem uw briefcode als u belt. Dan weten wij dat deze brief bij u is aangekomen. Geef de code aan niemand anders.

                Wilt u weten of deze brief echt is? Typ zelf het adres van onze website in. Daar staat hetzelfde telefoonnummer. U kunt ook een klacht indienen bij de Autoriteit Persoonsgegevens. Leest u liever een andere taal of grotere letters? Bel ons. Do you prefer English? Please call us.

                Met vriendelijke groet,
                W. Oosterling
                bestuurder

                VOORBEELD: DEZE PERSOON BESTAAT NIET
                """
        ),
        GoldenLetter(
            group: .second,
            language: .dutch,
            text: """
                Stichting Gezondheidsproef Laagland
                Postbus 1200, 3999 XA Laagdorp

                Retour: Postbus 1200, 3999 XA Laagdorp
                R.J. van der Proefsteen
                Langeweg 12 Bhs
                3999 XA  LAAGDORP
                DTAFDATFDATFDATFFATDDADATDAFTDFAFATDDFTADFATFTFT

                12 september 2025
                Kenmerk: GL-2025-2
                Belangrijk bericht over uw gegevens

                Geachte R.J. van der Proefsteen,

                Criminelen hebben ingebroken in de computers van Laboratorium Westerlicht. Dat gebeurde in of rond juli 2025. Deze organisatie werkte voor ons, voor de gezondheidsproef. Wij hoorden het op 6 augustus 2025. Volgens Laboratorium Westerlicht zijn ook gegevens van u gestolen.

                Wij vinden dit heel erg. In deze brief leest u wat wij weten en wat u kunt doen.

                WAT WETEN WIJ OVER U?

                Laboratorium Westerlicht gaf ons later nog een lijst van gestolen gegevens. Uw gegevens staan op die tweede lijst. Daarom hoort u dit later dan anderen. Dat spijt ons.

                OM WELKE GEGEVENS GAAT HET?

                Laboratorium Westerlicht had via ons deze gegevens van u:

                - uw naam
                - uw adres
                - uw geboortedatum
                - uw burgerservicenummer (BSN)
                - gegevens over uw deelname, uw huisarts en uw gezondheid

                Over uw zorg staat in deze brief met opzet niet meer. Zo kan niemand anders het hier lezen. Bij deze gegevens kan ook staan wat Laboratorium Westerlicht zelf voor ons vastlegde. Wilt u precies weten om welke gegevens het gaat? Bel ons en noem uw briefcode, of vraag het per brief.

                Wij gaven uw telefoonnummer en uw e-mailadres niet aan Laboratorium Westerlicht. Laboratorium Westerlicht kan dit wel hebben van uw eigen arts of ziekenhuis.

                WAT KAN ER GEBEUREN?

                Criminelen kunnen uw gegevens gebruiken om u op te lichten. Ze doen zich bijvoorbeeld voor als uw bank of de overheid. Ze lijken echt, omdat ze al iets over u weten. Met uw BSN kan iemand proberen om zich voor te doen als u. Iemand kan dreigen om iets over uw gezondheid te vertellen.

                WAT KUNT U ZELF DOEN?

                - Krijgt u een onverwacht bericht of telefoontje? Geef geen gegevens en betaal niets.
                - Weet een beller veel over u? Dat bewijst niets. Hang op en bel zelf terug, op een nummer dat u al kent.
                - Gaat het over uw gezondheid? Bel dan uw huisarts, op het nummer dat u al kent.
                - Uw BSN verandert niet. Gebruikt iemand uw BSN? Meld dat bij de politie en bij het Centraal Meldpunt Identiteitsfraude.
                - Dreigt er iemand? Betaal niet. Bewaar het bericht en bel de politie.
                - Bent u bang dat iemand uw adres zoekt? Bel ons dan meteen. Wij denken met u mee.

                WAT DOEN WIJ?

                - Wij sturen geen nieuwe gegevens naar het laboratorium.
                - Wij hebben de inbraak gemeld bij de Autoriteit Persoonsgegevens.
                - Wij bellen of mailen u hier niet over, behalve als u dat zelf vraagt. Wij vragen u nooit om geld, uw BSN of een wachtwoord.

                HEEFT U VRAGEN?

                Telefoon: 0800-0990, elke dag van 8.00 tot 20.00 uur
                Website: www.gezondheidsproef.example
                Functionaris gegevensbescherming: fg@gezondheidsproef.example
                Uw briefcode: 01R4-T46P-E34M-6RVV

                Noem uw briefcode als u belt. Dan weten wij dat deze brief bij u is aangekomen. Geef de code aan niemand anders.

                Wilt u weten of deze brief echt is? Typ zelf het adres van onze website in. Daar staat hetzelfde telefoonnummer. U kunt ook een klacht indienen bij de Autoriteit Persoonsgegevens. Leest u liever een andere taal of grotere letters? Bel ons. Do you prefer English? Please call us.

                Met vriendelijke groet,
                W. Oosterling
                bestuurder

                VOORBEELD: DEZE PERSOON BESTAAT NIET
                """
        ),
        GoldenLetter(
            group: .notExcluded,
            language: .dutch,
            text: """
                Stichting Gezondheidsproef Laagland
                Postbus 1200, 3999 XA Laagdorp

                Retour: Postbus 1200, 3999 XA Laagdorp
                R.J. van der Proefsteen
                Langeweg 12 Bhs
                3999 XA  LAAGDORP
                DTAFDATFDATFDATFFATDDADATDAFTDFAFATDDFTADFATFTFT

                12 september 2025
                Kenmerk: GL-2025-2
                Belangrijk bericht over uw gegevens

                Geachte R.J. van der Proefsteen,

                Criminelen hebben ingebroken in de computers van Laboratorium Westerlicht. Dat gebeurde in of rond juli 2025. Deze organisatie werkte voor ons, voor de gezondheidsproef. Wij hoorden het op 6 augustus 2025. Wij weten niet of er ook gegevens van u zijn gestolen. Het kan wel.

                Wij vinden dit heel erg. In deze brief leest u wat wij weten en wat u kunt doen.

                WAT WETEN WIJ OVER U?

                Laboratorium Westerlicht had via ons gegevens van u. Wij konden u niet vinden op de lijsten van gestolen gegevens. Dat zegt niet alles. Laboratorium Westerlicht kan niet uitsluiten dat uw gegevens zijn gestolen. Daarom schrijven wij u.

                Laboratorium Westerlicht meldde ook gestolen gegevens waarbij niet te zien is van wie ze zijn. Daar kunnen gegevens van u bij zijn.

                OM WELKE GEGEVENS GAAT HET?

                Laboratorium Westerlicht had via ons deze gegevens van u:

                - uw naam
                - uw adres
                - uw geboortedatum
                - uw burgerservicenummer (BSN)
                - gegevens over uw deelname, uw huisarts en uw gezondheid

                Over uw zorg staat in deze brief met opzet niet meer. Zo kan niemand anders het hier lezen. Bij deze gegevens kan ook staan wat Laboratorium Westerlicht zelf voor ons vastlegde. Wilt u precies weten om welke gegevens het gaat? Bel ons en noem uw briefcode, of vraag het per brief.

                Wij gaven uw telefoonnummer en uw e-mailadres niet aan Laboratorium Westerlicht. Laboratorium Westerlicht kan dit wel hebben van uw eigen arts of ziekenhuis.

                WAT KAN ER GEBEUREN?

                Criminelen kunnen uw gegevens gebruiken om u op te lichten. Ze doen zich bijvoorbeeld voor als uw bank of de overheid. Ze lijken echt, omdat ze al iets over u weten. Met uw BSN kan iemand proberen om zich voor te doen als u. Iemand kan dreigen om iets over uw gezondheid te vertellen.

                WAT KUNT U ZELF DOEN?

                - Krijgt u een onverwacht bericht of telefoontje? Geef geen gegevens en betaal niets.
                - Weet een beller veel over u? Dat bewijst niets. Hang op en bel zelf terug, op een nummer dat u al kent.
                - Gaat het over uw gezondheid? Bel dan uw huisarts, op het nummer dat u al kent.
                - Uw BSN verandert niet. Gebruikt iemand uw BSN? Meld dat bij de politie en bij het Centraal Meldpunt Identiteitsfraude.
                - Dreigt er iemand? Betaal niet. Bewaar het bericht en bel de politie.
                - Bent u bang dat iemand uw adres zoekt? Bel ons dan meteen. Wij denken met u mee.

                WAT DOEN WIJ?

                - Wij sturen geen nieuwe gegevens naar het laboratorium.
                - Wij hebben de inbraak gemeld bij de Autoriteit Persoonsgegevens.
                - Wij bellen of mailen u hier niet over, behalve als u dat zelf vraagt. Wij vragen u nooit om geld, uw BSN of een wachtwoord.

                HEEFT U VRAGEN?

                Telefoon: 0800-0990, elke dag van 8.00 tot 20.00 uur
                Website: www.gezondheidsproef.example
                Functionaris gegevensbescherming: fg@gezondheidsproef.example
                Uw briefcode: 01R4-T46P-E34M-6RVV

                Noem uw briefcode als u belt. Dan weten wij dat deze brief bij u is aangekomen. Geef de code aan niemand anders.

                Wilt u weten of deze brief echt is? Typ zelf het adres van onze website in. Daar staat hetzelfde telefoonnummer. U kunt ook een klacht indienen bij de Autoriteit Persoonsgegevens. Leest u liever een andere taal of grotere letters? Bel ons. Do you prefer English? Please call us.

                Met vriendelijke groet,
                W. Oosterling
                bestuurder

                VOORBEELD: DEZE PERSOON BESTAAT NIET
                """
        ),
        GoldenLetter(
            group: .reconstructed,
            language: .dutch,
            text: """
                Stichting Gezondheidsproef Laagland
                Postbus 1200, 3999 XA Laagdorp

                Retour: Postbus 1200, 3999 XA Laagdorp
                R.J. van der Proefsteen
                Langeweg 12 Bhs
                3999 XA  LAAGDORP
                DTAFDATFDATFDATFFATDDADATDAFTDFAFATDDFTADFATFTFT

                12 september 2025
                Kenmerk: GL-2025-2
                Belangrijk bericht over uw gegevens

                Geachte R.J. van der Proefsteen,

                Criminelen hebben ingebroken in de computers van Laboratorium Westerlicht. Dat gebeurde in of rond juli 2025. Deze organisatie werkte voor ons, voor de gezondheidsproef. Wij hoorden het op 6 augustus 2025. Wij weten niet of er ook gegevens van u zijn gestolen. Het kan wel.

                Wij vinden dit heel erg. In deze brief leest u wat wij weten en wat u kunt doen.

                WAT WETEN WIJ OVER U?

                Uw gegevens zijn eerder namens ons naar Laboratorium Westerlicht gestuurd. Dat deed uw huisarts. Wij hebben daar zelf geen volledige lijst van. Daarom hebben wij achteraf uitgezocht om wie het gaat. Wij konden u niet vinden op de lijsten van gestolen gegevens. Dat zegt niet alles. Laboratorium Westerlicht kan niet uitsluiten dat uw gegevens zijn gestolen. Daarom schrijven wij u.

                Laboratorium Westerlicht meldde ook gestolen gegevens waarbij niet te zien is van wie ze zijn. Daar kunnen gegevens van u bij zijn.

                OM WELKE GEGEVENS GAAT HET?

                Laboratorium Westerlicht had via ons deze gegevens van u:

                - uw naam
                - uw adres
                - uw geboortedatum
                - uw burgerservicenummer (BSN)
                - gegevens over uw deelname, uw huisarts en uw gezondheid

                Over uw zorg staat in deze brief met opzet niet meer. Zo kan niemand anders het hier lezen. Bij deze gegevens kan ook staan wat Laboratorium Westerlicht zelf voor ons vastlegde. Wilt u precies weten om welke gegevens het gaat? Bel ons en noem uw briefcode, of vraag het per brief.

                Wij gaven uw telefoonnummer en uw e-mailadres niet aan Laboratorium Westerlicht. Laboratorium Westerlicht kan dit wel hebben van uw eigen arts of ziekenhuis.

                WAT KAN ER GEBEUREN?

                Criminelen kunnen uw gegevens gebruiken om u op te lichten. Ze doen zich bijvoorbeeld voor als uw bank of de overheid. Ze lijken echt, omdat ze al iets over u weten. Met uw BSN kan iemand proberen om zich voor te doen als u. Iemand kan dreigen om iets over uw gezondheid te vertellen.

                WAT KUNT U ZELF DOEN?

                - Krijgt u een onverwacht bericht of telefoontje? Geef geen gegevens en betaal niets.
                - Weet een beller veel over u? Dat bewijst niets. Hang op en bel zelf terug, op een nummer dat u al kent.
                - Gaat het over uw gezondheid? Bel dan uw huisarts, op het nummer dat u al kent.
                - Uw BSN verandert niet. Gebruikt iemand uw BSN? Meld dat bij de politie en bij het Centraal Meldpunt Identiteitsfraude.
                - Dreigt er iemand? Betaal niet. Bewaar het bericht en bel de politie.
                - Bent u bang dat iemand uw adres zoekt? Bel ons dan meteen. Wij denken met u mee.

                WAT DOEN WIJ?

                - Wij sturen geen nieuwe gegevens naar het laboratorium.
                - Wij hebben de inbraak gemeld bij de Autoriteit Persoonsgegevens.
                - Wij bellen of mailen u hier niet over, behalve als u dat zelf vraagt. Wij vragen u nooit om geld, uw BSN of een wachtwoord.

                HEEFT U VRAGEN?

                Telefoon: 0800-0990, elke dag van 8.00 tot 20.00 uur
                Website: www.gezondheidsproef.example
                Functionaris gegevensbescherming: fg@gezondheidsproef.example
                Uw briefcode: 01R4-T46P-E34M-6RVV

                Noem uw briefcode als u belt. Dan weten wij dat deze brief bij u is aangekomen. Geef de code aan niemand anders.

                Wilt u weten of deze brief echt is? Typ zelf het adres van onze website in. Daar staat hetzelfde telefoonnummer. U kunt ook een klacht indienen bij de Autoriteit Persoonsgegevens. Leest u liever een andere taal of grotere letters? Bel ons. Do you prefer English? Please call us.

                Met vriendelijke groet,
                W. Oosterling
                bestuurder

                VOORBEELD: DEZE PERSOON BESTAAT NIET
                """
        ),
    ]
}
