// SPDX-License-Identifier: EUPL-1.2

import Glibc
import Synchronization

/// Ctrl-C during long work: the batch that is being written is finished, then the program ends.
enum Interruption {
    private static let asked = Atomic<Bool>(false)

    /// From now on a first SIGINT or SIGTERM asks; a second one ends the program at once.
    static func listen() {
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                if Interruption.asked.exchange(true, ordering: .relaxed) { _exit(128 + number) }
            }
        }
    }

    static var isAsked: Bool { asked.load(ordering: .relaxed) }
}
