"""The table of cells.tsv: what each SDK must say in each outcome of each credential."""

import collections
import csv
import itertools
import re

Row = collections.namedtuple("Row", "credential outcome scenario code quote cells")
Expected = collections.namedtuple("Expected", "type code quote")
NONE = "-"
KEYS = Row._fields[:-1]


def read(path):
    """Its SDKs, and its rows, whose `cells` are {sdk: Expected} where the SDK has the outcome."""
    with open(path, encoding="utf-8") as file:
        lines = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t",
                               quoting=csv.QUOTE_NONE)
        sdks = lines.fieldnames[len(KEYS):]
        return sdks, [_row(line, sdks) for line in lines]


def _row(line, sdks):
    return Row(*(line[key] for key in KEYS),
               {sdk: _expected(line, line[sdk]) for sdk in sdks if line[sdk] != NONE})


def _expected(line, cell):
    """A cell is a type, perhaps with a code or a quote of its own: `ValueError;code=-;quote=text`."""
    kind, *overrides = cell.split(";")
    own = dict(override.split("=", 1) for override in overrides)
    return Expected(kind, own.pop("code", line["code"]), own.pop("quote", line["quote"]), **own)


def fault(expected, got):
    """What of a driver's outcome is not as expected; empty if all is."""
    if expected.type == "token":
        return "" if got.get("token") else f"no token, but {got}"
    said = got.get("message", "")
    if got.get("exception") != expected.type:
        return f"no {expected.type}, but {got}"
    if expected.code != NONE and not re.search(rf"(?<!\d){expected.code}(?!\d)", said):
        return f"no {expected.code} in the text: {said}"
    if expected.quote != NONE and expected.quote not in said:
        return f"no \"{expected.quote}\" in the text: {said}"
    return ""


def count(rows):
    return sum(len(row.cells) for row in rows)


def markdown(sdks, rows, wrong=()):
    """A table for each credential, with the SDKs that have it; `wrong` has what to mark: credential,
    outcome and SDK."""
    for credential, group in itertools.groupby(rows, lambda row: row.credential):
        group = list(group)
        having = [sdk for sdk in sdks if any(sdk in row.cells for row in group)]
        yield f"\n## {credential}\n\n"
        yield _line(["outcome", "text", *having])
        yield _line(["---"] * (2 + len(having)))
        for row in group:
            yield _line([row.outcome, _text(row), *(_said(row, sdk, wrong) for sdk in having)])


def _line(fields):
    return f"| {' | '.join(fields)} |\n"


def _text(row):
    code = f"AADSTS{row.code}" if len(row.code) > len("503") else row.code
    return ", ".join(part for part in (code, row.quote) if part != NONE)


def _said(row, sdk, wrong):
    if sdk not in row.cells:
        return ""
    kind = row.cells[sdk].type
    mark = "**differs** " if (row.credential, row.outcome, sdk) in wrong else ""
    return mark + (kind if kind == "token" else f"`{kind}`")
