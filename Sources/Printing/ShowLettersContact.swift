// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
public import Store

/// Whom to call, as it stands in the letters of an incident that were handed over last. Nobody is opened.
public struct ShowLettersContact: Sendable {
    public var incident: String

    public init(incident: String) { self.incident = incident }

    public struct Answer: Sendable, Equatable {
        public var telephone: String
        /// For those abroad.
        public var telephoneAbroad: String?
        /// By language, `nl` and `en`.
        public var openingHours: [String: String]
    }

    /// Nil before any letter was handed over.
    public func run(in store: Store) throws -> Answer? {
        let found = try store.incident(incident)
        let out = try store.waves(of: found).map(\.body).last {
            try !store.handovers(of: $0).isEmpty
        }
        guard let out, let approval = try store.approval(of: out)?.body else { return nil }
        let settings = try LetterSettings(document: approval.settings)
        return Answer(
            telephone: settings.telephone,
            telephoneAbroad: settings.telephoneAbroad,
            openingHours: settings.words.mapValues(\.openingHours)
        )
    }
}
