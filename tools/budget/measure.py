#!/usr/bin/env python3
"""Runs the benchmarks of the performance budget, and prints each line beside its yardstick.

Exit code: 0 if all are within the budget, 1 if one is not, or could not be measured. With
--measured, 0 if all could be measured: other work on the machine makes them slower than they are.
"""

import argparse
import os
import subprocess
import sys

from lines import COMPARED, PROGRAMS, as_json, as_table, is_google_benchmark, median_rows

# What is compared with a yardstick of the same program takes turns with it: machines do not stay as
# fast as they are.
TURNS = ["--benchmark_repetitions=10", "--benchmark_min_time=0.3",
         "--benchmark_enable_random_interleaving=true", "--benchmark_report_aggregates_only=true"]


def output_of(path, program):
    """What the program prints; None, and why, if it fails."""
    command = [os.path.join(path, program)]
    if is_google_benchmark(program):
        command.append("--benchmark_format=json")
        if program in COMPARED:
            command += TURNS
    print(f"bench: {program}", file=sys.stderr)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return done.stdout
    print(f"bench: {program} failed: {(done.stderr or done.stdout).strip()}", file=sys.stderr)
    return None


def main():
    """See the top."""
    parser = argparse.ArgumentParser(prog="tools/bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="as JSON: rows with name, value, unit, "
                        "yardstick, aim and within_budget")
    parser.add_argument("--measured", action="store_true", help="whatever the figures, if there are "
                        "any")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="of each program, in turn; "
                        "of each line the median counts; 3 unless told")
    parser.add_argument("--only", metavar="TEXT", default="", help="the programs that have it in "
                        "their name")
    parser.add_argument("--bin", required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    wanted = [program for program in PROGRAMS if options.only in program]
    runs = [{program: output_of(options.bin, program) for program in wanted}
            for _ in range(options.runs)]
    table = median_rows([{program: text for program, text in outputs.items() if text is not None}
                         for outputs in runs])
    if options.only:
        table = [row for row in table if row.value is not None]
    print(as_json(table) if options.json else as_table(table))
    good = [row.value is not None if options.measured else row.within_budget for row in table]
    return 0 if table and all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
