// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// The identity provider of an organisation, and what the desk is called there.
public struct ProviderSetting: Sendable, Equatable {
    /// As the provider itself writes it: tokens are compared with it to the letter.
    public var issuer: String
    public var client: String
    public var secret: ClientSecret
    /// Where browsers find the desk: scheme, host and port, without a path.
    public var address: String
    /// A level that the provider must have reached (`acr`); nil asks for none.
    public var level: String?
    /// A method that must have been used (`amr`, RFC 8176), such as `mfa`; nil asks for none.
    public var method: String?
    /// Are addresses on this machine allowed without encryption? For invented people only.
    public var allowsPlainLocal: Bool

    /// Throws ``ProviderSettingError`` for an address that is none, or not encrypted.
    public init(
        issuer: String,
        client: String,
        secret: ClientSecret,
        address: String,
        level: String? = nil,
        method: String? = nil,
        allowsPlainLocal: Bool = false
    ) throws {
        self.issuer = issuer
        self.client = client
        self.secret = secret
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        self.level = level
        self.method = method
        self.allowsPlainLocal = allowsPlainLocal
        guard isAllowed(issuer), !issuer.contains("?"), !issuer.contains("#") else {
            throw ProviderSettingError.issuerRefused(issuer)
        }
        let url = URL(string: self.address)
        guard isAllowed(self.address), url?.path.isEmpty == true, url?.query == nil,
            url?.fragment == nil
        else { throw ProviderSettingError.addressRefused(address) }
        guard !client.isEmpty else { throw ProviderSettingError.noClient }
    }

    /// Where the provider sends browsers back to; it must be registered there to the letter.
    public var callback: String { address + Self.callbackPath }

    public static let callbackPath = "/sign-in/provider/back"

    /// `sso.hospital.example`: what people may know the provider by.
    public var host: String { URL(string: issuer)?.host ?? issuer }

    /// Is that an address that may be asked: `https`, or this machine where that is allowed?
    func isAllowed(_ address: String) -> Bool {
        guard let url = URL(string: address), let host = url.host, !host.isEmpty,
            url.user == nil, url.password == nil
        else { return false }
        switch url.scheme {
        case "https": return true
        case "http":
            return allowsPlainLocal && ["localhost", "127.0.0.1", "[::1]", "::1"].contains(host)
        default: return false
        }
    }
}

/// What the desk proves to the provider who it is with; masks itself.
public struct ClientSecret: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    let text: String

    /// Without the white space around it, such as the end of a line; nil for nothing.
    public init?(_ text: String) {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty else { return nil }
        self.text = trimmed
    }

    public var description: String { "(secret)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// What of the settings of a provider does not do.
public enum ProviderSettingError: Error, Equatable, Sendable {
    case issuerRefused(String)
    case addressRefused(String)
    case noClient
}
