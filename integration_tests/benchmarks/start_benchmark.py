#!/usr/bin/env python3
"""How soon `azmock serve` is ready and gives its first token, and how much memory it holds.

    bazel run -c opt //integration_tests/benchmarks:start_benchmark

It is the one file of a release. The yardstick for the start is a process that only exits.
"""

import os
import ssl
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request

# Where `bazel run` puts the tool; the helper beside the tests is found in the tree.
os.environ.setdefault("TEST_SRCDIR", os.path.abspath(sys.argv[0]) + ".runfiles")
sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), ".."))
from azmock_process import Serve, runfile  # pylint: disable=wrong-import-position

RUNS = 21
RELEASED = runfile("tools/packaging/azmock")


def first_token(server):
    environment = server.environment
    form = urllib.parse.urlencode({
        "grant_type": "client_credentials",
        "client_id": environment["AZURE_CLIENT_ID"],
        "client_secret": environment["AZURE_CLIENT_SECRET"],
        "scope": "https://vault.azure.net/.default",
    }).encode()
    url = f"{server.url}/{environment['AZURE_TENANT_ID']}/oauth2/v2.0/token"
    trust = ssl.create_default_context(cafile=server.ready["ca_file"])
    with urllib.request.urlopen(url, form, context=trust) as response:
        assert b"access_token" in response.read()


def resident_megabytes(pid):
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        for line in file:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0


def main():
    ready, starts, exits, memory = [], [], [], []
    for _ in range(RUNS):
        begin = time.perf_counter()
        with Serve(program=RELEASED) as server:
            ready.append((time.perf_counter() - begin) * 1000)
            first_token(server)
            starts.append((time.perf_counter() - begin) * 1000)
            memory.append(resident_megabytes(server.process.pid))
        begin = time.perf_counter()
        subprocess.run(["/bin/true"], check=True)
        exits.append((time.perf_counter() - begin) * 1000)
    yardstick = statistics.median(exits)
    for what, times in ("ready line", ready), ("first token", starts):
        print(f"start to the {what}: {statistics.median(times) - yardstick:.1f} ms more than a "
              f"process that only exits ({yardstick:.1f} ms)")
    print(f"resident memory then: {statistics.median(memory):.1f} MB")


if __name__ == "__main__":
    main()
