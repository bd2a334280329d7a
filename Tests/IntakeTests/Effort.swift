// SPDX-License-Identifier: EUPL-1.2

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How much more work an input of four times the size is: about 4 where work grows with the size, 16
/// where it grows with its square. Counted in processor time of this thread, so that other tests and
/// other programs do not count.
func growth(of size: Int, _ work: (Int) -> Void) -> Double {
    // The first time also fills tables that are made once.
    work(size / 4)
    let one = effort { work(size) }
    let four = effort { work(size * 4) }
    return four / max(one, 0.001)
}

private func effort(_ work: () -> Void) -> Double {
    let start = seconds()
    work()
    return seconds() - start
}

private func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
