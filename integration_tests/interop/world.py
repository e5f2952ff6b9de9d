#!/usr/bin/env python3
"""Adds to the world of `azmock run` what a driver needs, and becomes the driver.

usage: world.py FILE DRIVER [ARGUMENT...]

FILE has the armed scenario as JSON (`azmock show --json`). The driver's last argument is a file of
the same form, in a folder of its own, whose client can be used: its assertions are minted, its
certificates are there as data. `xdg-open URL [CODE]` is the browser of the scenario's person, who
does on the page what the scenario says.
"""

import json
import os
import shlex
import stat
import sys
import tempfile
import urllib.request

# As browsers do, it leaves the page open and returns.
BROWSE = """#!/bin/sh
code=$2
{azmock} browse --endpoint 127.0.0.1:443 --ca-file "$CURL_CA_BUNDLE" \\
  --person {person} ${{code:+--user-code "$code"}} "$1" >/dev/null 2>&1 &
"""
NOBODY = {"conduct": "NEVER_ACT"}


def call(name, **request):
    """A call of the fakes' admin service."""
    url = f"{os.environ['AZMOCK_ADMIN']}/{name}"
    with urllib.request.urlopen(url, json.dumps(request).encode(), timeout=30) as answer:
        return json.load(answer)


def usable(scenario):
    """Its client with everything minted, which the fakes tell when they arm it."""
    call("DisarmScenario", id=scenario["id"])
    return call("ArmScenario", scenario=scenario)["client"]


def add_browser(folder, person):
    path = os.path.join(folder, "xdg-open")
    with open(path, "w", encoding="utf-8") as program:
        program.write(BROWSE.format(azmock=os.environ["AZMOCK"],
                                    person=shlex.quote(json.dumps(person))))
    os.chmod(path, stat.S_IRWXU)
    os.environ.update(PATH=f"{folder}:{os.environ['PATH']}", BROWSER=path)


def main(file, *driver):
    with open(file, encoding="utf-8") as text:
        scenario = json.load(text)
    scenario["client"] = usable(scenario)
    folder = tempfile.mkdtemp(dir=os.path.dirname(file))
    [person, *_] = scenario["client"].get("persons", [NOBODY])
    add_browser(folder, person)
    armed = os.path.join(folder, "scenario.json")
    with open(armed, "w", encoding="utf-8") as text:
        json.dump(scenario, text)
    os.execvp(driver[0], [*driver, armed])


if __name__ == "__main__":
    main(*sys.argv[1:])
