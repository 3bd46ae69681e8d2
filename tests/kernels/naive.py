"""Plain twins of the kernels: whole numbers, lists and dictionaries, written for reading and not for speed."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import Any

NEVER = 2**31 - 1
MICRO = 1_000_000
CEILING = 2**61
WORD = 2**64


def scramble(z: int) -> int:
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) % WORD
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % WORD
    return z ^ (z >> 31)


def bits_of(*keys: int) -> int:
    """Fold the keys (seed, replication, case, purpose) one after the other into 64 bits."""
    z = 0
    for key in keys:
        z = scramble(((z ^ key) + 0x9E3779B97F4A7C15) % WORD)
    return z


def index_at(thresholds: list[int], bits: int) -> int:
    return next((n for n, threshold in enumerate(thresholds) if threshold > bits), len(thresholds) - 1)


def moved(day: int, delay: int, kind: int, days: Any) -> int:
    if delay == 0 or day >= NEVER:
        return day
    if kind == 1:
        return min(day + delay, NEVER)
    counted, day_of = list(days.counted), list(days.day)
    place = day + days.origin
    if not 0 <= place < len(counted):
        return NEVER
    k = int(counted[place]) + delay
    return int(day_of[k]) if k < len(day_of) else NEVER


def one_case(seed: int, replication: int, c: int, cases: Any, days: Any) -> tuple[int, int]:
    tries = (one_try(seed, replication, c, cases, days, n * 256) for n in range(100))
    made = [next(tries)]
    while made[-1][1] < 0 and len(made) < 100:
        made.append(next(tries))
    decision, day = made[-1]
    return decision, day if day >= 0 else NEVER


def one_try(seed: int, replication: int, c: int, cases: Any, days: Any, first: int) -> tuple[int, int]:
    key = int(cases.keys[c])
    day = decision = int(cases.start[c])
    for stage, kind in enumerate(cases.kind[c].tolist()):
        if kind:
            begin = int(cases.offset[c, stage])
            table = cases.thresholds[begin : begin + int(cases.length[c, stage])].tolist()
            day = moved(day, index_at(table, bits_of(seed, replication, key, first + stage)), kind, days)
        if stage == cases.decision_stage[c]:
            decision = day
    refused = bits_of(seed, replication, key, first + 255) > int(cases.grant_threshold[c])
    return decision, NEVER if refused else day


def sampled(seed: int, replications: range, cases: Any, days: Any) -> tuple[list[list[int]], list[list[int]]]:
    rows = [[one_case(seed, r, c, cases, days) for c in range(len(cases.keys))] for r in replications]
    return [[decided for decided, _ in row] for row in rows], [[arrived for _, arrived in row] for row in rows]


class Plant:
    """A plant on one path of arrivals, simulated by the book."""

    def __init__(self, network: Any) -> None:
        starts, child, qty = (x.tolist() for x in (network.child_start, network.child_item, network.child_qty))
        self.children = [list(zip(child[a:b], qty[a:b], strict=True)) for a, b in pairwise(starts)]
        self.free, self.choice = network.free.tolist(), network.choice.tolist()
        self.stock = network.opening.tolist()
        self.lines = network.line_item.tolist()
        self.demand = network.demand.tolist()
        columns = (network.receipt_day, network.receipt_item, network.receipt_qty, network.receipt_line)
        self.known = list(zip(*(column.tolist() for column in columns), strict=True))
        self.held: dict[tuple[int, int], int] = {}
        columns = (network.arrival_item, network.arrival_qty, network.arrival_until)
        self.drawn = list(zip(*(column.tolist() for column in columns), strict=True))
        self.flowing: set[int] = set()
        self.horizon = network.demand.shape[1]

    def path(self, arrivals: list[int]) -> list[tuple[list[int | None], list[int]]]:
        """For each day: which item each line lacked, None where it built or was off, and the stock at the end."""
        drawn = list(zip(arrivals, self.drawn, strict=True))
        coming = self.known + [(day, item, qty, -1) for day, (item, qty, until) in drawn if until < 0]
        days = []
        for today in range(self.horizon):
            self.flowing = {item for day, (item, _, until) in drawn if day <= today <= until}
            for day, item, qty, line in coming:
                if max(day, 0) == today and line < 0:
                    self.stock[item] += qty
                elif max(day, 0) == today:
                    self.held[line, item] = self.held.get((line, item), 0) + qty
            lacked = [self.build(line, wanted[today]) for line, wanted in enumerate(self.demand)]
            kept = [sum(qty for (_, of), qty in self.held.items() if of == item) for item in range(len(self.stock))]
            days.append((lacked, [a + b for a, b in zip(self.stock, kept, strict=True)]))
        return days

    @staticmethod
    def ask(needs: dict[int, int], child: int, units_times_qty: int) -> None:
        more = min(CEILING, -(-units_times_qty // MICRO))
        if more:
            needs[child] = min(CEILING, needs.get(child, 0) + more)

    def build(self, line: int, wanted: int) -> int | None:
        after, held = list(self.stock), dict(self.held)
        open_needs = {self.lines[line]: min(wanted, CEILING)}
        while open_needs:
            item = min(open_needs)  # parents have lower numbers, so every need of this item is known by now
            need = open_needs.pop(item)
            if item in self.flowing:
                continue
            own = min(need, held.get((line, item), 0))
            used = own + min(need - own, after[item])
            after[item] -= used - own
            if own:
                held[line, item] -= own
            if need == used or self.free[item]:
                continue
            if self.choice[item]:
                left = need - used
                for child, qty in self.children[item]:
                    there = max(0, after[child] + held.get((line, child), 0) - open_needs.get(child, 0))
                    endless = self.free[child] or child in self.flowing
                    units = left if endless else min(left, there * MICRO // qty)
                    if not endless and -(-left * qty // MICRO) <= there:
                        units = left
                    self.ask(open_needs, child, units * qty)
                    left -= units
                first, qty = self.children[item][0]
                self.ask(open_needs, first, left * qty)
                continue
            if not self.children[item]:
                return item
            for child, qty in self.children[item]:
                self.ask(open_needs, child, (need - used) * qty)
        self.stock, self.held = after, held
        return None


def first_stops(network: Any, arrivals: Any) -> tuple[list[list[int]], list[list[int]]]:
    days, items = [], []
    for row in arrivals.tolist():
        path = Plant(network).path(row)
        day_row, item_row = [], []
        for line in range(len(network.line_item)):
            stops = ((day, lacked[line]) for day, (lacked, _) in enumerate(path) if lacked[line] is not None)
            day, item = next(stops, (NEVER, -1))
            day_row.append(day)
            item_row.append(item)
        days.append(day_row)
        items.append(item_row)
    return days, items


def echelon(network: Any, arrivals: Any, weight: Any) -> list[list[list[int]]]:
    def held(stock: list[int], per_unit: list[int]) -> int:
        return sum(-(-units * each // MICRO) for units, each in zip(stock, per_unit, strict=True))

    paths = [Plant(network).path(row) for row in arrivals.tolist()]
    return [[[held(stock, row) for _, stock in path] for row in weight.tolist()] for path in paths]


POINT, RANGE, LIMIT, REST, ALONE = 1, 2, 3, 4, 5
_SHARE = re.compile(
    r"([A-Za-z][A-Za-z0-9]*)(?: +(?:(rest|balance|bal\.?|remainder)|"
    r"(<)? *([0-9]+(?:\.[0-9]+)?)(?: *- *([0-9]+(?:\.[0-9]+)?))? *(%|wt%|ppm|ppb)?))?",
    re.IGNORECASE | re.ASCII,
)


def read_parts(row: bytes) -> tuple[list[tuple[str, int]], list[int]] | None:
    """Names and kinds of the parts of a written composition, and its figures in parts per billion; None: not read."""
    pieces = [piece.strip(" ") for piece in row.decode("latin-1").split(";") if piece.strip(" ")]
    read = [read_part(piece) for piece in pieces]
    parts = [(part[0], part[1]) for part in read if part]
    names, kinds = [name for name, _ in parts], [kind for _, kind in parts]
    if not pieces or None in read or len(row) > 2_000 or len(set(names)) < len(names) or kinds.count(REST) > 1:
        return None
    if sum(len(name) // 8 + 1 for name in names) > 64:
        return None
    return parts, [figure for part in read if part for figure in part[2]]


def read_part(piece: str) -> tuple[str, int, list[int]] | None:
    match = _SHARE.fullmatch(piece)
    if not match:
        return None
    name, rest, less, low, high, unit = match.groups()
    if rest or low is None:
        return name, REST if rest else ALONE, []
    each = {"%": 10**7, "wt%": 10**7, "ppm": 1_000, "ppb": 1}[(unit or "%").lower()]
    written = [low] if high is None else [low, high]
    shares = [Fraction(figure) * each for figure in written]
    falls = shares[0] > shares[-1] and not less
    too_long = any(len(figure.replace(".", "")) > 12 for figure in written)
    if falls or too_long or any(share.denominator > 1 or share > 1_005_000_000 for share in shares):
        return None
    if less:
        return name, LIMIT, [int(shares[-1])]
    return name, POINT if high is None else RANGE, [int(share) for share in shares]
