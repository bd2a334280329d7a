// SPDX-License-Identifier: EUPL-1.2

import Glibc

/// The whole lines of a file, one after another in the same memory.
final class LineReader {
    private let file: UnsafeMutablePointer<FILE>
    private var line: UnsafeMutablePointer<CChar>?
    private var capacity = 0
    /// Did the file stop reading before its end?
    private(set) var hasFailed = false

    /// What came of opening a file.
    enum Opening {
        case absent
        case opened(LineReader)
        /// Why nothing can be said of its lines.
        case refused(String)
    }

    /// Waits while somebody writes a line, and has whoever wants to write the next wait for the last
    /// one to be read; not for ever, and never for what is no file.
    static func open(_ path: String, waitingMilliseconds: Int = 10_000) -> Opening {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            return errno == ENOENT ? .absent : .refused("the log cannot be opened")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            return .refused("the log is no file")
        }
        var waited = 0
        while flock(descriptor, LOCK_SH | LOCK_NB) != 0 {
            guard errno == EINTR || errno == EWOULDBLOCK, waited < waitingMilliseconds else {
                close(descriptor)
                return .refused("somebody keeps the log locked")
            }
            usleep(10_000)
            waited += 10
        }
        guard let file = fdopen(descriptor, "r") else {
            close(descriptor)
            return .refused("the log cannot be opened")
        }
        return .opened(LineReader(file))
    }

    private init(_ file: UnsafeMutablePointer<FILE>) { self.file = file }

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
