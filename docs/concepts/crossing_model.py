#!/usr/bin/env python3
"""Every state of a crossing, explored: docs/concepts/crossing.md as an executable specification.

One transfer under one key is tried by two nodes of the paying region A, as crossings 0 and 1,
towards an account in region B that may be closed. Messages arrive any number of times, at any
later time, or never. Nodes crash anywhere; a node that takes no step is a paused one. The design
must be safe in every state, and must be able to settle from every state. Each of the mistakes
below, planted into it, must be caught.

    crossing_model.py             the design, then every mistake
    crossing_model.py design      the design alone
    crossing_model.py forget      one mistake, and the shortest way from it to the harm

Not in it: several transfers in one crossing (the answer about a crossing then lists those that
are accepted, in full), and a promise that was lost with B's database (the credit then goes to the
unclaimed account if its own cannot take it). Standard library only; it exits with 1 if the design
is not safe or a mistake is not caught.
"""
import sys
from collections import deque
from typing import NamedTuple

DESIGN = "design"
MISTAKES = {
    "nounique": "rule 1: the decision is not unique, a late coordinator decides what was aborted",
    "nowait": "rule 1: conclude does not wait for a coordinator still at work",
    "tellearly": "rule 2: the client is told before the commit",
    "rollbackblind": "rule 2: a lost reply to the commit is taken for a rollback",
    "forget": "rule 3: B forgets what it has finished, and a late prepare arrives",
    "onepromise": "rule 3: B keeps one promise per transfer, not one per (crossing, transfer)",
    "closeanyway": "rule 4: an account that holds a promise can be closed",
}


class State(NamedTuple):
    """Both regions, the two nodes, the client, and every message ever sent."""

    # A's nodes: idle, prepared (asked B), promised, writing (transaction open), lost (commit sent,
    # no reply), done, dead.
    node: tuple = ("idle", "idle")
    # A's decision rows: "" none, open (not committed), accepted, refused (the key is used),
    # aborted.
    decision: tuple = ("", "")
    # A's row under the key: "" none, open (not committed), posted.
    key: str = ""
    # B's promises: "" none, kept, dropped, finished.
    promise: tuple = ("", "")
    # How often B credited the account, and whether the account is closed.
    credits: int = 0
    closed: bool = False
    # Answers the client has seen.
    told: frozenset = frozenset()
    # (kind, crossing, content)
    wire: frozenset = frozenset()


def put(row, i, value):
    return row[:i] + (value,) + row[i + 1 :]


class Protocol:
    """What can happen next in a state, with one mistake planted or none."""

    def __init__(self, mistake=DESIGN):
        self.mistake = mistake

    def steps(self, s):
        """All states one step away: at A's nodes, in A's database, at B, or a crash."""
        for i in (0, 1):
            yield from self.coordinator(s, i)
            yield from self.conclude(s, i)
        for message in s.wire:
            yield from self.deliver(s, *message)
        if not s.closed and ("kept" not in s.promise or self.mistake == "closeanyway"):
            yield s._replace(closed=True)

    def coordinator(self, s, i):
        """Steps 2 to 4 at the node that tries crossing i."""
        node = s.node[i]

        def now(state, **more):
            return s._replace(node=put(s.node, i, state), **more)

        if node == "idle":
            yield now("prepared", wire=s.wire | {("prepare", i, "")})
        if node == "prepared":
            if ("promised", i, "") in s.wire:
                yield now("promised")
            yield now("dead")  # a time-out: it gives up, nothing is written
        if node == "promised":
            yield from self.decide(s, i, now)
        if node == "writing":
            yield from self.commit(s, i, now)
        if node == "lost":
            if self.mistake == "rollbackblind":
                yield now("dead", wire=s.wire | {("concluded", i, "aborted")})
            yield now("done")  # it asks conclude, which finds the row
        if node not in ("dead", "writing"):
            yield now("dead")

    def decide(self, s, i, now):
        """Step 3: under the locks, the key once more, and the decision row."""
        free = s.decision[i] == ""
        if self.mistake == "nounique" and s.decision[i] == "aborted":
            free = True
        if free and s.key == "":
            yield now("writing", decision=put(s.decision, i, "open"), key="open")
        elif free and s.key == "posted":
            told = s.told | {"replay"}
            yield now("done", decision=put(s.decision, i, "refused"), told=told)
        elif s.decision[i] == "aborted":
            yield now("dead")

    def commit(self, s, i, now):
        """Step 4: the commit happens or not, and its reply arrives or not."""
        committed = dict(decision=put(s.decision, i, "accepted"), key="posted")
        rolled_back = dict(decision=put(s.decision, i, ""), key="")
        yield now("done", told=s.told | {"posted"}, **committed)
        yield now("lost", **committed)
        if self.mistake == "tellearly":
            yield now("dead", told=s.told | {"posted"}, **rolled_back)
        yield now("dead", **rolled_back)  # a crash

    def conclude(self, s, i):
        """Any node of A re-sends what is decided, and answers B about a promise that B holds: where
        there is no decision, by aborting."""
        decided = s.decision[i]
        if decided in ("accepted", "refused", "aborted"):
            yield s._replace(wire=s.wire | {("concluded", i, decided)})
        if s.promise[self.place(i)] == "kept":
            aborted = s.wire | {("concluded", i, "aborted")}
            if decided == "":
                yield s._replace(decision=put(s.decision, i, "aborted"), wire=aborted)
            if decided == "open" and self.mistake == "nowait":
                yield s._replace(wire=aborted)

    def deliver(self, s, kind, i, content):
        """A message arrives at B, perhaps not for the first time."""
        place = self.place(i)
        held = s.promise[place]

        def become(state, **more):
            return s._replace(promise=put(s.promise, place, state), **more)

        if kind == "prepare" and held == "kept" and self.mistake == "onepromise":
            yield s._replace(wire=s.wire | {("promised", i, "")})
        if kind == "prepare" and not s.closed:
            forgotten = held == "finished" and self.mistake == "forget"
            if held in ("", "dropped") or forgotten:
                yield become("kept", wire=s.wire | {("promised", i, "")})
        if kind == "concluded" and content != "accepted" and held == "kept":
            yield become("dropped")
        if kind == "concluded" and content == "accepted" and held != "finished":
            yield become("finished", credits=s.credits + 1)

    def place(self, i):
        """Where B keeps its promise for crossing i."""
        return 0 if self.mistake == "onepromise" else i


def violation(before, s):
    """The harm that this step does, or None."""
    if s.credits > 1:
        return "credited twice"
    if s.credits and "accepted" not in s.decision:
        return "credited without a decision"
    if s.credits > before.credits and before.closed:
        return "a decided credit meets a closed account"
    if "posted" in s.told and "accepted" not in s.decision:
        return "told, but not decided"
    if s.decision.count("accepted") > 1:
        return "debited twice"
    return None


def settled(s):
    return not ("accepted" in s.decision and not s.credits) and "kept" not in s.promise


def explore(protocol):
    """Breadth first, so that a way to harm is a shortest one: (harm, way, number of states)."""
    start = State()
    came_from, queue, leads_to = {start: None}, deque([start]), {}
    while queue:
        s = queue.popleft()
        for t in protocol.steps(s):
            leads_to.setdefault(t, set()).add(s)
            if t not in came_from:
                came_from[t] = s
                queue.append(t)
            harm = violation(s, t)
            if harm:
                return harm, way(came_from, s) + [t], len(came_from)
    stuck = len(came_from) - len(all_that_lead(leads_to, filter(settled, came_from)))
    return (f"{stuck} states cannot settle" if stuck else None), [], len(came_from)


def way(came_from, s):
    path = []
    while s:
        path.append(s)
        s = came_from[s]
    return path[::-1]


def all_that_lead(leads_to, there):
    reach = set(there)
    queue = deque(reach)
    while queue:
        fresh = leads_to.get(queue.popleft(), set()) - reach
        reach |= fresh
        queue.extend(fresh)
    return reach


def changes(before, s):
    """What a step changed, messages only where they are new."""
    for field, value in s._asdict().items():
        if value != getattr(before, field):
            new = sorted(value - before.wire) if field == "wire" else value
            yield f"{field}={sorted(new) if isinstance(new, frozenset) else new}"


def check(name, tell_way):
    """Explores one protocol and prints what came of it; whether that is as it must be."""
    harm, path, states = explore(Protocol(name))
    verdict = harm or "safe, and settles from every one"
    print(f"{name}: {states} states, {verdict}", f"({MISTAKES[name]})" if name in MISTAKES else "")
    if tell_way:
        for before, s in zip(path, path[1:]):
            print("   ", *changes(before, s))
    return bool(harm) == (name in MISTAKES)


def main(arguments):
    names = arguments or [DESIGN, *MISTAKES]
    unknown = [name for name in names if name not in (DESIGN, *MISTAKES)]
    if unknown:
        print(__doc__, file=sys.stderr)
        return 2
    return 0 if all([check(name, tell_way=bool(arguments)) for name in names]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
