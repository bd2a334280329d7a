// SPDX-License-Identifier: EUPL-1.2
import Custody
import Letters

/// Invented people, an invented organisation and an invented laboratory.
enum Fixtures {
    static func day(_ text: String) -> PartialDate {
        guard let date = PartialDate(text) else { preconditionFailure("no date: \(text)") }
        return date
    }

    static let wave = LetterWave(
        organisation: "Stichting Gezondheidsproef Laagland",
        senderLines: ["Stichting Gezondheidsproef Laagland", "Postbus 1200, 3999 XA Laagdorp"],
        returnLine: "Retour: Postbus 1200, 3999 XA Laagdorp",
        signatureLines: ["W. Oosterling", "bestuurder"],
        processor: "Laboratorium Westerlicht",
        incidentDate: day("2025-07-00"),
        toldDate: day("2025-08-06"),
        letterDate: day("2025-09-12"),
        reference: "GL-2025-2",
        telephone: "0800-0990",
        website: "www.gezondheidsproef.example",
        privacyOfficer: "fg@gezondheidsproef.example",
        words: [
            .dutch: LetterWave.Words(
                purpose: "de gezondheidsproef",
                careData: "gegevens over uw deelname, uw huisarts en uw gezondheid",
                thirdParty: "uw huisarts",
                measures: [
                    "Wij sturen geen nieuwe gegevens naar het laboratorium.",
                    "Wij hebben de inbraak gemeld bij de Autoriteit Persoonsgegevens.",
                ],
                openingHours: "elke dag van 8.00 tot 20.00 uur",
                publishedPlace: "op een website van criminelen",
                theProcessor: "het laboratorium"
            ),
            .english: LetterWave.Words(
                purpose: "the health trial",
                careData:
                    "data about your participation, your general practitioner and your health",
                thirdParty: "your general practitioner",
                measures: [
                    "We send no new data to the laboratory.",
                    "We reported the break-in to the Dutch data protection authority.",
                ],
                openingHours: "every day from 8.00 to 20.00",
                publishedPlace: "on a website of criminals",
                returnLine: "Return address: Postbus 1200, 3999 XA Laagdorp",
                signatureLines: ["W. Oosterling", "director"],
                theProcessor: "the laboratory"
            ),
        ],
        hasLists: true,
        firstLetters: day("2025-08-19"),
        unattributedRecords: 83,
        isSynthetic: true
    )

    static let address = PostalAddress.street(
        StreetAddress(
            street: "Langeweg",
            houseNumber: "12",
            houseLetter: "B",
            houseAddition: "hs",
            postcode: "3999XA",
            place: "Laagdorp"
        )
    )

    static let identity: CategorySet = [
        CategorySet(.name), CategorySet(.address), CategorySet(.birthDate),
        CategorySet(.citizenNumber),
    ]

    static func code(seed: UInt64 = 1) -> LetterCode {
        var generator = Counting(state: seed)
        return LetterCode(using: &generator)
    }

    /// One reader of each group, as in a second wave: only the first group was written to before.
    static func reader(
        _ group: LetterGroup,
        in language: Language = .dutch,
        categories: CategorySet = identity.union(CategorySet(.testRequested))
    ) -> LetterCase {
        LetterCase(
            name: RegisteredName(
                givenNames: "Robin Jop",
                surname: Surname(prefix: "van der", name: "Proefsteen")
            ),
            address: address,
            truth: LetterTruth(
                language: language,
                group: group,
                certainty: group == .first || group == .second ? .reported : .cannotBeExcluded,
                earlierLetters: group == .first ? [day("2025-08-19")] : [],
                whyAgain: group == .first ? .everyone : nil,

                categories: [group == .reconstructed ? .givenByThirdParty : .givenByUs: categories],
                listed: ListedKinds(CategorySet([.name, .citizenNumber, .testResult])),
                listedOn: [day(group == .first ? "2025-08-11" : "2025-08-29")],
                neverGiven: [CategorySet(.telephone), CategorySet(.email)]
            ),
            letterCode: code()
        )
    }

    private static let shared = Result { try LetterComposer(wave: wave) }

    static func letter(_ reader: LetterCase) throws -> LetterContent {
        try shared.get().letter(for: reader)
    }

    static func text(_ reader: LetterCase) throws -> String {
        try letter(reader).plainText
    }
}

/// The same numbers every time.
struct Counting: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state
    }
}
