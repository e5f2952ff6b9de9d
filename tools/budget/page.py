#!/usr/bin/env python3
"""Makes docs/performance.md, and its plot, of what tools/bench has measured.

usage: page.py MEASURED MACHINE DATE FOLDER
  MEASURED  a folder with rows.json, growth.tsv and peers.json
"""

import html
import itertools
import json
import os
import sys

import lines

WIDTH, HEIGHT, LEFT, TOP = 640, 240, 60, 24
# The experiments in the order of their rows: what changes, how many rows, and its name in the plot.
EXPERIMENTS = (("tenants", 3, "tenants of 1,000 applications"), ("connections", 4, "connections"),
               ("requests before", 2, "requests asked before"))


def table(head, rows):
    """As Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def budget_table(rows):
    """Of the lines of the budget."""
    said = {True: "yes", False: "**no**", None: "not measured"}
    return table(["line", "measured", "yardstick", "aim", "within budget"],
                 [[row["name"],
                   "–" if row["value"] is None else f"{lines.number(row['value'])} {row['unit']}",
                   row["yardstick"] or "–", row["aim"], said[row["within_budget"]]]
                  for row in rows])


def read_growth(text):
    """The head, and a dictionary for each row."""
    head, *lines = [line.split("\t") for line in text.splitlines() if line]
    return head, [dict(zip(head, line)) for line in lines]


def plot(rows):
    """Tokens a second (bars) of each experiment, as SVG."""
    highest = max(float(row["tokens/s"]) for row in rows)
    parts, x = [], LEFT
    remaining = iter(rows)
    for key, count, title in EXPERIMENTS:
        begin = x
        for row in itertools.islice(remaining, count):
            value = float(row["tokens/s"])
            height = (HEIGHT - TOP - 60) * value / highest
            y = HEIGHT - 60 - height
            parts.append(f'<rect x="{x}" y="{y:.0f}" width="36" height="{height:.0f}"/>'
                         f'<text x="{x + 18}" y="{y - 4:.0f}">{value / 1000:.0f}k</text>'
                         f'<text x="{x + 18}" y="{HEIGHT - 44}">{int(row[key]):,}</text>')
            x += 52
        parts.append(f'<text x="{(begin + x - 16) / 2:.0f}" y="{HEIGHT - 22}">{html.escape(title)}'
                     '</text>')
        x += 24
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            'aria-label="Tokens a second">'
            '<style>rect{fill:#2a6fbb}text{font:11px sans-serif;text-anchor:middle;fill:#777}'
            f'</style><text x="{LEFT}" y="14" style="text-anchor:start">tokens a second</text>'
            + "".join(parts) + "</svg>\n")


def page(rows, growth, peers, machine, date):
    """The text of docs/performance.md."""
    head, measured = read_growth(growth)
    beside_others = "\n\n".join(table(head, rows) for head, *rows in
                                (peers["fakes"], peers["libraries"]))
    left = "".join(f"\nNot measured: {each.splitlines()[0]}.\n" for each in peers["left"])
    return f"""# Performance

What `tools/bench --write` measured on {date}, optimised, with nothing else running, the median of three runs of each, on {machine}.
Each line stands beside its yardstick of the same run. What is not within the budget is work to do.

{budget_table(rows)}

## Growth

One server thread, one load thread on the same machine; tenants have 1,000 applications each, and
equal tokens of a second share a signature (`azmock serve --fast-tokens`). Memory is that of the
whole process, the load and its latencies included; rows follow each other in one process, which
keeps what the largest directory before has taken.

![Tokens a second](pictures/growth.svg)

{table(head, [[row[name] for name in head] for row in measured])}

## Beside others

Each fake as its users start it, in the same run (`tools/bench --peers`): how long until a client
has its first token, the median of five starts; then tokens a second over plain HTTP and 16 kept
connections (wrk, one thread), each with its own signature unless it says otherwise. WireMock signs
nothing: it answers with a text. The libraries' time is that of a GetToken whose token is cached.

{beside_others}
{left}"""


def main():
    """See the top."""
    measured, machine, date, folder = sys.argv[1:]
    with open(f"{measured}/rows.json", encoding="utf-8") as file:
        rows = json.load(file)["rows"]
    with open(f"{measured}/peers.json", encoding="utf-8") as file:
        peers = json.load(file)
    with open(f"{measured}/growth.tsv", encoding="utf-8") as file:
        growth = file.read()
    with open(os.path.join(folder, "performance.md"), "w", encoding="utf-8") as file:
        file.write(page(rows, growth, peers, machine, date))
    with open(os.path.join(folder, "pictures/growth.svg"), "w", encoding="utf-8") as file:
        file.write(plot(read_growth(growth)[1]))


if __name__ == "__main__":
    main()
