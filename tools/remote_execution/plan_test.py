#!/usr/bin/env python3
"""What a plan says of small runs, and of a larger one in docs/howto/remote.md."""

import os
import re
import subprocess
import unittest

from plan import Action, Run, action_of


def action(seconds, *needs):
    return Action(seconds, 0, 0, list(needs), "")


class ScheduleTest(unittest.TestCase):
    def schedule(self, workers, *actions):
        return Run(list(actions)).schedule(workers)

    def test_one_worker_takes_the_sum(self):
        self.assertEqual(self.schedule(1, action(2), action(3, 0), action(4)), (9, 1))

    def test_many_workers_take_the_longest_chain(self):
        self.assertEqual(self.schedule(9, action(2), action(3, 0), action(4)), (5, 2))

    def test_what_most_is_left_after_comes_first(self):
        # The chain of the third is longest: were it last, two workers would take 8.
        self.assertEqual(self.schedule(2, action(2), action(2), action(1), action(5, 2)), (6, 2))

    def test_an_action_waits_for_all_that_it_needs(self):
        self.assertEqual(self.schedule(3, action(1), action(7), action(1, 0, 1)), (8, 2))

    def test_the_longest_chain(self):
        actions = [action(2), action(3, 0), action(4), action(1, 1, 2)]
        self.assertEqual(list(Run(actions).critical_path()), [actions[0], actions[1], actions[3]])

    def test_a_line_is_read_as_it_was_written(self):
        written = Action(1.5, 20, 30, [0, 4], "Linking identity/a b")
        self.assertEqual(action_of(written.line() + "\n"), written)


def run(*args):
    return subprocess.run(["tools/remote", *args], text=True, check=False, capture_output=True)


class CommandTest(unittest.TestCase):
    maxDiff = None

    def test_plan_of_what_was_measured(self):
        data = "tools/remote_execution/testdata"
        measured = run("measure", f"{data}/profile.json", f"{data}/actions.json")
        self.assertEqual(measured.returncode, 0, measured.stderr)
        path = os.path.join(os.environ["TEST_TMPDIR"], "measured")
        with open(path, "w", encoding="utf-8") as file:
            file.write(measured.stdout)
        planned = run("plan", "--workers", "1", "--workers", "1000", "--price", "36", path)
        self.assertEqual(planned.stdout, """\
4 actions, 5 s on one worker; they read 1 MB and write 1 MB
the longest chain:
     2.1 s  Compiling identity/internal/text/http_token_test.cc
     0.6 s  Linking identity/internal/text/http_token_test
     1.3 s  Testing //identity/internal/text:http_token_test
 workers   seconds   busy  actions/s     MB/s  cost, used  cost, kept
       1       5.1      1        0.8        0       0.051       0.051
   1,000       4.0      2        1.0        0       0.051      40.130
""")

    def test_the_page_has_the_plan_of_what_is_kept(self):
        with open("docs/howto/remote.md", encoding="utf-8") as file:
            plans = re.findall(r"^\$ tools/remote (plan .* tools/.*)\n((?:[^$`].*\n)*)",
                               file.read(), re.M)
        self.assertTrue(plans)
        for command, output in plans:
            self.assertEqual(run(*command.split()).stdout, output)

    def test_what_is_wrong_is_said(self):
        for args, code, text in (
                (["measure"], 2, "usage: tools/remote measure PROFILE ACTIONS"),
                (["measure", "no", "file"], 3, "tools/remote measure: no, file: "),
                (["measure", "tools/remote_execution/testdata/profile.json", os.devnull], 1,
                 "tools/remote measure: no worker ran an action of /dev/null, says "),
                (["plan"], 2, "the following arguments are required: MEASURED"),
                (["plan", "--workers", "0", "file"], 2, "--workers: invalid positive value: '0'"),
                (["plan", "no-file"], 3, "tools/remote plan: [Errno 2] No such file"),
                (["plan", os.devnull], 3, "tools/remote plan: /dev/null has no action"),
                (["plan", "tools/remote_execution/plan.py"], 3,
                 "tools/remote plan: tools/remote_execution/plan.py:1: not what tools/remote measure prints")):
            with self.subTest(args):
                done = run(*args)
                self.assertIn(text, done.stderr)
                self.assertEqual(done.returncode, code)


if __name__ == "__main__":
    unittest.main()
