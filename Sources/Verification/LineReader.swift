// SPDX-License-Identifier: EUPL-1.2

import Glibc

/// The whole lines of a file, one after another in the same memory.
final class LineReader {
    private let file: UnsafeMutablePointer<FILE>
    private var line: UnsafeMutablePointer<CChar>?
    private var capacity = 0
    /// Did the file stop reading before its end?
    private(set) var hasFailed = false

    /// Nil when there is no such file, or none that may be read. Waits while somebody writes a line,
    /// and has whoever wants to write the next wait for the last one to be read.
    init?(path: String) {
        guard let file = fopen(path, "re") else { return nil }
        self.file = file
        while flock(fileno(file), LOCK_SH) != 0, errno == EINTR {}
    }

    deinit {
        free(line)
        fclose(file)
    }

    /// Is there something behind the last line end? Asked before the first line is read.
    func isCutShort() -> Bool {
        guard fseek(file, -1, SEEK_END) == 0 else { return false }
        defer { rewind(file) }
        return fgetc(file) != 0x0A
    }

    /// The next line without its end, valid until the one after it; nil behind the last whole one.
    func next() -> UnsafeRawBufferPointer? {
        let count = getline(&line, &capacity, file)
        guard count > 0, let line, line[count - 1] == 0x0A else {
            hasFailed = ferror(file) != 0
            return nil
        }
        return UnsafeRawBufferPointer(start: line, count: count - 1)
    }
}
