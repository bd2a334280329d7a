// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Every folder with what came of its cases.
struct CaseReport {
    private(set) var lines: [String] = []
    private(set) var meetsExpectations = true

    private static let judges: [String: any CaseJudge] = [
        "01": MessageJudge(), "02": FHIRJudge(), "03": CSVJudge(), "09": IdentifierJudge(),
        "11": NameJudge(), "13": MerkleJudge(), "14": QueueJudge(), "16": SortingCodeJudge(),
    ]

    /// Nil when there is no such directory.
    init?(directory: URL) throws {
        var isDirectory: ObjCBool = false
        let manager = FileManager.default
        guard manager.fileExists(atPath: directory.path, isDirectory: &isDirectory),
            isDirectory.boolValue
        else { return nil }
        var passed = 0
        var failed = 0
        var skipped = 0
        for name in try manager.contentsOfDirectory(atPath: directory.path).sorted() {
            let url = directory.appendingPathComponent(name)
            guard manager.fileExists(atPath: url.path, isDirectory: &isDirectory),
                isDirectory.boolValue
            else { continue }
            let folder = try CaseFolder(url)
            guard let judge = Self.judges[folder.number] else {
                lines.append("\(name) out of scope \(folder.cases.count)")
                skipped += folder.cases.count
                continue
            }
            let tally = Tally(folder, judge)
            lines += tally.lines
            passed += tally.agreed
            failed += tally.differences.count
            skipped += tally.outOfScope + tally.deviations
            if !tally.meetsExpectation { meetsExpectations = false }
        }
        lines.append("\(passed) passed, \(failed) failed, \(skipped) skipped")
    }
}

/// The count of one folder.
private struct Tally {
    let folder: CaseFolder
    let expectation: Double
    var agreed = 0
    var outOfScope = 0
    var deviations = 0
    var differences: [String] = []
    private var rules: [String: Int] = [:]

    init(_ folder: CaseFolder, _ judge: any CaseJudge) {
        self.folder = folder
        expectation = judge.expectation
        for theCase in folder.cases { add(theCase.id, judge.verdict(on: theCase)) }
        for (id, verdict) in judge.further(in: folder) { add(id, verdict) }
    }

    private mutating func add(_ id: String, _ verdict: Verdict) {
        switch verdict {
        case .agrees: agreed += 1
        case .outOfScope: outOfScope += 1
        case .differs(let what): differences.append("\(id): \(what)")
        case .deviates(let deviation):
            deviations += 1
            rules[deviation.rawValue, default: 0] += 1
        }
    }

    var total: Int { agreed + differences.count }

    var meetsExpectation: Bool { Double(agreed) >= expectation * Double(total) }

    var lines: [String] {
        var summary = "\(folder.name) \(agreed)/\(total), out of scope \(outOfScope)"
        if deviations > 0 {
            let named = rules.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            summary += ", deviations \(deviations) (\(named.joined(separator: ", ")))"
        }
        return [summary] + differences.map { "    " + $0 }
    }
}
