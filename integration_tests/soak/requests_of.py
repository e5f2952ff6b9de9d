"""The twelve kinds of requests that the soak test mixes."""

import urllib.parse

TENANT = "azmock.example"
CLIENT = "a11ce000-0000-4000-8000-000000000002"
SCOPE = "https://vault.azure.net/.default"


def _request(method, target, host="localhost", headers=(), form=None):
    body = urllib.parse.urlencode(form).encode() if form else b""
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", *headers]
    if form:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def _token(path, **form):
    return _request("POST", f"/{path}/oauth2/v2.0/token",
                    form={"client_id": CLIENT, "scope": SCOPE, **form})


def kinds(environment):
    """Of each kind the bytes, and its path, which is the kind's own: the journal tells them apart by it."""
    secret = environment["AZURE_CLIENT_SECRET"]
    tenant = environment["AZURE_TENANT_ID"]
    metadata = "api-version=2018-02-01&resource=https://vault.azure.net"
    requests = (
        # Tokens: an application's, none for a wrong secret, a user's, none for an unknown tenant.
        _token(TENANT, grant_type="client_credentials", client_secret=secret),
        _token(tenant, grant_type="client_credentials", client_secret="guess"),
        _token("organizations", grant_type="password", username="user@azmock.example",
               password="azmock-default-password", client_secret=secret),
        _token("nobody.example", grant_type="client_credentials", client_secret=secret),
        # What every tenant publishes.
        _request("GET", "/common/discovery/instance?api-version=1.1&authorization_endpoint="
                        "https://login.microsoftonline.com/common/oauth2/v2.0/authorize"),
        _request("GET", f"/{TENANT}/v2.0/.well-known/openid-configuration"),
        _request("GET", f"/{TENANT}/discovery/v2.0/keys"),
        # Sign-ins that begin: a promise each.
        _request("POST", f"/{TENANT}/oauth2/v2.0/devicecode", form={"client_id": CLIENT, "scope": "openid"}),
        # Managed identities, and one who does not know the host's secret.
        _request("GET", "/metadata/identity/oauth2/token?" + metadata, "169.254.169.254",
                 ["Metadata: true"]),
        _request("GET", "/azure_ml/MSI/auth?" + metadata, "127.0.0.1", ["secret: guess"]),
        # A service that refuses, and a page of an application that has none.
        _request("GET", "/key_vault/azmock-vault/secrets/greeting?api-version=7.4"),
        _request("GET", f"/{TENANT}/oauth2/v2.0/authorize?response_type=code&client_id={CLIENT}"),
    )
    return {request.split(b" ", 2)[1].split(b"?")[0].decode(): request for request in requests}
