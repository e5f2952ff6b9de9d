"""The evidence that fakes and library are like the real thing, from the tables of the tree."""

import glob
import json
import os
import re
from typing import NamedTuple

from scenarios import scenarios_of

# How sure, surest first.
SURENESS = ("recorded", "judged", "equal", "observed", "documented", "assumed", "differs",
            "unknown")
# What these say is true of the fakes or the library, so a test must stand for it.
WITNESSED = SURENESS[:6]
RECORDED_TEST = "//integration_tests/recorded:recorded_test"
REPLAY_TEST = "//integration_tests:replay_test"
ORACLE_TEST = "//integration_tests/oracle:oracle_test"
# Provokes each row of the catalogue by its reserved value.
CATALOGUE_TEST = "//mock_entra:entra_test"
READMES = ("mock_entra/README.md", "mock_entra/resources/README.md", "mock_imds/README.md")
# What the READMEs' "known from" may say; the first of these words counts.
WORDS = re.compile("(?P<observed>observed|recorded|recording|reported|seen|copied|sessions)|"
                   "(?P<assumed>assumed|ours|our own|made for|made up)")
DATE = re.compile(r"\b20\d\d(?:-\d\d){0,2}\b")


class Claim(NamedTuple):
    sureness: str
    text: str
    source: str
    date: str
    test: str


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def newest_date(claim):
    """The newest date of a claim, such as 2026-08-13, 2026-08 or 2026; "" if there is none."""
    return max(DATE.findall(claim.date), default="")


def recordings(root):
    for path in sorted(glob.glob(f"{root}/integration_tests/recorded/answers/*.json")):
        yield os.path.basename(path).removesuffix(".json"), json.loads(read(path))


def recorded(root):
    """Answers of real tenants and hosts, and where the fakes' are not equal."""
    for name, recording in recordings(root):
        answer = f"{recording['title']}: {recording['answer']['status']} (`{name}`)"
        yield Claim("recorded", answer, recording["source"], recording["recorded"], RECORDED_TEST)
        known = recording.get("known_differences", {})
        for reason in dict.fromkeys(known.values()):
            places = ", ".join(place.removeprefix("body.") for place in known
                               if known[place] == reason)
            yield Claim("differs", f"`{name}`: {places}: {reason}", recording["source"],
                        recording["recorded"], RECORDED_TEST)


def pinned(root, name):
    """The texts of the files of that name in integration_tests/interop and its folders."""
    folder = f"{root}/integration_tests/interop"
    return "".join(read(path) for depth in ("", "*/")
                   for path in sorted(glob.glob(f"{folder}/{depth}{name}")))


def pins(root):
    """The versions of what others wrote, by its name."""
    return {
        **dict(re.findall(r'^    "(\S+)": "([\d.]+)"', pinned(root, "package.json"), re.MULTILINE)),
        **dict(re.findall(r"^([\w.-]+)==(\S+)", pinned(root, "*requirements.txt"), re.MULTILINE)),
        **dict(re.findall(r"^\t(\S+) v(\S+)", pinned(root, "go.mod"), re.MULTILINE)),
        **{f"{group}:{name}": version for group, name, version in re.findall(
            r"<groupId>(.*?)</groupId>\s*<artifactId>(.*?)</artifactId>\s*<version>(.*?)<",
            pinned(root, "pom.xml"))},
    }


def table(root):
    """docs/evidence.tsv, with the versions of the SDKs that judged."""
    versions = pins(root)
    lines = [line for line in read(f"{root}/docs/evidence.tsv").splitlines() if line[0] != "#"]
    for line in lines[1:]:
        claim = Claim(*line.split("\t"))
        if claim.sureness == "judged":
            claim = claim._replace(source=", ".join(
                f"{name} {versions[name]}" for name in claim.source.split(", ")))
        yield claim


def cells(root):
    """What each official SDK made of each credential and outcome, once docs/interop.md shows it."""
    folder = f"{root}/integration_tests/interop"
    if not os.path.exists(f"{root}/docs/interop.md"):
        return
    date = DATE.search(read(f"{root}/docs/interop.md"))[0]
    header, *rows = [line.split("\t") for line in read(f"{folder}/cells.tsv").splitlines()
                     if line and line[0] != "#"]
    for column, sdk in list(enumerate(header))[header.index("quote") + 1:]:
        count = sum(row[column] not in ("-", "?") for row in rows)
        yield Claim("judged", f"{sdk}: tokens, or the type and text of its errors, in {count} cells",
                    "docs/interop.md", date, f"//integration_tests/interop:{sdk}_table_test")


def equal(root):
    """What azidentity said and did in each scenario, by credential."""
    module = read(f"{root}/integration_tests/oracle/go.mod")
    version = re.search(r"sdk/azidentity (\S+)", module)[1]
    date = re.search(r"recorded with these on (\S+)\.", module)[1]
    counts = {}
    for scenario in scenarios_of(root):
        if scenario.golden:
            counts[scenario.credential] = counts.get(scenario.credential, 0) + 1
    for credential, count in sorted(counts.items()):
        yield Claim("equal", f"{credential}: error, log and requests in {count} scenarios",
                    f"azidentity {version}", date, f"{REPLAY_TEST}, {ORACLE_TEST}")


def recorded_errors(root):
    """Of each recorded AADSTS error: `error`, the text without its trailer, and the day."""
    for _, recording in recordings(root):
        body = recording["answer"]["body"]
        if isinstance(body, dict) and "error_codes" in body:
            yield (body["error"], body["error_description"].removesuffix("{trailer}"),
                   recording["recorded"])


def catalogue(root):
    """The AADSTS errors; the test is that of a recording with the text, else of a golden file."""
    errors = list(recorded_errors(root))
    golden = "".join(scenario.golden for scenario in scenarios_of(root))
    sureness = {"O": "observed", "P": "observed", "D": "documented"}
    for line in read(f"{root}/mock_entra/errors/aadsts.tsv").splitlines()[1:]:
        code, variant, error, *_, description, _, evidence, source = line.split("\t")
        text = f"AADSTS{code}: {description}"
        literals = re.split(r"\{\w+\}", text)
        pattern = ".+".join(map(re.escape, literals))
        date = next((date for name, recorded_text, date in errors
                     if name == error and re.fullmatch(pattern, recorded_text)), None)
        test = CATALOGUE_TEST
        if date:
            test = RECORDED_TEST
        elif all(literal in golden for literal in literals):
            test = REPLAY_TEST
        said = DATE.search(source)
        yield Claim(sureness[evidence], text.replace(":", f" ({variant}):", 1) if variant else text,
                    f"in parts: {source}" if evidence == "P" else source,
                    date or (said[0] if said else "read 2026-11"), test)


def how_sure(source):
    """What a README's "known from" means."""
    if source.endswith(("not made here", "not made there")):
        return "differs"
    word = WORDS.search(source.replace("not seen", ""))
    return word.lastgroup if word and not source.startswith("documented") else "documented"


def readmes(root):
    """The tables "How sure each detail is"."""
    for path in READMES:
        _, section = read(f"{root}/{path}").split("\n## How sure each detail is\n")
        for line in section.split("\n## ")[0].splitlines():
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            if line.startswith("| ") and cells[0] != "behaviour":
                text, source, date, test = cells
                text = re.sub(r"\[(.*?)\]\(.*?\)", r"\1", text)  # Its links lead from there.
                yield Claim(how_sure(source), text, source, date, test.strip("`–"))


def claims_of(root):
    parts = (recorded, cells, table, equal, readmes, catalogue)
    return [claim for part in parts for claim in part(root)]


def is_test(root, label):
    """Whether a BUILD file has the test, by its name or in a list of what tests are made for."""
    package, _, name = label.removeprefix("//").partition(":")
    build = f"{root}/{package}/BUILD"
    rules = read(build) if os.path.exists(build) else ""
    many = re.findall(r'name = \w+ \+ "(\w+)".*?\bfor \w+ in \[(.*?)\]', rules, re.DOTALL)
    return f'name = "{name}"' in rules or any(
        name.endswith(suffix) and f'"{name.removesuffix(suffix)}"' in names
        for suffix, names in many)


def faults_of(root, claims):
    """What is claimed without a witness or a date."""
    for claim in claims:
        if claim.sureness not in WITNESSED:
            continue
        if not claim.test:
            yield f"no test is a witness that: {claim.text}"
        for label in filter(None, claim.test.split(", ")):
            if not is_test(root, label):
                yield f"there is no test {label}, the witness that: {claim.text}"
        if claim.sureness != "assumed" and not newest_date(claim):
            yield f"no date says when it was seen that: {claim.text}"
