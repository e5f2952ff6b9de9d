"""The rows of docs/strength.md: each is a condition that azmock was in, what it said, and what it kept."""

import dataclasses
import re
from typing import Callable, List

SECTIONS = {}  # title: rows, in the order of their definition


class CannotBeHad(Exception):
    """This machine does not allow the condition, such as one of a namespace."""


@dataclasses.dataclass
class Ended:
    """How azmock ended: its exit code (negative: the signal) and what it wrote to standard error."""
    code: int
    said: str = ""


@dataclasses.dataclass
class Row:
    condition: str
    command: str
    keeps: str
    meet: Callable[[], Ended]

    def line(self):
        """Runs it; the row as it stands in the table."""
        ended = self.meet()
        code = f"killed ({128 - ended.code})" if ended.code < 0 else str(ended.code)
        cells = (self.condition, f"`{self.command}`", said(ended.said), code, self.keeps)
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def said(text):
    """A cell of lines; what differs from run to run is "…"."""
    text = re.sub(r"azmock-\w{6}\b", "azmock-…", text)
    lines = [line for line in text.splitlines() if line]
    return "<br>".join(f"`` {line} ``" if "`" in line else f"`{line}`" for line in lines) or "nothing"


def condition(section, text, command, keeps):
    """Adds the function, which meets the condition and returns how azmock ended, to the table."""
    def add(meet):
        SECTIONS.setdefault(section, []).append(Row(text, command, keeps, meet))
        return meet
    return add


def heading(section) -> List[str]:
    return ["", f"## {section}", "", "| condition | command | says | exits with | what is kept |",
            "|---|---|---|---|---|"]
