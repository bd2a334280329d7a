// SPDX-License-Identifier: EUPL-1.2

import Foundation
import JWTKit
import NIOConcurrencyHelpers

@testable import OpenID

/// A provider made for the tests: with a key of its own, and every part of its answers in the test's
/// hand.
final class MadeUpProvider: ProviderTransport, Sendable {
    static let issuer = "https://sso.hospital.example"

    struct Claims: JWTPayload {
        var iss: String? = MadeUpProvider.issuer
        var sub: String? = "subject-1"
        var aud: [String] = ["spoor"]
        var azp: String?
        var exp: Int64 = 0
        var iat: Int64 = 0
        var nbf: Int64?
        var nonce: String?
        var acr: String?
        var amr: [String]?

        func verify(using algorithm: some JWTAlgorithm) {}
    }

    struct State: Sendable {
        var discovery: [String: any Sendable] = [
            "issuer": MadeUpProvider.issuer,
            "authorization_endpoint": "\(MadeUpProvider.issuer)/authorize",
            "token_endpoint": "\(MadeUpProvider.issuer)/token",
            "jwks_uri": "\(MadeUpProvider.issuer)/keys",
            "end_session_endpoint": "\(MadeUpProvider.issuer)/end",
            "id_token_signing_alg_values_supported": ["ES256", "RS256"],
        ]
        var keys = ""
        var token = ""
        var isDown = false
        var asked: [ProviderRequest] = []
    }

    let state = NIOLockedValueBox(State())
    let key = ES256PrivateKey()

    init() { serve(key, kid: "one") }

    /// Announces a key, and no other.
    func serve(_ key: ES256PrivateKey, kid: String, more: String = "") {
        let point = key.publicKey.parameters
        let (x, y) = (Self.url(point?.x), Self.url(point?.y))
        state.withLockedValue {
            $0.keys =
                #"{"keys":[{"kty":"EC","crv":"P-256","use":"sig","kid":"\#(kid)","x":"\#(x)","y":"\#(y)"}\#(more)]}"#
        }
    }

    /// Signs a token, and gives it to whoever asks next.
    func give(_ claims: Claims, key: ES256PrivateKey? = nil, kid: String? = "one") async throws {
        let keys = await JWTKeyCollection().add(ecdsa: key ?? self.key)
        let token = try await keys.sign(
            claims,
            header: kid.map { ["kid": .string($0)] } ?? [:]
        )
        give(token)
    }

    func give(_ token: String) { state.withLockedValue { $0.token = token } }

    func answer(to request: ProviderRequest) async throws -> [UInt8] {
        let state = state.withLockedValue {
            $0.asked.append(request)
            return $0
        }
        struct Down: Error {}
        guard !state.isDown else { throw Down() }
        switch request.address.dropFirst(Self.issuer.count) {
        case "/.well-known/openid-configuration":
            return Array(try JSONSerialization.data(withJSONObject: state.discovery))
        case "/keys": return Array(state.keys.utf8)
        case "/token": return Array(#"{"token_type":"Bearer","id_token":"\#(state.token)"}"#.utf8)
        default: throw Down()
        }
    }

    func count(_ end: String) -> Int {
        state.withLockedValue { $0.asked.filter { $0.address.hasSuffix(end) }.count }
    }

    private static func url(_ base64: String?) -> String {
        (base64 ?? "").replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
