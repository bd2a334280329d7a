// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// What is the same in all letters of a wave: the organisation, the incident and its dates.
///
/// All of it is data of the organisation that writes; nothing about one reader stands here.
public struct LetterWave: Hashable, Sendable {
    /// The words of one language.
    public struct Words: Hashable, Sendable {
        /// What the data were for: `het bevolkingsonderzoek`.
        public var purpose: String
        /// The one wording on paper for all data about care under this purpose, whatever path the
        /// reader took: `gegevens over uw deelname en uw gezondheid`.
        public var careData: String
        /// From whom data came that we did not give ourselves: `uw huisarts van toen`.
        public var thirdParty: String
        /// What has been done, a sentence each (GDPR Art. 33(3)(d)).
        public var measures: [String]
        /// `maandag tot en met vrijdag van 8.00 tot 20.00 uur`.
        public var openingHours: String
        /// Where data were made public, as it may be printed: `op een website van criminelen`. Empty
        /// when nobody says.
        public var publishedPlace: String
        /// In the reader's language instead of those of the wave; nil for the same.
        public var returnLine: String?
        public var signatureLines: [String]?
        /// The same as `careData` and `thirdParty` in a letter to parents about their child:
        /// `gegevens over de gezondheid van uw kind`. Nil for words that fit everybody.
        public var careDataOfChild: String?
        public var thirdPartyOfChild: String?
        /// The processor after its name stood once, within a sentence: `het laboratorium`. Nil for its name.
        public var theProcessor: String?

        public init(
            purpose: String,
            careData: String,
            thirdParty: String,
            measures: [String],
            openingHours: String,
            publishedPlace: String = "",
            returnLine: String? = nil,
            signatureLines: [String]? = nil,
            careDataOfChild: String? = nil,
            thirdPartyOfChild: String? = nil,
            theProcessor: String? = nil
        ) {
            self.purpose = purpose
            self.careData = careData
            self.thirdParty = thirdParty
            self.measures = measures
            self.openingHours = openingHours
            self.publishedPlace = publishedPlace
            self.returnLine = returnLine
            self.signatureLines = signatureLines
            self.careDataOfChild = careDataOfChild
            self.thirdPartyOfChild = thirdPartyOfChild
            self.theProcessor = theProcessor
        }
    }

    public var organisation: String
    public var senderLines: [String]
    public var returnLine: String
    public var signatureLines: [String]
    public var processor: String
    /// The day of the break-in, possibly partial; nil when it is not known.
    public var incidentDate: PartialDate?
    /// The day on which the processor discovered it, possibly partial; nil when it is not known.
    public var discoveredDate: PartialDate?
    /// When the processor told us.
    public var toldDate: PartialDate
    public var letterDate: PartialDate
    public var reference: String
    /// A number that also stands on the official site.
    public var telephone: String
    /// The number for those abroad, where free numbers cannot be called; empty for none.
    public var telephoneAbroad: String
    /// A printed address without scheme; never a link to a log-in.
    public var website: String
    /// Functionaris voor gegevensbescherming: how to reach them.
    public var privacyOfficer: String
    public var words: [Language: Words]
    /// Has the processor given us any list of whose data were stolen?
    public var hasLists: Bool
    /// The date of the first letters about the same incident, in an earlier wave; nil when this is the first.
    public var firstLetters: PartialDate?
    /// Records on those lists that nobody can be found for; one may be the reader's.
    public var unattributedRecords: Int
    /// Are the readers invented? Then every page says so.
    public var isSynthetic: Bool

    public init(
        organisation: String,
        senderLines: [String],
        returnLine: String,
        signatureLines: [String],
        processor: String,
        incidentDate: PartialDate?,
        discoveredDate: PartialDate? = nil,
        toldDate: PartialDate,
        letterDate: PartialDate,
        reference: String,
        telephone: String,
        telephoneAbroad: String = "",
        website: String,
        privacyOfficer: String,
        words: [Language: Words],
        hasLists: Bool,
        firstLetters: PartialDate? = nil,
        unattributedRecords: Int,
        isSynthetic: Bool
    ) {
        self.organisation = organisation
        self.senderLines = senderLines
        self.returnLine = returnLine
        self.signatureLines = signatureLines
        self.processor = processor
        self.incidentDate = incidentDate
        self.discoveredDate = discoveredDate
        self.toldDate = toldDate
        self.letterDate = letterDate
        self.reference = reference
        self.telephone = telephone
        self.telephoneAbroad = telephoneAbroad
        self.website = website
        self.privacyOfficer = privacyOfficer
        self.words = words
        self.hasLists = hasLists
        self.firstLetters = firstLetters
        self.unattributedRecords = unattributedRecords
        self.isSynthetic = isSynthetic
    }

    /// The fields of a template that do not depend on the reader.
    func values(in language: Language) -> FieldValues? {
        guard let words = words[language] else { return nil }
        var values = FieldValues()
        values.set(.organisation, organisation)
        values.set(.processor, processor)
        values.setProcessor(words.theProcessor ?? processor)
        values.set(.purpose, words.purpose)
        values.set(.thirdParty, words.thirdParty)
        let brokeIn = incidentDate?.words(in: language) ?? ""
        let discovered = discoveredDate?.moment(in: language) ?? ""
        values.set(.incidentDate, brokeIn)
        values.set(.discoveredDate, discovered)
        values.set(.breakInKnown, !brokeIn.isEmpty)
        values.set(.discovered, !discovered.isEmpty)
        values.set(.toldDate, toldDate.moment(in: language) ?? "")
        values.set(.telephoneAbroad, telephoneAbroad)
        values.set(.hasTelephoneAbroad, !telephoneAbroad.isEmpty)
        values.set(.publishedPlace, words.publishedPlace)
        values.set(.telephone, telephone)
        values.set(.openingHours, words.openingHours)
        values.set(.website, website)
        values.set(.privacyOfficer, privacyOfficer)
        values.set(.measures, words.measures)
        values.set(.afterLists, hasLists)
        let firstLetters = firstLetters?.words(in: language) ?? ""
        values.set(.firstLettersDate, firstLetters)
        values.set(.laterWave, !firstLetters.isEmpty)
        values.set(.unattributed, unattributedRecords > 0)
        return values
    }
}

extension FieldValues {
    /// How the processor is called after its name stood once.
    mutating func setProcessor(_ called: String) {
        set(.theProcessor, called)
        set(.capitalTheProcessor, called.prefix(1).uppercased() + called.dropFirst())
    }
}
