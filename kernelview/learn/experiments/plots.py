"""The plots of each experiment's result."""

from collections.abc import Sequence

from kernelview.learn.experiments.ablation_table import Ablation, AblationRow
from kernelview.learn.experiments.comparing import BankRow
from kernelview.learn.experiments.data_hunger import DataHunger
from kernelview.learn.experiments.frozen_banks import FrozenBanks
from kernelview.learn.experiments.plot import Plot, Series
from kernelview.learn.experiments.trial import BANK_KINDS, BANK_LABELS, BankKind


def plots_of(result: FrozenBanks | DataHunger | Ablation) -> tuple[Plot, ...]:
    """Return what there is to draw of a result; nothing of an empty one."""
    if isinstance(result, FrozenBanks):
        return (_frozen(result),) if result.banks else ()
    if isinstance(result, DataHunger):
        return (_hunger(result),) if result.points else ()
    return (_ablation(result),) if result.rows else ()


def _frozen(result: FrozenBanks) -> Plot:
    return Plot(
        name="frozen-banks",
        title="Accuracy with the first layer made by hand, drawn at random, and learned",
        x_label="",
        y_label="test accuracy",
        series=tuple(
            _accuracies(row.bank, (float(place),), (row,)) for place, row in enumerate(result.banks)
        ),
        ticks=tuple(BANK_LABELS[row.bank] for row in result.banks),
    )


def _hunger(result: DataHunger) -> Plot:
    by_bank: dict[BankKind, list[BankRow]] = {}
    for row in result.points:
        by_bank.setdefault(row.bank, []).append(row)
    return Plot(
        name="data-hunger",
        title="Accuracy against the number of training pictures",
        x_label="training pictures",
        y_label="test accuracy",
        series=tuple(
            _accuracies(bank, tuple(float(row.count) for row in rows), rows)
            for bank, rows in by_bank.items()
        ),
        is_joined=True,
        is_log_x=True,
    )


def _ablation(result: Ablation) -> Plot:
    single = [row for row in result.rows if row.unit is not None]
    removed = [row for row in single if not row.replacement]
    replaced = [row for row in single if row.replacement]
    return Plot(
        name="ablation",
        title=f"What {result.layer} loses without a kernel, and with another in its place",
        x_label=f"kernel of {result.layer}",
        y_label="change of the test accuracy",
        series=tuple(
            _differences(label, colour, rows)
            for colour, (label, rows) in enumerate(
                (("silenced", removed), ("replaced by its match", replaced))
            )
            if rows
        ),
        baseline=0.0,
    )


def _accuracies(bank: BankKind, x: tuple[float, ...], rows: Sequence[BankRow]) -> Series:
    return Series(
        BANK_LABELS[bank],
        BANK_KINDS.index(bank),
        x,
        tuple(row.accuracy.mean for row in rows),
        tuple(row.accuracy.low for row in rows),
        tuple(row.accuracy.high for row in rows),
    )


def _differences(label: str, colour: int, rows: Sequence[AblationRow]) -> Series:
    return Series(
        label,
        colour,
        tuple(float(row.unit or 0) for row in rows),
        tuple(row.difference for row in rows),
        tuple(row.low for row in rows),
        tuple(row.high for row in rows),
    )
