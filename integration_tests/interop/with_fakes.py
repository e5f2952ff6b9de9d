#!/usr/bin/env python3
"""Runs a program whose Azure is the fakes, under Azure's own names; they end with it.

usage: with_fakes.py DIRECTORY PROGRAM [ARGUMENT...]

The program's environment has the proxy that leads to the fakes, their CA for OpenSSL, Node.js,
Python and curl, their admin service (AZMOCK_ADMIN), and their own address (ENTRA), for which
no proxy is needed.
"""

import os
import subprocess
import sys

# Bazel has this program's links and those beside the package in one tree.
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# pylint: disable=wrong-import-position
import azmock_process
import tunnel

# What the machine's own proxy would be.
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


def environment_of(server, proxy):
    environment = {name: value for name, value in os.environ.items() if name.lower() not in PROXIES}
    for name, value in server.environment.items():
        if name.endswith(("_BUNDLE", "_CERTS", "_CERT_FILE")) or name == "AZMOCK_ADMIN":
            environment[name] = value
    environment.update(ENTRA=server.url, HTTPS_PROXY=proxy.url, NO_PROXY="localhost,127.0.0.1")
    return environment


def main(directory, *program):
    with azmock_process.Serve("--config", directory) as server:
        host, port = server.ready["address"].rsplit(":", 1)
        with tunnel.Tunnel((host, int(port))) as proxy:
            return subprocess.run(program, env=environment_of(server, proxy), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
