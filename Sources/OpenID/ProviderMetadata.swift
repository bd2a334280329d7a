// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// What a provider says of itself (OpenID Connect Discovery 1.0, section 3; RFC 8414).
struct ProviderMetadata: Decodable, Sendable {
    var issuer: String
    var authorization: String
    var token: String
    var keys: String
    var endSession: String?
    var algorithms: [String]
    var authentication: [String]?
    /// Does it name itself in its answers (RFC 9207)?
    var namesItself: Bool?
    var challenges: [String]?

    enum CodingKeys: String, CodingKey {
        case issuer = "issuer"
        case authorization = "authorization_endpoint"
        case token = "token_endpoint"
        case keys = "jwks_uri"
        case endSession = "end_session_endpoint"
        case algorithms = "id_token_signing_alg_values_supported"
        case authentication = "token_endpoint_auth_methods_supported"
        case namesItself = "authorization_response_iss_parameter_supported"
        case challenges = "code_challenge_methods_supported"
    }

    /// Throws for a document of another issuer, and for addresses that may not be asked.
    init(_ bytes: [UInt8], _ setting: ProviderSetting) throws {
        guard let read = try? JSONDecoder().decode(Self.self, from: Data(bytes)),
            read.issuer == setting.issuer,
            [read.authorization, read.token, read.keys].allSatisfy(setting.isAllowed),
            // Some providers announce none; one that announces others could not keep ours.
            read.challenges?.contains("S256") ?? true
        else { throw ProviderRefusal.unavailable(.discovery) }
        self = read
        if let endSession, !setting.isAllowed(endSession) { self.endSession = nil }
    }

    static func address(of issuer: String) -> String {
        let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
        return base + "/.well-known/openid-configuration"
    }
}
