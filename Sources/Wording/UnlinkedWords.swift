// SPDX-License-Identifier: EUPL-1.2

public import Custody
public import Linkage
public import Store

extension UnlinkedEvidence {
    /// What could not be linked in one column of a table.
    public var figure: String {
        waitingSamples == 0
            ? recordCount.grouped
            : "\(recordCount.grouped) + \(waitingSamples.grouped) samples"
    }

    /// What stands under a count of people, one line for each: nothing when all was linked.
    public var lines: [String] {
        var lines: [String] = []
        if recordCount > 0 {
            let reasons = records.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { "\(UnresolvedReason(code: $0.key)?.words ?? $0.key): \($0.value.grouped)" }
            lines.append(
                "not counted: \(recordCount.grouped) messages and rows about nobody known "
                    + "(\(reasons.joined(separator: "; ")))"
            )
        }
        if waitingSamples > 0 {
            lines.append(
                "not counted: results under \(waitingSamples.grouped) sample numbers of which no order "
                    + "says whose they are"
            )
        }
        if let setAside, setAside > 0 {
            lines.append(
                "not read: \(setAside.grouped) messages and rows that were set aside, each with its reason"
            )
        }
        if let otherPeople, !otherPeople.isEmpty {
            let kinds = otherPeople.sorted {
                ($1.value.mentions, $0.key) < ($0.value.mentions, $1.key)
            }
            .map { code, count in
                """
                \(OtherPeople.Kind(code: code)?.words ?? code): \(count.mentions.grouped) in \
                \(count.messages.counted("message"))
                """
            }
            lines.append(
                "not counted: other people named in messages, not linked (\(kinds.joined(separator: "; ")))"
            )
        }
        return lines
    }
}

extension OtherPeople.Kind {
    /// What they are to whom the message is about.
    public var words: String {
        switch self {
        case .nextOfKin: "next of kin"
        case .mergedNumber: "a number that was merged"
        case .guarantor: "who pays"
        case .relatedPerson: "related persons"
        case .participant: "who takes part"
        }
    }
}

extension UnresolvedReason {
    /// Why nobody could be found, in some words.
    public var words: String {
        switch self {
        case .noKeys: "nothing in it tells people apart"
        case .citizenNumberAlone: "a citizen number with nothing beside it"
        case .tooFewIdentifiers: "no citizen number, and too few of birth date, name and address"
        case .citizenNumberUnknown: "a citizen number that nobody in the population has"
        case .notInPopulation: "nobody in the population fits"
        case .ambiguous: "more than one person fits"
        case .conflict: "what it says belongs to two people"
        case .conflictNothingElse: "nothing but the citizen number fits its owner"
        case .conflictBirthDate: "another birth date than the owner of the citizen number"
        case .conflictName: "another name than the owner of the citizen number"
        case .conflictSample: "it names somebody else than the person whose sample it has"
        case .sampleOfSeveral:
            "a result whose sample number stands in messages of several people"
        }
    }
}
