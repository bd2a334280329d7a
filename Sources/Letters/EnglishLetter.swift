// SPDX-License-Identifier: EUPL-1.2

/// The English letter; it says what the Dutch one says, paragraph by paragraph.
public enum EnglishLetter {
    public static let source = """
        subject: Important message about your data

        [nature]
        Criminals broke into the computers of ((processor)). This happened in or around
        ((incidentDate)). This organisation worked for us, for ((purpose)). We heard about it on
        ((toldDate)).((reported?? ((processor)) says that data about you were stolen
        too.))((stolen?? Data about you were stolen too.))((published?? Data about you were stolen
        too. The criminals have made them public.))((uncertain?? We do not know whether data about
        you were stolen too. It is possible.))

        We deeply regret this. This letter tells you what we know and what you can do.

        # ((again??Why are you getting another letter?))

        ((again??We wrote to you about this before. That was on ((earlierLetters)).((moreCertain??
        We know better now than then that your data are involved.))((moreData?? We now know that more data are involved than we wrote then.))((everyone??
        We are now writing to everyone whose data ((processor)) had through us. What we wrote to you
        before still holds.))((correction?? Something in that letter was not right. We are sorry.
        This letter takes the place of the one before.))))

        # What do we know about you?

        ((first??((processor)) gave us a first list of stolen data. Your data are on that
        list.))((second??((processor)) later gave us another list of stolen data. Your data are on
        that second list.((firstLetter?? That is why you hear this later than others. We are sorry
        for that.))))((stolen?? Your data were also found in the stolen files.))((published?? Your
        data were also found in files that have been made public.))((notExcluded??((processor)) had
        data about you through us.))((reconstructed??Your data were sent to ((processor)) on our
        behalf in the past. This was done by ((thirdParty)). We have no complete list of this
        ourselves. So we found out afterwards whose data these were.))((uncertain??((afterLists??
        We could not find you on the lists of stolen data. That does not settle it.))
        ((processor)) cannot rule out that your data were stolen. That is why we are writing to
        you.))

        ((uncertain??((unattributed??((processor)) also reported stolen data without knowing whose they
        are. Some of those data may be yours.))))

        # Which data are involved?

        ((processor)) had these data about you through us:

        - ((categories))

        ((fromThirdParty??Some of these data came from ((thirdParty)), on our behalf. ))((hasCare??We
        say no more about your care in this letter, on purpose. That way nobody else can read it
        here. These data may include what ((processor)) recorded for us itself. ))Do you want to
        know exactly which data these are? Call us and give your letter code, or ask us by post.

        ((somethingNotGiven??We did not give ((processor)) ((notGiven)). It may have this from your
        own doctor or hospital.))

        # What may happen?

        [consequences]
        Criminals can use your data to deceive you. They may claim to be your bank or the
        government. They seem real, because they already know something about you.((hasCitizenNumber??
        With your BSN somebody may try to pass for you.))((hasCare?? Somebody may threaten to tell
        others about your health.))

        # What can you do yourself?

        [measures]
        - Do you get an unexpected message or call? Give no data and pay nothing.
        - Does a caller know a lot about you? That proves nothing. Hang up and call back yourself, on a number you already know.
        - ((hasCare??Is it about your health? Then call your general practitioner, on the number you already know.))
        - ((hasCitizenNumber??Your BSN will stay the same. Does somebody use it? Tell the police and the national identity fraud desk (Centraal Meldpunt Identiteitsfraude).))
        - ((hasContact??Do you get a strange e-mail or text message? Do not answer and do not click.))
        - ((hasFinancial??Check your account. You can reverse a wrong direct debit for 8 weeks.))
        - Does somebody threaten you? Do not pay. Keep the message and call the police.
        - ((hasAddress??Are you afraid that somebody is looking for your address? Call us at once. We will think along with you.))

        # What are we doing?

        [measures]
        - ((measures))
        - We will not call or e-mail you about this, unless you ask us to. We never ask you for money, your BSN or a password.

        # Do you have questions?

        [contact]
        | Telephone | ((telephone)), ((openingHours))
        | Website | ((website))
        | Data protection officer | ((privacyOfficer))
        | Your letter code | ((letterCode))

        Give your letter code when you call. It tells us that this letter reached you. Do not give
        the code to anyone else.

        Do you want to know whether this letter is real? Type in the address of our website
        yourself. You will find the same telephone number there. You can also complain to the Dutch
        data protection authority (Autoriteit Persoonsgegevens). Do you prefer another language or larger print? Please call us.

        closing: Kind regards,
        """
}
