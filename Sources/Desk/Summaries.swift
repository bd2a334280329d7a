// SPDX-License-Identifier: EUPL-1.2

import Casework
import Store
import Synchronization

/// Summaries of frozen versions, each counted once: what is frozen never changes.
final class Summaries: Sendable {
    private let kept = Mutex<[String: Task<SummarizeVersion.Answer, any Error>]>([:])

    /// Of the last version of an incident; nil when none is frozen.
    func last(of incident: String, _ visit: Visit) async throws -> SummarizeVersion.Answer? {
        try await last(of: incident, in: visit.desk.reader)
    }

    func last(of incident: String, in reader: Store) async throws -> SummarizeVersion.Answer? {
        let versions = try await reader.looking { try ShowRegister(incident: incident).run(in: $0) }
        guard let version = versions.last else { return nil }
        let key = "\(incident)|\(version.version)|\(version.hash)"
        let task = kept.withLock { kept in
            if let task = kept[key] { return task }
            let task = Task {
                try await reader.looking {
                    try SummarizeVersion(incident: incident, version: "\(version.version)")
                        .run(in: $0)
                }
            }
            kept[key] = task
            return task
        }
        do {
            var answer = try await task.value
            // That may have changed since.
            answer.version.isPublished = version.isPublished
            return answer
        } catch {
            kept.withLock { $0[key] = nil }
            throw error
        }
    }
}
