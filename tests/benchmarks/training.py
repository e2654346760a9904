"""Training beside Keras and PyTorch: images a second, accuracy, memory, and the limit.

python -m tests.benchmarks.training [--quick] [--peers PYTHON] [--json FILE]

Without --peers only our own numbers. PYTHON is one that has torch, tensorflow and keras; they
run in processes of their own, an epoch each in turn, the medians count. Then the accuracy on
pictures not trained on, after five epochs from five seeds, ours and Keras'; the memory that a
training takes beyond its data; the operations an image against those of a large product, and
where the rest of the time goes. The full run takes about ten minutes with peers.
"""

import json
import statistics
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from tests.benchmarks.memory import forget_peak, peak_bytes, resident_bytes
from tests.benchmarks.timing import aligned, machine, options, print_machine, ratio_span
from tests.benchmarks.training_networks import (
    COURSE,
    OURS,
    Arrays,
    Case,
    Ours,
    built,
    cases,
    operations,
    peak_operations,
    pictures,
)
from tests.benchmarks.training_parts import parts
from tests.benchmarks.training_rivals import RIVALS, Rival

PACKAGES = ("numpy", "scipy", "threadpoolctl")
ROUNDS = 7
EPOCHS = 5
TRAINED = 4000


class Contestant(Protocol):
    """Whoever trains."""

    @property
    def name(self) -> str: ...
    def build(self, case: Case, *, seed: int = 0) -> None: ...
    def epoch(self) -> float: ...
    def accuracy(self, case: Case) -> float: ...
    def close(self) -> None: ...


@dataclass(frozen=True)
class Speed:
    """The seconds of each contestant's epochs of one case, in turns; ours come first."""

    case: Case
    seconds: Mapping[str, Sequence[float]]

    def images_a_second(self, name: str) -> float:
        """Return the median."""
        return self.case.images / statistics.median(self.seconds[name])

    @property
    def fastest_rival(self) -> str | None:
        """Who comes next to us, or before."""
        rivals = [name for name in self.seconds if name != OURS]
        return max(rivals, key=self.images_a_second) if rivals else None

    @property
    def ratio(self) -> float | None:
        """Our images a second over those of the fastest rival."""
        rival = self.fastest_rival
        return self.images_a_second(OURS) / self.images_a_second(rival) if rival else None


def measure_speed(contestants: Sequence[Contestant], case: Case, *, rounds: int) -> Speed:
    """Let each train for an epoch in turn, each round another one first; the first is warm-up."""
    seconds: dict[str, list[float]] = {one.name: [] for one in contestants}
    for one in contestants:
        one.build(case)
        one.epoch()
    order = list(contestants)
    for _ in range(rounds):
        order = [*order[1:], order[0]]
        for one in order:
            seconds[one.name].append(one.epoch())
    return Speed(case, seconds)


def measure_accuracy(
    contestants: Sequence[Contestant], case: Case, *, seeds: int, epochs: int
) -> dict[str, list[float]]:
    """Return each one's accuracies on what was not trained on, one a seed."""
    found: dict[str, list[float]] = {one.name: [] for one in contestants}
    for seed in range(seeds):
        for one in contestants:
            one.build(case, seed=seed)
            for _ in range(epochs):
                one.epoch()
            found[one.name].append(one.accuracy(case))
    return found


def measure_memory(ours: Ours, case: Case) -> float:
    """Return the most bytes that an epoch held beyond what was held before it."""
    before = resident_bytes()
    forget_peak()
    ours.build(case)
    ours.epoch()
    return float(peak_bytes() - before)


def limit(case: Case, arrays: Arrays, peak: float) -> dict[str, float]:
    """Return operations an image and the images a second if there were nothing but them."""
    shape = arrays[f"{case.network.data} images"].shape[1:]
    count = operations(built(case.network, shape).layers)
    return {"operations": count, "peak": peak, "images_a_second": peak / count}


def speed_table(speeds: Sequence[Speed], limits: Mapping[str, Mapping[str, float]]) -> str:
    """Return images a second, the ratio to the fastest rival, and the share of the limit."""
    names = list(speeds[0].seconds)
    head = ["images a second", *names, "ours / fastest rival", "share of the limit"]
    rows = [head]
    for speed in speeds:
        share = speed.images_a_second(OURS) / limits[speed.case.network.name]["images_a_second"]
        cells = [f"{speed.images_a_second(name):,.0f}" for name in names]
        rows.append([speed.case.name, *cells, _ratio(speed), f"{share:.0%}"])
    return "\n".join(aligned(rows))


def _ratio(speed: Speed) -> str:
    rival = speed.fastest_rival
    if rival is None:
        return "-"
    low, high = ratio_span(speed.seconds[OURS], speed.seconds[rival])
    return f"{speed.ratio:.2f}x ({low:.2f} to {high:.2f})"


def accuracy_table(found: Mapping[str, Sequence[float]], epochs: int) -> str:
    """Return mean, spread and single accuracies."""
    rows = [[f"accuracy after {epochs} epochs", "mean", "spread", "lowest", "highest"]]
    for name, values in found.items():
        spread = statistics.stdev(values) if len(values) > 1 else 0.0
        numbers = (statistics.mean(values), spread, min(values), max(values))
        rows.append([name, *(f"{number:.2%}" for number in numbers)])
    return "\n".join(aligned(rows))


def limit_table(limits: Mapping[str, Mapping[str, float]]) -> str:
    """Return the arithmetic limit of each network."""
    rows = [["arithmetic limit", "million operations an image", "images a second at most"]]
    for name, one in limits.items():
        rows.append([name, f"{one['operations'] / 1e6:.3f}", f"{one['images_a_second']:,.0f}"])
    return "\n".join(aligned(rows))


def parts_table(found: Mapping[str, Mapping[str, float]]) -> str:
    """Return where the time goes, the most first."""
    lines = []
    for name, times in found.items():
        rows = [[f"{name}: microseconds an image, one thread", f"{sum(times.values()):.1f}"]]
        ordered = sorted(times.items(), key=lambda item: -item[1])
        rows += [[f"  {part}", f"{value:.1f}"] for part, value in ordered]
        lines += aligned(rows)
    return "\n".join(lines)


@contextmanager
def rivals(python: Path | None, arrays: Arrays) -> Iterator[list[Rival]]:
    """Start the peers' processes, and end them."""
    if python is None:
        yield []
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pictures.npz"
        np.savez(path, allow_pickle=False, **arrays)
        started = [Rival(name, python, path) for name in RIVALS]
        try:
            yield started
        finally:
            for one in started:
                one.close()


def run(python: Path | None, *, quick: bool) -> dict[str, Any]:
    """Measure and print everything; return it as JSON holds it."""
    arrays = pictures()
    ours = Ours(arrays)
    chosen = cases(arrays, quick=quick)
    memory = {case.name: measure_memory(ours, case) for case in chosen}
    peak = peak_operations()
    limits = {case.network.name: limit(case, arrays, peak) for case in chosen}
    with rivals(python, arrays) as others:
        everybody: list[Contestant] = [ours, *others]
        speeds = []
        for case in chosen:
            speeds.append(measure_speed(everybody, case, rounds=3 if quick else ROUNDS))
            print(speed_table(speeds[-1:], limits), flush=True)
        judged: list[Contestant] = [one for one in everybody if one.name in {OURS, "Keras"}]
        learning = Case(COURSE, 32, 1000 if quick else TRAINED)
        accuracy = measure_accuracy(judged, learning, seeds=2 if quick else 5, epochs=EPOCHS)
    where = {case.name: parts(case, arrays) for case in chosen if case.batch == 32}
    print_all(speeds, limits, accuracy, memory, where)
    return {
        "speed": [
            {"case": one.case.name, "images": one.case.images, "ratio": one.ratio}
            | {"seconds": {name: list(times) for name, times in one.seconds.items()}}
            for one in speeds
        ],
        "limits": limits,
        "accuracy": accuracy,
        "memory": memory,
        "parts": where,
    }


def print_all(
    speeds: Sequence[Speed],
    limits: Mapping[str, Mapping[str, float]],
    accuracy: Mapping[str, Sequence[float]],
    memory: Mapping[str, float],
    where: Mapping[str, Mapping[str, float]],
) -> None:
    """Print the tables."""
    print("\n" + speed_table(speeds, limits))
    print("\n" + limit_table(limits))
    print("\n" + accuracy_table(accuracy, EPOCHS))
    rows = [["memory beyond the data", "MB"]]
    rows += [[name, f"{size / 1e6:.0f}"] for name, size in memory.items()]
    print("\n" + "\n".join(aligned(rows)))
    print("\n" + parts_table(where), flush=True)


def main() -> None:
    """Measure and print."""
    parser = options(__doc__ or "")
    parser.add_argument("--peers", type=Path, metavar="PYTHON", help="one with torch and keras")
    arguments = parser.parse_args()
    about = machine(PACKAGES)
    print_machine(about)
    found = run(arguments.peers, quick=arguments.quick)
    if arguments.json is not None:
        arguments.json.write_text(json.dumps({"machine": about, **found}, indent=1), "utf-8")


if __name__ == "__main__":
    main()
