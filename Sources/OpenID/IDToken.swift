// SPDX-License-Identifier: EUPL-1.2

import Foundation
internal import JWTKit

/// An ID token (OpenID Connect Core 1.0, section 2) and the checks of section 3.1.3.7.
struct IDToken {
    /// Those of public keys. `none` and HMAC are never among them: with those whoever knows the public
    /// key could make a token.
    static let algorithms: [String: JWK.KeyType] = [
        "RS256": .rsa, "RS384": .rsa, "RS512": .rsa, "PS256": .rsa, "PS384": .rsa, "PS512": .rsa,
        "ES256": .ecdsa, "ES384": .ecdsa, "ES512": .ecdsa, "EdDSA": .octetKeyPair,
    ]

    /// How far two clocks may differ. Seconds.
    static let leeway: Int64 = 60

    struct Header: Decodable {
        var alg: String
        var kid: String?
        var crit: [String]?
    }

    struct Claims: Decodable {
        var iss: String
        var sub: String
        var aud: Audience
        var azp: String?
        var exp: Double
        var iat: Double
        var nbf: Double?
        var nonce: String?
        var acr: String?
        var amr: [String]?
    }

    /// Claims are compared by ``IDToken/check(_:_:nonce:now:)``, which knows what was asked for.
    private struct Signed: JWTPayload {
        func verify(using algorithm: some JWTAlgorithm) {}
    }

    struct Audience: Decodable, Sendable {
        var all: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            all =
                try (try? container.decode(String.self)).map { [$0] }
                ?? container.decode([String].self)
        }
    }

    let text: String
    let header: Header

    /// Throws for what is no signed token, and for an algorithm that was not announced or that proves
    /// nothing.
    init(_ text: String, announced: [String]) throws {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64URL.bytes(parts[0]),
            let header = try? JSONDecoder().decode(Header.self, from: bytes), header.crit == nil
        else { throw ProviderRefusal.token(.unreadable) }
        guard Self.algorithms[header.alg] != nil, announced.contains(header.alg) else {
            throw ProviderRefusal.token(.algorithm)
        }
        self.text = text
        self.header = header
    }

    /// Throws when the key did not sign it, or is not of the kind that the algorithm takes.
    func claims(signedBy key: JWK) async throws -> Claims {
        guard key.keyType.rawValue == Self.algorithms[header.alg]?.rawValue,
            key.algorithm.map({ $0.rawValue == header.alg }) ?? true
        else { throw ProviderRefusal.token(.algorithm) }
        var key = key
        key.algorithm = JWK.Algorithm(rawValue: header.alg)
        key.keyIdentifier = JWKIdentifier(string: header.kid ?? "")
        do {
            let keys = try await JWTKeyCollection().add(jwk: key)
            _ = try await keys.verify(text, as: Signed.self)
        } catch {
            throw ProviderRefusal.token(.signature)
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let bytes = Base64URL.bytes(parts[1]),
            let claims = try? JSONDecoder().decode(Claims.self, from: bytes)
        else { throw ProviderRefusal.token(.unreadable) }
        return claims
    }

    /// `now`: seconds since 1970-01-01 UTC.
    static func check(
        _ claims: Claims,
        _ setting: ProviderSetting,
        nonce: String,
        now: Int64
    ) throws {
        func demand(_ isSo: Bool, _ fault: ProviderRefusal.TokenFault) throws {
            guard isSo else { throw ProviderRefusal.token(fault) }
        }
        let now = Double(now)
        try demand(claims.iss == setting.issuer, .issuer)
        try demand(claims.aud.all.contains(setting.client), .audience)
        try demand(claims.aud.all.count == 1 || claims.azp != nil, .party)
        try demand(claims.azp.map { $0 == setting.client } ?? true, .party)
        try demand(claims.exp > now - Double(leeway), .expired)
        try demand(claims.iat <= now + Double(leeway), .notYet)
        try demand((claims.nbf ?? 0) <= now + Double(leeway), .notYet)
        try demand(claims.nonce == nonce, .nonce)
        try demand((1...255).contains(claims.sub.utf8.count), .subject)
        try demand(setting.level.map { $0 == claims.acr } ?? true, .level)
        try demand(setting.method.map { claims.amr?.contains($0) == true } ?? true, .method)
    }
}

/// The keys of a provider (RFC 7517). Those that this program cannot use are passed over.
struct ProviderKeys: Decodable {
    private var keys: [Entry]

    private struct Entry: Decodable {
        var key: JWK?
        var isForSigning: Bool

        private enum CodingKeys: String, CodingKey { case use }

        init(from decoder: any Decoder) throws {
            key = try? JWK(from: decoder)
            let use = try decoder.container(keyedBy: CodingKeys.self)
                .decodeIfPresent(String.self, forKey: .use)
            isForSigning = use ?? "sig" == "sig"
        }
    }

    /// By its id; without an id only when there is one key.
    func key(_ kid: String?) -> JWK? {
        let usable = keys.filter(\.isForSigning).compactMap(\.key)
        guard let kid else { return usable.count == 1 ? usable[0] : nil }
        return usable.first { $0.keyIdentifier?.string == kid }
    }
}

/// RFC 4648, section 5, without padding.
enum Base64URL {
    static func text(_ bytes: some DataProtocol) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    static func bytes(_ text: some StringProtocol) -> Data? {
        guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") }) else {
            return nil
        }
        let plain = String(text).replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4))
    }
}
