// SPDX-License-Identifier: EUPL-1.2

import Custody
import Synchronization

/// People whom a search found, and whose line is the search's: the first look at each of them for the
/// same reason needs no line of its own. The next look does.
final class PendingLooks: Sendable {
    private struct Look: Hashable, Sendable {
        var person: PersonNumber
        var reason: AccessReason
    }

    private struct Looks: Sendable {
        var pending: Set<Look> = []
        /// In the order in which they came.
        var order: [Look] = []
    }

    private let looks = Mutex(Looks())

    /// Of searches whose looks never came the oldest are forgotten.
    private static let most = 1024

    func add(_ people: [PersonNumber], _ reason: AccessReason) {
        looks.withLock { looks in
            for person in people {
                let look = Look(person: person, reason: reason)
                if looks.pending.insert(look).inserted { looks.order.append(look) }
            }
            while looks.order.count > Self.most { looks.pending.remove(looks.order.removeFirst()) }
        }
    }

    /// True once for each person that a search found.
    func use(_ person: PersonNumber, _ reason: AccessReason) -> Bool {
        looks.withLock { looks in
            let look = Look(person: person, reason: reason)
            guard looks.pending.remove(look) != nil else { return false }
            looks.order.removeAll { $0 == look }
            return true
        }
    }
}
