// SPDX-License-Identifier: EUPL-1.2

/// What came of one case.
enum Verdict {
    case agrees
    case differs(String)
    /// Not a thing this program does.
    case outOfScope
    /// Decided otherwise, for a reason that holds for every such case.
    case deviates(Deviation)

    static func same<Value: Equatable>(
        _ found: Value,
        _ expected: Value,
        _ what: String = ""
    ) -> Verdict {
        let label = what.isEmpty ? "" : what + " "
        return found == expected
            ? .agrees : .differs("\(label)expected \(expected), found \(found)")
    }
}

/// What we do otherwise on purpose; `docs/deviations.md` says why.
enum Deviation: String, CaseIterable {
    case citizenNumberOfEightDigits = "bsn-eight-digits"
    case citizenNumberOfFewerDigits = "bsn-padding"
    case citizenNumberSeparators = "bsn-separators"
    case segmentName = "hl7-segment-name"
    case delimiterOutsideASCII = "hl7-delimiter-outside-ascii"
    case lineEndWithinLine = "csv-line-end-within-line"
    case hashesOfOtherLengths = "merkle-hash-length"
}

/// One case: its own fields, and what stands around it.
struct ThirdPartyCase {
    let fields: JSON
    /// The name of the file that holds the case.
    let file: String
    /// What the file says beside its cases.
    let preamble: JSON
    let folder: CaseFolder

    subscript(key: String) -> JSON? { fields[key] }

    var id: String { fields["id"]?.string ?? "?" }
    var group: String { fields["group"]?.string ?? "" }
}

/// The judges of one kind of folder.
protocol CaseJudge: Sendable {
    /// The share of the cases in scope that must agree, 0 to 1.
    var expectation: Double { get }
    func verdict(on theCase: ThirdPartyCase) -> Verdict
    /// Cases that a folder holds beside those in its JSON files.
    func further(in folder: CaseFolder) -> [(id: String, verdict: Verdict)]
}

extension CaseJudge {
    func further(in folder: CaseFolder) -> [(id: String, verdict: Verdict)] { [] }
}
