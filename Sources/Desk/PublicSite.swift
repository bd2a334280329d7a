// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Custody
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// The bytes that anybody may have, made once for each state of what was said outside. It holds no store: whoever
/// asks it can reach nothing else (decision 0065).
final class PublicSite: Sendable {
    /// A page or a file, ready to be sent.
    struct Piece: Sendable {
        var body: ByteBuffer
        var headers: HTTPFields
        /// Strong, of the bytes (RFC 9110, 8.8.3).
        var tag: String
    }

    private struct State: Sendable {
        var shown: PublicPage.State?
        var pieces: [String: Piece] = [:]
    }

    private let state = Mutex(State())
    private let isSecure: Bool
    private let notThere: Piece

    init(isSecure: Bool) {
        self.isSecure = isSecure
        let text = """
            <!doctype html><html lang="nl"><meta charset="utf-8"><title>Niet gevonden</title>\
            <p>Deze pagina is er niet. <a href="/nl">Naar de pagina</a>. \
            <span lang="en">This page is not there. <a href="/en">To the page</a>.</span></p></html>

            """
        notThere = Self.piece(text, "text/html; charset=utf-8", Self.brief, isSecure)
    }

    private static let brief = "public, max-age=60"
    private static let lasting = "public, max-age=31536000, immutable"

    /// Makes the pages of what was said, unless they are those of it already. Returns whether it made them.
    func show(_ shown: PublicPage.State) -> Bool {
        guard state.withLock({ $0.shown != shown }) else { return false }
        func page(_ language: Language) -> Piece {
            Self.piece(
                PublicPage(shown, language).html.text,
                "text/html; charset=utf-8",
                Self.brief,
                isSecure
            )
        }
        let (dutch, english) = (page(.dutch), page(.english))
        let made = [
            "/": dutch, "/nl": dutch, "/en": english,
            StyleSheet.path: Self.piece(
                StyleSheet.text,
                "text/css; charset=utf-8",
                Self.lasting,
                isSecure
            ), Mark.path: Self.piece(Mark.icon, "image/svg+xml", Self.lasting, isSecure),
        ]
        state.withLock { $0 = State(shown: shown, pieces: made) }
        return true
    }

    private var hasPages: Bool { state.withLock { $0.shown != nil } }

    /// Nil: nothing is at that path.
    func piece(at path: String) -> Piece? { state.withLock { $0.pieces[path] } }

    private static func piece(
        _ text: String,
        _ type: String,
        _ keeping: String,
        _ isSecure: Bool
    ) -> Piece {
        let bytes = Array(text.utf8)
        let hash = SHA256.hash(data: bytes).prefix(12).map { byte in
            byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
        }
        let tag = "\"\(hash.joined())\""
        var headers = HTTPFields()
        headers[.contentType] = type
        headers[.cacheControl] = keeping
        headers[.eTag] = tag
        headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; "
            + "base-uri 'none'; form-action 'none'"
        headers[.xContentTypeOptions] = "nosniff"
        if isSecure { headers[.strictTransportSecurity] = "max-age=31536000" }
        return Piece(body: ByteBuffer(bytes: bytes), headers: headers, tag: tag)
    }

    /// Does a list of tags, or `*`, hold that one?
    static func holds(_ list: String, _ tag: String) -> Bool {
        list.split(separator: ",").contains { item in
            var name = item.drop(while: \.isWhitespace)
            if name.hasPrefix("W/") { name = name.dropFirst(2) }
            while name.last?.isWhitespace == true { name = name.dropLast() }
            return name == tag || name == "*"
        }
    }
}

extension PublicSite: HTTPResponder {
    typealias Context = BasicRequestContext

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        let isHead = request.method == .head
        guard isHead || request.method == .get else {
            var headers = HTTPFields()
            headers[.allow] = "GET, HEAD"
            return Response(status: .methodNotAllowed, headers: headers)
        }
        let found = piece(at: request.uri.path)
        guard found != nil || hasPages else {
            // The server has just begun.
            return Response(status: .serviceUnavailable, headers: [.retryAfter: "2"])
        }
        let piece = found ?? notThere
        if found != nil, let known = request.headers[.ifNoneMatch], Self.holds(known, piece.tag) {
            var headers = piece.headers
            headers[.contentType] = nil
            return Response(status: .notModified, headers: headers)
        }
        let response = Response(
            status: found == nil ? .notFound : .ok,
            headers: piece.headers,
            body: .init(byteBuffer: piece.body)
        )
        return isHead ? response.createHeadResponse() : response
    }
}
