"""docs/trust.md: what can be trusted, in numbers and line by line."""

import re

from evidence import SURENESS, newest_date
from guide_coverage import cell

HEAD = """\
# What you can trust

How sure it is that the fakes and the library are like the real thing. Each line says what is
claimed, where that is known from, when it was seen, and the test that fails when it is true no
more. `tools/trust` makes this page of the evidence, and a test refuses a claim without a witness:
[recorded answers](../integration_tests/recorded/README.md), the scenarios,
[the catalogue of errors](../mock_entra/errors/README.md), the tables "How sure each detail is" of
[the fake Entra ID](../mock_entra/README.md#how-sure-each-detail-is), of
[its services](../mock_entra/resources/README.md#how-sure-each-detail-is) and of
[the hosts](../mock_imds/README.md#how-sure-each-detail-is), and [evidence.tsv](evidence.tsv).
`tools/trust --old` lists what was seen more than 180 days ago.

| how sure | lines | newest | oldest |
|---|---|---|---|
"""

SECTIONS = {
    "recorded": ("Proven: recorded", """\
Others recorded the answer of a real tenant, host or service. The fakes give the same status,
members, order and texts, and the headers that matter, but for the differences below."""),
    "judged": ("Proven: judged by an official SDK", """\
Unmodified, at Azure's own names."""),
    "equal": ("Proven: equal to azidentity", """\
What the real azidentity said, logged and sent in a scenario, the C++ library does too, but for the
rows of [PARITY.md](../identity/PARITY.md)."""),
    "observed": ("Observed", """\
Somebody published what the service said: in an issue, a log, a recording. It is pinned as it was
seen, and not compared with a whole answer."""),
    "documented": ("Documented", """\
Microsoft or a standard says so; nobody was found who saw it."""),
    "assumed": ("Assumed, or our own", """\
By likeness to what was seen, or where the fakes go their own way."""),
    "differs": ("Known differences", """\
What was seen, and the fakes do otherwise."""),
    "unknown": ("Unknown", """\
What nobody of us saw."""),
}
MANY = re.compile(r"in (\d+) (scenarios|cells)$")


def numbers(title, claims):
    """The row of the table of numbers."""
    dates = sorted(filter(None, map(newest_date, claims)))
    newest, oldest = (dates[-1], dates[0]) if dates else ("", "")
    many = list(filter(None, (MANY.search(claim.text) for claim in claims)))
    parts = f", of {sum(int(part[1]) for part in many):,} {many[0][2]}" if many else ""
    anchor = re.sub("[^a-z ]", "", title.lower()).replace(" ", "-")
    return f"| [{title}](#{anchor}) | {len(claims)}{parts} | {newest} | {oldest} |\n"


def page(claims):
    """The whole page."""
    text, tables = HEAD, ""
    for sureness in SURENESS:
        title, meaning = SECTIONS[sureness]
        found = [claim for claim in claims if claim.sureness == sureness]
        text += numbers(title, found)
        tables += (f"\n## {title}\n\n{meaning}\n\n| what | known from | when | test |\n"
                   "|---|---|---|---|\n")
        for claim in found:
            tests = ", ".join(f"`{test}`" for test in claim.test.split(", ") if test)
            tables += f"| {cell(claim.text)} | {cell(claim.source)} | {claim.date} | {tests} |\n"
    return text + tables
