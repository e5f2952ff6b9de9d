"""A header with its comments as Doxygen reads them.

usage: doxygen_comments.py HEADER

A comment is about what stands behind it on the line, or below it up to an empty line; the one at the
top is about the file. No line is added or goes, so Doxygen's line numbers are the header's.
"""

import re
import sys

AT_THE_TOP = re.compile(r"\A((?://.*\n)+)(#ifndef .*\n)#define .*\n")
LINE = re.compile(r"( *)(// ?)?(.*)")
BEHIND = re.compile(r"(?<=[\w,;)}])  +// ")
NO_NAME = re.compile(r"#|}|\w+:$|$")


def doxygen_comments(text):
    text = AT_THE_TOP.sub(r"\1// @file\n\2", text)
    about, about_indent, commented = "", "", False
    for line in text.splitlines():
        indent, comment, rest = LINE.fullmatch(line).groups()
        if comment:
            about = f"{about} {rest}" if commented else rest
            about_indent, commented = indent, True
            yield f"{indent}///{comment[2:]}{rest}"
            continue
        if not rest:
            about = ""
        elif not NO_NAME.match(rest):
            repeated = about and indent == about_indent and not commented
            if not BEHIND.search(line):
                line = f"{indent}/** {about} */ {rest}" if repeated else line
            else:
                line = BEHIND.sub("  ///< ", line, count=1)
        commented = False
        yield line


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        print(*doxygen_comments(file.read()), sep="\n")
