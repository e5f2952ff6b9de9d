"""Where a source can be broken, and how."""

import dataclasses
import re

# What stands on one side of a comparison: names with calls and indices, or a constant.
CALL = r"\((?:[^()\"]|\([^()\"]*\))*\)"
OPERAND = (r"(?:[*!]?[A-Za-z_][\w:]*(?:(?:\.|->)\w+|" + CALL + r"|\[[^\[\]]*\])*|-?\d[\w.]*|'[^']'"
           r"|\"[^\"\\]*\")")
# Nothing that binds stronger than a comparison stands around it.
BEFORE = (r"(?:(?<=\()|(?<=&& )|(?<=\|\| )|(?<=return )|(?<=[^=!<>]= )|(?<=\? )|(?<=: )|"
          r"(?<=; ))")
AFTER = r"(?= &&| \|\||\)|;| \?)"
COMPARISON = re.compile(BEFORE + r"(?P<left>" + OPERAND + r") (?P<operator>==|!=|<=|>=|<|>) "
                        r"(?P<right>" + OPERAND + r")" + AFTER)
BREAKS = {"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">"}
# An argument that is a text which says something.
TEXT = re.compile(r"(?<=[(,] )(?P<text>\"[^\"\\]*[A-Za-z]{3}[^\"\\]*\")(?=[,)])|"
                  r"(?<=[(])(?P<first>\"[^\"\\]*[A-Za-z]{3}[^\"\\]*\")(?=[,)])")
LIMIT = re.compile(r"^(?P<indent> *)constexpr (?P<type>[\w:]+(?: \w+)?) (?P<name>k\w+) = "
                   r"(?P<value>(?:absl::\w+\()?\d[\d' *]*\)?);(?P<rest>.*)$")


@dataclasses.dataclass(frozen=True)
class Place:
    """One way to break one line; `number` says when it is broken."""
    file: str
    line: int  # from 1
    kind: str
    before: str  # what stands there
    after: str  # what stands there if broken
    begin: int  # of `before` in the line
    whole: str = ""  # of a limit: the line, with %s for whether it is broken

    def apply(self, text, number):
        """The line, which asks whether it is broken."""
        asks = f"::azid_mutation::Is({number})"
        if self.whole:
            return self.whole % asks
        broken = f"({asks} ? {self.after} : {self.before})"
        return text[:self.begin] + broken + text[self.begin + len(self.before):]


def places_in(file, lines):
    """All places of a source, line by line."""
    found = []
    for number, text in enumerate(lines, 1):
        stripped = text.lstrip()
        if stripped.startswith(("//", "#", "case ", "static_assert", "template")):
            continue
        code = text.split("//")[0] if '"' not in text else text
        for match in COMPARISON.finditer(code):
            after = f"{match['left']} {BREAKS[match['operator']]} {match['right']}"
            found.append(Place(file, number, "comparison", match[0], after, match.start()))
        for match in TEXT.finditer(code):
            word = match["text"] or match["first"]
            found.append(Place(file, number, "text", word, f'{word[:-1]}~"', match.start()))
        match = LIMIT.match(text)
        if match:
            value = match["value"]
            more = re.sub(r"\d[\d']*", lambda m: str(int(m[0].replace("'", "")) + 1), value, count=1)
            whole = (f"{match['indent']}const {match['type']} {match['name']} = %s ? {more} : "
                     f"{value};{match['rest']}")
            found.append(Place(file, number, "limit", value, more, match.start("value"), whole))
    return found
