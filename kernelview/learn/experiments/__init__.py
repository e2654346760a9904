"""Experiments with hand-made and learned kernels: many trainings, one table, honest sentences."""

from kernelview.learn.experiments.ablation import ablate
from kernelview.learn.experiments.ablation_table import Ablation, AblationRow
from kernelview.learn.experiments.banks import (
    KernelBank,
    known_bank,
    known_banks,
    with_both_signs,
)
from kernelview.learn.experiments.comparing import BankRow, TrialRow
from kernelview.learn.experiments.crossings import Crossing
from kernelview.learn.experiments.data_hunger import (
    CountComparison,
    DataHunger,
    data_hunger,
    spaced_counts,
)
from kernelview.learn.experiments.experiment_record import (
    RECORD_KINDS,
    RECORD_LABELS,
    ExperimentRecord,
    RecordKind,
    kind_of,
    record_of,
)
from kernelview.learn.experiments.frozen_banks import (
    USUAL_EPOCHS,
    USUAL_SEEDS,
    FrozenBanks,
    frozen_banks,
)
from kernelview.learn.experiments.gathering import ExperimentProgress
from kernelview.learn.experiments.plot import Plot, Series
from kernelview.learn.experiments.plots import plots_of
from kernelview.learn.experiments.statistics import Comparison, Estimate
from kernelview.learn.experiments.tables import Table
from kernelview.learn.experiments.trainer import Setup, Trainer
from kernelview.learn.experiments.trial import (
    BANK_KINDS,
    BANK_LABELS,
    BankKind,
    Execute,
    Outcome,
    RunsTrial,
    Trial,
    run_here,
)

__all__ = [
    "BANK_KINDS",
    "BANK_LABELS",
    "RECORD_KINDS",
    "RECORD_LABELS",
    "USUAL_EPOCHS",
    "USUAL_SEEDS",
    "Ablation",
    "AblationRow",
    "BankKind",
    "BankRow",
    "Comparison",
    "CountComparison",
    "Crossing",
    "DataHunger",
    "Estimate",
    "Execute",
    "ExperimentProgress",
    "ExperimentRecord",
    "FrozenBanks",
    "KernelBank",
    "Outcome",
    "Plot",
    "RecordKind",
    "RunsTrial",
    "Series",
    "Setup",
    "Table",
    "Trainer",
    "Trial",
    "TrialRow",
    "ablate",
    "data_hunger",
    "frozen_banks",
    "kind_of",
    "known_bank",
    "known_banks",
    "plots_of",
    "record_of",
    "run_here",
    "spaced_counts",
    "with_both_signs",
]
