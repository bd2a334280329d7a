// SPDX-License-Identifier: EUPL-1.2

internal import Custody

/// The sentences that a letter and an agent on the telephone say alike, with the holes of a template: letter and
/// telephone take them from here, so that they cannot contradict each other.
struct LetterSentences: Sendable {
    /// Are data of the person among the stolen ones? One of four, by the certainty.
    let nature: String
    let sorry: String
    /// Of somebody who is known from a list only.
    let listOnly: String
    /// Before the kinds of data.
    let dataIntroduction: String
    /// What only a list names.
    let alsoListed: String
    let found: String
    let notGiven: String
    /// Of somebody of whom all is excluded, and of whom nothing is known.
    let excluded: String
    let unknown: String

    static func of(_ language: Language) -> LetterSentences {
        language == .dutch ? dutch : english
    }

    static let dutch = LetterSentences(
        nature: """
            ((reported??Volgens ((theProcessor)) zijn ook gegevens van ((you)) gestolen.))\
            ((stolen??Ook gegevens van ((you)) zijn gestolen.))\
            ((published??Ook gegevens van ((you)) zijn gestolen en openbaar gemaakt. Anderen \
            kunnen ze hebben gezien.))\
            ((uncertain??Wij weten niet of er ook gegevens van ((you)) zijn gestolen. Het is wel \
            mogelijk.))
            """,
        sorry: "Wij vinden dit heel erg en het spijt ons.",
        listOnly: """
            ((listOnly??Wij konden niet vinden dat wij gegevens van ((you)) aan ((theProcessor)) \
            gaven. Ook niet dat iemand anders dat voor ons deed. Wij weten dus niet hoe \
            ((theProcessor)) aan ((yourData)) kwam. Misschien via ((yourDoctor)). U mag dit ook \
            zelf aan ((theProcessor)) vragen.))
            """,
        dataIntroduction: """
            ((fromUs??((capitalTheProcessor)) had via ons deze gegevens van ((you)):))\
            ((fromOthersAlone??((capitalTheProcessor)) had deze gegevens van ((you)):))\
            ((listOnly??((onListAlone??Op de lijst staan deze gegevens van ((you)). Het kunnen er meer \
            zijn:))((notOnList??Wij weten alleen van deze gegevens, maar het kunnen er meer \
            zijn:))))
            """,
        alsoListed: """
            ((alsoListed??Het gaat ook om ((notOurs)). Voor zover wij weten, kreeg \
            ((theProcessor)) dat niet van ons. ))
            """,
        found: """
            ((foundKnown??In de((stolen?? gestolen))((published?? openbare)) bestanden is \
            gevonden: ((foundData)).((foundPart?? Van de andere gegevens weten wij niet zeker of \
            ze zijn gestolen.))))\
            ((listedKnown??Op de ((oneList??lijst))((severalLists??lijsten)) van ((theProcessor)) staat ((whoYouAre)).((listedMore?? \
            Dit staat er ook op: ((listedData)).)) Van andere gegevens weten wij niet zeker of ze zijn gestolen.))\
            ((nothingFound??((uncertain??Als er gegevens van ((you)) zijn gestolen, kunnen het al \
            deze gegevens zijn.))((certain??Wij weten niet precies wat er is gestolen. Het kunnen \
            al deze gegevens zijn.))))
            """,
        notGiven: """
            ((somethingNotGiven??Voor zover wij weten, gaven wij geen ((notGiven)) van ((you)) aan \
            ((theProcessor)). Misschien kreeg \
            ((theProcessor)) dat wel van ((yourDoctor)).))
            """,
        excluded: """
            ((throughUs??((capitalTheProcessor)) had((fromUs?? via ons)) gegevens van ((you)). Volgens de \
            informatie die wij nu hebben, zijn die niet gestolen.))\
            ((listOnly??Volgens de informatie die wij nu hebben, zijn bij ((theProcessor)) geen \
            gegevens van ((you)) gestolen. Wij konden ook niet vinden dat wij gegevens van ((you)) \
            aan ((theProcessor)) gaven.)) Helemaal zeker weten wij dit niet.
            """,
        unknown: """
            Voor zover wij kunnen nagaan, gaven wij geen gegevens van ((you)) aan ((theProcessor)). \
            Ook niet via iemand anders. Wij weten ook niets van gestolen gegevens van ((you)).
            """
    )

    static let english = LetterSentences(
        nature: """
            ((reported??((capitalTheProcessor)) says that data about ((you)) were stolen too.))\
            ((stolen??Data about ((you)) were stolen too.))\
            ((published??Data about ((you)) were stolen too, and made public. Other people may \
            have seen them.))\
            ((uncertain??We do not know whether data about ((you)) were stolen too. It is \
            possible.))
            """,
        sorry: "We are very sorry.",
        listOnly: """
            ((listOnly??We found no record that we, or anyone else for us, gave data about \
            ((you)) to ((theProcessor)). So we do not know how ((theProcessor)) got ((yourData)). \
            Perhaps through ((yourDoctor)). You can also ask ((theProcessor)) yourself.))
            """,
        dataIntroduction: """
            ((fromUs??((capitalTheProcessor)) had these data about ((you)) through us:))\
            ((fromOthersAlone??((capitalTheProcessor)) had these data about ((you)):))\
            ((listOnly??((onListAlone??These data about ((you)) are on the list. There may be more:))\
            ((notOnList??We know only of these data about ((you)), but there may be more:))))
            """,
        alsoListed: """
            ((alsoListed??The data involved also include ((notOurs)). As far as we know, that did \
            not come from us. ))
            """,
        found: """
            ((foundKnown??This was found in the((stolen?? stolen))((published?? public)) files: \
            ((foundData)).((foundPart?? We do not know for certain whether the other data were \
            stolen.))))\
            ((listedKnown??The ((oneList??list))((severalLists??lists)) from ((theProcessor)) \
            ((oneList??shows))((severalLists??show)) ((whoYouAre)).((listedMore?? \
            ((oneList??It also shows))((severalLists??They also show)) ((listedData)).)) We do not know for certain whether other data were stolen.))\
            ((nothingFound??((uncertain??If data about ((you)) were stolen, it may be all of these \
            data.))((certain??We do not know exactly what was stolen. It may be all of these \
            data.))))
            """,
        notGiven: """
            ((somethingNotGiven??As far as we know, we gave ((theProcessor)) no ((notGiven)) \
            for ((you)). Perhaps \
            ((theProcessor)) got one from ((yourDoctor)).))
            """,
        excluded: """
            ((throughUs??((capitalTheProcessor)) had data about ((you))((fromUs?? through us)). \
            According to the information that we have now, those data were not stolen.))\
            ((listOnly??According to the information that we have now, no data about ((you)) were \
            stolen at ((theProcessor)). We also found no record that we gave data about ((you)) to \
            ((theProcessor)).)) We are not completely sure of this.
            """,
        unknown: """
            As far as we can find, we did not give any data about ((you)) to ((theProcessor)). Nor did \
            anybody else for us. We also know of no stolen data about ((you)).
            """
    )
}
