"""A recovery as a kept experiment."""

from datetime import UTC, datetime
from math import isnan

import numpy as np
import pytest

from kernelview.engine import correlate
from kernelview.jobs import run
from kernelview.kernels import preset
from kernelview.learn.descending import DescentSettings, DescentStep, descend
from kernelview.learn.gathering import RecoverySettings
from kernelview.learn.recovering import recover
from kernelview.usecases.recovery_record import recovery_record

MADE = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
TRUTH = preset("gaussian-3")
BEFORE = np.random.default_rng(4).integers(0, 256, (50, 60), np.uint8)
AFTER = correlate(BEFORE, TRUTH, out_dtype=np.uint8)


def test_the_kernel_is_a_row_a_weight_with_its_error() -> None:
    recovery = run(recover(BEFORE, AFTER, RecoverySettings((3, 3), truth=TRUTH)))
    record = recovery_record(recovery, made=MADE, seconds=1.5, settings={"size": "3×3"})
    table = record.tables["kernel"]
    assert table.columns == ("row", "column", "weight", "standard_error")
    assert [row[:2] for row in table.rows][:4] == [(1, 1), (1, 2), (1, 3), (2, 1)]
    assert table.rows[4][2] == pytest.approx(0.25, abs=1e-3)
    assert table.rows[4][3] == recovery.standard_errors[1, 1]
    assert "descent" not in record.tables
    assert record.plots == ()
    assert record.conclusions[0].startswith("The kernel is well determined")
    assert "From the truth it is" in record.conclusions[-1]


def test_a_descents_steps_are_a_table_and_a_logarithmic_plot() -> None:
    steps: list[DescentStep] = []
    settings = RecoverySettings((3, 3))
    recovery = run(
        descend(BEFORE, AFTER, settings, DescentSettings(40)),
        lambda one: steps.append(one) if isinstance(one, DescentStep) else None,
    )
    record = recovery_record(recovery, steps, made=MADE, seconds=1, settings={})
    assert [row[0] for row in record.tables["descent"].rows] == list(range(41))
    assert isnan(float(record.tables["descent"].rows[0][3] or 0))
    plot = record.plots[0]
    assert plot.is_log_y
    assert [one.label for one in plot.series] == ["Left over, of the start's", "From least squares"]
    assert plot.series[0].y[0] == 1.0
    assert all(value > 0 for one in plot.series for value in one.y)
    assert not any("truth" in words for words in record.conclusions)


def test_facts_are_named_values() -> None:
    recovery = run(recover(BEFORE, AFTER, RecoverySettings((3, 3))))
    table = recovery_record(recovery, made=MADE, seconds=1, settings={}).tables["facts"]
    facts = {row[0]: row[1] for row in table.rows}
    assert facts["verdict"] == "well"
    assert facts["windows inside the picture"] == 48 * 58
    assert facts["condition number"] == recovery.condition
