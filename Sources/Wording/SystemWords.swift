// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Hosting
import SystemPackage

/// What the system refused, in words.
extension ToldFailure {
    init(_ error: Errno) {
        switch error {
        case .noSpace, .diskQuotaExceeded:
            self.init(
                .inputOutput,
                "the disk is full; nothing that was acknowledged is lost",
                help: "make room and run the same command again: it goes on where it was"
            )
        case .ioError:
            self.init(
                .inputOutput,
                "the disk could not be read or written; nothing that was acknowledged is lost",
                help: """
                    look at the disk and the system's log before anything else; this says nothing about \
                    what is stored
                    """,
                command: "'spoor ledger verify' tells, once the disk works"
            )
        case .tooManyOpenFiles:
            self.init(
                .inputOutput,
                "this process may not open more files",
                help: "raise the limit ('ulimit -n 1024', LimitNOFILE= in a unit) and run it again"
            )
        case .tooManyOpenFilesInSystem:
            self.init(
                .inputOutput,
                "the whole system may not open more files",
                help: "end what holds them, or raise fs.file-max, and run it again"
            )
        case .permissionDenied, .notPermitted:
            self.init(.notAllowed, "the system does not allow it", help: "check owner and mode")
        case .readOnlyFileSystem:
            self.init(.cannotCreate, "the file system is read-only", help: "mount it for writing")
        default: self.init(.inputOutput, "input or output failed (\(error.rawValue))")
        }
    }

    init(_ error: CocoaError) {
        if let reason = (error.userInfo[NSUnderlyingErrorKey] as? any Error).flatMap({
            Errno(of: $0)
        }),
            [.tooManyOpenFiles, .tooManyOpenFilesInSystem, .ioError].contains(reason)
        {
            self.init(reason)
            return
        }
        let path = error.filePath ?? "a file"
        switch error.code {
        case .fileWriteOutOfSpace: self.init(Errno.noSpace)
        case .fileNoSuchFile, .fileReadNoSuchFile:
            self.init(.inputMissing, "\(path) is not there")
        case .fileReadNoPermission, .fileWriteNoPermission:
            self.init(.notAllowed, "no right to use \(path)", help: "check its owner and mode")
        default: self.init(.inputOutput, "\(path) could not be read or written")
        }
    }
}
