"""Timing that is fair to everyone: interleaved turns, medians, ratios, one table."""

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

Call = Callable[[], object]
Span = tuple[float, float]

HOW_TO_READ = "Milliseconds (median); in brackets the time over ours: above 1 we are faster."

_MOMENT = 0.04
_MOST_REPEATS = 7
_FEWEST_TURNS = 3
# How much longer a case takes that is hard to tell from the limit.
_MOST_EXTRA_TURNS = 24
_MOST_EXTRA_SECONDS = 10.0


@dataclass(frozen=True)
class Measured:
    """Median milliseconds of each contestant of one case; the first one is ours.

    `spans` holds, for each rival that was measured as often as we were, between which ratios
    the true one lies in about 19 of 20 cases; `turns` is how often each was measured; `note`
    is shown after the numbers.
    """

    case: str
    milliseconds: Mapping[str, float]
    spans: Mapping[str, Span] = field(default_factory=dict)
    turns: Mapping[str, int] = field(default_factory=dict)
    note: str = ""

    @property
    def ratios(self) -> dict[str, float]:
        """Each rival's time over ours: above 1 we are faster, below 1 we lose."""
        ours, *rivals = self.milliseconds
        return {name: self.milliseconds[name] / self.milliseconds[ours] for name in rivals}


def measure(
    case: str,
    calls: Mapping[str, Call],
    *,
    rounds: int,
    seconds: float = 2.0,
    limit: float | None = None,
    prepare: Mapping[str, Call] | None = None,
    note: str = "",
) -> Measured:
    """Time the calls in turn, each round another one first: a slow moment hits all of them.

    Each has `rounds` turns; one that has spent `seconds` (after three turns at least) leaves
    the others to it. With `limit`, we and the first rival have more turns for as long as noise
    hides on which side of that ratio the rival's is. `prepare` is called before a contestant's
    turns, untimed. The result is the median of the turns.
    """
    times: dict[str, list[float]] = {name: [] for name in calls}

    def take_turn(name: str) -> None:
        if prepare is not None and name in prepare:
            prepare[name]()
        times[name].append(_turn(calls[name]) * 1000)

    order = list(calls)
    for _ in range(rounds):
        order = [*order[1:], order[0]]
        for name in order:
            if len(times[name]) < _FEWEST_TURNS or sum(times[name]) < seconds * 1000:
                take_turn(name)
    if limit is not None and len(calls) > 1:
        _tell_apart(times, list(calls)[:2], limit, take_turn)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    turns = {name: len(taken) for name, taken in times.items()}
    return Measured(case, medians, _spans(times), turns, note)


def _tell_apart(
    times: Mapping[str, list[float]],
    pair: list[str],
    limit: float,
    take_turn: Callable[[str], None],
) -> None:
    """Measure the pair again and again while its ratio may lie on both sides of the limit."""
    ours, rival = pair
    if len(times[ours]) != len(times[rival]):
        return
    begun = time.perf_counter()
    for number in range(_MOST_EXTRA_TURNS):
        low, high = ratio_span(times[ours], times[rival])
        if not low < limit < high or time.perf_counter() - begun > _MOST_EXTRA_SECONDS:
            break
        for name in pair if number % 2 else pair[::-1]:
            take_turn(name)


def _spans(times: Mapping[str, list[float]]) -> dict[str, Span]:
    ours, *rivals = times
    return {
        name: ratio_span(times[ours], times[name])
        for name in rivals
        if len(times[name]) == len(times[ours])
    }


def ratio_span(ours: Sequence[float], theirs: Sequence[float]) -> Span:
    """Return between which values the median of theirs / ours lies, from turns side by side.

    By order statistics, right in about 19 of 20 cases from 7 turns on, whatever the noise.
    """
    ratios = sorted(their / our for our, their in zip(ours, theirs, strict=True))
    count = len(ratios)
    left_out = max(0, int((count - 1.96 * count**0.5 - 1) / 2))
    return ratios[left_out], ratios[count - 1 - left_out]


def _turn(call: Call) -> float:
    """Call once to fill the caches again, then for a moment; return the median seconds.

    Whoever comes after a rival that worked on a large picture would pay for it otherwise.
    """
    first = _seconds(call)
    if first > _MOMENT:
        return first
    repeats = max(1, min(_MOST_REPEATS, int(_MOMENT / first)))
    return statistics.median(_seconds(call) for _ in range(repeats))


def _seconds(call: Call) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def table(title: str, results: Sequence[Measured]) -> str:
    """Return the results as a table: milliseconds, and in brackets the ratio to ours."""
    names: list[str] = []
    for result in results:
        names += [name for name in result.milliseconds if name not in names]
    body = [[result.case, *(_cell(result, name) for name in names)] for result in results]
    notes = ["", *(result.note for result in results)]
    lines = [
        f"{line}  {note}".rstrip()
        for line, note in zip(aligned([["", *names], *body]), notes, strict=True)
    ]
    return "\n".join([title, *lines])


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows of cells as lines: the first column to the left, the others to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _cell(result: Measured, name: str) -> str:
    if name not in result.milliseconds:
        return "-"
    text = f"{result.milliseconds[name]:.2f}"
    return f"{text} ({result.ratios[name]:.2f}x)" if name in result.ratios else text


def options(description: str) -> argparse.ArgumentParser:
    """Return a parser with what every benchmark has: --quick and --json FILE."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer cases, rounds and pixels")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers here, too")
    return parser


def arguments(description: str) -> argparse.Namespace:
    """Parse the options that every benchmark has."""
    return options(description).parse_args()


def machine(packages: Sequence[str]) -> dict[str, Any]:
    """Return what the numbers depend on: processor, Python and package versions."""
    return {
        "processors": os.cpu_count(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "packages": {name: found for name in packages if (found := version_of(name))},
    }


def version_of(package: str) -> str | None:
    """Return the version of a package, None where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def print_machine(facts: Mapping[str, Any]) -> None:
    """Print what the numbers depend on."""
    versions = ", ".join(f"{name} {number}" for name, number in facts["packages"].items())
    print(f"{facts['processors']} processors, Python {facts['python']}, {versions}")


def report(
    results: Mapping[str, Sequence[Measured]], *, packages: Sequence[str], path: Path | None
) -> None:
    """Print every table, and write the numbers as JSON where a path is given."""
    facts = machine(packages)
    print_machine(facts)
    print(HOW_TO_READ + "\n")
    for title, measured in results.items():
        print(table(title, measured) + "\n")
    sys.stdout.flush()
    if path is not None:
        path.write_text(json.dumps({"machine": facts, "results": _plain(results)}, indent=2))


def plain(one: Measured) -> dict[str, Any]:
    """Return one case as JSON holds it."""
    return {
        "case": one.case,
        "milliseconds": dict(one.milliseconds),
        "ratios": one.ratios,
        "spans": {name: list(span) for name, span in one.spans.items()},
        "turns": dict(one.turns),
        "note": one.note,
    }


def _plain(results: Mapping[str, Sequence[Measured]]) -> dict[str, list[dict[str, Any]]]:
    return {title: [plain(one) for one in measured] for title, measured in results.items()}
