"""Train or load a network, compare its kernels, run experiments: all that a report tells of."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from kernelview.document import TrainingPlan
from kernelview.document.image import Image
from kernelview.files.models import load_run
from kernelview.jobs import Job, Progress
from kernelview.kernels import Kernel
from kernelview.kernels.matching import fitted
from kernelview.learn.choices import DataChoice
from kernelview.learn.experiments import (
    RECORD_LABELS,
    USUAL_EPOCHS,
    USUAL_SEEDS,
    Ablation,
    Execute,
    ExperimentRecord,
    KernelBank,
    RecordKind,
    Setup,
    known_banks,
    record_of,
    run_here,
)
from kernelview.learn.run_record import RunRecord
from kernelview.usecases.compare_banks import BankComparison, MatchChoice, compare_banks
from kernelview.usecases.load_dataset import load_dataset
from kernelview.usecases.open_image import open_image
from kernelview.usecases.progress import STEPS_A_PART, part_of
from kernelview.usecases.recover_presets import recover_presets
from kernelview.usecases.report import ReportContent
from kernelview.usecases.run_experiment import (
    ExperimentKind,
    ExperimentPlan,
    run_ablation,
    run_experiment,
)
from kernelview.usecases.train_network import train_network
from kernelview.usecases.training_control import TrainingControl

Clock = Callable[[], float]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class ComparisonPlan:
    """What is compared and tried out.

    `training` is what is trained where there is no `model`; of a model its own pictures and
    layers are used, unless `data` names others. `bank` is the hand-made first layer of the
    experiments, `own` are the kernels of a bank of one's own, called `bank_name`. `seed` is
    that of chance and of recovering.
    """

    picture: Path
    training: TrainingPlan = field(default_factory=TrainingPlan)
    model: Path | None = None
    data: DataChoice | None = None
    choice: MatchChoice = field(default_factory=MatchChoice)
    own: tuple[Kernel, ...] = ()
    bank_name: str = ""
    experiments: tuple[RecordKind, ...] = ()
    bank: KernelBank = field(default_factory=lambda: known_banks()[0])
    seeds: tuple[int, ...] = USUAL_SEEDS
    epochs: int = USUAL_EPOCHS
    seed: int = 0


@dataclass(frozen=True)
class ComparisonProgress(Progress):
    """A step after which there is more to tell: all there is so far."""

    content: ReportContent = field(default_factory=ReportContent)


def make_comparison(
    plan: ComparisonPlan,
    *,
    execute: Execute = run_here,
    clock: Clock = time.monotonic,
    now: Callable[[], datetime] = _now,
) -> Job[ReportContent]:
    """Do all of the plan; the same plan gives the same tables.

    Yields a ComparisonProgress after the comparison and after each experiment. Raises what
    reading files, training and the experiments raise, ImageFileError first.
    """
    parts = 3 + len(plan.experiments)
    image = yield from part_of(open_image(plan.picture), index=0, count=parts)
    record = yield from part_of(_network(plan, now), index=1, count=parts)
    random = np.random.default_rng(plan.seed)
    job = compare_banks(record, plan.choice, plan.own, random=random)
    comparison = yield from part_of(job, index=2, count=parts)
    content = ReportContent(comparison, image, bank_name=plan.bank_name)
    yield _so_far(content, 3, parts)
    bench = _Bench(plan, comparison, image, execute, clock)
    for number, kind in enumerate(plan.experiments, start=3):
        job_of_one = _experiment(bench, kind, now)
        label = RECORD_LABELS[kind]
        done = yield from part_of(job_of_one, index=number, count=parts, message=label)
        content = replace(content, experiments=(*content.experiments, done))
        yield _so_far(content, number + 1, parts)
    return content


def _so_far(content: ReportContent, part: int, parts: int) -> ComparisonProgress:
    return ComparisonProgress(part * STEPS_A_PART, parts * STEPS_A_PART, content=content)


@dataclass(frozen=True, eq=False)
class _Bench:
    """What experiments work with."""

    plan: ComparisonPlan
    comparison: BankComparison
    image: Image
    execute: Execute
    clock: Clock

    @property
    def record(self) -> RunRecord:
        return self.comparison.record

    @property
    def data(self) -> DataChoice:
        return self.plan.data or self.record.data


def trained_and_compared(
    training: TrainingPlan, choice: MatchChoice | None = None, *, seed: int = 0
) -> Job[BankComparison]:
    """Train a network and compare its kernels: what a first look needs."""
    record = yield from part_of(_trained(training, _now), index=0, count=2)
    random = np.random.default_rng(seed)
    job = compare_banks(record, choice or MatchChoice(), random=random)
    return (yield from part_of(job, index=1, count=2))


def _network(plan: ComparisonPlan, now: Callable[[], datetime]) -> Job[RunRecord]:
    if plan.model is not None:
        return load_run(plan.model)
    return (yield from _trained(plan.training, now))


def _trained(training: TrainingPlan, now: Callable[[], datetime]) -> Job[RunRecord]:
    split = yield from load_dataset(training.data)
    job = train_network(training, split, control=TrainingControl(), now=now)
    return (yield from part_of(job, index=0, count=1, message="training")).record


def _experiment(
    bench: _Bench, kind: RecordKind, now: Callable[[], datetime]
) -> Job[ExperimentRecord]:
    made, began = now(), bench.clock()
    if kind == "recover":
        record = yield from _recover(bench, made)
    elif kind == "ablation":
        ablation = yield from _ablation(bench)
        settings = _settings(bench, {"Layer": ablation.layer})
        record = record_of(ablation, made=made, seconds=0.0, settings=settings)
    else:
        record = yield from _trainings(bench, kind, made)
    return replace(record, seconds=bench.clock() - began)


def _trainings(bench: _Bench, kind: ExperimentKind, made: datetime) -> Job[ExperimentRecord]:
    plan = bench.plan
    setup = Setup(bench.record.blueprint, plan.bank)
    experiment = ExperimentPlan(kind, bench.data, setup, plan.seeds, epochs=plan.epochs)
    result = yield from run_experiment(experiment, execute=bench.execute)
    settings = _settings(
        bench,
        {
            "Hand-made kernels": f"{plan.bank.name}, {len(plan.bank.kernels)}",
            "Seeds": ", ".join(map(str, plan.seeds)),
            "Epochs": str(plan.epochs),
            "Optimizer": f"{setup.settings.optimizer}, learning rate "
            f"{setup.settings.learning_rate:g}, {setup.settings.batch_size} a step",
        },
    )
    return record_of(result, made=made, seconds=0.0, settings=settings)


def _ablation(bench: _Bench) -> Job[Ablation]:
    split = yield from load_dataset(bench.data)
    instead = {}
    for one in bench.comparison.pairings:
        near = None if one.match is None else fitted(one.match, one.learned.kernel)
        if near is not None and near.weights.any():
            instead[one.learned.address.unit] = near
    layer = bench.comparison.pairings[0].learned.address.layer
    return (yield from run_ablation(bench.record, split.test, layer=layer, replacements=instead))


def _recover(bench: _Bench, made: datetime) -> Job[ExperimentRecord]:
    result = yield from recover_presets(bench.image, seed=bench.plan.seed)
    return ExperimentRecord(
        "recover",
        made,
        0.0,
        {"Picture": f"{bench.image.name}, {bench.image.description}", "Seed": str(bench.plan.seed)},
        result.tables,
        result.conclusions,
        result.plots,
    )


def _settings(bench: _Bench, more: Mapping[str, str]) -> Mapping[str, str]:
    limit = "" if bench.data.limit is None else f", the first {bench.data.limit:,}"
    pictures = {"Pictures": f"{bench.data.source}{limit}", "Network": bench.record.name}
    return {**pictures, **more}
