// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Hosting
import Wording

/// Progress on standard error: a bar on a terminal, a line every ten seconds in a log.
package struct ProgressLine {
    private let name: String
    private let unit: String
    private let total: Int?
    private let isQuiet: Bool
    private let isTerminal: Bool
    private let began = ProgressLine.seconds()
    private var last = ProgressLine.seconds()

    package init(_ name: String, unit: String, total: Int?, quiet: Bool = false) {
        self.name = name
        self.unit = unit
        self.total = total
        isQuiet = quiet
        isTerminal = isatty(STDERR_FILENO) == 1
    }

    /// `position` is measured against `total`; `count` is what is told.
    package mutating func update(_ position: Int, count: Int, problems: Int = 0) {
        let now = Self.seconds()
        Diagnostics.debug(
            "batch done",
            [
                "unit": unit, "count": String(count), "problems": String(problems),
                "ms": String(Int((now - began) * 1000)),
            ]
        )
        guard !isQuiet, now - last >= (isTerminal ? 0.2 : 10) else { return }
        last = now
        let rate = Double(count) / max(now - began, 0.001)
        var text = "\(name)  \(count.grouped) \(unit)  \(Int(rate).grouped)/s"
        if let total, total > 0 {
            let share = min(1, Double(position) / Double(total))
            let left = share > 0.001 ? Int((now - began) * (1 - share) / share) : 0
            let filled = Int(share * 20)
            let bar =
                String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
            text =
                "\(name)  \(isTerminal ? bar + "  " : "")\(Int(share * 100))%  "
                + "\(count.grouped) \(unit)  \(Int(rate).grouped)/s  \(left) s left"
        }
        if problems > 0 { text += "  \(problems.grouped) set aside" }
        isTerminal ? Output.replaceLine(text) : Output.write(text.visible + "\n", to: STDERR_FILENO)
    }

    package func finish() {
        if isTerminal, !isQuiet { Output.replaceLine("") }
    }

    package static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
