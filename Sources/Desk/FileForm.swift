// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Hummingbird
import Ingestion
import NIOCore

/// A form with one file, as a browser sends it (`multipart/form-data`, RFC 7578): read piece by piece, the
/// file straight to the disk. Before the file stands the field that binds the form to its page; what stands
/// behind the file is not read.
struct FileForm {
    private let mark: [UInt8]
    private var pieces: RequestBody.AsyncIterator?
    private var left: [UInt8] = []

    /// How long a form with a file may take to come.
    static let slowest = Duration.seconds(1800)
    /// Bytes before the file.
    private static let longestHead = 16 * 1024

    /// Bytes of the file, at most.
    private let largest: Int

    init(boundary: String, largest: Int) {
        mark = Array("\r\n--\(boundary)".utf8)
        self.largest = largest
    }

    /// Nil when the content is no such form.
    static func boundary(of type: String) -> String? {
        let parts = type.split(separator: ";").map { $0.drop { $0 == " " } }
        guard parts.first?.lowercased() == "multipart/form-data",
            let found = parts.first(where: { $0.lowercased().hasPrefix("boundary=") })
        else { return nil }
        let text = found.dropFirst("boundary=".count).filter { $0 != "\"" }
        return (1...70).contains(text.utf8.count) && text.utf8.allSatisfy { 0x21...0x7e ~= $0 }
            ? text : nil
    }

    private mutating func more() async throws -> Bool {
        guard let piece = try await pieces?.next() else { return false }
        left += piece.readableBytesView
        return true
    }

    /// Reads up to the file; returns the field that stood before it. Throws when there is none.
    mutating func begin(_ content: RequestBody) async throws -> String {
        pieces = content.makeAsyncIterator()
        // The first mark has no line end before it.
        left = [13, 10]
        var token: String?
        while true {
            guard let end = Self.place(of: Array("\r\n\r\n".utf8), in: left, from: 0) else {
                guard left.count < Self.longestHead, try await more() else {
                    throw DeskRefusal.formUnreadable
                }
                continue
            }
            let head = String(decoding: left[..<end], as: UTF8.self)
            guard left.starts(with: mark) else { throw DeskRefusal.formUnreadable }
            if head.contains("filename=") {
                guard let token else { throw DeskRefusal.formForged }
                left.removeFirst(end + 4)
                // Found again where an empty file ends at once.
                left = [13, 10] + left
                return token
            }
            guard let next = Self.place(of: mark, in: left, from: end + 4) else {
                guard left.count < Self.longestHead, try await more() else {
                    throw DeskRefusal.formUnreadable
                }
                continue
            }
            if head.contains("name=\"\(FormField.token)\"") {
                token = String(decoding: left[(end + 4)..<next], as: UTF8.self)
            }
            left.removeFirst(next)
        }
    }

    /// Keeps the file; returns its mark. Nothing is kept of one that is empty, too large or cut off.
    mutating func keep(in files: ReceivedFiles) async throws -> String {
        let (name, writer) = try files.make()
        do {
            try await write(to: writer)
            try writer.finish()
            return name
        } catch {
            files.remove(name)
            throw error
        }
    }

    private mutating func write(to writer: SealedFile.Writer) async throws {
        // The line end that was put before the file is none of it.
        var skipped = 2
        var size = 0
        while true {
            let end = Self.place(of: mark, in: left, from: 0)
            let ready = end ?? max(0, left.count - mark.count)
            if ready > skipped || end != nil {
                let bytes = left[min(skipped, ready)..<ready]
                size += bytes.count
                // What is too large is read to its end, so that the browser hears why.
                if size <= largest, !bytes.isEmpty { try writer.append(bytes) }
                if end == nil {
                    left.removeFirst(ready)
                    skipped = 0
                }
            }
            if end != nil { break }
            guard try await more() else { throw DeskRefusal.formUnreadable }
        }
        guard size > 0 else {
            throw DeskRefusal.problem([
                FormProblem(
                    field: "file",
                    dutch: "Kies een bestand waar iets in staat.",
                    english: "Choose a file with something in it."
                )
            ])
        }
        guard size <= largest else {
            let most = largest / 1024 / 1024
            throw DeskRefusal.problem([
                FormProblem(
                    field: "file",
                    dutch:
                        "Het bestand is groter dan \(most) MB. Deel het op, of lees het in op de opdrachtregel.",
                    english:
                        "The file is larger than \(most) MB. Divide it, or take it in on the command line."
                )
            ])
        }
    }

    /// Where `part` begins in `bytes`; nil when it is not there.
    private static func place(of part: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= start + part.count else { return nil }
        return bytes.withUnsafeBytes { all in
            part.withUnsafeBytes { part in
                guard let base = all.baseAddress, let sought = part.baseAddress else { return nil }
                var place = start
                while place + part.count <= all.count {
                    let rest = all.count - part.count + 1 - place
                    guard let hit = memchr(base + place, Int32(part[0]), rest) else { return nil }
                    place = UnsafeRawPointer(hit) - base
                    if memcmp(base + place, sought, part.count) == 0 { return place }
                    place += 1
                }
                return nil
            }
        }
    }
}
