// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody

/// A moment that somebody typed.
enum FormTime {
    /// Throws what to put right.
    static func read(_ form: Form, _ field: String) throws -> WrittenMoment {
        let text = form[field]
        guard !text.isEmpty else {
            throw problem(field, "Vul in wanneer het was.", "Fill in when it was.")
        }
        do {
            return try WrittenMoment(text)
        } catch .noSuchDay {
            throw problem(field, "Die dag bestaat niet.", "There is no such day.")
        } catch .noSuchTime {
            throw problem(field, "Die tijd bestaat niet.", "There is no such time.")
        } catch .skipped {
            throw problem(
                field,
                "Dat uur werd die nacht overgeslagen: de klok ging vooruit.",
                "That hour was skipped that night: the clock went forward."
            )
        } catch {
            throw problem(
                field,
                "Schrijf dag, maand, jaar en tijd, bijvoorbeeld 6-8-2025 10.05.",
                "Write day and time, for example 2025-08-06 10:05."
            )
        }
    }

    /// The same of a day without a time.
    static func day(_ form: Form, _ field: String) throws -> Day {
        let written = try read(form, field)
        guard written.precision == .day else {
            throw problem(
                field,
                "Schrijf een dag zonder tijd, bijvoorbeeld 12-9-2025.",
                "Write a day without a time, for example 2025-09-12."
            )
        }
        return Instant(milliseconds: written.earliest).day
    }

    private static func problem(_ field: String, _ dutch: String, _ english: String) -> DeskRefusal
    {
        .problem([FormProblem(field: field, dutch: dutch, english: english)])
    }
}
