"""Signs the Azure CLI in as the client of a scenario, and asks it for a token.

Its own commands run, in this process, which is why the type of the error is known.
"""

import io
import os
import sys

import driver

# The tool's state is all beside the scenario's file, and it must not ask anybody anything.
os.environ.update(AZURE_CONFIG_DIR=os.path.dirname(sys.argv[-1]), AZURE_CORE_LOGIN_EXPERIENCE_V2="no",
                  AZURE_CORE_COLLECT_TELEMETRY="no")

# pylint: disable=wrong-import-position
from azure.cli.core import get_default_cli


def application(of, *proof):
    return ["--service-principal", "--username", of["client_id"], "--tenant", of["tenant_id"], *proof]


def by_certificate(of):
    chain = ["--use-cert-sn-issuer"] if of.get("send_certificate_chain") else []
    return application(of, "--certificate", os.environ["AZURE_CLIENT_CERTIFICATE_PATH"], *chain)


def by_token_file(_of):
    of = {name: os.environ["AZURE_" + name.upper()] for name in ("tenant_id", "client_id")}
    with open(os.environ["AZURE_FEDERATED_TOKEN_FILE"], encoding="utf-8") as file:
        return application(of, "--federated-token", file.read())


def by_managed_identity(of):
    return ["--identity", *(word for name, value in of.items()
                            for word in ("--" + name.replace("_", "-"), value))]


MEMBERS = {
    "client_secret": lambda of: application(of, "--password", of["client_secret"]),
    "client_certificate": by_certificate,
    "client_assertion": lambda of: application(of, "--federated-token", of["assertion"]["text"]),
    "workload_identity": by_token_file,
    "managed_identity": by_managed_identity,
    "username_password": lambda of: [
        "--username", of["username"], "--password", of["password"], "--tenant", of["tenant_id"]],
    "interactive_browser": lambda of: ["--tenant", of["tenant_id"]],
}


def az(*command):
    cli, printed = get_default_cli(), io.StringIO()
    if cli.invoke(command, out_file=printed):
        raise cli.result.error
    return printed.getvalue()


def get_token(client):
    make, of = driver.member_of(client, MEMBERS)
    az("login", "--allow-no-subscriptions", *make(of))
    return az("account", "get-access-token", "--scope", *driver.scopes_of(client))


driver.run(get_token)
