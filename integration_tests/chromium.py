"""A real browser without a window, driven over WebDriver (W3C) with Python's own means."""

import json
import re
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request

# Nothing but the pages it is sent to: no updates, no look-ups of its own.
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-dev-shm-usage"]
# What WebDriver calls a reference to an element.
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
START_SECONDS = 60
WAIT_SECONDS = 20


class Chromium:
    """Chromium and its driver, from the block's beginning to its end."""

    def __enter__(self):
        driver = shutil.which("chromedriver")
        if driver is None:
            raise AssertionError("there is no chromedriver; run tools/setup --test")
        self._profile = tempfile.mkdtemp()
        self._driver = subprocess.Popen(
            [driver, "--port=0", "--log-level=WARNING"], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, env={"HOME": self._profile, "PATH": "/usr/bin:/bin"})
        self._base = f"http://127.0.0.1:{self._port()}"
        session = self._call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "acceptInsecureCerts": True,  # The fakes' authority is made anew at each start.
            "goog:chromeOptions": {"args": FLAGS + [f"--user-data-dir={self._profile}"]},
            "goog:loggingPrefs": {"performance": "ALL"},
        }}})
        self._base += f"/session/{session['sessionId']}"
        self._call("POST", "/timeouts", {"implicit": WAIT_SECONDS * 1000})
        return self

    def __exit__(self, *unused):
        try:
            self._call("DELETE", "")
        finally:
            self._driver.terminate()
            self._driver.communicate(timeout=START_SECONDS)
            shutil.rmtree(self._profile, ignore_errors=True)

    def _port(self):
        for line in self._driver.stdout:
            found = re.search(r"started successfully on port (\d+)", line)
            if found:
                return found.group(1)
        raise AssertionError("chromedriver did not start")

    def _call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._base + path, data, {"Content-Type": "application/json"},
                                         method=method)
        try:
            with urllib.request.urlopen(request, timeout=2 * START_SECONDS) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as error:
            value = json.load(error)["value"]
            raise AssertionError(f"{method} {path}: {value['error']}: {value['message']}") from error

    def _find(self, css):
        """Waits for the element, as long as the implicit timeout says."""
        try:
            found = self._call("POST", "/element", {"using": "css selector", "value": css})
        except AssertionError as error:
            source = self._call("GET", "/source")
            raise AssertionError(f"there is no {css} on the page:\n{source}") from error
        return f"/element/{found[ELEMENT]}"

    def go(self, url):
        self._call("POST", "/url", {"url": url})

    def type(self, css, text):
        self._call("POST", self._find(css) + "/value", {"text": text})

    def click(self, css):
        self._call("POST", self._find(css) + "/click", {})

    def text(self, css="body"):
        return self._call("GET", self._find(css) + "/text")

    def title(self):
        return self._call("GET", "/title")

    def run(self, script, *args):
        """What the body of a function returns on the page; a promise is waited for."""
        return self._call("POST", "/execute/sync", {"script": script, "args": args})

    def wait(self, condition, *args):
        """Until an expression is true on the page; returns its value."""
        script = f"""const until = performance.now() + {WAIT_SECONDS * 1000};
            const value = () => {{ try {{ return {condition}; }} catch {{ return undefined; }} }};
            return new Promise((resolve, reject) => (function look() {{
              if (value()) return resolve(value());
              if (performance.now() > until) return reject(new Error("in vain"));
              setTimeout(look, 20);
            }})());"""
        try:
            return self.run(script, *args)
        except AssertionError as error:
            source = self.run("return document.body.innerText")
            raise AssertionError(f"never true: {condition}\n{source}") from error

    def keys(self, *keys):
        """Pressed one after the other, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._call("POST", "/actions", {"actions": [
            {"type": "key", "id": "keyboard", "actions": actions}]})

    def devtools(self, command, **parameters):
        """A command of the Chrome DevTools Protocol."""
        return self._call("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def requests(self):
        """The URLs that have been asked since the call before."""
        messages = (json.loads(entry["message"])["message"]
                    for entry in self._call("POST", "/se/log", {"type": "performance"}))
        return [message["params"]["request"]["url"] for message in messages
                if message["method"] == "Network.requestWillBeSent"]

    def screenshot(self):
        """A PNG in base64."""
        return self._call("GET", "/screenshot")
