// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Foundation
import JWTKit
import NIOConcurrencyHelpers
import Testing

@testable import OpenID

/// A desk at a provider, and a browser that goes there and comes back.
private struct House {
    let made = MadeUpProvider()
    let provider: Provider
    let used = NIOLockedValueBox<Set<String>>([])
    static let now: Int64 = 1_764_570_000_000

    init(level: String? = nil, method: String? = nil) throws {
        provider = Provider(
            try ProviderSetting(
                issuer: MadeUpProvider.issuer,
                client: "spoor",
                secret: #require(ClientSecret("a secret/with signs\n")),
                address: "https://desk.hospital.example/",
                level: level,
                method: method
            ),
            transport: made
        )
    }

    /// The claims that a provider signs for a sign-in that was begun now.
    func claims(_ pending: PendingSignIn) -> MadeUpProvider.Claims {
        .init(exp: Self.now / 1000 + 300, iat: Self.now / 1000, nonce: pending.nonce)
    }

    func begin() async throws -> PendingSignIn {
        try await provider.begin(to: "/incidents", now: Self.now).1
    }

    func finish(
        _ pending: PendingSignIn?,
        _ query: [String: String] = [:],
        now: Int64 = Self.now
    ) async throws -> ProviderSubject {
        try await provider.finish(
            ["code": "c", "state": pending?.state ?? ""].merging(query) { $1 },
            pending,
            now: now
        ) { state in used.withLockedValue { $0.insert(state).inserted } }
    }

    /// Signs in with a token whose claims were changed; what refused it, or nil.
    func refusal(_ change: (inout MadeUpProvider.Claims) -> Void) async throws -> ProviderRefusal? {
        let pending = try await begin()
        var claims = claims(pending)
        change(&claims)
        try await made.give(claims)
        do {
            _ = try await finish(pending)
            return nil
        } catch let refusal as ProviderRefusal {
            return refusal
        }
    }
}

@Suite struct OpenIDTests {
    @Test func `a browser is sent with state, nonce and the digest of a secret that stays here`()
        async throws
    {
        let house = try House(level: "two-factors")
        let (address, pending) = try await house.provider.begin(to: "/x", now: House.now)
        let parts = try #require(URLComponents(string: address))
        let fields = try #require(parts.queryItems).reduce(into: [:]) { $0[$1.name] = $1.value }
        #expect(address.hasPrefix("https://sso.hospital.example/authorize?"))
        #expect(fields["response_type"] == "code")
        #expect(fields["scope"] == "openid")
        #expect(fields["redirect_uri"] == "https://desk.hospital.example/sign-in/provider/back")
        #expect(fields["state"] == pending.state)
        #expect(fields["nonce"] == pending.nonce)
        #expect(fields["code_challenge_method"] == "S256")
        #expect(fields["code_challenge"] == Provider.challenge(of: pending.verifier))
        #expect(fields["acr_values"] == "two-factors")
        #expect(!address.contains(pending.verifier))
        #expect(Set([pending.state, pending.nonce, pending.verifier]).count == 3)
        // The example of RFC 7636, appendix B.
        #expect(
            Provider.challenge(of: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
                == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        )
    }

    @Test
    func `who the provider signed for comes in, and the secrets go to its token endpoint only`()
        async throws
    {
        let house = try House()
        let pending = try await house.begin()
        try await house.made.give(house.claims(pending))
        let who = try await house.finish(pending)
        #expect(who == ProviderSubject(issuer: MadeUpProvider.issuer, subject: "subject-1"))
        let asked = house.made.state.withLockedValue(\.asked)
        for request in asked {
            let isToken = request.address.hasSuffix("/token")
            #expect((request.authorization != nil) == isToken)
            #expect(
                (request.form?.contains("code_verifier=\(pending.verifier)") == true) == isToken
            )
        }
        let basic = Data("spoor:a%20secret%2Fwith%20signs".utf8).base64EncodedString()
        #expect(asked.contains { $0.authorization == "Basic \(basic)" })
        #expect("\(house.provider.setting.secret)" == "(secret)")
    }

    @Test func `each claim that is not as it must be refuses the token`() async throws {
        typealias Fault = ProviderRefusal.TokenFault
        let house = try House()
        let now = House.now / 1000
        #expect(try await house.refusal { _ in } == nil)
        #expect(try await house.refusal { $0.azp = "spoor" } == nil)
        #expect(try await house.refusal { ($0.aud, $0.azp) = (["spoor", "b"], "spoor") } == nil)
        #expect(try await house.refusal { $0.exp = now - 59 } == nil)
        let wrong: [(Fault, (inout MadeUpProvider.Claims) -> Void)] = [
            (.issuer, { $0.iss = "https://other.example" }), (.unreadable, { $0.iss = nil }),
            (.audience, { $0.aud = ["another"] }), (.audience, { $0.aud = [] }),
            (.party, { $0.aud = ["spoor", "another"] }), (.party, { $0.azp = "another" }),
            (.expired, { $0.exp = now - 61 }), (.notYet, { $0.iat = now + 61 }),
            (.notYet, { $0.nbf = now + 61 }), (.nonce, { $0.nonce = "another" }),
            (.nonce, { $0.nonce = nil }), (.unreadable, { $0.sub = nil }),
            (.subject, { $0.sub = "" }),
            (.subject, { $0.sub = String(repeating: "x", count: 256) }),
        ]
        for (fault, change) in wrong {
            #expect(try await house.refusal(change) == .token(fault), "\(fault)")
        }
    }

    @Test func `a level and a second factor that are asked for must have been reached`()
        async throws
    {
        let level = try House(level: "high")
        #expect(try await level.refusal { $0.acr = "high" } == nil)
        #expect(try await level.refusal { $0.acr = "low" } == .token(.level))
        #expect(try await level.refusal { _ in } == .token(.level))
        let method = try House(method: "mfa")
        #expect(try await method.refusal { $0.amr = ["pwd", "mfa"] } == nil)
        #expect(try await method.refusal { $0.amr = ["pwd"] } == .token(.method))
        #expect(try await method.refusal { _ in } == .token(.method))
    }

    @Test func `an answer is taken once, in time, in the browser that asked, from the one asked`()
        async throws
    {
        let house = try House()
        let (pending, others) = (try await house.begin(), try await house.begin())
        try await house.made.give(house.claims(pending))
        await #expect(throws: ProviderRefusal.notOurs) { try await house.finish(nil) }
        await #expect(throws: ProviderRefusal.notOurs) {
            try await house.finish(others, ["state": pending.state])
        }
        await #expect(throws: ProviderRefusal.overdue) {
            try await house.finish(pending, now: House.now + PendingSignIn.longest + 1)
        }
        await #expect(throws: ProviderRefusal.anotherIssuer) {
            try await house.finish(pending, ["iss": "https://other.example"])
        }
        #expect(house.made.count("/token") == 0)
        _ = try await house.finish(
            pending,
            ["iss": MadeUpProvider.issuer],
            now: House.now + 200_000
        )
        await #expect(throws: ProviderRefusal.notOurs) { try await house.finish(pending) }
        #expect(house.made.count("/token") == 1)
    }

    @Test func `a provider that says it names itself must do so`() async throws {
        let house = try House()
        house.made.state.withLockedValue {
            $0.discovery["authorization_response_iss_parameter_supported"] = true
        }
        let (pending, again) = (try await house.begin(), try await house.begin())
        try await house.made.give(house.claims(pending))
        await #expect(throws: ProviderRefusal.anotherIssuer) { try await house.finish(pending) }
        try await house.made.give(house.claims(again))
        _ = try await house.finish(again, ["iss": MadeUpProvider.issuer])
    }

    @Test func `what the provider refuses is kept as a code of the standard, and nothing else`()
        async throws
    {
        let house = try House()
        for (said, kept) in [("access_denied", "access_denied"), ("Jan de Vries", "another")] {
            let pending = try await house.begin()
            await #expect(throws: ProviderRefusal.denied(kept)) {
                try await house.finish(pending, ["code": "", "error": said])
            }
        }
    }

    @Test
    func
        `a token without a signature, with a shared secret, or of an algorithm not announced is refused`()
        async throws
    {
        let house = try House()
        func refusal(_ token: String) async throws -> ProviderRefusal? {
            let pending = try await house.begin()
            house.made.give(token)
            do {
                _ = try await house.finish(pending)
                return nil
            } catch let refusal as ProviderRefusal {
                return refusal
            }
        }
        let claims = Base64URL.text(Data(#"{"iss":"x"}"#.utf8))
        func header(_ text: String) -> String { Base64URL.text(Data(text.utf8)) }
        for algorithm in ["none", "None", "HS256", "PS256", "ES384"] {
            let token = "\(header(#"{"alg":"\#(algorithm)","kid":"one"}"#)).\(claims)."
            #expect(try await refusal(token) == .token(.algorithm), "\(algorithm)")
        }
        // Also when the provider says that it does so itself.
        house.made.state.withLockedValue {
            $0.discovery["id_token_signing_alg_values_supported"] = ["none", "HS256", "ES256"]
        }
        let another = Provider(house.provider.setting, transport: house.made)
        for algorithm in ["none", "HS256"] {
            let (_, pending) = try await another.begin(to: nil, now: House.now)
            house.made.give("\(header(#"{"alg":"\#(algorithm)","kid":"one"}"#)).\(claims).x")
            await #expect(throws: ProviderRefusal.token(.algorithm)) {
                try await another.finish(
                    ["code": "c", "state": pending.state],
                    pending,
                    now: House.now
                ) { _ in true }
            }
        }
        #expect(try await refusal("no token") == .token(.unreadable))
        #expect(
            try await refusal("\(header(#"{"alg":"ES256","crit":["x"]}"#)).\(claims).x")
                == .token(.unreadable)
        )
        // The algorithm of another kind of key than the one that is announced.
        #expect(
            try await refusal("\(header(#"{"alg":"RS256","kid":"one"}"#)).\(claims).x")
                == .token(.algorithm)
        )
    }

    @Test func `a key that the provider does not announce signs nothing`() async throws {
        let house = try House()
        let pending = try await house.begin()
        try await house.made.give(house.claims(pending), key: ES256PrivateKey())
        await #expect(throws: ProviderRefusal.token(.signature)) { try await house.finish(pending) }
        let again = try await house.begin()
        try await house.made.give(house.claims(again))
        _ = try await house.finish(again)
    }

    @Test func `new keys are fetched when an id is unknown, once a minute at most`() async throws {
        let house = try House()
        func signIn(_ key: ES256PrivateKey, _ kid: String, at now: Int64) async throws {
            let (_, pending) = try await house.provider.begin(to: nil, now: now)
            var claims = house.claims(pending)
            claims.exp = now / 1000 + 60
            try await house.made.give(claims, key: key, kid: kid)
            _ = try await house.finish(pending, now: now)
        }
        try await signIn(house.made.key, "one", at: House.now)
        try await signIn(house.made.key, "one", at: House.now + 1)
        #expect(house.made.count("/keys") == 1)
        let next = ES256PrivateKey()
        // Beside a kind of key that this program does not know.
        house.made.serve(next, kid: "two", more: #",{"kty":"oct","kid":"three","k":"AAAA"}"#)
        for _ in 0..<3 {
            await #expect(throws: ProviderRefusal.token(.unknownKey)) {
                try await signIn(next, "two", at: House.now + 59_999)
            }
        }
        #expect(house.made.count("/keys") == 1)
        try await signIn(next, "two", at: House.now + 60_000)
        #expect(house.made.count("/keys") == 2)
    }

    @Test func `a provider that is down is asked again after five seconds, not at each visit`()
        async throws
    {
        let house = try House()
        house.made.state.withLockedValue { $0.isDown = true }
        for later in [0, 1, 4_999] as [Int64] {
            await #expect(throws: ProviderRefusal.unavailable(.discovery)) {
                try await house.provider.begin(to: nil, now: House.now + later)
            }
        }
        #expect(house.made.count("/openid-configuration") == 1)
        house.made.state.withLockedValue { $0.isDown = false }
        _ = try await house.provider.begin(to: nil, now: House.now + 5_000)
    }

    @Test
    func `what a provider says of itself is believed of the one that was set, with encryption`()
        async throws
    {
        let wrong: [(String, any Sendable)] = [
            ("issuer", "https://sso.hospital.example/"),
            ("token_endpoint", "http://sso.hospital.example/token"),
            ("jwks_uri", "http://localhost/keys"), ("authorization_endpoint", "javascript:x"),
            ("code_challenge_methods_supported", ["plain"]),
        ]
        for (name, value) in wrong {
            let house = try House()
            house.made.state.withLockedValue { $0.discovery[name] = value }
            await #expect(throws: ProviderRefusal.unavailable(.discovery), "\(name)") {
                try await house.begin()
            }
        }
        _ = try await House().begin()
    }

    @Test func `addresses are encrypted, or of this machine where all people are invented`() throws
    {
        func make(_ issuer: String, _ address: String, local: Bool) throws {
            _ = try ProviderSetting(
                issuer: issuer,
                client: "spoor",
                secret: #require(ClientSecret("s")),
                address: address,
                allowsPlainLocal: local
            )
        }
        try make("https://a.example/tenant/v2", "https://desk.example", local: false)
        try make("http://localhost:5000", "http://127.0.0.1:8080", local: true)
        for issuer in [
            "http://localhost:5000", "http://a.example", "a.example", "https://",
            "https://u:p@a.example",
        ] {
            #expect(throws: ProviderSettingError.issuerRefused(issuer)) {
                try make(issuer, "https://desk.example", local: false)
            }
        }
        #expect(throws: ProviderSettingError.issuerRefused("http://a.example")) {
            try make("http://a.example", "https://desk.example", local: true)
        }
        for address in [
            "http://desk.example", "https://desk.example/desk", "https://d.example?x=1",
        ] {
            #expect(throws: ProviderSettingError.addressRefused(address)) {
                try make("https://a.example", address, local: true)
            }
        }
        #expect(ClientSecret(" \n") == nil)
    }
}
