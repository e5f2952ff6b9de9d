"""The console in a browser, as a person uses it."""

import json
import subprocess

from chromium import Chromium

TENANT = "a11ce000-0000-4000-8000-000000000001"


class ConsolePage(Chromium):
    """The page of a running azmock, from the block's beginning to its end."""

    def __init__(self, server):
        self._url = server.ready["endpoints"]["console"]

    def open(self, query=""):
        self.go(self._url + query)
        self.wait("document.querySelector('main > *')")

    def view(self, name):
        self.press(name, "nav a")

    def press(self, text, kind="button"):
        """Presses what has this text or label."""
        self.wait(f"[...document.querySelectorAll({json.dumps(kind)})].find(item => !item.disabled "
                  f"&& [item.innerText.trim(), item.ariaLabel].includes({json.dumps(text)}))")
        self.run("""[...document.querySelectorAll(arguments[0])].find(item => !item.disabled &&
            [item.innerText.trim(), item.ariaLabel].includes(arguments[1])).click()""", kind, text)

    def fill(self, label, text):
        """Puts a text into the field, or chooses it, as if typed."""
        self.wait(f"[...document.querySelectorAll('label')].find(item => "
                  f"item.firstElementChild.innerText === {json.dumps(label)})")
        self.run("""const field = [...document.querySelectorAll("label")].find(item =>
                item.firstElementChild.innerText === arguments[0])
                .querySelector("input, select, textarea");
            field.value = arguments[1];
            field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input",
                                          {bubbles: true}));""", label, text)

    def says(self, text, css="main"):
        """Waits until the page has this text."""
        self.wait(f"document.querySelector({json.dumps(css)}).innerText.includes({json.dumps(text)})")

    def block(self, name):
        """The text of the block of this name."""
        css = f"pre[aria-label={json.dumps(name)}]"
        return self.wait(f"document.querySelector({json.dumps(css)}).innerText")

    def rows(self):
        return self.run("""return [...document.querySelectorAll(".row")].map(row =>
            [...row.children].map(cell => cell.innerText.trim()).filter(text => text).join(" | "))""")

    def size(self, width, height, dark=False):
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height,
                      deviceScaleFactor=1, mobile=False)
        self.devtools("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])


def ask_for_token(server, *form, tenant=TENANT):
    """A token request by curl; returns its status."""
    environment = server.environment
    status, _, _ = server.curl(
        f"/{tenant}/oauth2/v2.0/token", "-d", "grant_type=client_credentials",
        "-d", f"client_id={environment['AZURE_CLIENT_ID']}",
        "-d", "scope=https://vault.azure.net/.default",
        *(argument for field in form for argument in ("-d", field)))
    return status


def admin(server, name, request):
    """A call of the admin service."""
    status, _, body = server.curl(f"/_mock/v1/{name}", "-d", json.dumps(request))
    if status != 200:
        raise AssertionError(body)
    return json.loads(body)


def run_in(environment, *command, **kwargs):
    """A program in this environment and nothing else of Azure's."""
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60,
                          check=False, **kwargs)
