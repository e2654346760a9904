"""Timing that is fair to everyone: interleaved runs, medians, ratios, one table."""

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

Call = Callable[[], object]

_MOMENT = 0.1
_MOST_REPEATS = 7


@dataclass(frozen=True)
class Measured:
    """Median milliseconds of each contestant of one case; the first one is ours."""

    case: str
    milliseconds: Mapping[str, float]

    @property
    def ratios(self) -> dict[str, float]:
        """Each rival's time over ours: above 1 we are faster, below 1 we lose."""
        ours, *rivals = self.milliseconds
        return {name: self.milliseconds[name] / self.milliseconds[ours] for name in rivals}


def measure(case: str, calls: Mapping[str, Call], *, rounds: int, seconds: float = 2.0) -> Measured:
    """Time the calls in turn, each round another one first: a slow moment hits all of them.

    Each has `rounds` turns, fewer once `seconds` have passed for every one of them (three at
    least). The result is the median of its turns.
    """
    times: dict[str, list[float]] = {name: [] for name in calls}
    order = list(calls.items())
    begun = time.perf_counter()
    for done in range(rounds):
        order = [*order[1:], order[0]]
        for name, call in order:
            times[name].append(_turn(call) * 1000)
        if done >= 2 and time.perf_counter() - begun > seconds * len(calls):
            break
    return Measured(case, {name: statistics.median(taken) for name, taken in times.items()})


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
    rows = [["", *names], *body]
    widths = [max(len(row[place]) for row in rows) for place in range(len(names) + 1)]
    lines = [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([title, *lines])


def _cell(result: Measured, name: str) -> str:
    if name not in result.milliseconds:
        return "-"
    text = f"{result.milliseconds[name]:.2f}"
    return f"{text} ({result.ratios[name]:.2f}x)" if name in result.ratios else text


def arguments(description: str) -> argparse.Namespace:
    """Parse the options that every benchmark has: --quick and --json FILE."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="fewer cases, rounds and pixels")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers here, too")
    return parser.parse_args()


def machine(packages: Sequence[str]) -> dict[str, Any]:
    """Return what the numbers depend on: processor, Python and package versions."""
    return {
        "processors": os.cpu_count(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in packages},
    }


def report(
    results: Mapping[str, Sequence[Measured]], *, packages: Sequence[str], path: Path | None
) -> None:
    """Print every table, and write the numbers as JSON where a path is given."""
    facts = machine(packages)
    versions = ", ".join(f"{name} {number}" for name, number in facts["packages"].items())
    print(f"{facts['processors']} processors, Python {facts['python']}, {versions}")
    print("Milliseconds (median); in brackets the time over ours: above 1 we are faster.\n")
    for title, measured in results.items():
        print(table(title, measured) + "\n")
    sys.stdout.flush()
    if path is not None:
        path.write_text(json.dumps({"machine": facts, "results": _plain(results)}, indent=2))


def _plain(results: Mapping[str, Sequence[Measured]]) -> dict[str, list[dict[str, Any]]]:
    return {
        title: [
            {"case": one.case, "milliseconds": dict(one.milliseconds), "ratios": one.ratios}
            for one in measured
        ]
        for title, measured in results.items()
    }
