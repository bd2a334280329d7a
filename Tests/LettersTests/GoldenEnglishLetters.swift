// SPDX-License-Identifier: EUPL-1.2
import Custody
import Letters

extension GoldenLetters {
    static let english = [
        GoldenLetter(
            group: .first,
            language: .english,
            text: """
                Stichting Gezondheidsproef Laagland
                Postbus 1200, 3999 XA Laagdorp

                Retour: Postbus 1200, 3999 XA Laagdorp
                R.J. van der Proefsteen
                Langeweg 12 Bhs
                3999 XA  LAAGDORP
                DTAFDATFDATFDATFFATDDADATDAFTDFAFATDDFTADFATFTFT

                12 September 2025
                Reference: GL-2025-2
                Important message about your data

                Dear R.J. van der Proefsteen,

                Criminals broke into the computers of Laboratorium Westerlicht. This happened in or around July 2025. This organisation worked for us, for the health trial. We heard about it on 6 August 2025. Laboratorium Westerlicht says that data about you were stolen too.

                We deeply regret this. This letter tells you what we know and what you can do.

                WHY ARE YOU GETTING ANOTHER LETTER?

                We wrote to you about this before. That was on 19 August 2025. We are now writing to everyone whose data Laboratorium Westerlicht had through us. What we wrote to you before still holds.

                WHAT DO WE KNOW ABOUT YOU?

                Laboratorium Westerlicht gave us a first list of stolen data. Your data are on that list.

                WHICH DATA ARE INVOLVED?

                Laboratorium Westerlicht had these data about you through us:

                - your name
                - your address
                - your date of birth
                - your citizen service number (BSN)
                - data about your participation, your general practitioner and your health

                We say no more about your care in this letter, on purpose. That way nobody else can read it here. These data may include what Laboratorium Westerlicht recorded for us itself. Do you want to know exactly which data these are? Call us and give your letter code, or ask us by post.

                We did not give Laboratorium Westerlicht your telephone number or your e-mail address. It may have this from your own doctor or hospital.

                WHAT MAY HAPPEN?

                Criminals can use your data to deceive you. They may claim to be your bank or the government. They seem real, because they already know something about you. With your BSN somebody may try to pass for you. Somebody may threaten to tell others about your health.

                WHAT CAN YOU DO YOURSELF?

                - Do you get an unexpected message or call? Give no data and pay nothing.
                - Does a caller know a lot about you? That proves nothing. Hang up and call back yourself, on a number you already know.
                - Is it about your health? Then call your general practitioner, on the number you already know.
                - Your BSN will stay the same. Does somebody use it? Tell the police and the national identity fraud desk (Centraal Meldpunt Identiteitsfraude).
                - Does somebody threaten you? Do not pay. Keep the message and call the police.
                - Are you afraid that somebody is looking for your address? Call us at once. We will think along with you.

                WHAT ARE WE DOING?

                - We send no new data to the laboratory.
                - We reported the break-in to the Dutch data protection authority.
                - We will not call or e-mail you about this, unless you ask us to. We never ask you for money, your BSN or a password.

                DO YOU HAVE QUESTIONS?

                Telephone: 0800-0990, every day from 8.00 to 20.00
                Website: www.gezondheidsproef.example
                Data protection officer: fg@gezondheidsproef.example
                Your letter code: 01R4-T46P-E34M-6RVV

                Give your letter code when you call. It tells us that this letter reached you. Do not give the code to anyone else.

                Do you want to know whether this letter is real? Type in the address of our website yourself. You will find the same telephone number there. You can also complain to the Dutch data protection authority (Autoriteit Persoonsgegevens). Do you prefer another language or larger print? Please call us.

                Kind regards,
                W. Oosterling
                bestuurder

                SPECIMEN: THIS PERSON DOES NOT EXIST
                """
        ),
        GoldenLetter(
            group: .second,
            language: .english,
            text: """
                Stichting Gezondheidsproef Laagland
                Postbus 1200, 3999 XA Laagdorp

                Retour: Postbus 1200, 3999 XA Laagdorp
                R.J. van der Proefsteen
                Langeweg 12 Bhs
                3999 XA  LAAGDORP
                DTAFDATFDATFDATFFATDDADATDAFTDFAFATDDFTADFATFTFT

                12 September 2025
                Reference: GL-2025-2
                Important message about your data

                Dear R.J. van der Proefsteen,

                Criminals broke into the computers of Laboratorium Westerlicht. This happened in or around July 2025. This organisation worked for us, for the health trial. We heard about it on 6 August 2025. Laboratorium Westerlicht says that data about you were stolen too.

                We deeply regret this. This letter tells you what we know and what you can do.

                WHAT DO WE KNOW ABOUT YOU?

                Laboratorium Westerlicht later gave us another list of stolen data. Your data are on that second list. That is why you hear this later than others. We are sorry for that.

                WHICH DATA ARE INVOLVED?

                Laboratorium Westerlicht had these data about you through us:

                - your name
                - your address
                - your date of birth
                - your citizen service number (BSN)
                - data about your participation, your general practitioner and your health

                We say no more about your care in this letter, on purpose. That way nobody else can read it here. These data may include what Laboratorium Westerlicht recorded for us itself. Do you want to know exactly which data these are? Call us and give your letter code, or ask us by post.

                We did not give Laboratorium Westerlicht your telephone number or your e-mail address. It may have this from your own doctor or hospital.

                WHAT MAY HAPPEN?

                Criminals can use your data to deceive you. They may claim to be your bank or the government. They seem real, because they already know something about you. With your BSN somebody may try to pass for you. Somebody may threaten to tell others about your health.

                WHAT CAN YOU DO YOURSELF?

                - Do you get an unexpected message or call? Give no data and pay nothing.
                - Does a caller know a lot about you? That proves nothing. Hang up and call back yourself, on a number you already know.
                - Is it about your health? Then call your general practitioner, on the number you already know.
                - Your BSN will stay the same. Does somebody use it? Tell the police and the national identity fraud desk (Centraal Meldpunt Identiteitsfraude).
                - Does somebody threaten you? Do not pay. Keep the message and call the police.
                - Are you afraid that somebody is looking for your address? Call us at once. We will think along with you.

                WHAT ARE WE DOING?

                - We send no new data to the laboratory.
                - We reported the break-in to the Dutch data protection authority.
                - We will not call or e-mail you about this, unless you ask us to. We never ask you for money, your BSN or a password.

                DO YOU HAVE QUESTIONS?

                Telephone: 0800-0990, every day from 8.00 to 20.00
                Website: www.gezondheidsproef.example
                Data protection officer: fg@gezondheidsproef.example
                Your letter code: 01R4-T46P-E34M-6RVV

                Give your letter code when you call. It tells us that this letter reached you. Do not give the code to anyone else.

                Do you want to know whether this letter is real? Type in the address of our website yourself. You will find the same telephone number there. You can also complain to the Dutch data protection authority (Autoriteit Persoonsgegevens). Do you prefer another language or larger print? Please call us.

                Kind regards,
                W. Oosterling
                bestuurder

                SPECIMEN: THIS PERSON DOES NOT EXIST
                """
        ),
        GoldenLetter(
            group: .notExcluded,
            language: .english,
            text: """
                Stichting Gezondheidsproef Laagland
                Postbus 1200, 3999 XA Laagdorp

                Retour: Postbus 1200, 3999 XA Laagdorp
                R.J. van der Proefsteen
                Langeweg 12 Bhs
                3999 XA  LAAGDORP
                DTAFDATFDATFDATFFATDDADATDAFTDFAFATDDFTADFATFTFT

                12 September 2025
                Reference: GL-2025-2
                Important message about your data

                Dear R.J. van der Proefsteen,

                Criminals broke into the computers of Laboratorium Westerlicht. This happened in or around July 2025. This organisation worked for us, for the health trial. We heard about it on 6 August 2025. We do not know whether data about you were stolen too. It is possible.

                We deeply regret this. This letter tells you what we know and what you can do.

                WHAT DO WE KNOW ABOUT YOU?

                Laboratorium Westerlicht had data about you through us. We could not find you on the lists of stolen data. That does not settle it. Laboratorium Westerlicht cannot rule out that your data were stolen. That is why we are writing to you.

                Laboratorium Westerlicht also reported stolen data without knowing whose they are. Some of those data may be yours.

                WHICH DATA ARE INVOLVED?

                Laboratorium Westerlicht had these data about you through us:

                - your name
                - your address
                - your date of birth
                - your citizen service number (BSN)
                - data about your participation, your general practitioner and your health

                We say no more about your care in this letter, on purpose. That way nobody else can read it here. These data may include what Laboratorium Westerlicht recorded for us itself. Do you want to know exactly which data these are? Call us and give your letter code, or ask us by post.

                We did not give Laboratorium Westerlicht your telephone number or your e-mail address. It may have this from your own doctor or hospital.

                WHAT MAY HAPPEN?

                Criminals can use your data to deceive you. They may claim to be your bank or the government. They seem real, because they already know something about you. With your BSN somebody may try to pass for you. Somebody may threaten to tell others about your health.

                WHAT CAN YOU DO YOURSELF?

                - Do you get an unexpected message or call? Give no data and pay nothing.
                - Does a caller know a lot about you? That proves nothing. Hang up and call back yourself, on a number you already know.
                - Is it about your health? Then call your general practitioner, on the number you already know.
                - Your BSN will stay the same. Does somebody use it? Tell the police and the national identity fraud desk (Centraal Meldpunt Identiteitsfraude).
                - Does somebody threaten you? Do not pay. Keep the message and call the police.
                - Are you afraid that somebody is looking for your address? Call us at once. We will think along with you.

                WHAT ARE WE DOING?

                - We send no new data to the laboratory.
                - We reported the break-in to the Dutch data protection authority.
                - We will not call or e-mail you about this, unless you ask us to. We never ask you for money, your BSN or a password.

                DO YOU HAVE QUESTIONS?

                Telephone: 0800-0990, every day from 8.00 to 20.00
                Website: www.gezondheidsproef.example
                Data protection officer: fg@gezondheidsproef.example
                Your letter code: 01R4-T46P-E34M-6RVV

                Give your letter code when you call. It tells us that this letter reached you. Do not give the code to anyone else.

                Do you want to know whether this letter is real? Type in the address of our website yourself. You will find the same telephone number there. You can also complain to the Dutch data protection authority (Autoriteit Persoonsgegevens). Do you prefer another language or larger print? Please call us.

                Kind regards,
                W. Oosterling
                bestuurder

                SPECIMEN: THIS PERSON DOES NOT EXIST
                """
        ),
        GoldenLetter(
            group: .reconstructed,
            language: .english,
            text: """
                Stichting Gezondheidsproef Laagland
                Postbus 1200, 3999 XA Laagdorp

                Retour: Postbus 1200, 3999 XA Laagdorp
                R.J. van der Proefsteen
                Langeweg 12 Bhs
                3999 XA  LAAGDORP
                DTAFDATFDATFDATFFATDDADATDAFTDFAFATDDFTADFATFTFT

                12 September 2025
                Reference: GL-2025-2
                Important message about your data

                Dear R.J. van der Proefsteen,

                Criminals broke into the computers of Laboratorium Westerlicht. This happened in or around July 2025. This organisation worked for us, for the health trial. We heard about it on 6 August 2025. We do not know whether data about you were stolen too. It is possible.

                We deeply regret this. This letter tells you what we know and what you can do.

                WHAT DO WE KNOW ABOUT YOU?

                Your data were sent to Laboratorium Westerlicht on our behalf in the past. This was done by your general practitioner. We have no complete list of this ourselves. So we found out afterwards whose data these were. We could not find you on the lists of stolen data. That does not settle it. Laboratorium Westerlicht cannot rule out that your data were stolen. That is why we are writing to you.

                Laboratorium Westerlicht also reported stolen data without knowing whose they are. Some of those data may be yours.

                WHICH DATA ARE INVOLVED?

                Laboratorium Westerlicht had these data about you through us:

                - your name
                - your address
                - your date of birth
                - your citizen service number (BSN)
                - data about your participation, your general practitioner and your health

                We say no more about your care in this letter, on purpose. That way nobody else can read it here. These data may include what Laboratorium Westerlicht recorded for us itself. Do you want to know exactly which data these are? Call us and give your letter code, or ask us by post.

                We did not give Laboratorium Westerlicht your telephone number or your e-mail address. It may have this from your own doctor or hospital.

                WHAT MAY HAPPEN?

                Criminals can use your data to deceive you. They may claim to be your bank or the government. They seem real, because they already know something about you. With your BSN somebody may try to pass for you. Somebody may threaten to tell others about your health.

                WHAT CAN YOU DO YOURSELF?

                - Do you get an unexpected message or call? Give no data and pay nothing.
                - Does a caller know a lot about you? That proves nothing. Hang up and call back yourself, on a number you already know.
                - Is it about your health? Then call your general practitioner, on the number you already know.
                - Your BSN will stay the same. Does somebody use it? Tell the police and the national identity fraud desk (Centraal Meldpunt Identiteitsfraude).
                - Does somebody threaten you? Do not pay. Keep the message and call the police.
                - Are you afraid that somebody is looking for your address? Call us at once. We will think along with you.

                WHAT ARE WE DOING?

                - We send no new data to the laboratory.
                - We reported the break-in to the Dutch data protection authority.
                - We will not call or e-mail you about this, unless you ask us to. We never ask you for money, your BSN or a password.

                DO YOU HAVE QUESTIONS?

                Telephone: 0800-0990, every day from 8.00 to 20.00
                Website: www.gezondheidsproef.example
                Data protection officer: fg@gezondheidsproef.example
                Your letter code: 01R4-T46P-E34M-6RVV

                Give your letter code when you call. It tells us that this letter reached you. Do not give the code to anyone else.

                Do you want to know whether this letter is real? Type in the address of our website yourself. You will find the same telephone number there. You can also complain to the Dutch data protection authority (Autoriteit Persoonsgegevens). Do you prefer another language or larger print? Please call us.

                Kind regards,
                W. Oosterling
                bestuurder

                SPECIMEN: THIS PERSON DOES NOT EXIST
                """
        ),
    ]
}
