// SPDX-License-Identifier: EUPL-1.2

public import Store

/// The other one of the two people that an act takes (vier ogen).
public enum SecondOfficer: Hashable, Sendable {
    /// Named by who acts. Refused as soon as anybody has an account: then both sign in.
    case named(String)
    /// Signed in, as who acts is.
    case signedIn(String)

    /// Throws ``CaseworkError/twoSignIn``.
    public func name(in store: Store) throws -> String {
        switch self {
        case .signedIn(let name): return name
        case .named(let name):
            guard try store.accounts().allSatisfy(\.isEnded) else {
                throw CaseworkError.twoSignIn
            }
            return name
        }
    }
}

/// Publishes a frozen version; takes two officers.
public struct PublishRegister: Sendable {
    public var incident: String
    /// Number (`2`, `v2`) or name.
    public var version: String
    public var officer: ActingOfficer
    public var second: SecondOfficer

    public init(incident: String, version: String, officer: ActingOfficer, second: SecondOfficer) {
        self.incident = incident
        self.version = version
        self.officer = officer
        self.second = second
    }

    public func run(in store: Store) throws -> RegisterVersion {
        let found = try store.incident(named: incident)
        let frozen = try store.version(named: version, of: found)
        let second = try second.name(in: store)
        try store.publishing {
            try store.publish(
                frozen,
                of: found,
                second: second,
                act: officer.act(towards: found.concernedParties)
            )
        }
        return try RegisterVersion(frozen, in: store)
    }
}

/// The frozen versions of an incident's register, or the one that is named.
public struct ShowRegister: Sendable {
    public var incident: String
    /// Number or name; nil is all of them.
    public var version: String?

    public init(incident: String, version: String? = nil) {
        self.incident = incident
        self.version = version
    }

    public func run(in store: Store) throws -> [RegisterVersion] {
        let found = try store.incident(named: incident)
        guard let version else {
            return try store.registers(of: found).map { try RegisterVersion($0.body, in: store) }
        }
        return [try RegisterVersion(try store.version(named: version, of: found), in: store)]
    }
}
