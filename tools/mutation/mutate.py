"""Breaks the sources in many places, one at a time; tools/mutate says how."""

import argparse
import collections
import os
import random
import shutil
import subprocess
import sys
import tempfile

from places import places_in

FOLDERS = ["identity", "mock_common", "mock_entra", "mock_imds", "mock_server"]
NOT_PRODUCT = ("_test.cc", "_fuzz.cc", "_benchmark.cc", "_fixture.cc")
NOT_PRODUCT_FOLDERS = ("/testing/", "/testdata/", "/benchmarks/", "/samples/", "/fuzz/")
VARIABLE = "AZID_MUTANT"
# Asked each time: a program that is started by a test has the variable, too.
HEADER = f"""#include <cstdlib>
namespace azid_mutation {{
[[maybe_unused]] static bool Is(int number) {{
  static const int broken = [] {{
    const char* const told = std::getenv("{VARIABLE}");
    return told == nullptr ? 0 : std::atoi(told);
  }}();
  return broken == number;
}}
}}  // namespace azid_mutation
"""
# The tests that see most, for what those beside a source did not notice; then all that stand on it.
WIDE = ["//integration_tests:replay_test"]
SLOW = "-manual,-benchmark,-interop,-remote,-roots,-soak,-external"


def bazel(tree, *arguments):
    """Runs it in the tree; its exit code and output."""
    done = subprocess.run(["bazel", *arguments], cwd=tree, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", check=False)
    return done.returncode, done.stdout


def sources(root, folders):
    """The product's sources, from the root."""
    listed = subprocess.run(["git", "ls-files", "--", *folders], cwd=root, capture_output=True,
                            text=True, check=True).stdout.split()
    return [file for file in listed if file.endswith(".cc") and not file.endswith(NOT_PRODUCT)
            and not any(folder in f"/{file}" for folder in NOT_PRODUCT_FOLDERS)]


def choose(root, folders, count, seed):
    """Places in turn of each kind, each in another line."""
    by_kind = collections.defaultdict(list)
    for file in sources(root, folders):
        with open(os.path.join(root, file), encoding="utf-8") as text:
            for place in places_in(file, text.read().split("\n")):
                by_kind[place.kind].append(place)
    chance = random.Random(seed)
    for kind in sorted(by_kind):
        chance.shuffle(by_kind[kind])
    chosen, lines = [], set()
    kinds = ["comparison", "text", "comparison", "limit"]
    while len(chosen) < count and any(by_kind.values()):
        kind = kinds[len(chosen) % len(kinds)]
        kind = kind if by_kind[kind] else max(by_kind, key=lambda each: len(by_kind[each]))
        place = by_kind[kind].pop()
        if (place.file, place.line) not in lines:
            lines.add((place.file, place.line))
            chosen.append(place)
    return chosen


def write_broken(tree, numbered):
    """Puts the places, by number, into the tree's sources."""
    by_file = collections.defaultdict(list)
    for number, place in numbered.items():
        by_file[place.file].append((number, place))
    for file, places in by_file.items():
        path = os.path.join(tree, file)
        with open(path, encoding="utf-8") as text:
            lines = text.read().split("\n")
        for number, place in places:
            lines[place.line - 1] = place.apply(lines[place.line - 1], number)
        with open(path, "w", encoding="utf-8") as text:
            text.write(HEADER + "#line 1\n" + "\n".join(lines))


def refused_in(said, numbered):
    """The places that a compiler complains of; where it complains of another line of a source, all
    places in it."""
    errors = [line for line in said.splitlines() if " error: " in line]
    refused = set()
    for file in {place.file for place in numbered.values()}:
        here = [line for line in errors if line.startswith(f"{file}:")]
        places = {number for number, place in numbered.items() if place.file == file}
        exact = {number for number in places
                 if any(line.startswith(f"{file}:{numbered[number].line}:") for line in here)}
        if here:
            refused |= exact or places
    return refused


def build_those_that_compile(root, tree, numbered):
    """Builds the tree, without the places that a compiler does not take; returns the others."""
    while True:
        code, said = bazel(tree, "build", "--keep_going", "--noshow_progress", "//...")
        if code == 0:
            return numbered
        refused = refused_in(said, numbered)
        if not refused:
            print(said[-4000:], file=sys.stderr)
            sys.exit("tools/mutate: the copy cannot be built")
        files = {numbered[number].file for number in refused}
        for file in files:
            shutil.copyfile(os.path.join(root, file), os.path.join(tree, file))
        numbered = {number: place for number, place in numbered.items() if number not in refused}
        write_broken(tree, {number: place for number, place in numbered.items()
                            if place.file in files})


class Tests:
    """The tests of a tree, as each place wants them."""

    def __init__(self, tree):
        self.tree = tree
        self.known = {}

    def standing_on(self, file):
        """Those beside a source, the wide ones, and the rest that stands on it."""
        if file not in self.known:
            package = "//" + os.path.dirname(file)
            label = self._label(file)
            _, said = bazel(self.tree, "query", "--noshow_progress",
                            f"tests(rdeps(//..., {label}))" if label else f"tests({package}/...)")
            tests = [line for line in said.splitlines() if line.startswith("//")]
            near = [test for test in tests if test.split(":")[0] == package]
            wide = [test for test in WIDE if test in tests]
            rest = [test for test in tests if test not in near and test not in wide]
            self.known[file] = [group for group in (near, wide, rest) if group]
        return self.known[file]

    def _label(self, file):
        folder = os.path.dirname(file)
        while folder:
            if os.path.exists(os.path.join(self.tree, folder, "BUILD")):
                return f"//{folder}:{os.path.relpath(file, folder)}"
            folder = os.path.dirname(folder)
        return ""

    def notice(self, number, file):
        """What notices that it is broken: "" if nothing does."""
        for group in self.standing_on(file):
            code, said = bazel(self.tree, "test", "--noshow_progress", "--notest_keep_going",
                               "--test_output=errors", "--build_tests_only",
                               f"--test_tag_filters={SLOW}", f"--test_env={VARIABLE}={number}",
                               "--test_timeout=60,120,300,600", *group)
            if code not in (0, 4):  # 4: there are none without those tags.
                failed = [line.split()[1] for line in said.splitlines()
                          if line.startswith(("FAIL: ", "TIMEOUT: "))]
                return failed[0] if failed else "the build"
        return ""


def table(survivors, numbered, noticed):
    """As Markdown."""
    lines = ["| place | kind | is | survives as |", "|---|---|---|---|"]
    for number in survivors:
        place = numbered[number]
        before, after = (text.replace("|", "\\|") for text in (place.before, place.after))
        lines.append(f"| `{place.file}:{place.line}` | {place.kind} | `{before}` | `{after}` |")
    lines.append("")
    lines.append(f"{noticed} of {len(numbered)} were noticed, "
                 f"{100 * noticed / max(1, len(numbered)):.0f} %.")
    return "\n".join(lines)


def main():
    """See tools/mutate."""
    root = sys.argv[1]
    parser = argparse.ArgumentParser(prog="tools/mutate")
    parser.add_argument("--places", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-least", type=float, default=0)
    parser.add_argument("--out")
    parser.add_argument("folders", nargs="*", metavar="FOLDER")
    options = parser.parse_args(sys.argv[2:])
    chosen = choose(root, options.folders or FOLDERS, options.places, options.seed)
    numbered = dict(enumerate(chosen, 1))
    with tempfile.TemporaryDirectory(prefix="mutate-") as scratch:
        tree = os.path.join(scratch, "tree")
        subprocess.run(["git", "clone", "--quiet", root, tree], check=True)
        write_broken(tree, numbered)
        numbered = build_those_that_compile(root, tree, numbered)
        tests = Tests(tree)
        survivors = []
        try:
            for number, place in numbered.items():
                by = tests.notice(number, place.file)
                if not by:
                    survivors.append(number)
                print(f"{place.file}:{place.line}: {place.kind}: {place.before} -> {place.after}: "
                      f"{by or 'SURVIVES'}", flush=True)
        finally:
            bazel(tree, "clean", "--expunge")
    noticed = len(numbered) - len(survivors)
    text = table(survivors, numbered, noticed)
    print(text)
    if options.out:
        with open(options.out, "w", encoding="utf-8") as file:
            file.write(text + "\n")
    return 1 if 100 * noticed < options.at_least * len(numbered) else 0


if __name__ == "__main__":
    sys.exit(main())
