#!/usr/bin/env python3
"""A long mixed load on `azmock serve`: it must count right, keep its memory and stop clean.

soak_test.py COUNT sends so many requests of 12 kinds over 200 connections, from one seed. Meanwhile
faults are armed and edits made, and clients leave.
"""

import collections
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)),
                os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")]
from azmock_process import AZMOCK, Serve  # pylint: disable=wrong-import-position
from clients import Load  # pylint: disable=wrong-import-position
from edits import Administrator  # pylint: disable=wrong-import-position
from requests_of import kinds  # pylint: disable=wrong-import-position

SEED = 20
CONNECTIONS = 200
EDIT_EVERY = 500      # requests
WARM_AFTER = 50_000   # requests; there are more
MOST_GROWTH = 10 << 20
# What is to be remembered is there before the memory is looked at: sign-ins, entries.
LIMITS = ("--max-promises", "100", "--journal-entries", "1000")


def read_journal(pipe, result):
    """In a process of its own: counts the lines of the journal, which comes by a pipe."""
    by_path, by_status, by_rule = (collections.Counter() for _ in range(3))
    last = 0
    with open(pipe, encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            last += 1
            assert entry["sequence"] == last, (entry["sequence"], last)
            by_path[entry["path"]] += 1
            by_status[entry["path"], entry["status"]] += 1
            who = entry["answered_by"].split()
            if who[0] == "scenario":
                by_rule[who[1]] += 1
    result.put((by_path, by_status, by_rule))


def resident(process):
    with open(f"/proc/{process.pid}/statm", encoding="utf-8") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def keeps_freed_memory():
    """Whether azmock is built with a sanitizer, which does."""
    with open(AZMOCK, "rb") as file:
        return b"__asan_init" in file.read()


def equal(what, got, expected):
    assert got == expected, f"{what}: got {got}, expected {expected}"


def soak(count, server, administrator, load):
    """Sends all; how much the memory grew once it was warm."""
    warm = None
    for sent in range(EDIT_EVERY, count + 1, EDIT_EVERY):
        load.until(sent)
        administrator.edit()
        if warm is None and sent >= WARM_AFTER:
            warm = resident(server.process)
    load.end()
    # The last of those who left may be under way still.
    administrator.call("WaitForRequests", filter={"since": load.counts.requests() - 1}, timeout="60s")
    return resident(server.process) - warm


def check(counts, administrator, journal):
    """Whether clients, journal, its memory and faults tell of the same requests."""
    by_path, by_status, by_rule = journal
    total = counts.requests()
    equal("entries", sum(by_path.values()), total)
    equal("entries of requests that ended early", by_path.pop("", 0), counts.partial)
    equal("entries by path", by_path, counts.sent)
    equal("answers that have no entry", counts.answered - by_status, collections.Counter())
    equal("what became of whole requests",
          sum(counts.answered.values()) + counts.left + counts.broken, sum(counts.sent.values()))
    return by_rule


def check_remembered(total, administrator):
    remembered, page = administrator.remembered()
    equal("the last number", int(page["last_sequence"]), total)
    equal("remembered and forgotten entries", remembered + int(page.get("forgotten", 0)), total)


def main(count):
    started = time.monotonic()
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        pipe = os.path.join(folder, "journal")
        os.mkfifo(pipe)
        result = multiprocessing.Queue()
        reader = multiprocessing.Process(target=read_journal, args=(pipe, result))
        reader.start()
        with Serve("--journal", pipe, *LIMITS) as server:
            requests = kinds(server.environment)
            port = int(server.environment["http_proxy"].rsplit(":", 1)[1])
            administrator = Administrator(port, list(requests), chance)
            load = Load(server.ready, requests, chance, CONNECTIONS)
            growth = soak(count, server, administrator, load)
            check_remembered(load.counts.requests(), administrator)
            armed = administrator.armed_faults()
        journal = result.get(timeout=60)
        reader.join()
    by_rule = check(load.counts, administrator, journal)
    for fault, times in administrator.faults.items():
        equal(f"answers by {fault}", by_rule[fault], armed.get(fault, times))
    equal("how azmock serve ended", (server.exit_code, server.stderr), (0, ""))
    if not keeps_freed_memory():
        assert growth < MOST_GROWTH, f"the memory grew by {growth / 1e6:.1f} MB"
    print(f"{load.counts.requests()} requests in {time.monotonic() - started:.0f} s; "
          f"{load.counts.left + load.counts.partial} clients left, {load.counts.broken} were cut off, "
          f"{len(administrator.faults)} faults; the memory grew by {growth / 1e6:.1f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]))
