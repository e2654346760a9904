"""Experiments with hand-made and learned kernels: many trainings, one table, honest sentences."""

from kernelview.learn.experiments.banks import (
    KernelBank,
    known_bank,
    known_banks,
    with_both_signs,
)
from kernelview.learn.experiments.comparing import BankRow, TrialRow
from kernelview.learn.experiments.frozen_banks import FrozenBanks, frozen_banks
from kernelview.learn.experiments.gathering import ExperimentProgress
from kernelview.learn.experiments.statistics import Comparison, Estimate
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
    "BankKind",
    "BankRow",
    "Comparison",
    "Estimate",
    "Execute",
    "ExperimentProgress",
    "FrozenBanks",
    "KernelBank",
    "Outcome",
    "RunsTrial",
    "Setup",
    "Trainer",
    "Trial",
    "TrialRow",
    "frozen_banks",
    "known_bank",
    "known_banks",
    "run_here",
    "with_both_signs",
]
