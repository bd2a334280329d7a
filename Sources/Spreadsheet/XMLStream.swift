// SPDX-License-Identifier: EUPL-1.2

import CXML2

/// Takes what an XML text says, in its order. Names are without their prefix: a workbook uses one
/// vocabulary, and writers differ in what they call it.
protocol XMLTaker: AnyObject {
    func begin(_ name: XMLName, _ attributes: XMLAttributes) throws
    func text(_ bytes: UnsafeBufferPointer<UInt8>)
    func end(_ name: XMLName) throws
}

struct XMLName {
    fileprivate let bytes: UnsafePointer<UInt8>

    static func == (name: XMLName, other: StaticString) -> Bool {
        let count = other.utf8CodeUnitCount
        for place in 0..<count where name.bytes[place] != other.utf8Start[place] { return false }
        return name.bytes[count] == 0
    }
}

/// The attributes of an element, for as long as its begin is told.
struct XMLAttributes {
    /// For each: name, prefix, namespace, begin and end of its value.
    fileprivate let fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    fileprivate let count: Int

    func bytes(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
        guard let fields else { return nil }
        for place in 0..<count {
            guard let own = fields[5 * place], XMLName(bytes: own) == name,
                let start = fields[5 * place + 3], let end = fields[5 * place + 4]
            else { continue }
            return UnsafeBufferPointer(start: start, count: end - start)
        }
        return nil
    }

    func text(_ name: StaticString) -> String? {
        // libxml2 leaves the ampersand written as a reference when it keeps references.
        bytes(name).map { String(decoding: $0, as: UTF8.self).replacing("&#38;", with: "&") }
    }

    func number(_ name: StaticString) -> Int? {
        bytes(name).flatMap { Int(String(decoding: $0, as: UTF8.self)) }
    }

    func isTrue(_ name: StaticString) -> Bool {
        bytes(name).map { $0.elementsEqual("1".utf8) || $0.elementsEqual("true".utf8) } ?? false
    }
}

/// Reads XML piece by piece, in bounded memory. No entity is declared, and nothing is fetched.
final class XMLStream {
    private let context: xmlParserCtxtPtr
    private let relay: Relay

    /// What libxml2 calls; it keeps what the taker threw.
    private final class Relay {
        let taker: any XMLTaker
        var failure: (any Error)?
        weak var stream: XMLStream?

        init(_ taker: any XMLTaker) { self.taker = taker }

        func call(_ body: () throws -> Void) {
            guard failure == nil else { return }
            do { try body() } catch { stop(error) }
        }

        func stop(_ error: any Error) {
            failure = error
            if let stream { xmlStopParser(stream.context) }
        }

        static func of(_ pointer: UnsafeMutableRawPointer?) -> Relay {
            guard let pointer else { preconditionFailure("libxml2 hands back what it was given") }
            return Unmanaged<Relay>.fromOpaque(pointer).takeUnretainedValue()
        }
    }

    init(_ taker: any XMLTaker) throws {
        _ = XMLStream.library
        relay = Relay(taker)
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.startElementNs = { relay, name, _, _, _, _, count, _, attributes in
            guard let name else { return }
            let relay = Relay.of(relay)
            relay.call {
                try relay.taker.begin(
                    XMLName(bytes: name),
                    XMLAttributes(fields: attributes, count: Int(count))
                )
            }
        }
        handler.endElementNs = { relay, name, _, _ in
            guard let name else { return }
            let relay = Relay.of(relay)
            relay.call { try relay.taker.end(XMLName(bytes: name)) }
        }
        handler.characters = { relay, bytes, count in
            let relay = Relay.of(relay)
            guard relay.failure == nil else { return }
            relay.taker.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
        }
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = handler.characters
        handler.internalSubset = { relay, _, _, _ in
            Relay.of(relay).stop(WorkbookProblem.documentType)
        }
        handler.serror = { _, _ in }
        guard
            let context = xmlCreatePushParserCtxt(
                &handler,
                Unmanaged.passUnretained(relay).toOpaque(),
                nil,
                0,
                nil
            )
        else { throw WorkbookProblem.damaged(lastRow: 0) }
        self.context = context
        xmlCtxtUseOptions(
            context,
            Int32(
                XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            )
        )
        relay.stream = self
    }

    deinit { xmlFreeParserCtxt(context) }

    /// Made ready once, before any thread reads.
    private static let library: Void = xmlInitParser()

    func feed(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 16))
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(piece.count))
            try parse(piece, isLast: false)
        }
    }

    func finish() throws { try parse(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true) }

    private func parse(_ piece: UnsafeRawBufferPointer, isLast: Bool) throws {
        xmlParseChunk(
            context,
            piece.bindMemory(to: CChar.self).baseAddress,
            Int32(piece.count),
            isLast ? 1 : 0
        )
        if let failure = relay.failure { throw failure }
        guard context.pointee.wellFormed != 0 else { throw WorkbookProblem.damaged(lastRow: 0) }
    }
}

extension WorkbookArchive {
    /// Reads a part as XML; `goesOn` is asked behind each piece. False when there is no such part.
    @discardableResult
    func parse(
        _ part: String,
        _ taker: any XMLTaker,
        goesOn: () throws -> Bool = { true }
    ) throws -> Bool {
        let stream = try XMLStream(taker)
        var isWhole = true
        let isFound = try read(part) { piece in
            try stream.feed(piece)
            isWhole = try goesOn()
            return isWhole
        }
        if isFound, isWhole { try stream.finish() }
        return isFound
    }
}
