"""Checks the conventions that no compiler or formatter knows.

usage: source_tree.py ROOT

Prints one line for each fault, as path:line: text, and exits 1 if there are any.
"""

import os
import re
import sys

MAX_LINES = 450
RULE = re.compile(r"^(\w*_test)\(\n(.*?)^\)", re.MULTILINE | re.DOTALL)
SLEEPS = re.compile(r"\b(sleep_for|sleep_until|usleep|nanosleep|SleepFor)\(")
SOMEBODYS_PATH = re.compile(r"(?<![\w.}])/(home|root|work|Users)/\w")


def include_guard(path, text):
    guard = re.sub(r"[^A-Za-z0-9]", "_", path).upper() + "_"
    if not re.search(rf"^#ifndef {guard}\n#define {guard}$", text, re.MULTILINE):
        yield 1, f"include guard is not {guard}"


def test_sizes(path, text):
    del path
    for match in RULE.finditer(text):
        kind, body = match.groups()
        name = re.search(r'name = "?([^",\n]*)', body)
        if kind != "azid_cc_fuzz_test" and not re.search(r"^\s*size = ", body, re.MULTILINE):
            line = text[:match.start()].count("\n") + 1
            yield line, f"{name.group(1) if name else kind} has no size"


def length(path, text):
    del path
    if text.count("\n") > MAX_LINES:
        yield MAX_LINES + 1, f"more than {MAX_LINES} lines"


def lines_matching(pattern, fault):
    def check(path, text):
        del path
        for number, line in enumerate(text.splitlines(), 1):
            if pattern.search(line):
                yield number, fault
    return check


CHECKS = [
    (re.compile(r"\.h$"), include_guard),
    (re.compile(r"(^|/)BUILD$"), test_sizes),
    (re.compile(r"\.(h|cc|bzl|go|py|sh)$"), length),
    (re.compile(r"(_test\.cc|/testing/[^/]*)$"), lines_matching(SLEEPS, "a test sleeps")),
    (re.compile(r""), lines_matching(SOMEBODYS_PATH, "an absolute path of somebody's machine")),
]


def source_files(root):
    for folder, folders, files in os.walk(root):
        folders[:] = [f for f in folders if f != ".git" and not f.startswith("bazel-")]
        for name in files:
            path = os.path.join(folder, name)
            if not os.path.islink(path):
                yield os.path.relpath(path, root)


def main():
    root = sys.argv[1]
    faults = []
    for path in sorted(source_files(root)):
        try:
            with open(os.path.join(root, path), encoding="utf-8") as file:
                text = file.read()
        except (UnicodeDecodeError, FileNotFoundError):
            continue  # Binary, or gone since it was listed.
        for pattern, check in CHECKS:
            if pattern.search(path):
                faults += [f"{path}:{line}: {fault}" for line, fault in check(path, text)]
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
