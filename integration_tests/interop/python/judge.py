"""Judges an access token by what its issuer publishes, as a service does that uses PyJWT."""

import json
import urllib.request

import jwt

import driver


def published(issuer):
    url = issuer.rstrip("/") + "/.well-known/openid-configuration"
    with urllib.request.urlopen(url, timeout=30) as answer:
        return json.load(answer)


def judge(client):
    metadata = published(client["issuer"])
    key = jwt.PyJWKClient(metadata["jwks_uri"]).get_signing_key_from_jwt(client["token"])
    return jwt.decode(client["token"], key, algorithms=metadata["id_token_signing_alg_values_supported"],
                      audience=client["audience"], issuer=metadata["issuer"])


driver.run(judge)
