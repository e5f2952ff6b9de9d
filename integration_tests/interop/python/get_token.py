"""Asks azure-identity for a token as the client of a scenario does."""

import base64
import time

from azure import identity
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError

import driver


def certificate(of):
    return {"certificate_data": base64.b64decode(of["certificate"]["data"]),
            "password": of["certificate"].get("password")}


def application(of):
    return {"tenant_id": of.get("tenant_id"), "client_id": of.get("client_id")}


def client_secret(of):
    return identity.ClientSecretCredential(**application(of), client_secret=of.get("client_secret"))


def client_certificate(of):
    return identity.CertificateCredential(
        **application(of), **certificate(of),
        send_certificate_chain=of.get("send_certificate_chain", False))


def client_assertion(of):
    return identity.ClientAssertionCredential(
        **application(of), func=lambda: of["assertion"].get("text", ""))


def on_behalf_of(of):
    if "certificate" in of:
        parsed = certificate(of)
        proof = {"client_certificate": parsed["certificate_data"], "password": parsed["password"]}
    elif "client_assertion" in of:
        proof = {"client_assertion_func": lambda: of["client_assertion"]["text"]}
    else:
        proof = {"client_secret": of.get("client_secret")}
    return identity.OnBehalfOfCredential(
        **application(of), **proof, user_assertion=of["user_assertion"].get("text", ""))


def workload_identity(of):
    return identity.WorkloadIdentityCredential(**of)


def azure_pipelines(of):
    return identity.AzurePipelinesCredential(
        **application(of), service_connection_id=of.get("service_connection_id", ""),
        system_access_token=of.get("system_access_token", ""))


def username_password(of):
    return identity.UsernamePasswordCredential(**of)


def device_code(of):
    return identity.DeviceCodeCredential(
        **of, prompt_callback=lambda page, code, _expires: driver.open_page(page, code))


def interactive_browser(of):
    return identity.InteractiveBrowserCredential(**of)


def managed_identity(of):
    if "client_id" in of:
        return identity.ManagedIdentityCredential(client_id=of["client_id"])
    return identity.ManagedIdentityCredential(identity_config=of or None)


def default_azure(of):
    if "tenant_id" in of:
        raise driver.Inexpressible("DefaultAzureCredential has no tenant_id")
    return identity.DefaultAzureCredential(**of)


class OwnCredential:
    """One that the user wrote."""

    def __init__(self, of):
        self.of = of

    def get_token(self, *_scopes, **_options):
        if "unavailable" in self.of:
            raise identity.CredentialUnavailableError(self.of["unavailable"])
        if "error" in self.of:
            raise ClientAuthenticationError(self.of["error"])
        return AccessToken(self.of["token"], int(time.time()) + 3600)


def chained_token(of):
    return identity.ChainedTokenCredential(*map(credential, of.get("sources", [])))


MEMBERS = {
    "client_secret": client_secret,
    "client_certificate": client_certificate,
    "client_assertion": client_assertion,
    "on_behalf_of": on_behalf_of,
    "workload_identity": workload_identity,
    "azure_pipelines": azure_pipelines,
    "username_password": username_password,
    "device_code": device_code,
    "interactive_browser": interactive_browser,
    "managed_identity": managed_identity,
    "azure_cli": lambda of: identity.AzureCliCredential(**of),
    "azure_developer_cli": lambda of: identity.AzureDeveloperCliCredential(**of),
    "azure_powershell": lambda of: identity.AzurePowerShellCredential(**of),
    "environment_settings": lambda of: identity.EnvironmentCredential(),
    "default_azure": default_azure,
    "chained_token": chained_token,
    "own": OwnCredential,
}


def credential(client):
    [member] = client.keys() & MEMBERS.keys()
    return MEMBERS[member](client[member])


def get_token(client):
    asked = client["calls"][0]["get_token"]
    options = {name: asked[name] for name in ("tenant_id", "claims") if name in asked}
    return credential(client).get_token(*asked.get("scopes", []), **options).token


driver.run(get_token)
