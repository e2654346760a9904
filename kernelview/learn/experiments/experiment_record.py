"""An experiment as it went, kept: what was asked for and what came out, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from kernelview.learn.experiments.ablation_table import Ablation
from kernelview.learn.experiments.data_hunger import DataHunger
from kernelview.learn.experiments.frozen_banks import FrozenBanks
from kernelview.learn.experiments.plot import Plot
from kernelview.learn.experiments.plots import plots_of
from kernelview.learn.experiments.tables import Table

RecordKind = Literal["frozen", "hunger", "ablation", "recover"]
RECORD_KINDS: tuple[RecordKind, ...] = get_args(RecordKind)
RECORD_LABELS: dict[RecordKind, str] = {
    "frozen": "Frozen banks",
    "hunger": "Data hunger",
    "ablation": "Ablation",
    "recover": "Recover a kernel",
}


@dataclass(frozen=True)
class ExperimentRecord:
    """`settings` in words ("seeds": "0, 1, 2, 3, 4"), `seconds` how long it took.

    Everything that is shown of it can be shown again without running it.
    """

    kind: RecordKind
    made: datetime
    seconds: float
    settings: Mapping[str, str]
    tables: Mapping[str, Table]
    conclusions: tuple[str, ...]
    plots: tuple[Plot, ...]


def record_of(
    result: FrozenBanks | DataHunger | Ablation,
    *,
    made: datetime,
    seconds: float,
    settings: Mapping[str, str],
) -> ExperimentRecord:
    """Return a result as it is kept."""
    return ExperimentRecord(
        kind_of(result),
        made,
        seconds,
        settings,
        result.tables,
        result.conclusions,
        plots_of(result),
    )


def kind_of(result: FrozenBanks | DataHunger | Ablation) -> RecordKind:
    """Return which experiment a result is of."""
    if isinstance(result, FrozenBanks):
        return "frozen"
    return "hunger" if isinstance(result, DataHunger) else "ablation"
