"""The latency benchmark's tables, and what they come to beside what is asked of the window."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.benchmarks.timing import aligned

Found = Mapping[int, Mapping[str, Any]]
Pick = Callable[[Mapping[str, Any]], str]

MOST_GROWTH = 1.3
MOST_GAP = 50.0
MOST_MEMORY = 4.0


def tables(found: Found) -> str:
    """Return everything that was found, by megapixels, as text."""
    parts = [_edits(found, name) for name in edit_names(found)]
    parts += [_fitted(found), _gaps(found), _opening(found), _memory(found)]
    return "\n\n".join([*parts, "\n".join(["Asked for", *verdicts(found)])])


def edit_names(found: Found) -> list[str]:
    """Return the kinds of edits there are: "edit 3×3"."""
    names = [name for one in found.values() for name in one if name.startswith("edit ")]
    return list(dict.fromkeys(names))


def _edits(found: Found, name: str) -> str:
    peer = name.replace("edit", "filter2D")
    columns: dict[str, Pick] = {
        "in a stream": lambda one: _ms(one[name]["stream"]["median"]),
        "worst": lambda one: _ms(one[name]["stream"]["worst"]),
        "at rest": lambda one: _ms(one[name]["at rest"]["median"]),
        "the rest after": lambda one: _ms(one[name]["whole after that"]),
        "filter2D, whole": lambda one: _ms(one["peers"][peer]),
        "of ours": lambda one: _times(one["peers"][peer] / one[name]["stream"]["median"]),
    }
    side = name.removeprefix("edit ")
    return _table(
        f"Edit of a {side} kernel at 100 %: Enter to the exact pixels, ms", found, columns
    )


def _fitted(found: Found) -> str:
    columns: dict[str, Pick] = {
        "first picture": lambda one: _ms(one["fitted"]["first"]["median"]),
        "exact": lambda one: _ms(one["fitted"]["exact"]["median"]),
        "worst": lambda one: _ms(one["fitted"]["exact"]["worst"]),
        "filter2D, whole": lambda one: _ms(one["peers"]["filter2D 3×3"]),
    }
    return _table("Edit of a 3×3 kernel, the whole picture in view, ms", found, columns)


def _gaps(found: Found) -> str:
    phases = [*edit_names(found), "fitted", "pan", "opening"]
    columns: dict[str, Pick] = {
        phase: lambda one, phase=phase: (  # type: ignore[misc]
            f"{one[phase]['gaps']['p99']:.0f} / {one[phase]['gaps']['longest']:.0f}"
        )
        for phase in phases
    }
    columns["pan: moved after"] = lambda one: _ms(one["pan"]["moved"]["median"])
    columns["worst"] = lambda one: _ms(one["pan"]["moved"]["worst"])
    return _table(
        "Gaps of a 10 ms timer in the window meanwhile, p99 / longest, ms", found, columns
    )


def _opening(found: Found) -> str:
    columns: dict[str, Pick] = {
        "first picture": lambda one: _ms(one["opening"]["first picture"]),
        "whole result": lambda one: _ms(one["opening"]["whole result"]),
        "cv2.imread": lambda one: _ms(one["peers"]["imread"]),
    }
    return _table("Opening a JPEG, ms", found, columns)


def _memory(found: Found) -> str:
    names = ("peak while opening", "peak while editing", "held at rest")
    columns: dict[str, Pick] = {
        "picture, MB": lambda one: f"{one['memory']['picture'] / 1e6:.0f}",
        **{
            name: lambda one, name=name: _times(one["memory"][name] / one["memory"]["picture"])  # type: ignore[misc]
            for name in names
        },
    }
    return _table("Memory over an empty window's, in the picture's bytes", found, columns)


def verdicts(found: Found) -> list[str]:
    """Return each figure that is asked for beside what was found."""
    smallest, largest = min(found), max(found)
    lines = []
    for name in edit_names(found):
        for how in ("stream", "at rest") if smallest < largest else ():
            small, large = (found[size][name][how]["median"] for size in (smallest, largest))
            what = f"{name} ({how}): {largest} MP / {smallest} MP"
            lines.append(_verdict(what, large / small, MOST_GROWTH, "x"))
    worst = max(found[largest][name]["gaps"]["p99"] for name in [*edit_names(found), "fitted"])
    lines.append(_verdict(f"p99 gap while editing, {largest} MP", worst, MOST_GAP, " ms"))
    held = found[largest]["memory"]
    peak = max(held["peak while opening"], held["peak while editing"]) / held["picture"]
    lines.append(_verdict(f"peak memory, {largest} MP", peak, MOST_MEMORY, "x"))
    return lines


def _verdict(what: str, value: float, most: float, unit: str) -> str:
    reached = "reached" if value <= most else "MISSED"
    return f"  {what}: {value:.2f}{unit}, at most {most:g}{unit}: {reached}"


def _table(title: str, found: Found, columns: Mapping[str, Pick]) -> str:
    rows = [["", *columns]]
    rows += [
        [f"{size} MP", *(pick(one) for pick in columns.values())] for size, one in found.items()
    ]
    return "\n".join([title, *aligned(rows)])


def _ms(value: float) -> str:
    return f"{value:.1f}"


def _times(value: float) -> str:
    return f"{value:.2f}x"
