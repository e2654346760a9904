"""Run an experiment and tell of it as it goes: how far, how long still, what came out so far."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from kernelview.jobs import Job, Progress
from kernelview.kernels import Kernel
from kernelview.learn.experiments import (
    Ablation,
    DataHunger,
    Execute,
    ExperimentProgress,
    ExperimentRecord,
    FrozenBanks,
    record_of,
    run_here,
)
from kernelview.learn.run_record import RunRecord
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.experiment_request import (
    ExperimentRequest,
    pictures_words,
    plan_of,
    settings_of,
)
from kernelview.usecases.experiment_time import expected_seconds, trainings_of
from kernelview.usecases.load_dataset import load_dataset
from kernelview.usecases.run_experiment import run_ablation, run_experiment

Clock = Callable[[], float]
Result = FrozenBanks | DataHunger | Ablation

# Often enough to be followed and to be given up at once; results are drawn less often.
NEWS_SECONDS, RESULT_SECONDS = 0.05, 0.25


@dataclass(frozen=True)
class ExperimentNews(Progress):
    """`total` trainings or steps, `done` of them; `seconds_left` is None while nobody can say.

    `record` is what came out so far, None where nothing has since the last news.
    """

    seconds_left: float | None = None
    record: ExperimentRecord | None = None


@dataclass(frozen=True)
class NetworkInHand:
    """The kept network that an ablation is about: a `layer`, "" the first, and what replaces its
    kernels."""

    record: RunRecord
    replacements: Mapping[int, Kernel]
    layer: str = ""


def follow_experiment(
    request: ExperimentRequest,
    network: NetworkInHand | None = None,
    *,
    execute: Execute = run_here,
    clock: Clock = time.monotonic,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Job[ExperimentRecord]:
    """Carry out a request; yields ExperimentNews at most twenty times a second.

    Raises UseCaseError for an ablation without a network, LearnError, DatasetFileError.
    """
    made, started = now(), clock()
    if request.kind == "ablation":
        if network is None:
            raise UseCaseError("an ablation takes a network: train one first, or open one")
        job, settings = _ablation(request, network), _ablation_settings(request, network)
        weights: Sequence[float] = ()
    else:
        plan = plan_of(request)
        job, settings = run_experiment(plan, execute=execute), settings_of(plan)
        weights = [expected_seconds(one, request.source) for one in trainings_of(request)]

    def recorded(result: Result) -> ExperimentRecord:
        return record_of(result, made=made, seconds=clock() - started, settings=settings)

    result = yield from _told(job, _Teller(clock, weights, recorded))
    return recorded(result)


class _Teller:
    """Decides what is told, and when."""

    def __init__(
        self, clock: Clock, weights: Sequence[float], recorded: Callable[[Result], ExperimentRecord]
    ) -> None:
        self._clock, self._weights, self._recorded = clock, weights, recorded
        self._last = self._last_result = float("-inf")
        self._partial: Result | None = None
        self._done, self._began, self._counted = 0, clock(), clock()

    def news(self, step: Progress) -> Progress | None:
        """Return what to tell after a step; None where nothing is to be told yet."""
        now = self._clock()
        if step.done != self._done:
            self._done, self._counted = step.done, now
        if isinstance(step, ExperimentProgress) and step.partial is not None:
            self._partial = step.partial
        if now - self._last < NEWS_SECONDS:
            return None
        self._last = now
        record = None
        if self._partial is not None and now - self._last_result >= RESULT_SECONDS:
            record, self._partial, self._last_result = self._recorded(self._partial), None, now
        return ExperimentNews(step.done, step.total, step.message, self._left(step, now), record)

    def _left(self, step: Progress, now: float) -> float | None:
        """Return the time left: what is still to do, as fast as what is done."""
        if not 0 < step.done <= step.total:
            return None
        weights = self._weights if len(self._weights) == step.total else [1.0] * step.total
        speed = (self._counted - self._began) / sum(weights[: step.done])
        return max(0.0, speed * sum(weights[step.done :]) - (now - self._counted))


def _told(job: Job[Result], teller: _Teller) -> Job[Result]:
    try:
        while True:
            news = teller.news(next(job))
            if news is not None:
                yield news
    except StopIteration as end:
        result: Result = end.value
        return result
    finally:
        job.close()


def _ablation(request: ExperimentRequest, network: NetworkInHand) -> Job[Result]:
    split = yield from load_dataset(network.record.data)
    replacements = _replacements(request, network)
    return (
        yield from run_ablation(
            network.record, split.test, layer=network.layer, replacements=replacements
        )
    )


def _replacements(request: ExperimentRequest, network: NetworkInHand) -> dict[int, Kernel]:
    # All zeros would be to silence the kernel, which is done anyway.
    wanted = network.replacements if request.replaces else {}
    return {unit: kernel for unit, kernel in wanted.items() if kernel.weights.any()}


def _ablation_settings(request: ExperimentRequest, network: NetworkInHand) -> dict[str, str]:
    record = network.record
    count = len(_replacements(request, network))
    return {
        "Pictures": pictures_words(record.data),
        "Network": record.name,
        "Layer": network.layer or "the first",
        "Replaced by a match": f"{count} kernel{'s' if count > 1 else ''}" if count else "none",
    }
