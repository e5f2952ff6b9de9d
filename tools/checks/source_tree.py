"""Checks the conventions that no compiler or formatter knows.

usage: source_tree.py ROOT

Prints one line for each fault, as path:line: text, and exits 1 if there are any.
"""

import os
import re
import sys

from tree import files_of

MAX_LINES = 450
TOP_LEVEL = {".bazelignore", ".bazelrc", ".clang-format", ".clang-tidy", ".gitignore", "BUILD",
             "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "MODULE.bazel", "README.md",
             "SECURITY.md", "VERSION", "WORKSPACE", "remote.bazelrc", "user.bazelrc"}
RULE = re.compile(r"^(\w*_test)\(\n(.*?)^\)", re.MULTILINE | re.DOTALL)
SLEEPS = re.compile(r"\b(sleep_for|sleep_until|usleep|nanosleep|SleepFor)\(")
# Of the library, which throws nothing and takes no signals; its tests and benchmarks may.
LIBRARY_CODE = re.compile(
    r"^identity/(?!(.*/)?(benchmarks|testing)/)(?!seams/thread\.)(?!.*_test\.(h|cc)$).*\.(h|cc)$")
BARE_THREAD = re.compile(r"\bstd::(thread\b(?!::id)|async\b)|\bpthread_create\(")
# Of the fakes and tools: it throws for bytes that are no UTF-8. Tests may.
FAKES_CODE = re.compile(
    r"^(mock_|tools/)(?!common/text/json_text\.cc)(?!.*testing)(?!.*_test\.cc$).*\.(h|cc)$")
BARE_DUMP = re.compile(r"\.dump\(")
LINK = re.compile(r"\]\((?!\w+:)([^)#]*)(#[^)]*)?\)")
NAMED_PATH = re.compile(r"`([\w.-]+)(/[\w./-]*)`")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
COMMAND = re.compile(r"(?:\bbazel (?:build|coverage|query|run|test)|\btools/(?:coverage|test)) (.*)")
LABEL = re.compile(r"(?<![\w:/])//(\w[\w/]*)?(?::(\w+))?")
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


def anchors(text):
    """What links to headings may say, as GitHub makes it of them."""
    return {"#" + re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
            for heading in HEADING.findall(text)}


def links(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        for target, anchor in LINK.findall(line):
            to = os.path.normpath(os.path.join(os.path.dirname(path), target)) if target else path
            if not os.path.exists(to):
                yield number, f"a link to {to}, which is not there"
            elif anchor:
                with open(to, encoding="utf-8") as file:
                    if anchor not in anchors(file.read()):
                        yield number, f"{to} has no heading for {anchor}"


def named_paths(path, text):
    """Paths from the root, in documents."""
    del path
    for number, line in enumerate(text.splitlines(), 1):
        for top, rest in NAMED_PATH.findall(line):
            if os.path.isdir(top) and not os.path.exists(top + rest):
                yield number, f"names {top}{rest}, which is not there"


def is_target(package, name):
    build = os.path.join(package, "BUILD")
    if not os.path.exists(build):
        return name is None and os.path.isdir(package)  # //package/...
    if name in (None, "all"):
        return True
    with open(build, encoding="utf-8") as file:
        return f'"{name.removesuffix("_libfuzzer")}"' in file.read()


def commands(path, text):
    """Labels of the commands that texts and comments tell one to run."""
    del path
    for number, line in enumerate(text.splitlines(), 1):
        for command in COMMAND.findall(line):
            for package, name in LABEL.findall(command):
                package = package.rstrip("/") or "."
                if not is_target(package, name or None):
                    yield number, f"a command for {package}:{name or 'all'}, which is not there"


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
    (re.compile(r"\.md$"), links),
    (re.compile(r"\.md$"), named_paths),
    (re.compile(r"(\.(h|cc|bzl|go|py|md|bazelrc)|/BUILD)$"), commands),
    (re.compile(r"(_test\.cc|/testing/[^/]*)$"), lines_matching(SLEEPS, "a test sleeps")),
    (LIBRARY_CODE, lines_matching(BARE_THREAD, "a thread that is no identity/seams/thread.h")),
    (FAKES_CODE, lines_matching(BARE_DUMP, "a dump that is no mock_common/text/json_text.h")),
    (re.compile(r""), lines_matching(SOMEBODYS_PATH, "an absolute path of somebody's machine")),
]


def main():
    os.chdir(sys.argv[1])
    faults = []
    for path in sorted(files_of(".")):
        if "/" not in path and path not in TOP_LEVEL:
            faults.append(f"{path}:1: a file that nobody expects at the top")
        try:
            with open(path, encoding="utf-8") as file:
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
