"""The lines of the performance budget: what each measures, and how far it may go."""

import dataclasses
import json
import re

WARM = "identity/benchmarks/get_token_benchmark"
STORM = "identity/benchmarks/refresh_storm_benchmark"
COLD = "integration_tests/benchmarks/cold_get_token_benchmark"
TOKENS = "integration_tests/benchmarks/tokens_per_second_benchmark"
WATCHED = "integration_tests/benchmarks/watched_server_benchmark"
START = "integration_tests/benchmarks/start_benchmark"
REPLAYS = "integration_tests/benchmarks/replay_benchmark"
DIRECTORY = "integration_tests/benchmarks/directory_benchmark"
EXPLAIN = "tools/explain/explain_benchmark"


@dataclasses.dataclass
class Row:
    """What was measured beside its yardstick; None where nothing was."""
    name: str
    value: float | None
    unit: str
    yardstick: str
    aim: str
    within_budget: bool | None


@dataclasses.dataclass(frozen=True)
class Line:
    """`value` of `program`, by a regular expression with one group, or as google-benchmark names
    it; several names are the worst of them. `share_of` is measured in the same run: the aim is
    then of value / share_of."""
    name: str
    program: str
    value: str | tuple[str, ...]
    unit: str
    most: float | None = None
    least: float | None = None
    share_of: str = ""
    yardstick: str = ""


LINES = [
    Line("tokens, equal ones of a second shared", TOKENS, r"shared +(\d+) /s", "tokens/s",
         least=0.5, share_of=r"nginx, .*? (\d+) /s", yardstick="nginx, a static body of that size"),
    Line("tokens, each with its own signature", TOKENS, r"own signature +(\d+) /s", "tokens/s",
         least=0.9, share_of=r"RSA-2048 signatures .*? (\d+) /s",
         yardstick="RSA-2048 signatures on one core"),
    Line("tokens while a page watches", WATCHED, r"while a page watches +(\d+) /s", "tokens/s",
         least=0.95, share_of=r"nobody watches +(\d+) /s", yardstick="tokens, nobody watches"),
    Line("start to the ready line", START, r"ready line: ([\d.]+) ms more", "ms", most=10,
         yardstick="a process that only exits"),
    Line("start to the first token", START, r"first token: ([\d.]+) ms more", "ms", most=20,
         yardstick="a process that only exits"),
    Line("resident memory after the first token", START, r"resident memory then: ([\d.]+) MB", "MB",
         most=20),
    Line("warm GetToken, one thread and eight", WARM,
         ("BM_GetTokenWarm/real_time/threads:1", "BM_GetTokenWarm/real_time/threads:8",
          "BM_GetTokenWarmManagedIdentity/real_time/threads:1",
          "BM_GetTokenWarmManagedIdentity/real_time/threads:8",
          "BM_GetTokenWarmOfUser/real_time/threads:1", "BM_GetTokenWarmOfUser/real_time/threads:8"),
         "ns", most=40, yardstick="azidentity about 2500, Azure SDK for C++ about 210"),
    Line("warm GetToken of a chain", WARM,
         ("BM_GetTokenWarmDefaultAzure/real_time/threads:1",
          "BM_GetTokenWarmDefaultAzure/real_time/threads:8",
          "BM_GetTokenWarmChained/real_time/threads:1"), "ns", most=60),
    Line("an early refresh that fails, for its caller", STORM,
         ("BM_RefreshStorm/real_time", "BM_RefreshStormManagedIdentity/real_time"), "ns",
         most=1e6),
    Line("GetToken that asks", COLD, ("BM_GetTokenThatAsks/real_time",), "us", most=1.15,
         share_of="BM_SamePostByCurl/real_time", yardstick="the same POST by bare libcurl"),
    Line("a replay, median", REPLAYS, r"median ([\d.]+) ms", "ms", most=3),
    Line("all scenarios in one process", REPLAYS, r"all of them in ([\d.]+) s", "s", most=4),
    Line("explaining a pasted error", EXPLAIN, ("ExplainText/usual_paste",), "ms", most=5),
    Line("explaining ten megabytes, the worst", EXPLAIN,
         tuple(f"ExplainText/ten_megabytes_of_{what}"
               for what in ("one_line", "lines", "errors", "escapes", "aadsts")), "ms", most=1000),
    Line("loading 100 tenants, 1,000 applications, 10,000 users", DIRECTORY, r"load +([\d.]+) ms",
         "ms", most=2000),
    Line("the slowest token meanwhile", DIRECTORY, r"slowest in ([\d.]+) ms", "ms", most=50),
]

PROGRAMS = sorted({line.program for line in LINES})


# Those that have a yardstick in the same program, and take orders as google-benchmark does.
COMPARED = {line.program for line in LINES if line.share_of and isinstance(line.value, tuple)}


def is_google_benchmark(program):
    """Whether it prints JSON when asked, rather than sentences."""
    return any(isinstance(line.value, tuple) for line in LINES if line.program == program)


def _measured(wanted, output):
    """The number in a program's output; None if it is not there."""
    if isinstance(wanted, str) and not output.startswith("{"):
        found = re.search(wanted, output)
        return float(found.group(1)) if found else None
    names = (wanted,) if isinstance(wanted, str) else wanted
    times = {}
    for each in json.loads(output)["benchmarks"]:
        # Of several repetitions the one in the middle.
        if each.get("aggregate_name", "median") == "median":
            times[each.get("run_name", each["name"])] = each["real_time"]
    return max(times[name] for name in names) if all(name in times for name in names) else None


def _aim(line):
    bound = f"at most {number(line.most)}" if line.most is not None else f"at least {line.least:g}"
    return f"{bound} of it" if line.share_of else f"{bound} {line.unit}"


def _judged_rows(outputs):
    """A row for each line, after the figure that is judged; None if it was not measured."""
    table = []
    for line in LINES:
        output = outputs.get(line.program)
        value = _measured(line.value, output) if output is not None else None
        judged, yardstick = value, line.yardstick
        if value is not None and line.share_of:
            of = _measured(line.share_of, output)
            judged = value / of if of else None
            if of:
                yardstick = f"{line.yardstick}: {number(of)}, {judged:.2f} of it"
        within = None
        if judged is not None:
            within = judged <= line.most if line.most is not None else judged >= line.least
        table.append((judged, Row(line.name, value, line.unit, yardstick, _aim(line), within)))
    return table


def rows(outputs):
    """A row for each line; `outputs` by program, without those that could not be run."""
    return [row for _, row in _judged_rows(outputs)]


def median_rows(runs):
    """Likewise of several runs: of each line that in the middle, with the yardstick of its run."""
    table = []
    for of_line in zip(*(_judged_rows(outputs) for outputs in runs)):
        measured = sorted((each for each in of_line if each[0] is not None), key=lambda each: each[0])
        table.append((measured[len(measured) // 2] if measured else of_line[0])[1])
    return table


def number(value):
    """As people read it: enough digits, and no exponent."""
    return f"{value:,.0f}" if value >= 1000 else f"{value:.4g}"


def as_table(table):
    """As people read it."""
    said = {True: "yes", False: "NO", None: "not measured"}
    cells = [("line", "measured", "yardstick", "aim", "within budget")]
    cells += [(row.name, "-" if row.value is None else f"{number(row.value)} {row.unit}",
               row.yardstick or "-", row.aim, said[row.within_budget]) for row in table]
    widths = [max(len(row[i]) for row in cells) for i in range(5)]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(row, widths)).rstrip()
                     for row in cells)


def as_json(table):
    """{"rows": […]}"""
    return json.dumps({"rows": [dataclasses.asdict(row) for row in table]}, indent=2)
