"""The table of kept runs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kernelview.learn.run_record import RunRecord
from kernelview.ui.runs import RunsPanel
from kernelview.ui.runs.run_words import HEADINGS
from tests.ui.library.samples import new_appearance, window_for
from tests.usecases.training_samples import trained


@pytest.fixture(scope="module")
def record() -> RunRecord:
    return trained().record


@pytest.fixture
def panel(qtbot: QtBot, record: RunRecord) -> Iterator[RunsPanel]:
    window = window_for(qtbot, 860, 300)
    panel = RunsPanel(new_appearance(), window)
    panel.resize(860, 300)
    panel.show()
    later = replace(
        record,
        name="later",
        started=record.started + timedelta(hours=1),
        confusion=np.eye(10, dtype=np.int64),
    )
    panel.show_runs((("old", record), ("new", later)))
    yield panel
    window.close()


def names(panel: RunsPanel) -> list[str]:
    model = panel.table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_the_latest_run_is_first_and_a_heading_sorts(panel: RunsPanel) -> None:
    assert names(panel) == ["later", "small"]
    panel.table.sortByColumn(HEADINGS.index("Test accuracy"), Qt.SortOrder.AscendingOrder)
    assert names(panel) == ["small", "later"]


def test_a_renamed_run_still_says_which_network_it_is(panel: RunsPanel, record: RunRecord) -> None:
    panel.show_runs((("best", replace(record, name="Best")),))
    model = panel.table.model()
    assert model.index(0, HEADINGS.index("Network")).data() == record.blueprint.name
    assert model.index(0, 0).data() == "Best"


def test_each_button_and_key_asks_for_the_chosen_run(panel: RunsPanel) -> None:
    asked: list[tuple[str, str]] = []
    panel.restore_asked.connect(lambda run_id: asked.append(("restore", run_id)))
    panel.remove_asked.connect(lambda run_id: asked.append(("remove", run_id)))
    assert not panel.restore.isEnabled()
    panel.table.selectRow(0)
    panel.restore.click()
    panel.table.selectRow(1)
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert asked == [("restore", "new"), ("remove", "old"), ("restore", "old")]


def test_a_name_that_is_typed_is_asked_for_and_an_empty_one_is_not(panel: RunsPanel) -> None:
    asked: list[tuple[str, str]] = []
    panel.rename_asked.connect(lambda *words: asked.append(words))
    index = panel.table.model().index(0, 0)
    for name in ("Best", "  ", "later"):
        panel.table.model().setData(index, name, Qt.ItemDataRole.EditRole)
    assert asked == [("new", "Best")]


def test_ticked_runs_are_told_and_stay_ticked_when_others_come(
    panel: RunsPanel, record: RunRecord
) -> None:
    told: list[tuple[str, ...]] = []
    panel.compare_changed.connect(told.append)
    model = panel.table.model()
    for row in (0, 1):
        model.setData(model.index(row, 0), None, Qt.ItemDataRole.CheckStateRole)
    panel.show_runs((("old", record),))
    assert told == [("new",), ("old", "new"), ("old",)]


def test_the_chosen_run_stays_chosen(panel: RunsPanel, record: RunRecord) -> None:
    panel.table.selectRow(1)
    panel.show_runs((("newest", replace(record, name="z")), ("old", record)))
    assert panel.chosen == "old"


def test_each_export_names_its_kind(panel: RunsPanel) -> None:
    asked: list[tuple[str, str]] = []
    panel.export_asked.connect(lambda *words: asked.append(words))
    panel.table.selectRow(0)
    for action in panel.export.menu().actions():
        action.trigger()
    assert asked == [("model", "new"), ("csv", "new"), ("png", "new")]


def test_without_runs_it_says_what_will_be_here(panel: RunsPanel) -> None:
    panel.show_runs(())
    assert not panel.table.isVisible()
