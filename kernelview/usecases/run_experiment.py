"""Run an experiment: load its pictures, train many networks, and say what came out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from kernelview.jobs import Job
from kernelview.kernels import Kernel
from kernelview.learn.choices import DataChoice
from kernelview.learn.dataset import Dataset
from kernelview.learn.experiments import (
    BANK_KINDS,
    USUAL_EPOCHS,
    USUAL_SEEDS,
    Ablation,
    BankKind,
    DataHunger,
    Execute,
    FrozenBanks,
    Setup,
    ablate,
    data_hunger,
    frozen_banks,
    run_here,
)
from kernelview.learn.run_record import RunRecord
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.load_dataset import load_dataset
from kernelview.usecases.put_kernel import network_of_record

ExperimentKind = Literal["frozen", "hunger"]
EXPERIMENTS: tuple[ExperimentKind, ...] = get_args(ExperimentKind)


@dataclass(frozen=True)
class ExperimentPlan:
    """What is to be found out, and on what. `counts` are those of data hunger; () is usual.

    How pictures are varied is said by `data`.
    """

    kind: ExperimentKind = "frozen"
    data: DataChoice = field(default_factory=DataChoice)
    setup: Setup = field(default_factory=Setup)
    seeds: tuple[int, ...] = USUAL_SEEDS
    banks: tuple[BankKind, ...] = BANK_KINDS
    epochs: int = USUAL_EPOCHS
    counts: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in EXPERIMENTS:
            known = ", ".join(EXPERIMENTS)
            raise UseCaseError(f"an experiment is one of {known}, not {self.kind!r}")


def run_experiment(
    plan: ExperimentPlan, *, execute: Execute = run_here
) -> Job[FrozenBanks | DataHunger]:
    """Carry out the plan; the same plan gives the same tables bit for bit.

    Yields ExperimentProgress, whose `partial` is the result so far. Raises LearnError, and
    DatasetFileError for pictures that cannot be read.
    """
    split = yield from load_dataset(plan.data)
    setup = replace(plan.setup, augmentation=plan.data.augmentation)
    if plan.kind == "hunger":
        return (
            yield from data_hunger(
                setup,
                split,
                seeds=plan.seeds,
                banks=plan.banks,
                counts=plan.counts,
                epochs=plan.epochs,
                execute=execute,
            )
        )
    return (
        yield from frozen_banks(
            setup,
            split,
            seeds=plan.seeds,
            banks=plan.banks,
            epochs=plan.epochs,
            execute=execute,
        )
    )


def run_ablation(
    record: RunRecord,
    test: Dataset,
    *,
    layer: str = "",
    replacements: Mapping[int, Kernel] | None = None,
) -> Job[Ablation]:
    """Take a kept network's kernels away one by one, and put others in. Raises LearnError."""
    model = network_of_record(record)
    return (yield from ablate(model, test, layer=layer, replacements=replacements))
