// SPDX-License-Identifier: EUPL-1.2

/// The English letter; it says what the Dutch one says, paragraph by paragraph.
public enum EnglishLetter {
    private static let shared = LetterSentences.english

    public static let source = """
        subject: ((reported??((processor)) says that ((yourData)) were stolen))((stolen??((capitalYourData)) were stolen))((published??((capitalYourData)) were stolen and made public))((uncertain??((capitalYourData)) may have been stolen))

        [nature]
        ((toParents??This letter is about your child. ))Criminals broke into the computers of
        ((processor)). \(shared.nature) If you get an unexpected
        message or call, do not give any information and do not pay anything.

        ((processor)) did work for us, for ((purpose)).((discovered?? ((processor)) discovered the
        break-in ((discoveredDate)).))((breakInKnown?? The break-in happened around
        ((incidentDate)).)) We were told about it ((toldDate)). \(shared.sorry)((otherIncident?? We wrote to you before about another data breach. This letter is
        not about that one.))

        # ((again??Why are you getting another letter?))

        ((again??We wrote to you about this before, on ((earlierLetters)).((everyone?? We are now also writing to people when we are not sure
        whether their data were stolen. What we wrote about ((yourData)) has not changed.))((correction?? Something in our last
        letter was wrong. We are sorry about that.))((toldReported?? We wrote that, according to
        ((processor)), ((yourData)) were stolen.))((toldStolen?? We wrote that ((yourData)) were
        found in the stolen files.))((toldPublished?? We wrote that ((yourData)) had been made
        public.))((toldTooSure?? That was wrong.((stolen?? They were stolen, though.))((reported??
        ((processor)) does say that they were stolen.))((uncertain?? We do not know whether they
        were stolen. It is possible.))))((hasWrongData?? We wrote that the data involved also
        included ((wrongData)). That was wrong.))((toldNothing?? We wrote
        that we knew of no data about ((you)) at ((processor)). That was wrong.))((toldExcluded?? We
        wrote that ((yourData)) were not stolen, according to the information that we had then. We
        can no longer rely on that.))((wrongUnseen?? We thought that more of
        ((yourData)) were involved. Please call us if you want to know which.))((surer??((reported??
        We did not know then whether ((yourData)) were stolen. ((processor)) now says
        that they were.))((stolen?? Data about ((you)) have now been found in the stolen files.))((published??
        We now know that data about ((you)) were made public.))))((hasNewData?? We now know that the
        data involved also include ((newData)).))((moreOfSame?? We now know that more of
        ((yourData)) are involved than we thought. Please call us if you want to know
        which.))((correction?? Please use only this letter.))))

        # Were ((yourData)) stolen?

        ((reported??Yes, according to ((processor)).))((stolen??Yes.))((published??Yes, and they
        were made public.))((uncertain??We do not know. It is possible.))((onFirstList??
        ((processor)) gave us a list of stolen data. ((capitalYourData)) are on that
        list.))((onLaterList?? ((processor)) later gave us another list of stolen data.
        ((capitalYourData)) are on that list.))((stolen?? ((capitalYourData)) were found in the
        stolen files.))((published?? ((capitalYourData)) were found in files that have been made
        public.((placeKnown?? That was ((publishedPlace)).))))((foundDateKnown?? This has been known
        since ((foundDate)).))((unconfirmedList?? ((processor)) says that ((yourData)) may have been
        stolen.))((notExcluded?? ((processor)) had data about ((you)) through us.))((reconstructed??
        In the past, ((thirdParty)) sent data about ((you)) to ((processor)) on our behalf. We did not always have a list of this ourselves, so we had
        to find out whose data these were.))((uncertain??((throughUs??((afterLists?? We did not find ((you)) among
        the stolen data that we know of so far. There may be more.)))) That is why we are writing to
        you.))((laterWave??((firstLetter?? We are sorry that you are hearing this only now. Other
        people got a letter earlier.))))

        \(shared.listOnly)

        ((uncertain??((unattributed??We could not find out who some of the stolen data are about.
        Some may be about ((you)).))))

        # Which data are involved?

        \(shared.dataIntroduction)

        - ((categories))

        \(shared.alsoListed)\(shared.found)((fromThirdParty?? On our behalf, ((thirdParty)) sent data to
        ((processor)).))((hasCare?? We do not write more about ((yourHealth)) here. Somebody else
        may open this letter.((throughUs?? The data may include what ((processor)) recorded about
        ((you)).)))) To know exactly which data these are, call us and give your letter code, or
        write to us.

        \(shared.notGiven)

        # What could happen?

        [consequences]
        Criminals can use stolen data to trick you. For example, they may say that they are from
        your bank or the government. That can seem real if they know something about
        you.((hasCitizenNumber?? With the BSN, somebody could pretend to be ((you)).))((hasCare??
        Somebody could threaten to tell others about ((yourHealth)).))

        # What can you do yourself?

        [measures]
        - If you get a strange e-mail or text message, do not answer and do not click.
        - If a caller knows a lot about you, hang up anyway. Call back on a number you know.
        - ((hasCare??If a message is about ((yourHealth)), call the doctor yourself, on a number you know.))
        - ((hasCitizenNumber??The BSN stays the same. Report any bill or contract that is not yours. Call the police and the Dutch identity fraud desk (CMI): +31 88 900 10 00.))
        - ((hasFinancial??Check your account. You can get back a wrong direct debit for 8 weeks.))
        - If somebody tricks or threatens you, do not pay. Keep the message and call the Dutch police: 0900-8844 (from abroad: +31 343 57 88 44).
        - ((hasAddress??If your address must stay secret, call us at once. If you are in danger, call 112.))

        # What are we doing?

        [measures]
        - ((measures))
        - If we learn more, you may get another letter.
        - We will not call or e-mail you about this unless you ask us to. We will never ask you for money, a BSN or a password about this.

        # Do you have questions?

        [contact]
        | Telephone | ((telephone)), ((openingHours))
        | From abroad | ((hasTelephoneAbroad??((telephoneAbroad))))
        | Website | ((website))
        | Data protection officer (privacy) | ((privacyOfficer))
        | Your letter code | ((letterCode))

        We ask for your letter code only if you call us. Do not give it to anyone else. If you doubt
        this letter, look up our website yourself. It must show the same telephone number. You can
        complain to us or to the Dutch data protection authority. Hard to read? Please call us.

        closing: Kind regards,
        """
}
