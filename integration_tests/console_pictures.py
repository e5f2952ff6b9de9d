#!/usr/bin/env python3
"""Takes the pictures of the console: light, dark, narrow.

usage: console_pictures.py FOLDER
"""

import base64
import os
import sys

from azmock_process import Serve
from console_page import TENANT, ConsolePage, admin, ask_for_token

# Name, width, height, whether it is dark, and what of the page is shown.
PICTURES = (
    ("console", 1280, 800, False, "?selected=3"),
    ("console_dark", 1280, 800, True, "?selected=6"),
    ("console_narrow", 360, 720, False, ""),
    ("console_scenarios", 1280, 800, False, "?view=scenarios"),
)


def ask_for_all_kinds(server):
    """Exchanges of a morning: a guess, an expired secret, a fault with a retry, an assertion."""
    secret = f"client_secret={server.environment['AZURE_CLIENT_SECRET']}"
    ask_for_token(server, secret)
    ask_for_token(server, "client_secret=guess")
    ask_for_token(server, "client_secret=aadsts-7000222")
    admin(server, "InjectFault", {"match": {"path": "*/token"}, "steps": [{"respond": {"status": 503}}]})
    ask_for_token(server, secret)
    ask_for_token(server, secret)
    issuer = "https://ci.example"
    admin(server, "MergeDirectory", {"directory": {"issuers": [{"url": issuer}], "tenants": [
        {"id": TENANT, "applications": [
            {"app_id": server.environment["AZURE_CLIENT_ID"], "federated_credentials": [
                {"issuer": issuer, "subject": "repo:octo/app:ref:refs/heads/main", "audience": "a"}]}]}]}})
    assertion = admin(server, "MintAssertion", {"assertion": {"minted": {
        "issuer": issuer, "subject": "repo:octo/app:pull_request", "audience": "a"}}})["assertion"]
    ask_for_token(server, f"client_assertion={assertion}", "client_assertion_type="
                  "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
    admin(server, "ArmScenario", {"id": "throttled-then-success"})


def main(folder):
    with Serve("--clock", "frozen") as server, ConsolePage(server) as page:
        admin(server, "SetClock", {"time": "2026-01-31T12:00:00Z"})
        ask_for_all_kinds(server)
        for name, width, height, dark, query in PICTURES:
            page.size(width, height, dark)
            page.open(query)
            page.wait("document.querySelector('.row, .cards li button')")
            if "selected" in query:
                page.wait("document.querySelector('.diagnosis')")
            with open(os.path.join(folder, f"{name}.png"), "wb") as file:
                file.write(base64.b64decode(page.screenshot()))


if __name__ == "__main__":
    main(sys.argv[1])
