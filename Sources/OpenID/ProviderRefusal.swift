// SPDX-License-Identifier: EUPL-1.2

/// Why nobody was signed in by the provider. It holds nothing of a person and nothing of a token.
public enum ProviderRefusal: Error, Equatable, Sendable {
    /// It did not answer in time, or not as OpenID Connect Discovery 1.0 and Core 1.0 say.
    case unavailable(Step)
    /// It says itself that it did not: `access_denied` (RFC 6749, 4.1.2.1).
    case denied(String)
    /// Not begun in this browser, begun too long ago, or used before.
    case notOurs
    case overdue
    /// The answer comes from another provider (RFC 9207).
    case anotherIssuer
    /// What is wrong with the ID token.
    case token(TokenFault)

    /// What the provider was asked for.
    public enum Step: String, Sendable {
        case discovery = "discovery"
        case keys = "keys"
        case token = "token"
    }

    public enum TokenFault: String, Sendable {
        case unreadable = "unreadable"
        case algorithm = "algorithm"
        case unknownKey = "unknown key"
        case signature = "signature"
        case issuer = "issuer"
        case audience = "audience"
        case party = "party"
        case expired = "expired"
        case notYet = "not yet"
        case nonce = "nonce"
        case subject = "subject"
        case level = "level"
        case method = "method"
    }

    /// For the log: which of them, in a word.
    public var code: String {
        switch self {
        case .unavailable(let step): "unavailable: \(step.rawValue)"
        case .denied(let code): "denied: \(code)"
        case .notOurs: "not begun here"
        case .overdue: "too late"
        case .anotherIssuer: "another issuer"
        case .token(let fault): "token: \(fault.rawValue)"
        }
    }
}
