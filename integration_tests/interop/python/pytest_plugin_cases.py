"""Run by pytest_plugin_test.sh."""

import os

import pytest
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import DefaultAzureCredential

SCOPE = "https://vault.azure.net/.default"


def test_a_refused_request_is_asked_again(azmock):
    azmock.inject_fault({"respond": {"status": 503}}, match={"path": "*/token"})
    assert DefaultAzureCredential().get_token(SCOPE).token


@pytest.mark.azmock("--scenario", "imds-token")
def test_a_virtual_machine(azmock):
    assert DefaultAzureCredential().get_token(SCOPE).token
    assert azmock.journal()[-1]["path"] == "/metadata/identity/oauth2/token"


@pytest.mark.azmock("--scenario", "client-secret-expired")
def test_an_expired_secret_says_so(azmock):
    with pytest.raises(ClientAuthenticationError, match="AADSTS7000222"):
        DefaultAzureCredential().get_token(SCOPE)
    azmock.merge_directory({"tenants": [{
        "id": os.environ["AZURE_TENANT_ID"],
        "applications": [{"app_id": os.environ["AZURE_CLIENT_ID"],
                          "secrets": [{"value": os.environ["AZURE_CLIENT_SECRET"]}]}]}]})
    assert DefaultAzureCredential().get_token(SCOPE).token


def test_the_environment_is_the_tests_own():
    assert "AZMOCK_ADMIN" not in os.environ
