// SPDX-License-Identifier: EUPL-1.2

import CSV

/// What a file is by its first bytes, whatever its name says.
public enum FileContent: String, Sendable, Hashable, Codable, CaseIterable {
    /// A line begins as a message or a batch does, or the first line as a segment.
    case hl7 = "hl7v2"
    case json = "json"
    case xml = "xml"
    case zip = "zip"
    /// A zip archive with an Office document within: `.xlsx`, `.docx`.
    case officeArchive = "officeArchive"
    /// A workbook in binary parts: `.xlsb`.
    case binaryWorkbook = "binaryWorkbook"
    /// A zip archive with a document of OpenDocument within: `.ods`, `.odt`.
    case openDocument = "openDocument"
    /// The older form of Office documents: `.xls`, `.doc`.
    case officeFile = "officeFile"
    /// An Office document of any form that opens with a password only.
    case encryptedOffice = "encryptedOffice"
    case pdf = "pdf"
    case tar = "tar"
    /// Packed by another program than gzip, or twice.
    case packed = "packed"
    case picture = "picture"
    case binary = "binary"
    case text = "text"
    case whiteSpace = "whiteSpace"
    case empty = "empty"

    /// `head`: the first bytes, unpacked and in UTF-8.
    init(of head: [UInt8]) {
        self =
            FileContent.signed(head)
            ?? head.withUnsafeBufferPointer { FileContent.text($0) }
    }

    /// Can it hold rows of a table or messages, as far as one can see?
    var isReadable: Bool {
        switch self {
        case .hl7, .json, .text, .whiteSpace, .empty: true
        default: false
        }
    }

    /// Files that begin with bytes of their own.
    private static func signed(_ head: [UInt8]) -> FileContent? {
        switch head.first {
        case nil: return .empty
        case 0x50 where head.starts(with: [0x50, 0x4B, 0x03, 0x04]):
            let names = head.prefix(4096)
            let kind = "mimetypeapplication/vnd.oasis.opendocument"
            if names.dropFirst(30).starts(with: kind.utf8) { return .openDocument }
            return ["[Content_Types].xml", "_rels/", "xl/", "word/", "docProps/"].contains {
                names.dropFirst(30).starts(with: $0.utf8)
            } ? .officeArchive : .zip
        case 0x50 where head.starts(with: [0x50, 0x4B, 0x05, 0x06]): return .zip
        default: break
        }
        if head.count > 262, head[257..<262].elementsEqual("ustar".utf8) { return .tar }
        return signatures.first { head.starts(with: $0.bytes) }?.content
    }

    private static let signatures: [(bytes: [UInt8], content: FileContent)] = [
        ([0x25, 0x50, 0x44, 0x46], .pdf),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], .officeFile),
        ([0x1F, 0x8B], .packed), ([0x42, 0x5A, 0x68], .packed),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], .packed), ([0x28, 0xB5, 0x2F, 0xFD], .packed),
        ([0x37, 0x7A, 0xBC, 0xAF], .packed), ([0x52, 0x61, 0x72, 0x21], .packed),
        ([0x89, 0x50, 0x4E, 0x47], .picture), ([0xFF, 0xD8, 0xFF], .picture),
        ([0x47, 0x49, 0x46, 0x38], .picture), ([0x49, 0x49, 0x2A, 0x00], .picture),
        ([0x4D, 0x4D, 0x00, 0x2A], .picture),
    ]

    private static func text(_ head: UnsafeBufferPointer<UInt8>) -> FileContent {
        guard let start = visible(from: 0, of: head) else { return .whiteSpace }
        if head[start] == UInt8(ascii: "{") || head[start] == UInt8(ascii: "[") { return .json }
        if isSegment(at: start, of: head) || holdsMessage(head) { return .hl7 }
        if head[start] == UInt8(ascii: "<") { return .xml }
        return head.prefix(8192).contains(0) ? .binary : .text
    }

    /// Behind a byte order mark, white space and the marks of MLLP.
    private static func visible(from start: Int, of head: UnsafeBufferPointer<UInt8>) -> Int? {
        var place = start
        while place < head.count {
            if head[place] == 0xEF, place + 2 < head.count, head[place + 1] == 0xBB,
                head[place + 2] == 0xBF
            {
                place += 3
            } else if head[place] == 0x20 || 0x09...0x0D ~= head[place] || head[place] == 0x1C {
                place += 1
            } else {
                return place
            }
        }
        return nil
    }

    /// Does a line begin with `MSH`, or with the segment that begins a batch?
    private static func holdsMessage(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0
        while place < head.count {
            if head[place] == 0x0A || head[place] == 0x0D || head[place] == 0x0B,
                let start = visible(from: place, of: head)
            {
                if isSegment(at: start, of: head, ["MSH", "FHS", "BHS"]) { return true }
                place = max(start, place + 1)
            } else {
                place += 1
            }
        }
        return false
    }

    /// A name of three capitals, and the delimiter that goes with it: `MSH` names its own.
    private static func isSegment(
        at place: Int,
        of head: UnsafeBufferPointer<UInt8>,
        _ names: [StaticString] = []
    ) -> Bool {
        guard place + 3 < head.count else { return false }
        let headers: [StaticString] = ["MSH", "FHS", "BHS"]
        let delimiter = head[place + 3]
        if headers.contains(where: { isName($0, at: place, of: head) }) {
            return 0x21...0x7E ~= delimiter && !isLetterOrDigit(delimiter)
        }
        return names.isEmpty && delimiter == UInt8(ascii: "|")
            && (0x41...0x5A).contains(head[place])
            && (1...2).allSatisfy {
                isLetterOrDigit(head[place + $0]) && head[place + $0] < 0x61
            }
    }

    private static func isName(
        _ name: StaticString,
        at place: Int,
        of head: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        (0..<3).allSatisfy { head[place + $0] == name.utf8Start[$0] }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
    }
}

extension FileContent {
    /// Can it be a workbook that is read? Its parts say.
    var isArchiveOfParts: Bool { self == .officeArchive || self == .zip }

    /// Where the directory of a compound file begins (MS-CFB, section 2.2), in bytes; nil when its header
    /// does not say.
    static func directory(ofCompoundFile head: [UInt8]) -> Int? {
        guard head.count >= 52 else { return nil }
        let shift = Int(head[30]) | Int(head[31]) << 8
        let sector = (0..<4).reduce(0) { $0 | Int(head[48 + $1]) << (8 * $1) }
        guard shift == 9 || shift == 12, sector < 1 << 30 else { return nil }
        return (sector + 1) << shift
    }

    /// Does a directory name the stream of a document that is encrypted (MS-OFFCRYPTO, section 2.3.4.4)?
    static func isEncrypted(directory: [UInt8]) -> Bool {
        let name: [UInt8] = "EncryptedPackage".utf8.flatMap { [$0, 0] }
        return stride(from: 0, to: directory.count, by: 128).contains {
            directory[$0...].starts(with: name)
        }
    }

    /// UTF-16 by its byte order mark, or by the NUL in every other byte that ASCII has there.
    static func utf16(_ head: [UInt8]) -> TextEncoding? {
        if head.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        if head.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
        let units = stride(from: 0, to: min(head.count, 64) - 1, by: 2).map {
            (head[$0], head[$0 + 1])
        }
        guard units.count >= 4 else { return nil }
        if units.allSatisfy({ 0x09...0x7E ~= $0.0 && $0.1 == 0 }) { return .utf16LittleEndian }
        if units.allSatisfy({ 0x09...0x7E ~= $0.1 && $0.0 == 0 }) { return .utf16BigEndian }
        return nil
    }
}
