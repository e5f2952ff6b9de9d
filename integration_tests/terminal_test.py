#!/usr/bin/env python3
"""What azmock does for those who sit before a terminal: colours, completion, the manual page."""

import os
import pty
import shutil
import subprocess
import tempfile
import unittest

import azmock_process
from azmock_process import AZMOCK

ESCAPE = "\x1b["
RED, GREEN = "\x1b[31m", "\x1b[32m"
REFUSED = ("replay", "client-secret-invalid", "--trace")


def on_a_terminal(*args, **variables):
    """What azmock writes there, both streams."""
    controller, terminal = pty.openpty()
    environment = {"TERM": "xterm", **variables}
    with subprocess.Popen([AZMOCK, *args], stdin=subprocess.DEVNULL, stdout=terminal,
                          stderr=terminal, env=environment):
        os.close(terminal)
        written = b""
        try:
            while chunk := os.read(controller, 65536):
                written += chunk
        except OSError:  # nobody has the terminal open any more
            pass
    os.close(controller)
    return written.decode()


class ColorTest(unittest.TestCase):
    def test_on_a_terminal(self):
        written = on_a_terminal(*REFUSED)
        self.assertIn(f"{RED}     401 invalid_client AADSTS7000215", written)
        self.assertIn(f"{GREEN}     200", written)

    def test_nowhere_else(self):
        done = azmock_process.run(*REFUSED)
        self.assertNotIn(ESCAPE, done.stdout + done.stderr)
        done = azmock_process.run("replay", "--all", "--tag", "imds")
        self.assertNotIn(ESCAPE, done.stdout + done.stderr)

    def test_as_asked_for(self):
        self.assertNotIn(ESCAPE, on_a_terminal(*REFUSED, NO_COLOR="1"))
        self.assertNotIn(ESCAPE, on_a_terminal(*REFUSED, "--color=never"))
        self.assertIn(RED, azmock_process.run(*REFUSED, "--color=always").stderr)

    def test_never_in_files(self):
        with tempfile.TemporaryDirectory() as folder:
            journal = os.path.join(folder, "journal")
            run = azmock_process.run(
                "run", "--journal", journal, "--color=always", "--", "sh", "-c",
                "curl -sS https://login.microsoftonline.com/nothing -o /dev/null; exit 1")
            self.assertIn(RED, run.stderr)
            with open(journal, encoding="utf-8") as file:
                self.assertNotIn(ESCAPE, file.read())
            explained = azmock_process.run("explain", "--journal", journal)
            self.assertNotIn(ESCAPE, explained.stdout)
            self.assertIn("404", explained.stdout)

    def test_progress_is_one_line_that_goes(self):
        written = on_a_terminal("replay", "--all", "--tag", "imds", "--jobs", "2")
        progress, report = written.rsplit("\r\x1b[K", 1)
        self.assertRegex(progress, r"^\r\x1b\[K1/\d+ done, ")
        self.assertNotIn("\n", progress)
        self.assertRegex(report, r"(^|\n)\d+ scenarios in ")


class CompletionTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        os.symlink(AZMOCK, os.path.join(self.folder, "azmock"))
        os.mkdir(os.path.join(self.folder, "imds-folder"))
        with open(os.path.join(self.folder, "imds-my.textproto"), "w", encoding="utf-8"):
            pass
        self.environment = {"PATH": self.folder + ":" + os.environ["PATH"], "HOME": self.folder}

    def shell(self, *command):
        done = subprocess.run(command, cwd=self.folder, env=self.environment, text=True, timeout=60,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        return done.stdout.splitlines()

    def bash(self, *words):
        """What bash's own function offers for the last word."""
        return self.shell("bash", "-c", 'source <(azmock completion bash); COMP_WORDS=("$@"); '
                          "COMP_CWORD=$(($# - 1)); _azmock; printf '%s\\n' \"${COMPREPLY[@]}\"",
                          "bash", "azmock", *words)

    def test_bash(self):
        self.assertEqual(self.bash("repl"), ["replay"])
        self.assertEqual(self.bash("replay", "--la"), ["--layout"])
        self.assertEqual(self.bash("replay", "--layout", "=", "g"), ["guide"])
        self.assertEqual(self.bash("serve", "--clock", "j"), ["jump"])
        self.assertEqual(self.bash("replay", "client-secret-inv")[0], "client-secret-invalid")
        self.assertIn("imds-token", self.bash("show", "imds-"))
        self.assertLessEqual({"imds-token", "imds-my.textproto"}, set(self.bash("replay", "imds-")))
        self.assertEqual(self.bash("serve", "--ca-dir", "imds-"), ["imds-folder"])
        self.assertEqual(self.bash("serve", "--config", "imds-m"), ["imds-my.textproto"])
        self.assertIn("bash", self.bash("run", "--", "bas"))
        self.assertEqual(self.bash("help", "wat"), ["watch"])
        self.assertEqual(self.bash("replay", "--all", "--credential", "AzureC"),
                         ["AzureCLICredential"])
        self.assertNotIn("complete", self.bash(""))

    def test_every_command_is_offered(self):
        helped = azmock_process.run("help").stdout
        listed = [line.split()[0] for line in helped.partition("Subcommands:\n")[2].splitlines()
                  if line.startswith("  ") and line[2] != " "]
        self.assertGreater(len(listed), 10)
        self.assertEqual(self.bash(""), listed)

    @unittest.skipUnless(shutil.which("fish"), "there is no fish here; tools/setup --test has it")
    def test_fish(self):
        def fish(line):
            return self.shell("fish", "--no-config", "-c",
                              f"azmock completion fish | source; complete -C '{line}'")
        self.assertEqual(fish("azmock repl"),
                         ["replay\tRuns a scenario's client call with the C++ library against the "
                          "fakes and prints the resulting error text, nothing for a success"])
        self.assertEqual(fish("azmock replay --layout=g"), ["--layout=guide"])
        self.assertIn("imds-my.textproto", fish("azmock replay imds-my"))

    @unittest.skipUnless(shutil.which("zsh"), "there is no zsh here; tools/setup --test has it")
    def test_zsh(self):
        # What is offered is said by a function in the place of zsh's own, which needs a terminal.
        def zsh(*words):
            return self.shell("zsh", "-f", "-c", """
                compdef() { :; }; _files() { print -r -- "files $@"; }
                _describe() { print -rl -- "${(@P)2}"; }
                source <(azmock completion zsh)
                words=("$@"); CURRENT=$#; _azmock""", "zsh", "azmock", *words)
        self.assertEqual(zsh("help", "scen"), ["scenarios:Lists the scenarios"])
        self.assertEqual(zsh("replay", "--layout=g"), ["--layout=guide"])
        self.assertIn("files -/", zsh("serve", "--ca-dir", ""))
        self.assertTrue(zsh("show", "client-secret-inv")[0].startswith("files "))


class ManualPageTest(unittest.TestCase):
    @unittest.skipUnless(shutil.which("groff"), "there is no groff here; tools/setup --test has it")
    def test_it_is_set_without_a_warning(self):
        page = azmock_process.run("help", "--man")
        self.assertEqual((page.returncode, page.stderr), (0, ""))
        done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-P-bcu"], input=page.stdout,
                              capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for said in ("azmock replay [ID]", "--layout {azidentity,guide}", "EXIT STATUS",
                     "AZMOCK_ADMIN", "azmock run CMD"):
            self.assertIn(said, done.stdout)


if __name__ == "__main__":
    unittest.main()
