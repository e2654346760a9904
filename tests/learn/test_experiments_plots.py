"""What is drawn of a result, by hand: each number in its place, and the record that is kept."""

from math import isnan, nan

import pytest

from kernelview.learn.experiments import (
    BANK_KINDS,
    BANK_LABELS,
    Ablation,
    AblationRow,
    BankKind,
    BankRow,
    DataHunger,
    Estimate,
    FrozenBanks,
    kind_of,
    plots_of,
    record_of,
)
from tests.learn.record_samples import NOON


def bank_row(bank: BankKind, count: int, mean: float) -> BankRow:
    return BankRow(bank, count, Estimate(mean, 0.01, mean - 0.02, mean + 0.03, 5))


def ablation_row(unit: int | None, replacement: str, difference: float) -> AblationRow:
    return AblationRow(
        unit, replacement, 0.9, 5, 1, difference, difference - 0.1, difference + 0.2, 0.5, 0.5
    )


FROZEN = FrozenBanks((), (bank_row("learned", 80, 0.9), bank_row("fixed", 80, 0.8)), (), 20)
HUNGER = DataHunger(
    (),
    (bank_row("fixed", 25, 0.5), bank_row("fixed", 80, 0.6), bank_row("learned", 80, 0.7)),
    (),
    (),
    (),
    20,
)
ABLATION = Ablation(
    "conv1",
    0.95,
    20,
    (
        ablation_row(0, "", -0.1),
        ablation_row(1, "", 0.0),
        ablation_row(1, "Sobel X", -0.05),
        ablation_row(None, "each its own", -0.5),
    ),
)


def test_each_bank_has_its_place_and_its_own_colour_whatever_the_order() -> None:
    (plot,) = plots_of(FROZEN)
    assert plot.ticks == (BANK_LABELS["learned"], BANK_LABELS["fixed"])
    learned, fixed = plot.series
    assert (learned.x, learned.y, learned.low, learned.high) == ((0.0,), (0.9,), (0.88,), (0.93,))
    assert (fixed.x, fixed.y) == ((1.0,), (0.8,))
    assert learned.colour == BANK_KINDS.index("learned")
    assert fixed.colour == BANK_KINDS.index("fixed")
    assert not plot.is_joined


def test_data_hunger_is_a_line_a_bank_over_the_logarithm_of_the_count() -> None:
    (plot,) = plots_of(HUNGER)
    fixed, learned = plot.series
    assert (fixed.label, fixed.x, fixed.y) == (BANK_LABELS["fixed"], (25.0, 80.0), (0.5, 0.6))
    assert (learned.x, learned.y) == ((80.0,), (0.7,))
    assert plot.is_joined
    assert plot.is_log_x
    assert plot.ticks == ()


def test_ablation_shows_single_kernels_against_no_change() -> None:
    (plot,) = plots_of(ABLATION)
    silenced, replaced = plot.series
    assert (silenced.x, silenced.y) == ((0.0, 1.0), (-0.1, 0.0))
    assert (replaced.x, replaced.y, replaced.low) == ((1.0,), (-0.05,), (-0.15000000000000002,))
    assert plot.baseline == 0.0
    assert "conv1" in plot.title


def test_replacements_keep_their_colour_where_nothing_is_silenced() -> None:
    only = Ablation("conv1", 0.95, 20, (ablation_row(1, "Sobel X", -0.05),))
    (plot,) = plots_of(only)
    assert [(one.label, one.colour) for one in plot.series] == [("replaced by its match", 1)]


def test_a_single_seed_has_no_interval() -> None:
    alone = FrozenBanks((), (BankRow("fixed", 9, Estimate(0.5, nan, nan, nan, 1)),), (), 20)
    ((series,),) = [plot.series for plot in plots_of(alone)]
    assert isnan(series.low[0])
    assert isnan(series.high[0])


@pytest.mark.parametrize(
    "empty",
    [
        FrozenBanks((), (), (), 20),
        DataHunger((), (), (), (), (), 20),
        Ablation("conv1", 0.9, 20, ()),
    ],
    ids=["frozen", "hunger", "ablation"],
)
def test_nothing_is_drawn_of_nothing(empty: FrozenBanks | DataHunger | Ablation) -> None:
    assert plots_of(empty) == ()


def test_a_record_keeps_all_that_is_shown_of_a_result() -> None:
    for result, kind in ((FROZEN, "frozen"), (HUNGER, "hunger"), (ABLATION, "ablation")):
        kept = record_of(result, made=NOON, seconds=2.5, settings={"seeds": "0, 1"})
        assert kept.kind == kind_of(result) == kind
        assert (kept.made, kept.seconds, kept.settings) == (NOON, 2.5, {"seeds": "0, 1"})
        assert kept.tables == result.tables
        assert kept.conclusions == result.conclusions
        assert kept.plots == plots_of(result)
