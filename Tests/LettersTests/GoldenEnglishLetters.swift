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

                Criminals broke into the computers of Laboratorium Westerlicht. Laboratorium Westerlicht says that data about you were stolen too. Do you get an unexpected message or call? Give no data and pay nothing.

                Laboratorium Westerlicht worked for us, for the health trial. The break-in was around July 2025. We heard about it on 6 August 2025. This is very bad and we are sorry.

                WHY ARE YOU GETTING ANOTHER LETTER?

                We wrote to you about this before. That was on 19 August 2025. Nothing has changed for you. We explain it once more.

                WERE YOUR DATA STOLEN?

                Laboratorium Westerlicht gave us a first list of stolen data. Your data are on that list.

                WHICH DATA ARE INVOLVED?

                Laboratorium Westerlicht had these data about you through us:

                - your name
                - your address
                - your date of birth
                - your citizen service number (BSN)
                - data about your participation, your general practitioner and your health

                We do not know exactly what was stolen. It may be all of these data. We do not write more about your care here, on purpose. The data may include what Laboratorium Westerlicht itself made for us. Do you want to know exactly which data these are? Call us and give your letter code, or write to us.

                We did not give Laboratorium Westerlicht your telephone number or your e-mail address. It may have this from your own doctor or hospital.

                WHAT MAY HAPPEN?

                Criminals can use stolen data to deceive you. They may say that they are your bank or the government. That can seem real, if they know something about you. With your BSN somebody may try to pass for you. Somebody may threaten to tell others about your health.

                WHAT CAN YOU DO YOURSELF?

                - Do you get a strange e-mail or text message? Do not answer and do not click.
                - Does a caller know a lot about you? That proves nothing. Hang up and call back yourself, on a number you already know.
                - Does somebody call or write about your health? Call your general practitioner yourself, on the number you already know.
                - You keep the same BSN. Do you get a bill or contract you do not know? Tell the police and the identity fraud desk (Centraal Meldpunt Identiteitsfraude).
                - Have you been deceived or threatened? Do not pay, keep the message and call the police.
                - Is there someone who must not know your address? Call us at once. Are you in danger? Call 112.

                WHAT ARE WE DOING?

                - We send no new data to the laboratory.
                - We reported the break-in to the Dutch data protection authority.
                - If we learn more, we will write to you again.
                - We will not call or e-mail you about this, unless you ask us to. We never ask you for money, your BSN or a password in this matter.

                DO YOU HAVE QUESTIONS?

                Telephone: 0800-0990, every day from 8.00 to 20.00
                Website: www.gezondheidsproef.example
                Data protection officer (privacy): fg@gezondheidsproef.example
                Your letter code: 01R4-T46P-E34M-6RVV

                We ask for your letter code only if you call us yourself. Do not give it to anyone else. Do you doubt whether this letter is real? Look up our website yourself. It must show the same telephone number. Are you not satisfied? You can complain to us or to the Dutch data protection authority (Autoriteit Persoonsgegevens). Would you like larger print, a Dutch letter, or to be addressed in another way? Please call us.

                Kind regards,
                W. Oosterling
                bestuurder

                SYNTHETIC
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

                Criminals broke into the computers of Laboratorium Westerlicht. Laboratorium Westerlicht says that data about you were stolen too. Do you get an unexpected message or call? Give no data and pay nothing.

                Laboratorium Westerlicht worked for us, for the health trial. The break-in was around July 2025. We heard about it on 6 August 2025. This is very bad and we are sorry.

                WERE YOUR DATA STOLEN?

                Laboratorium Westerlicht later gave us another list of stolen data. Your data are on that list.

                WHICH DATA ARE INVOLVED?

                Laboratorium Westerlicht had these data about you through us:

                - your name
                - your address
                - your date of birth
                - your citizen service number (BSN)
                - data about your participation, your general practitioner and your health

                We do not know exactly what was stolen. It may be all of these data. We do not write more about your care here, on purpose. The data may include what Laboratorium Westerlicht itself made for us. Do you want to know exactly which data these are? Call us and give your letter code, or write to us.

                We did not give Laboratorium Westerlicht your telephone number or your e-mail address. It may have this from your own doctor or hospital.

                WHAT MAY HAPPEN?

                Criminals can use stolen data to deceive you. They may say that they are your bank or the government. That can seem real, if they know something about you. With your BSN somebody may try to pass for you. Somebody may threaten to tell others about your health.

                WHAT CAN YOU DO YOURSELF?

                - Do you get a strange e-mail or text message? Do not answer and do not click.
                - Does a caller know a lot about you? That proves nothing. Hang up and call back yourself, on a number you already know.
                - Does somebody call or write about your health? Call your general practitioner yourself, on the number you already know.
                - You keep the same BSN. Do you get a bill or contract you do not know? Tell the police and the identity fraud desk (Centraal Meldpunt Identiteitsfraude).
                - Have you been deceived or threatened? Do not pay, keep the message and call the police.
                - Is there someone who must not know your address? Call us at once. Are you in danger? Call 112.

                WHAT ARE WE DOING?

                - We send no new data to the laboratory.
                - We reported the break-in to the Dutch data protection authority.
                - If we learn more, we will write to you again.
                - We will not call or e-mail you about this, unless you ask us to. We never ask you for money, your BSN or a password in this matter.

                DO YOU HAVE QUESTIONS?

                Telephone: 0800-0990, every day from 8.00 to 20.00
                Website: www.gezondheidsproef.example
                Data protection officer (privacy): fg@gezondheidsproef.example
                Your letter code: 01R4-T46P-E34M-6RVV

                We ask for your letter code only if you call us yourself. Do not give it to anyone else. Do you doubt whether this letter is real? Look up our website yourself. It must show the same telephone number. Are you not satisfied? You can complain to us or to the Dutch data protection authority (Autoriteit Persoonsgegevens). Would you like larger print, a Dutch letter, or to be addressed in another way? Please call us.

                Kind regards,
                W. Oosterling
                bestuurder

                SYNTHETIC
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

                Criminals broke into the computers of Laboratorium Westerlicht. We do not know whether data about you were stolen too. It is possible. Do you get an unexpected message or call? Give no data and pay nothing.

                Laboratorium Westerlicht worked for us, for the health trial. The break-in was around July 2025. We heard about it on 6 August 2025. This is very bad and we are sorry.

                WERE YOUR DATA STOLEN?

                Laboratorium Westerlicht had data about you through us. We did not find you on the lists of stolen data. Those lists may not be complete. We cannot rule out that your data were stolen. That is why we are writing to you.

                Laboratorium Westerlicht also reported stolen data without knowing whose they are. Some of those data may be yours.

                WHICH DATA ARE INVOLVED?

                Laboratorium Westerlicht had these data about you through us:

                - your name
                - your address
                - your date of birth
                - your citizen service number (BSN)
                - data about your participation, your general practitioner and your health

                We do not know exactly what was stolen. It may be all of these data. We do not write more about your care here, on purpose. The data may include what Laboratorium Westerlicht itself made for us. Do you want to know exactly which data these are? Call us and give your letter code, or write to us.

                We did not give Laboratorium Westerlicht your telephone number or your e-mail address. It may have this from your own doctor or hospital.

                WHAT MAY HAPPEN?

                Criminals can use stolen data to deceive you. They may say that they are your bank or the government. That can seem real, if they know something about you. With your BSN somebody may try to pass for you. Somebody may threaten to tell others about your health.

                WHAT CAN YOU DO YOURSELF?

                - Do you get a strange e-mail or text message? Do not answer and do not click.
                - Does a caller know a lot about you? That proves nothing. Hang up and call back yourself, on a number you already know.
                - Does somebody call or write about your health? Call your general practitioner yourself, on the number you already know.
                - You keep the same BSN. Do you get a bill or contract you do not know? Tell the police and the identity fraud desk (Centraal Meldpunt Identiteitsfraude).
                - Have you been deceived or threatened? Do not pay, keep the message and call the police.
                - Is there someone who must not know your address? Call us at once. Are you in danger? Call 112.

                WHAT ARE WE DOING?

                - We send no new data to the laboratory.
                - We reported the break-in to the Dutch data protection authority.
                - If we learn more, we will write to you again.
                - We will not call or e-mail you about this, unless you ask us to. We never ask you for money, your BSN or a password in this matter.

                DO YOU HAVE QUESTIONS?

                Telephone: 0800-0990, every day from 8.00 to 20.00
                Website: www.gezondheidsproef.example
                Data protection officer (privacy): fg@gezondheidsproef.example
                Your letter code: 01R4-T46P-E34M-6RVV

                We ask for your letter code only if you call us yourself. Do not give it to anyone else. Do you doubt whether this letter is real? Look up our website yourself. It must show the same telephone number. Are you not satisfied? You can complain to us or to the Dutch data protection authority (Autoriteit Persoonsgegevens). Would you like larger print, a Dutch letter, or to be addressed in another way? Please call us.

                Kind regards,
                W. Oosterling
                bestuurder

                SYNTHETIC
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

                Criminals broke into the computers of Laboratorium Westerlicht. We do not know whether data about you were stolen too. It is possible. Do you get an unexpected message or call? Give no data and pay nothing.

                Laboratorium Westerlicht worked for us, for the health trial. The break-in was around July 2025. We heard about it on 6 August 2025. This is very bad and we are sorry.

                WERE YOUR DATA STOLEN?

                In the past, your general practitioner sent data about you to Laboratorium Westerlicht on our behalf. We had no complete list of this. So we found out later whose data these were. We did not find you on the lists of stolen data. Those lists may not be complete. We cannot rule out that your data were stolen. That is why we are writing to you.

                Laboratorium Westerlicht also reported stolen data without knowing whose they are. Some of those data may be yours.

                WHICH DATA ARE INVOLVED?

                Laboratorium Westerlicht had these data about you through us:

                - your name
                - your address
                - your date of birth
                - your citizen service number (BSN)
                - data about your participation, your general practitioner and your health

                We do not know exactly what was stolen. It may be all of these data. We do not write more about your care here, on purpose. The data may include what Laboratorium Westerlicht itself made for us. Do you want to know exactly which data these are? Call us and give your letter code, or write to us.

                We did not give Laboratorium Westerlicht your telephone number or your e-mail address. It may have this from your own doctor or hospital.

                WHAT MAY HAPPEN?

                Criminals can use stolen data to deceive you. They may say that they are your bank or the government. That can seem real, if they know something about you. With your BSN somebody may try to pass for you. Somebody may threaten to tell others about your health.

                WHAT CAN YOU DO YOURSELF?

                - Do you get a strange e-mail or text message? Do not answer and do not click.
                - Does a caller know a lot about you? That proves nothing. Hang up and call back yourself, on a number you already know.
                - Does somebody call or write about your health? Call your general practitioner yourself, on the number you already know.
                - You keep the same BSN. Do you get a bill or contract you do not know? Tell the police and the identity fraud desk (Centraal Meldpunt Identiteitsfraude).
                - Have you been deceived or threatened? Do not pay, keep the message and call the police.
                - Is there someone who must not know your address? Call us at once. Are you in danger? Call 112.

                WHAT ARE WE DOING?

                - We send no new data to the laboratory.
                - We reported the break-in to the Dutch data protection authority.
                - If we learn more, we will write to you again.
                - We will not call or e-mail you about this, unless you ask us to. We never ask you for money, your BSN or a password in this matter.

                DO YOU HAVE QUESTIONS?

                Telephone: 0800-0990, every day from 8.00 to 20.00
                Website: www.gezondheidsproef.example
                Data protection officer (privacy): fg@gezondheidsproef.example
                Your letter code: 01R4-T46P-E34M-6RVV

                We ask for your letter code only if you call us yourself. Do not give it to anyone else. Do you doubt whether this letter is real? Look up our website yourself. It must show the same telephone number. Are you not satisfied? You can complain to us or to the Dutch data protection authority (Autoriteit Persoonsgegevens). Would you like larger print, a Dutch letter, or to be addressed in another way? Please call us.

                Kind regards,
                W. Oosterling
                bestuurder

                SYNTHETIC
                """
        ),
    ]
}
