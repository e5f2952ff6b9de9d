"""Computes what a measured run takes on any number of workers.

usage: tools/remote plan [--workers N]… [--price P] MEASURED
  --workers N  that many, each of which runs one action at a time; 1000 by default
  --price P    what a worker costs an hour

MEASURED is what tools/remote measure printed. The run is scheduled anew: an action starts when what
it needs is built and a worker is free, and first of all that after which most is left to do. How
long an action was with a worker, moving its files included, is as measured.
"""

import argparse
import dataclasses
import heapq
import sys


@dataclasses.dataclass
class Action:
    """What one action took."""

    seconds: float
    read: int  # Bytes, of all its inputs.
    written: int
    needs: list  # Which actions, by their place in the run.
    name: str

    def line(self):
        needs = " ".join(map(str, self.needs))
        return f"{self.seconds:.3f}\t{self.read}\t{self.written}\t{needs}\t{self.name}"


def action_of(line):
    seconds, read, written, needs, name = line.rstrip("\n").split("\t")
    return Action(float(seconds), int(read), int(written), list(map(int, needs.split())), name)


class Run:
    """Actions, what needs each, and the seconds from its start to the end of the last of those."""

    def __init__(self, actions):
        self.actions = actions
        self.users = [[] for _ in actions]
        for index, action in enumerate(actions):
            for need in action.needs:
                self.users[need].append(index)
        self.left = [None] * len(actions)
        todo = list(range(len(actions)))
        while todo:
            unknown = [user for user in self.users[todo[-1]] if self.left[user] is None]
            todo += unknown
            if not unknown:
                index = todo.pop()
                left = (self.left[user] for user in self.users[index])
                self.left[index] = actions[index].seconds + max(left, default=0)

    def critical_path(self):
        users = range(len(self.actions))
        while users:
            index = max(users, key=self.left.__getitem__)
            yield self.actions[index]
            users = self.users[index]

    def schedule(self, workers):
        """How many seconds it takes, and how many of the workers are ever busy at once."""
        missing = [len(action.needs) for action in self.actions]
        ready = [(-self.left[index], index) for index, count in enumerate(missing) if not count]
        heapq.heapify(ready)
        running, now, busy = [], 0, 0
        while ready or running:
            while ready and len(running) < workers:
                _, index = heapq.heappop(ready)
                heapq.heappush(running, (now + self.actions[index].seconds, index))
            busy = max(busy, len(running))
            now, done = heapq.heappop(running)
            for user in self.users[done]:
                missing[user] -= 1
                if not missing[user]:
                    heapq.heappush(ready, (-self.left[user], user))
        return now, busy


def report(run, worker_counts, price):
    actions = run.actions
    total = sum(action.seconds for action in actions)
    read = sum(action.read for action in actions) / 1e6
    written = sum(action.written for action in actions) / 1e6
    yield (f"{len(actions):,} actions, {total:,.0f} s on one worker; "
           f"they read {read:,.0f} MB and write {written:,.0f} MB")
    yield "the longest chain:"
    for action in run.critical_path():
        yield f"{action.seconds:8.1f} s  {action.name}"
    prices = f" {'cost, used':>11} {'cost, kept':>11}" if price else ""
    yield f"{'workers':>8} {'seconds':>9} {'busy':>6} {'actions/s':>10} {'MB/s':>8}{prices}"
    for workers in worker_counts:
        seconds, busy = run.schedule(workers)
        line = (f"{workers:8,} {seconds:9,.1f} {busy:6,} {len(actions) / seconds:10,.1f} "
                f"{(read + written) / seconds:8,.0f}")
        if price:
            line += f" {total / 3600 * price:11,.3f} {workers * seconds / 3600 * price:11,.3f}"
        yield line


def read_run(path):
    actions = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                actions.append(action_of(line))
            except ValueError as error:
                raise ValueError(
                    f"{path}:{number}: not what tools/remote measure prints: {error}") from error
    if not actions:
        raise ValueError(f"{path} has no action")
    return Run(actions)


def positive(text):
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def main():
    parser = argparse.ArgumentParser(prog="tools/remote plan", description=__doc__.split("\n")[0])
    parser.add_argument("--workers", type=positive, action="append", metavar="N")
    parser.add_argument("--price", type=float, metavar="P")
    parser.add_argument("measured", metavar="MEASURED")
    args = parser.parse_args()
    try:
        run = read_run(args.measured)
    except (OSError, ValueError) as error:
        print(f"tools/remote plan: {error}", file=sys.stderr)
        return 3
    for line in report(run, args.workers or [1000], args.price):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
