"""Prints what the actions of a run took on workers, one a line, as plan.py reads it.

usage: tools/remote measure PROFILE ACTIONS

PROFILE is what Bazel wrote for --profile, and ACTIONS what it wrote for --execution_log_json_file,
in one run.
"""

import gzip
import json
import re
import sys

from plan import Action

RUNFILE = re.compile(r"^(bazel-out/[^/]+/bin/).*\.runfiles/[^/]+/(.*)$")
SPACE = re.compile(r"\s*")


def read_text(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        return file.read()


def read_seconds(path):
    """By what Bazel says while an action runs: how long its commands were with the workers."""
    seconds, doing = {}, {}
    events = [event for event in json.loads(read_text(path))["traceEvents"] if "dur" in event]
    for event in sorted(events, key=lambda event: (event["ts"], -event["dur"])):
        thread = event["tid"]
        if event.get("cat") == "action processing":
            doing[thread] = event["name"]
        elif event.get("cat") == "remote action execution":
            seconds[doing[thread]] = seconds.get(doing[thread], 0) + event["dur"] / 1e6
    return seconds


def read_spawns(path):
    """What is in a file that has one JSON text after another."""
    text, decoder = read_text(path), json.JSONDecoder()
    at = SPACE.match(text).end()
    while at < len(text):
        spawn, at = decoder.raw_decode(text, at)
        yield spawn
        at = SPACE.match(text, at).end()


def size_of(files):
    return sum(int(file["digest"].get("sizeBytes", 0)) for file in files)


def read_actions(profile, log):
    seconds, spawns = read_seconds(profile), {}
    for spawn in read_spawns(log):
        name = spawn["progressMessage"]
        if name in seconds:
            spawns.setdefault(name, spawn)  # What writes a test's XML is a part of the test.
    makers = {path: index for index, spawn in enumerate(spawns.values())
              for path in spawn["listedOutputs"]}
    for index, (name, spawn) in enumerate(spawns.items()):
        paths = (RUNFILE.sub(r"\1\2", file["path"]) for file in spawn["inputs"])
        yield Action(seconds[name], size_of(spawn["inputs"]), size_of(spawn["actualOutputs"]),
                     sorted({makers[path] for path in paths if path in makers} - {index}), name)


def main():
    if len(sys.argv) != 3:
        print("usage: tools/remote measure PROFILE ACTIONS", file=sys.stderr)
        return 2
    profile, log = sys.argv[1:]
    try:
        actions = list(read_actions(profile, log))
    except (OSError, ValueError, KeyError) as error:
        print(f"tools/remote measure: {profile}, {log}: {error!r}", file=sys.stderr)
        return 3
    if not actions:
        print(f"tools/remote measure: no worker ran an action of {log}, says {profile}; build from nothing "
              "with --config=remote --noremote_accept_cached", file=sys.stderr)
        return 1
    for action in actions:
        print(action.line())
    return 0


if __name__ == "__main__":
    sys.exit(main())
