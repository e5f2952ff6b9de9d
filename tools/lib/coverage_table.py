"""Adds up the lcov reports of a `bazel coverage` run and prints a table.

usage: coverage_table.py [--files] [--at-least PERCENT] BUILD_EVENT_JSON_FILE

One row per folder, or per file with --files: lines, lines covered, percent.
Generated code and the tests themselves are left out. The exit code is 1 if fewer than PERCENT of
the lines of the library and the fakes together are covered.
"""

import argparse
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


PRODUCT = ("identity", "mock_common", "mock_entra", "mock_imds", "mock_server")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", action="store_true")
    parser.add_argument("--at-least", type=float, default=0)
    parser.add_argument("events")
    options = parser.parse_args()
    rows = collections.defaultdict(lambda: [0, 0])
    product = "the library and the fakes"
    for source, lines in add_up(report_paths(options.events)).items():
        covered = sum(hits > 0 for hits in lines.values())
        keys = [source if options.files else os.path.dirname(source), "total"]
        if source.split("/")[0] in PRODUCT:
            keys.append(product)
        for key in keys:
            rows[key][0] += len(lines)
            rows[key][1] += covered
    sums = [(key, rows.pop(key, [0, 0])) for key in (product, "total")]
    width = max([len(key) for key in rows] + [len(product)])
    print(f"{'folder' if not options.files else 'file':{width}}   lines covered      %")
    for key, (lines, covered) in sorted(rows.items()) + sums:
        print(f"{key:{width}} {lines:7} {covered:7} {100 * covered / max(lines, 1):6.1f}")
    lines, covered = sums[0][1]
    if 100 * covered < options.at_least * lines:
        print(f"{product}: {100 * covered / lines:.1f} % of the lines are covered, fewer than "
              f"{options.at_least:g} %", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
