# SPDX-License-Identifier: EUPL-1.2
"""A real identity provider (Canaille) with two invented people and one client, in memory.

    provider.py PORT CLIENT SECRET CALLBACK
"""

import datetime
import os
import sys

port, client, secret, callback = sys.argv[1:]
# Authlib refuses requests without encryption otherwise.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "true"

from joserfc import jwk  # noqa: E402

from canaille import create_app  # noqa: E402
from canaille.app import models  # noqa: E402
from canaille.backends import Backend  # noqa: E402

key = jwk.generate_key("RSA", 2048)
key.ensure_kid()

app = create_app(
    {
        "SECRET_KEY": os.urandom(24).hex(),
        "SERVER_NAME": f"localhost:{port}",
        "PREFERRED_URL_SCHEME": "http",
        "CANAILLE": {"DATABASE": "memory", "JAVASCRIPT": False, "HTMX": False},
        "CANAILLE_OIDC": {"ACTIVE_JWKS": [key.as_dict(private=True)]},
    }
)
with app.app_context():
    Backend.instance.install(app)
with app.test_request_context():
    for name in ("noor", "stranger"):
        Backend.instance.save(
            models.User(
                formatted_name=f"Invented {name}",
                family_name="Invented",
                user_name=name,
                emails=[f"{name}@hospital.example"],
                password=f"the password of {name}",
            )
        )
    spoor = models.Client(
        client_id=client,
        client_secret=secret,
        client_name="Spoor",
        client_uri="http://localhost/",
        client_id_issued_at=datetime.datetime.now(datetime.timezone.utc),
        redirect_uris=[callback],
        post_logout_redirect_uris=[callback.split("/sign-in")[0] + "/sign-in"],
        grant_types=["authorization_code"],
        response_types=["code"],
        scope=["openid"],
        token_endpoint_auth_method="client_secret_basic",
    )
    Backend.instance.save(spoor)
    # As its page for administrators does: tokens are for the client itself.
    spoor.audience = [spoor]
    Backend.instance.save(spoor)
app.run(port=int(port), threaded=True)
