// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Hummingbird
import Store

/// A page or an act of the desk: where it is, who may, and what it does. All of them stand in
/// ``RouteTable``; the table of roles and its test are made of it.
struct Route: Sendable {
    enum Access: Sendable {
        /// Also without signing in: nothing about any incident is on it.
        case anybody
        /// Whoever is signed in.
        case signedIn
        case roles(Set<OfficerRole>)
    }

    enum Action: Sendable {
        case look(@Sendable (Visit) async throws -> Reply)
        /// Waits for another machine: it takes no turn of those who look.
        case elsewhere(@Sendable (Visit) async throws -> Reply)
        /// Does something, with the form that was posted.
        case act(@Sendable (Visit, Form) async throws -> Reply)
    }

    /// `incident.scope`: stands in the table of roles, in logs and in metrics.
    var name: String
    /// With names in braces: `/incidents/{incident}`.
    var path: String
    var access: Access
    /// Why somebody in that role looks or acts, for the access log (NEN 7513, purpose of use).
    var purpose: String
    /// An act that records nothing: it may be done by who looks back.
    var isOfSession = false
    /// Is a person on it? Then nothing of it may be kept by a browser or a proxy.
    var isPersonal = false
    /// An act of several steps, which goes on where it was cut off when it is done again.
    var goesOn = false
    /// Its form brings a file of so many bytes at most, which is kept beside the store until it is done with.
    var takesFile: Int?
    var action: Action

    var isAct: Bool {
        if case .act = action { true } else { false }
    }

    func allows(_ roles: Set<OfficerRole>) -> Bool {
        switch access {
        case .anybody, .signedIn: true
        case .roles(let allowed): !allowed.isDisjoint(with: roles)
        }
    }

    var needsSession: Bool {
        if case .anybody = access { false } else { true }
    }
}

/// Who looks, in which language, and when.
struct Visit: Sendable {
    var desk: Desk
    /// Nil: nobody is signed in.
    var session: Session?
    var account: AccountStanding?
    var words: Words
    /// The values of the names in the path.
    var parameters: [String: String]
    /// What stands behind the question mark.
    var query: [String: String]
    /// The page without its query.
    var path: String
    /// Of this visit, for errors and logs.
    var reference: String
    /// The cookie of a device from which somebody signed in before.
    var device: String?
    /// What the browser kept while it was at the identity provider.
    var kept: String?
    /// What a page reads; nil in an act, whose looks each see what is recorded by then.
    var state: PageState?

    func officer() throws -> ActingOfficer {
        try ActingOfficer(
            account?.person ?? "",
            now: words.now,
            roles: account?.roles.sorted() ?? []
        )
    }

    var roles: Set<OfficerRole> { Set(account?.roles ?? []) }

    func has(_ roles: OfficerRole...) -> Bool { !self.roles.isDisjoint(with: roles) }

    /// Is there a page at that very path of the table, and may whoever looks see it?
    func canOpen(_ path: String) -> Bool {
        desk.table.routes.contains { $0.path == path && !$0.isAct && $0.allows(roles) }
    }

    func parameter(_ name: String) throws -> String {
        guard let value = parameters[name] else { throw DeskRefusal.notFound }
        return value
    }

    /// Looks at the store, on a thread that may wait for the disk: all looks of a page see one state.
    ///
    /// Who looks back sees the facts as they stood then.
    func look<Answer: Sendable>(
        _ body: @escaping @Sendable (Store) throws -> Answer
    ) async throws -> Answer {
        let asOf = session?.asOf
        guard let state else {
            return try await desk.counting.counted { countsItself in
                let state = PageState(countsItself: countsItself)
                return try await Self.look(in: state, of: desk.reader, asOf, body)
            }
        }
        return try await Self.look(in: state, of: desk.reader, asOf, body)
    }

    private static func look<Answer: Sendable>(
        in state: PageState,
        of reader: Store,
        _ asOf: Int64?,
        _ body: @escaping @Sendable (Store) throws -> Answer
    ) async throws -> Answer {
        try await reader.looking { reader in
            let store = try state.store(of: reader, asOf: asOf)
            guard !state.countsItself else { return try body(store) }
            return try Store.leavingCounts { try body(store) }
        }
    }

    var isLookingBack: Bool { session?.asOf != nil }
}

/// What a page or an act answers.
enum Reply: Sendable {
    case page(Page)
    /// After an act: go and look there.
    case seeOther(String)
    case file(String, type: String, name: String?)
    case bytes([UInt8], type: String, name: String)
    /// Signed in: with the cookies of the session and of the device. `to`: a page of ours.
    case signedIn(session: String, device: String, to: String? = nil)
    case signedOut(to: String)
    /// To the identity provider, with what the browser keeps until it comes back.
    case toProvider(String, kept: String?)
    case asset(String, type: String)
}

/// Why a visit is refused. Nothing was opened or changed.
enum DeskRefusal: Error, Equatable {
    case notFound
    case notSignedIn
    case notAllowed(Set<OfficerRole>)
    /// The form was made for another session or page, or has lain too long.
    case formForged
    case formUnreadable
    /// Something typed is missing or does not read; the page is shown again with it.
    case problem([FormProblem])
    /// Another process writes; the form was kept.
    case busy
    /// Who looks back changes nothing.
    case lookingBack
    /// Too many sign in at once.
    case crowded
    /// The browser was told that this machine has another name than it has.
    case anotherHost
    /// No page is looked at or posted to in that way.
    case methodNotAllowed
}

/// What must be put right in a form.
struct FormProblem: Error, Equatable, Sendable, Codable {
    /// The name of the field.
    var field: String
    var dutch: String
    var english: String
}
