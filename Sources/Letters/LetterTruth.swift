// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// The four groups of readers, each with a truth of its own.
public typealias LetterGroup = AffectedGroup

/// Why somebody gets another letter about the same incident.
public enum WhyAgain: UInt8, Sendable, Hashable, CaseIterable, Codable, StoredByNumber {
    /// An earlier letter said something that was not so.
    case correction = 1
    /// It has become more certain that their data leaked.
    case moreCertain = 2
    /// More kinds of data are concerned than the last letter said.
    case moreData = 3
    /// Nothing is new for them: everyone is written to.
    case everyone = 4
    /// They are not concerned any more: they are not in the register, for all that an earlier letter said of
    /// them was not so, or all of it is excluded now.
    case retraction = 5
}

/// What is true for a reader, apart from who they are: all that the words of a letter depend on.
///
/// Some hundreds of truths serve a million readers, so the words are composed once for each truth.
public struct LetterTruth: Hashable, Sendable, Masked, Codable {
    public var language: Language
    public var group: LetterGroup
    public var certainty: Certainty
    /// The dates of the letters they had before about this incident.
    public var earlierLetters: [PartialDate]
    /// Nil if and only if there was no earlier letter.
    public var whyAgain: WhyAgain?
    /// What the last letter said, for one that puts it right or adds to it; nil where that does not
    /// matter.
    public var told: ToldBefore?
    /// What was found of them in the stolen files; nil where nothing was, or nobody recorded what.
    public var finding: Finding?
    /// What the processor had of them through us.
    public var categories: CategoriesByOrigin
    /// What the processor or a finding names beyond that; all there is of somebody whom we know from
    /// a list only.
    public var reported: CategorySet
    /// On a list of the processor, and not only found or suspected.
    public var isListed: Bool
    /// What the lists of the processor name of them beyond who they are; nil of somebody on no list, and of
    /// whom more than a list is known.
    public var listed: ListedKinds?
    /// The days of the lists that name them, earliest first; empty when they are not known or do not matter.
    public var listedOn: [PartialDate]
    /// Contact data that people wonder about and that nobody gave on our behalf.
    public var neverGiven: CategorySet
    /// The data are a child's, and the reader is a parent or carer.
    public var isToParents: Bool
    /// They had a letter about another incident, and may think that this is about that one.
    public var hadOtherIncident: Bool

    public init(
        language: Language = .dutch,
        group: LetterGroup,
        certainty: Certainty,
        earlierLetters: [PartialDate] = [],
        whyAgain: WhyAgain? = nil,
        told: ToldBefore? = nil,
        finding: Finding? = nil,
        categories: CategoriesByOrigin,
        reported: CategorySet = [],
        isListed: Bool? = nil,
        listed: ListedKinds? = nil,
        listedOn: [PartialDate] = [],
        neverGiven: CategorySet = [],
        isToParents: Bool = false,
        hadOtherIncident: Bool = false
    ) {
        self.language = language
        self.group = group
        self.certainty = certainty
        self.earlierLetters = earlierLetters
        self.whyAgain = whyAgain
        self.told = told
        self.finding = finding
        self.categories = categories
        self.reported = reported.subtracting(categories.all)
        self.isListed = isListed ?? (group == .first || group == .second)
        self.listed = certainty == .reported ? listed : nil
        self.listedOn = certainty >= .reported ? listedOn : []
        self.neverGiven = neverGiven
        self.isToParents = isToParents
        self.hadOtherIncident = hadOtherIncident
    }

    /// The same, as far as paper says it: of kinds of data that a letter names in common one stands for all,
    /// so that readers of the same words have the same truth. A correction keeps each kind: it says whether
    /// the earlier letter named more than there is, seen or not.
    public var onPaper: LetterTruth {
        guard whyAgain != .correction else { return self }
        var truth = self
        for origin in Origin.allCases {
            truth.categories[origin] = PaperCategories.namedOnPaper(categories[origin])
        }
        truth.reported = PaperCategories.namedOnPaper(reported)
        truth.told?.categories = PaperCategories.namedOnPaper(told?.categories ?? [])
        truth.finding?.categories = PaperCategories.namedOnPaper(finding?.categories ?? [])
        return truth
    }

    /// Everything that may have leaked, from whichever side.
    var all: CategorySet { categories.all.union(reported) }

    /// They had a letter, and all that the register has of them is excluded now.
    public var isCleared: Bool { whyAgain == .retraction && !all.isEmpty }

    /// Had the processor anything of them through us?
    var isThroughUs: Bool { !categories.all.isEmpty }

    /// Of somebody whom a register does not have, for what is said on the telephone.
    public static func notInRegister(_ language: Language, isToParents: Bool) -> LetterTruth {
        LetterTruth(
            language: language,
            group: .notExcluded,
            certainty: .excluded,
            whyAgain: .retraction,
            categories: [:],
            isToParents: isToParents
        )
    }

    /// Refuses what cannot be true, whatever the wave.
    func check() throws(LetterFailure) {
        if whyAgain == .retraction { return try checkRetraction() }
        let isReported = certainty >= .reported
        let needsReport = group == .first || group == .second
        guard certainty != .excluded, isReported == needsReport else {
            throw .certaintyContradictsGroup(certainty, group)
        }
        if earlierLetters.isEmpty {
            guard whyAgain == nil else { throw .reasonWithoutEarlierLetter }
        } else {
            guard whyAgain != nil else { throw .reasonForAnotherLetterMissing }
        }
        let all = all
        guard all.count > 0 else { throw .noCategories }
        for category in neverGiven.categories {
            guard category == .telephone || category == .email else {
                throw .notContactData(category)
            }
            guard !all.contains(category) else { throw .givenAndNotGiven(category) }
        }
    }

    /// A letter that takes another one back says that nothing is known of the reader, or what was wrong and
    /// that all is excluded.
    private func checkRetraction() throws(LetterFailure) {
        guard certainty == .excluded else {
            throw .certaintyContradictsGroup(certainty, group)
        }
        guard !earlierLetters.isEmpty, !isCleared || told != nil else {
            throw .reasonWithoutEarlierLetter
        }
    }
}

/// What an earlier letter told its reader.
public struct ToldBefore: Hashable, Sendable, Codable {
    /// `excluded` of a letter that took an earlier one back (``WhyAgain/retraction``), and of no other; with
    /// categories, when it said that those are excluded.
    public var certainty: Certainty
    public var categories: CategorySet

    public init(certainty: Certainty, categories: CategorySet) {
        self.certainty = certainty
        self.categories = categories
    }
}

/// What a list names of a reader beyond who they are, as far as a letter says it: not more kinds than these, or
/// every reader would have a letter of their own to be read and approved.
public struct ListedKinds: Hashable, Sendable, Codable {
    /// Of the citizen number, telephone number, e-mail address and financial data those that stand there, and
    /// `testRequested` for anything about health or care, whichever test it was (`PaperCategories`).
    let kinds: CategorySet

    public init(_ listed: CategorySet) {
        var kinds = listed.intersection(
            CategorySet([.citizenNumber, .telephone, .email, .financial])
        )
        if !listed.isDisjoint(with: PaperCategories.health) { kinds.insert(.testRequested) }
        self.kinds = kinds
    }
}

/// What was found of a reader's data in the stolen files, or where they were made public.
public struct Finding: Hashable, Sendable, Codable {
    public var categories: CategorySet
    /// The day that stands with the finding in the incident; nil when none does.
    public var known: PartialDate?

    public init(categories: CategorySet, known: PartialDate? = nil) {
        self.categories = categories
        self.known = known
    }
}

/// What the processor had of a reader, by where it came from.
public struct CategoriesByOrigin: Hashable, Sendable, Codable, ExpressibleByDictionaryLiteral {
    private var givenByUs: CategorySet = []
    private var producedThere: CategorySet = []
    private var givenByThirdParty: CategorySet = []

    public init() {}

    public init(dictionaryLiteral elements: (Origin, CategorySet)...) {
        for (origin, categories) in elements { self[origin] = categories }
    }

    public subscript(origin: Origin) -> CategorySet {
        get {
            switch origin {
            case .givenByUs: givenByUs
            case .producedThere: producedThere
            case .givenByThirdParty: givenByThirdParty
            }
        }
        set {
            switch origin {
            case .givenByUs: givenByUs = newValue
            case .producedThere: producedThere = newValue
            case .givenByThirdParty: givenByThirdParty = newValue
            }
        }
    }

    /// Everything, from whichever side.
    public var all: CategorySet { givenByUs.union(producedThere).union(givenByThirdParty) }
}
