// SPDX-License-Identifier: EUPL-1.2

import Database

extension Store {
    /// The measured days that count, of an incident or of all of them together (nil), each day once.
    public func contactDays(of incident: IncidentFact?) throws -> [Recorded<ContactDayFact>] {
        try standing(ContactDayFact.self, \.day, of: incident).sorted { $0.body.day < $1.body.day }
    }

    public func contactNews(of incident: IncidentFact?) throws -> [Recorded<ContactNewsFact>] {
        try standing(ContactNewsFact.self, \.day, of: incident)
    }

    /// In the order in which they were recorded: of two from the same day the later holds.
    public func contactTeams(of incident: IncidentFact?) throws -> [Recorded<ContactTeamFact>] {
        try facts.all(ContactTeamFact.self, .contacts(of: incident?.number))
    }

    private func standing<Body: Fact>(
        _ type: Body.Type,
        _ day: KeyPath<Body, Int>,
        of incident: IncidentFact?
    ) throws -> [Recorded<Body>] {
        let key = FactKey.contacts(of: incident?.number)
        let undone = try facts.all(ContactUndoFact.self, key).reduce(into: [Int: Set<Int>]()) {
            $0[$1.body.entry, default: []].insert($1.body.day)
        }
        return try facts.all(Body.self, key).filter {
            undone[$0.entry]?.contains($0.body[keyPath: day]) != true
        }
    }

    /// Records measured days in one act; returns how many are new. A day that says the same already is left.
    ///
    /// A day that says something else is put right by a counter-entry with its reason; without one it is
    /// refused, and nothing is recorded.
    public func record(
        contactDays days: [ContactDayFact],
        of incident: IncidentFact?,
        because: String?,
        act: Act
    ) throws -> Int {
        try commit(act) { store, db, entries in
            let known = try store.contactDays(of: incident).reduce(into: [:]) {
                $0[$1.body.day] = $1
            }
            var new: [any Fact] = []
            var count = 0
            for day in days {
                if let before = known[day.day] {
                    guard !before.body.saysTheSame(as: day) else { continue }
                    guard let because else {
                        throw StoreError.alreadyThere(.contactDay(day.day))
                    }
                    new.append(
                        ContactUndoFact(
                            incident: incident?.number,
                            entry: before.entry,
                            day: day.day,
                            by: act.by,
                            because: because
                        )
                    )
                }
                new.append(day)
                count += 1
            }
            try entries.record(db, new)
            return count
        }
    }

    public func record(contactNews news: ContactNewsFact, act: Act) throws {
        try ChosenName.checkNews(news.title)
        try commit(act) { _, db, entries in try entries.record(db, [news]) }
    }

    /// Takes back news by its title, the newest with it; refused when none so called counts.
    public func takeBack(
        contactNews title: String,
        of incident: IncidentFact?,
        because: String,
        act: Act
    ) throws {
        try commit(act) { store, db, entries in
            let found = try store.contactNews(of: incident).last { $0.body.title == title }
            guard let found else { throw StoreError.notFound(.contactNews(title)) }
            try entries.record(
                db,
                [
                    ContactUndoFact(
                        incident: incident?.number,
                        entry: found.entry,
                        day: found.body.day,
                        by: act.by,
                        because: because
                    )
                ]
            )
        }
    }

    public func record(contactTeam team: ContactTeamFact, act: Act) throws {
        try commit(act) { _, db, entries in try entries.record(db, [team]) }
    }

    /// Which version the announcement on the line quotes; nil when none was recorded.
    public func announcement(of incident: IncidentFact) throws -> Recorded<AnnouncementFact>? {
        try facts.all(AnnouncementFact.self, .incident(incident.number)).last
    }

    public func record(
        announcementOf incident: IncidentFact,
        quoting version: RegisterFact,
        act: Act
    ) throws {
        try commit(act) { _, db, entries in
            try entries.record(
                db,
                [
                    AnnouncementFact(
                        incident: incident.number,
                        version: version.version,
                        by: act.by
                    )
                ]
            )
        }
    }

    /// Letters that were handed over to the post and not taken back, by the wave: when, in milliseconds since
    /// 1970, and how many. Of an incident, or of all.
    public func lettersHandedOver(of incident: IncidentFact?) throws -> [(
        wave: WaveFact, at: Int64, letters: Int
    )] {
        let incidents = try incident.map { [$0] } ?? self.incidents.map(\.body)
        return try incidents.flatMap { try waves(of: $0) }.map(\.body).flatMap { wave in
            let letters = try finishedBatches(of: wave).reduce(into: [:]) {
                $0[$1.batch] = $1.letters
            }
            return try handovers(of: wave).map { handed in
                (
                    wave: wave, at: handed.happenedAt,
                    letters: handed.batches.reduce(0) { $0 + (letters[$1] ?? 0) }
                )
            }
        }
    }
}
