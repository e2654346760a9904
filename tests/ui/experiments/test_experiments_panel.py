"""The experiments' panel: what it asks for, what it shows, and what it says it wants."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kernelview.files.results_folder import KeptResult
from kernelview.learn.experiments import BANK_KINDS, BANK_LABELS, ExperimentRecord, Plot
from kernelview.ui.experiments import ExperimentsPanel
from kernelview.ui.experiments.experimenting import Experimenting
from kernelview.ui.experiments.experiments_wiring import connect_experiments
from kernelview.ui.experiments.results_model import RESULT_ROLE
from kernelview.ui.runner import Runner
from kernelview.ui.theme import DARK
from kernelview.usecases.experiment_request import ExperimentRequest
from kernelview.usecases.follow_experiment import ExperimentNews
from tests.ui.experiments.experiment_samples import (
    LONG,
    TINY,
    experiments_panel,
    frozen_record,
    kept,
)
from tests.usecases.plot_samples import BANKS, HUNGER

LONGEST = 30_000
RESULTS = (kept(9), kept(7, "hunger"), kept(6, "hunger"), kept(3), kept(1, "ablation"))
CHECKED = Qt.ItemDataRole.CheckStateRole


def asked(panel: ExperimentsPanel) -> list[ExperimentRequest]:
    requests: list[ExperimentRequest] = []
    panel.run_wanted.connect(requests.append)
    return requests


def row_of(panel: ExperimentsPanel, result: KeptResult) -> QModelIndex:
    model = panel.result.results.sorted
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        if index.data(RESULT_ROLE) is result:
            return index
    raise AssertionError("no such row")


def tick(panel: ExperimentsPanel, result: KeptResult) -> None:
    panel.result.results.sorted.setData(row_of(panel, result), Qt.CheckState.Checked, CHECKED)


def plot_of(panel: ExperimentsPanel):  # type: ignore[no-untyped-def]
    assert panel.result.plot is not None
    return panel.result.plot.drawing


# What is asked for


def test_run_asks_for_the_usual_experiment(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        requests = asked(panel)
        panel.run.main.click()
        assert requests == [ExperimentRequest()]


def test_run_asks_for_what_is_chosen(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        requests, form = asked(panel), panel.settings
        request = replace(TINY, kind="hunger", seeds=(0, 1, 2), bank="laws")
        panel.show_settings(request)
        panel.run.main.click()
        assert requests == [request]
        assert form.explanation.text().startswith("How much")


def test_what_is_edited_is_asked_for(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        requests, form = asked(panel), panel.settings
        for box, text in ((form.seeds, "3"), (form.epochs, "2"), (form.limit, "500")):
            box.setFocus()
            box.selectAll()
            QTest.keyClicks(box, text)
            QTest.keyClick(box, Qt.Key.Key_Return)
        form.banks["random"].click()
        panel.run.main.click()
        (request,) = requests
        assert request.seeds == (0, 1, 2)
        assert (request.epochs, request.limit) == (2, 500)
        assert request.banks == tuple(bank for bank in BANK_KINDS if bank != "random")


def test_a_limit_of_all_there_are_is_none(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_settings(replace(ExperimentRequest(), limit=9_000))
        assert panel.settings.request.limit is None
        panel.show_settings(replace(ExperimentRequest(), limit=900))
        panel.settings.all.click()
        assert panel.settings.request.limit is None
        assert panel.settings.limit.value == 5_000


def test_every_bank_is_named_and_one_is_needed(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        form = panel.settings
        assert [box.text().lower() for box in form.banks.values()] == [*BANK_LABELS.values()]
        for box in form.banks.values():
            box.click()
        assert not panel.run.main.isEnabled()
        assert "at least one" in panel.run.words.text()
        form.banks["fixed"].click()
        assert panel.run.main.isEnabled()


def test_an_ablation_wants_a_network(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_settings(ExperimentRequest("ablation"))
        assert not panel.run.main.isEnabled()
        assert "train one" in panel.run.words.text()
        assert not panel.settings.seeds.isVisible()
        panel.show_network("Monday's run")
        assert panel.run.main.isEnabled()
        assert "Monday's run" in panel.settings.network.text()


def test_it_says_how_long_it_takes_and_how_it_knows(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        assert panel.run.words.text().startswith("25 trainings, about ")
        assert "slower computers" in panel.run.words.text()
        panel.show_settings(replace(ExperimentRequest(), seeds=(0,), banks=("fixed",)))
        assert panel.run.words.text().startswith("1 training, about ")


# What is shown while it runs


def test_while_one_runs_the_button_cancels_and_the_settings_wait(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        cancelled: list[bool] = []
        panel.cancel_wanted.connect(lambda: cancelled.append(True))
        panel.run.main.click()
        assert panel.run.main.text().strip() == "Cancel"
        assert not panel.settings.isEnabled()
        panel.show_running(ExperimentNews(12, 25, "", 21.0))
        assert panel.run.words.text() == "12 of 25 trainings · about 20 s left"
        assert panel.run.progress.value() == 480
        panel.run.main.click()
        assert cancelled == [True]
        panel.show_idle()
        assert panel.settings.isEnabled()
        assert "nothing of it was kept" in panel.run.words.text()


def test_escape_cancels(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_running()
        panel.run.main.setFocus()
        with qtbot.waitSignal(panel.cancel_wanted):
            QTest.keyClick(panel.run.main, Qt.Key.Key_Escape)


def test_results_are_drawn_as_they_come(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_running(ExperimentNews(1, 2, record=frozen_record()))
        assert panel.result.shown_plot == BANKS
        assert panel.result.when.text() == "under way"
        assert "under way" in panel.result.conclusions.toPlainText()
        assert not panel.result.export.isEnabled()


def test_who_looks_at_an_earlier_result_goes_on_looking_at_it(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_results(RESULTS)
        panel.show_running(ExperimentNews(1, 2, record=frozen_record()))
        panel.result.results.table.selectRow(row_of(panel, RESULTS[4]).row())
        panel.show_running(ExperimentNews(2, 2, record=frozen_record()))
        assert panel.result.record is RESULTS[4].record
        panel.show_finished(frozen_record())
        assert panel.result.record is not RESULTS[4].record


def test_what_was_given_up_gives_way_to_what_was_kept(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_results(RESULTS)
        panel.show_running(ExperimentNews(1, 2, record=kept(20).record))
        panel.show_idle()
        assert panel.result.record is RESULTS[0].record


def test_an_error_is_said_and_ends_it(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_running()
        panel.show_error("there are no pictures")
        assert panel.run.words.text() == "there are no pictures"
        assert panel.run.words.property("problem")
        assert panel.settings.isEnabled()


# What is shown of results


def test_before_the_first_result_it_says_what_to_do(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        assert any(
            "press Run" in label.text()
            for label in panel.result.findChildren(QLabel)
            if label.isVisible()
        )
        assert panel.result.plot is None
        panel.show_running()
        assert any("first training" in one.text() for one in panel.result.findChildren(QLabel))


def test_nothing_is_drawn_before_the_panel_is_seen(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.hide()
        panel.show_results(RESULTS)
        assert panel.result.plot is None
        panel.show()
        assert panel.result.plot is not None


def test_the_latest_result_is_shown_with_its_conclusions_and_tables(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_results(RESULTS)
        assert panel.result.title.text() == "Frozen banks"
        text = panel.result.conclusions.toPlainText()
        assert "No difference can be told." in text
        assert "Seeds" in text or "seeds" in text
        panel.result.tabs.setCurrentWidget(panel.result.table)
        assert panel.result.table.choice.count() == 2


def test_an_earlier_result_is_shown_when_it_is_chosen(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_results(RESULTS)
        panel.result.results.table.selectRow(row_of(panel, RESULTS[1]).row())
        assert panel.result.record is RESULTS[1].record
        assert panel.result.shown_plot == HUNGER
        panel.show_results(RESULTS[1:])
        assert panel.result.record is RESULTS[1].record


def test_only_others_of_its_kind_can_be_laid_over(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_results(RESULTS)
        can = [row_of(panel, one).data(CHECKED) is not None for one in RESULTS]
        assert can == [False, False, False, True, False]


def test_what_is_ticked_is_laid_over_and_named_and_can_be_exported(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_results(RESULTS)
        tick(panel, RESULTS[3])
        overlay = panel.overlays[0]
        assert overlay.plot is RESULTS[3].record.plots[0]
        found = plot_of(panel).layout_shown
        assert {one.overlay for one in found.series} == {0, 1}
        assert found.ticks == ("by hand", "random", "learned")
        assert [one.text() for one in panel.result.plot.legend.buttons] == [overlay.name]  # type: ignore[union-attr]
        panel.result.results.table.selectRow(row_of(panel, RESULTS[1]).row())
        assert len(panel.overlays) == 0


def test_space_ticks_and_delete_removes(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_results(RESULTS)
        results = panel.result.results
        results.table.setCurrentIndex(row_of(panel, RESULTS[1]))
        # The one shown cannot be laid over itself, the other can.
        QTest.keyClick(results.table, Qt.Key.Key_Space)
        assert len(results.ticked) == 0
        results.table.setCurrentIndex(row_of(panel, RESULTS[2]))
        results.model.show_shown(RESULTS[1].record)
        QTest.keyClick(results.table, Qt.Key.Key_Space)
        assert [*results.ticked] == [RESULTS[2]]
        removed: list[KeptResult] = []
        panel.remove_wanted.connect(removed.append)
        QTest.keyClick(results.table, Qt.Key.Key_Delete)
        assert removed == [RESULTS[2]]


def test_a_removed_result_can_be_brought_back(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_results(RESULTS)
        panel.result.tabs.setCurrentWidget(panel.result.results)
        results = panel.result.results
        restored: list[ExperimentRecord] = []
        panel.restore_wanted.connect(restored.append)
        assert not results.undo.isVisible()
        results.remove.click()
        panel.show_results(RESULTS[1:])
        assert panel.result.record is RESULTS[1].record
        assert results.undo.isVisible()
        results.undo.click()
        assert restored == [RESULTS[0].record]
        panel.show_results(RESULTS)
        assert not results.undo.isVisible()


def test_exports_say_what_of_which_result(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_results(RESULTS)
        said: list[object] = []

        def take_plot(plot: Plot, record: ExperimentRecord) -> None:
            said.extend((plot, record))

        panel.export_plot_wanted.connect(take_plot)
        panel.export_tables_wanted.connect(said.append)
        panel.report_wanted.connect(lambda: said.append("report"))
        for action in panel.result.export.menu().actions():
            action.trigger()
        record = RESULTS[0].record
        assert said == [record.plots[0], record, record, "report"]


def test_the_table_is_copied_with_every_digit(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_results(RESULTS)
        panel.result.tabs.setCurrentWidget(panel.result.table)
        table = panel.result.table
        table.choice.setCurrentIndex(0)
        table.choice.activated.emit(0)
        table.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
        table.table.selectAll()
        QTest.keyClick(table.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        lines = QGuiApplication.clipboard().text().splitlines()
        assert lines == [
            "bank\tseed\tloss\tstopped",
            "é犬\t2\tinf\ta,b",
            "fixed\t0\t0.30000000000000004\t",
            "learned\t\t\t=1+1",
        ]


def test_one_chosen_row_is_copied_alone(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_results(RESULTS)
        panel.result.tabs.setCurrentWidget(panel.result.table)
        table = panel.result.table
        table.choice.setCurrentIndex(0)
        table.choice.activated.emit(0)
        table.table.selectRow(0)
        table.copy.click()
        assert len(QGuiApplication.clipboard().text().splitlines()) == 2


# Drawn


def test_the_arrow_keys_read_the_plot_place_by_place(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_results(RESULTS[1:2])
        drawing = plot_of(panel)
        drawing.view.setFocus()
        QTest.keyClick(drawing.view, Qt.Key.Key_Home)
        assert drawing.reading.heading == "training pictures: 25"
        assert drawing.reading.lines[0].words == "50.0 % (40.0 to 60.0)"
        assert drawing.readout.isVisible()
        QTest.keyClick(drawing.view, Qt.Key.Key_Right)
        # One value without an interval, and none at all of the other.
        assert [line.words for line in drawing.reading.lines] == ["70.0 %"]
        assert "by hand 70.0 %" in drawing.view.accessibleDescription()
        QTest.keyClick(drawing.view, Qt.Key.Key_Escape)
        assert drawing.reading is None
        assert not drawing.readout.isVisible()


def test_the_mouse_reads_what_is_nearest(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_results(RESULTS[:1])
        drawing = plot_of(panel)
        viewport = drawing.view.viewport()
        right = viewport.width() - 40
        QTest.mouseMove(viewport, QPoint(right - 10, viewport.height() // 2))
        QTest.mouseMove(viewport, QPoint(right, viewport.height() // 2))
        qtbot.waitUntil(lambda: drawing.reading is not None)
        assert drawing.reading.heading == "random"
        assert drawing.reading.lines[0].words == "80.0 %"


def test_the_legend_hides_a_series_and_shows_it_again(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_results(RESULTS[1:2])
        drawing, legend = plot_of(panel), panel.result.plot.legend  # type: ignore[union-attr]
        assert [button.text() for button in legend.buttons] == ["by hand", "learned"]
        legend.buttons[0].click()
        assert [one.label for one in drawing.layout_shown.series] == ["learned"]
        legend.buttons[0].setFocus()
        QTest.keyClick(legend.buttons[0], Qt.Key.Key_Space)
        assert len(drawing.layout_shown.series) == 2


def test_neither_pyqtgraph_nor_matplotlib_is_loaded_before_the_first_plot() -> None:
    code = (
        "import sys, kernelview.ui.experiments, kernelview.usecases.plot_picture\n"
        "sys.exit(bool({'pyqtgraph', 'matplotlib'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_theme_and_kind_is_drawn(qtbot: QtBot) -> None:
    with experiments_panel(qtbot) as panel:
        panel.show_results(RESULTS)
        for result in RESULTS:
            panel.result.results.table.selectRow(row_of(panel, result).row())
        panel._appearance.set_theme(DARK)
        assert plot_of(panel).view.backgroundBrush().color().name() == DARK.panel


@pytest.mark.parametrize(("width", "height"), [(980, 780), (650, 480)])
def test_everything_has_a_name_and_fits(qtbot: QtBot, width: int, height: int) -> None:
    with experiments_panel(qtbot, width, height) as panel:
        panel.show_results(RESULTS)
        layout = panel.layout()
        assert layout is not None
        assert layout.minimumSize().width() <= width
        assert layout.minimumSize().height() <= height
        for widget in panel.findChildren(QWidget):
            parent = widget.parent()
            is_inner = isinstance(parent, QComboBox | QAbstractSpinBox) or (
                isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget
            )
            can_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if widget.isVisible() and can_focus and not is_inner:
                assert widget.accessibleName(), widget


# With the worker


def test_from_run_to_result_and_back(qtbot: QtBot, tmp_path: Path) -> None:
    with experiments_panel(qtbot) as panel:
        runner = Runner(panel)
        worker = Experimenting(runner, tmp_path, panel)
        connect_experiments(panel, worker)
        panel.run_wanted.connect(worker.run)
        panel.show_settings(TINY)
        panel.run.main.click()
        qtbot.waitUntil(lambda: len(worker.results) == 1, timeout=LONGEST)
        assert panel.result.record is worker.results[0].record
        assert panel.run.words.text().startswith("4 trainings")
        panel.show_settings(LONG)
        panel.run.main.click()
        qtbot.waitUntil(lambda: "of 100" in panel.run.words.text(), timeout=LONGEST)
        panel.run.main.click()
        assert "nothing of it was kept" in panel.run.words.text()
        assert panel.result.record is worker.results[0].record
        panel.result.results.remove_chosen()
        qtbot.waitUntil(lambda: worker.results == (), timeout=LONGEST)
        assert panel.result.title.text() == "Nothing is shown"
        assert runner.shut_down(30)
