"""Running fakes, and their admin service."""

import json
import os
import shutil
import ssl
import subprocess
import urllib.error
import urllib.request


class AzmockError(Exception):
    """What the fakes say of a call that they refuse, or of why they do not start.

    `code` is the name of a gRPC status, such as "NOT_FOUND"; "" if they did not start.
    """

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def binary():
    """The azmock program: that of this package, else $AZMOCK, else the one on PATH."""
    own = os.path.join(os.path.dirname(__file__), "bin", "azmock")
    found = own if os.path.exists(own) else os.environ.get("AZMOCK") or shutil.which("azmock")
    if not found:
        raise AzmockError("", "there is no azmock: neither in this package, nor as $AZMOCK, nor on PATH")
    return found


def serve(*args):
    """Starts the fakes; `args` are those of `azmock serve`, such as "--clock", "frozen"."""
    return Fakes(*args)


class Fakes:
    """Fakes in a process of their own, until close() or the end of a `with` block.

    Requests and answers are those of the admin service (mock_server/admin/admin.proto) as
    dictionaries. Safe for use by many threads. Every call may raise AzmockError.

    environment -- what a program needs to meet the fakes: who it is, proxies that lead Azure's host
                   names to them, and the certificates to trust.
    ready       -- all that `azmock serve` says when it is ready: endpoints, files, limits.
    """

    def __init__(self, *args):
        self._process = subprocess.Popen(
            [binary(), "serve", "--stop-on-eof", *args], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self._process.stdout.readline()
        if not line:
            raise AzmockError("", self._process.communicate()[1].strip())
        self.ready = json.loads(line)
        self.environment = self._environment()
        context = ssl.create_default_context(cafile=self.ready["ca_file"])
        # Not by a proxy, whatever the environment says.
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context))

    def _environment(self):
        environment = dict(self.ready["environment"])
        # Azure's own names lead to the fakes, so that no program has to be told of another
        # authority, and instance discovery works.
        del environment["AZURE_AUTHORITY_HOST"]
        for name in ("https_proxy", "HTTPS_PROXY", "HTTP_PROXY"):
            environment[name] = environment["http_proxy"]
        environment["NO_PROXY"] = environment["no_proxy"]
        return environment

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()

    def close(self):
        """Stops the fakes. May be called again."""
        if self._process.poll() is None:
            self._process.communicate(timeout=30)

    @property
    def authority(self):
        """Of the fakes' own address, for programs that no proxy leads: AZURE_AUTHORITY_HOST."""
        return self.ready["endpoints"]["entra"] + "/"

    def call(self, name, request=None):
        """Any call of the admin service: `call("GetScenario", {"id": "throttled-then-success"})`."""
        asked = urllib.request.Request(
            f"{self.ready['endpoints']['admin']}/{name}", data=json.dumps(request or {}).encode(),
            headers={"Content-Type": "application/json"})
        if "control_token" in self.ready:
            asked.add_header("Authorization", "Bearer " + self.ready["control_token"])
        try:
            with self._opener.open(asked) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                told = json.load(error)["error"]
            raise AzmockError(told["code"], told["message"]) from None

    # ---- What is answered ----

    def arm(self, scenario):
        """Plays a scenario: by its id, as a file's text, or as a dictionary. Returns its client,
        whose tenant its rules are about.

            client = fakes.arm("client-secret-expired")["client_secret"]
        """
        if isinstance(scenario, dict):
            request = {"scenario": scenario}
        else:
            request = {"textproto" if ":" in scenario else "id": scenario}
        return self.call("ArmScenario", request).get("client", {})

    def disarm(self, ident=None):
        """Ends a scenario or a fault; without an id all of them."""
        self.call("DisarmScenario", {"id": ident}) if ident else self.call("DisarmAll")

    def inject_fault(self, *steps, match=None, tenant=""):
        """Answers the next requests that match; returns the fault's id.

            fakes.inject_fault({"times": 2, "respond": {"status": 503}}, match={"path": "*/token"})
        """
        request = {"steps": list(steps), "tenant": tenant}
        if match:
            request["match"] = match
        return self.call("InjectFault", request)["id"]

    # ---- What the fakes know ----

    def directory(self, tenant=""):
        """Tenants, applications, users and hosts; of one tenant, or all."""
        return self.call("GetDirectory", {"tenant": tenant}).get("directory", {})

    def merge_directory(self, directory):
        """Adds to it: a dictionary, or the text of a file.

            fakes.merge_directory({"tenants": [{"id": "contoso.example"}]})
        """
        kind = "directory" if isinstance(directory, dict) else "textproto"
        self.call("MergeDirectory", {kind: directory})

    def reset_tenant(self, tenant):
        """Forgets what happened to a tenant; what it is stays."""
        self.call("ResetTenant", {"tenant": tenant})

    # ---- Time ----

    def now(self):
        """The fakes' time, such as "2026-01-31T12:00:00Z"."""
        return self.call("GetClock")["time"]

    def set_clock(self, time=None, mode=None):
        """`mode` is "follow", "frozen" or "jump"; what is not given stays.

            fakes.set_clock("2026-01-31T12:00:00Z", "frozen")
        """
        request = {"time": time} if time else {}
        if mode:
            request["mode"] = "MODE_" + mode.upper()
        self.call("SetClock", request)

    def advance_clock(self, duration):
        """Moves the time on: `fakes.advance_clock("70s")`."""
        self.call("AdvanceClock", {"duration": duration})

    # ---- What has been asked ----

    def journal(self, match=None, tenant="", since=0):
        """The exchanges, oldest first.

            [entry["aadsts"] for entry in fakes.journal(match={"path": "*/token"})]
        """
        request = {"filter": _filter(match, tenant, since)}
        entries = []
        while True:
            answer = self.call("ListJournal", request)
            entries += answer.get("entries", [])
            request["page_token"] = answer.get("next_page_token", "")
            if not request["page_token"]:
                return entries

    def wait_for_requests(self, count=1, match=None, tenant="", since=0, timeout="30s"):
        """The first so many, as soon as they are there; DEADLINE_EXCEEDED if they are not in time."""
        request = {"filter": _filter(match, tenant, since), "count": count, "timeout": timeout}
        return self.call("WaitForRequests", request)["entries"]

    def clear_journal(self):
        """Forgets the exchanges."""
        self.call("ClearJournal")

    def verify(self, *expectations, order=(), nothing_else=False):
        """Raises AssertionError, with all that differs, unless the requests were as expected.

            fakes.verify({"name": "token", "match": {"path": "*/token"}, "times": 1}, nothing_else=True)
        """
        answer = self.call("Verify", {"expectations": list(expectations), "order": list(order),
                                      "nothing_else": nothing_else})
        if not answer["satisfied"]:
            raise AssertionError(answer["text"])

    # ---- Tokens and users ----

    def issue_token(self, resource, client_id=None, tenant=None, flaw="", **claims):
        """An access token, sound or with a flaw ("expired", "tampered", ...), with claims of one's own.

            fakes.issue_token("https://vault.azure.net", flaw="expired", roles=["Reader"])
        """
        request = {"resource": resource,
                   "tenant": tenant or self.environment["AZURE_TENANT_ID"],
                   "client_id": client_id or self.environment["AZURE_CLIENT_ID"]}
        if flaw:
            request["flaw"] = "FLAW_" + flaw.upper()
        if claims:
            request["claims"] = json.dumps(claims)
        return self.call("IssueToken", request)["access_token"]

    def device_codes(self, tenant=""):
        """The device codes that were given out, and how far their sign-ins are."""
        return self.call("ListDeviceCodes", {"tenant": tenant}).get("device_codes", [])

    def approve_device_code(self, user_code, username):
        """As if the user had entered the code and signed in."""
        self.call("ApproveDeviceCode", {"user_code": user_code, "username": username})

    def decline_device_code(self, user_code):
        """As if somebody had entered the code and cancelled."""
        self.call("DeclineDeviceCode", {"user_code": user_code})


def _filter(match, tenant, since):
    chosen = {"tenant": tenant, "since": since}
    if match:
        chosen["match"] = match
    return chosen
