// SPDX-License-Identifier: EUPL-1.2

/// What an organisation puts in the letters of an incident, kept until somebody keeps it anew.
public struct LetterSettingsFact: Fact {
    public static let kind = "letter-settings"
    public var incident: Int
    /// JSON with its keys in order (`docs/formats.md`). It speaks of no person.
    public var settings: String
    public var by: String

    enum CodingKeys: String, CodingKey {
        case incident = "incident"
        case settings = "settings"
        case by = "by"
    }
}

/// Two officers read every text of a wave and agreed to it (akkoord): nothing else of it is printed.
public struct WaveApprovalFact: Fact, Equatable {
    public static let kind = "wave-approval"
    public var wave: Int
    /// The date on the letters, days since 1970-01-01.
    public var letterDate: Int
    /// The words of the organisation in them, as in ``LetterSettingsFact``.
    public var settings: String
    /// The SHA-256 of each text that was read, hexadecimal, in ascending order.
    public var texts: [String]
    public var by: String
    public var second: String

    enum CodingKeys: String, CodingKey {
        case wave = "wave"
        case letterDate = "letterDate"
        case settings = "settings"
        case texts = "texts"
        case by = "by"
        case second = "second"
    }
}

extension LetterSettingsFact {
    public var keys: [FactKey] { [.incident(incident)] }
}

extension WaveApprovalFact {
    public var keys: [FactKey] { [.wave(wave)] }
}

extension Store {
    /// The settings that were kept last; nil when nobody kept any.
    public func letterSettings(of incident: IncidentFact) throws -> Recorded<LetterSettingsFact>? {
        try facts.all(LetterSettingsFact.self, .incident(incident.number)).last
    }

    public func keep(letterSettings settings: String, of incident: IncidentFact, act: Act) throws {
        try commit(act, alone: false) { store, db, entries in
            try store.refuseClosed(incident)
            try entries.record(
                db,
                [LetterSettingsFact(incident: incident.number, settings: settings, by: act.by)]
            )
        }
    }

    /// The last approval of a wave; nil when nobody approved it.
    public func approval(of wave: WaveFact) throws -> Recorded<WaveApprovalFact>? {
        try facts.all(WaveApprovalFact.self, .wave(wave.number)).last
    }

    /// Records that two officers agreed to the texts of a wave; it stands in the place of an earlier
    /// approval.
    ///
    /// Throws for the same approval again. Refused for one officer twice, for a wave of which nothing more is printed, and for another date or
    /// other words than stand on letters that are printed already.
    public func approve(
        _ wave: WaveFact,
        of incident: IncidentFact,
        texts: Set<String>,
        settings: String,
        letterDate: Int,
        second: String,
        act: Act
    ) throws {
        guard Self.areTwo(act.by, second) else { throw StoreError.refused(.sameOfficerTwice) }
        try commit(act, alone: false) { store, db, entries in
            try store.refuseClosed(incident)
            guard try store.cancellation(of: wave) == nil else {
                throw StoreError.refused(.waveCancelled(name: wave.name))
            }
            let approval = WaveApprovalFact(
                wave: wave.number,
                letterDate: letterDate,
                settings: settings,
                texts: texts.sorted(),
                by: act.by,
                second: second
            )
            let before = try store.approval(of: wave)?.body
            guard before != approval else {
                throw StoreError.alreadyThere(.approval(of: wave.name))
            }
            let printed = try store.finishedBatches(of: wave)
            guard printed.count < wave.batches else {
                throw StoreError.refused(.nothingToApprove(wave: wave.name))
            }
            let isOther =
                printed.contains { $0.letterDate != letterDate }
                || !printed.isEmpty && before.map { $0.settings != settings } ?? false
            guard !isOther else {
                throw StoreError.refused(.approvedOtherwise(wave: wave.name))
            }
            try entries.record(db, [approval])
        }
    }
}
