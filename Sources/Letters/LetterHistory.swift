// SPDX-License-Identifier: EUPL-1.2
import Custody

/// What a letter says of the one before it, and of what was found since: which words were wrong, which
/// are new, and what was found where.
///
/// On paper kinds of data stand as in the list of the letter (`PaperCategories`), so that here too
/// nobody can read which test somebody had.
struct LetterHistory {
    private let truth: LetterTruth
    /// The kinds of data that the letter shows now, and those that it showed before.
    private let shown: [String]
    private let shownBefore: [String]
    private let found: [String]
    /// What a list names beyond who they are, in the words of the letter.
    private let listed: [String]

    init(_ truth: LetterTruth, shown: [String], care: String) {
        self.truth = truth
        self.shown = shown
        func lines(_ set: CategorySet) -> [String] {
            PaperCategories(set, careData: care, WhoseData(truth)).lines
        }
        shownBefore = truth.told.map { lines($0.categories) } ?? []
        found = truth.certainty >= .stolen ? truth.finding.map { lines($0.categories) } ?? [] : []
        let named = truth.listed?.kinds ?? []
        let citizenNumber =
            named.contains(.citizenNumber)
            ? PaperCategories.briefCitizenNumber(WhoseData(truth)) : []
        listed = citizenNumber + lines(named.subtracting(CategorySet(.citizenNumber)))
    }

    func set(in values: inout FieldValues) {
        let (told, why, now) = (truth.told, truth.whyAgain, truth.certainty)
        let isCorrection = why == .correction
        let isCleared = truth.isCleared
        let tooSure = (isCorrection || isCleared) && told.map { $0.certainty > now } ?? false
        let wrong = isCorrection ? shownBefore.filter { !shown.contains($0) } : []
        let saidMore = told.map { !$0.categories.subtracting(truth.all).isEmpty } ?? true
        let adds = why == .correction || why == .moreCertain || why == .moreData
        // What a letter that took another one back said is put right by one sentence.
        let toldNone = told?.certainty == .excluded
        let toldNothing = toldNone && told?.categories.isEmpty == true
        let toldPossible = told?.certainty == .cannotBeExcluded
        let new = adds && told != nil && !toldNone ? shown.filter { !shownBefore.contains($0) } : []
        let isSurer = told.map { $0.certainty < now } ?? (why == .moreCertain)
        let listDays = truth.listedOn.compactMap { $0.words(in: truth.language) }
        let newest = truth.listedOn.last
        let hasNewer =
            newest.map { list in
                truth.earlierLetters.last.map { $0.value < list.value } ?? false
            } ?? false
        let known = truth.finding?.known?.words(in: truth.language)
        let conditions: [(Field, Bool)] = [
            (.toldReported, tooSure && told?.certainty == .reported),
            (.toldStolen, tooSure && told?.certainty == .stolen),
            (.toldPublished, tooSure && told?.certainty == .published),
            (.toldTooSure, tooSure),
            (.hasWrongData, !wrong.isEmpty),
            (.wrongUnseen, isCorrection && saidMore && !tooSure && wrong.isEmpty),
            (.toldNothing, toldNothing),
            (.toldExcluded, toldNone && !toldNothing),
            (.toldPossible, toldPossible),
            (.toldWrong, !isCleared || !toldPossible),
            (.unknownNow, why == .retraction && !isCleared),
            (.excludedNow, isCleared),
            (.surer, isSurer && adds && !toldNone),
            (.hasNewData, !new.isEmpty),
            (.moreOfSame, why == .moreData && new.isEmpty),
            (.foundKnown, !found.isEmpty),
            (.foundPart, !shown.allSatisfy(found.contains)),
            (.nothingFound, found.isEmpty && truth.listed == nil),
            (.listedKnown, truth.isThroughUs && truth.listed != nil),
            (.listedMore, !listed.isEmpty),
            (.onListAlone, !truth.isThroughUs && truth.listed != nil),
            (.notOnList, !truth.isThroughUs && truth.listed == nil),
            (.listDayKnown, !listDays.isEmpty),
            (.oneList, listDays.count < 2), (.severalLists, listDays.count > 1),
            (.newerList, hasNewer), (.noNewerList, !hasNewer),
            (.foundDateKnown, now >= .stolen && known != nil),
        ]
        for (field, holds) in conditions { values.set(field, holds) }
        let and = truth.language == .dutch ? "en" : "and"
        values.set(.wrongData, LetterComposer.joined(wrong, by: and))
        values.set(.newData, LetterComposer.joined(new, by: and))
        values.set(.foundData, LetterComposer.joined(found, by: and))
        values.set(.foundDate, known ?? "")
        values.set(.listedData, LetterComposer.joined(listed, by: and))
        values.set(.listDate, LetterComposer.joined(listDays, by: and))
        values.set(.newestList, listDays.last ?? "")
    }
}
