// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Crypto
import Foundation
import HTTPTypes
import JWTKit
import OpenID
import Store
import Synchronization
import Testing

@testable import Desk

/// A provider made for the tests, which signs whoever it is told to be.
private final class MadeUpProvider: ProviderTransport, Sendable {
    static let issuer = "https://sso.hospital.example"

    struct Claims: JWTPayload {
        var iss = MadeUpProvider.issuer
        var sub: String
        var aud = "spoor"
        var exp: Int
        var iat: Int
        var nonce: String

        func verify(using algorithm: some JWTAlgorithm) {}
    }

    struct Down: Error {}

    let key = ES256PrivateKey()
    let token = Mutex("")
    let isDown = Mutex(false)

    func answer(to request: ProviderRequest) async throws -> [UInt8] {
        guard !isDown.withLock({ $0 }) else { throw Down() }
        let place = request.address.dropFirst(Self.issuer.count)
        switch place {
        case "/.well-known/openid-configuration":
            return Array(
                """
                {"issuer":"\(Self.issuer)","authorization_endpoint":"\(Self.issuer)/authorize",
                "token_endpoint":"\(Self.issuer)/token","jwks_uri":"\(Self.issuer)/keys",
                "end_session_endpoint":"\(Self.issuer)/end",
                "id_token_signing_alg_values_supported":["ES256"]}
                """.utf8
            )
        case "/keys":
            let point = try #require(key.publicKey.parameters)
            func url(_ text: String) -> String {
                text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
            }
            return Array(
                #"{"keys":[{"kty":"EC","crv":"P-256","kid":"k","x":"\#(url(point.x))","y":"\#(url(point.y))"}]}"#
                    .utf8
            )
        default: return Array(#"{"id_token":"\#(token.withLock { $0 })"}"#.utf8)
        }
    }

    /// Signs somebody in there: the path with which the browser comes back.
    func signIn(_ subject: String, from location: String?, nonce: String? = nil) async throws
        -> String
    {
        let fields = try #require(URLComponents(string: location ?? "")?.queryItems)
            .reduce(into: [:]) { $0[$1.name] = $1.value }
        let now = Int(Date().timeIntervalSince1970)
        let keys = await JWTKeyCollection().add(ecdsa: key)
        let signed = try await keys.sign(
            Claims(sub: subject, exp: now + 60, iat: now, nonce: nonce ?? fields["nonce"] ?? ""),
            header: ["kid": "k"]
        )
        token.withLock { $0 = signed }
        let state = try #require(fields["state"])
        return "/sign-in/provider/back?code=c&state=\(state)&iss=\(Form.encoded(Self.issuer))"
    }
}

@Suite struct ProviderPageTests {
    private let made = MadeUpProvider()
    private let house: DeskHouse

    init() throws {
        let provider = Provider(
            try ProviderSetting(
                issuer: MadeUpProvider.issuer,
                client: "spoor",
                secret: #require(ClientSecret("secret")),
                address: "http://localhost:8080",
                allowsPlainLocal: true
            ),
            transport: made
        )
        house = try DeskHouse(isPractice: false, provider: provider)
        try house.desk.accounts.bind(
            "board",
            issuer: MadeUpProvider.issuer,
            subject: "number-of-board",
            now: house.desk.clockNow
        )
    }

    @Test
    func `who is bound comes in with the roles of their account here, at the page they asked`()
        async throws
    {
        let made = made
        try await house.visit { visitor in
            let page = try await visitor.get("/sign-in?to=/incidents")
            #expect(page.text.contains("sso.hospital.example"))
            #expect(page.text.contains("href=\"/sign-in/provider?to=/incidents\""))
            let away = try await visitor.get("/sign-in/provider?to=/incidents")
            #expect(away.status == .seeOther)
            #expect(away.location?.hasPrefix("https://sso.hospital.example/authorize?") == true)
            let cookie = try #require(away.headers[.setCookie])
            #expect(cookie.contains("HttpOnly"))
            #expect(cookie.contains("SameSite=Lax"))
            #expect(cookie.contains("Max-Age=600"))
            let nonce = try #require(
                URLComponents(string: away.location ?? "")?.queryItems?
                    .first { $0.name == "nonce" }?.value
            )
            #expect(!cookie.contains(nonce), "what the browser keeps is sealed")
            let back = try await made.signIn("number-of-board", from: away.location)
            let inside = try await visitor.get(back)
            #expect(inside.status == .seeOther)
            #expect(inside.location == "/incidents")
            #expect(inside.headers[.cacheControl] == "no-store")
            #expect(try visitor.session().account == "board")
            #expect(try await visitor.get("/incidents").status == .ok)
            #expect(try await visitor.get("/accounts").status == .forbidden)
            // The same answer again, also with a cookie that is still there.
            let kept = visitor.cookies
            visitor.cookies["spoor"] = nil
            let replay = try await visitor.get(back)
            #expect(replay.text.contains("U bent niet ingelogd"))
            #expect(visitor.cookies["spoor"] == nil)
            visitor.cookies = kept
            let out = try await visitor.submit("/sign-out", [:])
            #expect(out.location == "/sign-in?out=provider")
            #expect(
                try await visitor.get("/sign-in?out=provider").text.contains("Log ook daar uit")
            )
            let end = try await visitor.get("/sign-in/provider/end")
            #expect(
                end.location?.hasPrefix("https://sso.hospital.example/end?client_id=spoor") == true
            )
        }
    }

    @Test func `an address too long for a cookie leads to the first page, one of another site too`()
        async throws
    {
        let made = made
        try await house.visit { visitor in
            let longest = "/" + String(repeating: "x", count: 1_023)
            for (to, place) in [(longest, longest), (longest + "x", "/"), ("//evil.example/", "/")]
            {
                let away = try await visitor.get("/sign-in/provider?to=\(to)")
                #expect(away.headers[.setCookie]?.utf8.count ?? .max < 4096)
                let back = try await made.signIn("number-of-board", from: away.location)
                #expect(try await visitor.get(back + "&to=//evil.example").location == place)
            }
        }
    }

    @Test
    func `another browser, another state, another nonce and a made-up cookie come in nowhere`()
        async throws
    {
        let made = made
        try await house.visit { visitor in
            func isRefused(_ path: String) async throws -> Bool {
                let answer = try await visitor.get(path)
                return answer.text.contains("U bent niet ingelogd")
                    && answer.text.contains("Begin opnieuw")
                    && visitor.cookies["spoor"] == nil
            }
            var away = try await visitor.get("/sign-in/provider")
            var back = try await made.signIn("number-of-board", from: away.location)
            let kept = visitor.cookies
            visitor.cookies = [:]
            #expect(try await isRefused(back))
            visitor.cookies = ["spoor-provider": "AAAA"]
            #expect(try await isRefused(back))
            // The cookie of another desk's seal.
            let other = try DeskHouse(isPractice: false)
            let foreign = try other.desk.accounts.sealed(Array("{}".utf8))
            visitor.cookies = ["spoor-provider": foreign]
            #expect(try await isRefused(back))
            visitor.cookies = kept
            #expect(try await isRefused(back.replacing("state=", with: "state=x")))
            #expect(try await isRefused(back.replacing("hospital", with: "other")))
            away = try await visitor.get("/sign-in/provider")
            back = try await made.signIn("number-of-board", from: away.location, nonce: "another")
            #expect(try await isRefused(back))
            away = try await visitor.get("/sign-in/provider")
            back = try await made.signIn("number-of-board", from: away.location)
            #expect(try await visitor.get(back).status == .seeOther)
        }
    }

    @Test func `who has no account and whose account ended read the same page, with their number`()
        async throws
    {
        let (made, house) = (made, house)
        try await house.visit { visitor in
            func page(_ subject: String) async throws -> String {
                let away = try await visitor.get("/sign-in/provider")
                let back = try await made.signIn(subject, from: away.location)
                let answer = try await visitor.get(back)
                #expect(answer.headers[.cacheControl] == "no-store")
                return answer.text
            }
            let unknown = try await page("<b>somebody</b>")
            #expect(unknown.contains("&lt;b&gt;somebody&lt;/b&gt;"))
            #expect(visitor.cookies["spoor"] == nil)
            _ = try SetAccount(
                name: "board",
                roles: [],
                because: StatedReason("left"),
                officer: house.cases.officer
            ).run(in: house.cases.store)
            let ended = try await page("number-of-board")
            #expect(visitor.cookies["spoor"] == nil)
            #expect(
                ended.replacing("number-of-board", with: "")
                    == unknown.replacing("&lt;b&gt;somebody&lt;/b&gt;", with: "")
            )
        }
    }

    @Test func `while the provider is down the page says so, and a password still signs in`()
        async throws
    {
        let (made, house) = (made, house)
        let secret = OneTimeSecret()
        try house.desk.accounts.setCredentials(
            of: "auditor",
            PasswordHash(of: "vier-woorden-op-rij"),
            secret,
            now: house.desk.clockNow
        )
        made.isDown.withLock { $0 = true }
        try await house.visit { visitor in
            let answer = try await visitor.get("/sign-in/provider")
            #expect(answer.status == .ok)
            #expect(answer.text.contains("antwoordt niet"))
            #expect(answer.text.contains("action=\"/sign-in\""))
            let code = secret.code(step: OneTimeSecret.step(at: house.desk.clockNow))
            let inside = try await visitor.post(
                "/sign-in",
                ["name": "auditor", "password": "vier-woorden-op-rij", "code": code]
            )
            #expect(inside.status == .seeOther)
            #expect(try visitor.session().account == "auditor")
            let out = try await visitor.submit("/sign-out", [:])
            #expect(out.location == "/sign-in")
        }
    }

    @Test func `an account that is bound has no password any more`() async throws {
        let house = try DeskHouse(isPractice: false)
        let (secret, accounts) = (OneTimeSecret(), house.desk.accounts)
        let now = house.desk.clockNow
        try accounts.setCredentials(
            of: "agent",
            PasswordHash(of: "vier-woorden-op-rij"),
            secret,
            now: now
        )
        try accounts.bind("agent", issuer: "https://a.example", subject: "s", now: now)
        try await house.visit { visitor in
            let answer = try await visitor.post(
                "/sign-in",
                [
                    "name": "agent", "password": "vier-woorden-op-rij",
                    "code": secret.code(step: OneTimeSecret.step(at: now)),
                ]
            )
            #expect(answer.status == .ok)
            #expect(visitor.cookies["spoor"] == nil)
            // Without a provider its pages are the one to sign in.
            let page = try await visitor.get("/sign-in/provider")
            #expect(page.status == .ok)
            #expect(!page.text.contains("uw organisatie en"))
        }
    }
}
