"""docs/guide_coverage.md: what shows each row of the troubleshooting guides, or why nothing can."""

import collections
import re

from scenarios import scenarios_of

LANGUAGES = {"go": "Go", "net": ".NET", "java": "Java", "js": "JavaScript", "python": "Python",
             "cpp": "C++", "rust": "Rust", "old": "Go, what its guide had once"}
REPLAY = "//integration_tests:replay_test"
LABEL = re.compile(r"//[\w/]*:\w+")
HEAD = """\
# Coverage of the guides

Each row of the troubleshooting guides of Azure Identity, in every language: the scenarios that
make it happen and the test that pins what is said then, or the reason why no machine can cause it.
`tools/trust` makes this page of `mock_server/guide/rows.txt` and the scenarios, and a test keeps it
true. `azmock replay ID` runs a scenario.

| guide | rows | by a scenario | by a test alone | no machine can | nothing |
|---|---|---|---|---|---|
"""


def rows_of(root):
    """The rows of rows.txt: dicts of its fields, in its order."""
    rows = []
    with open(f"{root}/mock_server/guide/rows.txt", encoding="utf-8") as file:
        for line in file:
            if line[0].isspace():
                if line.strip():
                    rows[-1][field] += " " + line.strip()
            elif not line.startswith("#"):
                field, value = line.rstrip("\n").split(" ", 1)
                if field == "row":
                    rows.append({})
                rows[-1][field] = value
    return rows


def cell(text):
    """A text as a cell of a table shows it."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def shown_by(row, scenarios):
    """How a row is shown: the kind, and the two cells that say it."""
    if scenarios:
        more = f" and {len(scenarios) - 3} more" if len(scenarios) > 3 else ""
        return "scenario", ", ".join(f"`{name}`" for name in scenarios[:3]) + more, f"`{REPLAY}`"
    reason = row.get("no_scenario", "")
    if test := LABEL.search(reason):
        return "test", "", f"`{test[0]}`"
    return ("reason", "no machine can: " + cell(reason), "") if reason else ("nothing", "", "")


def page(root):
    """The page, and how many rows of each guide are shown in which way."""
    named = collections.defaultdict(list)
    for scenario in scenarios_of(root):
        for row in scenario.guide_rows:
            named[row].append(scenario.id)
    counts = {guide: collections.Counter() for guide in LANGUAGES}
    tables = collections.defaultdict(str)
    for row in rows_of(root):
        kind, shown, test = shown_by(row, named[row["row"]])
        counts[row["guide"]][kind] += 1
        tables[row["guide"]] += (f"| [{row['row']}]({row['link']}) | {cell(row['section'])} | "
                                 f"{cell(row['error'])} | {shown} | {test} |\n")
    text = HEAD
    for guide, language in LANGUAGES.items():
        count = counts[guide]
        text += (f"| {language} | {count.total()} | {count['scenario']} | {count['test']} | "
                 f"{count['reason']} | {count['nothing']} |\n")
    for guide, language in LANGUAGES.items():
        text += (f"\n## {language}\n\n| row | about | error | scenarios | pinned by |\n"
                 f"|---|---|---|---|---|\n{tables[guide]}")
    return text, counts
