// SPDX-License-Identifier: EUPL-1.2

internal import Crypto
import Foundation
internal import JWTKit

/// A sign-in that goes on at the provider: what the browser must bring back. It is kept by the browser
/// that began it, sealed.
public struct PendingSignIn: Codable, Sendable, Equatable {
    public var state: String
    public var nonce: String
    /// The secret of PKCE (RFC 7636).
    public var verifier: String
    /// Which provider was asked.
    public var issuer: String
    /// Milliseconds since 1970-01-01 UTC.
    public var begunAt: Int64
    /// The page of ours to go to afterwards.
    public var to: String?

    /// How long it may take. Milliseconds.
    public static let longest: Int64 = 10 * 60_000
}

/// Who somebody is at a provider: it never gives the pair to anybody else (OpenID Connect Core 1.0, 5.7).
public struct ProviderSubject: Sendable, Equatable {
    public var issuer: String
    public var subject: String

    public init(issuer: String, subject: String) {
        self.issuer = issuer
        self.subject = subject
    }
}

/// An identity provider: the authorization code flow of OpenID Connect Core 1.0 with PKCE, for a client
/// that has a secret.
public actor Provider {
    public nonisolated let setting: ProviderSetting
    private let transport: any ProviderTransport
    private var metadata: (value: ProviderMetadata, at: Int64)?
    /// When it did not answer.
    private var silentAt: Int64?
    private var keys: (value: ProviderKeys, at: Int64)?

    /// How long what it says of itself is believed, and how often keys are asked for again at most.
    /// Milliseconds.
    static let (metadataLasts, keysRest): (Int64, Int64) = (3_600_000, 60_000)
    /// How long nobody asks again after that. Milliseconds.
    static let silenceLasts: Int64 = 5_000

    public init(_ setting: ProviderSetting, transport: any ProviderTransport = NetworkTransport()) {
        self.setting = setting
        self.transport = transport
    }

    /// Where to send the browser, and what it must keep meanwhile. `now`: milliseconds since 1970-01-01
    /// UTC. Throws ``ProviderRefusal/unavailable(_:)``.
    public func begin(to: String?, now: Int64) async throws -> (address: String, PendingSignIn) {
        let metadata = try await metadata(now)
        let pending = PendingSignIn(
            state: Self.random(),
            nonce: Self.random(),
            verifier: Self.random(),
            issuer: setting.issuer,
            begunAt: now,
            to: to
        )
        var fields = [
            ("response_type", "code"), ("scope", "openid"), ("client_id", setting.client),
            ("redirect_uri", setting.callback), ("state", pending.state),
            ("nonce", pending.nonce), ("code_challenge", Self.challenge(of: pending.verifier)),
            ("code_challenge_method", "S256"),
        ]
        if let level = setting.level { fields.append(("acr_values", level)) }
        return (Self.address(metadata.authorization, fields), pending)
    }

    /// Who came back. `query`: what stood behind the question mark. `used`: keeps that the answer was
    /// taken, and says false when it was before.
    ///
    /// Throws ``ProviderRefusal``.
    public func finish(
        _ query: [String: String],
        _ pending: PendingSignIn?,
        now: Int64,
        used: @Sendable (_ state: String) throws -> Bool
    ) async throws -> ProviderSubject {
        guard let pending, let state = query["state"],
            Self.areEqual(state, pending.state)
        else { throw ProviderRefusal.notOurs }
        guard (0...PendingSignIn.longest).contains(now - pending.begunAt) else {
            throw ProviderRefusal.overdue
        }
        guard pending.issuer == setting.issuer, query["iss"] ?? setting.issuer == setting.issuer
        else { throw ProviderRefusal.anotherIssuer }
        guard try used(state) else { throw ProviderRefusal.notOurs }
        let metadata = try await metadata(now)
        guard query["iss"] != nil || metadata.namesItself != true else {
            throw ProviderRefusal.anotherIssuer
        }
        guard let code = query["code"], !code.isEmpty else {
            throw ProviderRefusal.denied(Self.known(query["error"]))
        }
        let token = try IDToken(
            try await exchange(code, pending, metadata),
            announced: metadata.algorithms
        )
        let claims = try await token.claims(
            signedBy: try await key(token.header.kid, metadata, now)
        )
        try IDToken.check(claims, setting, nonce: pending.nonce, now: now / 1000)
        return ProviderSubject(issuer: claims.iss, subject: claims.sub)
    }

    /// Where somebody ends their session at the provider too (OpenID Connect RP-Initiated Logout 1.0);
    /// nil when it announces nothing.
    public func endSession(now: Int64) async throws -> String? {
        guard let end = try await metadata(now).endSession else { return nil }
        return Self.address(
            end,
            [
                ("client_id", setting.client),
                ("post_logout_redirect_uri", setting.address + "/sign-in"),
            ]
        )
    }

    // MARK: - What it says

    private func metadata(_ now: Int64) async throws -> ProviderMetadata {
        if let metadata, (0...Self.metadataLasts).contains(now - metadata.at) {
            return metadata.value
        }
        // Whoever comes while it is down does not wait for it again, each for ten seconds.
        if let silentAt, (0..<Self.silenceLasts).contains(now - silentAt) {
            throw ProviderRefusal.unavailable(.discovery)
        }
        do {
            let bytes = try await ask(
                .discovery,
                ProviderRequest(address: ProviderMetadata.address(of: setting.issuer))
            )
            let value = try ProviderMetadata(bytes, setting)
            (metadata, silentAt) = ((value, now), nil)
            return value
        } catch {
            silentAt = now
            throw error
        }
    }

    private func key(_ kid: String?, _ metadata: ProviderMetadata, _ now: Int64) async throws
        -> JWK
    {
        if let keys, let key = keys.value.key(kid),
            (0...Self.metadataLasts).contains(now - keys.at)
        {
            return key
        }
        // A provider changes its keys; whoever makes tokens up must not have it asked at each.
        if let keys, (0..<Self.keysRest).contains(now - keys.at) {
            throw ProviderRefusal.token(.unknownKey)
        }
        let bytes = try await ask(.keys, ProviderRequest(address: metadata.keys))
        guard let value = try? JSONDecoder().decode(ProviderKeys.self, from: Data(bytes)) else {
            throw ProviderRefusal.unavailable(.keys)
        }
        keys = (value, now)
        guard let key = value.key(kid) else { throw ProviderRefusal.token(.unknownKey) }
        return key
    }

    private struct TokenAnswer: Decodable {
        var id_token: String
    }

    /// RFC 6749, 4.1.3, with RFC 7636, 4.5.
    private func exchange(
        _ code: String,
        _ pending: PendingSignIn,
        _ metadata: ProviderMetadata
    ) async throws -> String {
        var fields = [
            ("grant_type", "authorization_code"), ("code", code),
            ("redirect_uri", setting.callback), ("code_verifier", pending.verifier),
        ]
        // What is meant when nothing is announced (Discovery 1.0, section 3).
        let ways = metadata.authentication ?? ["client_secret_basic"]
        var authorization: String?
        if ways.contains("client_secret_basic") {
            let pair = "\(Self.encoded(setting.client)):\(Self.encoded(setting.secret.text))"
            authorization = "Basic \(Data(pair.utf8).base64EncodedString())"
        } else {
            fields += [("client_id", setting.client), ("client_secret", setting.secret.text)]
        }
        let bytes = try await ask(
            .token,
            ProviderRequest(
                address: metadata.token,
                form: Self.form(fields),
                authorization: authorization
            )
        )
        guard let answer = try? JSONDecoder().decode(TokenAnswer.self, from: Data(bytes)) else {
            throw ProviderRefusal.unavailable(.token)
        }
        return answer.id_token
    }

    private func ask(_ step: ProviderRefusal.Step, _ request: ProviderRequest) async throws
        -> [UInt8]
    {
        do {
            return try await transport.answer(to: request)
        } catch {
            throw ProviderRefusal.unavailable(step)
        }
    }

    // MARK: - Texts

    /// 256 bits.
    private static func random() -> String {
        Base64URL.text(SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) })
    }

    static func challenge(of verifier: String) -> String {
        Base64URL.text(Array(SHA256.hash(data: Data(verifier.utf8))))
    }

    private static func areEqual(_ one: String, _ other: String) -> Bool {
        SHA256.hash(data: Data(one.utf8)) == SHA256.hash(data: Data(other.utf8))
    }

    /// A code of the standards; nothing else that somebody may have put in the address.
    private static func known(_ code: String?) -> String {
        let codes = [
            "access_denied", "invalid_request", "unauthorized_client", "unsupported_response_type",
            "invalid_scope", "server_error", "temporarily_unavailable", "interaction_required",
            "login_required", "consent_required", "unmet_authentication_requirements",
        ]
        return codes.first { $0 == code } ?? "another"
    }

    private static func address(_ start: String, _ fields: [(String, String)]) -> String {
        start + (start.contains("?") ? "&" : "?") + form(fields)
    }

    private static func form(_ fields: [(String, String)]) -> String {
        fields.map { "\($0.0)=\(encoded($0.1))" }.joined(separator: "&")
    }

    private static let plain = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }
}
