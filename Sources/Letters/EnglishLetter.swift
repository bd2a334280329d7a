// SPDX-License-Identifier: EUPL-1.2

/// The English letter; it says what the Dutch one says, paragraph by paragraph.
public enum EnglishLetter {
    private static let shared = LetterSentences.english

    public static let source = """
        subject: ((reported??((processor)) says that ((yourData)) were stolen))((stolen??((capitalYourData)) were stolen))((published??((capitalYourData)) were stolen and made public))((uncertain??((capitalYourData)) may have been stolen))

        [nature]
        ((toParents??This letter is about your child. ))((processor)) told us that criminals broke
        into its computers. \(shared.nature) If you get an unexpected
        message or call, do not give any information and do not pay anything.

        ((capitalTheProcessor)) was given data for ((purpose)).((breakInKnown?? According to
        ((theProcessor)), the break-in happened around ((incidentDate)).))((discovered??
        ((capitalTheProcessor)) says that it discovered the break-in ((discoveredDate)).)) We were
        told about it ((toldDate)). \(shared.sorry)((otherIncident?? We wrote to you before about another data breach. This letter is
        not about that one.))

        # ((again??Why are you getting another letter?))

        ((again??We wrote to you about this before, on ((earlierLetters)).((everyone?? We are now
        writing to more people.((newerList?? ((capitalYourData)) are now on the list of
        ((newestList)) too. Below you can read what is on the lists.))((noNewerList?? What we wrote about ((yourData)) has not changed.))))((correction?? Something in our last
        letter was wrong. We are sorry about that.))((toldReported?? We wrote that, according to
        ((theProcessor)), ((yourData)) were stolen.))((toldStolen?? We wrote that ((yourData)) were
        found in the stolen files.))((toldPublished?? We wrote that ((yourData)) had been made
        public.))((toldTooSure?? That was wrong.((stolen?? They were stolen, though.))((reported??
        ((capitalTheProcessor)) does say that they were stolen.))((uncertain?? We do not know whether they
        were stolen. It is possible.))))((hasWrongData?? We wrote that the data involved also
        included ((wrongData)). That was wrong.))((toldNothing?? We wrote
        that we knew of no data about ((you)) at ((theProcessor)). That was wrong.))((toldExcluded?? We
        wrote that ((yourData)) were not stolen, according to the information that we had then. We
        can no longer rely on that.))((wrongUnseen?? We thought that more of
        ((yourData)) were involved. Please call us if you want to know which.))((surer??((reported??
        We did not know then whether ((yourData)) were stolen. ((capitalTheProcessor)) now says
        that they were.))((stolen?? Data about ((you)) have now been found in the stolen files.))((published??
        We now know that data about ((you)) were made public.))))((hasNewData?? It now appears that the data involved
        also include ((newData)).))((moreOfSame?? We now know that more of
        ((yourData)) are involved than we thought. Please call us if you want to know
        which.))((correction?? Please use only this letter.))))

        # Were ((yourData)) stolen?

        ((reported??Yes, according to ((theProcessor)).))((stolen??Yes.))((published??Yes, and they
        were made public.))((uncertain??We do not know. It is possible.))((onFirstList??
        ((capitalTheProcessor)) gave us ((oneList??a list))((severalLists??lists)) of stolen
        data((listDayKnown?? on ((listDate)))). ((capitalYourData)) are on ((oneList??that
        list))((severalLists??all of them)).))((onLaterList?? ((capitalTheProcessor)) gave us
        ((oneList??a new list))((severalLists??new lists)) of stolen data((listDayKnown?? on ((listDate)))). ((capitalYourData)) are on ((oneList??that list))((severalLists??all of
        them)).))((stolen?? ((capitalYourData)) were found in the
        stolen files.))((published?? ((capitalYourData)) were found in files that have been made
        public.((placeKnown?? That was ((publishedPlace)).))))((foundDateKnown?? This has been known
        since ((foundDate)).))((unconfirmedList?? ((capitalTheProcessor)) says that ((yourData)) may have been
        stolen.))((notExcluded?? ((capitalTheProcessor)) had data about ((you)) through
        us.))((reconstructed?? In the past, ((thirdParty)) sent data about ((you)) to
        ((theProcessor)). The data did not come through us.))((uncertain??((throughUs??((afterLists?? We did not find ((yourData)) among the stolen data that we know of so far. More may have been stolen.)))) That is why we are writing to
        you.))((laterWave??((firstLetter?? We are sorry that you are hearing this only now. Other people got a
        letter dated ((firstLettersDate)).))))

        \(shared.listOnly)

        ((uncertain??((unattributed??We could not find out who some of the stolen data are about.
        Some may be about ((you)).))))

        # Which data are involved?

        \(shared.dataIntroduction)

        - ((categories))

        ((fromThirdParty??In the past, some also came from ((thirdParty)). ))((sentByThirdParty??These data
        came from ((thirdParty)). ))\(shared.alsoListed)\(shared.found)((hasCare?? We do not write more here, because somebody else may open this letter.((throughUs?? The data may include what
        ((theProcessor)) itself recorded about ((you)).)))) To find out which
        kinds of data these are, call us with the code at the
        end of this letter.

        \(shared.notGiven)

        # What could happen?

        [consequences]
        Criminals can use stolen data to trick you. For example, they may say that they are from
        your bank or the government. That can seem real if they know something about
        you.((hasCitizenNumber?? With the BSN, somebody could try to pretend to be ((you)).))((hasCare??
        Somebody could threaten to tell others about ((yourHealth)).))

        # What can you do yourself?

        [measures]
        - If you get a strange e-mail or text message, do not answer and do not click.
        - If a caller knows a lot about you, hang up anyway. Call a number you already had.
        - ((hasCare??If a message is about ((yourHealth)), call the doctor on a number you already had.))
        - ((hasCitizenNumber??The BSN stays the same. Report any bill or contract that is not yours. Call the police and the Dutch identity fraud desk (CMI): +31 88 900 10 00.))
        - ((hasFinancial??Check your account. You can get back a wrong direct debit for 8 weeks.))
        - Tricked? Call your bank. Threatened? Do not pay and keep the message. Call the Dutch police: 0900-8844. From abroad: +31 343 57 88 44. In danger? Call 112.
        - ((hasAddress??If your address must stay secret, call us at once.))

        # What are we doing?

        [measures]
        - ((measures))
        - If we learn more, we may write to you again.
        - We will not call or e-mail you about this unless you ask us to. About this, we will never ask for money, your BSN or a password.

        # Do you have questions?

        [contact]
        | Telephone | ((telephone)), ((openingHours))
        | From abroad | ((hasTelephoneAbroad??((telephoneAbroad))))
        | Website | ((website))
        | Data protection officer | ((privacyOfficer))
        | Your letter code (0 is a zero) | ((letterCode))

        - We ask for your letter code only if you call or write to us. Do not give it to anyone else.
        - If you doubt this letter, look up our telephone number yourself and call it.
        - A complaint? Call us or see autoriteitpersoonsgegevens.nl.
        - Hard to read? Please call us. You can also write to the address at the top of this letter.

        closing: Kind regards,
        """
}
