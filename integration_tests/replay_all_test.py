#!/usr/bin/env python3
"""azmock replay --all: every scenario in one process."""

import re
import unittest

import azmock_process

SUMMARY = (r"(\d+) scenarios in \d+\.\ds: (\d+) equal azidentity, 0 differ, "
           r"0 cannot be replayed, (\d+) left out\n$")


def replay_all(*args):
    return azmock_process.run("replay", "--all", *args)


class ReplayAllTest(unittest.TestCase):
    def test_those_of_a_credential(self):
        done = replay_all("--credential", "AzureCLICredential")
        self.assertEqual(done.returncode, 0, done.stdout)
        total, equal, left_out = map(int, re.search(SUMMARY, done.stdout).groups())
        self.assertGreater(equal, 40)
        self.assertEqual(total, equal + left_out)
        lines = done.stdout.splitlines()[:-1]
        self.assertEqual(len(lines), left_out)
        self.assertIn("az-hangs: left out: nothing was recorded: virtual time stands still while a "
                      "process runs", lines)

    def test_the_order_is_the_scenarios_whatever_runs_at_a_time(self):
        def report(jobs):
            done = replay_all("--tag", "developer-tools", "--jobs", jobs)
            return done.stdout.splitlines()[:-1]
        self.assertEqual(report("1"), report("8"))

    def test_progress_where_nobody_watches_is_lines(self):
        done = replay_all("--tag", "imds", "--credential", "ManagedIdentityCredential")
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 10, done.stderr)
        for line in lines:
            self.assertRegex(line, r"^\d+/\d+ done, \d+/s, \d+ left( \(\d+s\))?, 0 failed$")

    def test_what_is_asked_for_wrongly(self):
        for args, said in (
                (("replay",), "azmock: write which scenario to replay, or --all\n"),
                (("replay", "--all", "--tag", "imsd"),
                 'azmock: --tag: no scenario has "imsd"; did you mean imds, '),
                (("replay", "--all", "--tag", "imds", "--credential", "AzureCLICredential"),
                 'azmock: no scenario of AzureCLICredential has the tag "imds"\n'),
                (("replay", "imds-token", "--all"), "ID excludes --all"),
                (("replay", "imds-token", "--jobs", "2"), "--jobs requires --all")):
            with self.subTest(args=args):
                done = azmock_process.run(*args)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(said, done.stderr)


if __name__ == "__main__":
    unittest.main()
