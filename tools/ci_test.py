#!/usr/bin/env python3
"""The parts of tools/ci: what is counted, what is left, and which come first."""

import contextlib
import io
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), "lib"))
import ci_parts  # pylint: disable=wrong-import-position

Part = ci_parts.Part


def part(script, **fields):
    """One that runs a shell's script."""
    return Part(**{"name": "p", "what": "w", "command": ["sh", "-c", script], "minutes": 0,
                   "gigabytes": 0, **fields})


def run(*parts, minutes=None):
    """What comes of them."""
    done = ci_parts.Run(os.getcwd(), minutes)
    with contextlib.redirect_stdout(io.StringIO()):
        for each in parts:
            done.do(each)
    return done


class RunTest(unittest.TestCase):
    """What is counted, and what is left."""

    def test_counts_of_parts_are_added_up(self):
        done = run(part("echo 3 passed, 0 failed"), part("echo 4 passed, 2 failed; exit 1"))
        self.assertEqual((done.passed, done.failed), (7, 2))

    def test_what_counts_nothing_counts_as_one(self):
        done = run(part("true"), part("exit 3"))
        self.assertEqual((done.passed, done.failed), (1, 1))

    def test_a_failure_never_reads_none_failed(self):
        self.assertEqual(run(part("echo 3 passed, 0 failed; exit 1")).failed, 1)

    def test_what_does_not_fit_is_left_and_no_failure(self):
        for reason, left in (
                ("takes 10 minutes, and 5 are left", part("exit 1", minutes=10)),
                ("takes 1000000 GB", part("exit 1", gigabytes=1000000)),
                ("no-such-program is not on PATH", part("exit 1", programs=("no-such-program",))),
                ("false failed", part("exit 1", setup=["false"]))):
            done = run(left, minutes=5.4)
            self.assertEqual((done.passed, done.failed), (0, 0))
            self.assertIn(f"p: left: {reason}", done.report[0])

    def test_what_does_not_end_in_time_is_left(self):
        done = run(part("exec tail -f /dev/null"), minutes=0.001)
        self.assertEqual((done.passed, done.failed), (0, 0))
        self.assertIn("p: left: did not end in 0 minutes", done.report[0])


class TurnTest(unittest.TestCase):
    """Which parts a run has."""

    def test_each_commit_begins_with_other_parts_and_none_is_lost(self):
        seen = set()
        for count in range(len(ci_parts.PARTS)):
            ci_parts.commits = lambda root, count=count: count
            names = [each.name for each in ci_parts.in_turn(".")]
            self.assertEqual(sorted(names), sorted(ci_parts.BY_NAME))
            self.assertEqual(names[:3], ["tests", "program", "format"])
            self.assertEqual(names.index("fuzz"), names.index("asan") + 1)
            seen.add(names[3])
        self.assertEqual(seen, set(ci_parts.BY_NAME) - {"tests", "program", "format", "fuzz"})

    def test_each_runs_a_command_that_there_is(self):
        root = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
        for each in ci_parts.PARTS:
            for command in filter(None, (each.command, each.setup)):
                self.assertTrue(command[0] == "git" or
                                os.access(os.path.join(root, command[0]), os.X_OK), command)


if __name__ == "__main__":
    unittest.main()
