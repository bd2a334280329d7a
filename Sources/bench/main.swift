// SPDX-License-Identifier: EUPL-1.2

import Foundation

// `bench messages FILE PASSES`, `bench bundles FILE PASSES`, `bench people STORE KEY LOOKUPS`:
// what `make bench` measures within one process. Tools/bench/bench.py is the door to it.
// `bench looks STORE KEY MESSAGES PARTY PAUSE`: looks while the same process imports.
// `bench openings STORE KEY OPENINGS TASKS`: what Tools/rigs/openings.py counts the syncs of.

let words = Array(CommandLine.arguments.dropFirst())

do {
    switch (words.first, words.count) {
    case ("messages", 3):
        try MessageBench(path: words[1]).report(passes: try count(words[2])).write()
    case ("bundles", 3):
        try BundleBench(path: words[1]).report(passes: try count(words[2])).write()
    case ("people", 4):
        try PersonBench(store: words[1], key: words[2]).report(lookUps: try count(words[3])).write()
    case ("openings", 5):
        try await OpeningBench(store: words[1], key: words[2])
            .report(openings: try count(words[3]), tasks: try count(words[4])).write()
    case ("looks", 6):
        try await LookBench(store: words[1], key: words[2], party: words[4])
            .report(messages: words[3], pause: Int(words[5]) ?? 0).write()
    default:
        throw BenchFailure.usage
    }
} catch {
    FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
    exit(1)
}

func count(_ word: String) throws -> Int {
    guard let count = Int(word), count > 0 else { throw BenchFailure.usage }
    return count
}
