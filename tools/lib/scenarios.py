"""What the pages of docs/ say of scenarios, read from their files."""

import functools
import glob
import os
import re
from typing import NamedTuple

FIELD = r'^{}: (?:\[([^\]]*)\]|("[^"]*"))'


class Scenario(NamedTuple):
    id: str
    credential: str
    guide_rows: list
    golden: str  # what azidentity says and does there; "" if it was not recorded


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def values(text, field):
    """The texts of a field that stands at the top level."""
    return [value for match in re.finditer(FIELD.format(field), text, re.MULTILINE)
            for value in re.findall('"([^"]*)"', match[0])]


@functools.lru_cache
def scenarios_of(root):
    """All scenarios, by their ids."""
    found = []
    for path in glob.glob(f"{root}/mock_*/scenarios/*.textproto"):
        text = read(path)
        stem = path.removesuffix(".textproto")
        golden = "".join(read(file) for file in sorted(glob.glob(f"{glob.escape(stem)}.*"))
                         if file != path)
        found.append(Scenario(os.path.basename(stem), values(text, "credential")[0],
                              values(text, "guide_rows"), golden))
    return sorted(found)
