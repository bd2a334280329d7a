// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Printing
import Store
import Synchronization

/// The texts of waves for those who read them, each wave counted once: that opens everyone of it, to know
/// their language. The approval counts anew, so that nothing which changed meanwhile is agreed to.
final class WaveTexts: Sendable {
    struct Counted: Sendable {
        var texts: [PreviewedText]
        /// People held, by the plan and as far as was known then at the print, by the code of a
        /// `HoldReason`.
        var held: [String: Int]
        var countedAt: Instant

        /// The texts by the short names under which their pages are found.
        subscript(short: String) -> PreviewedText? {
            texts.first { $0.shortName == short }
        }
    }

    private struct Kept: Sendable {
        var settings: String
        var task: Task<Counted, any Error>
    }

    private let kept = Mutex<[String: Kept]>([:])

    /// In these words, for letters of that day. Throws what the preview throws.
    func of(
        _ wave: String,
        in incident: String,
        settings: LetterSettings,
        letterDay: Day,
        _ visit: Visit
    ) async throws -> Counted {
        let key = "\(incident)/\(wave)"
        let document = try settings.document() + letterDay.text
        let pages = try PageCheck(fonts: visit.desk.setting.fonts)
        let officer = try visit.officer()
        let reader = visit.desk.reader
        let task = kept.withLock { kept in
            if let known = kept[key], known.settings == document { return known.task }
            let task = Task {
                let preview = try await reader.looking { store in
                    var preview = PreviewWave(
                        .planned(incident: incident, wave: wave),
                        pages: pages,
                        officer: officer,
                        reason: try StatedReason("the texts of wave \(wave) are read")
                    )
                    preview.letterDay = letterDay
                    return try WavePreview(preview, settings: settings, letterDay: letterDay)
                        .run(in: store)
                }
                return Counted(
                    texts: preview.texts,
                    held: preview.held,
                    countedAt: Instant(milliseconds: officer.now)
                )
            }
            kept[key] = Kept(settings: document, task: task)
            return task
        }
        do {
            return try await task.value
        } catch {
            forget(wave, in: incident)
            throw error
        }
    }

    /// Counts them anew the next time.
    func forget(_ wave: String, in incident: String) {
        kept.withLock { $0["\(incident)/\(wave)"] = nil }
    }
}

extension PreviewedText {
    /// Enough of its digest for the address of a page.
    var shortName: String { String(digest.prefix(16)) }
}
