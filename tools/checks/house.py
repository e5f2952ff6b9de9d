"""Checks that no room of the house knows one above it or beside it.

usage: house.py ROOT [TABLE | --public-headers]

The table (house.txt beside this file, unless one is given) says what a room is and what it may
know. Checked are the #includes of C++, the imports of .proto files and the labels in BUILD files,
and that docs/architecture.md has a line for each folder of the table.
Prints one line for each fault, as path:line: text, and exits 1 if there are any; or the headers
that users of the library may include.
"""

import collections
import fnmatch
import os
import re
import sys

from build_files import BuildFiles
from tree import files_of

MAX_UNITS = 20
FREE_OF_MAX_UNITS = "identity"  # Its root holds what all use, and what uses all.
PAGE = "docs/architecture.md"
INNER = "identity/internal/"  # What nobody outside of identity may include.
PUBLIC_FOLDERS = ("identity/grpc", "identity/message_check", "identity/persistence",
                  "identity/seams", "identity/testing", "identity/transport")
SOURCE = re.compile(r"\.(h|cc|proto)$")
INCLUDE = re.compile(r'^\s*(?:#include|import(?: public)?) "([^"]+)"')
FOLDER_LINE = re.compile(r"^\| `([\w./-]+)/` \| \S", re.MULTILINE)
TEST_FILE = re.compile(r"_(test|benchmark|fuzz)\.cc$")
GUEST_FOLDERS = ("benchmarks", "fuzz", "testdata")

Room = collections.namedtuple("Room", "name tree level testing")


class TableError(Exception):
    pass


class Table:
    """What house.txt says."""

    def __init__(self, name, text):
        self.name = name
        self.uses = {}  # Of a tree: the trees it may use.
        self.folders = {}  # Of a folder that is one room.
        self.units = collections.defaultdict(list)  # Of any other folder: (pattern, room).
        self.excepted = {}  # (name, name): line.
        tree, level = None, 0
        for number, line in enumerate(text.splitlines(), 1):
            words = line.split("#")[0].split()
            if not words:
                continue
            if words[0] == "tree":
                tree, level = words[1].rstrip(":"), 0
                self.uses[tree] = {tree, *words[2:]}
            elif words[0] == "except":
                match = re.fullmatch(r"except (\S+) -> (\S+): \S.*", line)
                if not match:
                    raise TableError(f"line {number}: not \"except A -> B: why\"")
                self.excepted[match.groups()] = number
            else:
                level += 1
                testing = words[0] == "testing"
                for name in words[1:] if testing else words:
                    self.add(Room(name.rstrip("/"), tree, level, testing), name.endswith("/"))

    def add(self, room, is_folder):
        if is_folder:
            self.folders[room.name] = room
        else:
            folder, unit = os.path.split(room.name)
            self.units[folder].append((unit, room))

    def room_of(self, path):
        """The room that a file stands in, or None."""
        folder, name = os.path.split(path)
        if folder in self.folders:
            return self.folders[folder]
        if folder in self.units:
            unit = unit_of(name)
            room = self.unit_room(folder, unit)
            while not room and TEST_FILE.search(name) and "_" in unit:
                unit = unit.rpartition("_")[0]  # a_b_test.cc is one more test of a.
                room = self.unit_room(folder, unit)
            return room
        while os.path.basename(folder) in GUEST_FOLDERS:
            folder = os.path.dirname(folder)
            if folder in self.folders:
                return self.folders[folder]
        return None

    def unit_room(self, folder, unit):
        patterns = sorted(self.units[folder], key=lambda entry: ("*" in entry[0], entry[0]))
        for pattern, room in patterns:
            if fnmatch.fnmatchcase(unit, pattern):
                return room._replace(name=f"{folder}/{unit}")
        return None

    def why_not(self, of, to, is_test):
        """Why one room may not know another, or None if it may."""
        if of.name == to.name:
            return None
        if to.tree not in self.uses[of.tree]:
            return f"{of.tree} does not use {to.tree}"
        if to.testing and not (is_test or of.testing):
            return "which is for tests alone"
        if of.tree != to.tree:
            return "which is for identity alone" if to.name.startswith(INNER) else None
        if to.level < of.level or (is_test and (to.testing or to.level == of.level)):
            return None
        return "which is above it" if to.level > of.level else "which is beside it"


def unit_of(name):
    stem = re.sub(r"(\.pb|\.grpc\.pb)?\.\w+$", "", name)
    return re.sub(r"_(test|benchmark|fuzz)$", "", stem)


class House:
    """The files of a tree, and what is wrong with them."""

    def __init__(self, root, table):
        self.root = root
        self.table = table
        self.build = BuildFiles()
        self.sources = {}
        self.faults = []
        self.used_exceptions = set()
        for path in files_of(root):
            name = os.path.basename(path)
            if SOURCE.search(name) or name == "BUILD":
                with open(os.path.join(root, path), encoding="utf-8") as file:
                    text = file.read()
                if name == "BUILD":
                    self.build.read(path, text)
                else:
                    self.sources[path] = text
        self.test_files = self.build.tests()

    def is_test(self, path):
        return bool(TEST_FILE.search(path)) or path in self.test_files

    def fault(self, path, line, text):
        self.faults.append((path, line, text))

    def check(self):
        self.check_rooms()
        self.check_includes()
        self.check_targets()
        self.check_units()
        self.check_public_headers()
        self.check_page()
        for names, line in self.table.excepted.items():
            if names not in self.used_exceptions:
                self.fault(self.table.name, line, f"{names[0]} -> {names[1]} is no longer needed")
        return [f"{path}:{line}: {text}" for path, line, text in sorted(set(self.faults))]

    def check_rooms(self):
        for path in self.sources:
            if not self.table.room_of(path):
                self.fault(path, 1, "has no room")

    def check_way(self, path, line, of, to, is_test, verb, what):
        why = self.table.why_not(of, to, is_test)
        if why and (of.name, to.name) in self.table.excepted:
            self.used_exceptions.add((of.name, to.name))
        elif why:
            self.fault(path, line, f"{of.name} (level {of.level} of {of.tree}) {verb} "
                                   f"{to.name} (level {to.level} of {to.tree}), {why}: {what}")

    def includes(self, path):
        for number, line in enumerate(self.sources[path].splitlines(), 1):
            match = INCLUDE.match(line)
            if match:
                yield number, match.group(1)

    def check_includes(self):
        for path in self.sources:
            of = self.table.room_of(path)
            for line, included in self.includes(path):
                to = self.table.room_of(included)
                if of and to:
                    self.check_way(path, line, of, to, self.is_test(path), "includes", included)

    def rooms(self, label, seen=()):
        """The rooms of a target's files, or, if it has none, of what it stands for."""
        target = self.build.targets.get(label)
        package, _, name = label[2:].partition(":")
        if target is None or label in seen:
            paths = [os.path.join(package, name)]
        else:
            paths = [path for path, _ in target.files if SOURCE.search(path)]
            if not paths:
                return set().union(*(self.rooms(to, (*seen, label))
                                     for to, _ in target.dependencies))
        return {room for room in map(self.table.room_of, paths) if room}

    def check_targets(self):
        for target in self.build.targets.values():
            for label, line in target.dependencies:
                for of in self.rooms(target.label):
                    for to in self.rooms(label):
                        self.check_way(target.path, line, of, to, target.is_test, "depends on",
                                       label)

    def check_units(self):
        units = collections.defaultdict(set)
        for path in self.sources:
            if not path.endswith(".proto") and not self.is_test(path):
                units[os.path.dirname(path)].add(unit_of(os.path.basename(path)))
        for folder, names in units.items():
            if len(names) > MAX_UNITS and folder != FREE_OF_MAX_UNITS:
                self.fault(folder, 1, f"{len(names)} units, more than {MAX_UNITS}")

    def public_headers(self):
        """What users of the library may include."""
        listed = {path for target in self.build.targets.values() if target.is_public
                  for path, word in target.files if word == "hdrs"}
        return {path for path in self.sources if path.endswith(".h") and
                (os.path.dirname(path) == "identity" or
                 (path in listed and os.path.dirname(path) in PUBLIC_FOLDERS))}

    def check_public_headers(self):
        public = self.public_headers()
        for path in public:
            for line, included in self.includes(path):
                if included.endswith(".pb.h"):
                    self.fault(path, line, f"a public header includes generated {included}")
                elif included.startswith("identity/") and included not in public:
                    rooms = map(self.table.room_of, (path, included))
                    names = tuple(room.name if room else None for room in rooms)
                    if names in self.table.excepted:
                        self.used_exceptions.add(names)
                    else:
                        self.fault(path, line,
                                   f"a public header includes {included}, which is none")

    def check_page(self):
        with open(os.path.join(self.root, PAGE), encoding="utf-8") as file:
            text = file.read()
        for folder in {*self.table.folders, *self.table.units} - set(FOLDER_LINE.findall(text)):
            self.fault(PAGE, 1, f"has no line for {folder}/")


def main():
    root, *options = sys.argv[1:]
    listing = options == ["--public-headers"]
    path = options[0] if options and not listing else os.path.join(
        os.path.dirname(os.path.abspath(__file__)), "house.txt")
    with open(path, encoding="utf-8") as file:
        house = House(root, Table(os.path.basename(path), file.read()))
    if listing:
        print("\n".join(sorted(house.public_headers())))
        return 0
    faults = house.check()
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
