"""The engine beside cv2.filter2D, scipy, Pillow, and torch and pyvips where they are installed.

python -m tests.benchmarks.engine [--quick | --all] [--json FILE] [--only WORDS] [--part WORDS]

Without options about 450 of the 1200 cases (pictures × kinds of kernels × sizes), in about
a quarter of an hour: every case on 2 megapixels of grey, a spread sample of the other pictures'.
--quick takes about 80 cases of 2 megapixels; --all takes every case, for hours. Of these,
--only keeps the cases with WORDS in their name ("Gaussian 13x13"), --part the pictures ("24 MP
grey f32"); several runs' files are summed up by `python -m tests.benchmarks.summary FILE...`.
"""

import json
import sys
import time
from argparse import Namespace
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine import choose_method, correlate
from tests.benchmarks.cases import DTYPES, Case, Plan, cases, make_picture
from tests.benchmarks.peers import (
    OPENCV,
    PACKAGES,
    filtered_by_opencv,
    give_opencv_its_threads,
    peer_calls,
)
from tests.benchmarks.summary import COPY, LOST, Outcome, facts, summary
from tests.benchmarks.timing import (
    HOW_TO_READ,
    Call,
    machine,
    measure,
    options,
    plain,
    print_machine,
    table,
)

ROUNDS = 7
# A peer that has spent this leaves after three turns.
SECONDS = 20.0
QUICK_SECONDS = 2.0
# Of what a result could be at most: filter2D's own DFT works in float32.
TOLERANCE = 2e-5

Pixels = NDArray[Any]


def chosen_cases(arguments: Namespace) -> list[Case]:
    """Return the cases that the arguments ask for."""
    plan: Plan = "quick" if arguments.quick else "all" if arguments.all else "usual"
    return [
        case
        for case in cases(plan)
        if (not arguments.only or case.is_named(arguments.only))
        and (not arguments.part or arguments.part.lower() in case.picture.name.lower())
    ]


def difference(ours: Pixels, theirs: Pixels, weights: Pixels, white: float) -> float:
    """Return the largest difference: in levels of integers, else over sum |k| · white."""
    size = 1.0 if ours.dtype.kind == "u" else float(np.abs(weights).sum()) * white
    rows = max(1, 4_000_000 // max(1, int(np.prod(ours.shape[1:]))))
    strips = [slice(top, top + rows) for top in range(0, len(ours), rows)]
    largest = max(
        float(np.abs(ours[strip].astype(np.float32) - theirs[strip]).max()) for strip in strips
    )
    return largest / size


def outcome_of(case: Case, pixels: Pixels, *, seconds: float) -> Outcome:
    """Compare and measure one case."""
    kernel, output = case.kernel(), DTYPES[case.picture.output]

    def ours() -> Pixels:
        return correlate(pixels, kernel, out_dtype=output)

    choice = choose_method(pixels.shape, pixels.dtype, kernel, out_dtype=output)
    white = 255.0 if case.picture.dtype == "u8" else 1.0
    apart = difference(ours(), filtered_by_opencv(case, pixels), kernel.effective_weights, white)
    calls: dict[str, Call] = {"KernelView": ours} | peer_calls(case, pixels)
    if (
        case.side == 3
        and case.picture.channels == 1
        and case.picture.dtype == case.picture.output == "f32"
    ):
        calls[COPY] = pixels.copy
    measured = measure(
        case.name,
        calls,
        rounds=ROUNDS,
        seconds=seconds,
        limit=LOST,
        prepare={OPENCV: give_opencv_its_threads},
        note=choice.method,
    )
    return Outcome(
        case.picture.name, case.kind, case.side, choice.method, choice.reason, apart, measured
    )


def say_progress(done: int, whole: int) -> None:
    """Count on the terminal, where one is there to be written over."""
    if sys.stderr.isatty():
        print(f"\r{done} of {whole} cases\r", end="", file=sys.stderr, flush=True)


def measure_all(chosen: Sequence[Case], *, seconds: float) -> list[Outcome]:
    """Measure picture by picture, and print each one's table as soon as it is there."""
    outcomes: list[Outcome] = []
    for picture, group in groupby(chosen, key=lambda case: case.picture):
        pixels = make_picture(picture)
        part: list[Outcome] = []
        for case in group:
            part.append(outcome_of(case, pixels, seconds=seconds))
            say_progress(len(outcomes) + len(part), len(chosen))
        print(table(picture.name, [one.measured for one in part]) + "\n", flush=True)
        outcomes += part
    return outcomes


def wrong_results(outcomes: Sequence[Outcome]) -> str:
    """Return which results are not filter2D's: more than a level or a rounding away."""
    wrong = [
        f"  {one.name}: {one.difference:.3g} ({one.method})"
        for one in outcomes
        if one.difference > (1.0 if one.picture.endswith("u8") else TOLERANCE)
    ]
    return "\n".join([f"Results that differ from {OPENCV}'s: {len(wrong)}", *wrong])


def write_json(path: Path, machine_facts: dict[str, Any], outcomes: Sequence[Outcome]) -> None:
    """Write every case and the summary."""
    entries = [
        {
            "picture": one.picture,
            "kind": one.kind,
            "side": one.side,
            "method": one.method,
            "reason": one.reason,
            "difference": one.difference,
            **plain(one.measured),
        }
        for one in outcomes
    ]
    whole = {"machine": machine_facts, "summary": facts(outcomes), "cases": entries}
    path.write_text(json.dumps(whole, indent=1), "utf-8")


def main() -> None:
    """Measure and print."""
    parser = options(__doc__ or "")
    parser.add_argument("--all", action="store_true", help="every case; takes hours")
    parser.add_argument("--only", metavar="WORDS", help="cases with this in their name")
    parser.add_argument("--part", metavar="WORDS", help="pictures with this in their name")
    arguments = parser.parse_args()
    about = machine(PACKAGES)
    print_machine(about)
    print(HOW_TO_READ + "\n", flush=True)
    begun = time.perf_counter()
    seconds = QUICK_SECONDS if arguments.quick else SECONDS
    outcomes = measure_all(chosen_cases(arguments), seconds=seconds)
    print(summary(outcomes))
    print(f"\n{wrong_results(outcomes)}")
    print(f"\n{len(outcomes)} cases in {time.perf_counter() - begun:.0f} s")
    if arguments.json is not None:
        write_json(arguments.json, about, outcomes)


if __name__ == "__main__":
    main()
