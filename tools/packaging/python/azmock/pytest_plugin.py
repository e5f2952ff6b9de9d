"""The fixture `azmock`: fakes for one test, whose environment is that of the test.

    def test_a_refused_request_is_asked_again(azmock):
        azmock.inject_fault({"respond": {"status": 503}}, match={"path": "*/token"})
        assert DefaultAzureCredential().get_token("https://vault.azure.net/.default").token

Arguments of `azmock serve` come by a mark. With a scenario the test is its client:

    @pytest.mark.azmock("--scenario", "throttled-then-success")
    def test_a_throttled_authority_is_asked_again(azmock):
        assert DefaultAzureCredential().get_token("https://vault.azure.net/.default").token
        azmock.verify({"match": {"method": "POST", "path": "*/token"}, "times": 2})
"""

import os

import pytest

import azmock as package

# What would lead a credential elsewhere, or is another's.
_LEADING = ("AZURE_", "IDENTITY_", "IMDS_", "MSI_", "SYSTEM_")


def pytest_configure(config):
    config.addinivalue_line(
        "markers", "azmock(*args): arguments of `azmock serve` for the fixture `azmock`")


@pytest.fixture
def azmock(request, monkeypatch):
    """Fakes for this test alone; the test's environment leads to them (see azmock.Fakes)."""
    mark = request.node.get_closest_marker("azmock")
    with package.serve(*(mark.args if mark else ())) as fakes:
        for name in [name for name in os.environ if name.startswith(_LEADING)]:
            monkeypatch.delenv(name)
        for name, value in fakes.environment.items():
            monkeypatch.setenv(name, value)
        yield fakes
