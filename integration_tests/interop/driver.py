"""What the drivers in Python have in common."""

import json
import subprocess
import sys


class Inexpressible(Exception):
    """The SDK has no words for the scenario."""


class Refused(Exception):
    """An error that the SDK returns as data, not as an exception."""

    def __init__(self, name, message):
        super().__init__(message)
        self.name = name


def member_of(client, makers):
    """The maker of the client's credential, and the credential as the scenario has it."""
    for name in client.keys() & makers.keys():
        return makers[name], client[name]
    raise Inexpressible("it has no such credential")


def scopes_of(client):
    return client["calls"][0]["get_token"].get("scopes", [])


def resource_of(client):
    """As v1.0 and managed identities have it."""
    [scope] = scopes_of(client)
    return scope.removesuffix("/.default")


def open_page(url, code=""):
    """In the person's browser, which world.py has made."""
    subprocess.run(["xdg-open", url, code], check=True)


def texts_of(error):
    """The error's, and those of what caused it."""
    while error is not None:
        yield str(error)
        error = error.__cause__ or error.__context__


def run(get_token):
    """Prints as a line of JSON what comes of `get_token(client)`; README.md has its form."""
    with open(sys.argv[-1], encoding="utf-8") as file:
        client = json.load(file)["client"]
    try:
        got = {"token": bool(get_token(client))}
    except Inexpressible as error:
        print(f"the SDK cannot express the scenario: {error}", file=sys.stderr)
        sys.exit(3)
    except Exception as error:  # pylint: disable=broad-except
        name = error.name if isinstance(error, Refused) else type(error).__name__
        got = {"exception": name, "message": "\n".join(texts_of(error))}
    print(json.dumps(got))
