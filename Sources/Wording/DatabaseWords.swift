// SPDX-License-Identifier: EUPL-1.2

import Database
import SystemPackage

/// What the database could not do, in words: of a disk that fails nothing is said about what stands
/// on it.
extension ToldFailure {
    init(_ failure: DatabaseFailure) {
        switch failure.kind {
        case .full: self.init(Errno.noSpace)
        case .busy:
            self.init(.tryAgain, "the store is busy", help: "try again in a moment")
        case .notAllowed:
            self =
                ToldFailure.noFileLeft
                ?? ToldFailure(
                    .notAllowed,
                    "the store cannot be opened for this",
                    help: "check the rights on its folder and files"
                )
        case .damaged:
            self.init(
                .integrity,
                "the database file is damaged",
                help: "keep it as it is and restore a backup",
                command: "'spoor ledger verify' tells more"
            )
        case .inputOutput: self = ToldFailure.noFileLeft ?? ToldFailure(Errno.ioError)
        case .constraint:
            self.init(
                .integrity,
                "the database refused a row that breaks its rules (code \(failure.code))",
                help: "nothing was changed",
                command: "'spoor ledger verify' tells whether the store is whole"
            )
        case .other: self.init(.failed, "the database refused (code \(failure.code))")
        }
    }

    /// SQLite says only that a file does not open, and has closed its others by then: whether as many
    /// as a store needs can be opened tells why.
    public static var noFileLeft: ToldFailure? {
        var opened: [FileDescriptor] = []
        defer { for descriptor in opened { try? descriptor.close() } }
        do {
            for _ in 0..<12 {
                opened.append(
                    try FileDescriptor.open("/dev/null", .readOnly, options: .closeOnExec)
                )
            }
            return nil
        } catch {
            let reason = error as? Errno
            return [.tooManyOpenFiles, .tooManyOpenFilesInSystem].contains(reason)
                ? reason.map { ToldFailure($0) } : nil
        }
    }
}
