"""Asks MSAL for a token as the client of a scenario does.

Its errors are data, whose type is `error`.
"""

import msal
import requests

import driver
import pem

AUTHORITY = "https://login.microsoftonline.com/"


def confidential(of, credential):
    return msal.ConfidentialClientApplication(
        of["client_id"], authority=AUTHORITY + of["tenant_id"], client_credential=credential)


def public(of):
    return msal.PublicClientApplication(of["client_id"], authority=AUTHORITY + of["tenant_id"])


def certificate(of):
    text, key, thumbprint = pem.parts(of)
    chain = {"public_certificate": text} if of.get("send_certificate_chain") else {}
    return {"private_key": key, "thumbprint": thumbprint, **chain}


def proof(of):
    if "certificate" in of:
        return certificate(of)
    if "client_assertion" in of:
        return {"client_assertion": of["client_assertion"].get("text", "")}
    return of.get("client_secret")


def for_client(of, scopes):
    return confidential(of, proof(of)).acquire_token_for_client(scopes)


def by_device_code(of, scopes):
    application = public(of)
    flow = application.initiate_device_flow(scopes)
    if "user_code" not in flow:
        return flow
    driver.open_page(flow["verification_uri"], flow["user_code"])
    return application.acquire_token_by_device_flow(flow)


def managed_identity(of, scopes):
    identity = (
        msal.UserAssignedManagedIdentity(**of) if of else msal.SystemAssignedManagedIdentity())
    client = msal.ManagedIdentityClient(identity, http_client=requests.Session())
    [scope] = scopes
    return client.acquire_token_for_client(resource=scope.removesuffix("/.default"))


MEMBERS = {
    "client_secret": for_client,
    "client_certificate": for_client,
    "client_assertion": lambda of, scopes: for_client(
        {**of, "client_assertion": of["assertion"]}, scopes),
    "on_behalf_of": lambda of, scopes: confidential(of, proof(of)).acquire_token_on_behalf_of(
        of["user_assertion"]["text"], scopes),
    "username_password": lambda of, scopes: public(of).acquire_token_by_username_password(
        of["username"], of["password"], scopes),
    "device_code": by_device_code,
    "interactive_browser": lambda of, scopes: public(of).acquire_token_interactive(scopes),
    "managed_identity": managed_identity,
}


def get_token(client):
    acquire, of = driver.member_of(client, MEMBERS)
    got = acquire(of, driver.scopes_of(client))
    if "access_token" not in got:
        raise driver.Refused(got["error"], got.get("error_description", ""))
    return got["access_token"]


driver.run(get_token)
