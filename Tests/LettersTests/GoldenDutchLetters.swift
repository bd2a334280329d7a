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

                Criminelen hebben ingebroken in de computers van Laboratorium Westerlicht. Volgens Laboratorium Westerlicht zijn ook gegevens van u gestolen. Krijgt u een onverwacht bericht of telefoontje? Geef dan geen gegevens en betaal niets.

                Laboratorium Westerlicht werkte voor ons, voor de gezondheidsproef. De inbraak was rond juli 2025. Wij hoorden dit op 6 augustus 2025. Wij vinden dit heel erg en het spijt ons.

                WAAROM KRIJGT U WEER EEN BRIEF?

                Wij schreven u hier al over. Dat was op 19 augustus 2025. Voor u is er niets veranderd. Wij leggen het nog een keer uit.

                ZIJN UW GEGEVENS GESTOLEN?

                Laboratorium Westerlicht gaf ons een eerste lijst van gestolen gegevens. Uw gegevens staan op die lijst.

                OM WELKE GEGEVENS GAAT HET?

                Laboratorium Westerlicht had via ons deze gegevens van u:

                - uw naam
                - uw adres
                - uw geboortedatum
                - uw burgerservicenummer (BSN)
                - gegevens over uw deelname, uw huisarts en uw gezondheid

                Wij weten niet precies wat er is gestolen. Het kunnen al deze gegevens zijn. Meer schrijven wij met opzet niet over uw zorg. Het kan ook gaan om gegevens die Laboratorium Westerlicht zelf voor ons maakte. Wilt u precies weten om welke gegevens het gaat? Bel ons en noem uw briefcode, of schrijf ons.

                Wij gaven uw telefoonnummer en uw e-mailadres niet aan Laboratorium Westerlicht. Laboratorium Westerlicht kan dit wel hebben van uw eigen arts of ziekenhuis.

                WAT KAN ER GEBEUREN?

                Criminelen kunnen gestolen gegevens gebruiken om u op te lichten. Ze zeggen bijvoorbeeld dat ze van uw bank of de overheid zijn. Dat kan echt lijken, als ze iets over u weten. Met uw BSN kan iemand proberen zich voor te doen als u. Iemand kan dreigen iets over uw gezondheid te vertellen.

                WAT KUNT U ZELF DOEN?

                - Krijgt u een vreemde mail, app of sms? Antwoord niet en klik nergens op.
                - Weet een beller veel over u? Dat bewijst niets. Hang op en bel zelf terug, op een nummer dat u al kent.
                - Belt of schrijft iemand over uw gezondheid? Bel zelf uw huisarts, op het nummer dat u al kent.
                - Uw BSN blijft hetzelfde. Krijgt u een rekening of contract dat u niet kent? Meld dat bij de politie en het Centraal Meldpunt Identiteitsfraude.
                - Bent u opgelicht of bedreigd? Betaal niet, bewaar het bericht en bel de politie.
                - Mag iemand uw adres niet weten? Bel ons dan meteen. Bent u in gevaar? Bel 112.

                WAT DOEN WIJ?

                - Wij sturen geen nieuwe gegevens naar het laboratorium.
                - Wij hebben de inbraak gemeld bij de Autoriteit Persoonsgegevens.
                - Weten wij later meer? Dan schrijven wij u weer.
                - Wij bellen of mailen u hier niet over, behalve als u dat zelf vraagt. Wij vragen u hierbij nooit om geld, uw BSN of een wachtwoord.

                HEEFT U VRAGEN?

                Telefoon: 0800-0990, elke dag van 8.00 tot 20.00 uur
                Website: www.gezondheidsproef.example
                Functionaris gegevensbescherming (privacy): fg@gezondheidsproef.example
                Uw briefcode: 01R4-T46P-E34M-6RVV

                Wij vragen uw briefcode alleen als u ons zelf belt. Geef de code aan niemand anders. Twijfelt u of deze brief echt is? Zoek onze website zelf op. Daar moet hetzelfde telefoonnummer staan. Bent u niet tevreden? U kunt klagen bij ons of bij de Autoriteit Persoonsgegevens. Wilt u grotere letters of een andere aanspreekvorm? Bel ons. Do you prefer English? Please call us.

                Met vriendelijke groet,
                W. Oosterling
                bestuurder

                SYNTHETISCH
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

                Criminelen hebben ingebroken in de computers van Laboratorium Westerlicht. Volgens Laboratorium Westerlicht zijn ook gegevens van u gestolen. Krijgt u een onverwacht bericht of telefoontje? Geef dan geen gegevens en betaal niets.

                Laboratorium Westerlicht werkte voor ons, voor de gezondheidsproef. De inbraak was rond juli 2025. Wij hoorden dit op 6 augustus 2025. Wij vinden dit heel erg en het spijt ons.

                ZIJN UW GEGEVENS GESTOLEN?

                Laboratorium Westerlicht gaf ons later nog een lijst van gestolen gegevens. Uw gegevens staan op die lijst.

                OM WELKE GEGEVENS GAAT HET?

                Laboratorium Westerlicht had via ons deze gegevens van u:

                - uw naam
                - uw adres
                - uw geboortedatum
                - uw burgerservicenummer (BSN)
                - gegevens over uw deelname, uw huisarts en uw gezondheid

                Wij weten niet precies wat er is gestolen. Het kunnen al deze gegevens zijn. Meer schrijven wij met opzet niet over uw zorg. Het kan ook gaan om gegevens die Laboratorium Westerlicht zelf voor ons maakte. Wilt u precies weten om welke gegevens het gaat? Bel ons en noem uw briefcode, of schrijf ons.

                Wij gaven uw telefoonnummer en uw e-mailadres niet aan Laboratorium Westerlicht. Laboratorium Westerlicht kan dit wel hebben van uw eigen arts of ziekenhuis.

                WAT KAN ER GEBEUREN?

                Criminelen kunnen gestolen gegevens gebruiken om u op te lichten. Ze zeggen bijvoorbeeld dat ze van uw bank of de overheid zijn. Dat kan echt lijken, als ze iets over u weten. Met uw BSN kan iemand proberen zich voor te doen als u. Iemand kan dreigen iets over uw gezondheid te vertellen.

                WAT KUNT U ZELF DOEN?

                - Krijgt u een vreemde mail, app of sms? Antwoord niet en klik nergens op.
                - Weet een beller veel over u? Dat bewijst niets. Hang op en bel zelf terug, op een nummer dat u al kent.
                - Belt of schrijft iemand over uw gezondheid? Bel zelf uw huisarts, op het nummer dat u al kent.
                - Uw BSN blijft hetzelfde. Krijgt u een rekening of contract dat u niet kent? Meld dat bij de politie en het Centraal Meldpunt Identiteitsfraude.
                - Bent u opgelicht of bedreigd? Betaal niet, bewaar het bericht en bel de politie.
                - Mag iemand uw adres niet weten? Bel ons dan meteen. Bent u in gevaar? Bel 112.

                WAT DOEN WIJ?

                - Wij sturen geen nieuwe gegevens naar het laboratorium.
                - Wij hebben de inbraak gemeld bij de Autoriteit Persoonsgegevens.
                - Weten wij later meer? Dan schrijven wij u weer.
                - Wij bellen of mailen u hier niet over, behalve als u dat zelf vraagt. Wij vragen u hierbij nooit om geld, uw BSN of een wachtwoord.

                HEEFT U VRAGEN?

                Telefoon: 0800-0990, elke dag van 8.00 tot 20.00 uur
                Website: www.gezondheidsproef.example
                Functionaris gegevensbescherming (privacy): fg@gezondheidsproef.example
                Uw briefcode: 01R4-T46P-E34M-6RVV

                Wij vragen uw briefcode alleen als u ons zelf belt. Geef de code aan niemand anders. Twijfelt u of deze brief echt is? Zoek onze website zelf op. Daar moet hetzelfde telefoonnummer staan. Bent u niet tevreden? U kunt klagen bij ons of bij de Autoriteit Persoonsgegevens. Wilt u grotere letters of een andere aanspreekvorm? Bel ons. Do you prefer English? Please call us.

                Met vriendelijke groet,
                W. Oosterling
                bestuurder

                SYNTHETISCH
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

                Criminelen hebben ingebroken in de computers van Laboratorium Westerlicht. Wij weten niet of er ook gegevens van u zijn gestolen. Het is wel mogelijk. Krijgt u een onverwacht bericht of telefoontje? Geef dan geen gegevens en betaal niets.

                Laboratorium Westerlicht werkte voor ons, voor de gezondheidsproef. De inbraak was rond juli 2025. Wij hoorden dit op 6 augustus 2025. Wij vinden dit heel erg en het spijt ons.

                ZIJN UW GEGEVENS GESTOLEN?

                Laboratorium Westerlicht had via ons gegevens van u. Wij vonden u niet op de lijsten van gestolen gegevens. Die lijsten zijn misschien niet compleet. Wij kunnen niet uitsluiten dat uw gegevens zijn gestolen. Daarom schrijven wij u.

                Laboratorium Westerlicht meldde ook gestolen gegevens zonder te weten van wie ze zijn. Daar kunnen gegevens van u bij zijn.

                OM WELKE GEGEVENS GAAT HET?

                Laboratorium Westerlicht had via ons deze gegevens van u:

                - uw naam
                - uw adres
                - uw geboortedatum
                - uw burgerservicenummer (BSN)
                - gegevens over uw deelname, uw huisarts en uw gezondheid

                Wij weten niet precies wat er is gestolen. Het kunnen al deze gegevens zijn. Meer schrijven wij met opzet niet over uw zorg. Het kan ook gaan om gegevens die Laboratorium Westerlicht zelf voor ons maakte. Wilt u precies weten om welke gegevens het gaat? Bel ons en noem uw briefcode, of schrijf ons.

                Wij gaven uw telefoonnummer en uw e-mailadres niet aan Laboratorium Westerlicht. Laboratorium Westerlicht kan dit wel hebben van uw eigen arts of ziekenhuis.

                WAT KAN ER GEBEUREN?

                Criminelen kunnen gestolen gegevens gebruiken om u op te lichten. Ze zeggen bijvoorbeeld dat ze van uw bank of de overheid zijn. Dat kan echt lijken, als ze iets over u weten. Met uw BSN kan iemand proberen zich voor te doen als u. Iemand kan dreigen iets over uw gezondheid te vertellen.

                WAT KUNT U ZELF DOEN?

                - Krijgt u een vreemde mail, app of sms? Antwoord niet en klik nergens op.
                - Weet een beller veel over u? Dat bewijst niets. Hang op en bel zelf terug, op een nummer dat u al kent.
                - Belt of schrijft iemand over uw gezondheid? Bel zelf uw huisarts, op het nummer dat u al kent.
                - Uw BSN blijft hetzelfde. Krijgt u een rekening of contract dat u niet kent? Meld dat bij de politie en het Centraal Meldpunt Identiteitsfraude.
                - Bent u opgelicht of bedreigd? Betaal niet, bewaar het bericht en bel de politie.
                - Mag iemand uw adres niet weten? Bel ons dan meteen. Bent u in gevaar? Bel 112.

                WAT DOEN WIJ?

                - Wij sturen geen nieuwe gegevens naar het laboratorium.
                - Wij hebben de inbraak gemeld bij de Autoriteit Persoonsgegevens.
                - Weten wij later meer? Dan schrijven wij u weer.
                - Wij bellen of mailen u hier niet over, behalve als u dat zelf vraagt. Wij vragen u hierbij nooit om geld, uw BSN of een wachtwoord.

                HEEFT U VRAGEN?

                Telefoon: 0800-0990, elke dag van 8.00 tot 20.00 uur
                Website: www.gezondheidsproef.example
                Functionaris gegevensbescherming (privacy): fg@gezondheidsproef.example
                Uw briefcode: 01R4-T46P-E34M-6RVV

                Wij vragen uw briefcode alleen als u ons zelf belt. Geef de code aan niemand anders. Twijfelt u of deze brief echt is? Zoek onze website zelf op. Daar moet hetzelfde telefoonnummer staan. Bent u niet tevreden? U kunt klagen bij ons of bij de Autoriteit Persoonsgegevens. Wilt u grotere letters of een andere aanspreekvorm? Bel ons. Do you prefer English? Please call us.

                Met vriendelijke groet,
                W. Oosterling
                bestuurder

                SYNTHETISCH
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

                Criminelen hebben ingebroken in de computers van Laboratorium Westerlicht. Wij weten niet of er ook gegevens van u zijn gestolen. Het is wel mogelijk. Krijgt u een onverwacht bericht of telefoontje? Geef dan geen gegevens en betaal niets.

                Laboratorium Westerlicht werkte voor ons, voor de gezondheidsproef. De inbraak was rond juli 2025. Wij hoorden dit op 6 augustus 2025. Wij vinden dit heel erg en het spijt ons.

                ZIJN UW GEGEVENS GESTOLEN?

                Eerder stuurde uw huisarts namens ons gegevens van u naar Laboratorium Westerlicht. Wij hadden daar geen volledige lijst van. Daarom zochten wij later uit om wie het gaat. Wij vonden u niet op de lijsten van gestolen gegevens. Die lijsten zijn misschien niet compleet. Wij kunnen niet uitsluiten dat uw gegevens zijn gestolen. Daarom schrijven wij u.

                Laboratorium Westerlicht meldde ook gestolen gegevens zonder te weten van wie ze zijn. Daar kunnen gegevens van u bij zijn.

                OM WELKE GEGEVENS GAAT HET?

                Laboratorium Westerlicht had via ons deze gegevens van u:

                - uw naam
                - uw adres
                - uw geboortedatum
                - uw burgerservicenummer (BSN)
                - gegevens over uw deelname, uw huisarts en uw gezondheid

                Wij weten niet precies wat er is gestolen. Het kunnen al deze gegevens zijn. Meer schrijven wij met opzet niet over uw zorg. Het kan ook gaan om gegevens die Laboratorium Westerlicht zelf voor ons maakte. Wilt u precies weten om welke gegevens het gaat? Bel ons en noem uw briefcode, of schrijf ons.

                Wij gaven uw telefoonnummer en uw e-mailadres niet aan Laboratorium Westerlicht. Laboratorium Westerlicht kan dit wel hebben van uw eigen arts of ziekenhuis.

                WAT KAN ER GEBEUREN?

                Criminelen kunnen gestolen gegevens gebruiken om u op te lichten. Ze zeggen bijvoorbeeld dat ze van uw bank of de overheid zijn. Dat kan echt lijken, als ze iets over u weten. Met uw BSN kan iemand proberen zich voor te doen als u. Iemand kan dreigen iets over uw gezondheid te vertellen.

                WAT KUNT U ZELF DOEN?

                - Krijgt u een vreemde mail, app of sms? Antwoord niet en klik nergens op.
                - Weet een beller veel over u? Dat bewijst niets. Hang op en bel zelf terug, op een nummer dat u al kent.
                - Belt of schrijft iemand over uw gezondheid? Bel zelf uw huisarts, op het nummer dat u al kent.
                - Uw BSN blijft hetzelfde. Krijgt u een rekening of contract dat u niet kent? Meld dat bij de politie en het Centraal Meldpunt Identiteitsfraude.
                - Bent u opgelicht of bedreigd? Betaal niet, bewaar het bericht en bel de politie.
                - Mag iemand uw adres niet weten? Bel ons dan meteen. Bent u in gevaar? Bel 112.

                WAT DOEN WIJ?

                - Wij sturen geen nieuwe gegevens naar het laboratorium.
                - Wij hebben de inbraak gemeld bij de Autoriteit Persoonsgegevens.
                - Weten wij later meer? Dan schrijven wij u weer.
                - Wij bellen of mailen u hier niet over, behalve als u dat zelf vraagt. Wij vragen u hierbij nooit om geld, uw BSN of een wachtwoord.

                HEEFT U VRAGEN?

                Telefoon: 0800-0990, elke dag van 8.00 tot 20.00 uur
                Website: www.gezondheidsproef.example
                Functionaris gegevensbescherming (privacy): fg@gezondheidsproef.example
                Uw briefcode: 01R4-T46P-E34M-6RVV

                Wij vragen uw briefcode alleen als u ons zelf belt. Geef de code aan niemand anders. Twijfelt u of deze brief echt is? Zoek onze website zelf op. Daar moet hetzelfde telefoonnummer staan. Bent u niet tevreden? U kunt klagen bij ons of bij de Autoriteit Persoonsgegevens. Wilt u grotere letters of een andere aanspreekvorm? Bel ons. Do you prefer English? Please call us.

                Met vriendelijke groet,
                W. Oosterling
                bestuurder

                SYNTHETISCH
                """
        ),
    ]
}
