// SPDX-License-Identifier: EUPL-1.2

import Accounts
import ArgumentParser
import Casework
import Custody
import Desk
import Exercise
import Foundation
import Hosting
import Logging
import OpenID
import Store
import Synchronization
import Terminal
import Wording

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "The desk: the pages of the crisis team, in a browser.",
        discussion: """
            Listens on 127.0.0.1:8080 until it gets a signal. In front of other machines it
            needs TLS: --certificate and --key, or a proxy that encrypts (--behind-proxy).

              spoor account add noor --person 'Noor T.' --role privacyOfficer
              spoor serve
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var openID: ProviderOptions
    @Option(help: "The address to listen on.") var host = "127.0.0.1"
    @Option(help: "The port; 0 lets the system choose.") var port = 8080
    @Option(help: "A port on 127.0.0.1 for /health/live, /health/ready and /metrics.")
    var healthPort: Int?
    @Option(help: "A port for the page that anybody may read.") var publicPort: Int?
    @Option(help: "File of the certificate with its chain, PEM.") var certificate: String?
    @Option(help: "File of the certificate's key, PEM.") var key: String?
    @Flag(help: "A proxy before this one encrypts the way to the browser.") var behindProxy = false
    @Flag(help: "No passwords: whoever comes chooses who they are. Invented people only.")
    var practice = false

    func validate() throws {
        guard (certificate == nil) == (key == nil) else {
            throw ValidationError("--certificate and --key go together")
        }
        let isLocal = ["127.0.0.1", "::1", "localhost"].contains(host)
        guard isLocal || certificate != nil || behindProxy else {
            throw ValidationError(
                "other machines are served with --certificate and --key, or --behind-proxy"
            )
        }
        guard isLocal || !practice else {
            throw ValidationError("--practice is for this machine alone: leave --host out")
        }
        guard [port, healthPort ?? 0, publicPort ?? 0].allSatisfy((0...65_535).contains) else {
            throw ValidationError("a port is 0 to 65535")
        }
        let ports = [port, healthPort, publicPort].compactMap(\.self).filter { $0 > 0 }
        guard Set(ports).count == ports.count else {
            throw ValidationError("each of the ports is another one")
        }
    }

    func run() throws {
        // This thread only waits: visits are answered by others.
        let (done, end) = (DispatchSemaphore(value: 0), Outcome())
        Task.detached {
            do { try await serve() } catch { end.failure.withLock { $0 = error } }
            done.signal()
        }
        done.wait()
        guard let failure = end.failure.withLock({ $0 }) else { return }
        throw (failure as? DeskError)?.told ?? failure
    }

    private final class Outcome: Sendable {
        let failure = Mutex<(any Error)?>(nil)
    }

    /// A practice goes on where its case stands, with a team that is invented too. Returns the time that
    /// it begins at; nil is the clock's.
    private func prepare(_ store: Store) throws -> Int64? {
        guard practice, store.isSynthetic else { return options.now }
        let now = try options.now ?? store.lastActAt().map { $0 + 60_000 }
        guard let now, try ListAccounts().run(in: store).isEmpty else { return now }
        for member in InventedTeam.members {
            _ = try SetAccount(
                name: member.account,
                person: member.person,
                roles: Set(member.roles.compactMap(OfficerRole.init(rawValue:))),
                because: StatedReason("the team of a practice"),
                officer: ActingOfficer("practice", now: now)
            ).run(in: store)
        }
        return now
    }

    private func serve() async throws {
        let place = try options.place(with: openID.flags)
        let root = try place.rootKey()
        // Takes over an older format, and lets go again; whoever writes now has done that already.
        let now: Int64?
        do {
            now = try prepare(options.openUnsigned(.writing, waits: false))
        } catch StoreError.writerBusy {
            now = try prepare(options.openUnsigned(.reading))
        }
        let timeIsGiven = now != nil
        Store.givesWayToLooks()
        let reader = try place.open(.reading, timeIsGiven: timeIsGiven)
        let desk = try Desk(
            reader: reader,
            accounts: try AccountFile(at: reader.folder, root: root, origin: reader.origin),
            setting: Desk.Setting(
                isSecure: certificate != nil || behindProxy,
                isPractice: practice,
                now: now,
                fonts: try options.fonts,
                provider: try Provider(place.settings, allowsPlainLocal: reader.isSynthetic)
            ),
            open: { try place.open(.writing, timeIsGiven: timeIsGiven) }
        )
        let again = try await desk.finishForms()
        if again > 0 {
            options.results.say(
                "forms that were posted before and not finished: \(again), done now"
            )
        }
        let server = DeskServer(
            host: host,
            port: port,
            healthPort: healthPort,
            publicPort: publicPort,
            certificate: certificate.flatMap { chain in key.map { (chain: chain, key: $0) } }
        )
        let (results, scheme, host) = (options.results, certificate == nil ? "http" : "https", host)
        try await server.run(desk, logger: Diagnostics.logger) { port in
            results.say("the public page: \(scheme)://\(host):\(port)/")
        } listening: { port in
            results.say("the desk: \(scheme)://\(host):\(port)/  (Ctrl-C ends it)")
        }
    }
}
