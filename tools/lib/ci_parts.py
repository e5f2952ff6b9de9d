"""Runs the parts of tools/ci, which says how; the first argument is the repository's root."""

import argparse
import dataclasses
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

COUNT = re.compile(r"^(\d+) passed, (\d+) failed$", re.MULTILINE)
# A part that builds everything anew keeps that to itself, and nothing of it afterwards.
ALONE = ["--disk_cache="]


@dataclasses.dataclass(frozen=True)
class Part:
    """What it takes, on two cores, when nothing was built before: minutes, and GB of disk."""
    name: str
    what: str
    command: list[str]
    minutes: int
    gigabytes: int = 5
    # Run before it; if it fails, the part is left.
    setup: list[str] | None = None
    programs: tuple[str, ...] = ()
    cleans: bool = False
    always: bool = False


def tagged(tag, *targets):
    """Tests that run when asked for."""
    return ["tools/test", f"--test_tag_filters={tag}", *targets]


PARTS = [
    Part("tests", "every test, as the README has it", ["tools/test"], 30, always=True),
    Part("program", "what tools/azmock builds says what azidentity says",
         ["tools/azmock", "replay", "--all"], 5, always=True),
    Part("format", "the sources are formatted", ["tools/format", "--check"], 1,
         setup=["tools/setup", "--dev"], always=True),
    Part("tidy", "no finding in what the last commits changed", ["tools/tidy", "--since", "HEAD~20"],
         12, setup=["git", "rev-parse", "--quiet", "--verify", "HEAD~20"]),
    Part("asan", "every test, built by clang for memory errors and undefined behaviour",
         ["tools/test", "--config=asan", *ALONE], 45, 22, setup=["tools/setup", "--dev"]),
    Part("fuzz", "every fuzz target for 20 seconds", ["tools/fuzz", *ALONE], 25, 10, cleans=True),
    Part("tsan", "every test, built for data races", ["tools/test", "--config=tsan", *ALONE], 50,
         22, cleans=True),
    Part("coverage", "the tests reach the lines of the library and the fakes",
         ["tools/coverage", "--at-least", "92", *ALONE], 45, 22, cleans=True),
    Part("soak", "mixed requests with faults, optimised",
         tagged("soak", "--config=opt", "//integration_tests/soak:soak_test"), 18),
    Part("budget", "each line of the performance budget can be measured",
         ["tools/bench", "--measured", "--runs", "1"], 20, setup=["tools/setup", "--bench"]),
    Part("peers", "others can be measured, as far as they are there",
         ["tools/bench", "--peers"], 12, setup=["tools/setup", "--bench"]),
    Part("mutants", "the tests notice what is broken",
         ["tools/mutate", "--places", "60", "--at-least", "75"], 45, 10),
    Part("oracle", "the golden texts are what azidentity says",
         ["tools/record_oracle", "--check"], 18, setup=["tools/setup", "--oracle"],
         programs=("go",)),
    Part("interop", "clients of others get what Azure gives them",
         tagged("interop", "//integration_tests/interop/..."), 40, 10,
         setup=["tools/setup", "--interop"], programs=("go", "node", "java")),
    Part("roots", "what a release has works where there is nothing else",
         tagged("roots", "//tools/...", "//integration_tests/roots/..."), 45, 15,
         setup=["tools/setup", "--roots"], programs=("go", "node", "java")),
    Part("remote", "other machines run the tests",
         tagged("remote", "//integration_tests:remote_test"), 40, 20,
         setup=["tools/setup", "--remote"], programs=("go",)),
]
BY_NAME = {part.name: part for part in PARTS}


class Run:
    """One run: what passed, what failed, what was left."""

    def __init__(self, root, minutes):
        self.root = root
        self.deadline = time.monotonic() + minutes * 60 if minutes else None
        self.passed = 0
        self.failed = 0
        self.report = []

    def minutes_left(self):
        """None if there is no limit."""
        return None if self.deadline is None else (self.deadline - time.monotonic()) / 60

    def why_not(self, part):
        """Why the part is left; "" if it can be run."""
        left = self.minutes_left()
        if left is not None and left < part.minutes:
            return f"takes {part.minutes} minutes, and {max(0, left):.0f} are left"
        free = shutil.disk_usage(os.path.expanduser("~")).free / 1e9
        if free < part.gigabytes:
            return f"takes {part.gigabytes} GB, and {free:.0f} are free"
        for program in part.programs:
            if shutil.which(program) is None:
                return f"{program} is not on PATH"
        return ""

    def run(self, command):
        """Its exit code, and what it printed, which is shown as it comes. None and what there was
        if there is no time left for it."""
        left = self.minutes_left()
        with tempfile.NamedTemporaryFile("w+", errors="replace") as log:
            started = subprocess.Popen(command, cwd=self.root, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                       start_new_session=True)
            tee = subprocess.Popen(["tee", log.name], stdin=started.stdout)
            started.stdout.close()
            try:
                code = started.wait(None if left is None else max(0, left * 60))
            except subprocess.TimeoutExpired:
                os.killpg(started.pid, signal.SIGINT)
                try:
                    started.wait(60)
                except subprocess.TimeoutExpired:
                    os.killpg(started.pid, signal.SIGKILL)
                    started.wait()
                code = None
            tee.wait()
            with open(log.name, encoding="utf-8", errors="replace") as file:
                return code, file.read()

    def leave(self, part, reason):
        """Says that a part was not run, or not to its end."""
        self.report.append(f"{part.name}: left: {reason}")
        print(self.report[-1], flush=True)

    def do(self, part):
        """Runs it, unless it cannot be."""
        reason = self.why_not(part)
        if reason:
            return self.leave(part, reason)
        print(f"\n=== {part.name}: {part.what}: {' '.join(part.command)}", flush=True)
        if part.setup and self.run(part.setup)[0] != 0:
            return self.leave(part, f"{' '.join(part.setup)} failed")
        begun = time.monotonic()
        code, said = self.run(part.command)
        minutes = (time.monotonic() - begun) / 60
        if part.cleans:
            self.run(["bazel", "clean"])
        if code is None:
            return self.leave(part, f"did not end in {minutes:.0f} minutes")
        counts = COUNT.findall(said)
        passed, failed = map(int, counts[-1]) if counts else (int(code == 0), int(code != 0))
        if code != 0 and failed == 0:
            failed = 1
        self.passed += passed
        self.failed += failed
        self.report.append(f"{part.name}: {passed} passed, {failed} failed, {minutes:.1f} minutes")
        return None


def commits(root):
    """How many there are, so that each run begins with other parts than the one before."""
    done = subprocess.run(["git", "rev-list", "--count", "HEAD"], cwd=root, capture_output=True,
                          text=True, check=False)
    return int(done.stdout) if done.returncode == 0 else 0


def in_turn(root):
    """The parts that every run has, and the others, beginning with another one each time. Fuzzing
    uses what the suite before it has built."""
    first = [part for part in PARTS if part.always]
    others = [part for part in PARTS if not part.always and part.name != "fuzz"]
    start = commits(root) % len(others)
    turned = []
    for part in others[start:] + others[:start]:
        turned.append(part)
        if part.name == "asan":
            turned.append(BY_NAME["fuzz"])
    return first + turned


def main():
    """See the top."""
    root = sys.argv[1]
    parser = argparse.ArgumentParser(prog="tools/ci")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--minutes", type=float)
    parser.add_argument("parts", nargs="*", metavar="PART")
    options = parser.parse_args(sys.argv[2:])
    for name in options.parts:
        if name not in BY_NAME:
            parser.error(f"there is no part {name}; there are {', '.join(BY_NAME)}")
    if options.list:
        for part in PARTS:
            print(f"{part.name:9} {part.minutes:3} minutes  {part.gigabytes:3} GB  {part.what}: "
                  f"{' '.join(part.command)}")
        return 0
    minutes = options.minutes or (None if options.parts else 80)
    run = Run(root, minutes)
    for part in [BY_NAME[name] for name in options.parts] or in_turn(root):
        run.do(part)
    print("\n" + "\n".join(run.report))
    print(f"{run.passed} passed, {run.failed} failed")
    return 1 if run.failed else 0


if __name__ == "__main__":
    sys.exit(main())
