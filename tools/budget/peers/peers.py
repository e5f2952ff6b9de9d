#!/usr/bin/env python3
"""Measures azmock and azure::identity beside what others made, on this machine and in one run.

Fakes: how long from the start to the first token, tokens a second over plain HTTP and 16 kept
connections (wrk, one thread), and memory after that. Libraries: a GetToken whose token is cached.
What is not there is left, and says so.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

import fakes

HERE = os.path.dirname(os.path.abspath(__file__))
CACHE = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"),
                     "azure_identity_cc", "peers")
STARTS = 5
SECONDS = 5
CONNECTIONS = 16
FAKE_HEAD = ["fake", "start to first token", "tokens a second", "memory after that"]
LIBRARY_HEAD = ["library", "warm GetToken, one thread", "on eight"]
OURS = "identity/benchmarks/get_token_benchmark"


class Missing(Exception):
    """Something without which a peer cannot be measured."""


def run(*command, **kwargs):
    """Its standard output; Missing, with what it said, if it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, **kwargs)
    except OSError as error:
        raise Missing(f"{command[0]}: {error.strerror}") from error
    if done.returncode != 0:
        raise Missing(f"{' '.join(command[:2])}: {(done.stderr or done.stdout).strip()}")
    return done.stdout


# What has to be there before the network is left: each gives the path of it.


def node_modules():
    """With oauth2-mock-server, as the lock file has it."""
    pinned, folder = os.path.join(HERE, "node"), os.path.join(CACHE, "node")
    with open(f"{pinned}/package-lock.json", encoding="utf-8") as file:
        lock = file.read()
    installed = f"{folder}/node_modules/installed"
    if not os.path.exists(installed) or open(installed, encoding="utf-8").read() != lock:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(pinned, folder)
        run("npm", "ci", "--loglevel=error", cwd=folder)
        with open(installed, "w", encoding="utf-8") as file:
            file.write(lock)
    return f"{folder}/node_modules"


def go_program():
    """That measures azidentity."""
    os.makedirs(CACHE, exist_ok=True)
    program = os.path.join(CACHE, "azidentity")
    run("go", "build", "-trimpath", "-o", program, ".", cwd=os.path.join(HERE, "go"),
        env={**os.environ, "GOTOOLCHAIN": "local"})
    return program


def cpp_program(prefix):
    """That measures the Azure SDK for C++ which is installed below the prefix."""
    build = os.path.join(CACHE, "cpp")
    shutil.rmtree(build, ignore_errors=True)
    run("cmake", "-S", os.path.join(HERE, "cpp"), "-B", build, "-DCMAKE_BUILD_TYPE=Release",
        f"-DCMAKE_PREFIX_PATH={os.path.abspath(prefix)}")
    run("cmake", "--build", build)
    return os.path.join(build, "warm_get_token")


def pinned_version(file, package):
    """Of a package, in package.json or go.mod."""
    with open(os.path.join(HERE, file), encoding="utf-8") as text:
        return re.search(rf"{re.escape(package)}\W+v?([\d.]+)", text.read()).group(1)


# What is measured.


def tokens_per_second(request):
    """By wrk; Failed if an answer was no success."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        fields = {"Content-Type": "application/x-www-form-urlencoded", **request.headers}
        script.write('wrk.method = "POST"\n' + f"wrk.body = {json.dumps(request.body())}\n" +
                     "".join(f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}\n"
                             for name, value in fields.items()))
        script.flush()
        said = run("wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", script.name,
                   request.url)
    if "Non-2xx" in said or "Socket errors" in said:
        raise fakes.Failed(f"under load: {said.strip()}")
    return float(re.search(r"Requests/sec: +([\d.]+)", said).group(1))


def measure_fake(fake):
    """The cells of its row."""
    times = []
    for left in reversed(range(STARTS)):
        with fakes.running(fake) as (request, process, milliseconds):
            times.append(milliseconds)
            if left == 0:
                speed = tokens_per_second(request)
                memory = fakes.resident_megabytes(process.pid)
    return [f"{statistics.median(times):,.0f} ms", f"{speed:,.0f}", f"{memory:,.0f} MB"]


def measure_ours(bin_folder):
    """The cells of this library's row."""
    said = json.loads(run(os.path.join(bin_folder, OURS), "--benchmark_format=json",
                          "--benchmark_filter=BM_GetTokenWarm/"))
    times = {each["name"]: each["real_time"] for each in said["benchmarks"]}
    return [f"{times[f'BM_GetTokenWarm/real_time/threads:{threads}']:,.0f} ns"
            for threads in (1, 8)]


def measure_program(program):
    """The cells of the row of a library whose program says its nanoseconds."""
    said = json.loads(run(program))
    return [f"{said[threads]:,.0f} ns" for threads in ("one", "eight")]


def rows_of(peers):
    """A row for each (name, measure); and why others are left."""
    rows, left = [], []
    for name, measure in peers:
        print(f"peers: {name}", file=sys.stderr, flush=True)
        try:
            rows.append([name, *measure()])
        except (Missing, fakes.Failed) as reason:
            left.append(f"{name}: {reason}")
    return rows, left


def as_table(head, rows):
    """With columns of one width."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()
                     for row in [head, *rows])


def prepare(options):
    """What the peers need, by name; of what cannot be had, why."""
    wanted = {"node_modules": node_modules, "go_program": go_program}
    if options.azure_sdk_for_cpp:
        wanted["cpp_program"] = lambda: cpp_program(options.azure_sdk_for_cpp)
    found = {}
    for name, make in wanted.items():
        try:
            found[name] = {"path": make()}
        except Missing as reason:
            found[name] = {"missing": str(reason)}
    return found


def given(options, prepared):
    """(fakes, libraries) to be measured."""
    def path(name, without):
        if name not in prepared:
            raise Missing(without)
        if "missing" in prepared[name]:
            raise Missing(prepared[name]["missing"])
        return prepared[name]["path"]

    def option(value, name):
        if not value:
            raise Missing(f"not given: {name}")
        return os.path.abspath(value)

    azmock = os.path.join(options.bin, "tools/packaging/azmock")
    version = pinned_version("node/package.json", "oauth2-mock-server")
    return [
        ("azmock serve", lambda: measure_fake(fakes.azmock(azmock))),
        ("azmock serve --fast-tokens",
         lambda: measure_fake(fakes.azmock(azmock, "--fast-tokens"))),
        (f"oauth2-mock-server {version}",
         lambda: measure_fake(fakes.oauth2_mock_server(path("node_modules", ""), version))),
        ("entra-emulator", lambda: measure_fake(fakes.entra_emulator(
            option(options.entra_emulator, "--entra-emulator PROGRAM")))),
        ("WireMock, one stub", lambda: measure_fake(fakes.wiremock(
            option(options.wiremock, "--wiremock JAR")))),
    ], [
        ("azure::identity", lambda: measure_ours(options.bin)),
        (f"azidentity {pinned_version('go/go.mod', 'sdk/azidentity')}",
         lambda: measure_program(path("go_program", ""))),
        ("Azure SDK for C++", lambda: measure_program(
            path("cpp_program", "not given: --azure-sdk-for-cpp PREFIX"))),
    ]


def main():
    """See the top."""
    parser = argparse.ArgumentParser(prog="tools/bench --peers", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--wiremock", metavar="JAR", help="WireMock's standalone JAR")
    parser.add_argument("--entra-emulator", metavar="PROGRAM", help="calvinchengx/entra-emulator")
    parser.add_argument("--azure-sdk-for-cpp", metavar="PREFIX", help="where it is installed")
    parser.add_argument("--bin", required=True, help=argparse.SUPPRESS)
    # What was prepared, when it runs itself again where loopback is the only interface.
    parser.add_argument("--prepared", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.prepared is None:
        again = [sys.executable, os.path.abspath(__file__), *sys.argv[1:],
                 "--prepared", json.dumps(prepare(options))]
        alone = ["unshare", *([] if os.geteuid() == 0 else ["--map-root-user"]), "--net", "sh",
                 "-c", 'ip link set lo up && exec "$@"', "sh"]
        return subprocess.run([*alone, *again], check=False).returncode
    servers, libraries = given(options, json.loads(options.prepared))
    fake_rows, fakes_left = rows_of(servers)
    library_rows, libraries_left = rows_of(libraries)
    left = fakes_left + libraries_left
    if options.json:
        print(json.dumps({"fakes": [FAKE_HEAD, *fake_rows],
                          "libraries": [LIBRARY_HEAD, *library_rows], "left": left}, indent=1))
    else:
        print(as_table(FAKE_HEAD, fake_rows), as_table(LIBRARY_HEAD, library_rows), sep="\n\n")
        print("".join(f"\nleft: {each}" for each in left))
    # What is ours is always there.
    return 1 if any(each.startswith(("azmock", "azure::identity")) for each in left) else 0


if __name__ == "__main__":
    sys.exit(main())
