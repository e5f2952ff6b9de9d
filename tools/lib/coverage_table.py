"""Adds up the lcov reports of a `bazel coverage` run and prints a table.

usage: coverage_table.py [--files] BUILD_EVENT_JSON_FILE

One row per folder, or per file with --files: lines, lines covered, percent.
Generated code and the tests themselves are left out.
"""

import collections
import json
import os
import sys
import urllib.parse


def report_paths(events_path):
    """The coverage.dat of every test in the run."""
    with open(events_path, encoding="utf-8", errors="replace") as file:
        for line in file:
            for output in json.loads(line).get("testResult", {}).get("testActionOutput", []):
                if output["name"] == "test.lcov":
                    yield urllib.parse.unquote(urllib.parse.urlparse(output["uri"]).path)


def is_product(source):
    name = os.path.basename(source)
    return not (source.startswith(("bazel-out/", "external/", "/")) or "/testing/" in source
                or "/testdata/" in source or name.endswith(("_test.cc", "_fuzz.cc"))
                or "_benchmark" in name)


def add_up(paths):
    """Source -> line -> how often it ran, over all tests."""
    counts = collections.defaultdict(collections.Counter)
    for path in paths:
        source = None
        with open(path, encoding="utf-8") as file:
            for record in file:
                kind, _, rest = record.rstrip("\n").partition(":")
                if kind == "SF":
                    source = rest if is_product(rest) else None
                elif kind == "DA" and source:
                    line, hits = rest.split(",")[:2]
                    counts[source][int(line)] += int(hits)
    return counts


def main():
    by_file = sys.argv[1] == "--files"
    rows = collections.defaultdict(lambda: [0, 0])
    for source, lines in add_up(report_paths(sys.argv[-1])).items():
        covered = sum(hits > 0 for hits in lines.values())
        for key in (source if by_file else os.path.dirname(source), "total"):
            rows[key][0] += len(lines)
            rows[key][1] += covered
    total = rows.pop("total", [0, 0])
    width = max([len(key) for key in rows] + [6])
    print(f"{'folder' if not by_file else 'file':{width}}   lines covered      %")
    for key, (lines, covered) in sorted(rows.items()) + [("total", total)]:
        print(f"{key:{width}} {lines:7} {covered:7} {100 * covered / max(lines, 1):6.1f}")


if __name__ == "__main__":
    main()
