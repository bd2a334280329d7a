// SPDX-License-Identifier: EUPL-1.2

internal import Custody

/// The letter to somebody who had one and is not concerned any more, for they left the register, or all of
/// it is excluded now (GDPR Art. 5(1)(d)).
///
/// It says what is known now, that nothing needs to be done, and what happened. It does not say why the
/// earlier letter was wrong beyond that the information was: that differs, and may concern somebody else. Of
/// data that are excluded it says what the processor had, and never that they are safe.
enum RetractionLetter {
    static func source(in language: Language) -> String {
        switch language {
        case .dutch: dutch
        case .english: english
        }
    }

    private static let dutch = """
        subject: ((unknownNow??Wat wij u schreven over ((processor)), klopte niet))((excludedNow??Nieuws over ((yourData)) bij ((processor))))

        [nature]
        ((toParents??Deze brief gaat over uw kind. ))Wij schreven u op ((earlierLetters))
        over een inbraak bij ((processor)).((unknownNow?? Wat wij toen over ((yourData))
        schreven, klopte niet.))((excludedNow??((toldReported?? Wij schreven dat ((yourData))
        volgens ((theProcessor)) zijn gestolen.))((toldStolen?? Wij schreven dat ((yourData)) zijn
        gevonden in de gestolen bestanden.))((toldPublished?? Wij schreven dat ((yourData)) openbaar
        zijn gemaakt.))((toldPossible?? Wij schreven dat ((yourData)) misschien zijn gestolen. Nu
        weten wij meer.))((toldNothing?? Wij schreven dat wij niets wisten van gegevens van ((you))
        bij ((theProcessor)).))((toldWrong?? Die informatie klopte niet.))))((toldWrong?? Het spijt ons
        dat u van ons verkeerde informatie kreeg.))((otherIncident?? Wij schreven u ook over een
        ander datalek. Deze brief gaat daar niet over.))

        # Wat weten wij nu?

        ((unknownNow??\(LetterSentences.dutch.unknown)))((excludedNow??\(LetterSentences.dutch.excluded)))

        ((unknownNow??Eerst dachten wij van wel. De informatie waar wij van uitgingen, was niet
        goed. Dat hebben wij later ontdekt. Wij hebben dit verbeterd.))

        ((capitalTheProcessor)) kan((excludedNow??((throughUs?? ook)))) gegevens van ((you)) hebben van iemand
        anders, zoals van ((yourDoctor)). Of dat zo is, weten wij niet. U mag dit zelf aan
        ((theProcessor)) vragen.

        # Wat moet u doen?

        [measures]
        U hoeft nu niets te doen.((excludedNow?? Blijf wel opletten. Krijgt u een onverwacht bericht
        of telefoontje? Geef dan geen gegevens en betaal niets.)) ((unknownNow??Vinden wij later
        toch gegevens van ((you)) bij ((theProcessor))?))((excludedNow??Blijkt later dat er toch
        gegevens van ((you)) zijn gestolen?)) Dan schrijven wij u weer.

        # Wat is er gebeurd?

        ((processor)) vertelde ons dat criminelen daar hebben ingebroken in de computers.
        ((capitalTheProcessor)) kreeg gegevens voor ((purpose)).((breakInKnown?? Volgens
        ((theProcessor)) was de inbraak rond ((incidentDate)).))((discovered?? De inbraak is daar
        ontdekt ((discoveredDate)), zegt ((theProcessor)).)) Wij hoorden het ((toldDate)).

        # Heeft u vragen?

        [contact]
        | Telefoon | ((telephone)), ((openingHours))
        | Vanuit het buitenland | ((hasTelephoneAbroad??((telephoneAbroad))))
        | Website | ((website))
        | Vragen over privacy (FG) | ((privacyOfficer))
        | Uw briefcode (0 is een nul) | ((letterCode))

        - Wij vragen uw briefcode alleen als u zelf belt of schrijft. Geef die aan niemand anders.
        - Wij bellen of mailen u hier niet over, behalve als u dat zelf vraagt.
        - Twijfelt u of deze brief echt is? Zoek zelf ons telefoonnummer op en bel dat.
        - Een klacht? Bel ons of kijk op autoriteitpersoonsgegevens.nl.
        - Kunt u dit niet lezen? Bel ons. Schrijven kan naar het adres boven aan deze brief.

        closing: Met vriendelijke groet,
        """

    private static let english = """
        subject: ((unknownNow??What we wrote to you about ((processor)) was wrong))((excludedNow??News about ((yourData)) at ((processor))))

        [nature]
        ((toParents??This letter is about your child. ))We wrote to you on ((earlierLetters)) about a
        break-in at ((processor)).((unknownNow?? What we wrote then about
        ((yourData)) was wrong.))((excludedNow??((toldReported?? We wrote that, according to
        ((theProcessor)), ((yourData)) were stolen.))((toldStolen?? We wrote that ((yourData)) were
        found in the stolen files.))((toldPublished?? We wrote that ((yourData)) had been made
        public.))((toldPossible?? We wrote that ((yourData)) may have been stolen. We know more
        now.))((toldNothing?? We wrote that we knew of no data about ((you)) at
        ((theProcessor)).))((toldWrong?? That information was wrong.))))((toldWrong?? We are sorry that
        we gave you wrong information.))((otherIncident?? We also wrote to you about another data
        breach. This letter is not about that one.))

        # What do we know now?

        ((unknownNow??\(LetterSentences.english.unknown)))((excludedNow??\(LetterSentences.english.excluded)))

        ((unknownNow??At first we thought otherwise. The information that we went by was not
        right. We found that out later. We have corrected this.))

        ((capitalTheProcessor)) may((excludedNow??((throughUs?? also)))) have data about ((you)) from
        somebody else, such as ((yourDoctor)). We do not know whether that is so. You can ask
        ((theProcessor)) yourself.

        # What should you do?

        [measures]
        You do not need to do anything now.((excludedNow?? But please stay careful. If you get an
        unexpected message or call, do not give any information and do not pay anything.)) If we
        ((unknownNow??do find data about ((you)) at ((theProcessor)) later))((excludedNow??learn later
        that data about ((you)) were stolen after all)), we will write to you again.

        # What happened?

        ((processor)) told us that criminals broke into its computers. ((capitalTheProcessor)) was
        given data for ((purpose)).((breakInKnown?? According to ((theProcessor)), the break-in
        happened around ((incidentDate)).))((discovered?? ((capitalTheProcessor)) says that it
        discovered the break-in ((discoveredDate)).)) We were told about it ((toldDate)).

        # Do you have questions?

        [contact]
        | Telephone | ((telephone)), ((openingHours))
        | From abroad | ((hasTelephoneAbroad??((telephoneAbroad))))
        | Website | ((website))
        | Data protection officer | ((privacyOfficer))
        | Your letter code (0 is a zero) | ((letterCode))

        - We ask for your letter code only if you call or write to us. Do not give it to anyone else.
        - We will not call or e-mail you about this unless you ask us to.
        - If you doubt this letter, look up our telephone number yourself and call it.
        - A complaint? Call us or see autoriteitpersoonsgegevens.nl.
        - Hard to read? Please call us. You can also write to the address at the top of this letter.

        closing: Kind regards,
        """
}
