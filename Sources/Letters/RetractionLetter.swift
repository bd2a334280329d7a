// SPDX-License-Identifier: EUPL-1.2

internal import Custody

/// The letter to somebody who had one and is not in the register any more: all that it said of them was not
/// so (GDPR Art. 5(1)(d)).
///
/// It says what is known now, that nothing needs to be done, and what happened. It does not say why the
/// earlier letter was wrong beyond that the information was: that differs, and may concern somebody else.
enum RetractionLetter {
    static func source(in language: Language) -> String {
        switch language {
        case .dutch: dutch
        case .english: english
        }
    }

    private static let dutch = """
        subject: Wat wij u schreven over ((processor)), klopte niet

        [nature]
        ((toParents??Deze brief gaat over uw kind. ))Wij schreven u eerder over een inbraak bij
        ((processor)). Dat was op ((earlierLetters)). Wat wij toen over ((yourData)) schreven,
        klopte niet. Het spijt ons dat u van ons verkeerde informatie kreeg.((otherIncident?? Wij
        schreven u ook over een ander datalek. Deze brief gaat daar niet over.))

        # Wat weten wij nu?

        Voor zover wij kunnen nagaan, gaven wij geen gegevens van ((you)) aan ((processor)). Ook
        niemand anders deed dat voor ons. Wij weten ook niets van gestolen gegevens van
        ((you)).

        Eerst dachten wij dat wel. De informatie waar wij van uitgingen, was niet goed. Dat hebben
        wij later ontdekt. Wij hebben dit verbeterd.

        ((processor)) kan gegevens van ((you)) hebben van iemand anders, zoals van ((yourDoctor)).
        Of dat zo is, weten wij niet. U mag dit zelf aan ((processor)) vragen.

        # Wat moet u doen?

        [measures]
        U hoeft niets te doen. Vinden wij later toch gegevens van ((you)) bij ((processor))? Dan
        schrijven wij u weer.

        # Wat is er gebeurd?

        Criminelen hebben ingebroken in de computers van ((processor)). ((processor)) werkte voor
        ons, voor ((purpose)).((discovered?? ((processor)) ontdekte de inbraak
        ((discoveredDate)).))((breakInKnown?? De inbraak was rond ((incidentDate)).)) Wij hoorden
        dit ((toldDate)).

        # Heeft u vragen?

        [contact]
        | Telefoon | ((telephone)), ((openingHours))
        | Vanuit het buitenland | ((hasTelephoneAbroad??((telephoneAbroad))))
        | Website | ((website))
        | Privacyfunctionaris (FG) | ((privacyOfficer))
        | Uw briefcode | ((letterCode))

        Wij vragen uw briefcode alleen als u zelf belt. Geef die aan niemand anders. Wij bellen of
        mailen u hier niet over, behalve als u dat zelf vraagt. Twijfelt u of deze brief echt is?
        Zoek onze website zelf op. Daar moet hetzelfde telefoonnummer staan. Bent u niet tevreden? U
        kunt klagen bij ons of bij de Autoriteit Persoonsgegevens. Kunt u dit niet goed lezen? Bel
        ons. No Dutch? Please call us.

        closing: Met vriendelijke groet,
        """

    private static let english = """
        subject: What we wrote to you about ((processor)) was wrong

        [nature]
        ((toParents??This letter is about your child. ))We wrote to you before about a break-in at
        ((processor)). That was on ((earlierLetters)). What we wrote then about ((yourData)) was
        wrong. We are sorry that we gave you wrong information.((otherIncident?? We also wrote to
        you about another data breach. This letter is not about that one.))

        # What do we know now?

        As far as we can find, we did not give any data about ((you)) to ((processor)). Nobody else
        did so for us. We also know of no stolen data about ((you)).

        At first we thought that there were. The information that we went by was not right. We found
        that out later. We have corrected this.

        ((processor)) may have data about ((you)) from somebody else, such as ((yourDoctor)). We do
        not know whether that is so. You can ask ((processor)) yourself.

        # What should you do?

        [measures]
        You do not need to do anything. If we do find data about ((you)) at ((processor)) later, we
        will write to you again.

        # What happened?

        Criminals broke into the computers of ((processor)). ((processor)) did work for us, for
        ((purpose)).((discovered?? ((processor)) discovered the break-in
        ((discoveredDate)).))((breakInKnown?? The break-in happened around ((incidentDate)).)) We
        were told about it ((toldDate)).

        # Do you have questions?

        [contact]
        | Telephone | ((telephone)), ((openingHours))
        | From abroad | ((hasTelephoneAbroad??((telephoneAbroad))))
        | Website | ((website))
        | Data protection officer (privacy) | ((privacyOfficer))
        | Your letter code | ((letterCode))

        We ask for your letter code only if you call us. Do not give it to anyone else. We will not
        call or e-mail you about this unless you ask us to. If you doubt this letter, look up our
        website yourself. It must show the same telephone number. You can complain to us or to the
        Dutch data protection authority. Hard to read? Please call us.

        closing: Kind regards,
        """
}
