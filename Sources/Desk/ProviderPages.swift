// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Foundation
public import Hosting
import Logging
public import OpenID
import Store

/// Signing in at the identity provider of the organisation (OpenID Connect Core 1.0).
enum ProviderPages {
    static let routes: [Route] = [
        Route(
            name: "sign-in.provider",
            path: "/sign-in/provider",
            access: .anybody,
            purpose: "",
            isPersonal: true,
            action: .elsewhere(begin)
        ),
        Route(
            name: "sign-in.provider.back",
            path: ProviderSetting.callbackPath,
            access: .anybody,
            purpose: "",
            isPersonal: true,
            action: .elsewhere(finish)
        ),
        Route(
            name: "sign-in.provider.end",
            path: "/sign-in/provider/end",
            access: .anybody,
            purpose: "",
            isPersonal: true,
            action: .elsewhere(end)
        ),
    ]

    /// On the page to sign in; nothing without a provider.
    static func choice(_ visit: Visit) -> HTML {
        guard let provider = visit.desk.setting.provider else { return "" }
        let words = visit.words
        let to = visit.query["to"].flatMap(Answering.inside).map { "?to=\(Form.encoded($0))" } ?? ""
        let out = HTML.when(
            visit.query["out"] == "provider",
            """
            <div class="note" role="status"><p>\(words(
                "U bent hier uitgelogd. Bij uw organisatie bent u misschien nog ingelogd.",
                "You are signed out here. You may still be signed in at your organisation."
            )) <a href="/sign-in/provider/end">\(words(
                "Log ook daar uit", "Sign out there too"
            ))</a></p></div>
            """
        )
        return """
            \(out)<h2>\(words(
                "Met het account van uw organisatie", "With the account of your organisation"
            ))</h2>
            <p>\(words(
                "U logt in bij \(provider.setting.host) en komt daarna hier terug.",
                "You sign in at \(provider.setting.host) and then come back here."
            ))</p>
            <p class="acts"><a class="btn" href="/sign-in/provider\(to)">\(words(
                "Log in bij uw organisatie", "Sign in at your organisation"
            ))</a></p>
            """
    }

    @Sendable private static func begin(_ visit: Visit) async throws -> Reply {
        guard let provider = visit.desk.setting.provider else {
            return .page(try await SignInPages.page(visit))
        }
        do {
            // A browser keeps 4096 bytes at most.
            let to = visit.query["to"].flatMap(Answering.inside).flatMap {
                $0.utf8.count <= 1024 ? $0 : nil
            }
            let (address, pending) = try await provider.begin(
                to: to,
                now: visit.desk.clockNow
            )
            let kept = try visit.desk.accounts.sealed(try JSONEncoder().encode(pending))
            return .toProvider(address, kept: kept)
        } catch let refusal as ProviderRefusal {
            return try await refused(refusal, visit)
        }
    }

    @Sendable private static func finish(_ visit: Visit) async throws -> Reply {
        guard let provider = visit.desk.setting.provider else {
            return .page(try await SignInPages.page(visit))
        }
        let (accounts, now) = (visit.desk.accounts, visit.desk.clockNow)
        let pending = visit.kept.flatMap(accounts.opened).flatMap {
            try? JSONDecoder().decode(PendingSignIn.self, from: Data($0))
        }
        let who: ProviderSubject
        do {
            who = try await provider.finish(visit.query, pending, now: now) { state in
                try accounts.use(state: state, lasting: PendingSignIn.longest, now: now)
            }
        } catch let refusal as ProviderRefusal {
            return try await refused(refusal, visit)
        }
        // Who has no account, and whose account ended, read the same.
        guard let name = try accounts.account(issuer: who.issuer, subject: who.subject),
            try await visit.look({ try FindAccount(name).run(in: $0) }) != nil
        else {
            note("no account", visit)
            return .page(try await SignInPages.page(visit, refusal: unknown(who, visit.words)))
        }
        let outcome = try accounts.signInElsewhere(
            name,
            device: visit.device,
            language: visit.words.language,
            now: now
        )
        guard case .signedIn(let session, let device) = outcome else {
            throw DeskRefusal.notSignedIn
        }
        return .signedIn(session: session, device: device, to: pending?.to ?? "/")
    }

    @Sendable private static func end(_ visit: Visit) async throws -> Reply {
        guard let provider = visit.desk.setting.provider,
            let address = try? await provider.endSession(now: visit.desk.clockNow)
        else { return .page(try await SignInPages.page(visit)) }
        return .toProvider(address, kept: nil)
    }

    // MARK: - Refusals

    private static func refused(_ refusal: ProviderRefusal, _ visit: Visit) async throws -> Reply {
        note(refusal.code, visit)
        let words = visit.words
        let why =
            switch refusal {
            case .unavailable:
                words(
                    "De inlogdienst van uw organisatie antwoordt niet. Probeer het over een minuut opnieuw. Hebt u een wachtwoord van Spoor? Dan kunt u daarmee nu wel inloggen.",
                    "The sign-in service of your organisation does not answer. Try again in a minute. Do you have a password of Spoor? You can sign in with it now."
                )
            case .token(.level), .token(.method), .denied("unmet_authentication_requirements"):
                words(
                    "Voor Spoor is een tweede stap nodig bij het inloggen, zoals een code op uw telefoon. Die stap is niet gezet. Begin opnieuw.",
                    "Spoor needs a second step when you sign in, such as a code on your telephone. That step was not taken. Begin again."
                )
            default:
                words(
                    "Het inloggen is niet afgemaakt. Dat kan komen doordat het langer dan tien minuten duurde, of doordat u het in een ander venster begon. Begin opnieuw.",
                    "Signing in was not finished. Perhaps it took more than ten minutes, or you began it in another window. Begin again."
                )
            }
        return .page(
            try await SignInPages.page(
                visit,
                refusal: """
                    <div class="note bad" role="alert"><p>\(why)</p>
                    <p>\(words(
                        "Lukt het weer niet? Noem de beheerder dit kenmerk:",
                        "Does it fail again? Tell the administrator this reference:"
                    ))</p><p><strong class="copy code">\(visit.reference)</strong></p></div>

                    """
            )
        )
    }

    /// The number is their own: they showed at the provider that it is theirs.
    private static func unknown(_ who: ProviderSubject, _ words: Words) -> HTML {
        """
        <div class="note bad" role="alert"><p>\(words(
            "Uw organisatie kent u, maar hier kunt u met dit account niet inloggen. Hebt u Spoor nodig voor uw werk? Vraag de beheerder om toegang en geef dit nummer:",
            "Your organisation knows you, but you cannot sign in here with this account. Do you need Spoor for your work? Ask the administrator for access and give this number:"
        ))</p>
        <p><strong class="copy code">\(who.subject)</strong></p></div>

        """
    }

    private static func note(_ reason: String, _ visit: Visit) {
        Diagnostics.note(
            .notice,
            "nobody was signed in by the identity provider",
            ["reference": visit.reference, "reason": reason]
        )
    }
}

extension Provider {
    /// The one of the settings; nil when none of them is set. `allowsPlainLocal`: are all people invented?
    ///
    /// Throws ``Hosting/HostingError/settingMissing(_:)`` when only some are, and
    /// ``DeskError/providerAddressRefused(_:)``.
    public init?(_ settings: Settings, allowsPlainLocal: Bool) throws {
        let needed: [Settings.Key] = [
            .openidIssuer, .openidClient, .openidSecretFile, .openidAddress,
        ]
        let optional: [Settings.Key] = [.openidLevel, .openidMethod]
        guard (needed + optional).contains(where: { settings[$0] != nil }) else { return nil }
        let values = try needed.map { key in
            guard let value = settings[key], !value.isEmpty else {
                throw HostingError.settingMissing(key)
            }
            return value
        }
        guard let secret = ClientSecret(try SecretFile(path: values[2]).read()) else {
            throw HostingError.secretFileDoesNotRead(values[2])
        }
        do {
            self.init(
                try ProviderSetting(
                    issuer: values[0],
                    client: values[1],
                    secret: secret,
                    address: values[3],
                    level: settings[.openidLevel],
                    method: settings[.openidMethod],
                    allowsPlainLocal: allowsPlainLocal
                )
            )
        } catch ProviderSettingError.issuerRefused(let address),
            ProviderSettingError.addressRefused(let address)
        {
            throw DeskError.providerAddressRefused(address)
        }
    }
}
