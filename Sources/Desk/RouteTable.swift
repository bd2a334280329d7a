// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Foundation
import Store

/// Every page and every act of the desk. What is not in it cannot be reached; the table of roles is made
/// of it.
struct RouteTable: Sendable {
    let routes: [Route]

    init() {
        routes =
            SignInPages.routes + ProviderPages.routes + LookBackPages.routes + HomePage.routes
            + IncidentPages.routes + TimelinePages.routes
            + DutyPages.routes
            + ScopePages.routes + NoticePages.routes + LetterPages.routes
            + LetterWordsPages.routes + WavePlanPages.routes + WavePages.routes + FigurePages.routes
            + ProcessorPages.routes
            + StorePages.routes + ImportPages.routes + ListPages.routes + PopulationPages.routes
            + JobPages.routes + AccessPages.routes
            + AccountPages.routes + CallPages.routes
            + CallTeamPages.routes + AccessCopyPages.routes
            + ForecastPages.routes + ContinuityPages.routes + ReportPages.routes
    }

    /// The page from which a form at that path is posted: the path itself when it can be looked at, else
    /// the nearest above it.
    func page(near path: String) -> String {
        var parts = path.split(separator: "/", omittingEmptySubsequences: true)
        while !parts.isEmpty {
            let above = "/" + parts.joined(separator: "/")
            if route(at: above, isAct: false) != nil { return above }
            parts.removeLast()
        }
        return "/"
    }

    /// The name of the act at that path.
    func name(ofActAt path: String) -> String? { route(at: path, isAct: true)?.0.name }

    private func route(at path: String, isAct: Bool) -> (Route, [String: String])? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        for route in routes where route.isAct == isAct {
            let pattern = route.path.split(separator: "/", omittingEmptySubsequences: true)
            guard pattern.count == parts.count else { continue }
            var parameters: [String: String] = [:]
            let fits = zip(pattern, parts).allSatisfy { pattern, part in
                guard pattern.first == "{", pattern.last == "}" else { return pattern == part }
                parameters[String(pattern.dropFirst().dropLast())] =
                    part.removingPercentEncoding ?? String(part)
                return true
            }
            if fits { return (route, parameters) }
        }
        return nil
    }

    /// Does what a form that was received asks, unless the ledger says that it was done; keeps where it
    /// led.
    func finish(
        _ posted: PostedForm,
        _ visit: Visit,
        _ form: Form,
        _ act: @Sendable (Visit, Form) async throws -> Reply
    ) async throws -> Reply {
        do {
            let reply = try await act(visit, form)
            if case .seeOther(let place) = reply {
                try visit.desk.accounts.finish(posted.nonce, outcome: place)
            } else {
                try visit.desk.accounts.finish(posted.nonce, outcome: page(near: visit.path))
            }
            return reply
        } catch DeskRefusal.busy {
            // It stays, and is done when the writer is free again.
            throw DeskRefusal.busy
        } catch {
            // Nothing was recorded: the page shows what to put right, in a form of its own.
            try visit.desk.accounts.finish(posted.nonce, outcome: page(near: visit.path))
            throw error
        }
    }

    /// Does again what was cut off or waited, in the name of who posted it, at the time at which it came.
    func carryOut(_ posted: PostedForm, in desk: Desk) async throws -> Reply {
        guard let (route, parameters) = route(at: posted.path, isAct: true),
            case .act(let act) = route.action,
            let account = try await desk.reader.looking({
                try FindAccount(posted.account).run(in: $0)
            }), route.allows(Set(account.roles))
        else {
            try desk.accounts.finish(posted.nonce, outcome: "/")
            return .seeOther("/")
        }
        let isDone = try await desk.reader.looking {
            try $0.hasAct(by: account.person, at: posted.receivedAt)
        }
        if isDone, !route.goesOn {
            try desk.accounts.finish(posted.nonce, outcome: page(near: posted.path))
            return .seeOther(page(near: posted.path))
        }
        let visit = Visit(
            desk: desk,
            session: Session(
                account: posted.account,
                language: .dutch,
                secret: [],
                madeAt: posted.receivedAt
            ),
            account: account,
            words: Words(language: .dutch, now: posted.receivedAt),
            parameters: parameters,
            query: [:],
            path: posted.path,
            reference: ""
        )
        return try await finish(posted, visit, try Form(posted.body), act)
    }
}
