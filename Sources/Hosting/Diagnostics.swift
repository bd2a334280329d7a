// SPDX-License-Identifier: EUPL-1.2

import Database
import Foundation
import Glibc
public import Logging
import Store
import Synchronization
public import SystemPackage

/// Diagnostics for the operator: JSON lines, only where the configuration asks for them.
///
/// Counts, milliseconds, codes and kinds of errors; never a value of a person, a name that was typed
/// or the sentence that the user was told.
public enum Diagnostics {
    /// Absent until `start`: then nothing is logged.
    private static let current = Mutex<Logger?>(nil)

    /// `message` is one of the program's own texts; `details` are counts, times and codes.
    public static func note(
        _ level: Logger.Level,
        _ message: StaticString,
        _ details: [String: String] = [:]
    ) {
        guard let logger = current.withLock({ $0 }) else { return }
        logger.log(level: level, "\(message)", metadata: details.mapValues { "\($0)" })
    }

    public static func debug(_ message: StaticString, _ details: [String: String] = [:]) {
        note(.debug, message, details)
    }

    public static func info(_ message: StaticString, _ details: [String: String] = [:]) {
        note(.info, message, details)
    }

    public static func warning(_ message: StaticString, _ details: [String: String] = [:]) {
        note(.warning, message, details)
    }

    /// The same for a library that logs by itself; says nothing when nothing was asked for.
    public static var logger: Logger {
        current.withLock { $0 } ?? Logger(label: "spoor") { _ in SwiftLogNoOpLogHandler() }
    }

    /// Begins as the configuration says: `logLevel`, else `info` when there is a `logFile`.
    static func start(_ settings: Settings) throws {
        guard settings[.logLevel] != nil || settings[.logFile] != nil else { return }
        let name = settings[.logLevel] ?? "info"
        guard let level = Logger.Level(rawValue: name) else {
            throw HostingError.unknownLogLevel(
                name,
                source: settings.source(of: .logLevel),
                known: Logger.Level.allCases.map(\.rawValue)
            )
        }
        let descriptor = try settings[.logFile].map(open) ?? .standardError
        let logger = Logger(label: "spoor") { _ in
            JSONLineLog(descriptor: descriptor, logLevel: level)
        }
        current.withLock { $0 = logger }
    }

    /// Appends to a file that only its owner reads.
    private static func open(_ path: String) throws -> FileDescriptor {
        do {
            let descriptor = try FileDescriptor.open(
                path,
                .writeOnly,
                options: [.create, .append, .noFollow, .closeOnExec, .nonBlocking],
                permissions: .ownerReadWrite
            )
            var status = stat()
            guard fstat(descriptor.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG
            else {
                try descriptor.close()
                throw Errno.invalidArgument
            }
            return descriptor
        } catch let error as Errno {
            throw HostingError.logNotWritable(file: path, code: error.rawValue)
        }
    }

    /// Logs why something failed, and returns the number by which the log has it; nil without a log.
    /// `outcome` is the code under which the door tells it.
    public static func failed(with error: any Error, outcome: String) -> String? {
        guard let logger = current.withLock({ $0 }), logger.logLevel <= .error else { return nil }
        let reference = String(UInt32.random(in: .min ... .max), radix: 16, uppercase: true)
        var details = [
            "reference": reference, "exit": outcome, "kind": "\(type(of: error))",
        ]
        switch error {
        case let failure as DatabaseFailure: details["database"] = String(failure.code)
        case StoreError.writerBusy(let process): details["writer"] = process
        default: details["errno"] = Errno(of: error).map { String($0.rawValue) }
        }
        note(.error, "command failed", details)
        return reference
    }
}

/// One JSON object a line, through the same gate as everything else that the program says.
public struct JSONLineLog: LogHandler {
    private let descriptor: FileDescriptor
    public var logLevel: Logger.Level
    public var metadata: Logger.Metadata = [:]
    /// The time of a line, in milliseconds since 1970, UTC.
    private let now: @Sendable () -> Int64

    public init(
        descriptor: FileDescriptor,
        logLevel: Logger.Level,
        now: (@Sendable () -> Int64)? = nil
    ) {
        self.descriptor = descriptor
        self.logLevel = logLevel
        self.now = now ?? { Int64(Date().timeIntervalSince1970 * 1000) }
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var line = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues(\.description)
        line["time"] = Timestamp.text(now())
        line["level"] = event.level.rawValue
        line["message"] = event.message.description
        line["process"] = String(getpid())
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(line) else { return }
        // A log that cannot be written stops no work.
        _ = try? descriptor.writeAll(
            (String(decoding: data, as: UTF8.self).visibleJSON + "\n").utf8
        )
    }
}

extension Errno {
    /// The system's number in an error, also of Foundation.
    public init?(of error: any Error) {
        switch error {
        case let error as Errno: self = error
        case let error as POSIXError: self.init(rawValue: error.code.rawValue)
        default:
            guard (error as NSError).domain == NSPOSIXErrorDomain else { return nil }
            self.init(rawValue: CInt(truncatingIfNeeded: (error as NSError).code))
        }
    }
}
