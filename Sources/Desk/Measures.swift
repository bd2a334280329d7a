// SPDX-License-Identifier: EUPL-1.2

import Synchronization

/// How often each page was asked for and how long it took, for whoever watches over the program. No label
/// ever holds a person or an incident.
final class Measures: Sendable {
    private struct Series {
        var counts: [Int: Int] = [:]
        var buckets = Array(repeating: 0, count: Measures.limits.count)
        var seconds = 0.0
        var total = 0
    }

    /// Upper ends of the classes of duration, in seconds.
    private static let limits = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

    private let series = Mutex<[String: Series]>([:])

    func count(_ route: String, status: Int, _ duration: Duration) {
        let seconds = duration / .seconds(1)
        series.withLock { all in
            all[route, default: Series()].counts[status, default: 0] += 1
            all[route, default: Series()].seconds += seconds
            all[route, default: Series()].total += 1
            for (place, limit) in Self.limits.enumerated() where seconds <= limit {
                all[route, default: Series()].buckets[place] += 1
            }
        }
    }

    /// As OpenMetrics 1.0 writes it.
    func openMetrics(entries: Int) async -> String {
        let all = series.withLock { $0 }
        var lines = [
            "# TYPE spoor_ledger_entries gauge",
            "# HELP spoor_ledger_entries Entries of the ledger.",
            "spoor_ledger_entries \(entries)", "# TYPE spoor_http_requests counter",
            "# HELP spoor_http_requests Visits by page and status.",
        ]
        let routes = all.sorted { $0.key < $1.key }
        for (route, series) in routes {
            for (status, count) in series.counts.sorted(by: { $0.key < $1.key }) {
                lines.append(
                    "spoor_http_requests_total{route=\"\(route)\",status=\"\(status)\"} \(count)"
                )
            }
        }
        lines += [
            "# TYPE spoor_http_request_duration_seconds histogram",
            "# UNIT spoor_http_request_duration_seconds seconds",
            "# HELP spoor_http_request_duration_seconds How long a page took to make.",
        ]
        for (route, series) in routes {
            let name = "spoor_http_request_duration_seconds"
            for (place, limit) in Self.limits.enumerated() {
                lines.append(
                    "\(name)_bucket{route=\"\(route)\",le=\"\(limit)\"} \(series.buckets[place])"
                )
            }
            lines.append("\(name)_bucket{route=\"\(route)\",le=\"+Inf\"} \(series.total)")
            lines.append("\(name)_sum{route=\"\(route)\"} \(series.seconds)")
            lines.append("\(name)_count{route=\"\(route)\"} \(series.total)")
        }
        return (lines + ["# EOF", ""]).joined(separator: "\n")
    }
}
