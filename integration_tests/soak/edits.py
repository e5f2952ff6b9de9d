"""What an administrator does meanwhile: faults, the directory, scenarios, the clock, looks."""

import http.client
import json

# How a request fails; of the times and the path chance decides.
ACTIONS = (
    {"respond": {"status": 503, "body": "busy"}},
    {"respond": {"status": 429, "body": "busy", "headers": {"Retry-After": "1"}}, "delay": "20ms"},
    {"aadsts": {"code": 50196}},
    {"fault": {"kind": "RESET"}},
    {"fault": {"kind": "CLOSE"}},
    {"fault": {"kind": "TRUNCATE_BODY"}},
    {"fault": {"kind": "GARBAGE"}},
)
SCENARIO = "throttled-then-success"
TENANT = "soak.example"


class Administrator:
    def __init__(self, port, paths, random):
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._paths = paths
        self._random = random
        self._edits = (self._inject, self._inject, self._merge, self._remove, self._arm, self._disarm,
                       self._advance, self._look, self._watch_and_leave)
        self.faults = {}  # how often each is to be met

    def call(self, name, may_be_refused=False, **request):
        self._connection.request("POST", "/_mock/v1/" + name, json.dumps(request))
        answer = self._connection.getresponse()
        body = answer.read()
        # 404 and 409: what is to go was not there, what is to be armed is.
        if answer.status != 200 and not (may_be_refused and answer.status in (404, 409)):
            raise AssertionError(f"{name} {request}: {answer.status} {body}")
        return json.loads(body)

    def edit(self):
        self._random.choice(self._edits)()

    def _inject(self):
        times = self._random.randint(1, 5)
        fault = self.call("InjectFault", match={"path": self._random.choice(self._paths)},
                          steps=[{"times": times, **self._random.choice(ACTIONS)}])
        self.faults[fault["id"]] = times

    def _merge(self):
        applications = [{"app_id": f"app-{number}", "secrets": [{"value": "s"}]} for number in range(20)]
        self.call("MergeDirectory", directory={"tenants": [{"id": TENANT, "applications": applications}]})

    def _remove(self):
        self.call("RemoveFromDirectory", True, directory={"tenants": [{"id": TENANT}]})

    def _arm(self):
        self.call("ArmScenario", True, id=SCENARIO)

    def _disarm(self):
        self.call("DisarmScenario", True, id=SCENARIO)

    def _advance(self):
        self.call("AdvanceClock", duration="5m")

    def _look(self):
        self.call("ListJournal", limit=10)
        self.call("GetDirectory")
        self.call("ListArmed")

    def _watch_and_leave(self):
        watcher = http.client.HTTPConnection("127.0.0.1", self._connection.port)
        watcher.request("GET", "/_mock/v1/WatchJournal")
        watcher.getresponse().read(1)
        watcher.close()

    def remembered(self):
        """How many entries the journal has, and the last answer about it."""
        count, page = 0, self.call("ListJournal")
        count += len(page["entries"])
        while "next_page_token" in page:
            page = self.call("ListJournal", page_token=page["next_page_token"])
            count += len(page["entries"])
        return count, page

    def armed_faults(self):
        """Those that are not used up, and how often each was met."""
        return {armed["id"]: int(armed["rules"][0].get("answered", 0))
                for armed in self.call("ListArmed").get("armed", []) if armed.get("fault")}
