// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Foundation
import HTTPTypes
import Hosting
import Hummingbird
import Incidents
import Logging
import NIOCore
import OpenID
import Store
import Wording

/// One visit, from the bytes of the request to those of the answer.
struct Answering {
    let desk: Desk
    let request: Request

    /// The longest form: a note of a few pages.
    private static let longestForm = 64 * 1024

    // MARK: - The visit

    func respond(_ route: Route, parameters: [String: String]) async -> Response {
        let begun = ContinuousClock.now
        let response = await answered(route, parameters)
        desk.measures.count(
            route.name,
            status: response.status.code,
            ContinuousClock.now - begun
        )
        return response
    }

    private func answered(_ route: Route, _ parameters: [String: String]) async -> Response {
        let visit: Visit
        do {
            visit = try await self.visit(parameters)
        } catch {
            return await respond(to: error)
        }
        do {
            if route.needsSession, visit.account == nil { throw DeskRefusal.notSignedIn }
            guard route.allows(visit.roles) else {
                guard case .roles(let roles) = route.access else { throw DeskRefusal.notFound }
                throw DeskRefusal.notAllowed(roles)
            }
            guard !route.isAct || route.isOfSession || !visit.isLookingBack else {
                throw DeskRefusal.lookingBack
            }
            let reply =
                switch route.action {
                case .look(let look): try withFiles(await page(visit, look), route, visit)
                case .elsewhere(let visitElsewhere):
                    try await desk.elsewhere.run { try await visitElsewhere(visit) }
                case .act: try await act(route, visit)
                }
            return response(reply, visit, isPersonal: route.isPersonal)
        } catch {
            return respond(to: error, visit)
        }
    }

    /// A page with a link to the file of each of its tables, or the file that is asked for; a page with a
    /// person on it has none.
    private func withFiles(_ reply: Reply, _ route: Route, _ visit: Visit) throws -> Reply {
        guard case .page(var page) = reply, route.needsSession, !route.isPersonal else {
            return reply
        }
        guard let asked = visit.query[TableFile.field] else {
            page.body = TableFile.linked(page.body, visit)
            return .page(page)
        }
        guard let number = Int(asked),
            let rows = TableFile.rows(of: page.body, table: number, visit.words)
        else { throw DeskRefusal.notFound }
        return .file(
            CommaSeparated.text(rows),
            type: "text/csv; charset=utf-8",
            name: "\(route.name)-\(number).csv"
        )
    }

    /// Makes a page of one state of the store; anew when something had to be counted first.
    private func page(
        _ visit: Visit,
        _ look: @escaping @Sendable (Visit) async throws -> Reply
    ) async throws -> Reply {
        try await desk.counting.counted { countsItself in
            try await desk.pages.run {
                var visit = visit
                visit.state = PageState(countsItself: countsItself)
                return try await look(visit)
            }
        }
    }

    private func visit(_ parameters: [String: String]) async throws -> Visit {
        let now = desk.now
        let cookie = request.cookies[Self.sessionCookie(desk)]?.value
        let session = try cookie.flatMap { try desk.accounts.session($0, now: desk.clockNow) }
        var (account, parties): (AccountStanding?, [String: String]) = (nil, [:])
        if let session {
            (account, parties) = try await desk.reader.looking { store in
                (
                    try FindAccount(session.account).run(in: store),
                    try store.parties.reduce(into: [:]) { $0[$1.id.rawValue] = $1.name }
                )
            }
        }
        let language = session?.language ?? Self.preferred(request.headers[.acceptLanguage] ?? "")
        return Visit(
            desk: desk,
            session: account == nil ? nil : session,
            account: account,
            words: Words(
                language: language,
                now: account == nil ? now : session?.asOf ?? now,
                parties: parties
            ),
            parameters: parameters.mapValues { $0.removingPercentEncoding ?? $0 },
            query: request.uri.queryParameters.reduce(into: [:]) {
                $0[String($1.key)] = String($1.value)
            },
            path: request.uri.path,
            reference: Self.newReference(now),
            device: request.cookies[Self.deviceCookie(desk)]?.value,
            kept: request.cookies[Self.providerCookie(desk)]?.value
        )
    }

    /// Dutch, unless a browser asks for English and not for Dutch.
    static func preferred(_ accepted: String) -> Language {
        let wanted = accepted.lowercased().split(separator: ",").map {
            $0.drop(while: \.isWhitespace).prefix(2)
        }
        for language in wanted {
            if language == "nl" { return .dutch }
            if language == "en" { return .english }
        }
        return .dutch
    }

    /// `S-7KQ2-0912`: can be read aloud, and says nothing.
    private static func newReference(_ now: Int64) -> String {
        let letters = Array("2346789BCDFGHJKMNPQRTVWX")
        let word = String((0..<4).map { _ in letters.randomElement() ?? "X" })
        let local = Instant(milliseconds: now).local
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "S-\(word)-\(two(local.hour))\(two(local.minute))"
    }

    // MARK: - Acts

    private func act(_ route: Route, _ visit: Visit) async throws -> Reply {
        guard Self.isFromHere(request) else { throw DeskRefusal.formForged }
        if let largest = route.takesFile {
            return try await act(route, visit, try await fileForm(visit, largest))
        }
        guard request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true
        else { throw DeskRefusal.formUnreadable }
        let buffer: ByteBuffer
        do {
            let content = request.body
            buffer = try await Self.within(Self.slowest) {
                try await content.collect(upTo: Self.longestForm)
            }
        } catch {
            throw DeskRefusal.formUnreadable
        }
        return try await act(route, visit, String(buffer: buffer))
    }

    /// Keeps the file of a form; returns the form that stands for it, with the mark of the file.
    private func fileForm(_ visit: Visit, _ largest: Int) async throws -> String {
        guard let session = visit.session,
            let boundary = FileForm.boundary(of: request.headers[.contentType] ?? "")
        else { throw DeskRefusal.formUnreadable }
        let (content, files, path) = (request.body, desk.files, visit.path)
        return try await Self.within(FileForm.slowest) {
            var reading = FileForm(boundary: boundary, largest: largest)
            // Nothing of a file is kept before the form is known to be of this page.
            let token = try await reading.begin(content)
            guard session.made(token, for: path) else { throw DeskRefusal.formForged }
            let mark = try await reading.keep(in: files)
            return "\(FormField.token)=\(Form.encoded(token))&file=\(mark)"
        }
    }

    private func act(_ route: Route, _ visit: Visit, _ body: String) async throws -> Reply {
        let form = try Form(body)
        guard case .act(let act) = route.action else { throw DeskRefusal.notFound }
        guard route.needsSession, let session = visit.session else {
            // Signing in: nothing is kept of it.
            return try await act(visit, form)
        }
        let token = form.exact(FormField.token)
        let nonce = String(token.prefix { $0 != "." })
        let reply: Reply? = try await desk.working(on: nonce) {
            let receipt = try desk.accounts.receive(
                body,
                token: token,
                path: visit.path,
                session: session,
                now: visit.words.now
            )
            switch receipt {
            case .forged: throw DeskRefusal.formForged
            case .again(let outcome):
                guard let outcome else { throw DeskRefusal.busy }
                return .seeOther(outcome)
            case .new(let posted):
                var visit = visit
                visit.words.now = posted.receivedAt
                return try await desk.table.finish(posted, visit, form, act)
            }
        }
        if let reply { return reply }
        // Sent twice at once: this one waits for the other, and leads where that one led.
        for _ in 0..<100 where desk.isAtWork(on: nonce) {
            try await Task.sleep(for: .milliseconds(100))
        }
        guard let outcome = try desk.accounts.outcome(of: nonce) else { throw DeskRefusal.busy }
        return .seeOther(outcome)
    }

    /// How long a form may take to come.
    private static let slowest = Duration.seconds(30)

    private static func within<Result: Sendable>(
        _ time: Duration,
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result.self) { group in
            group.addTask(operation: body)
            group.addTask {
                try await Task.sleep(for: time)
                throw DeskRefusal.formUnreadable
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw DeskRefusal.formUnreadable }
            return first
        }
    }

    /// A browser says from which site a form comes; none of ours comes from another one. What is no
    /// browser says nothing.
    private static func isFromHere(_ request: Request) -> Bool {
        if let site = request.headers[.secFetchSite] {
            return site == "same-origin" || site == "none"
        }
        guard let origin = request.headers[.origin] else { return true }
        guard let start = origin.range(of: "://")?.upperBound else { return false }
        return String(origin[start...]).lowercased() == request.head.authority?.lowercased()
    }

    // MARK: - Answers

    func respond(to error: any Error) async -> Response {
        let visit = try? await self.visit([:])
        return respond(
            to: error,
            visit
                ?? Visit(
                    desk: desk,
                    words: Words(language: .dutch, now: desk.now),
                    parameters: [:],
                    query: [:],
                    path: request.uri.path,
                    reference: Self.newReference(desk.now)
                )
        )
    }

    private func respond(to error: any Error, _ visit: Visit) -> Response {
        if case DeskRefusal.notSignedIn = error, [.get, .head].contains(request.method) {
            let back = request.uri.string
            return redirect(back == "/" ? "/sign-in" : "/sign-in?to=\(Form.encoded(back))")
        }
        let (status, page) = ErrorPage.page(for: error, visit)
        if status == .internalServerError {
            Diagnostics.note(
                .error,
                "a page was not made",
                [
                    "reference": visit.reference,
                    "error": ToldFailure(about: error)?.sentence ?? "\(type(of: error))",
                ]
            )
        }
        var response = html(page, visit, status, isPersonal: true)
        if status == .methodNotAllowed { response.headers[.allow] = "GET, HEAD, POST" }
        return response
    }

    private func response(_ reply: Reply, _ visit: Visit, isPersonal: Bool) -> Response {
        switch reply {
        case .page(let page):
            return html(page, visit, .ok, isPersonal: isPersonal)
        case .seeOther(let place):
            return redirect(place)
        case .file(let text, let type, let name):
            var headers = self.headers(type: type, isPersonal: isPersonal)
            if let name { headers[.contentDisposition] = "attachment; filename=\"\(name)\"" }
            return Response(status: .ok, headers: headers, body: Self.body(text))
        case .bytes(let bytes, let type, let name):
            var headers = self.headers(type: type, isPersonal: isPersonal)
            headers[.contentDisposition] = "attachment; filename=\"\(name)\""
            let body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
            return Response(status: .ok, headers: headers, body: body)
        case .asset(let text, let type):
            var headers = self.headers(type: type, isPersonal: false)
            headers[.cacheControl] = "public, max-age=31536000, immutable"
            return Response(status: .ok, headers: headers, body: Self.body(text))
        case .signedIn(let session, let device, let to):
            var response = redirect(Self.inside(to ?? visit.query["to"]) ?? "/")
            set(&response, Self.sessionCookie(desk), session, age: nil)
            set(&response, Self.deviceCookie(desk), device, age: 180 * 86_400)
            return response
        case .toProvider(let address, let kept):
            var response = redirect(address)
            if let kept {
                set(
                    &response,
                    Self.providerCookie(desk),
                    kept,
                    age: Int(PendingSignIn.longest / 1000)
                )
            }
            return response
        case .signedOut(let to):
            var response = redirect(to)
            set(&response, Self.sessionCookie(desk), "", age: 0)
            // Going back shows nothing to whoever comes next.
            response.headers[Self.clearSiteData] = "\"cache\""
            return response
        }
    }

    /// A page of ours, never another site's: an address that begins with one slash.
    static func inside(_ place: String?) -> String? {
        guard let place, place.hasPrefix("/"), !place.hasPrefix("//"), !place.contains("\\"),
            place.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { return nil }
        return place
    }

    private func html(
        _ page: Page,
        _ visit: Visit,
        _ status: HTTPResponse.Status,
        isPersonal: Bool
    ) -> Response {
        var headers = self.headers(type: "text/html; charset=utf-8", isPersonal: isPersonal)
        if page.copies { headers[.contentSecurityPolicy]? += "; script-src 'self'" }
        return Response(
            status: status,
            headers: headers,
            body: Self.body(Layout(visit: visit, page: page).html.text)
        )
    }

    private func redirect(_ place: String) -> Response {
        var headers = self.headers(type: "text/plain; charset=utf-8", isPersonal: true)
        headers[.location] = place
        return Response(status: .seeOther, headers: headers)
    }

    private static func body(_ text: String) -> ResponseBody {
        .init(byteBuffer: ByteBuffer(string: text))
    }

    private func headers(type: String, isPersonal: Bool) -> HTTPFields {
        var headers = HTTPFields()
        headers[.contentType] = type
        headers[.cacheControl] = isPersonal ? "no-store" : "no-cache, private"
        headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
            + "frame-ancestors 'none'; base-uri 'none'"
        headers[.xContentTypeOptions] = "nosniff"
        headers[Self.referrerPolicy] = "same-origin"
        headers[Self.openerPolicy] = "same-origin"
        headers[Self.resourcePolicy] = "same-origin"
        headers[Self.permissionsPolicy] = "camera=(), geolocation=(), microphone=()"
        if desk.setting.isSecure {
            headers[.strictTransportSecurity] = "max-age=31536000"
        }
        return headers
    }

    // MARK: - Cookies

    /// With the prefix that binds it to this host and to an encrypted way (RFC 6265bis, 4.1.3).
    static func sessionCookie(_ desk: Desk) -> String {
        desk.setting.isSecure ? "__Host-spoor" : "spoor"
    }

    static func deviceCookie(_ desk: Desk) -> String {
        desk.setting.isSecure ? "__Host-spoor-device" : "spoor-device"
    }

    /// What a browser keeps while it is at the identity provider.
    static func providerCookie(_ desk: Desk) -> String {
        desk.setting.isSecure ? "__Host-spoor-provider" : "spoor-provider"
    }

    private func set(_ response: inout Response, _ name: String, _ value: String, age: Int?) {
        response.setCookie(
            Cookie(
                name: name,
                value: value,
                maxAge: age,
                path: "/",
                secure: desk.setting.isSecure,
                httpOnly: true,
                sameSite: .lax
            )
        )
    }

    private static let referrerPolicy = HTTPField.Name.ours("Referrer-Policy")
    private static let clearSiteData = HTTPField.Name.ours("Clear-Site-Data")
    private static let openerPolicy = HTTPField.Name.ours("Cross-Origin-Opener-Policy")
    private static let resourcePolicy = HTTPField.Name.ours("Cross-Origin-Resource-Policy")
    private static let permissionsPolicy = HTTPField.Name.ours("Permissions-Policy")
}

extension HTTPField.Name {
    fileprivate static let secFetchSite = ours("Sec-Fetch-Site")

    /// One that the program writes out itself.
    fileprivate static func ours(_ name: String) -> HTTPField.Name {
        guard let found = HTTPField.Name(name) else {
            preconditionFailure("a name of letters and hyphens")
        }
        return found
    }
}

extension Form {
    /// For a value in an address.
    static func encoded(_ text: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
        return text.utf8.reduce(into: "") { encoded, byte in
            if plain.contains(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
    }
}
