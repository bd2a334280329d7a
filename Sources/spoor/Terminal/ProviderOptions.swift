// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Hosting

/// The identity provider at which people of the organisation sign in.
struct ProviderOptions: ParsableArguments {
    @Option(help: "Sign in at this OpenID provider too: its issuer (else SPOOR_OPENID_ISSUER).")
    var openidIssuer: String?
    @Option(help: "What the provider calls the desk (else SPOOR_OPENID_CLIENT).")
    var openidClient: String?
    @Option(help: "File with the client's secret, mode 0600 (else SPOOR_OPENID_SECRET_FILE).")
    var openidSecretFile: String?
    @Option(help: "https:// and the name of the desk in browsers (else SPOOR_OPENID_ADDRESS).")
    var openidAddress: String?
    @Option(help: "The acr that the provider must reach (else SPOOR_OPENID_LEVEL).")
    var openidLevel: String?
    @Option(help: "The amr that must be used, such as mfa (else SPOOR_OPENID_METHOD).")
    var openidMethod: String?

    var flags: [Settings.Key: String?] {
        [
            .openidIssuer: openidIssuer, .openidClient: openidClient,
            .openidSecretFile: openidSecretFile, .openidAddress: openidAddress,
            .openidLevel: openidLevel, .openidMethod: openidMethod,
        ]
    }
}
