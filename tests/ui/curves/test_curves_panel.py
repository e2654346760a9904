"""Loss and accuracy as they come."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from kernelview.ui.curves import CurvesPanel
from kernelview.ui.curves.curve_data import MOST_POINTS, BatchTrace, RunCurves
from kernelview.ui.theme import DARK
from tests.ui.library.samples import new_appearance, window_for
from tests.usecases.training_samples import trained

HISTORY = {
    "loss": (2.0, 1.0), "accuracy": (0.5, 0.75), "val_loss": (1.8, 1.2),
    "val_accuracy": (0.6, 0.7),
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    epoch: int
    batch: int
    batches: int = 10
    loss: float = 1.0
    batch_loss: float = 1.0
    metrics: dict[str, float] = field(default_factory=lambda: {"accuracy": 0.5})
    logs: dict[str, float] | None = None


@contextmanager
def curves_panel(qtbot: QtBot) -> Iterator[CurvesPanel]:
    """Show a panel; no fixture, which would keep it longer than its menus may live."""
    window = window_for(qtbot, 860, 300)
    panel = CurvesPanel(new_appearance(), window)
    panel.resize(860, 300)
    panel.show()
    yield panel
    window.close()
    window.deleteLater()


def test_an_epochs_end_is_a_point_of_each_curve() -> None:
    run = RunCurves(2)
    for batch in range(1, 11):
        last = {name: values[0] for name, values in HISTORY.items()} if batch == 10 else None
        run.add(Step(1, batch, logs=last))
    assert run.history == {name: values[:1] for name, values in HISTORY.items()}
    assert run.finished == 1


def test_the_points_of_batches_stay_within_a_bound_from_first_to_last() -> None:
    trace = BatchTrace()
    for place in range(5 * MOST_POINTS):
        trace.add(place / 100, 1.0, 0.5)
    points = trace.points
    assert len(points) <= MOST_POINTS
    assert points[0][0] < 1
    assert points[-1][0] > 0.95 * 5 * MOST_POINTS / 100


def test_a_run_that_is_shown_is_what_is_exported(qtbot: QtBot) -> None:
    with curves_panel(qtbot) as panel:
        panel.show_history(HISTORY)
        assert panel.picture("png").startswith(b"\x89PNG")
        drawing = panel.picture("svg").decode()
        assert "<svg" in drawing


def test_many_steps_are_drawn_at_most_ten_times_a_second(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with curves_panel(qtbot) as panel:
        drawn: list[float] = []
        view = panel.views[0]
        original = view.draw

        def draw(*given: Any) -> None:
            drawn.append(0.0)
            original(*given)

        monkeypatch.setattr(view, "draw", draw)
        panel.begin(2, 10)
        for batch in range(1, 200):
            panel.add_step(Step(1, min(batch, 9)))
        assert len(drawn) <= 3
        qtbot.waitUntil(lambda: len(drawn) >= 2)


def test_earlier_runs_are_named_in_the_legend_and_go_again(qtbot: QtBot) -> None:
    with curves_panel(qtbot) as panel:
        panel.show_history(HISTORY)
        before = panel.picture("svg")
        panel.show_overlays((trained().record,))
        assert panel.picture("svg") != before
        panel.show_overlays(())
        assert panel.picture("svg") == before


def test_it_follows_the_theme_and_the_scale_of_the_loss(qtbot: QtBot) -> None:
    with curves_panel(qtbot) as panel:
        panel.show_history(HISTORY)
        light = panel.grab().toImage()
        panel._appearance.set_theme(DARK)
        assert panel.grab().toImage() != light
        straight = panel.picture("svg")
        panel.logarithmic.click()
        assert panel.picture("svg") != straight


def test_nothing_is_drawn_after_it_is_cleared(qtbot: QtBot) -> None:
    with curves_panel(qtbot) as panel:
        empty = panel.picture("svg")
        panel.show_history(HISTORY)
        panel.clear()
        assert panel.picture("svg") == empty
