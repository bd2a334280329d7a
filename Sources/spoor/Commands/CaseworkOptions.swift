// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Store

// From flags to the requests of the use cases.

extension StoreOptions {
    func acting() throws -> ActingOfficer { try ActingOfficer(try officer, now: moment) }

    var today: Day { Instant(milliseconds: moment).day }

    /// A document under `--json`, else what `show` says.
    func answer(
        _ schema: String,
        _ body: some Encodable,
        else show: (Output) throws -> Void
    ) throws {
        guard !json else {
            return try results.document(Document(schema: schema, body: body))
        }
        try show(results)
    }
}

extension ReasonOption {
    func stated() throws -> StatedReason { try StatedReason(reason ?? "") }
}

extension GivenTime {
    var day: Day { Instant(milliseconds: milliseconds).day }
}

/// Refuses a party that nobody added.
func requireParty(_ id: String, in store: Store) throws {
    guard try store.parties.contains(where: { $0.id.rawValue == id }) else {
        throw CaseworkError.noParty(id, known: try store.parties.map(\.id.rawValue))
    }
}
