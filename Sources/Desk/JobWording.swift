// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody

/// Long work in words.
enum JobWording {
    /// In a word: what a file of the population waits for, or how its work ended.
    static func standing(_ work: PopulationWork, _ progress: Jobs.Progress?, _ words: Words) -> HTML
    {
        guard let job = work.job else {
            return Piece.tag(words.text("Wacht op een proef", "Waits for a trial"), .wait)
        }
        if job.isStopping, job.end == nil {
            return Piece.tag(words.text("Stopt", "Stopping"), .wait)
        }
        switch job.end {
        case .done where job.kind == .trial:
            return Piece.tag(words.text("Geprobeerd", "Tried"), .ok)
        case .done: return Piece.tag(words.text("Ingelezen", "Taken in"), .ok)
        case .stopped: return Piece.tag(words.text("Gestopt", "Stopped"), .bad)
        case .failed: return Piece.tag(words.text("Niet gelukt", "Failed"), .bad)
        case nil where progress == nil || progress?.isWaiting == true:
            return Piece.tag(words.text("Wacht", "Waits"), .wait)
        case nil: return Piece.tag(words.text("Loopt", "Running"), .wait)
        }
    }

    static func kind(_ kind: PopulationWork.Job.Kind, _ words: Words) -> String {
        switch kind {
        case .trial: words.text("proef van een bestand met mensen", "trial of a file of people")
        case .taking: words.text("bestand met mensen inlezen", "taking in a file of people")
        }
    }

    /// How far it is: rows, and a part of the file.
    static func reached(_ progress: Jobs.Progress, _ words: Words) -> String {
        if progress.isWaiting {
            return words.text(
                "wacht tot een ander programma klaar is met schrijven",
                "waits until another program has finished writing"
            )
        }
        let rows = words.count(progress.rows, ("rij", "rijen"), ("row", "rows"))
        guard let total = progress.total, total > 0 else {
            return words.text(
                "leest eerst wie al bekend is, en het hele bestand",
                "reads first who is known, and the whole file"
            )
        }
        let percent = min(100, progress.bytes * 100 / total)
        return words.text(
            "\(rows), \(percent) % van het bestand",
            "\(rows), \(percent)% of the file"
        )
    }

    /// What an import recorded that ended, stopped or failed.
    static func recorded(_ recorded: PopulationWork.Recorded, _ words: Words) -> String {
        let people = words.people(recorded.people)
        guard let setAside = recorded.setAside else {
            return words.text("\(people) nieuw of veranderd", "\(people) new or changed")
        }
        let aside = words.count(setAside, ("rij", "rijen"), ("row", "rows"))
        return words.text(
            "\(people) nieuw of veranderd; \(aside) opzijgelegd",
            "\(people) new or changed; \(aside) set aside"
        )
    }
}
