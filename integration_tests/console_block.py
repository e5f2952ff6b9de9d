"""The ```console blocks of documents.

A line that starts with "$ " is a command; the lines after it are its output (both streams), in
which "…" stands for any text. The commands of a block run in one shell.
"""

import re
import subprocess

PROMPT = "$ "
MARK = "=== end of command ==="


def commands_of(block):
    """(command, expected output) for each command."""
    parsed = []
    for line in block.splitlines():
        if line.startswith(PROMPT):
            parsed.append((line[len(PROMPT):], []))
        else:
            parsed[-1][1].append(line)
    return [(command, "\n".join(output)) for command, output in parsed]


def matches(expected, output):
    any_text = ".*".join(re.escape(part) for part in expected.split("…"))
    return re.fullmatch(any_text, output, re.S) is not None


def outputs_of(commands, folder, shell=("bash",)):
    """What each command prints, run in a folder."""
    script = "".join(f"{command}\necho; echo '{MARK}'\n" for command in commands)
    done = subprocess.run(
        shell, input="set -m\n" + script, cwd=folder, text=True, timeout=900, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    outputs = done.stdout.split(f"\n{MARK}\n")
    if len(outputs) != len(commands) + 1:
        raise AssertionError("the shell ended early: " + done.stdout)
    return [output.rstrip("\n") for output in outputs[:-1]]
