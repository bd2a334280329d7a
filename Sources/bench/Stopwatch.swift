// SPDX-License-Identifier: EUPL-1.2

import Glibc

/// Seconds of the processors (user and system, of all threads) and of the wall.
struct Stopwatch {
    private let cpu = Stopwatch.seconds(CLOCK_PROCESS_CPUTIME_ID)
    private let wall = Stopwatch.seconds(CLOCK_MONOTONIC)

    var cpuSeconds: Double { Self.seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu }
    var wallSeconds: Double { Self.seconds(CLOCK_MONOTONIC) - wall }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
