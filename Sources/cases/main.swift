// SPDX-License-Identifier: EUPL-1.2
import Foundation

// `swift run cases [DIR]`: what others have published, put to the engines of this program.

let given = CommandLine.arguments.dropFirst().first
let path = given ?? ProcessInfo.processInfo.environment["SPOOR_CASES"] ?? "../shared/cases"

do {
    guard let report = try CaseReport(directory: URL(fileURLWithPath: path)) else {
        print("There is no folder \(path), so no third-party cases were run.")
        exit(0)
    }
    for line in report.lines { print(line) }
    exit(report.meetsExpectations ? 0 : 1)
} catch {
    print("The third-party cases under \(path) could not be read: \(error)")
    exit(1)
}
