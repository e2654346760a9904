"""How long an experiment will take: a guess before the first, then from how the last ones went."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, isfinite

from kernelview.learn.choices import BundledName, DataChoice
from kernelview.learn.experiments import BankKind, ExperimentRecord, spaced_counts
from kernelview.learn.experiments.data_hunger import LEAST_BATCHES
from kernelview.learn.experiments.trainer import USUAL_SETTINGS
from kernelview.usecases.experiment_request import ExperimentRequest

# How many pictures there are, and the pixels of each.
PICTURES: dict[BundledName, int] = {"mnist-5k": 5_000, "digits-8x8": 1_797, "shapes": 5_000}
_PIXELS: dict[BundledName, int] = {"mnist-5k": 28 * 28, "digits-8x8": 8 * 8, "shapes": 28 * 28}
# Measured on two cores of a server of 2023 with AVX-512, all four banks of kernels: seconds a
# picture and epoch, whatever its size, and more for each of its pixels.
SECONDS_A_PICTURE = 5e-6
SECONDS_A_PIXEL = {"frozen": 3.5e-8, "trained": 5.8e-8}
_FROZEN: frozenset[BankKind] = frozenset({"fixed", "random"})
SECONDS_AROUND_A_TRAINING = 0.03
# A computer a hundred times as slow or as fast is a slip of the clock.
_CREDIBLE = (0.01, 100.0)


@dataclass(frozen=True)
class Training:
    """One of an experiment's trainings."""

    bank: BankKind
    count: int
    epochs: int


@dataclass(frozen=True)
class Estimate:
    """How many trainings, and how long in seconds; `is_measured` on this computer before."""

    trainings: int
    seconds: float
    is_measured: bool


def trainings_of(request: ExperimentRequest) -> tuple[Training, ...]:
    """Return an experiment's trainings in their order; none for an ablation."""
    if request.kind == "ablation":
        return ()
    most = _to_train_on(request)
    if request.kind == "frozen":
        return tuple(
            Training(bank, most, request.epochs) for _ in request.seeds for bank in request.banks
        )
    return tuple(
        Training(bank, count, _hungry_epochs(count, request.epochs))
        for _ in request.seeds
        for count in spaced_counts(most)
        for bank in request.banks
    )


def expected_seconds(training: Training, source: BundledName) -> float:
    """Return how long a training took where the times above were measured."""
    kind = "frozen" if training.bank in _FROZEN else "trained"
    each = SECONDS_A_PICTURE + SECONDS_A_PIXEL[kind] * _PIXELS[source]
    return SECONDS_AROUND_A_TRAINING + each * training.count * training.epochs


def estimate(request: ExperimentRequest, earlier: Iterable[ExperimentRecord] = ()) -> Estimate:
    """Return how long a request will take; the first of `earlier` to tell says how fast."""
    trainings = trainings_of(request)
    seconds = sum(expected_seconds(one, request.source) for one in trainings)
    slowness = next(filter(None, map(_slowness, earlier)), None)
    return Estimate(len(trainings), seconds * (slowness or 1.0), slowness is not None)


def seconds_words(seconds: float) -> str:
    """Return a time as it is said: "20 s", "3 min", "1 h 20 min"; no more exact than known."""
    if seconds < 10:
        return f"{max(1, round(seconds))} s"
    if seconds < 55:
        return f"{5 * round(seconds / 5)} s"
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(5 * round(minutes / 5), 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _to_train_on(request: ExperimentRequest) -> int:
    there = PICTURES[request.source]
    # More shapes can always be made.
    if request.limit is not None:
        there = request.limit if request.source == "shapes" else min(request.limit, there)
    return there - round(there * DataChoice().test_share)


def _hungry_epochs(count: int, epochs: int) -> int:
    batches = ceil(count / USUAL_SETTINGS.batch_size)
    return max(epochs, ceil(LEAST_BATCHES / batches))


def _slowness(record: ExperimentRecord) -> float | None:
    """Return how many times as long as expected an experiment took; None where it cannot tell."""
    source = _source_of(record)
    table = record.tables.get("trials")
    if source is None or table is None or not table.rows:
        return None
    try:
        places = [table.columns.index(name) for name in ("bank", "count", "epochs")]
    except ValueError:
        return None
    expected = 0.0
    for row in table.rows:
        bank, count, epochs = (row[place] for place in places)
        if not isinstance(count, int) or not isinstance(epochs, int):
            return None
        kind: BankKind = "fixed" if bank in _FROZEN else "learned"
        expected += expected_seconds(Training(kind, count, epochs), source)
    slowness = record.seconds / expected if expected > 0 else 0.0
    is_credible = isfinite(slowness) and _CREDIBLE[0] <= slowness <= _CREDIBLE[1]
    return slowness if is_credible else None


def _source_of(record: ExperimentRecord) -> BundledName | None:
    named = record.settings.get("Pictures", "").split(",")[0]
    return next((source for source in PICTURES if source == named), None)
