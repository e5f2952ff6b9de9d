#!/usr/bin/env python3
"""What the budget makes of the benchmarks' outputs."""

import json
import os
import sys
import unittest
import xml.etree.ElementTree

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
import lines  # pylint: disable=wrong-import-position
import page  # pylint: disable=wrong-import-position

TOKENS = """\
tokens, each with its own signature           2900 /s
RSA-2048 signatures on one core               3000 /s   the fake reaches 0.97 of it
tokens, equal ones of a second shared        20000 /s
nginx, a static body of 1500 bytes           60000 /s   the fake reaches 0.33 of it
"""


def row_of(name, outputs):
    """The row of a line."""
    return next(row for row in lines.rows(outputs) if row.name == name)


class LinesTest(unittest.TestCase):
    """The table, its judgement, and its forms."""

    def test_of_several_runs_the_median_counts(self):
        runs = [{lines.REPLAYS: f"700 replays: median {median} ms, longest 9 ms\n"}
                for median in (9.5, 2.5, 2.75)]
        row = next(row for row in lines.median_rows(runs) if row.name == "a replay, median")
        self.assertEqual((row.value, row.within_budget), (2.75, True))
        self.assertIsNone(lines.median_rows([{}, {}])[0].value)

    def test_a_share_is_judged_by_its_yardstick_of_the_same_run(self):
        outputs = {lines.TOKENS: TOKENS}
        own = row_of("tokens, each with its own signature", outputs)
        self.assertEqual((own.value, own.within_budget), (2900, True))
        self.assertEqual(own.yardstick, "RSA-2048 signatures on one core: 3,000, 0.97 of it")
        self.assertEqual(own.aim, "at least 0.9 of it")
        shared = row_of("tokens, equal ones of a second shared", outputs)
        self.assertEqual((shared.value, shared.within_budget), (20000, False))

    def test_of_several_times_the_worst_counts(self):
        def outputs(worst):
            return {lines.EXPLAIN: json.dumps({"benchmarks": [
                {"name": f"ExplainText/ten_megabytes_of_{what}", "real_time": time}
                for what, time in (("one_line", 5), ("lines", 6), ("errors", worst), ("escapes", 7),
                                   ("aadsts", 8))]})}
        name = "explaining ten megabytes, the worst"
        self.assertEqual(row_of(name, outputs(999)).within_budget, True)
        self.assertEqual(row_of(name, outputs(1001)).within_budget, False)

    def test_of_repetitions_that_in_the_middle_counts(self):
        def repeated(name, median):
            return [{"name": f"{name}_{which}", "run_name": name, "aggregate_name": which,
                     "real_time": time}
                    for which, time in (("mean", 1), ("median", median), ("stddev", 3))]
        outputs = {lines.COLD: json.dumps({"benchmarks": [
            *repeated("BM_GetTokenThatAsks/real_time", 550),
            *repeated("BM_SamePostByCurl/real_time", 500)]})}
        row = row_of("GetToken that asks", outputs)
        self.assertEqual((row.value, row.within_budget), (550, True))
        self.assertEqual(row.yardstick, "the same POST by bare libcurl: 500, 1.10 of it")
        self.assertEqual(lines.COMPARED, {lines.COLD})

    def test_what_was_not_measured_is_not_within_the_budget(self):
        for outputs in ({}, {lines.REPLAYS: "1 replay: no numbers"}):
            row = row_of("a replay, median", outputs)
            self.assertEqual((row.value, row.within_budget), (None, None))
        self.assertRegex(lines.as_table(lines.rows({})), r"a replay, median +- .*not measured")

    def test_it_is_a_table_and_json(self):
        table = lines.rows({lines.REPLAYS: "700 replays: median 2.5 ms, longest 9.0 ms\n"
                                           "all of them in 3.9 s\n"})
        self.assertRegex(lines.as_table(table), r"a replay, median +2\.5 ms +- +at most 3 ms +yes")
        row = next(row for row in json.loads(lines.as_json(table))["rows"]
                   if row["name"] == "all scenarios in one process")
        self.assertEqual(row, {"name": "all scenarios in one process", "value": 3.9, "unit": "s",
                               "yardstick": "", "aim": "at most 4 s", "within_budget": True})


GROWTH = "tenants\tconnections\trequests before\ttokens/s\tMB\n" + "".join(
    f"{tenants}\t{connections}\t{before}\t30000\t20.1\n" for tenants, connections, before in (
        (1, 16, 1), (10, 16, 1), (100, 16, 1), (1, 1, 1), (1, 10, 1), (1, 100, 1), (1, 1000, 1),
        (1, 16, 1), (1, 16, 1060000)))

PEERS = {"fakes": [["fake", "tokens a second"], ["azmock serve", "3,000"]],
         "libraries": [["library", "warm GetToken"], ["azure::identity", "30 ns"]],
         "left": ["WireMock: not given: --wiremock JAR"]}


class PageTest(unittest.TestCase):
    """docs/performance.md."""

    def test_it_has_each_line_and_each_row(self):
        rows = json.loads(lines.as_json(lines.rows({lines.TOKENS: TOKENS})))["rows"]
        text = page.page(rows, GROWTH, PEERS, "2 cores", "2026-01-31")
        self.assertIn("| tokens, equal ones of a second shared | 20,000 tokens/s | nginx, a static "
                      "body of that size: 60,000, 0.33 of it | at least 0.5 of it | **no** |", text)
        self.assertIn("| a replay, median | – | – | at most 3 ms | not measured |", text)
        self.assertIn("| 1 | 16 | 1060000 | 30000 | 20.1 |", text)
        self.assertIn("| fake | tokens a second |\n| --- | --- |\n| azmock serve | 3,000 |\n\n"
                      "| library | warm GetToken |\n| --- | --- |\n| azure::identity | 30 ns |\n\n"
                      "Not measured: WireMock: not given: --wiremock JAR.\n", text)

    def test_the_plot_is_well_formed_and_has_a_bar_for_each_row(self):
        plot = xml.etree.ElementTree.fromstring(page.plot(page.read_growth(GROWTH)[1]))
        bars = plot.findall("{http://www.w3.org/2000/svg}rect")
        self.assertEqual(len(bars), 9)
        right = max(float(bar.get("x")) + float(bar.get("width")) for bar in bars)
        self.assertLessEqual(right, page.WIDTH)


if __name__ == "__main__":
    unittest.main()
