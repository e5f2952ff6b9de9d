"""Prints "N passed, N failed" for runs of `bazel test`.

usage: count_tests.py (BUILD_EVENT_JSON_FILE BAZEL_EXIT_STATUS)...

A test that could not be built, or was never reached, failed. When Bazel failed
but no test did, what could not be built is counted instead, so that a failed run
never reads "0 failed".
"""

import json
import sys


def read_events(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                yield json.loads(line)
            except ValueError:
                return  # Cut off: Bazel was killed.


def count(events, status):
    tests, outcomes, broken = set(), {}, set()
    for event in events:
        (kind, ident), = event["id"].items()
        label = ident.get("label")
        if kind == "targetConfigured" and "testSize" in event.get("configured", {}):
            tests.add(label)
        elif kind == "targetCompleted":
            children = {key for child in event.get("children", []) for key in child}
            if not event.get("completed", {}).get("success"):
                broken.add(label)
            elif "testSummary" not in children:
                tests.discard(label)  # Built, but filtered out by a tag.
        elif kind == "testSummary":
            outcomes[label] = event.get("testSummary", {}).get("overallStatus")
    passed = sum(outcomes.get(test) in ("PASSED", "FLAKY") for test in tests)
    failed = len(tests) - passed
    if status != 0 and failed == 0:
        failed = max(1, len(broken))
    return passed, failed


def main():
    runs = [count(read_events(path), int(status))
            for path, status in zip(sys.argv[1::2], sys.argv[2::2])]
    print(f"{sum(run[0] for run in runs)} passed, {sum(run[1] for run in runs)} failed")


if __name__ == "__main__":
    main()
