"""Asks ADAL, the library before MSAL, for a token as the client of a scenario does: by v1.0."""

import adal

import driver
import pem

AUTHORITY = "https://login.microsoftonline.com/"


def by_certificate(context, resource, of):
    _text, key, thumbprint = pem.parts(of)
    return context.acquire_token_with_client_certificate(resource, of["client_id"], key, thumbprint)


def by_device_code(context, resource, of):
    code = context.acquire_user_code(resource, of["client_id"])
    driver.open_page(code["verification_url"], code["user_code"])
    return context.acquire_token_with_device_code(resource, code, of["client_id"])


MEMBERS = {
    "client_secret": lambda context, resource, of: context.acquire_token_with_client_credentials(
        resource, of["client_id"], of["client_secret"]),
    "client_certificate": by_certificate,
    "username_password": lambda context, resource, of: context.acquire_token_with_username_password(
        resource, of["username"], of["password"], of["client_id"]),
    "device_code": by_device_code,
}


def get_token(client):
    make, of = driver.member_of(client, MEMBERS)
    context = adal.AuthenticationContext(AUTHORITY + of["tenant_id"])
    return make(context, driver.resource_of(client), of)["accessToken"]


driver.run(get_token)
