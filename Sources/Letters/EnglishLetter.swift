// SPDX-License-Identifier: EUPL-1.2

/// The English letter; it says what the Dutch one says, paragraph by paragraph.
public enum EnglishLetter {
    public static let source = """
        subject: Important message about your data

        [nature]
        Criminals broke into the computers of ((processor)).((reported?? ((processor)) says that
        data about you were stolen too.))((stolen?? Data about you were stolen too.))((published??
        Data about you were stolen too, and made public. Others may have seen them.))((uncertain??
        We do not know whether data about you were stolen too. It is possible.)) Do you get an
        unexpected message or call? Give no data and pay nothing.

        ((processor)) worked for us, for ((purpose)). The break-in was around ((incidentDate)). We
        heard about it on ((toldDate)). This is very bad and we are sorry.

        # ((again??Why are you getting another letter?))

        ((again??We wrote to you about this before. That was on
        ((earlierLetters)).((moreCertain??((reported?? We did not know then whether data about you
        were stolen. ((processor)) says that they were.))((stolen?? Data about you have now been
        found in the stolen files.))((published?? We now know that data about you were made
        public.))))((moreData?? We now know that more data are involved than we wrote
        then.))((everyone?? Nothing has changed for you. We explain it once more.))((correction??
        Something in our last letter was not right. We are sorry. Please use only this letter.))))

        # Were your data stolen?

        ((onFirstList??((processor)) gave us a first list of stolen data. Your data are on that
        list.))((onLaterList??((processor)) later gave us another list of stolen data. Your data are
        on that list.))((stolen?? Your data were found in the stolen files.))((published?? Your data
        were found in files that have been made public.))((unconfirmedList??((processor)) says that
        your data may have been stolen.))((notExcluded??((processor)) had data about you through
        us.))((reconstructed??In the past, ((thirdParty)) sent data about you to ((processor)) on
        our behalf. We had no complete list of this. So we found out later whose data these
        were.))((uncertain??((throughUs??((afterLists?? We did not find you on the lists of stolen
        data. Those lists may not be complete.)))) We cannot rule out that your data were stolen.
        That is why we are writing to you.))((laterWave??((firstLetter?? Others got a letter before.
        We are sorry that you hear this only now.))))

        ((listOnly??We could not find that we gave data about you to ((processor)). Nor that anyone
        else did so for us. So we do not know how ((processor)) came to have your data. Perhaps
        through your own doctor or hospital. You may also ask ((processor)) yourself.))

        ((uncertain??((unattributed??((processor)) also reported stolen data without knowing whose
        they are. Some of those data may be yours.))))

        # Which data are involved?

        ((throughUs??((processor)) had these data about you through us:))((listOnly??We know only of
        these data about you, but there may be more:))

        - ((categories))

        We do not know exactly what was stolen. It may be all of these data.((fromThirdParty?? On
        our behalf, ((thirdParty)) sent data to ((processor)).))((alsoListed?? Also involved:
        ((notOurs)). As far as we know, that did not come through us.))((hasCare?? We do not write
        more about your care here, on purpose.((throughUs?? The
        data may include what ((processor)) itself made for us.)))) Do you want to know exactly
        which data these are? Call us and give your letter code, or write to us.

        ((somethingNotGiven??We did not give ((processor)) ((notGiven)). It may have this from your
        own doctor or hospital.))

        # What may happen?

        [consequences]
        Criminals can use stolen data to deceive you. They may say that they are your bank or the
        government. That can seem real, if they know something about you.((hasCitizenNumber?? With
        your BSN somebody may try to pass for you.))((hasCare?? Somebody may threaten to tell others
        about your health.))

        # What can you do yourself?

        [measures]
        - Do you get a strange e-mail or text message? Do not answer and do not click.
        - Does a caller know a lot about you? That proves nothing. Hang up and call back yourself, on a number you already know.
        - ((hasCare??Does somebody call or write about your health? Call your general practitioner yourself, on the number you already know.))
        - ((hasCitizenNumber??You keep the same BSN. Do you get a bill or contract you do not know? Tell the police and the identity fraud desk (Centraal Meldpunt Identiteitsfraude).))
        - ((hasFinancial??Check your account. You can reverse a wrong direct debit for 8 weeks.))
        - Have you been deceived or threatened? Do not pay, keep the message and call the police.
        - ((hasAddress??Is there someone who must not know your address? Call us at once. Are you in danger? Call 112.))

        # What are we doing?

        [measures]
        - ((measures))
        - If we learn more, we will write to you again.
        - We will not call or e-mail you about this, unless you ask us to. We never ask you for money, your BSN or a password in this matter.

        # Do you have questions?

        [contact]
        | Telephone | ((telephone)), ((openingHours))
        | Website | ((website))
        | Data protection officer (privacy) | ((privacyOfficer))
        | Your letter code | ((letterCode))

        We ask for your letter code only if you call us yourself. Do not give it to anyone else. Do
        you doubt whether this letter is real? Look up our website yourself. It must show the same
        telephone number. Are you not satisfied? You can complain to us or to the Dutch data
        protection authority (Autoriteit Persoonsgegevens). Would you like larger print, a Dutch
        letter, or to be addressed in another way? Please call us.

        closing: Kind regards,
        """
}
