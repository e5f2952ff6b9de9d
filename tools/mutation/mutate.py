"""Breaks the sources in many places, one at a time; tools/mutate says how."""

import argparse
import collections
import dataclasses
import os
import random
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import runs
from places import places_in

REASONS = "tools/mutation/reasons.tsv"
FOLDERS = ["identity", "mock_common", "mock_entra", "mock_imds", "mock_server"]
NOT_PRODUCT = ("_test.cc", "_fuzz.cc", "_benchmark.cc", "_fixture.cc", "/testing.cc")
NOT_PRODUCT_FOLDERS = ("/testing/", "/testdata/", "/benchmarks/", "/samples/", "/fuzz/",
                       "/robustness/")
# Asked each time: a program that is started by a test has the variables, too.
HEADER = """#include <fcntl.h>
#include <unistd.h>
#include <atomic>
#include <cstdlib>
#include <string>
namespace azid_mutation {
// Whether the place is broken; says, if asked to, that it was reached.
[[maybe_unused]] static bool Is(int number) {
  static const char* const told = std::getenv("%s");
  static const char* const folder = std::getenv("%s");
  if (folder != nullptr) {
    static std::atomic<bool> reached[%d];
    if (!reached[number].exchange(true)) {
      close(open((std::string(folder) + "/" + std::to_string(number)).c_str(),
                 O_CREAT | O_WRONLY | O_CLOEXEC, 0666));
    }
  }
  return told != nullptr && std::atoi(told) == number;
}
}  // namespace azid_mutation
"""
SLOW = {"manual", "benchmark", "interop", "remote", "roots", "soak", "external", "fuzz_replay"}


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
    header = HEADER % (runs.BROKEN, runs.REACHED, max(numbered, default=0) + 1)
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
            text.write(header + "#line 1\n" + "\n".join(lines))


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


def tests_of(tree):
    """The tests that a change runs, with their arguments, but for those that need Bazel."""
    done = subprocess.run(["bazel", "query", "--noshow_progress", "--output=xml", "tests(//...)"],
                          cwd=tree, capture_output=True, text=True, check=True)
    found = []
    for rule in xml.etree.ElementTree.fromstring(done.stdout).iter("rule"):
        lists = {entry.get("name"): [item.get("value") for item in entry]
                 for entry in rule.iter("list")}
        arguments = lists.get("args", [])
        if SLOW.isdisjoint(lists.get("tags", [])) and not any("$(" in each for each in arguments):
            found.append(runs.Test(rule.get("name"), tuple(arguments)))
    return found


def reasons(root):
    """Why a place may survive, by its file and what stands there, as somebody has found."""
    with open(os.path.join(root, REASONS), encoding="utf-8") as text:
        lines = [line.rstrip("\n").split("\t") for line in text if not line.startswith("#")]
    return {(file, before): reason for file, before, reason in lines}


def table(survivors, numbered, noticed, known):
    """As Markdown."""
    lines = ["| place | is | survives as | tests that reach it | reason |", "|---|---|---|---|---|"]
    for number, reached_by in survivors:
        place = numbered[number]
        reason = known.get((place.file, place.before), "**none: a test is missing**")
        before, after = (text.replace("|", "\\|") for text in (place.before, place.after))
        lines.append(f"| `{place.file}` | `{before}` | `{after}` | {reached_by} | {reason} |")
    lines.append("")
    lines.append(f"{noticed} of {len(numbered)} were noticed, "
                 f"{100 * noticed / max(1, len(numbered)):.0f} %.")
    return "\n".join(lines)


@dataclasses.dataclass
class Verdict:
    """What became of a place."""
    by: str  # the test that noticed; "" if none did
    reached_by: int


def judge(tests, numbered):
    """A verdict by number, each printed as it comes."""
    tests.learn()
    verdicts = {}
    for number, place in numbered.items():
        verdict = Verdict(tests.notice(number), len(tests.reaching(number)))
        verdicts[number] = verdict
        print(f"{place.file}:{place.line}: {place.kind}: {place.before} -> {place.after}: "
              f"{verdict.by or f'SURVIVES {verdict.reached_by} tests'}", flush=True)
    return verdicts


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
        try:
            verdicts = judge(runs.Tests(tree, tests_of(tree), scratch), numbered)
        finally:
            bazel(tree, "clean", "--expunge")
    survivors = [(number, verdict.reached_by) for number, verdict in verdicts.items()
                 if not verdict.by]
    noticed = len(numbered) - len(survivors)
    text = table(survivors, numbered, noticed, reasons(root))
    print(text)
    if options.out:
        with open(options.out, "w", encoding="utf-8") as file:
            file.write(text + "\n")
    return 1 if 100 * noticed < options.at_least * len(numbered) else 0


if __name__ == "__main__":
    sys.exit(main())
