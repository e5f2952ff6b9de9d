"""Runs tests that Bazel has built, without Bazel, which would take longer than most of them. Each
has a network of its own, with loopback alone."""

import concurrent.futures
import dataclasses
import os
import shutil
import signal
import subprocess
import tempfile
import time

BROKEN = "AZID_MUTANT"
REACHED = "AZID_REACHED"
WORKSPACE = "azure_identity_cc"
# How long a place is looked for, in seconds of each processor: one that hundreds of tests reach,
# and none of the fastest notices, survives.
PATIENCE = 90
LONGEST_TEST = 300


@dataclasses.dataclass(frozen=True)
class Test:
    """One that can be run."""
    label: str
    arguments: tuple[str, ...]


class Tests:
    """The tests of a built tree, and what they reach."""

    def __init__(self, tree, tests, scratch):
        self.tree = tree
        self.tests = tests
        self.scratch = scratch
        self.seconds = {}  # of those that pass if nothing is broken
        self.reached = {}

    def learn(self):
        """Runs each once, with nothing broken. Those that fail so are left out."""
        with self._workers() as workers:
            list(workers.map(self._learn_one, self.tests))
        left = [test.label for test in self.tests if test not in self.seconds]
        print(f"{len(self.seconds)} tests; {len(left)} that need Bazel to run: {' '.join(left)}",
              flush=True)

    def reaching(self, number):
        """Those that reach a place, the fastest first."""
        return sorted((test for test in self.seconds if str(number) in self.reached[test]),
                      key=self.seconds.get)

    def notice(self, number):
        """The label of a test that fails if the place is broken, and only then; "" if none does."""
        begun = time.monotonic()

        def fails(test):
            if time.monotonic() - begun > PATIENCE:
                return False
            limit = 20 + 10 * self.seconds[test]
            return not self._run(test, limit, {BROKEN: str(number)})

        waiting = self.reaching(number)
        with self._workers() as workers:
            while waiting:
                some, waiting = waiting[:os.cpu_count()], waiting[os.cpu_count():]
                for test, failed in zip(some, workers.map(fails, some)):
                    # On a machine that is busy with something else a test may take too long.
                    if failed and self._run(test, LONGEST_TEST, {}):
                        return test.label
        return ""

    def _workers(self):
        return concurrent.futures.ThreadPoolExecutor(os.cpu_count())

    def _learn_one(self, test):
        folder = tempfile.mkdtemp(dir=self.scratch)
        begun = time.monotonic()
        if self._run(test, LONGEST_TEST, {REACHED: folder}):
            self.reached[test] = set(os.listdir(folder))
            self.seconds[test] = time.monotonic() - begun
        shutil.rmtree(folder)

    def _run(self, test, limit, variables):
        """Whether it passes in so many seconds."""
        package, name = test.label[2:].split(":")
        program = os.path.join(self.tree, "bazel-bin", package, name)
        runfiles = program + ".runfiles"
        temporary = tempfile.mkdtemp(dir=self.scratch)
        environment = {
            "PATH": os.environ["PATH"], "HOME": temporary, "TEST_TMPDIR": temporary,
            "TMPDIR": temporary, "TEST_SRCDIR": runfiles, "RUNFILES_DIR": runfiles,
            "TEST_WORKSPACE": WORKSPACE, "TEST_TARGET": test.label, "USER": "tester",
            "TZ": "UTC", **variables,
        }
        loopback = 'ip link set lo up && exec "$@"'
        started = subprocess.Popen(
            ["unshare", "--user", "--map-root-user", "--net", "--", "sh", "-c", loopback, "sh",
             program, *test.arguments],
            cwd=os.path.join(runfiles, WORKSPACE), env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            return started.wait(limit) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            # What it has started as well.
            try:
                os.killpg(started.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            started.wait()
            shutil.rmtree(temporary, ignore_errors=True)
